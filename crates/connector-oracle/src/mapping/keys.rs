//! Keys, from the rows of `ALL_CONSTRAINTS`.

use ariadne_domain::{ColumnFacts, ForeignTarget, KeyFacts, KeyKind, Path, Problem};

use super::{owned, text, warnings};
use crate::backend::Row;

/// A constraint while its columns are collected.
struct Constraint {
    facts: KeyFacts,
    /// What a foreign key refers to, by owner and name of the key there.
    refers_to: Option<(String, String)>,
}

/// The keys with their columns in key order, and what of them could not be told.
/// `user` is who looks. `referenced` is `None` when it may not be read, which is told elsewhere.
pub(crate) fn build(
    rows: &[Row],
    referenced: Option<&[Row]>,
    columns: &[ColumnFacts],
    user: &str,
) -> (Vec<KeyFacts>, Vec<Problem>) {
    let mut constraints: Vec<Constraint> = Vec::new();
    for row in rows {
        let name = owned(row, 0);
        let path = Path::key(owned(row, 5));
        match constraints.last_mut().filter(|c| c.facts.name.as_deref() == Some(&name)) {
            Some(constraint) => constraint.facts.columns.push(path),
            None => constraints.extend(begin(row, name, path)),
        }
    }
    let mut problems = Vec::new();
    let mut keys = Vec::new();
    for Constraint { mut facts, refers_to } in constraints {
        if let (Some((owner, name)), Some(referenced)) = (&refers_to, referenced) {
            facts.references = target(referenced, owner, name);
            if facts.references.is_none() {
                let key = facts.name.as_deref().unwrap_or_default();
                problems.push(warnings::target_hidden(key, owner, name, user));
            }
        }
        let unseen = facts.columns.iter().find(|path| !columns.iter().any(|c| c.path == **path));
        match unseen {
            // Oracle's own, which ties a nested table to its rows: no key that anybody declared
            Some(path) if is_made_by_oracle(path) => {}
            Some(path) => problems.push(warnings::key_column_unseen(&facts, path)),
            None => keys.push(facts),
        }
    }
    (keys, problems)
}

/// Whether it is a column that Oracle made itself.
fn is_made_by_oracle(path: &Path) -> bool {
    let name = path.to_string();
    name.strip_prefix("SYS_NC")
        .and_then(|rest| rest.strip_suffix('$'))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn begin(row: &Row, name: String, path: Path) -> Option<Constraint> {
    let kind = match text(row, 1)? {
        "P" => KeyKind::Primary,
        "U" => KeyKind::Unique,
        "R" => KeyKind::Foreign,
        _ => return None,
    };
    let refers_to = (kind == KeyKind::Foreign).then(|| (owned(row, 3), owned(row, 4)));
    let facts = KeyFacts {
        kind,
        name: Some(name),
        columns: vec![path],
        references: None,
        enabled: Some(text(row, 2) == Some("ENABLED")),
    };
    Some(Constraint { facts, refers_to })
}

/// The columns of the key that is referred to: owner and name both, for two schemas may
/// have a key of the same name.
fn target(referenced: &[Row], owner: &str, name: &str) -> Option<ForeignTarget> {
    let fits = |row: &&Row| text(row, 0) == Some(owner) && text(row, 1) == Some(name);
    let mut columns: Vec<String> = Vec::new();
    let mut table = None;
    for row in referenced.iter().filter(fits) {
        let column = owned(row, 3);
        // two foreign keys to one parent repeat its columns
        if !columns.contains(&column) {
            columns.push(column);
        }
        table = Some(owned(row, 2));
    }
    Some(ForeignTarget { schema: Some(owner.to_owned()), name: table?, columns })
}

#[cfg(test)]
mod tests {
    use ariadne_domain::{LogicalType, Value};

    use super::*;

    fn row(values: &[&str]) -> Row {
        values.iter().map(|v| (!v.is_empty()).then(|| (*v).to_owned())).collect()
    }

    fn columns(names: &[&str]) -> Vec<ColumnFacts> {
        names
            .iter()
            .map(|name| ColumnFacts {
                path: Path::key(*name),
                data_type: "NUMBER".to_owned(),
                logical_type: LogicalType::Integer,
                nullable: true,
                default: None,
                generated: None,
                comment: None,
                properties: Value::object(),
            })
            .collect()
    }

    #[test]
    fn keys_keep_their_order_and_status() {
        let rows = [
            row(&["PK", "P", "ENABLED", "", "", "B", "1"]),
            row(&["PK", "P", "ENABLED", "", "", "A", "2"]),
            row(&["UK", "U", "DISABLED", "", "", "C", "1"]),
        ];
        let (keys, problems) = build(&rows, Some(&[]), &columns(&["A", "B", "C"]), "APP");
        assert_eq!(problems, []);
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0].columns, [Path::key("B"), Path::key("A")]);
        assert_eq!((keys[0].kind, keys[0].enabled), (KeyKind::Primary, Some(true)));
        assert_eq!((keys[1].kind, keys[1].enabled), (KeyKind::Unique, Some(false)));
    }

    #[test]
    fn a_target_is_found_by_owner_and_name() {
        let rows = [
            row(&["FK1", "R", "ENABLED", "OTHER", "PK", "A", "1"]),
            row(&["FK2", "R", "ENABLED", "HR", "PK", "B", "1"]),
            row(&["FK2", "R", "ENABLED", "HR", "PK", "C", "2"]),
        ];
        let referenced = [
            row(&["HR", "PK", "DEPARTMENTS", "ID"]),
            row(&["HR", "PK", "DEPARTMENTS", "SITE"]),
            row(&["OTHER", "PK", "PLACES", "PLACE_ID"]),
            row(&["OTHER", "PK", "PLACES", "PLACE_ID"]),
        ];
        let (keys, problems) = build(&rows, Some(&referenced), &columns(&["A", "B", "C"]), "APP");
        assert_eq!(problems, []);
        let told: Vec<_> = keys.iter().map(|k| k.references.clone().unwrap()).collect();
        assert_eq!(
            (told[0].name.as_str(), told[0].columns.as_slice()),
            ("PLACES", &["PLACE_ID".to_owned()][..])
        );
        assert_eq!(told[1].columns, ["ID", "SITE"]);
        assert_eq!(told[1].schema.as_deref(), Some("HR"));
    }

    #[test]
    fn a_hidden_parent_is_told() {
        let rows = [row(&["FK", "R", "ENABLED", "SECRET", "PK", "A", "1"])];
        let (keys, problems) = build(&rows, Some(&[]), &columns(&["A"]), "APP");
        assert_eq!(keys[0].references, None);
        assert_eq!(problems[0].code, "TARGET_HIDDEN");
        assert!(problems[0].title.contains("FK"));
        let remedy = problems[0].remedy.as_deref().unwrap();
        assert!(
            remedy.contains("SECRET.PK")
                && remedy.contains("GRANT SELECT ON \"SECRET\".\"<table>\" TO \"APP\";"),
            "{remedy}"
        );
        let (keys, problems) = build(&rows, None, &columns(&["A"]), "APP");
        assert_eq!((keys.len(), problems.len()), (1, 0));
    }

    #[test]
    fn a_key_on_a_column_that_is_not_there_is_told() {
        let rows = [row(&["UK", "U", "ENABLED", "", "", "\"ADDR\".\"CITY\"", "1"])];
        let (keys, problems) = build(&rows, Some(&[]), &columns(&["ADDR"]), "APP");
        assert!(keys.is_empty());
        assert_eq!(problems[0].code, "KEY_COLUMN_UNSEEN");
    }

    #[test]
    fn the_key_that_ties_a_nested_table_is_nobodys() {
        let rows = [row(&["SYS_C0042", "U", "ENABLED", "", "", "SYS_NC0000300004$", "1"])];
        assert_eq!(build(&rows, Some(&[]), &columns(&["PHONES"]), "APP"), (Vec::new(), Vec::new()));
    }
}
