//! Extended JSON of the corpus as BSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mongodb::bson::oid::ObjectId;
use mongodb::bson::spec::BinarySubtype;
use mongodb::bson::{
    Binary, Bson, DateTime, Document, JavaScriptCodeWithScope, RawDocumentBuf, Regex, Timestamp,
};
use serde_json::{Map, Value as Json};

/// A document.
pub(super) fn document(json: &Json) -> Document {
    let members = json.as_object().unwrap_or_else(|| panic!("not a document: {json}"));
    members.iter().map(|(key, value)| (key.clone(), bson(value))).collect()
}

fn bson(json: &Json) -> Bson {
    match json {
        Json::Null => Bson::Null,
        Json::Bool(flag) => Bson::Boolean(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => i32::try_from(whole).map_or(Bson::Int64(whole), Bson::Int32),
            None => Bson::Double(number.as_f64().expect("a number of the corpus is finite")),
        },
        Json::String(text) => Bson::String(text.clone()),
        Json::Array(items) => Bson::Array(items.iter().map(bson).collect()),
        Json::Object(members) => typed(members).unwrap_or_else(|| Bson::Document(document(json))),
    }
}

/// A pointer of old documents; the type has no constructor, so it is read from its bytes.
fn pointer(value: &Json) -> Bson {
    let name = value["$ref"].as_str().expect("a namespace");
    let id = value["$id"]["$oid"].as_str().and_then(|id| ObjectId::parse_str(id).ok());
    let mut bytes = vec![0, 0, 0, 0, 0x0c, b'p', 0];
    let length = u32::try_from(name.len() + 1).expect("a short name");
    bytes.extend(length.to_le_bytes());
    bytes.extend(name.bytes());
    bytes.push(0);
    bytes.extend(id.expect("24 hex digits").bytes());
    bytes.push(0);
    let length = u32::try_from(bytes.len()).expect("a short document");
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    let raw = RawDocumentBuf::from_bytes(bytes).expect("the lengths add up");
    let document = Document::try_from(raw.as_ref()).expect("the bytes are BSON");
    document.get("p").cloned().expect("the one field")
}

/// The value of an object such as `{"$oid": …}`; `None` for a plain one.
fn typed(members: &Map<String, Json>) -> Option<Bson> {
    let (name, value) = members.iter().next()?;
    let text = || value.as_str().unwrap_or_else(|| panic!("{name} needs a text, not {value}"));
    let number = |key: &str| {
        let number = value[key].as_u64().unwrap_or_else(|| panic!("{name} needs {key}"));
        u32::try_from(number).expect("both halves of a timestamp have 32 bits")
    };
    Some(match name.as_str() {
        "$oid" => Bson::ObjectId(ObjectId::parse_str(text()).expect("24 hex digits")),
        "$numberLong" => Bson::Int64(text().parse().expect("a long")),
        "$numberDouble" => Bson::Double(text().parse().expect("a double")),
        "$numberDecimal" => Bson::Decimal128(text().parse().expect("a decimal")),
        "$date" => Bson::DateTime(match value {
            Json::String(text) => DateTime::parse_rfc3339_str(text).expect("a date"),
            _ => DateTime::from_millis(
                value["$numberLong"].as_str().and_then(|n| n.parse().ok()).expect("milliseconds"),
            ),
        }),
        "$timestamp" => Bson::Timestamp(Timestamp { time: number("t"), increment: number("i") }),
        "$binary" => {
            let subtype = value["subType"].as_str().expect("a subtype in hex");
            let subtype = u8::from_str_radix(subtype, 16).expect("a subtype in hex");
            let bytes = STANDARD.decode(value["base64"].as_str().expect("base64")).expect("base64");
            Bson::Binary(Binary { subtype: BinarySubtype::from(subtype), bytes })
        }
        "$regularExpression" => {
            let part = |key: &str| value[key].as_str().expect("a text").to_owned();
            Bson::RegularExpression(Regex {
                pattern: part("pattern").try_into().expect("a pattern without U+0000"),
                options: part("options").try_into().expect("options without U+0000"),
            })
        }
        "$code" => match members.get("$scope") {
            None => Bson::JavaScriptCode(text().to_owned()),
            Some(scope) => Bson::JavaScriptCodeWithScope(JavaScriptCodeWithScope {
                code: text().to_owned(),
                scope: document(scope),
            }),
        },
        "$symbol" => Bson::Symbol(text().to_owned()),
        "$dbPointer" => pointer(value),
        "$undefined" => Bson::Undefined,
        "$minKey" => Bson::MinKey,
        "$maxKey" => Bson::MaxKey,
        _ => return None,
    })
}
