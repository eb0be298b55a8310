#![doc = include_str!("../README.md")]

mod config;
mod error;
mod hasher;
mod prepare;
mod queue;
mod work;

pub use config::{Cost, Settings};
pub use hasher::Argon2Hasher;
pub use work::Effort;
