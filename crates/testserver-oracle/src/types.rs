//! The types of columns, and what the dictionary says of each.

/// Whether and which time zone a timestamp has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    None,
    /// `WITH TIME ZONE`.
    Given,
    /// `WITH LOCAL TIME ZONE`.
    Session,
}

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ColumnType {
    Varchar2 {
        length: u32,
        chars: bool,
    },
    Nvarchar2 {
        length: u32,
    },
    Char {
        length: u32,
        chars: bool,
    },
    Nchar {
        length: u32,
    },
    Number {
        precision: Option<u8>,
        scale: Option<i16>,
    },
    Float {
        precision: u8,
    },
    BinaryFloat,
    BinaryDouble,
    Date,
    Timestamp {
        precision: u8,
        zone: Zone,
    },
    IntervalYear {
        years: u8,
    },
    IntervalDay {
        days: u8,
        seconds: u8,
    },
    Raw {
        length: u32,
    },
    Long,
    LongRaw,
    Clob,
    Nclob,
    Blob,
    Bfile,
    Rowid,
    Urowid {
        length: u32,
    },
    Json,
    Boolean,
    Vector,
    Xml,
    /// A type that someone made, or a reference to objects of it.
    User {
        owner: String,
        name: String,
        reference: bool,
    },
}

impl ColumnType {
    /// NUMBER as a calculation makes it.
    pub(crate) const NUMBER: Self = Self::Number { precision: None, scale: None };

    /// VARCHAR2 of so many bytes.
    pub(crate) fn text(length: u32) -> Self {
        Self::Varchar2 { length: length.clamp(1, 4000), chars: false }
    }

    /// `DATA_TYPE` of the dictionary.
    pub(crate) fn data_type(&self) -> String {
        match self {
            Self::Varchar2 { .. } => "VARCHAR2",
            Self::Nvarchar2 { .. } => "NVARCHAR2",
            Self::Char { .. } => "CHAR",
            Self::Nchar { .. } => "NCHAR",
            Self::Number { .. } => "NUMBER",
            Self::Float { .. } => "FLOAT",
            Self::BinaryFloat => "BINARY_FLOAT",
            Self::BinaryDouble => "BINARY_DOUBLE",
            Self::Date => "DATE",
            Self::Timestamp { precision, zone } => {
                let zone = match zone {
                    Zone::None => "",
                    Zone::Given => " WITH TIME ZONE",
                    Zone::Session => " WITH LOCAL TIME ZONE",
                };
                return format!("TIMESTAMP({precision}){zone}");
            }
            Self::IntervalYear { years } => return format!("INTERVAL YEAR({years}) TO MONTH"),
            Self::IntervalDay { days, seconds } => {
                return format!("INTERVAL DAY({days}) TO SECOND({seconds})");
            }
            Self::Raw { .. } => "RAW",
            Self::Long => "LONG",
            Self::LongRaw => "LONG RAW",
            Self::Clob => "CLOB",
            Self::Nclob => "NCLOB",
            Self::Blob => "BLOB",
            Self::Bfile => "BFILE",
            Self::Rowid => "ROWID",
            Self::Urowid { .. } => "UROWID",
            Self::Json => "JSON",
            Self::Boolean => "BOOLEAN",
            Self::Vector => "VECTOR",
            Self::Xml => "XMLTYPE",
            Self::User { name, .. } => name,
        }
        .to_owned()
    }

    /// `DATA_TYPE_OWNER`.
    pub(crate) fn owner(&self) -> Option<&str> {
        match self {
            Self::Xml => Some("PUBLIC"),
            Self::User { owner, .. } => Some(owner),
            _ => None,
        }
    }

    /// `DATA_TYPE_MOD`.
    pub(crate) fn modifier(&self) -> Option<&'static str> {
        matches!(self, Self::User { reference: true, .. }).then_some("REF")
    }

    /// `DATA_LENGTH`, in bytes.
    pub(crate) fn data_length(&self) -> u32 {
        match self {
            Self::Varchar2 { length, chars } | Self::Char { length, chars } => {
                if *chars {
                    (length * 4).min(4000.max(*length))
                } else {
                    *length
                }
            }
            Self::Nvarchar2 { length } | Self::Nchar { length } => length * 2,
            Self::Number { .. } | Self::Float { .. } => 22,
            Self::BinaryFloat => 4,
            Self::BinaryDouble => 8,
            Self::Date => 7,
            Self::Timestamp { precision, zone } => match zone {
                Zone::Given => 13,
                _ if *precision == 0 => 7,
                _ => 11,
            },
            Self::IntervalYear { .. } => 5,
            Self::IntervalDay { .. } => 11,
            Self::Raw { length } | Self::Urowid { length } => *length,
            Self::Long | Self::LongRaw => 0,
            Self::Clob | Self::Nclob | Self::Blob => 4000,
            Self::Bfile => 530,
            Self::Rowid => 10,
            Self::Json | Self::Vector => 8200,
            Self::Boolean => 1,
            Self::Xml => 2000,
            Self::User { reference, .. } => {
                if *reference {
                    50
                } else {
                    1
                }
            }
        }
    }

    /// `DATA_PRECISION`.
    pub(crate) fn precision(&self) -> Option<u8> {
        match self {
            Self::Number { precision, .. } => *precision,
            Self::Float { precision } => Some(*precision),
            Self::IntervalYear { years } => Some(*years),
            Self::IntervalDay { days, .. } => Some(*days),
            _ => None,
        }
    }

    /// `DATA_SCALE`.
    pub(crate) fn scale(&self) -> Option<i16> {
        match self {
            Self::Number { scale, .. } => *scale,
            Self::Timestamp { precision, .. } => Some(i16::from(*precision)),
            Self::IntervalYear { .. } => Some(0),
            Self::IntervalDay { seconds, .. } => Some(i16::from(*seconds)),
            _ => None,
        }
    }

    /// `CHAR_LENGTH`, in characters.
    pub(crate) fn char_length(&self) -> u32 {
        match self {
            Self::Varchar2 { length, .. }
            | Self::Char { length, .. }
            | Self::Nvarchar2 { length }
            | Self::Nchar { length } => *length,
            _ => 0,
        }
    }

    /// `CHAR_USED`: C for lengths in characters, B for lengths in bytes.
    pub(crate) fn char_used(&self) -> Option<&'static str> {
        match self {
            Self::Varchar2 { chars, .. } | Self::Char { chars, .. } => {
                Some(if *chars { "C" } else { "B" })
            }
            Self::Nvarchar2 { .. } | Self::Nchar { .. } => Some("C"),
            _ => None,
        }
    }

    /// `CHARACTER_SET_NAME`.
    pub(crate) fn character_set(&self) -> Option<&'static str> {
        match self {
            Self::Varchar2 { .. } | Self::Char { .. } | Self::Clob | Self::Long => Some("CHAR_CS"),
            Self::Nvarchar2 { .. } | Self::Nchar { .. } | Self::Nclob => Some("NCHAR_CS"),
            _ => None,
        }
    }

    /// Whether values may only be selected as they are: no condition, no order, no function.
    pub(crate) fn is_long(&self) -> bool {
        matches!(self, Self::Long | Self::LongRaw)
    }
}
