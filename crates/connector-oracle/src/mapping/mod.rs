//! From rows of the dictionary to the domain: pure functions.

pub(crate) mod columns;
pub(crate) mod keys;
pub(crate) mod table;
pub(crate) mod types;
pub(crate) mod warnings;

use crate::backend::Row;

/// The value at a place of a row; `None` when null.
pub(crate) fn text(row: &Row, at: usize) -> Option<&str> {
    row.get(at)?.as_deref()
}

/// The value at a place of a row, empty when null.
pub(crate) fn owned(row: &Row, at: usize) -> String {
    text(row, at).unwrap_or_default().to_owned()
}

/// The whole number at a place of a row.
pub(crate) fn number<N: std::str::FromStr>(row: &Row, at: usize) -> Option<N> {
    text(row, at)?.trim().parse().ok()
}

/// Whether a place of a row says yes: `YES`, `Y`.
pub(crate) fn flag(row: &Row, at: usize) -> bool {
    matches!(text(row, at).map(str::trim), Some("YES" | "Y"))
}
