#![doc = include_str!("../README.md")]

mod config;
mod error;
mod http;
mod kept;
mod person;
mod provider;
mod verify;

pub use config::Settings;
pub use provider::OidcProvider;
