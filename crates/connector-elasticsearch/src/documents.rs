//! A bounded look at documents: where values are lists, and how often they are there.

use std::collections::HashMap;

use ariadne_domain::{ColumnFacts, LogicalType, Problem, Value};
use serde_json::{Map, Value as Json};

use crate::columns::dotted;

/// How many documents are looked at, at most.
pub(crate) const MOST: u32 = 1_000;

/// Unmapped fields that a warning names.
const NAMED: usize = 20;

/// What the documents show of one path.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// Documents that have a value there.
    documents: u64,
    /// Documents that have a list there.
    lists: u64,
}

/// Adds presence and lists to the columns; answers the number of documents and what is to be said.
pub(crate) fn look(columns: &mut [ColumnFacts], hits: &[Json]) -> (u64, Vec<Problem>) {
    let kinds: HashMap<String, Kind> =
        columns.iter().map(|c| (dotted(&c.path), Kind::of(c))).collect();
    let mut seen: HashMap<String, Seen> = HashMap::new();
    let mut looked: u64 = 0;
    for source in hits.iter().filter_map(|hit| hit.get("_source")?.as_object()) {
        looked += 1;
        let mut of_one = HashMap::new();
        object(source, "", &kinds, &mut of_one);
        for (path, is_list) in of_one {
            let entry = seen.entry(path).or_default();
            entry.documents += 1;
            entry.lists += u64::from(is_list);
        }
    }
    if looked == 0 {
        return (0, Vec::new());
    }
    for column in columns.iter_mut() {
        let name = dotted(&column.path);
        if !matches!(
            kinds.get(&name),
            Some(Kind::Fields | Kind::Value | Kind::Point | Kind::Vector | Kind::Whole)
        ) {
            continue;
        }
        let found = seen.get(&name).copied().unwrap_or_default();
        let presence = Value::object().with("documents", found.documents).with("of", looked);
        column.properties.set("presence", presence);
        if found.lists > 0 {
            column.properties.set("lists", found.lists);
            let element = std::mem::replace(&mut column.logical_type, LogicalType::Unknown);
            column.logical_type = LogicalType::array(element);
        }
    }
    (looked, unmapped(&kinds, &seen))
}

/// Fields of documents that no mapping has: ignored by the engine, and still there.
fn unmapped(kinds: &HashMap<String, Kind>, seen: &HashMap<String, Seen>) -> Vec<Problem> {
    let mut names: Vec<&str> =
        seen.keys().filter(|name| !kinds.contains_key(*name)).map(String::as_str).collect();
    names.sort_unstable();
    if names.is_empty() {
        return Vec::new();
    }
    let more = names.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let listed = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    vec![
        Problem::new("UNMAPPED_FIELDS", format!("The documents have fields that the mapping does not: {listed}{more}."))
            .with_cause("With `dynamic` set to false the engine keeps such fields in the documents and cannot search them.")
            .with_remedy("Add them to the mapping, or describe them by hand."),
    ]
}

/// How a column's value looks in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// An object with mapped fields.
    Fields,
    /// A value, a list is a list of them.
    Value,
    /// A point, which may be written as a list of numbers.
    Point,
    /// A vector: a list of numbers is one value.
    Vector,
    /// JSON of any shape: not looked into.
    Whole,
    /// Not in documents: `_id`, multi-fields, alias and computed fields.
    Absent,
}

impl Kind {
    fn of(column: &ColumnFacts) -> Self {
        let multi = column.properties.get("multiField").is_some();
        if multi || column.generated.is_some() || column.data_type == "_id" {
            return Self::Absent;
        }
        let has = |name: &str| column.data_type.split('|').any(|t| t == name);
        if column.logical_type == LogicalType::Json {
            Self::Whole
        } else if has("object") || has("nested") || has("passthrough") {
            Self::Fields
        } else if has("dense_vector") || has("knn_vector") || has("rank_vectors") {
            Self::Vector
        } else if has("geo_point") || has("point") || has("xy_point") {
            Self::Point
        } else if matches!(
            column.logical_type,
            LogicalType::Object | LogicalType::Geo | LogicalType::Map(_)
        ) || matches!(column.logical_type, LogicalType::Union(_) | LogicalType::Unknown)
            || has("completion")
        {
            Self::Whole
        } else {
            Self::Value
        }
    }
}

/// Walks an object; `seen` gets each path once, with whether a list stands there anywhere in this document.
fn object(
    members: &Map<String, Json>,
    prefix: &str,
    kinds: &HashMap<String, Kind>,
    seen: &mut HashMap<String, bool>,
) {
    for (key, value) in members {
        // a dot in a key of a document is a path, as it is in a mapping
        let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        mark_parents(key, prefix, kinds, seen);
        self::value(value, &path, kinds, seen);
    }
}

/// `{"a.b": 1}` has `a` as much as `{"a": {"b": 1}}` does.
fn mark_parents(
    key: &str,
    prefix: &str,
    kinds: &HashMap<String, Kind>,
    seen: &mut HashMap<String, bool>,
) {
    for (dot, _) in key.match_indices('.') {
        let parent = if prefix.is_empty() {
            key[..dot].to_owned()
        } else {
            format!("{prefix}.{}", &key[..dot])
        };
        if kinds.contains_key(&parent) {
            seen.entry(parent).or_insert(false);
        }
    }
}

fn value(
    value: &Json,
    path: &str,
    kinds: &HashMap<String, Kind>,
    seen: &mut HashMap<String, bool>,
) {
    let kind = kinds.get(path).copied();
    match value {
        Json::Null => {}
        Json::Array(items) => {
            // the engine flattens lists in lists, and drops nulls
            if items.iter().all(Json::is_null) {
                return;
            }
            let one = match kind {
                Some(Kind::Vector) => items.iter().all(Json::is_number),
                Some(Kind::Point) => items.first().is_some_and(Json::is_number),
                _ => false,
            };
            let is_list = seen.entry(path.to_owned()).or_insert(false);
            *is_list |= !one;
            for item in items {
                self::items(item, path, kind, kinds, seen);
            }
        }
        Json::Object(members) => {
            seen.entry(path.to_owned()).or_insert(false);
            if matches!(kind, None | Some(Kind::Fields)) {
                object(members, path, kinds, seen);
            }
        }
        Json::Bool(_) | Json::Number(_) | Json::String(_) => {
            seen.entry(path.to_owned()).or_insert(false);
        }
    }
}

fn items(
    item: &Json,
    path: &str,
    kind: Option<Kind>,
    kinds: &HashMap<String, Kind>,
    seen: &mut HashMap<String, bool>,
) {
    match item {
        Json::Object(members) if matches!(kind, None | Some(Kind::Fields)) => {
            object(members, path, kinds, seen);
        }
        Json::Array(inner) => inner.iter().for_each(|i| items(i, path, kind, kinds, seen)),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
