//! The arguments of what an operator does beside serving.

use std::path::PathBuf;

use clap::Args;

use super::arguments::{Serve, Server};
use super::storage::{Key, Storage};

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// File to save to; made with mode 0600
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Replace a file that is there
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) key: Key,
    #[command(flatten)]
    pub(super) storage: Storage,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// Backup that `ariadne backup` made
    #[arg(value_name = "FILE", required_unless_present = "finish")]
    pub(super) file: Option<PathBuf>,
    /// Replace a database that is there; it is kept beside
    #[arg(long)]
    pub(super) force: bool,
    /// Do what has to follow when a PostgreSQL database was put back by `pg_restore`
    #[arg(long, conflicts_with_all = ["file", "force"])]
    pub(super) finish: bool,
    #[command(flatten)]
    pub(super) key: Key,
    #[command(flatten)]
    pub(super) storage: Storage,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) server: Server,
    #[command(flatten)]
    pub(super) key: Key,
    #[command(flatten)]
    pub(super) storage: Storage,
}

#[derive(Debug, Args)]
pub(super) struct ShowConfig {
    /// Print them in the form of a configuration file, secrets masked
    #[arg(long, required = true)]
    show: bool,
    #[command(flatten)]
    serve: Serve,
}
