//! Documents as canonical Extended JSON.

use mongodb::bson::{Bson, Document};
use serde_json::{Map, Value, json};

/// A document; it has only the types that the shop has.
pub(super) fn document(document: &Document) -> Value {
    let fields = document.iter().map(|(name, value)| (name.clone(), extended(value)));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn extended(value: &Bson) -> Value {
    match value {
        Bson::Null => Value::Null,
        Bson::Boolean(flag) => json!(flag),
        Bson::String(text) => json!(text),
        Bson::Int32(number) => json!({ "$numberInt": number.to_string() }),
        Bson::Int64(number) => json!({ "$numberLong": number.to_string() }),
        Bson::Double(number) => json!({ "$numberDouble": format!("{number:?}") }),
        Bson::Decimal128(number) => json!({ "$numberDecimal": number.to_string() }),
        Bson::ObjectId(id) => json!({ "$oid": id.to_hex() }),
        Bson::DateTime(time) => {
            json!({ "$date": { "$numberLong": time.timestamp_millis().to_string() } })
        }
        Bson::Array(items) => items.iter().map(extended).collect(),
        Bson::Document(inner) => document(inner),
        other => panic!("the shop has no {other:?}"),
    }
}
