//! Conversions that happen without being asked for, and the order of values.

use std::cmp::Ordering;

use bigdecimal::{BigDecimal, FromPrimitive as _, ToPrimitive as _};

use super::error::{SqlError, SqlResult};
use super::format::parse_date;
use crate::types::ColumnType;
use crate::value::{Moment, Value};

/// The number of a value, `None` for NULL.
pub(crate) fn into_number(value: &Value) -> SqlResult<Option<BigDecimal>> {
    Ok(Some(match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.clone(),
        Value::Double(number) => {
            BigDecimal::from_f64(*number).ok_or_else(SqlError::invalid_number)?
        }
        Value::Float(number) => {
            BigDecimal::from_f32(*number).ok_or_else(SqlError::invalid_number)?
        }
        Value::Text(text) => text.trim().parse().map_err(|_| SqlError::invalid_number())?,
        other => return Err(SqlError::inconsistent("NUMBER", kind(other))),
    }))
}

/// The moment of a value, `None` for NULL.
pub(crate) fn into_moment(value: &Value) -> SqlResult<Option<Moment>> {
    Ok(Some(match value {
        Value::Null => return Ok(None),
        Value::Date(moment) | Value::Timestamp(moment) => *moment,
        Value::Text(text) => parse_date(text, "DD-MON-RR")?,
        other => return Err(SqlError::inconsistent("DATE", kind(other))),
    }))
}

/// The name of a value's type, for messages.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null | Value::Text(_) => "CHAR",
        Value::Number(_) => "NUMBER",
        Value::Float(_) => "BINARY_FLOAT",
        Value::Double(_) => "BINARY_DOUBLE",
        Value::Date(_) => "DATE",
        Value::Timestamp(_) => "TIMESTAMP",
        Value::Raw(_) => "BINARY",
        Value::Boolean(_) => "BOOLEAN",
        Value::IntervalYear(_) => "INTERVAL YEAR TO MONTH",
        Value::IntervalDay { .. } => "INTERVAL DAY TO SECOND",
    }
}

/// The order of two values, `None` when one is NULL.
pub(crate) fn compare(left: &Value, right: &Value) -> SqlResult<Option<Ordering>> {
    Ok(match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Raw(left), Value::Raw(right)) => Some(left.cmp(right)),
        (Value::Raw(_), Value::Text(_)) | (Value::Text(_), Value::Raw(_)) => {
            Some(left.to_text().cmp(&right.to_text()))
        }
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        (Value::IntervalYear(left), Value::IntervalYear(right)) => Some(left.cmp(right)),
        (
            Value::IntervalDay { seconds: left, nanos: left_nanos },
            Value::IntervalDay { seconds: right, nanos: right_nanos },
        ) => Some((left, left_nanos).cmp(&(right, right_nanos))),
        (Value::Date(_) | Value::Timestamp(_), _) | (_, Value::Date(_) | Value::Timestamp(_)) => {
            match (into_moment(left)?, into_moment(right)?) {
                (Some(left), Some(right)) => Some(left.compare(right)),
                _ => None,
            }
        }
        _ => match (into_number(left)?, into_number(right)?) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => None,
        },
    })
}

/// The value as a column of this type holds it: rounded, padded, converted.
///
/// Fails when it does not fit.
pub(crate) fn into_type(value: &Value, column: &ColumnType) -> SqlResult<Value> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    let text = || value.to_text().expect("it is not NULL");
    Ok(match column {
        ColumnType::Varchar2 { length, chars } => sized(&text(), *length, *chars)?,
        ColumnType::Nvarchar2 { length } => sized(&text(), *length, true)?,
        ColumnType::Char { length, chars } => padded(&sized(&text(), *length, *chars)?, *length),
        ColumnType::Nchar { length } => padded(&sized(&text(), *length, true)?, *length),
        ColumnType::Number { precision, scale } => {
            let mut number = into_number(value)?.expect("it is not NULL");
            if let Some(scale) = scale {
                let mode = bigdecimal::RoundingMode::HalfUp;
                number = number.with_scale_round(i64::from(*scale), mode);
            }
            let integers = number.digits().cast_signed() - number.fractional_digit_count();
            let room = i64::from(precision.unwrap_or(38)) - i64::from(scale.unwrap_or(0));
            if precision.is_some()
                && number.sign() != bigdecimal::num_bigint::Sign::NoSign
                && integers > room
            {
                let message = "value larger than specified precision allowed for this column";
                return Err(SqlError::new(1438, message));
            }
            Value::Number(number.normalized())
        }
        ColumnType::Float { .. } => {
            Value::Number(into_number(value)?.expect("it is not NULL").with_prec(38))
        }
        ColumnType::BinaryDouble => Value::Double(double(value)?),
        #[expect(clippy::cast_possible_truncation, reason = "that is what the type does")]
        ColumnType::BinaryFloat => Value::Float(double(value)? as f32),
        ColumnType::Date => {
            let moment = into_moment(value)?.expect("it is not NULL");
            Value::Date(Moment { nanos: 0, offset: None, ..moment })
        }
        ColumnType::Timestamp { zone, .. } => {
            let moment = into_moment(value)?.expect("it is not NULL");
            Value::Timestamp(match zone {
                crate::types::Zone::Given => {
                    Moment { offset: Some(moment.offset.unwrap_or(0)), ..moment }
                }
                // The server's own zone and that of every session is UTC.
                crate::types::Zone::Session => {
                    let offset = i64::from(moment.offset.unwrap_or(0));
                    Moment { offset: None, ..moment.shifted(-offset) }
                }
                crate::types::Zone::None => Moment { offset: None, ..moment },
            })
        }
        ColumnType::Raw { length } => {
            let bytes = match value {
                Value::Raw(bytes) => bytes.to_vec(),
                _ => crate::crypto::unhex(&text())
                    .ok_or_else(|| SqlError::new(1465, "invalid hex number"))?,
            };
            if bytes.len() > usize::try_from(*length).unwrap_or_default() {
                return Err(too_large(bytes.len(), *length));
            }
            Value::Raw(bytes.into())
        }
        ColumnType::Boolean => match value {
            Value::Boolean(yes) => Value::Boolean(*yes),
            _ => {
                Value::Boolean(matches!(&*text().to_uppercase(), "TRUE" | "1" | "YES" | "Y" | "T"))
            }
        },
        _ => value.clone(),
    })
}

fn double(value: &Value) -> SqlResult<f64> {
    match value {
        Value::Double(number) => Ok(*number),
        Value::Float(number) => Ok(f64::from(*number)),
        other => into_number(other)?.and_then(|n| n.to_f64()).ok_or_else(SqlError::invalid_number),
    }
}

fn too_large(actual: usize, most: u32) -> SqlError {
    let message = format!("value too large for column (actual: {actual}, maximum: {most})");
    SqlError::new(12899, message)
}

fn sized(text: &str, most: u32, chars: bool) -> SqlResult<Value> {
    let actual = if chars { text.chars().count() } else { text.len() };
    if actual > usize::try_from(most).unwrap_or_default() {
        return Err(too_large(actual, most));
    }
    Ok(Value::text(text))
}

fn padded(value: &Value, length: u32) -> Value {
    let width = usize::try_from(length).unwrap_or_default();
    value.to_text().map_or(Value::Null, |text| Value::text(format!("{text:<width$}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    #[test]
    fn numbers_are_rounded_to_their_column_and_must_fit() {
        let money = ColumnType::Number { precision: Some(5), scale: Some(2) };
        assert_eq!(into_type(&number("123.456"), &money), Ok(number("123.46")));
        assert_eq!(into_type(&number("1234"), &money).unwrap_err().code, 1438);
        let thousands = ColumnType::Number { precision: Some(3), scale: Some(-3) };
        assert_eq!(into_type(&number("123456"), &thousands), Ok(number("123000")));
        assert_eq!(into_type(&Value::text("12"), &money), Ok(number("12")));
        assert_eq!(into_type(&Value::text("x"), &money).unwrap_err().code, 1722);
    }

    #[test]
    fn texts_are_padded_and_must_fit() {
        let fixed = ColumnType::Char { length: 3, chars: false };
        assert_eq!(into_type(&Value::text("a"), &fixed), Ok(Value::text("a  ")));
        let bytes = ColumnType::Varchar2 { length: 1, chars: false };
        assert_eq!(into_type(&Value::text("ß"), &bytes).unwrap_err().code, 12899);
    }

    #[test]
    fn values_of_two_types_are_compared_after_a_conversion() {
        assert_eq!(compare(&number("2"), &Value::text("10")), Ok(Some(Ordering::Less)));
        assert_eq!(compare(&Value::text("2"), &Value::text("10")), Ok(Some(Ordering::Greater)));
        assert_eq!(compare(&Value::Null, &Value::Null), Ok(None));
    }
}
