//! Scalars of our own.

mod date_time;
mod id;
mod json;
mod long;
mod secret;
mod upload;

pub(crate) use date_time::DateTime;
pub(crate) use id::{id_of, id_or_none};
pub(crate) use json::{Json, json_text};
pub(crate) use long::Long;
pub(crate) use secret::Secret;
pub(crate) use upload::Upload;

/// A number of things as GraphQL's Int.
pub(crate) fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
