#![doc = include_str!("../README.md")]

mod answer;
mod client;
mod columns;
mod config;
mod connector;
mod documents;
mod error;
mod facts;
mod fetch;
mod field_caps;
mod grant;
mod json;
mod names;
mod probe;
mod resolve;
mod suggest;
mod tree;
mod types;

pub use connector::ElasticsearchFactory;
