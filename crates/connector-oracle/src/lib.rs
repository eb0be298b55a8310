#![doc = include_str!("../README.md")]

mod absent;
mod backend;
mod causes;
mod codes;
mod config;
mod connector;
mod descriptor;
mod dial;
mod error;
mod factory;
mod fetch;
mod mapping;
mod names;
mod readings;
mod reason;
mod relay;
mod resolve;
mod session;
mod shield;
mod specs;
mod sql;
mod suggest;
mod testing;
mod threads;
mod tls;
mod tns;

pub use factory::OracleFactory;
pub use threads::{MAX_THREADS, MAX_THREADS_OF_A_SOURCE, Threads};
