//! How values of each type are sent.

use bigdecimal::ToPrimitive as _;

use super::number;
use super::reader::{Read, ReadError};
use crate::types::{ColumnType, Zone};
use crate::value::{Moment, Value};

/// The number of a type in messages.
pub(crate) mod code {
    pub(crate) const VARCHAR: u8 = 1;
    pub(crate) const NUMBER: u8 = 2;
    pub(crate) const BINARY_INTEGER: u8 = 3;
    pub(crate) const LONG: u8 = 8;
    pub(crate) const DATE: u8 = 12;
    pub(crate) const RAW: u8 = 23;
    pub(crate) const LONG_RAW: u8 = 24;
    pub(crate) const CHAR: u8 = 96;
    pub(crate) const BINARY_FLOAT: u8 = 100;
    pub(crate) const BINARY_DOUBLE: u8 = 101;
    pub(crate) const TIMESTAMP: u8 = 180;
    pub(crate) const TIMESTAMP_TZ: u8 = 181;
    pub(crate) const INTERVAL_YM: u8 = 182;
    pub(crate) const INTERVAL_DS: u8 = 183;
    pub(crate) const TIMESTAMP_LTZ: u8 = 231;
    pub(crate) const BOOLEAN: u8 = 252;
}

/// UTF-8, the database's character set, and UTF-16, the one of `NCHAR` types.
pub(crate) const UTF8: u16 = 873;
pub(crate) const UTF16: u16 = 2000;

/// What the description of a column says about its type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WireType {
    pub(crate) code: u8,
    pub(crate) precision: u8,
    pub(crate) scale: i8,
    pub(crate) buffer: u32,
    pub(crate) characters: u32,
    /// 0 for what is no text.
    pub(crate) charset: u16,
    /// 1 for text, 2 for `NCHAR` types, 0 for the rest.
    pub(crate) form: u8,
}

impl WireType {
    const fn plain(code: u8, buffer: u32) -> Self {
        Self { code, precision: 0, scale: 0, buffer, characters: 0, charset: 0, form: 0 }
    }

    const fn text(code: u8, bytes: u32, characters: u32) -> Self {
        Self { code, precision: 0, scale: 0, buffer: bytes, characters, charset: UTF8, form: 1 }
    }

    /// `None` for types of which the server sends no values: large objects, objects, row ids.
    pub(crate) fn of(column: &ColumnType) -> Option<Self> {
        let small = |number: u8| i8::try_from(number).unwrap_or(i8::MAX);
        Some(match column {
            ColumnType::Varchar2 { length, chars } => {
                Self::text(code::VARCHAR, bytes_of(*length, *chars), *length)
            }
            ColumnType::Char { length, chars } => {
                Self::text(code::CHAR, bytes_of(*length, *chars), *length)
            }
            ColumnType::Nvarchar2 { length } => {
                Self { charset: UTF16, form: 2, ..Self::text(code::VARCHAR, length * 2, *length) }
            }
            ColumnType::Nchar { length } => {
                Self { charset: UTF16, form: 2, ..Self::text(code::CHAR, length * 2, *length) }
            }
            ColumnType::Number { precision, scale } => Self {
                precision: precision.unwrap_or(if scale.is_some() { 38 } else { 0 }),
                scale: scale.map_or(-127, |scale| {
                    i8::try_from(scale).expect("a scale lies between -84 and 127")
                }),
                ..Self::plain(code::NUMBER, 22)
            },
            ColumnType::Float { precision } => {
                Self { precision: *precision, scale: -127, ..Self::plain(code::NUMBER, 22) }
            }
            ColumnType::BinaryFloat => Self::plain(code::BINARY_FLOAT, 4),
            ColumnType::BinaryDouble => Self::plain(code::BINARY_DOUBLE, 8),
            ColumnType::Date => Self::plain(code::DATE, 7),
            ColumnType::Timestamp { precision, zone } => {
                let (code, buffer) = match zone {
                    Zone::None => (code::TIMESTAMP, 11),
                    Zone::Given => (code::TIMESTAMP_TZ, 13),
                    Zone::Session => (code::TIMESTAMP_LTZ, 11),
                };
                Self { scale: small(*precision), ..Self::plain(code, buffer) }
            }
            ColumnType::IntervalYear { years } => {
                Self { precision: *years, ..Self::plain(code::INTERVAL_YM, 5) }
            }
            ColumnType::IntervalDay { days, seconds } => Self {
                precision: *days,
                scale: small(*seconds),
                ..Self::plain(code::INTERVAL_DS, 11)
            },
            ColumnType::Raw { length } => Self::plain(code::RAW, *length),
            ColumnType::Long => Self::text(code::LONG, 0, 0),
            ColumnType::LongRaw => Self::plain(code::LONG_RAW, 0),
            ColumnType::Boolean => Self::plain(code::BOOLEAN, 4),
            ColumnType::Clob
            | ColumnType::Nclob
            | ColumnType::Blob
            | ColumnType::Bfile
            | ColumnType::Rowid
            | ColumnType::Urowid { .. }
            | ColumnType::Json
            | ColumnType::Vector
            | ColumnType::Xml
            | ColumnType::User { .. } => return None,
        })
    }

    /// Whether values are followed by an indicator and a return code.
    pub(crate) fn is_long(self) -> bool {
        self.code == code::LONG || self.code == code::LONG_RAW
    }

    /// The bytes of a value; none for NULL.
    pub(crate) fn encode(self, value: &Value) -> Vec<u8> {
        match (self.code, value) {
            (_, Value::Null) => Vec::new(),
            (code::NUMBER, Value::Number(number)) => number::encode(number),
            (code::DATE, Value::Date(moment) | Value::Timestamp(moment)) => day(*moment),
            (
                code::TIMESTAMP | code::TIMESTAMP_TZ | code::TIMESTAMP_LTZ,
                Value::Date(moment) | Value::Timestamp(moment),
            ) => timestamp(*moment, self.code == code::TIMESTAMP_TZ),
            (code::BINARY_FLOAT, Value::Float(number)) => float(*number),
            (code::BINARY_DOUBLE, Value::Double(number)) => double(*number),
            (code::BINARY_DOUBLE, Value::Number(number)) => {
                double(number.to_f64().unwrap_or_default())
            }
            (code::RAW | code::LONG_RAW, Value::Raw(bytes)) => bytes.to_vec(),
            (code::BOOLEAN, Value::Boolean(yes)) => vec![u8::from(*yes)],
            (code::INTERVAL_YM, Value::IntervalYear(months)) => {
                let mut bytes = excess(months / 12).to_vec();
                bytes.push(small_excess(i64::from(months % 12)));
                bytes
            }
            (code::INTERVAL_DS, Value::IntervalDay { seconds, nanos }) => {
                let days = i32::try_from(seconds / 86_400).unwrap_or(i32::MAX);
                let mut bytes = excess(days).to_vec();
                bytes.push(small_excess(seconds / 3_600 % 24));
                bytes.push(small_excess(seconds / 60 % 60));
                bytes.push(small_excess(seconds % 60));
                bytes.extend_from_slice(&excess(*nanos));
                bytes
            }
            (_, value) => {
                let text = value.to_text().unwrap_or_default();
                if self.form == 2 {
                    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
                } else {
                    text.as_bytes().to_vec()
                }
            }
        }
    }
}

/// What a length of text takes in UTF-8, at most what a column may hold.
fn bytes_of(length: u32, chars: bool) -> u32 {
    if chars { (length * 4).min(32_767) } else { length }
}

fn excess(number: i32) -> [u8; 4] {
    (number.cast_unsigned() ^ 0x8000_0000).to_be_bytes()
}

fn small_excess(number: i64) -> u8 {
    u8::try_from(number + 60).expect("parts of an interval are below 60")
}

fn day(moment: Moment) -> Vec<u8> {
    // Centuries count away from zero in both directions, with 100 added.
    let part = |number: i32| u8::try_from(number + 100).expect("years have four digits");
    vec![
        part(moment.year / 100),
        part(moment.year % 100),
        moment.month,
        moment.day,
        moment.hour + 1,
        moment.minute + 1,
        moment.second + 1,
    ]
}

fn timestamp(moment: Moment, zoned: bool) -> Vec<u8> {
    let offset = moment.offset.unwrap_or_default();
    // With a zone, the parts are those of UTC.
    let mut bytes = day(if zoned { moment.shifted(-i64::from(offset)) } else { moment });
    if moment.nanos > 0 || zoned {
        bytes.extend_from_slice(&moment.nanos.to_be_bytes());
    }
    if zoned {
        bytes.push(u8::try_from(offset / 60 + 20).expect("offsets are below 15 hours"));
        bytes.push(u8::try_from(offset % 60 + 60).expect("a rest is below 60"));
    }
    bytes
}

/// The bits so that the order of bytes is the order of numbers.
fn float(number: f32) -> Vec<u8> {
    let bits = number.to_bits();
    let bits = if bits >> 31 == 0 { bits | 1 << 31 } else { !bits };
    bits.to_be_bytes().to_vec()
}

fn double(number: f64) -> Vec<u8> {
    let bits = number.to_bits();
    let bits = if bits >> 63 == 0 { bits | 1 << 63 } else { !bits };
    bits.to_be_bytes().to_vec()
}

/// A value that a client binds.
pub(crate) fn decode(type_code: u8, form: u8, bytes: Option<Vec<u8>>) -> Read<Value> {
    let Some(bytes) = bytes else {
        return Ok(Value::Null);
    };
    let wrong = || ReadError::Wrong(format!("a bound value of type {type_code}"));
    Ok(match type_code {
        code::VARCHAR | code::CHAR | code::LONG if form == 2 => {
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            Value::text(String::from_utf16(&units).map_err(|_| wrong())?)
        }
        code::VARCHAR | code::CHAR | code::LONG => {
            Value::text(String::from_utf8(bytes).map_err(|_| wrong())?)
        }
        code::NUMBER | code::BINARY_INTEGER => {
            Value::Number(number::decode(&bytes).ok_or_else(wrong)?)
        }
        code::RAW | code::LONG_RAW => Value::Raw(bytes.into()),
        code::DATE => Value::Date(decode_moment(&bytes).ok_or_else(wrong)?),
        code::TIMESTAMP | code::TIMESTAMP_TZ | code::TIMESTAMP_LTZ => {
            Value::Timestamp(decode_moment(&bytes).ok_or_else(wrong)?)
        }
        code::BINARY_DOUBLE => {
            let bits = u64::from_be_bytes(bytes.try_into().map_err(|_| wrong())?);
            let bits = if bits >> 63 == 1 { bits & !(1 << 63) } else { !bits };
            Value::Double(f64::from_bits(bits))
        }
        code::BINARY_FLOAT => {
            let bits = u32::from_be_bytes(bytes.try_into().map_err(|_| wrong())?);
            let bits = if bits >> 31 == 1 { bits & !(1 << 31) } else { !bits };
            Value::Float(f32::from_bits(bits))
        }
        code::BOOLEAN => Value::Boolean(bytes.first() == Some(&1)),
        _ => return Err(wrong()),
    })
}

fn decode_moment(bytes: &[u8]) -> Option<Moment> {
    let [century, year, month, day, hour, minute, second] = *bytes.first_chunk::<7>()?;
    let year = (i32::from(century) - 100) * 100 + i32::from(year) - 100;
    let mut moment = Moment::date(year, month, day)?.at(
        hour.checked_sub(1)?,
        minute.checked_sub(1)?,
        second.checked_sub(1)?,
    )?;
    if let Some(nanos) = bytes.get(7..11) {
        moment.nanos = u32::from_be_bytes(nanos.try_into().ok()?);
    }
    if let Some(&[hours, minutes]) = bytes.get(11..13)
        && hours > 0
    {
        let offset = (i16::from(hours) - 20) * 60 + i16::from(minutes) - 60;
        moment = Moment { offset: Some(offset), ..moment.shifted(i64::from(offset)) };
    }
    Some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(column: &ColumnType) -> WireType {
        WireType::of(column).unwrap()
    }

    #[test]
    fn days_and_timestamps_round_trip() {
        let moment = Moment::date(2026, 3, 1).unwrap().at(0, 30, 59).unwrap();
        let bytes = of(&ColumnType::Date).encode(&Value::Date(moment));
        assert_eq!(bytes, [120, 126, 3, 1, 1, 31, 60]);
        assert_eq!(decode(code::DATE, 0, Some(bytes)), Ok(Value::Date(moment)));

        let zoned = Moment { nanos: 5_000, offset: Some(90), ..moment };
        let column = ColumnType::Timestamp { precision: 6, zone: Zone::Given };
        let bytes = of(&column).encode(&Value::Timestamp(zoned));
        // In UTC it is still the last day of February.
        assert_eq!(bytes, [120, 126, 2, 28, 24, 1, 60, 0, 0, 0x13, 0x88, 21, 90]);
        assert_eq!(decode(code::TIMESTAMP_TZ, 0, Some(bytes)), Ok(Value::Timestamp(zoned)));
    }

    #[test]
    fn national_text_is_utf_16() {
        let column = of(&ColumnType::Nvarchar2 { length: 10 });
        let bytes = column.encode(&Value::text("aß"));
        assert_eq!(bytes, [0, 0x61, 0, 0xdf]);
        assert_eq!(decode(code::VARCHAR, 2, Some(bytes)), Ok(Value::text("aß")));
    }

    #[test]
    fn binary_numbers_round_trip_and_keep_their_order() {
        let column = of(&ColumnType::BinaryDouble);
        let numbers = [-1e300, -1.5, -0.0, 0.0, 2.5, 1e300];
        let encoded: Vec<_> =
            numbers.iter().map(|number| column.encode(&Value::Double(*number))).collect();
        assert!(encoded.is_sorted());
        for (number, bytes) in numbers.iter().zip(encoded) {
            assert_eq!(decode(code::BINARY_DOUBLE, 0, Some(bytes)), Ok(Value::Double(*number)));
        }
    }
}
