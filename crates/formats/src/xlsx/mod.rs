//! XLSX.

mod annotate;
mod read;
mod value;
mod write;

pub(crate) use annotate::annotate;
pub(crate) use read::read;
pub(crate) use write::{XlsxWriter, put};

/// The end of a text that was too long for a cell: an import leaves such a text as it is.
pub(crate) const CUT: &str = " ⟦cut off by the export, left as it is by an import⟧";

/// Most characters of a cell, in UTF-16 units.
pub(crate) const MAX_CELL: usize = 32_767;

/// Rows of a worksheet, the header included.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
