//! A command as the server prints it in its refusals.

use std::fmt::Write as _;

use mongodb::bson::spec::BinarySubtype;
use mongodb::bson::{Bson, Document};

/// `{ find: "orders", filter: {}, $db: "shop" }`.
pub(crate) fn render(document: &Document) -> String {
    let mut text = String::new();
    write_document(&mut text, document);
    text
}

fn write_document(text: &mut String, document: &Document) {
    if document.is_empty() {
        text.push_str("{}");
        return;
    }
    text.push_str("{ ");
    for (position, (key, value)) in document.iter().enumerate() {
        if position > 0 {
            text.push_str(", ");
        }
        text.push_str(key);
        text.push_str(": ");
        write_value(text, value);
    }
    text.push_str(" }");
}

fn write_value(text: &mut String, value: &Bson) {
    match value {
        Bson::Document(document) => write_document(text, document),
        Bson::Array(values) if values.is_empty() => text.push_str("[]"),
        Bson::Array(values) => {
            text.push_str("[ ");
            for (position, value) in values.iter().enumerate() {
                if position > 0 {
                    text.push_str(", ");
                }
                write_value(text, value);
            }
            text.push_str(" ]");
        }
        Bson::String(value) => {
            text.push('"');
            text.push_str(&value.replace('\\', "\\\\").replace('"', "\\\""));
            text.push('"');
        }
        Bson::Binary(binary) if binary.subtype == BinarySubtype::Uuid => {
            text.push_str("UUID(\"");
            for (position, byte) in binary.bytes.iter().enumerate() {
                if matches!(position, 4 | 6 | 8 | 10) {
                    text.push('-');
                }
                // Writing into a String cannot fail.
                let _ = write!(text, "{byte:02x}");
            }
            text.push_str("\")");
        }
        other => {
            let _ = write!(text, "{other}");
        }
    }
}

#[cfg(test)]
mod tests {
    use mongodb::bson::{Uuid, doc};

    use super::*;

    #[test]
    fn commands_read_as_the_server_prints_them() {
        let id = Uuid::from_bytes([0xab; 16]);
        assert_eq!(
            render(&doc! {
                "find": "ord\"ers", "filter": {}, "limit": 1_i64, "pipeline": [{ "$limit": 1 }],
                "flag": true, "lsid": { "id": id }, "$db": "shop",
            }),
            "{ find: \"ord\\\"ers\", filter: {}, limit: 1, pipeline: [ { $limit: 1 } ], flag: true, \
             lsid: { id: UUID(\"abababab-abab-abab-abab-abababababab\") }, $db: \"shop\" }"
        );
    }
}
