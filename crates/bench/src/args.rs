//! The command line.

use std::path::Path;

use ariadne_repo_seaorm::Location;
use clap::{Parser, ValueEnum};

use crate::Outcome;

/// A group of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Workload {
    /// Lists and searches
    #[value(name = "W2", alias = "w2")]
    W2,
    /// Tables with very many columns
    #[value(name = "W9", alias = "w9")]
    W9,
}

/// Measures the catalog beside its floors.
#[derive(Debug, Parser)]
#[command(name = "ariadne-bench", about)]
pub(crate) struct Args {
    /// Tables in the catalog
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1_000..=1_000_000))]
    pub(crate) tables: u32,
    /// Times that product and floors take turns
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(5..=1_000))]
    pub(crate) rounds: u32,
    /// Only this group of figures; repeatable
    #[arg(long)]
    only: Vec<Workload>,
    /// An empty PostgreSQL database instead of SQLite, `postgres://user:password@host/database`
    #[arg(long, value_name = "URL")]
    pub(crate) postgres: Option<String>,
    /// Another number makes another catalog of the same shape
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

impl Args {
    /// Whether this group of figures is wanted.
    pub(crate) fn runs(&self, workload: Workload) -> bool {
        self.only.is_empty() || self.only.contains(&workload)
    }

    /// Where the catalog lies; a file stands where a server on `folder` looks for it.
    pub(crate) fn location(&self, folder: &Path) -> Outcome<Location> {
        match &self.postgres {
            Some(url) => Ok(Location::parse(url)?),
            None => Ok(Location::Sqlite(folder.join("ariadne.db"))),
        }
    }
}
