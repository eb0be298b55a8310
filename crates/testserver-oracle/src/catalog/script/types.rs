//! The types that columns are declared with.

use super::cursor::Cursor;
use super::token::statements;
use super::{Mistake, Parsed};
use crate::types::{ColumnType, Zone};

/// The type of a text such as `VARCHAR2(10 CHAR)`.
pub(crate) fn type_named(text: &str) -> Result<ColumnType, String> {
    let parsed = statements(text).map_err(|error| error.message)?;
    let [statement] = parsed.as_slice() else {
        return Err(format!("{text} is no type"));
    };
    let mut cursor = Cursor::new(text, statement);
    let column = parse(&mut cursor, "SYS").map_err(|mistake| mistake.message)?;
    if cursor.at_end() { Ok(column) } else { Err(format!("{text} is no type")) }
}

/// The type that comes next; `schema` owns types that are named without one.
pub(super) fn parse(cursor: &mut Cursor<'_>, schema: &str) -> Parsed<ColumnType> {
    if cursor.takes("REF") {
        return user_type(cursor, schema, true);
    }
    if cursor.second_is("VARYING") && (cursor.is("CHARACTER") || cursor.is("CHAR")) {
        cursor.skip();
    }
    let name = cursor.name()?;
    if cursor.takes_symbol('.') {
        let object = cursor.name()?;
        return Ok(ColumnType::User { owner: name, name: object, reference: false });
    }
    Ok(match name.as_str() {
        "VARCHAR2" | "VARCHAR" | "VARYING" => {
            let (length, chars) = sized(cursor)?;
            ColumnType::Varchar2 { length, chars }
        }
        "NVARCHAR2" => {
            ColumnType::Nvarchar2 { length: length(cursor)?.ok_or_else(|| no_length(cursor))? }
        }
        "CHAR" | "CHARACTER" => {
            if cursor.is_symbol('(') {
                let (length, chars) = sized(cursor)?;
                ColumnType::Char { length, chars }
            } else {
                ColumnType::Char { length: 1, chars: false }
            }
        }
        "NCHAR" => ColumnType::Nchar { length: length(cursor)?.unwrap_or(1) },
        "NUMBER" => number(cursor, None)?,
        "NUMERIC" | "DECIMAL" | "DEC" => number(cursor, Some(0))?,
        "INTEGER" | "INT" | "SMALLINT" => ColumnType::Number { precision: None, scale: Some(0) },
        "FLOAT" => ColumnType::Float { precision: small(cursor, 126)? },
        "REAL" => ColumnType::Float { precision: 63 },
        "DOUBLE" => {
            cursor.expect("PRECISION")?;
            ColumnType::Float { precision: 126 }
        }
        "BINARY_FLOAT" => ColumnType::BinaryFloat,
        "BINARY_DOUBLE" => ColumnType::BinaryDouble,
        "DATE" => ColumnType::Date,
        "TIMESTAMP" => {
            let precision = small(cursor, 6)?;
            let zone = if cursor.takes_all(&["WITH", "TIME", "ZONE"]) {
                Zone::Given
            } else if cursor.takes_all(&["WITH", "LOCAL", "TIME", "ZONE"]) {
                Zone::Session
            } else {
                Zone::None
            };
            ColumnType::Timestamp { precision, zone }
        }
        "INTERVAL" => interval(cursor)?,
        "RAW" => ColumnType::Raw { length: length(cursor)?.ok_or_else(|| no_length(cursor))? },
        "LONG" => {
            if cursor.takes("RAW") {
                ColumnType::LongRaw
            } else {
                ColumnType::Long
            }
        }
        "CLOB" => ColumnType::Clob,
        "NCLOB" => ColumnType::Nclob,
        "BLOB" => ColumnType::Blob,
        "BFILE" => ColumnType::Bfile,
        "ROWID" => ColumnType::Rowid,
        "UROWID" => ColumnType::Urowid { length: length(cursor)?.unwrap_or(4000) },
        "JSON" => ColumnType::Json,
        "BOOLEAN" | "BOOL" => ColumnType::Boolean,
        "VECTOR" => {
            if cursor.is_symbol('(') {
                cursor.parenthesised()?;
            }
            ColumnType::Vector
        }
        "XMLTYPE" => ColumnType::Xml,
        "ANYDATA" | "ANYTYPE" | "ANYDATASET" => {
            ColumnType::User { owner: "SYS".to_owned(), name, reference: false }
        }
        "SDO_GEOMETRY" => ColumnType::User { owner: "MDSYS".to_owned(), name, reference: false },
        _ => ColumnType::User { owner: schema.to_owned(), name, reference: false },
    })
}

fn no_length(cursor: &Cursor<'_>) -> Mistake {
    cursor.before("a type that needs a length")
}

fn user_type(cursor: &mut Cursor<'_>, schema: &str, reference: bool) -> Parsed<ColumnType> {
    let first = cursor.name()?;
    let (owner, name) =
        if cursor.takes_symbol('.') { (first, cursor.name()?) } else { (schema.to_owned(), first) };
    Ok(ColumnType::User { owner, name, reference })
}

/// A length in parentheses.
fn length(cursor: &mut Cursor<'_>) -> Parsed<Option<u32>> {
    if !cursor.takes_symbol('(') {
        return Ok(None);
    }
    let length = cursor.number()?;
    cursor.symbol(')')?;
    Ok(Some(length))
}

fn small(cursor: &mut Cursor<'_>, default: u8) -> Parsed<u8> {
    let given = length(cursor)?.unwrap_or(default.into());
    u8::try_from(given).map_err(|_| cursor.before("a precision that is too large"))
}

/// A length with its unit.
fn sized(cursor: &mut Cursor<'_>) -> Parsed<(u32, bool)> {
    cursor.symbol('(')?;
    let length = cursor.number()?;
    let chars = cursor.takes("CHAR");
    if !chars {
        cursor.takes("BYTE");
    }
    cursor.symbol(')')?;
    Ok((length, chars))
}

/// Precision and scale; `scale` is that of a type without any.
fn number(cursor: &mut Cursor<'_>, scale: Option<i16>) -> Parsed<ColumnType> {
    if !cursor.takes_symbol('(') {
        return Ok(ColumnType::Number { precision: None, scale });
    }
    let precision = if cursor.takes_symbol('*') { None } else { Some(cursor.number()?) };
    let scale =
        if cursor.takes_symbol(',') { Some(cursor.number()?) } else { precision.map(|_| 0) };
    cursor.symbol(')')?;
    Ok(ColumnType::Number { precision, scale })
}

fn interval(cursor: &mut Cursor<'_>) -> Parsed<ColumnType> {
    if cursor.takes("YEAR") {
        let years = small(cursor, 2)?;
        cursor.expect("TO")?;
        cursor.expect("MONTH")?;
        return Ok(ColumnType::IntervalYear { years });
    }
    cursor.expect("DAY")?;
    let days = small(cursor, 2)?;
    cursor.expect("TO")?;
    cursor.expect("SECOND")?;
    Ok(ColumnType::IntervalDay { days, seconds: small(cursor, 6)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_what_the_dictionary_says_of_them() {
        for (declared, data_type, length, precision, scale, used) in [
            ("VARCHAR2(10 CHAR)", "VARCHAR2", 40, None, None, Some("C")),
            ("varchar(10)", "VARCHAR2", 10, None, None, Some("B")),
            ("NVARCHAR2(20)", "NVARCHAR2", 40, None, None, Some("C")),
            ("CHAR", "CHAR", 1, None, None, Some("B")),
            ("NUMBER", "NUMBER", 22, None, None, None),
            ("NUMBER(*,0)", "NUMBER", 22, None, Some(0), None),
            ("INTEGER", "NUMBER", 22, None, Some(0), None),
            ("NUMBER(5)", "NUMBER", 22, Some(5), Some(0), None),
            ("NUMBER(5,-2)", "NUMBER", 22, Some(5), Some(-2), None),
            ("DOUBLE PRECISION", "FLOAT", 22, Some(126), None, None),
            ("TIMESTAMP(3) WITH TIME ZONE", "TIMESTAMP(3) WITH TIME ZONE", 13, None, Some(3), None),
            (
                "INTERVAL DAY TO SECOND(3)",
                "INTERVAL DAY(2) TO SECOND(3)",
                11,
                Some(2),
                Some(3),
                None,
            ),
            ("LONG RAW", "LONG RAW", 0, None, None, None),
            ("UROWID", "UROWID", 4000, None, None, None),
        ] {
            let column = type_named(declared).unwrap();
            assert_eq!(column.data_type(), data_type);
            assert_eq!(column.data_length(), length, "{declared}");
            assert_eq!(column.precision(), precision, "{declared}");
            assert_eq!(column.scale(), scale, "{declared}");
            assert_eq!(column.char_used(), used, "{declared}");
        }
        let object = type_named("ref mdsys.\"Shape\"").unwrap();
        assert_eq!((object.owner(), object.modifier()), (Some("MDSYS"), Some("REF")));
        assert!(type_named("VARCHAR2").is_err());
        assert!(type_named("DATE DATE").is_err());
    }
}
