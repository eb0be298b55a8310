//! Scalar functions.

mod literals;
mod shape;
mod texts;

use bigdecimal::{BigDecimal, RoundingMode, ToPrimitive as _, Zero as _};

pub(crate) use literals::{column_type, interval_literal, typed_literal};

use texts::{edit_distance, find, initials, pad, substring};

use super::Session;
use super::convert::{compare, into_moment, into_number, into_type};
use super::error::{SqlError, SqlResult};
use super::format;
use crate::catalog::NOW;
use crate::types::ColumnType;
use crate::value::Value;

/// The most characters that padding makes.
const LONGEST_PADDED: usize = 1_000_000;

/// A function of its arguments, and some of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Function {
    Absolute,
    Cast(ColumnType),
    Ceiling,
    Coalesce,
    Concatenate,
    Decode,
    EditDistance,
    EditSimilarity,
    Floor,
    Greatest,
    HexToRaw,
    Initials,
    Instring,
    Least,
    Length,
    LengthInBytes,
    Lower,
    Modulo,
    NullIf,
    Nvl2,
    PadLeft,
    PadRight,
    RawToHex,
    Replace,
    Round,
    Substring,
    SystemContext,
    SystemDate,
    SystemTimestamp,
    TimeZone,
    ToCharacter,
    ToDate,
    ToNumber,
    ToTimestamp,
    Trim,
    TrimLeft,
    TrimRight,
    Truncate,
    Upper,
    User,
}

impl Function {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ABS" => Self::Absolute,
            "CEIL" => Self::Ceiling,
            "COALESCE" | "NVL" => Self::Coalesce,
            "CONCAT" => Self::Concatenate,
            "DECODE" => Self::Decode,
            "UTL_MATCH.EDIT_DISTANCE" | "SYS.UTL_MATCH.EDIT_DISTANCE" => Self::EditDistance,
            "UTL_MATCH.EDIT_DISTANCE_SIMILARITY" | "SYS.UTL_MATCH.EDIT_DISTANCE_SIMILARITY" => {
                Self::EditSimilarity
            }
            "FLOOR" => Self::Floor,
            "GREATEST" => Self::Greatest,
            "HEXTORAW" => Self::HexToRaw,
            "INITCAP" => Self::Initials,
            "INSTR" => Self::Instring,
            "LEAST" => Self::Least,
            "LENGTH" => Self::Length,
            "LENGTHB" => Self::LengthInBytes,
            "LOWER" => Self::Lower,
            "MOD" => Self::Modulo,
            "NULLIF" => Self::NullIf,
            "NVL2" => Self::Nvl2,
            "LPAD" => Self::PadLeft,
            "RPAD" => Self::PadRight,
            "RAWTOHEX" => Self::RawToHex,
            "REPLACE" => Self::Replace,
            "ROUND" => Self::Round,
            "SUBSTR" | "SUBSTRING" => Self::Substring,
            "SYS_CONTEXT" => Self::SystemContext,
            "TO_CHAR" => Self::ToCharacter,
            "TO_DATE" => Self::ToDate,
            "TO_NUMBER" => Self::ToNumber,
            "TO_TIMESTAMP" | "TO_TIMESTAMP_TZ" => Self::ToTimestamp,
            "TRIM" => Self::Trim,
            "LTRIM" => Self::TrimLeft,
            "RTRIM" => Self::TrimRight,
            "TRUNC" => Self::Truncate,
            "UPPER" => Self::Upper,
            other => return Self::without_parentheses(other),
        })
    }

    /// A function that is called by its name alone.
    pub(crate) fn without_parentheses(name: &str) -> Option<Self> {
        Some(match name {
            "SYSDATE" | "CURRENT_DATE" => Self::SystemDate,
            "SYSTIMESTAMP" | "CURRENT_TIMESTAMP" | "LOCALTIMESTAMP" => Self::SystemTimestamp,
            "DBTIMEZONE" | "SESSIONTIMEZONE" => Self::TimeZone,
            "USER" => Self::User,
            _ => return None,
        })
    }

    pub(crate) fn call(&self, session: &Session<'_>, values: &[Value]) -> SqlResult<Value> {
        match self {
            Self::SystemDate => return Ok(Value::Date(NOW)),
            Self::SystemTimestamp => {
                let moment = crate::value::Moment { offset: Some(0), ..NOW };
                return Ok(Value::Timestamp(moment));
            }
            Self::TimeZone => return Ok(Value::text("+00:00")),
            Self::User => return Ok(Value::text(session.user)),
            Self::SystemContext => return system_context(session, values),
            Self::Coalesce => {
                let first = values.iter().find(|value| !value.is_null());
                return Ok(first.cloned().unwrap_or(Value::Null));
            }
            Self::Nvl2 => {
                return Ok(values[if values[0].is_null() { 2 } else { 1 }].clone());
            }
            Self::Decode => return decode(values),
            Self::NullIf => {
                let equal = compare(&values[0], &values[1])?.is_some_and(std::cmp::Ordering::is_eq);
                return Ok(if equal { Value::Null } else { values[0].clone() });
            }
            Self::Concatenate => {
                let texts: Vec<_> = values.iter().filter_map(Value::to_text).collect();
                return Ok(Value::text(texts.concat()));
            }
            Self::Replace => return Ok(replace(values)),
            _ => {}
        }
        if values.iter().any(Value::is_null) {
            return Ok(Value::Null);
        }
        self.call_with_values(values)
    }

    /// For functions that are NULL as soon as an argument is.
    fn call_with_values(&self, values: &[Value]) -> SqlResult<Value> {
        let text = |at: usize| values[at].to_text().expect("no argument is NULL");
        let number = |at: usize| -> SqlResult<BigDecimal> {
            into_number(&values[at])?.ok_or_else(SqlError::invalid_number)
        };
        let count = |at: usize| -> SqlResult<i64> {
            number(at)?.with_scale(0).to_i64().ok_or_else(SqlError::invalid_number)
        };
        let length = |length: usize| {
            Value::Number(BigDecimal::from(u64::try_from(length).unwrap_or(u64::MAX)))
        };
        Ok(match self {
            Self::Absolute => Value::Number(number(0)?.abs()),
            Self::Cast(column) => into_type(&values[0], column)?,
            Self::Ceiling => Value::Number(number(0)?.with_scale_round(0, RoundingMode::Ceiling)),
            Self::Floor => Value::Number(number(0)?.with_scale_round(0, RoundingMode::Floor)),
            Self::EditDistance => length(edit_distance(&text(0), &text(1))),
            Self::EditSimilarity => {
                let (left, right) = (text(0), text(1));
                let longest = left.chars().count().max(right.chars().count()).max(1);
                length((longest - edit_distance(&left, &right)) * 100 / longest)
            }
            Self::Greatest | Self::Least => self.extreme(values)?,
            Self::HexToRaw => into_type(&values[0], &ColumnType::Raw { length: 32_767 })?,
            Self::RawToHex => Value::text(text(0)),
            Self::Initials => Value::text(initials(&text(0))),
            Self::Instring => {
                let start = if values.len() > 2 { count(2)? } else { 1 };
                let nth = if values.len() > 3 { count(3)? } else { 1 };
                length(find(&text(0), &text(1), start, nth))
            }
            Self::Length => length(text(0).chars().count()),
            Self::LengthInBytes => length(text(0).len()),
            Self::Lower => Value::text(text(0).to_lowercase()),
            Self::Upper => Value::text(text(0).to_uppercase()),
            Self::Modulo => {
                let (left, right) = (number(0)?, number(1)?);
                Value::Number(if right.is_zero() { left } else { left % right })
            }
            Self::PadLeft | Self::PadRight => {
                let filler = if values.len() > 2 { text(2) } else { " ".into() };
                let width = usize::try_from(count(1)?).unwrap_or(0).min(LONGEST_PADDED);
                Value::text(pad(&text(0), width, &filler, *self == Self::PadLeft))
            }
            Self::Round | Self::Truncate if matches!(values, [Value::Date(_), ..]) => {
                self.of_date(values)?
            }
            Self::Round | Self::Truncate => {
                let scale = if values.len() > 1 { count(1)?.clamp(-130, 130) } else { 0 };
                let mode =
                    if *self == Self::Round { RoundingMode::HalfUp } else { RoundingMode::Down };
                Value::Number(number(0)?.with_scale_round(scale, mode))
            }
            Self::Substring => {
                let most = if values.len() > 2 { Some(count(2)?) } else { None };
                Value::text(substring(&text(0), count(1)?, most))
            }
            Self::ToCharacter => match (&values[0], values.get(1)) {
                (Value::Date(moment) | Value::Timestamp(moment), Some(_)) => {
                    Value::text(format::date_text(*moment, &text(1))?)
                }
                (_, None) => Value::text(text(0)),
                (_, Some(_)) => Value::text(format::number_text(&number(0)?, &text(1))?),
            },
            Self::ToDate | Self::ToTimestamp => {
                let format = values.get(1).map(|_| text(1));
                self.moment(&values[0], format.as_deref())?
            }
            Self::ToNumber => Value::Number(number(0)?),
            Self::Trim => Value::text(text(0).trim_matches(' ')),
            Self::TrimLeft | Self::TrimRight => {
                let set = if values.len() > 1 { text(1) } else { " ".into() };
                let whole = text(0);
                Value::text(if *self == Self::TrimLeft {
                    whole.trim_start_matches(|one| set.contains(one))
                } else {
                    whole.trim_end_matches(|one| set.contains(one))
                })
            }
            _ => unreachable!("functions that take NULLs have been called"),
        })
    }
}

/// `SYS_CONTEXT`: of the namespace USERENV, what clients ask for.
fn system_context(session: &Session<'_>, values: &[Value]) -> SqlResult<Value> {
    let text = |at: usize| {
        values.get(at).and_then(Value::to_text).map(|text| text.to_uppercase()).unwrap_or_default()
    };
    if text(0) != "USERENV" {
        return Ok(Value::Null);
    }
    Ok(Value::text(match text(1).as_str() {
        "CURRENT_SCHEMA" => session.schema,
        "CURRENT_USER" | "SESSION_USER" => session.user,
        "DB_NAME" | "CON_NAME" => "FREEPDB1",
        "DB_UNIQUE_NAME" | "CDB_NAME" | "INSTANCE_NAME" => "FREE",
        "DATABASE_ROLE" => "PRIMARY",
        "SERVICE_NAME" => session.service,
        "SERVER_HOST" => "testserver",
        "MODULE" | "CLIENT_PROGRAM_NAME" => session.program,
        "LANG" => "US",
        "LANGUAGE" => "AMERICAN_AMERICA.AL32UTF8",
        "ISDBA" => "FALSE",
        "CON_ID" => "3",
        "INSTANCE" => "1",
        "SID" => return Ok(Value::text((session.number + 40).to_string())),
        "SESSIONID" => return Ok(Value::text((session.number + 900_000).to_string())),
        _ => return Err(SqlError::new(2003, "invalid USERENV parameter")),
    }))
}

fn decode(values: &[Value]) -> SqlResult<Value> {
    let mut rest = values[1..].chunks_exact(2);
    for pair in &mut rest {
        // Two NULLs are equal here, and only here.
        let equal = (values[0].is_null() && pair[0].is_null())
            || compare(&values[0], &pair[0])?.is_some_and(std::cmp::Ordering::is_eq);
        if equal {
            return Ok(pair[1].clone());
        }
    }
    Ok(rest.remainder().first().cloned().unwrap_or(Value::Null))
}

fn replace(values: &[Value]) -> Value {
    let Some(text) = values[0].to_text() else {
        return Value::Null;
    };
    match values[1].to_text() {
        Some(wanted) => {
            let by = values.get(2).and_then(Value::to_text);
            Value::text(text.replace(&*wanted, by.as_deref().unwrap_or("")))
        }
        None => Value::text(text),
    }
}

impl Function {
    /// The largest or the smallest of some values.
    fn extreme(&self, values: &[Value]) -> SqlResult<Value> {
        let wanted = if *self == Self::Least {
            std::cmp::Ordering::Less
        } else {
            std::cmp::Ordering::Greater
        };
        let mut best = &values[0];
        for value in &values[1..] {
            if compare(value, best)? == Some(wanted) {
                best = value;
            }
        }
        Ok(best.clone())
    }

    /// The beginning of a day.
    fn of_date(&self, values: &[Value]) -> SqlResult<Value> {
        match values {
            [Value::Date(moment)] if *self == Self::Truncate => {
                Ok(Value::Date(moment.at(0, 0, 0).expect("midnight is a time")))
            }
            _ => Err(SqlError::unsupported("ROUND of a date, TRUNC to a part of it")),
        }
    }

    fn moment(&self, value: &Value, format: Option<&str>) -> SqlResult<Value> {
        let moment = match format {
            Some(format) => format::parse_date(value.to_text().as_deref().unwrap_or(""), format)?,
            None => into_moment(value)?.unwrap_or_default(),
        };
        Ok(if *self == Self::ToDate {
            Value::Date(crate::value::Moment { nanos: 0, offset: None, ..moment })
        } else {
            Value::Timestamp(moment)
        })
    }
}
