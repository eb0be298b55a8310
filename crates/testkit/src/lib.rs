//! What tests of every crate share: conformance suites for the ports, in-memory
//! fakes of them, and builders of domain values.
//!
//! A contract stands at its port, clause by clause. Here is a case per clause,
//! named like it; an adapter gets them all as tests of its own:
//!
//! ```text
//! async fn make_backend() -> ariadne_testkit::Backend { /* a fresh, empty repo */ }
//! ariadne_testkit::catalog_suite!(make_backend);
//! ```
//!
//! [`fakes::MemoryRepo`] is the model that a real repo is compared with: slow,
//! simple, and run through the same suites.

mod backend;
pub mod builders;
pub mod fakes;
mod ids;
mod macros;
pub mod random;
pub mod suites;

pub use backend::Backend;
pub use ids::{FixedClock, SeqIds, SteppingClock, time_of_day};
