use async_graphql::{InputValueError, InputValueResult, Number, Scalar, ScalarType, Value};

/// The largest number that every JSON reader keeps exactly.
const MAX: u64 = (1 << 53) - 1;

/// A whole number as a JSON number, from -(2^53-1) to 2^53-1, so that every JSON
/// reader keeps it exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Long(i64);

impl Long {
    /// A count or a seq; what no JSON reader could keep is the largest number.
    pub(crate) fn of(number: u64) -> Self {
        Self(i64::try_from(number.min(MAX)).unwrap_or(i64::MAX))
    }

    /// A number that may be negative, no further from zero than the largest.
    pub(crate) fn signed(number: i64) -> Self {
        let max = i64::try_from(MAX).unwrap_or(i64::MAX);
        Self(number.clamp(-max, max))
    }

    /// The number when it is not negative.
    pub(crate) fn unsigned(self) -> Option<u64> {
        u64::try_from(self.0).ok()
    }
}

/// A whole number as a JSON number, from -(2^53-1) to 2^53-1, so that every JSON
/// reader keeps it exactly.
#[Scalar]
impl ScalarType for Long {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::Number(number) = &value else {
            return Err(InputValueError::custom("a whole number is expected"));
        };
        match number.as_i64() {
            Some(number) if number.unsigned_abs() <= MAX => Ok(Self(number)),
            _ => Err(InputValueError::custom(
                "a whole number from -9007199254740991 to 9007199254740991 is expected",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::Number(Number::from(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Long> {
        let value = match text.parse() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::String(text.to_owned()),
        };
        Long::parse(value).ok()
    }

    #[test]
    fn keeps_what_json_keeps() {
        for number in [0_i64, 1, -1, 9_007_199_254_740_991, -9_007_199_254_740_991] {
            let long = parse(&number.to_string()).expect("in range");
            assert_eq!(long.to_value().to_string(), number.to_string());
        }
        for bad in [
            "9007199254740992",
            "-9007199254740992",
            "1.5",
            "one",
            "99999999999999999999999",
            "1e400",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(Long::of(u64::MAX).unsigned(), Some(MAX));
        assert_eq!(Long(-1).unsigned(), None);
        assert_eq!(Long::signed(-5), Long(-5));
        assert_eq!(Long::signed(i64::MIN), Long(-9_007_199_254_740_991));
    }
}
