use std::fmt;

use ariadne_application::domain::Timestamp;
use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::SecondsFormat;

/// A point in time as RFC 3339 text in UTC with microseconds, for example
/// `2026-11-24T13:45:00.000000Z`. Other offsets are understood and answered in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateTime(pub(crate) Timestamp);

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = chrono::DateTime::from_timestamp_micros(self.0.0).unwrap_or_default();
        f.write_str(&time.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

/// A point in time as RFC 3339 text in UTC with microseconds, for example
/// `2026-11-24T13:45:00.000000Z`. Other offsets are understood and answered in UTC.
#[Scalar]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let text = match &value {
            Value::String(text) => text.as_str(),
            _ => "",
        };
        match chrono::DateTime::parse_from_rfc3339(text) {
            Ok(time) => Ok(Self(Timestamp(time.timestamp_micros()))),
            Err(_) => Err(InputValueError::custom(
                "a time such as 2026-11-24T13:45:00Z is expected (RFC 3339)",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<String> {
        DateTime::parse(Value::String(text.to_owned())).ok().map(|time| time.to_string())
    }

    #[test]
    fn times_are_utc_with_microseconds() {
        let utc = "2026-11-24T13:45:00.000001Z";
        assert_eq!(parse(utc).as_deref(), Some(utc));
        let answered = parse("2026-11-24T14:45:00.000001999+01:00");
        assert_eq!(answered.as_deref(), Some(utc), "finer parts are dropped");
        assert_eq!(DateTime(Timestamp(0)).to_string(), "1970-01-01T00:00:00.000000Z");
        assert_eq!(DateTime(Timestamp(-1)).to_string(), "1969-12-31T23:59:59.999999Z");
        for bad in ["", "yesterday", "2026-11-24", "2026-11-24T13:45:00", "2026-13-01T00:00:00Z"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert!(DateTime::parse(Value::from(5)).is_err());
    }
}
