//! The normal form of types that all engines share.

use std::fmt;

use crate::names::names;

names! {
    /// The kind of a logical type, what filters and icons go by.
    pub enum LogicalKind {
        /// A whole number.
        Integer = "INTEGER",
        /// An exact decimal number.
        Decimal = "DECIMAL",
        /// A binary floating-point number.
        Float = "FLOAT",
        /// Text.
        String = "STRING",
        /// True or false.
        Boolean = "BOOLEAN",
        /// A calendar day.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A point in time or a date with a time of day.
        Timestamp = "TIMESTAMP",
        /// A length of time.
        Interval = "INTERVAL",
        /// Bytes.
        Binary = "BINARY",
        /// A UUID.
        Uuid = "UUID",
        /// A JSON document of any shape.
        Json = "JSON",
        /// A record with named fields.
        Object = "OBJECT",
        /// A list.
        Array = "ARRAY",
        /// Keys that are data, with values of one type.
        Map = "MAP",
        /// One of several types.
        Union = "UNION",
        /// A place or shape.
        Geo = "GEO",
        /// A vector of numbers.
        Vector = "VECTOR",
        /// Something that has no normal form.
        Unknown = "UNKNOWN",
    }
}

/// A logical type: parseable text such as `decimal(10,2)`, `array<string|int>` or
/// `map<object>`. [`fmt::Display`] writes it, [`std::str::FromStr`] reads it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogicalType {
    /// `int`
    Integer,
    /// `decimal`, `decimal(p)` or `decimal(p,s)`; the scale may be negative.
    Decimal {
        /// Total digits.
        precision: Option<u32>,
        /// Digits right of the point; only with a precision.
        scale: Option<i32>,
    },
    /// `float`
    Float,
    /// `string` or `string(n)`, n characters.
    String(Option<u32>),
    /// `boolean`
    Boolean,
    /// `date`
    Date,
    /// `time`
    Time,
    /// `timestamp`
    Timestamp,
    /// `interval`
    Interval,
    /// `binary` or `binary(n)`, n bytes.
    Binary(Option<u32>),
    /// `uuid`
    Uuid,
    /// `json`
    Json,
    /// `object`
    Object,
    /// `array<t>`; `array` when the element type is not known.
    Array(Box<LogicalType>),
    /// `map<t>`; `map` when the value type is not known.
    Map(Box<LogicalType>),
    /// `a|b`: sorted, without repeats, at least two, none a union.
    Union(Vec<LogicalType>),
    /// `geo`
    Geo,
    /// `vector` or `vector(n)`, n dimensions.
    Vector(Option<u32>),
    /// `unknown`
    Unknown,
}

impl LogicalType {
    /// `array<element>`.
    pub fn array(element: Self) -> Self {
        Self::Array(Box::new(element))
    }

    /// `map<value>`.
    pub fn map(value: Self) -> Self {
        Self::Map(Box::new(value))
    }

    /// The union of `members`: flattened, sorted by their text, repeats removed.
    /// None at all is `unknown`, one alone is itself.
    pub fn union(members: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for member in members {
            match member {
                Self::Union(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        flat.sort_by_cached_key(ToString::to_string);
        flat.dedup();
        match flat.len() {
            0 => Self::Unknown,
            1 => flat.remove(0),
            _ => Self::Union(flat),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> LogicalKind {
        match self {
            Self::Integer => LogicalKind::Integer,
            Self::Decimal { .. } => LogicalKind::Decimal,
            Self::Float => LogicalKind::Float,
            Self::String(_) => LogicalKind::String,
            Self::Boolean => LogicalKind::Boolean,
            Self::Date => LogicalKind::Date,
            Self::Time => LogicalKind::Time,
            Self::Timestamp => LogicalKind::Timestamp,
            Self::Interval => LogicalKind::Interval,
            Self::Binary(_) => LogicalKind::Binary,
            Self::Uuid => LogicalKind::Uuid,
            Self::Json => LogicalKind::Json,
            Self::Object => LogicalKind::Object,
            Self::Array(_) => LogicalKind::Array,
            Self::Map(_) => LogicalKind::Map,
            Self::Union(_) => LogicalKind::Union,
            Self::Geo => LogicalKind::Geo,
            Self::Vector(_) => LogicalKind::Vector,
            Self::Unknown => LogicalKind::Unknown,
        }
    }
}

impl fmt::Display for LogicalType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sized = |f: &mut fmt::Formatter<'_>, name: &str, size: &Option<u32>| match size {
            Some(size) => write!(f, "{name}({size})"),
            None => f.write_str(name),
        };
        match self {
            Self::Integer => f.write_str("int"),
            Self::Decimal { precision: Some(p), scale: Some(s) } => write!(f, "decimal({p},{s})"),
            Self::Decimal { precision, .. } => sized(f, "decimal", precision),
            Self::Float => f.write_str("float"),
            Self::String(size) => sized(f, "string", size),
            Self::Boolean => f.write_str("boolean"),
            Self::Date => f.write_str("date"),
            Self::Time => f.write_str("time"),
            Self::Timestamp => f.write_str("timestamp"),
            Self::Interval => f.write_str("interval"),
            Self::Binary(size) => sized(f, "binary", size),
            Self::Uuid => f.write_str("uuid"),
            Self::Json => f.write_str("json"),
            Self::Object => f.write_str("object"),
            Self::Array(inner) if **inner == Self::Unknown => f.write_str("array"),
            Self::Array(inner) => write!(f, "array<{inner}>"),
            Self::Map(inner) if **inner == Self::Unknown => f.write_str("map"),
            Self::Map(inner) => write!(f, "map<{inner}>"),
            Self::Union(members) => {
                for (i, member) in members.iter().enumerate() {
                    if i > 0 {
                        f.write_str("|")?;
                    }
                    write!(f, "{member}")?;
                }
                Ok(())
            }
            Self::Geo => f.write_str("geo"),
            Self::Vector(size) => sized(f, "vector", size),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}
