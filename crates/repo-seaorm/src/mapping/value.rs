//! The domain's JSON value as JSON text, numbers in their own spelling.
//!
//! Values are read piece by piece from raw JSON, because `serde_json`'s own value
//! respells exponents and gives some keys a meaning.

use std::fmt;

use ariadne_domain::Value;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::document::{Corrupt, from_json, to_json};

/// [`Value`] for serde.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JsonValue(pub(super) Value);

pub(crate) fn value_to_text(value: &Value) -> String {
    to_json(&Borrowed(value))
}

pub(crate) fn value_from_text(what: &'static str, text: &str) -> Result<Value, Corrupt> {
    from_json::<JsonValue>(what, text).map(|json| json.0)
}

struct Borrowed<'a>(&'a Value);

/// The text as a number of JSON, `None` when it is none.
fn number(text: &str) -> Option<Box<RawValue>> {
    let bare = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let raw = RawValue::from_string(text.to_owned()).ok().filter(|_| bare)?;
    (raw.get().len() == text.len()).then_some(raw)
}

impl Serialize for Borrowed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            // What is no number in JSON (NaN of some engine) is kept as a text.
            Value::Number(text) => match number(text) {
                Some(raw) => raw.serialize(serializer),
                None => serializer.serialize_str(text),
            },
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Borrowed)),
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, &Borrowed(value))?;
                }
                map.end()
            }
        }
    }
}

impl Serialize for JsonValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Borrowed(&self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?;
        read(raw.get()).map(Self).map_err(D::Error::custom)
    }
}

/// Reads a value from its raw text.
fn read(text: &str) -> Result<Value, serde_json::Error> {
    match text.as_bytes().first() {
        Some(b'n') => Ok(Value::Null),
        Some(b't') => Ok(Value::Bool(true)),
        Some(b'f') => Ok(Value::Bool(false)),
        Some(b'"') => serde_json::from_str(text).map(Value::String),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(text)?;
            items.iter().map(|item| read(item.get())).collect::<Result<_, _>>().map(Value::Array)
        }
        Some(b'{') => {
            let Members(members) = serde_json::from_str(text)?;
            let member = |(key, raw): (String, &RawValue)| Ok((key, read(raw.get())?));
            members.into_iter().map(member).collect::<Result<_, _>>().map(Value::Object)
        }
        _ => Ok(Value::Number(text.to_owned())),
    }
}

/// The members of an object in their order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Any value, numbers in spellings that JSON allows.
    pub(in crate::mapping) fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?".prop_map(Value::Number),
            "\\PC{0,8}".prop_map(Value::String),
            Just(Value::String("nul\0and\u{1f}".into())),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            let key = prop_oneof![
                "\\PC{0,6}",
                Just("$serde_json::private::Number".to_owned()),
                Just("$serde_json::private::RawValue".to_owned()),
                Just("\u{1}x".to_owned()),
            ];
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                proptest::collection::vec((key, inner), 0..4)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn values_read_back_equal(value in any_value()) {
            let text = value_to_text(&value);
            prop_assert_eq!(value.json_bytes(), text.len());
            prop_assert_eq!(value_from_text("value", &text).expect("reads"), value);
        }
    }

    #[test]
    fn what_is_no_number_becomes_a_text() {
        for text in ["NaN", "", "1 ", " 1", "1,2", "0x1", "-"] {
            let stored = value_to_text(&Value::Number(text.into()));
            let read = value_from_text("value", &stored).expect("reads");
            assert_eq!(read, Value::String(text.into()), "{text:?}");
        }
    }
}
