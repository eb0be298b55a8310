//! What an engine's spelling of a type means, where a person wrote it.

use crate::LogicalType;

/// The precision of a number that states a scale alone.
const MAX_PRECISION: u32 = 38;

impl LogicalType {
    /// A number of so many digits, of which so many are behind the point: without any
    /// there, which is what a precision alone says, it is an integer. The one rule of
    /// decimal types, for what is fetched and for what is written by hand.
    pub fn number(precision: Option<u32>, scale: Option<i32>) -> Self {
        match (precision, scale) {
            (_, Some(0)) | (Some(_), None) => Self::Integer,
            (None, None) => Self::Decimal { precision: None, scale: None },
            (precision, scale) => {
                Self::Decimal { precision: precision.or(Some(MAX_PRECISION)), scale }
            }
        }
    }

    /// The logical type that a hand-written engine type most likely means:
    /// `VARCHAR2(50)` is `string(50)`, `NUMBER(10,2)` is `decimal(10,2)`. What is
    /// not recognised is `unknown`; nothing is invented. A text that is a logical type is
    /// that one, so that `date` is a day and `long`, which engines mean differently, an
    /// integer.
    pub fn guess(data_type: &str) -> Self {
        if let Ok(parsed) = data_type.parse() {
            return parsed;
        }
        let lower = data_type.trim().to_ascii_lowercase();
        let end =
            lower.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(lower.len());
        let (word, tail) = lower.split_at(end);
        let size = argument(tail, 0);
        match word {
            "long" if tail.trim_start().starts_with("raw") => Self::Binary(None),
            "long" if tail.trim_start().starts_with("varchar") => Self::String(None),
            "varchar" | "varchar2" | "nvarchar" | "nvarchar2" | "char" | "nchar" | "character"
            | "bpchar" => Self::String(size),
            "text" | "clob" | "nclob" | "longtext" | "mediumtext" | "keyword" | "long_text"
            | "symbol" | "objectid" | "rowid" | "urowid" | "xmltype" | "match_only_text"
            | "constant_keyword" | "wildcard" | "ip" | "version" => Self::String(None),
            "number" | "numeric" | "dec" | "decimal" => Self::number(size, argument(tail, 1)),
            "decimal128" | "scaled_float" | "money" => {
                Self::Decimal { precision: None, scale: None }
            }
            "bigint" | "smallint" | "tinyint" | "mediumint" | "int2" | "int4" | "int8" | "long"
            | "short" | "byte" | "serial" | "bigserial" | "unsigned_long" => Self::Integer,
            "double" | "real" | "float4" | "float8" | "half_float" | "binary_float"
            | "binary_double" | "float" => Self::Float,
            "datetime" | "datetime2" | "timestamp" | "timestamptz" | "date_nanos" => {
                Self::Timestamp
            }
            "blob" | "bytea" | "raw" | "varbinary" | "bytes" | "bfile" => Self::Binary(size),
            "bindata" => match tail {
                ":3" | ":4" => Self::Uuid,
                ":9" => Self::Vector(None),
                _ => Self::Binary(None),
            },
            "jsonb" | "flattened" | "flat_object" => Self::Json,
            "nested" | "struct" | "record" | "row" => Self::Object,
            "geo_point" | "geo_shape" | "sdo_geometry" | "geometry" | "geography" => Self::Geo,
            "mdsys" if tail == ".sdo_geometry" => Self::Geo,
            "dense_vector" | "knn_vector" => Self::Vector(size),
            "uniqueidentifier" => Self::Uuid,
            "interval" => Self::Interval,
            "time" | "timetz" => Self::Time,
            _ => Self::Unknown,
        }
    }
}

/// The number at a place between the parentheses; `*` is none.
fn argument<T: std::str::FromStr>(tail: &str, place: usize) -> Option<T> {
    let inner = tail.trim_start().strip_prefix('(')?.split(')').next()?;
    inner.split(',').nth(place)?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_common_spellings_and_invents_nothing() {
        for (spelling, expected) in [
            ("VARCHAR2(50 CHAR)", "string(50)"),
            ("NUMBER(10,2)", "decimal(10,2)"),
            ("number(4)", "int"),
            ("NUMBER(4, 0)", "int"),
            ("NUMBER(*,0)", "int"),
            ("NUMBER(*,2)", "decimal(38,2)"),
            ("NUMBER(5,-2)", "decimal(5,-2)"),
            ("NUMERIC(12)", "int"),
            ("dec (8, 3)", "decimal(8,3)"),
            ("NUMBER", "decimal"),
            // a logical type says what it is
            ("decimal(4)", "decimal(4)"),
            ("DATE", "date"),
            ("TIMESTAMP(6) WITH TIME ZONE", "timestamp"),
            ("LONG RAW", "binary"),
            ("RAW(16)", "binary(16)"),
            ("bigint", "int"),
            ("long", "int"),
            ("keyword", "string"),
            ("binData:4", "uuid"),
            ("binData:0", "binary"),
            ("MDSYS.SDO_GEOMETRY", "geo"),
            ("array<string|int>", "array<int|string>"),
            ("MY_TYPE", "unknown"),
            ("NUMBER(", "decimal"),
            ("", "unknown"),
        ] {
            assert_eq!(LogicalType::guess(spelling).to_string(), expected, "{spelling}");
        }
    }
}
