//! Reading logical types.

use std::fmt;
use std::str::FromStr;

use crate::LogicalType;

/// Nesting that a parsed type may have; deeper text is refused, so that input
/// from outside cannot exhaust the stack.
const MAX_DEPTH: usize = 32;

/// Why a text is not a logical type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogicalTypeError(String);

impl fmt::Display for LogicalTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}. Write for example string, string(50), decimal(10,2), array<string|int> or map<object>.",
            self.0
        )
    }
}

impl std::error::Error for LogicalTypeError {}

impl FromStr for LogicalType {
    type Err = LogicalTypeError;

    fn from_str(text: &str) -> Result<Self, LogicalTypeError> {
        let mut reader = Reader { rest: text };
        let parsed = reader.union(0)?;
        if !reader.rest.trim_start().is_empty() {
            return Err(LogicalTypeError(format!("Unexpected `{}`", clip(reader.rest))));
        }
        Ok(parsed)
    }
}

fn clip(text: &str) -> String {
    text.chars().take(20).collect()
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn eat(&mut self, token: char) -> bool {
        let trimmed = self.rest.trim_start();
        match trimmed.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: char) -> Result<(), LogicalTypeError> {
        if self.eat(token) {
            return Ok(());
        }
        Err(LogicalTypeError(format!("Expected `{token}` before `{}`", clip(self.rest))))
    }

    fn union(&mut self, depth: usize) -> Result<LogicalType, LogicalTypeError> {
        if depth > MAX_DEPTH {
            return Err(LogicalTypeError(format!("Nested deeper than {MAX_DEPTH}")));
        }
        let mut members = vec![self.single(depth)?];
        while self.eat('|') {
            members.push(self.single(depth)?);
        }
        Ok(LogicalType::union(members))
    }

    fn single(&mut self, depth: usize) -> Result<LogicalType, LogicalTypeError> {
        let trimmed = self.rest.trim_start();
        let end = trimmed.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(trimmed.len());
        let word = trimmed[..end].to_ascii_lowercase();
        self.rest = &trimmed[end..];
        Ok(match word.as_str() {
            "int" | "integer" => LogicalType::Integer,
            "decimal" => self.decimal()?,
            "float" => LogicalType::Float,
            "string" => LogicalType::String(self.size()?),
            "boolean" | "bool" => LogicalType::Boolean,
            "date" => LogicalType::Date,
            "time" => LogicalType::Time,
            "timestamp" => LogicalType::Timestamp,
            "interval" => LogicalType::Interval,
            "binary" => LogicalType::Binary(self.size()?),
            "uuid" => LogicalType::Uuid,
            "json" => LogicalType::Json,
            "object" => LogicalType::Object,
            "array" => LogicalType::array(self.inner(depth)?),
            "map" => LogicalType::map(self.inner(depth)?),
            "geo" => LogicalType::Geo,
            "vector" => LogicalType::Vector(self.size()?),
            "unknown" => LogicalType::Unknown,
            "" => return Err(LogicalTypeError(format!("Expected a type at `{}`", clip(trimmed)))),
            other => {
                return Err(LogicalTypeError(format!("`{}` is not a logical type", clip(other))));
            }
        })
    }

    fn inner(&mut self, depth: usize) -> Result<LogicalType, LogicalTypeError> {
        if !self.eat('<') {
            return Ok(LogicalType::Unknown);
        }
        let inner = self.union(depth + 1)?;
        self.expect('>')?;
        Ok(inner)
    }

    fn number<T: FromStr>(&mut self) -> Result<T, LogicalTypeError> {
        let trimmed = self.rest.trim_start();
        let end = trimmed
            .char_indices()
            .find(|(i, c)| !(c.is_ascii_digit() || (*i == 0 && *c == '-')))
            .map_or(trimmed.len(), |(i, _)| i);
        let number = trimmed[..end]
            .parse()
            .map_err(|_| LogicalTypeError(format!("Expected a number at `{}`", clip(trimmed))))?;
        self.rest = &trimmed[end..];
        Ok(number)
    }

    fn size(&mut self) -> Result<Option<u32>, LogicalTypeError> {
        if !self.eat('(') {
            return Ok(None);
        }
        let size = self.number()?;
        self.expect(')')?;
        Ok(Some(size))
    }

    fn decimal(&mut self) -> Result<LogicalType, LogicalTypeError> {
        if !self.eat('(') {
            return Ok(LogicalType::Decimal { precision: None, scale: None });
        }
        let precision = Some(self.number()?);
        let scale = if self.eat(',') { Some(self.number()?) } else { None };
        self.expect(')')?;
        Ok(LogicalType::Decimal { precision, scale })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn logical() -> impl Strategy<Value = LogicalType> {
        let leaf = prop_oneof![
            Just(LogicalType::Integer),
            Just(LogicalType::Float),
            Just(LogicalType::Object),
            Just(LogicalType::Unknown),
            proptest::option::of(0_u32..4_000).prop_map(LogicalType::String),
            proptest::option::of(0_u32..4_000).prop_map(LogicalType::Binary),
            proptest::option::of(1_u32..4_000).prop_map(LogicalType::Vector),
            (1_u32..38, proptest::option::of(-84_i32..127))
                .prop_map(|(p, scale)| LogicalType::Decimal { precision: Some(p), scale }),
        ];
        leaf.prop_recursive(4, 16, 4, |inner| {
            prop_oneof![
                inner.clone().prop_map(LogicalType::array),
                inner.clone().prop_map(LogicalType::map),
                proptest::collection::vec(inner, 0..4).prop_map(LogicalType::union),
            ]
        })
    }

    proptest! {
        #[test]
        fn text_round_trips(logical in logical()) {
            let text = logical.to_string();
            prop_assert_eq!(text.parse::<LogicalType>(), Ok(logical));
        }

        #[test]
        fn any_text_is_answered(text in "[a-z<>|(),0-9 -]{0,30}") {
            if let Ok(parsed) = text.parse::<LogicalType>() {
                prop_assert_eq!(parsed.to_string().parse::<LogicalType>(), Ok(parsed));
            }
        }
    }

    #[test]
    fn unions_are_flat_sorted_and_without_repeats() {
        let union = LogicalType::union([
            LogicalType::String(None),
            LogicalType::union([LogicalType::Integer, LogicalType::String(None)]),
        ]);
        assert_eq!(union.to_string(), "int|string");
    }

    #[test]
    fn deep_nesting_is_refused_not_fatal() {
        let text = "array<".repeat(100_000);
        assert!(text.parse::<LogicalType>().is_err());
    }
}
