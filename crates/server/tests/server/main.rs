//! Servers in this process and as processes, over real files.

mod process;
mod rotation;
mod serving;
mod support;
