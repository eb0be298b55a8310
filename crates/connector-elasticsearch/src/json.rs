//! JSON as the driver has it, to the domain's own value.

use ariadne_domain::Value;

/// The same value; numbers keep the text that the engine wrote.
pub(crate) fn to_value(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::Number(number) => Value::Number(number.to_string()),
        serde_json::Value::String(text) => Value::String(text.clone()),
        serde_json::Value::Array(items) => Value::Array(items.iter().map(to_value).collect()),
        serde_json::Value::Object(members) => Value::Object(
            members.iter().map(|(key, member)| (key.clone(), to_value(member))).collect(),
        ),
    }
}

/// The same value with the members of every object in the order of their names: for what the engine keeps in no
/// order, so that the same settings never look changed.
pub(crate) fn to_sorted_value(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Array(items) => {
            Value::Array(items.iter().map(to_sorted_value).collect())
        }
        serde_json::Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members
                .iter()
                .map(|(key, member)| (key.clone(), to_sorted_value(member)))
                .collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(members)
        }
        other => to_value(other),
    }
}

/// The way back, to compare and to print in tests.
#[cfg(test)]
pub(crate) fn from_value(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(flag) => serde_json::Value::Bool(*flag),
        Value::Number(text) => serde_json::from_str(text).expect("numbers come from JSON"),
        Value::String(text) => serde_json::Value::String(text.clone()),
        Value::Array(items) => items.iter().map(from_value).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), from_value(member))).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order_are_kept() {
        let json = serde_json::from_str(r#"{"z":1e400,"a":[18446744073709551616,0.10,null,true]}"#)
            .unwrap();
        let expected = Value::object().with("z", Value::Number("1e+400".to_owned())).with(
            "a",
            Value::Array(vec![
                Value::Number("18446744073709551616".to_owned()),
                Value::Number("0.10".to_owned()),
                Value::Null,
                Value::Bool(true),
            ]),
        );
        assert_eq!(to_value(&json), expected);
    }

    #[test]
    fn what_has_no_order_gets_one() {
        let json = serde_json::from_str(r#"{"b":[{"y":1,"x":2}],"a":0}"#).unwrap();
        assert_eq!(
            from_value(&to_sorted_value(&json)).to_string(),
            r#"{"a":0,"b":[{"x":2,"y":1}]}"#
        );
    }
}
