#![doc = include_str!("../README.md")]

mod key;
mod plain;
mod vault;

pub use vault::{Vault, rotate};
