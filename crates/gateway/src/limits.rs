//! How much one request may ask for.

use std::time::Duration;

/// The limits of a request. What exceeds one is answered with the code `LIMIT`,
/// the time with `TIMEOUT`, a page size with `VALIDATION` at `first`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Deepest nesting of fields.
    pub depth: usize,
    /// Most fields that an answer could hold, lists counted by their page size.
    pub complexity: usize,
    /// Most aliases in a document, fragments counted as often as they are used.
    pub aliases: usize,
    /// Most directives in a document, fragments counted as often as they are used.
    pub directives: usize,
    /// Most fields in a document, fragments counted as often as they are used.
    pub fields: usize,
    /// Longest document, in bytes; its variables do not count.
    pub document_bytes: usize,
    /// Items of a page when `first` is not given.
    pub page_default: usize,
    /// Most items of a page.
    pub page_max: usize,
    /// Most columns of a page of one table's columns.
    pub columns_max: usize,
    /// Largest body of a request, in bytes; the transport refuses more.
    pub body_bytes: usize,
    /// Largest file that is uploaded, in bytes.
    pub upload_bytes: u64,
    /// Longest time that a file may take to arrive.
    pub upload_time: Duration,
    /// Longest time that an operation, or one event of a subscription, may take.
    pub time: Duration,
    /// The same for an operation that calls a source live: the call has a time limit
    /// of its own, up to 300 s by the source's settings.
    pub live_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 20,
            complexity: 500_000,
            aliases: 100,
            directives: 100,
            fields: 5_000,
            document_bytes: 1024 * 1024,
            page_default: 50,
            page_max: 500,
            columns_max: 5_000,
            body_bytes: 10 * 1024 * 1024,
            upload_bytes: 1024 * 1024 * 1024,
            upload_time: Duration::from_hours(1),
            time: Duration::from_secs(30),
            live_time: Duration::from_secs(310),
        }
    }
}
