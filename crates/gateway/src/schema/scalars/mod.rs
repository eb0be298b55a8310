//! Scalars of our own.

mod date_time;
mod id;
mod json;
mod long;

pub(crate) use date_time::DateTime;
pub(crate) use id::{id_of, id_or_none};
pub(crate) use json::Json;
pub(crate) use long::Long;
