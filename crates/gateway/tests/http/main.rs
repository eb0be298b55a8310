//! The HTTP side over a small schema and the fakes.

mod graphql;
mod hosts;
mod pages;
mod sockets;
mod support;
