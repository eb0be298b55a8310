//! Numbers in variables, as they were written.
//!
//! JSON numbers keep their spelling (`arbitrary_precision` of `serde_json`). Variables
//! that are read straight from a request's text then have, for each number, an object
//! with one private member; here it becomes a number again. Reading the text into a
//! JSON value first would avoid it, and lose the spelling.

use async_graphql::{Number, Value, Variables};

const TOKEN: &str = "$serde_json::private::Number";

/// Makes numbers of what was read from a text.
pub(crate) fn restore(variables: &mut Variables) {
    for value in variables.values_mut() {
        restore_value(value);
    }
}

fn restore_value(value: &mut Value) {
    match value {
        Value::List(items) => items.iter_mut().for_each(restore_value),
        Value::Object(members) => match members.get(TOKEN) {
            Some(Value::String(text)) if members.len() == 1 => {
                if let Ok(number) = text.parse::<Number>() {
                    *value = Value::Number(number);
                }
            }
            _ => members.values_mut().for_each(restore_value),
        },
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_from_text_are_numbers() {
        let text = r#"{"a":1,"b":[1.50,{"c":123456789012345678901234567890123}],"d":"1"}"#;
        let mut variables: Variables = serde_json::from_str(text).expect("variables");
        restore(&mut variables);
        assert!(matches!(variables["a"], Value::Number(_)));
        assert_eq!(serde_json::to_string(&variables).expect("text"), text);
    }
}
