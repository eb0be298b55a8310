#![doc = include_str!("../README.md")]

mod builder;
mod catalog;
mod connection;
mod crypto;
mod demo;
mod dictionary;
mod fault;
mod listener;
mod log;
mod login;
mod misbehaviour;
mod peer;
mod profile;
mod server;
mod session;
mod shared;
mod sql;
mod tls;
mod types;
mod users;
mod value;
mod wire;

pub use builder::TestServerBuilder;
pub use catalog::{Catalog, ScriptError};
pub use fault::{Fault, Moment};
pub use log::{SessionRecord, StatementRecord};
pub use profile::{FinalMessage, Profile, Verifier};
pub use server::TestServer;
pub use tls::{TlsMode, unrelated_ca_pem};
pub use users::{LoginState, User};
