//! The HTTP side over a small schema and the fakes.

mod access;
mod bad_files;
mod cors;
mod files;
mod graphql;
mod hosts;
mod pages;
mod protection;
mod proxies;
mod sockets;
mod support;
