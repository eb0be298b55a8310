//! Objects whose keys are data: found in a counted sample, so that a map keyed by ids
//! is one column and not a thousand.
//!
//! An object is a map when it has more than [`MIN_KEYS`] different keys in the sample,
//! all values are of one kind (numbers, texts, objects that share their fields, …), and
//! one of these holds:
//! - nearly all keys look like data: ids, numbers, dates, UUIDs, addresses;
//! - the keys change from object to object: an object has a fifth of them or less;
//! - there are more than [`MANY_KEYS`] keys, and they do not recur in nearly every
//!   object as the fields of a record do.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{ROOT, Shape, Step};
use super::types::{BsonType, Counts};

/// Up to this many different keys an object is taken as it is.
pub(crate) const MIN_KEYS: usize = 15;

/// With more keys than this, names that do not look like data are a map too.
pub(crate) const MANY_KEYS: usize = 50;

/// Where the maps are: a tree of the paths that lead to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Set when the objects here are maps: what to do with their values.
    pub(crate) value: Option<Box<Plan>>,
    /// What to do below fields.
    pub(crate) keys: BTreeMap<String, Plan>,
    /// What to do with arrays in arrays.
    pub(crate) element: Option<Box<Plan>>,
}

impl Plan {
    /// Whether there is no map at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.value.is_none() && self.keys.is_empty() && self.element.is_none()
    }
}

/// Finds the maps in a sample that was counted without a plan. The documents
/// themselves are never maps.
pub(crate) fn find(shape: &Shape) -> Plan {
    plan_of(&merged(shape, &[ROOT]), true)
}

/// What several nodes have in common; of one node, itself.
#[derive(Debug, Default)]
struct Merged<'a> {
    shape: Option<&'a Shape>,
    objects: u64,
    /// Per key the nodes with it.
    keys: BTreeMap<&'a str, Vec<usize>>,
    elements: Vec<usize>,
}

fn merged<'a>(shape: &'a Shape, nodes: &[usize]) -> Merged<'a> {
    let mut all = Merged { shape: Some(shape), ..Merged::default() };
    for index in nodes {
        let node = shape.node(*index);
        all.objects += node.objects;
        for (step, child) in &node.children {
            match step {
                Step::Key(key) => all.keys.entry(key).or_default().push(*child),
                Step::Element => all.elements.push(*child),
                Step::MapValue => {}
            }
        }
    }
    all
}

fn plan_of(all: &Merged<'_>, is_root: bool) -> Plan {
    let Some(shape) = all.shape else { return Plan::default() };
    let mut plan = Plan::default();
    if !is_root && is_map(shape, all) {
        let values: Vec<usize> = all.keys.values().flatten().copied().collect();
        plan.value = Some(Box::new(plan_of(&merged(shape, &values), false)));
    } else {
        for (key, nodes) in &all.keys {
            let below = plan_of(&merged(shape, nodes), false);
            if !below.is_empty() {
                plan.keys.insert((*key).to_owned(), below);
            }
        }
    }
    if !all.elements.is_empty() {
        let below = plan_of(&merged(shape, &all.elements), false);
        if !below.is_empty() {
            plan.element = Some(Box::new(below));
        }
    }
    plan
}

fn is_map(shape: &Shape, all: &Merged<'_>) -> bool {
    let count = all.keys.len();
    if count <= MIN_KEYS || !same_kind(shape, all) {
        return false;
    }
    let like_data = all.keys.keys().filter(|key| looks_like_data(key)).count();
    if like_data * 10 >= count * 9 || share_a_numbered_prefix(all) {
        return true;
    }
    let holders: u64 = all.keys.values().flatten().map(|i| shape.node(*i).holders).sum();
    // the share of the keys that an average object has
    let slots = all.objects.saturating_mul(count as u64);
    if all.objects >= 10 && holders.saturating_mul(5) <= slots {
        return true;
    }
    let recurs = all.objects >= 5 && holders.saturating_mul(5) >= slots.saturating_mul(4);
    count > MANY_KEYS && !recurs
}

/// Whether the values under all keys are of one kind.
fn same_kind(shape: &Shape, all: &Merged<'_>) -> bool {
    let nodes: Vec<usize> = all.keys.values().flatten().copied().collect();
    let one = |counts: &dyn Fn(usize) -> Counts| -> Option<BTreeSet<u8>> {
        let classes: BTreeSet<u8> = nodes
            .iter()
            .flat_map(|i| counts(*i).into_keys())
            .filter(|t| *t != BsonType::Null)
            .map(BsonType::class)
            .collect();
        (classes.len() <= 1).then_some(classes)
    };
    let Some(classes) = one(&|i| shape.node(i).types.clone()) else { return false };
    if one(&|i| shape.node(i).elements.clone()).is_none() {
        return false;
    }
    let objects = nodes.iter().any(|i| shape.node(*i).objects > 0);
    !classes.is_empty() && (!objects || share_fields(shape, &nodes))
}

/// Whether objects have at least half of all their fields in common on average, or
/// are maps themselves.
fn share_fields(shape: &Shape, nodes: &[usize]) -> bool {
    let all = merged(shape, nodes);
    let with_objects = nodes.iter().filter(|i| shape.node(**i).objects > 0).count();
    let fields: usize = all.keys.values().map(Vec::len).sum();
    let slots = all.keys.len() * with_objects;
    fields * 2 >= slots || is_map(shape, &all)
}

/// Keys such as `u1001`, `u1002`: one stem, then digits.
fn share_a_numbered_prefix(all: &Merged<'_>) -> bool {
    let stem = |key: &str| -> Option<usize> {
        let stem = key.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (stem < key.len()).then_some(stem)
    };
    let mut stems = all.keys.keys().map(|key| stem(key).map(|end| &key[..end]));
    let Some(Some(first)) = stems.next() else { return false };
    stems.all(|s| s == Some(first))
}

/// Ids, numbers, dates, UUIDs, hashes, addresses.
fn looks_like_data(key: &str) -> bool {
    let bytes = key.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    let numeric = digits > 0
        && bytes.iter().all(|b| {
            b.is_ascii_digit() || matches!(b, b'-' | b':' | b'.' | b'T' | b'Z' | b'/' | b'_')
        });
    let uuid = key.len() == 36
        && [8, 13, 18, 23].iter().all(|i| bytes[*i] == b'-')
        && hex(&key.replace('-', ""));
    let hash = key.len() >= 8 && digits > 0 && hex(key);
    numeric || uuid || hash || key.contains('@')
}

#[cfg(test)]
mod tests {
    use mongodb::bson::{Bson, Document, RawDocumentBuf, doc};

    use super::*;

    fn plan(documents: impl IntoIterator<Item = Document>) -> Plan {
        let mut shape = Shape::new(Plan::default());
        for document in documents {
            shape.add(&RawDocumentBuf::try_from(&document).unwrap());
        }
        find(&shape)
    }

    fn object(keys: impl Iterator<Item = String>, value: impl Into<Bson>) -> Document {
        let value = value.into();
        keys.map(|key| (key, value.clone())).collect()
    }

    fn is_map(plan: &Plan, key: &str) -> bool {
        plan.keys.get(key).is_some_and(|p| p.value.is_some())
    }

    #[test]
    fn objects_keyed_by_ids_are_maps() {
        let ids = object((0..30).map(|i| format!("{:024x}", 0x5f00 + i)), 1);
        let users = object((0..16).map(|i| format!("user{i}")), doc! { "name": "x", "age": 1 });
        let days = object((1..29).map(|i| format!("2026-02-{i:02}")), 2.5);
        let found = plan([doc! { "ids": ids, "users": users, "days": days }]);
        assert!(is_map(&found, "ids") && is_map(&found, "users") && is_map(&found, "days"));
    }

    #[test]
    fn maps_in_maps_are_found() {
        let days = object((1..29).map(|i| format!("2026-02-{i:02}")), 2.5);
        let users = object((0..20).map(|i| format!("u{i}")), days);
        let found = plan([doc! { "visits": users }]);
        assert!(found.keys["visits"].value.as_ref().unwrap().value.is_some());
    }

    #[test]
    fn keys_that_change_from_object_to_object_are_data() {
        let names = [
            "ann", "bob", "cid", "dot", "eve", "fay", "gus", "hal", "ida", "jon", "kim", "lee",
            "max", "nia", "ola", "pat", "quy", "ria",
        ];
        let found = plan(names.iter().map(|name| doc! { "votes": { *name: 1 } }));
        assert!(is_map(&found, "votes"));
    }

    #[test]
    fn records_stay_records() {
        let wide = object(
            (0..40).map(|i| {
                format!("{}name", (b'a' + i % 26) as char).repeat(1 + usize::from(i / 26))
            }),
            "x",
        );
        let few = object((0..15).map(|i| i.to_string()), 1);
        let mixed: Document = (0..60_i32)
            .map(|i| (format!("f{i}"), if i % 2 == 0 { Bson::from(i) } else { Bson::from("x") }))
            .collect();
        let found = plan(
            (0..20)
                .map(|_| doc! { "wide": wide.clone(), "few": few.clone(), "mixed": mixed.clone() }),
        );
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_wide_record_that_recurs_is_no_map_but_a_lone_one_is() {
        let key = |i: u8| format!("{}{}", (b'a' + i % 26) as char, (b'a' + i / 26) as char);
        let wide = || object((0..60).map(key), "x");
        assert!(plan((0..20).map(|_| doc! { "w": wide() })).is_empty());
        assert!(is_map(&plan([doc! { "w": wide() }]), "w"));
    }

    #[test]
    fn documents_are_never_maps() {
        let wide = object((0..100).map(|i| i.to_string()), 1);
        assert!(plan([wide]).is_empty());
    }
}
