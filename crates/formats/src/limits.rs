//! How much a file may ask of this machine.

/// Bounds on what is read. The defaults suit a server; tests set small ones.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes that an archive may unpack to.
    pub unpacked: u64,
    /// Bytes that a part of a workbook which is kept in memory may have: the shared texts,
    /// the styles.
    pub held: u64,
    /// How many times larger than packed an entry of an archive may be. Spreadsheets
    /// reach 50, deflate at its limit 1,032.
    pub ratio: u64,
    /// Below this many unpacked bytes the ratio is not looked at.
    pub ratio_from: u64,
    /// Entries of an archive.
    pub entries: usize,
    /// Bytes of one record: a row with its cells, a table with its nested columns.
    pub record: u64,
    /// Rows, of all sheets together.
    pub rows: u64,
    /// Columns of one sheet.
    pub columns: usize,
    /// Problems that are kept; the others are counted.
    pub problems: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            unpacked: 8 << 30,
            held: 512 << 20,
            ratio: 250,
            ratio_from: 32 << 20,
            entries: 1_000,
            record: 16 << 20,
            rows: 50_000_000,
            columns: 500,
            problems: 10_000,
        }
    }
}
