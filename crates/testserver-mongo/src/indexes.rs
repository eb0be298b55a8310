//! Index specifications in the form in which the server shows them.

use mongodb::bson::{Bson, Document, doc};

use crate::error::CommandError;

/// The index that every collection has unless it is clustered or a time series.
pub(crate) fn id_index() -> Document {
    doc! { "v": 2, "key": { "_id": 1 }, "name": "_id_" }
}

/// Completes a specification of `createIndexes`.
pub(crate) fn complete(given: &Document) -> Result<Document, CommandError> {
    let keys = given.get_document("key").ok().filter(|keys| !keys.is_empty()).ok_or_else(|| {
        CommandError::failed_to_parse(
            "The 'key' field is a required property of an index specification",
        )
    })?;
    let name = given.get_str("name").map_or_else(|_| name_of(keys), str::to_owned);
    let is_text = keys.values().any(|kind| kind.as_str() == Some("text"));
    let shown_keys = if is_text { text_keys(keys) } else { keys.clone() };
    let mut index = doc! { "v": 2, "key": shown_keys, "name": name };
    for (key, value) in given {
        if !matches!(key.as_str(), "v" | "key" | "name" | "ns" | "background") {
            index.insert(key, value.clone());
        }
    }
    if is_text {
        add_text_options(&mut index, keys);
    }
    if keys.values().any(|kind| kind.as_str() == Some("2dsphere")) {
        index.entry("2dsphereIndexVersion").or_insert(Bson::Int32(3));
    }
    Ok(index)
}

fn name_of(keys: &Document) -> String {
    keys.iter()
        .map(|(key, kind)| match kind {
            Bson::String(kind) => format!("{key}_{kind}"),
            other => format!("{key}_{other}"),
        })
        .collect::<Vec<_>>()
        .join("_")
}

/// The fields of a text index are stored as one pseudo-field, where the first of them stood.
fn text_keys(keys: &Document) -> Document {
    let mut shown = Document::new();
    for (key, kind) in keys {
        if kind.as_str() == Some("text") {
            shown.insert("_fts", "text");
            shown.insert("_ftsx", 1);
        } else {
            shown.insert(key, kind.clone());
        }
    }
    shown
}

fn add_text_options(index: &mut Document, keys: &Document) {
    let mut weights = index.get_document("weights").cloned().unwrap_or_default();
    for (key, _) in keys.iter().filter(|(_, kind)| kind.as_str() == Some("text")) {
        weights.entry(key).or_insert(Bson::Int32(1));
    }
    index.insert("weights", weights);
    index.entry("default_language").or_insert("english".into());
    index.entry("language_override").or_insert("language".into());
    index.entry("textIndexVersion").or_insert(Bson::Int32(3));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifications_are_completed_as_the_server_does() {
        let cases = [
            (
                doc! { "key": { "a": 1, "b": -1 }, "unique": true, "background": true },
                doc! { "v": 2, "key": { "a": 1, "b": -1 }, "name": "a_1_b_-1", "unique": true },
            ),
            (
                doc! { "key": { "c": 1, "t": "text" } },
                doc! {
                    "v": 2, "key": { "c": 1, "_fts": "text", "_ftsx": 1 }, "name": "c_1_t_text",
                    "weights": { "t": 1 }, "default_language": "english",
                    "language_override": "language", "textIndexVersion": 3,
                },
            ),
            (
                doc! { "key": { "p": "2dsphere" }, "name": "geo" },
                doc! { "v": 2, "key": { "p": "2dsphere" }, "name": "geo", "2dsphereIndexVersion": 3 },
            ),
        ];
        for (given, shown) in cases {
            assert_eq!(complete(&given).unwrap(), shown);
        }
        assert_eq!(complete(&doc! { "name": "x" }).unwrap_err().code, 9);
    }
}
