//! JSON.

mod annotate;
mod read;
mod value;
mod write;

pub(crate) use annotate::{PROBLEMS_KEY, annotate};
pub(crate) use read::read;
pub(crate) use value::{Members, Repeated, is_number, parse, quote, text, write_value};
pub(crate) use write::JsonWriter;
