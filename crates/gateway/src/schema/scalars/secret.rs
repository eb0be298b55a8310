use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use secrecy::SecretString;

/// A text that goes in and never comes out: a password, the secret of a one-time link. It
/// stands in no answer, error or log.
#[derive(Clone, Debug)]
pub(crate) struct Secret(pub(crate) SecretString);

/// A text that goes in and never comes out: a password, the secret of a one-time link. It
/// stands in no answer, error or log.
#[Scalar]
impl ScalarType for Secret {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(SecretString::from(text))),
            // What was given instead may be the secret.
            _ => Err(InputValueError::custom("a secret is a text")),
        }
    }

    fn to_value(&self) -> Value {
        Value::String("…".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_to_nobody() {
        let secret = Secret::parse(Value::from("canary")).expect("a text");
        assert!(!format!("{secret:?} {}", secret.to_value()).contains("canary"));
        let refused = Secret::parse(Value::from(4711)).expect_err("no text");
        assert!(!refused.into_server_error(async_graphql::Pos::default()).message.contains("4711"));
    }
}
