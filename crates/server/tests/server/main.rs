//! Servers in this process and as processes, over real files.

mod access;
mod backups;
mod checks;
mod connections;
mod files;
mod lineage;
mod numbers;
mod process;
mod proxies;
mod readiness;
mod refusals;
mod restoring;
mod rotation;
mod secrets;
mod serving;
mod settings;
mod support;
mod tls;
mod tls_files;
