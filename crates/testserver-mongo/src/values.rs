//! How BSON values are read from commands and compared.

use std::cmp::Ordering;

use mongodb::bson::{Bson, Document};

use crate::error::CommandError;

/// The boolean reading of an option: absent, false, 0 and null are false.
pub(crate) fn truthy(document: &Document, key: &str) -> bool {
    document.get(key).is_some_and(is_true)
}

pub(crate) fn is_true(value: &Bson) -> bool {
    match value {
        Bson::Boolean(value) => *value,
        Bson::Null | Bson::Undefined => false,
        other => number(other).is_none_or(|number| number != 0.0),
    }
}

/// A whole number of any numeric type; `None` when absent.
pub(crate) fn integer(document: &Document, key: &str) -> Result<Option<i64>, CommandError> {
    match document.get(key) {
        None | Some(Bson::Null) => Ok(None),
        Some(value) => whole(value).map(Some).ok_or_else(|| {
            CommandError::new(
                14,
                format!("Field '{key}' must be of numeric type, but is {}", type_name(value)),
            )
        }),
    }
}

/// A count that must not be negative.
pub(crate) fn count(document: &Document, key: &str) -> Result<Option<usize>, CommandError> {
    integer(document, key)?
        .map(|value| {
            usize::try_from(value).map_err(|_| {
                CommandError::new(
                    51024,
                    format!("Field '{key}' value must be >= 0, actual value '{value}'"),
                )
            })
        })
        .transpose()
}

pub(crate) fn whole(value: &Bson) -> Option<i64> {
    match value {
        Bson::Int32(value) => Some(i64::from(*value)),
        Bson::Int64(value) => Some(*value),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the guard leaves whole numbers in range"
        )]
        Bson::Double(value) if value.fract() == 0.0 && value.abs() < 9e15 => Some(*value as i64),
        _ => None,
    }
}

/// A number as the server compares it; decimals by their text.
fn number(value: &Bson) -> Option<f64> {
    match value {
        Bson::Int32(value) => Some(f64::from(*value)),
        #[expect(clippy::cast_precision_loss, reason = "comparisons of test data stay below 2^53")]
        Bson::Int64(value) => Some(*value as f64),
        Bson::Double(value) => Some(*value),
        Bson::Decimal128(value) => value.to_string().parse().ok(),
        _ => None,
    }
}

/// Equality across the numeric types, exact otherwise.
pub(crate) fn equal(left: &Bson, right: &Bson) -> bool {
    match (left, right) {
        (Bson::Int32(_) | Bson::Int64(_), Bson::Int32(_) | Bson::Int64(_)) => {
            whole(left) == whole(right)
        }
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => left.total_cmp(&right) == Ordering::Equal,
            _ => left == right,
        },
    }
}

/// The sort order of the server: by kind of type, then by value.
pub(crate) fn compare(left: &Bson, right: &Bson) -> Ordering {
    rank(left).cmp(&rank(right)).then_with(|| match (left, right) {
        (Bson::String(left), Bson::String(right)) => left.cmp(right),
        (Bson::Boolean(left), Bson::Boolean(right)) => left.cmp(right),
        (Bson::ObjectId(left), Bson::ObjectId(right)) => left.bytes().cmp(&right.bytes()),
        (Bson::DateTime(left), Bson::DateTime(right)) => left.cmp(right),
        (Bson::Timestamp(left), Bson::Timestamp(right)) => {
            (left.time, left.increment).cmp(&(right.time, right.increment))
        }
        _ => match (number(left), number(right)) {
            (Some(left), Some(right)) => left.total_cmp(&right),
            _ => left.to_string().cmp(&right.to_string()),
        },
    })
}

fn rank(value: &Bson) -> u8 {
    match value {
        Bson::MinKey => 0,
        Bson::Undefined => 1,
        Bson::Null => 2,
        Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_) | Bson::Decimal128(_) => 3,
        Bson::String(_) | Bson::Symbol(_) => 4,
        Bson::Document(_) => 5,
        Bson::Array(_) => 6,
        Bson::Binary(_) => 7,
        Bson::ObjectId(_) => 8,
        Bson::Boolean(_) => 9,
        Bson::DateTime(_) => 10,
        Bson::Timestamp(_) => 11,
        Bson::RegularExpression(_) => 12,
        Bson::DbPointer(_) => 13,
        Bson::JavaScriptCode(_) => 14,
        Bson::JavaScriptCodeWithScope(_) => 15,
        Bson::MaxKey => 16,
    }
}

/// Whether two values are of one kind, so that `$gt` and the like can hold between them.
pub(crate) fn same_kind(left: &Bson, right: &Bson) -> bool {
    rank(left) == rank(right)
}

/// The server's alias of a value's type.
pub(crate) fn type_name(value: &Bson) -> &'static str {
    match value {
        Bson::Double(_) => "double",
        Bson::String(_) => "string",
        Bson::Array(_) => "array",
        Bson::Document(_) => "object",
        Bson::Boolean(_) => "bool",
        Bson::Null => "null",
        Bson::RegularExpression(_) => "regex",
        Bson::JavaScriptCode(_) => "javascript",
        Bson::JavaScriptCodeWithScope(_) => "javascriptWithScope",
        Bson::Int32(_) => "int",
        Bson::Int64(_) => "long",
        Bson::Timestamp(_) => "timestamp",
        Bson::Binary(_) => "binData",
        Bson::ObjectId(_) => "objectId",
        Bson::DateTime(_) => "date",
        Bson::Symbol(_) => "symbol",
        Bson::Decimal128(_) => "decimal",
        Bson::Undefined => "undefined",
        Bson::MaxKey => "maxKey",
        Bson::MinKey => "minKey",
        Bson::DbPointer(_) => "dbPointer",
    }
}
