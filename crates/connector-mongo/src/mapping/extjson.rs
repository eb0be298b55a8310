//! BSON as our own JSON value, in relaxed Extended JSON (version 2), and JSON as text.

use std::fmt::Write;

use ariadne_domain::Value;
use mongodb::bson::{Bson, Document, Regex};

/// Nesting that is followed; deeper content becomes a mark, so that a server cannot
/// exhaust the stack.
const MAX_DEPTH: usize = 100;

/// The end of the year 9999 in milliseconds: dates up to it, from 1970 on, are written as text.
const LAST_PLAIN_DATE: i64 = 253_402_300_799_999;

/// A document.
pub(crate) fn of_document(document: &Document) -> Value {
    document_at(document, 0)
}

/// Any value.
pub(crate) fn of_bson(value: &Bson) -> Value {
    bson_at(value, 0)
}

fn document_at(document: &Document, depth: usize) -> Value {
    // not through `Value::set`, which looks each key up: a document's keys are unique
    Value::Object(
        document.iter().map(|(key, value)| (key.clone(), bson_at(value, depth + 1))).collect(),
    )
}

fn one(key: &str, value: impl Into<Value>) -> Value {
    Value::object().with(key, value)
}

fn bson_at(value: &Bson, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return Value::from("…");
    }
    match value {
        Bson::Double(number) => double(*number),
        Bson::String(text) => Value::from(text.as_str()),
        Bson::Array(items) => Value::Array(items.iter().map(|i| bson_at(i, depth + 1)).collect()),
        Bson::Document(inner) => document_at(inner, depth),
        Bson::Boolean(flag) => Value::from(*flag),
        Bson::Null => Value::Null,
        Bson::RegularExpression(Regex { pattern, options }) => one(
            "$regularExpression",
            Value::object()
                .with("pattern", pattern.to_string())
                .with("options", options.to_string()),
        ),
        Bson::JavaScriptCode(code) => one("$code", code.as_str()),
        Bson::JavaScriptCodeWithScope(code) => {
            one("$code", code.code.as_str()).with("$scope", document_at(&code.scope, depth + 1))
        }
        Bson::Int32(number) => Value::from(*number),
        Bson::Int64(number) => Value::from(*number),
        Bson::Timestamp(stamp) => {
            one("$timestamp", Value::object().with("t", stamp.time).with("i", stamp.increment))
        }
        Bson::Binary(binary) => one(
            "$binary",
            Value::object()
                .with("base64", base64(&binary.bytes))
                .with("subType", format!("{:02x}", u8::from(binary.subtype))),
        ),
        Bson::ObjectId(id) => one("$oid", id.to_hex()),
        Bson::DateTime(time) => match time.try_to_rfc3339_string() {
            Ok(text) if (0..=LAST_PLAIN_DATE).contains(&time.timestamp_millis()) => {
                one("$date", text)
            }
            _ => one("$date", one("$numberLong", time.timestamp_millis().to_string())),
        },
        Bson::Symbol(text) => one("$symbol", text.as_str()),
        Bson::Decimal128(number) => one("$numberDecimal", number.to_string()),
        Bson::Undefined => one("$undefined", true),
        Bson::MaxKey => one("$maxKey", 1),
        Bson::MinKey => one("$minKey", 1),
        // its fields are not public; a deprecated type that options and indexes do not hold
        Bson::DbPointer(_) => one("$dbPointer", Value::object()),
    }
}

fn double(number: f64) -> Value {
    if number.is_finite() {
        let text = format!("{number:?}");
        return Value::Number(text);
    }
    let text = if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    };
    one("$numberDouble", text)
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                let index = (bits >> (18 - 6 * place)) & 63;
                text.push(char::from(ALPHABET[index as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

/// JSON text on one line.
pub(crate) fn compact(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value, None, 0);
    text
}

/// JSON text with two spaces of indentation.
pub(crate) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value, Some("  "), 0);
    text
}

fn write_value(out: &mut String, value: &Value, indent: Option<&str>, level: usize) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => write_text(out, text),
        Value::Array(items) => {
            write_all(out, '[', ']', items.len(), indent, level, |out, i| {
                write_value(out, &items[i], indent, level + 1);
            });
        }
        Value::Object(members) => {
            write_all(out, '{', '}', members.len(), indent, level, |out, i| {
                let (key, value) = &members[i];
                write_text(out, key);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write_value(out, value, indent, level + 1);
            });
        }
    }
}

fn write_all(
    out: &mut String,
    open: char,
    close: char,
    count: usize,
    indent: Option<&str>,
    level: usize,
    mut item: impl FnMut(&mut String, usize),
) {
    let line = |out: &mut String, level: usize| {
        if let Some(indent) = indent {
            out.push('\n');
            (0..level).for_each(|_| out.push_str(indent));
        }
    };
    out.push(open);
    for i in 0..count {
        if i > 0 {
            out.push(',');
        }
        line(out, level + 1);
        item(out, i);
    }
    if count > 0 {
        line(out, level);
    }
    out.push(close);
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use mongodb::bson::oid::ObjectId;
    use mongodb::bson::spec::BinarySubtype;
    use mongodb::bson::{Binary, DateTime, Timestamp, doc};

    use super::*;

    #[test]
    fn every_type_has_its_extended_form() {
        let document = doc! {
            "double": 1.0, "nan": f64::NAN, "text": "a\"b\u{1}", "list": [1, 2_i64],
            "flag": true, "null": Bson::Null,
            "regex": Regex { pattern: "^a".try_into().unwrap(), options: "i".try_into().unwrap() },
            "stamp": Timestamp { time: 5, increment: 6 },
            "bytes": Binary { subtype: BinarySubtype::Uuid, bytes: vec![1, 2, 3, 4] },
            "id": ObjectId::from_bytes([7; 12]),
            "date": DateTime::from_millis(0),
            "far": DateTime::MAX,
            "decimal": "1.10".parse::<mongodb::bson::Decimal128>().unwrap(),
            "min": Bson::MinKey, "max": Bson::MaxKey, "undefined": Bson::Undefined,
            "symbol": Bson::Symbol("s".into()), "code": Bson::JavaScriptCode("f()".into()),
        };
        assert_eq!(
            compact(&of_document(&document)),
            concat!(
                r#"{"double":1.0,"nan":{"$numberDouble":"NaN"},"text":"a\"b\u0001","list":[1,2],"#,
                r#""flag":true,"null":null,"regex":{"$regularExpression":{"pattern":"^a","options":"i"}},"#,
                r#""stamp":{"$timestamp":{"t":5,"i":6}},"bytes":{"$binary":{"base64":"AQIDBA==","subType":"04"}},"#,
                r#""id":{"$oid":"070707070707070707070707"},"date":{"$date":"1970-01-01T00:00:00Z"},"#,
                r#""far":{"$date":{"$numberLong":"9223372036854775807"}},"decimal":{"$numberDecimal":"1.10"},"#,
                r#""min":{"$minKey":1},"max":{"$maxKey":1},"undefined":{"$undefined":true},"#,
                r#""symbol":{"$symbol":"s"},"code":{"$code":"f()"}}"#,
            )
        );
    }

    #[test]
    fn base64_pads() {
        assert_eq!(base64(b""), "");
        assert_eq!(base64(b"f"), "Zg==");
        assert_eq!(base64(b"fo"), "Zm8=");
        assert_eq!(base64(b"foobar"), "Zm9vYmFy");
    }

    #[test]
    fn pretty_text_is_indented() {
        let value = of_document(&doc! { "a": [1], "b": {} });
        assert_eq!(pretty(&value), "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}");
    }

    #[test]
    fn deep_nesting_ends() {
        let mut document = doc! {};
        for _ in 0..500 {
            document = doc! { "a": document };
        }
        assert!(compact(&of_document(&document)).contains('…'));
    }
}
