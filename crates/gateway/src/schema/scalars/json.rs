use std::str::FromStr;

use ariadne_application::domain::Value as Domain;
use async_graphql::{InputValueResult, Name, Number, Scalar, ScalarType, Value};

/// Any JSON value. Members keep their order and numbers their spelling.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Json(pub(crate) Domain);

/// Any JSON value. Members keep their order and numbers their spelling.
#[Scalar(name = "JSON")]
impl ScalarType for Json {
    // Every value is taken: what is wrong with it is said by whoever understands it, so
    // that no message of the library quotes a secret.
    fn parse(value: Value) -> InputValueResult<Self> {
        Ok(Self(to_domain(value)))
    }

    fn to_value(&self) -> Value {
        from_domain(&self.0)
    }
}

impl Json {
    /// The value, `None` when it is `null`.
    pub(crate) fn some(value: &Domain) -> Option<Self> {
        (*value != Domain::Null).then(|| Self(value.clone()))
    }
}

/// A value as JSON text.
pub(crate) fn json_text(value: &Domain) -> String {
    serde_json::to_string(&from_domain(value)).unwrap_or_default()
}

fn to_domain(value: Value) -> Domain {
    match value {
        Value::Null => Domain::Null,
        Value::Boolean(flag) => Domain::Bool(flag),
        Value::Number(number) => Domain::Number(number.to_string()),
        Value::String(text) => Domain::String(text),
        Value::Enum(name) => Domain::String(name.to_string()),
        // Only a transport of its own could send bytes; ours is JSON.
        Value::Binary(bytes) => Domain::String(String::from_utf8_lossy(&bytes).into_owned()),
        Value::List(items) => Domain::Array(items.into_iter().map(to_domain).collect()),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, member)| (name.to_string(), to_domain(member)))
            .collect(),
    }
}

fn from_domain(value: &Domain) -> Value {
    match value {
        Domain::Null => Value::Null,
        Domain::Bool(flag) => Value::Boolean(*flag),
        // A spelling that JSON does not know, such as NaN, stays readable as text.
        Domain::Number(text) => {
            Number::from_str(text).map_or_else(|_| Value::String(text.clone()), Value::Number)
        }
        Domain::String(text) => Value::String(text.clone()),
        Domain::Array(items) => Value::List(items.iter().map(from_domain).collect()),
        Domain::Object(members) => Value::Object(
            members.iter().map(|(name, member)| (Name::new(name), from_domain(member))).collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Variables;

    use super::*;
    use crate::schema::limits::numbers;

    #[test]
    fn json_keeps_order_and_spelling() {
        let text = r#"{"z":1.10,"a":[null,true,"x",123456789012345678901234567890,-0.0],"":{}}"#;
        let mut read: Variables =
            serde_json::from_str(&format!(r#"{{"v":{text}}}"#)).expect("JSON");
        numbers::restore(&mut read);
        let json = Json::parse(read["v"].clone()).ok().expect("any value");
        assert_eq!(serde_json::to_string(&json.to_value()).expect("text"), text);
        assert_eq!(json.0.get("z"), Some(&Domain::Number("1.10".into())));
    }

    #[test]
    fn what_json_cannot_spell_is_a_text() {
        let value = from_domain(&Domain::Number("NaN".into()));
        assert_eq!(value, Value::String("NaN".into()));
    }
}
