#![doc = include_str!("../README.md")]

mod causes;
mod client;
mod config;
mod connector;
mod error;
mod factory;
mod fetch;
mod health;
mod hosts;
mod mapping;
mod probe;
mod probe_wire;
mod reason;
mod resolve;
mod sample;
mod shell;
mod srv;
mod suggest;
mod testing;
mod tls;

pub use factory::MongoFactory;
