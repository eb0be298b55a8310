//! Files in and out of a running server.

mod client;
mod export;
mod file;
mod import;
mod report;

pub(super) use export::{Export, export};
pub(super) use import::{Import, import};
