//! How many arguments a function takes, and of which type its value is.

use super::super::compile::common_type;
use super::super::error::{SqlError, SqlResult};
use super::Function;
use crate::types::{ColumnType, Zone};

impl Function {
    /// Fails unless the function takes so many arguments.
    pub(crate) fn check_count(&self, count: usize) -> SqlResult<()> {
        let (least, most) = match self {
            Self::SystemDate | Self::SystemTimestamp | Self::TimeZone | Self::User => (0, 1),
            Self::Absolute
            | Self::Cast(_)
            | Self::Ceiling
            | Self::Floor
            | Self::HexToRaw
            | Self::Initials
            | Self::Length
            | Self::LengthInBytes
            | Self::Lower
            | Self::RawToHex
            | Self::Trim
            | Self::Upper => (1, 1),
            Self::Round | Self::Truncate | Self::TrimLeft | Self::TrimRight | Self::ToNumber => {
                (1, 2)
            }
            Self::ToCharacter | Self::ToDate | Self::ToTimestamp => (1, 3),
            Self::EditDistance
            | Self::EditSimilarity
            | Self::Modulo
            | Self::NullIf
            | Self::Concatenate => (2, 2),
            Self::SystemContext
            | Self::Replace
            | Self::Substring
            | Self::PadLeft
            | Self::PadRight => (2, 3),
            Self::Instring => (2, 4),
            Self::Nvl2 => (3, 3),
            Self::Decode => (3, 255),
            Self::Coalesce | Self::Greatest | Self::Least => (1, 255),
        };
        if count < least {
            Err(SqlError::new(938, "not enough arguments for function"))
        } else if count > most {
            Err(SqlError::new(939, "too many arguments for function"))
        } else {
            Ok(())
        }
    }

    /// The type of the value; `widths` are the bytes that each argument may take as text.
    pub(crate) fn result_type(&self, types: &[ColumnType], widths: &[u32]) -> ColumnType {
        let text_like_first = || ColumnType::text(widths.first().copied().unwrap_or(1));
        match self {
            Self::Cast(column) => column.clone(),
            Self::Absolute
            | Self::Ceiling
            | Self::EditDistance
            | Self::EditSimilarity
            | Self::Floor
            | Self::Instring
            | Self::Length
            | Self::LengthInBytes
            | Self::Modulo
            | Self::ToNumber => ColumnType::NUMBER,
            Self::Round | Self::Truncate => match types.first() {
                Some(ColumnType::Date) => ColumnType::Date,
                _ => ColumnType::NUMBER,
            },
            Self::Coalesce | Self::Greatest | Self::Least => common_type(types),
            Self::NullIf => types.first().cloned().unwrap_or_else(text_like_first),
            Self::Nvl2 => common_type(types.get(1..).unwrap_or_default()),
            Self::Decode => {
                let mut results: Vec<ColumnType> =
                    types.iter().skip(2).step_by(2).cloned().collect();
                if types.len().is_multiple_of(2) {
                    results.extend(types.last().cloned());
                }
                common_type(&results)
            }
            Self::Concatenate => ColumnType::text(widths.iter().sum()),
            Self::HexToRaw => {
                ColumnType::Raw { length: widths.first().copied().unwrap_or(2).div_ceil(2) }
            }
            Self::RawToHex => ColumnType::text(widths.first().copied().unwrap_or(1) * 2),
            Self::PadLeft | Self::PadRight | Self::Replace => ColumnType::text(4000),
            Self::TimeZone => ColumnType::text(6),
            Self::SystemContext => ColumnType::text(256),
            Self::SystemDate | Self::ToDate => ColumnType::Date,
            Self::SystemTimestamp => ColumnType::Timestamp { precision: 6, zone: Zone::Given },
            Self::ToTimestamp => ColumnType::Timestamp { precision: 9, zone: Zone::None },
            Self::ToCharacter => match types.first() {
                Some(ColumnType::Varchar2 { .. } | ColumnType::Char { .. }) => text_like_first(),
                _ => ColumnType::text(75),
            },
            Self::User => ColumnType::text(128),
            Self::Initials
            | Self::Lower
            | Self::Substring
            | Self::Trim
            | Self::TrimLeft
            | Self::TrimRight
            | Self::Upper => text_like_first(),
        }
    }
}
