//! The protocol: packets, messages in them, values in those.
//!
//! Everything here is pure: bytes to requests, answers to bytes.

pub(crate) mod answer;
pub(crate) mod connect;
pub(crate) mod number;
pub(crate) mod packet;
pub(crate) mod piggyback;
pub(crate) mod reader;
pub(crate) mod request;
pub(crate) mod rows;
pub(crate) mod values;
pub(crate) mod writer;
