//! Indexes: what they promise (keys) and what they are (properties).
//!
//! A unique index is a unique key when it covers every document. One that is partial
//! or sparse promises nothing about the documents it leaves out, so it stays among the
//! table's properties and is no key.

use ariadne_domain::{KeyFacts, KeyKind, Path, Value};
use mongodb::bson::{Bson, Document};

use super::extjson;

/// What the indexes of a collection say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Indexes {
    /// The keys, primary first.
    pub(crate) keys: Vec<KeyFacts>,
    /// All of them, as the server lists them.
    pub(crate) properties: Value,
}

/// A key of `columns`.
pub(crate) fn key(kind: KeyKind, name: Option<&str>, columns: Vec<Path>) -> KeyFacts {
    KeyFacts { kind, name: name.map(str::to_owned), columns, references: None, enabled: Some(true) }
}

/// The primary key of every collection.
pub(crate) fn primary() -> KeyFacts {
    key(KeyKind::Primary, Some("_id_"), vec![Path::key("_id")])
}

/// Reads the answer of `listIndexes`, in its order.
pub(crate) fn read(indexes: &[Document]) -> Indexes {
    let mut read = Indexes { keys: Vec::new(), properties: Value::Array(Vec::new()) };
    let mut properties = Vec::new();
    for index in indexes {
        let key_document = index.get_document("key").cloned().unwrap_or_default();
        properties.push(describe(index));
        if is_primary(&key_document) {
            let name = index.get_str("name").ok();
            read.keys.insert(0, key(KeyKind::Primary, name, vec![Path::key("_id")]));
        } else if let Some(columns) = unique_columns(index, &key_document) {
            read.keys.push(key(KeyKind::Unique, index.get_str("name").ok(), columns));
        }
    }
    read.properties = Value::Array(properties);
    read
}

fn is_primary(key: &Document) -> bool {
    key.len() == 1 && key.keys().next().is_some_and(|k| k == "_id") && ordered(key.get("_id"))
}

/// 1 or -1, in whatever type of number.
fn ordered(direction: Option<&Bson>) -> bool {
    matches!(direction, Some(Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_)))
}

/// The columns of an index that lets no two documents be alike.
fn unique_columns(index: &Document, key: &Document) -> Option<Vec<Path>> {
    let flag = |name: &str| index.get(name).is_some_and(truthy);
    let everywhere = !flag("sparse") && !index.contains_key("partialFilterExpression");
    let plain = !key.is_empty() && key.values().all(|direction| ordered(Some(direction)));
    if !flag("unique") || !everywhere || !plain {
        return None;
    }
    key.keys().map(|path| field_path(path)).collect()
}

fn truthy(value: &Bson) -> bool {
    match value {
        Bson::Boolean(flag) => *flag,
        Bson::Int32(n) => *n != 0,
        Bson::Int64(n) => *n != 0,
        Bson::Double(n) => *n != 0.0,
        _ => false,
    }
}

/// The column of a dotted index path; `None` for one that counts places in arrays or
/// takes all fields.
fn field_path(dotted: &str) -> Option<Path> {
    let parts: Vec<&str> = dotted.split('.').collect();
    let odd = |part: &&str| {
        part.is_empty() || part.contains("$**") || part.bytes().all(|b| b.is_ascii_digit())
    };
    (!parts.iter().any(odd)).then(|| Path::keys(parts))
}

/// What the index is: its kind in a word, its keys, then its options as listed.
fn describe(index: &Document) -> Value {
    let mut value = Value::object();
    if let Ok(name) = index.get_str("name") {
        value.set("name", name);
    }
    let key = index.get_document("key").cloned().unwrap_or_default();
    value.set("kind", kind(&key));
    value.set("key", extjson::of_document(&key));
    // the two parts of a text index are one
    if key.keys().filter(|path| *path != "_ftsx").count() > 1 {
        value.set("compound", true);
    }
    for (option, setting) in index {
        // the version of the index format and the namespace of old servers say nothing
        if !matches!(
            option.as_str(),
            "name" | "key" | "v" | "ns" | "textIndexVersion" | "2dsphereIndexVersion"
        ) {
            value.set(option.as_str(), extjson::of_bson(setting));
        }
    }
    value
}

fn kind(key: &Document) -> &'static str {
    for (path, direction) in key {
        match direction.as_str() {
            Some("text") => return "text",
            Some("2dsphere") => return "2dsphere",
            Some("2d") => return "2d",
            Some("hashed") => return "hashed",
            Some("columnstore") => return "columnstore",
            _ if path.contains("$**") => return "wildcard",
            _ => {}
        }
    }
    "ordered"
}

#[cfg(test)]
mod tests {
    use mongodb::bson::doc;

    use super::*;

    #[test]
    fn keys_are_what_every_document_keeps_to() {
        let read = read(&[
            doc! { "v": 2, "key": { "email": 1 }, "name": "email_1", "unique": true },
            doc! { "v": 2, "key": { "_id": 1 }, "name": "_id_" },
            doc! { "v": 2, "key": { "a.b": 1, "c": -1 }, "name": "ab_c", "unique": 1 },
            doc! { "v": 2, "key": { "code": 1 }, "name": "sparse", "unique": true, "sparse": true },
            doc! { "v": 2, "key": { "code": 1 }, "name": "partial", "unique": true, "partialFilterExpression": { "code": { "$gt": 1 } } },
            doc! { "v": 2, "key": { "x.0.y": 1 }, "name": "place", "unique": true },
            doc! { "v": 2, "key": { "plain": 1 }, "name": "plain" },
            doc! { "v": 2, "key": { "h": "hashed" }, "name": "h" },
        ]);
        let keys: Vec<(KeyKind, String)> = read
            .keys
            .iter()
            .map(|k| {
                (k.kind, k.columns.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
            })
            .collect();
        assert_eq!(
            keys,
            [
                (KeyKind::Primary, "_id".to_owned()),
                (KeyKind::Unique, "email".to_owned()),
                (KeyKind::Unique, "a.b,c".to_owned()),
            ]
        );
        assert_eq!(read.properties.as_array().unwrap().len(), 8);
    }

    #[test]
    fn kinds_and_options_are_told() {
        let of = |key: Document| describe(&doc! { "v": 2, "key": key, "name": "n" });
        for (key, kind) in [
            (doc! { "_fts": "text", "_ftsx": 1 }, "text"),
            (doc! { "place": "2dsphere" }, "2dsphere"),
            (doc! { "place": "2d" }, "2d"),
            (doc! { "id": "hashed" }, "hashed"),
            (doc! { "$**": 1 }, "wildcard"),
            (doc! { "attributes.$**": 1 }, "wildcard"),
            (doc! { "a": 1, "b": -1 }, "ordered"),
        ] {
            assert_eq!(of(key).get("kind").and_then(Value::as_str), Some(kind));
        }
        let ttl = describe(
            &doc! { "v": 2, "key": { "at": 1 }, "name": "ttl", "expireAfterSeconds": 3600, "hidden": true },
        );
        assert_eq!(
            extjson::compact(&ttl),
            r#"{"name":"ttl","kind":"ordered","key":{"at":1},"expireAfterSeconds":3600,"hidden":true}"#
        );
    }

    #[test]
    fn nonsense_does_not_panic() {
        let read = read(&[
            doc! {},
            doc! { "key": 5, "unique": true },
            doc! { "key": { "": 1 }, "unique": true },
        ]);
        assert!(read.keys.is_empty());
    }
}
