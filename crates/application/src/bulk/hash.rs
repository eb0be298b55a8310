//! A plan in a few characters: two plans have the same when they change the same.

use std::fmt::Write as _;

use ariadne_domain::{Change, EntityKind, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::made::Made;

/// Takes what would change, and becomes the hash of all of it.
pub(super) struct PlanHash {
    sha: Sha256,
    /// Whether the file tells when claims were made.
    times_are_told: bool,
    /// For the ids that the plan made up, the place where each first turned up; 0 for one
    /// that has not yet.
    places: Vec<u32>,
    last: u32,
    changes: u64,
}

impl PlanHash {
    pub(super) fn new(times_are_told: bool) -> Self {
        Self { sha: Sha256::new(), times_are_told, places: Vec::new(), last: 0, changes: 0 }
    }

    /// Takes a change. Ids that the plan made up differ from run to run: each stands for
    /// the place where it first turns up. So does the time of a new claim, unless the file
    /// tells it.
    pub(super) fn take(&mut self, change: &Change, made: &Made) {
        self.changes += 1;
        self.text(change.entity.kind.as_str());
        self.text(change.operation.as_str());
        self.id(change.entity.id, made);
        if let Some(table) = change.table {
            self.id(table.0, made);
        }
        for field in &change.fields {
            let time = change.entity.kind == EntityKind::Assertion && field.field == "at";
            if time && !self.times_are_told {
                continue;
            }
            self.text(field.field);
            self.value(&field.old, made);
            self.value(&field.new, made);
        }
    }

    /// The hash, and how many changes there are.
    pub(super) fn finish(self) -> (String, u64) {
        let digest = self.sha.finalize();
        (hex(&digest[..16]), self.changes)
    }

    fn text(&mut self, text: &str) {
        self.sha.update((text.len() as u64).to_be_bytes());
        self.sha.update(text);
    }

    fn id(&mut self, id: Uuid, made: &Made) {
        let Some(number) = made.number(id) else {
            self.sha.update(id.as_bytes());
            return;
        };
        if self.places.len() <= number {
            self.places.resize(number + 1, 0);
        }
        if self.places[number] == 0 {
            self.last += 1;
            self.places[number] = self.last;
        }
        let place = self.places[number];
        self.sha.update(b"new");
        self.sha.update(place.to_be_bytes());
    }

    fn value(&mut self, value: &Value, made: &Made) {
        match value {
            Value::Null => self.sha.update(b"n"),
            Value::Bool(flag) => self.sha.update([u8::from(*flag)]),
            Value::Number(text) => {
                self.sha.update(b"d");
                self.text(text);
            }
            Value::String(text) => match text.len() {
                36 if let Ok(id) = Uuid::parse_str(text) => self.id(id, made),
                _ => {
                    self.sha.update(b"s");
                    self.text(text);
                }
            },
            Value::Array(items) => {
                self.sha.update(b"a");
                self.sha.update((items.len() as u64).to_be_bytes());
                for item in items {
                    self.value(item, made);
                }
            }
            Value::Object(members) => {
                self.sha.update(b"o");
                self.sha.update((members.len() as u64).to_be_bytes());
                for (key, member) in members {
                    self.text(key);
                    self.value(member, made);
                }
            }
        }
    }
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use ariadne_domain::{Delta, EntityChange, Table, TableId};

    use super::*;

    fn hash(ids: &[Uuid], names: &[&str], made: &Made) -> String {
        let mut hash = PlanHash::new(false);
        for (id, name) in ids.iter().zip(names) {
            let table = Table::new(TableId(*id), None, (*name).into());
            let change = EntityChange::from(Delta::created(table)).describe().expect("a change");
            hash.take(&change, made);
        }
        hash.finish().0
    }

    #[test]
    fn ids_that_a_plan_makes_up_do_not_count() {
        let plan = |base: u128, skipped: usize| {
            let mut made = Made::new(Uuid::from_u128(base));
            for _ in 0..skipped {
                made.make();
            }
            let ids = [made.make(), made.make()];
            (ids, made)
        };
        let ((one, of_one), (other, of_other)) = (plan(1, 0), plan(2, 3));
        assert_ne!(one, other);
        let names = ["a", "b"];
        assert_eq!(hash(&one, &names, &of_one), hash(&other, &names, &of_other));
        let none = Made::new(Uuid::from_u128(3));
        assert_ne!(hash(&one, &names, &none), hash(&other, &names, &none));
        assert_ne!(hash(&one, &names, &of_one), hash(&one, &["a", "c"], &of_one));
        assert_ne!(hash(&one, &names, &of_one), hash(&one[..1], &names, &of_one));
        let twice = [one[0], one[0]];
        assert_ne!(hash(&one, &names, &of_one), hash(&twice, &names, &of_one));
    }
}
