//! The test server as the Rust driver sees it.

mod common;
mod faults;
mod login;
mod reads;
mod tls;
