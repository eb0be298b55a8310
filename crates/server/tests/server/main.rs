//! Servers in this process and as processes, over real files.

mod backups;
mod checks;
mod lineage;
mod numbers;
mod process;
mod readiness;
mod refusals;
mod rotation;
mod serving;
mod settings;
mod support;
