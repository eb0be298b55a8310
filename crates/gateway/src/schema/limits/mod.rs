//! The limits of a request: functions around an execution, and the same as extensions
//! of the schema that subscriptions run on.

mod complexity;
mod document;
mod guard;
mod nesting;
pub(crate) mod numbers;
mod time;

pub(crate) use complexity::{Complexity, told};
pub(crate) use document::MAX_NESTING;
pub(crate) use guard::{Guard, check_text, prepare};
pub(crate) use time::{LIVE, TimeLimit, in_time};
