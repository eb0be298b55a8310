//! Servers in this process and as processes, over real files.

mod connections;
mod lineage;
mod numbers;
mod process;
mod proxies;
mod refusals;
mod rotation;
mod serving;
mod support;
mod tls;
mod tls_files;
