//! What stands against an undo, in a sentence.

use ariadne_domain::{Blocker, BlockerReason, EntityKind};

/// What stands against an undo, and what to do about it.
pub(crate) fn sentence(blockers: &[Blocker]) -> String {
    let (taken, later): (Vec<&Blocker>, Vec<&Blocker>) =
        blockers.iter().partition(|blocker| blocker.reason == BlockerReason::NameTaken);
    let later = match later.len() {
        0 => None,
        1 => Some("1 later change stands against it. Undo that one first.".to_owned()),
        count => Some(format!("{count} later changes stand against it. Undo those first.")),
    };
    let told: Vec<String> = later.into_iter().chain(in_its_place(&taken)).collect();
    format!("The changeset cannot be undone: {}", told.join(" "))
}

/// What has a name, or runs between two ends, that the undo would give again.
fn in_its_place(taken: &[&Blocker]) -> Option<String> {
    let one = taken.first()?;
    let (what, is_named) = match one.entity.kind {
        EntityKind::Source => ("data source", true),
        EntityKind::Table => ("table", true),
        EntityKind::Column => ("column", true),
        EntityKind::Edge | EntityKind::Assertion => ("lineage edge", false),
    };
    let Blocker { name, .. } = one;
    Some(match (taken.len(), is_named) {
        (1, true) => {
            format!("The name {name} is taken by another {what} by now. Rename that one first.")
        }
        (1, false) => {
            format!("Another {what} runs there by now, {name}. Delete that one first.")
        }
        (count, true) => format!(
            "{count} names are taken by now, the first, {name}, by another {what}. Rename those first."
        ),
        (count, false) => format!(
            "{count} places are taken by now, the first by another {what}, {name}. Delete those first."
        ),
    })
}

#[cfg(test)]
mod tests {
    use ariadne_domain::EntityRef;
    use uuid::Uuid;

    use super::*;

    fn told(blockers: &[(BlockerReason, EntityKind)]) -> String {
        let blocker = |(reason, kind): &(BlockerReason, EntityKind)| Blocker {
            reason: *reason,
            entity: EntityRef { kind: *kind, id: Uuid::nil() },
            name: "dw.t".to_owned(),
            field: None,
            changeset: None,
        };
        let told = sentence(&blockers.iter().map(blocker).collect::<Vec<_>>());
        told.strip_prefix("The changeset cannot be undone: ").expect("the beginning").to_owned()
    }

    #[test]
    fn what_is_in_the_way_is_called_what_it_is() {
        use BlockerReason::{ChangedLater, NameTaken};
        use EntityKind::{Edge, Source, Table};
        let later = (ChangedLater, Table);
        assert_eq!(told(&[later]), "1 later change stands against it. Undo that one first.");
        assert_eq!(told(&[later; 3]), "3 later changes stand against it. Undo those first.");
        assert_eq!(
            told(&[(NameTaken, Table)]),
            "The name dw.t is taken by another table by now. Rename that one first."
        );
        assert_eq!(
            told(&[(NameTaken, Source), (NameTaken, Source)]),
            "2 names are taken by now, the first, dw.t, by another data source. Rename those first."
        );
        assert_eq!(
            told(&[(NameTaken, Edge)]),
            "Another lineage edge runs there by now, dw.t. Delete that one first."
        );
        assert_eq!(
            told(&[(NameTaken, Table), later]),
            "1 later change stands against it. Undo that one first. The name dw.t is taken by \
             another table by now. Rename that one first."
        );
    }
}
