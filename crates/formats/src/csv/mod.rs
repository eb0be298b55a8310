//! CSV.

mod annotate;
mod decode;
mod detect;
mod escape;
mod lines;
mod read;
mod write;

pub(crate) use annotate::annotate;
pub(crate) use decode::Decoded;
pub(crate) use detect::{Encoded, detect};
pub(crate) use escape::escape;
pub(crate) use read::read;
pub(crate) use write::CsvWriter;
