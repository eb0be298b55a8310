//! YAML.

mod annotate;
mod chars;
mod read;
mod write;

pub(crate) use annotate::{COMMENT, annotate};
pub(crate) use read::read;
pub(crate) use write::{YamlWriter, entry};
