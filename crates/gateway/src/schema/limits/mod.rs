//! The limits of a request, as extensions of the schema.

mod complexity;
mod document;
mod guard;
mod nesting;
pub(crate) mod numbers;
mod time;

pub(crate) use complexity::Complexity;
pub(crate) use document::MAX_NESTING;
pub(crate) use guard::Guard;
pub(crate) use time::TimeLimit;
