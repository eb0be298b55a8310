//! Commands as text that can be pasted into the shell, for the evidence of a fetch.

use mongodb::bson::{Bson, Document};

use crate::mapping::extjson;

/// `db.getSiblingDB("shop").runCommand({…})`.
pub(crate) fn statement(database: &str, command: &Document) -> String {
    format!("db.getSiblingDB({}).runCommand({})", quoted(database), document(command))
}

fn document(document: &Document) -> String {
    let members: Vec<String> = document
        .iter()
        .map(|(key, value)| format!("{}: {}", member(key), self::value(value)))
        .collect();
    format!("{{{}}}", members.join(", "))
}

fn value(value: &Bson) -> String {
    match value {
        Bson::Document(inner) => document(inner),
        Bson::Array(items) => {
            let items: Vec<String> = items.iter().map(self::value).collect();
            format!("[{}]", items.join(", "))
        }
        other => extjson::compact(&extjson::of_bson(other)),
    }
}

fn member(key: &str) -> String {
    let mut bytes = key.bytes();
    let plain = bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_' || b == b'$')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'$');
    if plain { key.to_owned() } else { quoted(key) }
}

/// A text literal of the shell.
pub(crate) fn quoted(text: &str) -> String {
    extjson::compact(&text.into())
}

#[cfg(test)]
mod tests {
    use mongodb::bson::doc;

    use super::*;

    #[test]
    fn statements_can_be_pasted() {
        assert_eq!(
            statement(
                "shop",
                &doc! { "listCollections": 1, "filter": { "name": "or\"d.ers" }, "a-b": [1_i64, 2.5, true] }
            ),
            r#"db.getSiblingDB("shop").runCommand({listCollections: 1, filter: {name: "or\"d.ers"}, "a-b": [1, 2.5, true]})"#
        );
    }
}
