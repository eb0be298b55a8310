//! From BSON to the domain, without the driver's network side: pure functions.

pub(crate) mod columns;
pub(crate) mod extjson;
pub(crate) mod fields;
pub(crate) mod indexes;
pub(crate) mod listing;
pub(crate) mod maps;
pub(crate) mod shape;
pub(crate) mod table;
pub(crate) mod types;
pub(crate) mod validator;
pub(crate) mod warnings;
