//! The formats, from outside.

mod annotate;
mod archives;
mod catalogs;
mod csv_files;
mod documents;
mod fixes;
mod helpers;
mod listing;
mod planted;
mod round_trip;
mod schema;
mod torn;
mod workbooks;
