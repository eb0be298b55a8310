//! Secrets: read once, never repeated.

use ariadne_application::domain::{Value, Violation};
use ariadne_application::{Error, Result, SecretValues};
use secrecy::SecretString;

/// The secret settings of an input, an object of texts. What is wrong is told by
/// name, never by value.
pub(super) fn secret_values(value: Value) -> Result<SecretValues> {
    let mut secret = SecretValues::default();
    let mut violations = Vec::new();
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) => secret.insert(name, SecretString::from(text)),
                    Value::Null => {}
                    _ => violations.push(Violation::new(
                        ["secret".to_owned(), name.chars().take(60).collect()],
                        "INVALID",
                        "A secret setting is a text.",
                    )),
                }
            }
        }
        _ => violations.push(Violation::new(
            ["secret"],
            "INVALID",
            "Secret settings are an object of names and texts.",
        )),
    }
    if violations.is_empty() {
        Ok(secret)
    } else {
        Err(Error::validation("gateway.secret", violations))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_and_nothing_else() {
        let good = Value::object().with("password", "canary").with("apiKey", Value::Null);
        let secret = secret_values(good).expect("texts");
        assert_eq!(secret.names().collect::<Vec<_>>(), ["password"]);
        assert!(secret_values(Value::Null).expect("none").is_empty());
        let bad = [
            Value::from("canary"),
            Value::object().with("password", vec!["canary"]),
            Value::object().with("password", Value::object().with("canary", "canary")),
        ];
        for bad in bad {
            let refused = secret_values(bad).expect_err("no text");
            assert!(!format!("{refused:?}").contains("canary"));
            assert_eq!(refused.violations()[0].path[0], "secret");
        }
    }
}
