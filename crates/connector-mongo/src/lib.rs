#![doc = include_str!("../README.md")]

mod client;
mod config;
mod connector;
mod error;
mod factory;
mod fetch;
mod mapping;
mod probe;
mod probe_wire;
mod resolve;
mod sample;
mod shell;
mod suggest;
mod testing;
mod tls;

pub use factory::MongoFactory;
