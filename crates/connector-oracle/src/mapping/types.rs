//! Types: Oracle's spelling and our normal form.

use std::collections::HashMap;

use ariadne_domain::LogicalType;

use super::{number, owned, text};
use crate::backend::Row;
use crate::names::shown;

/// What the dictionary says of a column's type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawType {
    /// `NUMBER`, `TIMESTAMP(6) WITH TIME ZONE`, the name of a user's type.
    pub(crate) name: String,
    /// `REF`, for references to objects.
    pub(crate) modifier: Option<String>,
    /// Schema of a user's type.
    pub(crate) owner: Option<String>,
    /// In bytes.
    pub(crate) length: Option<u32>,
    pub(crate) precision: Option<u32>,
    pub(crate) scale: Option<i32>,
    /// In characters.
    pub(crate) char_length: Option<u32>,
    /// Whether its length is declared in characters.
    pub(crate) in_characters: bool,
}

/// The bits of a FLOAT that states none.
const MAX_BITS: u32 = 126;

/// The bytes of a UROWID that states none.
const MAX_UROWID: u32 = 4_000;

impl RawType {
    /// Whether what it is has to be looked up: it is a user's own, and no reference.
    pub(crate) fn is_to_look_up(&self) -> bool {
        self.user_type().is_some()
            && self.modifier.as_deref().is_none_or(|m| m.trim().is_empty())
            && self.logical() == LogicalType::Unknown
    }

    /// Whether it belongs to a user, and whose it is.
    fn user_type(&self) -> Option<&str> {
        self.owner.as_deref().filter(|owner| !matches!(*owner, "SYS" | "PUBLIC"))
    }

    /// As a person would declare it.
    pub(crate) fn spelling(&self) -> String {
        let name = match self.user_type() {
            Some(owner) => shown(owner, &self.name),
            None => self.sized(),
        };
        match self.modifier.as_deref() {
            Some(modifier) if !modifier.trim().is_empty() => format!("{modifier} {name}"),
            _ => name,
        }
    }

    fn sized(&self) -> String {
        let name = &self.name;
        match name.as_str() {
            "NUMBER" => match (self.precision, self.scale) {
                (None, None) => "NUMBER".to_owned(),
                (None, Some(scale)) => format!("NUMBER(*,{scale})"),
                (Some(p), None | Some(0)) => format!("NUMBER({p})"),
                (Some(p), Some(scale)) => format!("NUMBER({p},{scale})"),
            },
            "FLOAT" => match self.precision {
                None | Some(MAX_BITS) => "FLOAT".to_owned(),
                Some(bits) => format!("FLOAT({bits})"),
            },
            "VARCHAR2" | "CHAR" | "VARCHAR" => {
                match (self.in_characters, self.char_length, self.length) {
                    (true, Some(n), _) => format!("{name}({n} CHAR)"),
                    (_, _, Some(n)) => format!("{name}({n} BYTE)"),
                    _ => name.clone(),
                }
            }
            "NVARCHAR2" | "NCHAR" => with_size(name, self.char_length),
            "RAW" => with_size(name, self.length),
            "UROWID" => with_size(name, self.length.filter(|n| *n != MAX_UROWID)),
            _ => name.clone(),
        }
    }

    /// The normal form.
    pub(crate) fn logical(&self) -> LogicalType {
        if self.modifier.as_deref().is_some_and(|m| !m.trim().is_empty()) {
            return LogicalType::Unknown;
        }
        if let Some(owner) = self.user_type() {
            return match (owner, self.name.as_str()) {
                ("MDSYS", "SDO_GEOMETRY" | "ST_GEOMETRY" | "SDO_POINT_TYPE") => LogicalType::Geo,
                ("XDB", "XMLTYPE") => LogicalType::String(None),
                _ => LogicalType::Unknown,
            };
        }
        let characters = self.char_length.filter(|n| *n > 0).or(self.length);
        match self.name.as_str() {
            "NUMBER" => LogicalType::number(self.precision, self.scale),
            "FLOAT" | "BINARY_FLOAT" | "BINARY_DOUBLE" => LogicalType::Float,
            "VARCHAR2" | "VARCHAR" | "CHAR" | "NVARCHAR2" | "NCHAR" => {
                LogicalType::String(characters)
            }
            "CLOB" | "NCLOB" | "LONG" | "ROWID" | "UROWID" | "XMLTYPE" => LogicalType::String(None),
            "RAW" => LogicalType::Binary(self.length),
            "BLOB" | "BFILE" | "LONG RAW" => LogicalType::Binary(None),
            // it has a time of day
            "DATE" => LogicalType::Timestamp,
            "JSON" => LogicalType::Json,
            "BOOLEAN" => LogicalType::Boolean,
            "VECTOR" => LogicalType::Vector(None),
            name if name.starts_with("TIMESTAMP") => LogicalType::Timestamp,
            name if name.starts_with("INTERVAL") => LogicalType::Interval,
            _ => LogicalType::Unknown,
        }
    }
}

/// The normal forms of the types that people made, by the columns that have them, from the
/// rows of [`crate::sql::TYPES`].
pub(crate) fn of_users(rows: &[Row]) -> HashMap<String, LogicalType> {
    rows.iter().map(|row| (owned(row, 0), of_user(row))).collect()
}

fn of_user(row: &Row) -> LogicalType {
    match text(row, 1) {
        Some("OBJECT") => LogicalType::Object,
        Some("COLLECTION") => {
            // lengths are left out: the view does not tell characters from bytes before 12.2
            let element = RawType {
                name: owned(row, 4),
                modifier: text(row, 2).map(str::to_owned),
                owner: text(row, 3).map(str::to_owned),
                precision: number(row, 5),
                scale: number(row, 6),
                ..RawType::default()
            };
            let element = match (element.logical(), text(row, 7)) {
                (LogicalType::Unknown, Some("OBJECT")) if element.modifier.is_none() => {
                    LogicalType::Object
                }
                // what is in an array within an array is not looked for
                (LogicalType::Unknown, Some("COLLECTION")) => {
                    LogicalType::Array(Box::new(LogicalType::Unknown))
                }
                (known, _) => known,
            };
            LogicalType::Array(Box::new(element))
        }
        _ => LogicalType::Unknown,
    }
}

fn with_size(name: &str, size: Option<u32>) -> String {
    match size {
        Some(n) => format!("{name}({n})"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> RawType {
        RawType { name: name.to_owned(), ..RawType::default() }
    }

    fn number(precision: Option<u32>, scale: Option<i32>) -> RawType {
        RawType { precision, scale, length: Some(22), ..of("NUMBER") }
    }

    fn text(name: &str, bytes: u32, characters: u32, in_characters: bool) -> RawType {
        RawType { length: Some(bytes), char_length: Some(characters), in_characters, ..of(name) }
    }

    #[track_caller]
    fn is(raw: &RawType, spelling: &str, logical: &str) {
        assert_eq!(
            (raw.spelling().as_str(), raw.logical().to_string().as_str()),
            (spelling, logical)
        );
        // What a person writes means the same as what is fetched, but for words that are
        // logical types, or types of other engines too.
        if raw.user_type().is_none() && !matches!(spelling, "DATE" | "LONG") {
            let by_hand = LogicalType::guess(spelling).to_string();
            assert_eq!(by_hand, logical, "{spelling} by hand");
        }
    }

    #[test]
    fn numbers() {
        is(&number(None, None), "NUMBER", "decimal");
        is(&number(None, Some(0)), "NUMBER(*,0)", "int");
        is(&number(None, Some(2)), "NUMBER(*,2)", "decimal(38,2)");
        is(&number(Some(10), Some(0)), "NUMBER(10)", "int");
        is(&number(Some(38), Some(0)), "NUMBER(38)", "int");
        is(&number(Some(10), Some(2)), "NUMBER(10,2)", "decimal(10,2)");
        is(&number(Some(5), Some(-2)), "NUMBER(5,-2)", "decimal(5,-2)");
        is(&number(Some(3), Some(5)), "NUMBER(3,5)", "decimal(3,5)");
        is(&RawType { precision: Some(126), ..of("FLOAT") }, "FLOAT", "float");
        is(&RawType { precision: Some(63), ..of("FLOAT") }, "FLOAT(63)", "float");
        is(&of("BINARY_FLOAT"), "BINARY_FLOAT", "float");
        is(&of("BINARY_DOUBLE"), "BINARY_DOUBLE", "float");
    }

    #[test]
    fn texts() {
        is(&text("VARCHAR2", 40, 10, true), "VARCHAR2(10 CHAR)", "string(10)");
        is(&text("VARCHAR2", 10, 10, false), "VARCHAR2(10 BYTE)", "string(10)");
        is(&text("CHAR", 1, 1, false), "CHAR(1 BYTE)", "string(1)");
        is(&text("CHAR", 12, 3, true), "CHAR(3 CHAR)", "string(3)");
        is(&text("NVARCHAR2", 100, 50, true), "NVARCHAR2(50)", "string(50)");
        is(&text("NCHAR", 20, 10, true), "NCHAR(10)", "string(10)");
        for name in ["CLOB", "NCLOB", "LONG", "ROWID"] {
            is(&RawType { length: Some(4_000), char_length: Some(0), ..of(name) }, name, "string");
        }
        is(&RawType { length: Some(4_000), ..of("UROWID") }, "UROWID", "string");
        is(&RawType { length: Some(100), ..of("UROWID") }, "UROWID(100)", "string");
        let xml = RawType { owner: Some("SYS".to_owned()), ..of("XMLTYPE") };
        is(&xml, "XMLTYPE", "string");
        is(&RawType { owner: Some("PUBLIC".to_owned()), ..of("XMLTYPE") }, "XMLTYPE", "string");
    }

    #[test]
    fn bytes_and_times() {
        is(&RawType { length: Some(16), ..of("RAW") }, "RAW(16)", "binary(16)");
        for name in ["BLOB", "BFILE", "LONG RAW"] {
            is(&RawType { length: Some(4_000), ..of(name) }, name, "binary");
        }
        for name in [
            "DATE",
            "TIMESTAMP(6)",
            "TIMESTAMP(9) WITH TIME ZONE",
            "TIMESTAMP(6) WITH LOCAL TIME ZONE",
        ] {
            is(&RawType { scale: Some(6), length: Some(11), ..of(name) }, name, "timestamp");
        }
        for name in ["INTERVAL YEAR(2) TO MONTH", "INTERVAL DAY(2) TO SECOND(6)"] {
            is(&of(name), name, "interval");
        }
        is(&of("JSON"), "JSON", "json");
        is(&of("BOOLEAN"), "BOOLEAN", "boolean");
        is(&of("VECTOR"), "VECTOR", "vector");
    }

    #[test]
    fn what_the_types_of_users_are() {
        let row = |cells: [&str; 8]| -> Row {
            cells.iter().map(|c| (!c.is_empty()).then(|| (*c).to_owned())).collect()
        };
        for (cells, logical) in [
            (["C", "OBJECT", "", "", "", "", "", ""], "object"),
            (["C", "COLLECTION", "", "", "VARCHAR2", "", "", ""], "array<string>"),
            (["C", "COLLECTION", "", "", "NUMBER", "8", "2", ""], "array<decimal(8,2)>"),
            (["C", "COLLECTION", "", "", "TIMESTAMP WITH TZ", "", "6", ""], "array<timestamp>"),
            (["C", "COLLECTION", "", "HR", "POINT_T", "", "", "OBJECT"], "array<object>"),
            (["C", "COLLECTION", "REF", "HR", "POINT_T", "", "", "OBJECT"], "array"),
            (["C", "COLLECTION", "", "HR", "LINE_T", "", "", "COLLECTION"], "array<array>"),
            (["C", "COLLECTION", "", "HR", "HIDDEN_T", "", "", ""], "array"),
            (["C", "COLLECTION", "", "MDSYS", "SDO_GEOMETRY", "", "", "OBJECT"], "array<geo>"),
            (["C", "SOMETHING NEW", "", "", "", "", "", ""], "unknown"),
        ] {
            let found = of_users(&[row(cells)]);
            assert_eq!(found["C"].to_string(), logical, "{cells:?}");
        }
    }

    #[test]
    fn types_of_users() {
        let address = RawType { owner: Some("HR".to_owned()), ..of("ADDRESS_T") };
        is(&address, "HR.ADDRESS_T", "unknown");
        let odd = RawType { owner: Some("Odd Ones".to_owned()), ..of("POINT_T") };
        is(&odd, "\"Odd Ones\".POINT_T", "unknown");
        assert!(address.is_to_look_up());
        let reference = RawType { modifier: Some("REF".to_owned()), ..address };
        is(&reference, "REF HR.ADDRESS_T", "unknown");
        assert!(!reference.is_to_look_up());
        let place = RawType { owner: Some("MDSYS".to_owned()), ..of("SDO_GEOMETRY") };
        is(&place, "MDSYS.SDO_GEOMETRY", "geo");
        assert!(!place.is_to_look_up() && !of("DATE").is_to_look_up());
        is(&RawType { owner: Some("SYS".to_owned()), ..of("ANYDATA") }, "ANYDATA", "unknown");
        is(&of("SOMETHING NEW"), "SOMETHING NEW", "unknown");
    }
}
