//! Time and ids from outside, so that tests can set both.

use std::fmt::Debug;

use ariadne_domain::Timestamp;
use uuid::Uuid;

/// The wall clock.
pub trait Clock: Send + Sync + Debug {
    /// Now. May jump; nothing relies on it being monotonic.
    fn now(&self) -> Timestamp;
}

/// Makes ids.
pub trait IdSource: Send + Sync + Debug {
    /// A new `UUIDv7`, never the same twice; ids made one after the other by one
    /// process sort in that order.
    fn next(&self) -> Uuid;
}
