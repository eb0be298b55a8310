//! Constants and types that are written out.

use sqlparser::ast;

use super::super::error::{SqlError, SqlResult};
use super::super::format;
use crate::types::ColumnType;
use crate::value::Value;

/// `DATE '…'` and `TIMESTAMP '…'`.
pub(crate) fn typed_literal(typed: &ast::TypedString) -> SqlResult<Value> {
    let ast::Value::SingleQuotedString(text) = &typed.value.value else {
        return Err(SqlError::unsupported(typed));
    };
    match &typed.data_type {
        ast::DataType::Date => Ok(Value::Date(format::parse_date(text, "YYYY-MM-DD")?)),
        ast::DataType::Timestamp(..) => {
            let format = if text.contains('.') {
                "YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM"
            } else {
                "YYYY-MM-DD HH24:MI:SS TZH:TZM"
            };
            Ok(Value::Timestamp(format::parse_date(text, format)?))
        }
        _ => Err(SqlError::unsupported(typed)),
    }
}

/// `INTERVAL '…' YEAR TO MONTH` and `INTERVAL '…' DAY TO SECOND`.
pub(crate) fn interval_literal(interval: &ast::Interval) -> SqlResult<Value> {
    let invalid = || SqlError::new(1867, "the interval is invalid");
    let ast::Expr::Value(value) = &*interval.value else {
        return Err(invalid());
    };
    let ast::Value::SingleQuotedString(text) = &value.value else {
        return Err(invalid());
    };
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let sign = if negative { -1 } else { 1 };
    let number = |text: &str| text.trim().parse::<i32>().map_err(|_| invalid());
    match (&interval.leading_field, &interval.last_field) {
        (Some(ast::DateTimeField::Year), Some(ast::DateTimeField::Month)) => {
            let (years, months) = text.split_once('-').ok_or_else(invalid)?;
            Ok(Value::IntervalYear(sign * (number(years)? * 12 + number(months)?)))
        }
        (Some(ast::DateTimeField::Day), Some(ast::DateTimeField::Second)) => {
            let (days, time) = text.split_once(' ').ok_or_else(invalid)?;
            let parts: Vec<&str> = time.split([':', '.']).collect();
            let [hours, minutes, seconds, rest @ ..] = parts.as_slice() else {
                return Err(invalid());
            };
            let fraction = format!("{:0<9}", rest.first().unwrap_or(&""));
            let total = i64::from(number(days)?) * 86_400
                + i64::from(number(hours)?) * 3_600
                + i64::from(number(minutes)?) * 60
                + i64::from(number(seconds)?);
            let nanos = number(fraction.get(..9).unwrap_or("0"))?;
            Ok(Value::IntervalDay { seconds: i64::from(sign) * total, nanos: sign * nanos })
        }
        _ => Err(SqlError::unsupported(interval)),
    }
}

/// The type that CAST names.
pub(crate) fn column_type(data_type: &ast::DataType) -> SqlResult<ColumnType> {
    crate::catalog::type_named(&data_type.to_string())
        .map_err(|_| SqlError::new(902, "invalid datatype"))
}
