//! What `listCollections` says of a collection.

use ariadne_domain::TableKind;
use mongodb::bson::{Bson, Document};

/// One entry of the listing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Listing {
    pub(crate) name: String,
    pub(crate) kind: TableKind,
    /// The options; `None` when only names may be seen.
    pub(crate) options: Option<Document>,
}

/// Reads an entry; `None` when it has no name.
pub(crate) fn read(entry: &Document) -> Option<Listing> {
    let name = entry.get_str("name").ok()?.to_owned();
    let kind = match entry.get("type").and_then(Bson::as_str) {
        Some("view") => TableKind::View,
        Some("timeseries") => TableKind::TimeSeries,
        _ => TableKind::Collection,
    };
    Some(Listing { name, kind, options: entry.get_document("options").ok().cloned() })
}

/// Whether the name belongs to the server's own bookkeeping.
pub(crate) fn is_system(name: &str) -> bool {
    name.starts_with("system.") || name.starts_with("enxcol_.")
}
