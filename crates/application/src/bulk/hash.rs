//! A plan in a few characters: two plans have the same when they change the same.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use ariadne_domain::{EntityChange, EntityKind, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The hash of what would change, and how many changes that are. Ids that a plan made up differ from run to run: each
/// stands for the place where it first turns up. So does the time of a new claim, unless
/// the file tells it.
pub(super) fn plan_hash(
    changes: &[EntityChange],
    made: &HashSet<Uuid>,
    times_are_told: bool,
) -> (String, u64) {
    let mut shown = 0;
    let mut hasher = Hasher { sha: Sha256::new(), made, seen: HashMap::new() };
    for change in changes {
        let entity = change.entity();
        let Some(change) = change.describe() else { continue };
        shown += 1;
        hasher.text(entity.kind.as_str());
        hasher.text(change.operation.as_str());
        hasher.id(entity.id);
        if let Some(table) = change.table {
            hasher.id(table.0);
        }
        for field in &change.fields {
            let time = entity.kind == EntityKind::Assertion && field.field == "at";
            if time && !times_are_told {
                continue;
            }
            hasher.text(field.field);
            hasher.value(&field.old);
            hasher.value(&field.new);
        }
    }
    let digest = hasher.sha.finalize();
    let mut hash = String::with_capacity(32);
    for byte in digest.iter().take(16) {
        // Writing to a text does not fail.
        let _ = write!(hash, "{byte:02x}");
    }
    (hash, shown)
}

struct Hasher<'a> {
    sha: Sha256,
    made: &'a HashSet<Uuid>,
    seen: HashMap<Uuid, u64>,
}

impl Hasher<'_> {
    fn text(&mut self, text: &str) {
        self.sha.update((text.len() as u64).to_be_bytes());
        self.sha.update(text);
    }

    fn id(&mut self, id: Uuid) {
        if !self.made.contains(&id) {
            self.sha.update(id.as_bytes());
            return;
        }
        let next = self.seen.len() as u64;
        let place = *self.seen.entry(id).or_insert(next);
        self.sha.update(b"new");
        self.sha.update(place.to_be_bytes());
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.sha.update(b"n"),
            Value::Bool(flag) => self.sha.update([u8::from(*flag)]),
            Value::Number(text) => {
                self.sha.update(b"d");
                self.text(text);
            }
            Value::String(text) => match text.len() {
                36 if let Ok(id) = Uuid::parse_str(text) => self.id(id),
                _ => {
                    self.sha.update(b"s");
                    self.text(text);
                }
            },
            Value::Array(items) => {
                self.sha.update(b"a");
                self.sha.update((items.len() as u64).to_be_bytes());
                for item in items {
                    self.value(item);
                }
            }
            Value::Object(members) => {
                self.sha.update(b"o");
                self.sha.update((members.len() as u64).to_be_bytes());
                for (key, member) in members {
                    self.text(key);
                    self.value(member);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ariadne_domain::{Delta, Table, TableId};

    use super::*;

    fn created(id: u128, name: &str) -> EntityChange {
        Delta::created(Table::new(TableId(Uuid::from_u128(id)), None, name.into())).into()
    }

    fn hash(changes: &[EntityChange], made: &[u128]) -> String {
        plan_hash(changes, &made.iter().map(|id| Uuid::from_u128(*id)).collect(), false).0
    }

    #[test]
    fn ids_that_a_plan_makes_up_do_not_count() {
        let (one, other) = ([created(1, "a"), created(2, "b")], [created(7, "a"), created(9, "b")]);
        assert_eq!(hash(&one, &[1, 2]), hash(&other, &[7, 9]));
        assert_ne!(hash(&one, &[]), hash(&other, &[]));
        assert_ne!(hash(&one, &[1, 2]), hash(&[created(1, "a"), created(2, "c")], &[1, 2]));
        assert_ne!(hash(&one, &[1, 2]), hash(&one[..1], &[1, 2]));
    }
}
