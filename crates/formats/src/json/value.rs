//! The domain's value from and to JSON, numbers as they are spelled.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use ariadne_domain::Value;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Key under which the JSON reader hands over a number in its own spelling.
const NUMBER: &str = "$serde_json::private::Number";

/// The keys that an object has twice, while one record is read.
pub(crate) type Repeated = RefCell<Vec<String>>;

/// Reads any value.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a>(pub(crate) &'a Repeated);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut members = Members::default();
        while let Some(key) = entries.next_key::<String>()? {
            if key == NUMBER {
                // The reader's own key, unless somebody wrote it into a file.
                match entries.next_value_seed(self)? {
                    Value::String(text) if is_number(&text) => return Ok(Value::Number(text)),
                    value => members.put(key, value, self.0),
                }
                continue;
            }
            let value = entries.next_value_seed(self)?;
            members.put(key, value, self.0);
        }
        Ok(Value::Object(members.list))
    }
}

/// The members of an object while it is read.
#[derive(Default)]
pub(crate) struct Members {
    pub(crate) list: Vec<(String, Value)>,
    seen: HashSet<String>,
}

impl Members {
    /// Adds a member; of a key that comes twice the first stays and the key is told.
    pub(crate) fn put(&mut self, key: String, value: Value, repeated: &Repeated) {
        // Few keys are compared, many are looked up: a hostile file has a million.
        let many = self.list.len() > 16;
        if many && self.seen.is_empty() {
            self.seen.extend(self.list.iter().map(|(known, _)| known.clone()));
        }
        let known = if many {
            !self.seen.insert(key.clone())
        } else {
            self.list.iter().any(|(known, _)| *known == key)
        };
        if known {
            repeated.borrow_mut().push(key);
        } else {
            self.list.push((key, value));
        }
    }
}

/// Whether a text is a number as JSON spells it (RFC 8259, section 6).
pub(crate) fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let count = digits(exponent);
        return count > 0 && count == exponent.len();
    }
    rest.is_empty()
}

/// Reads one JSON text.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let repeated = Repeated::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Node(&repeated).deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    let value = value.map_err(|error| error.to_string())?;
    match repeated.into_inner().first() {
        Some(key) => Err(format!("the key \"{key}\" stands in it twice")),
        None => Ok(value),
    }
}

/// Writes one JSON text on one line.
pub(crate) fn text(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &mut out);
    out
}

/// Appends one JSON text on the same line.
pub(crate) fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number),
        Value::String(text) => quote(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, item)) in members.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                quote(key, out);
                out.push_str(": ");
                write_value(item, out);
            }
            out.push('}');
        }
    }
}

/// A text in quotation marks, escaped so that both JSON and YAML take it literally: the
/// characters that YAML does not allow as they are among them.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    // Most texts have nothing that would be escaped.
    let plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        out.push_str(text);
        out.push('"');
        return;
    }
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => escape(c, out),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn escape(c: char, out: &mut String) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.extend(char::from_digit((u32::from(c) >> shift) & 15, 16));
    }
}
