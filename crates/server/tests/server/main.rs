//! Servers in this process and as processes, over real files.

mod lineage;
mod numbers;
mod process;
mod refusals;
mod rotation;
mod serving;
mod support;
