//! The command line.

use std::path::Path;

use ariadne_repo_seaorm::Location;
use clap::{Parser, ValueEnum};

use crate::Outcome;
use crate::shape::Shape;

/// A group of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Workload {
    /// Start of the server, and its memory
    #[value(name = "W1", alias = "w1")]
    W1,
    /// Lists and searches
    #[value(name = "W2", alias = "w2")]
    W2,
    /// Lineage of a few steps
    #[value(name = "W3", alias = "w3")]
    W3,
    /// All that hangs on one table
    #[value(name = "W4", alias = "w4")]
    W4,
    /// Columns followed to the ends
    #[value(name = "W5", alias = "w5")]
    W5,
    /// Single edges, written while others are read
    #[value(name = "W6", alias = "w6")]
    W6,
    /// Whole files brought in
    #[value(name = "W7", alias = "w7")]
    W7,
    /// The whole catalog as a file
    #[value(name = "W8", alias = "w8")]
    W8,
    /// Tables with very many columns
    #[value(name = "W9", alias = "w9")]
    W9,
}

impl Workload {
    /// The catalogs that it is measured on.
    fn shapes(self) -> &'static [Shape] {
        match self {
            Self::W1 => &[Shape::Real],
            Self::W2 | Self::W9 => &[Shape::Lists],
            Self::W3 | Self::W6 => &[Shape::Dense],
            Self::W4 => &[Shape::Dense, Shape::Odd],
            Self::W5 => &[Shape::Columns],
            // They bring their own, from files.
            Self::W7 | Self::W8 => &[],
        }
    }
}

/// Measures the catalog beside its floors.
#[derive(Debug, Parser)]
#[command(name = "ariadne-bench", about)]
pub(crate) struct Args {
    /// Tables of a catalog, about: each shape makes its own number of it
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
    /// Another number makes other catalogs of the same shapes
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// A Neo4j without data, `bolt://host:7687`: W3 and W6 are measured on it too
    #[arg(long, value_name = "URL")]
    pub(crate) neo4j_url: Option<String>,
    /// Who reads and writes there
    #[arg(long, default_value = "neo4j")]
    pub(crate) neo4j_user: String,
    /// His password
    #[arg(long, env = "ARIADNE_LINEAGE_PASSWORD", hide_env_values = true, default_value = "")]
    pub(crate) neo4j_password: String,
}

impl Args {
    /// Whether this group of figures is wanted.
    pub(crate) fn runs(&self, workload: Workload) -> bool {
        self.only.is_empty() || self.only.contains(&workload)
    }

    /// Whether a catalog of this shape is needed.
    pub(crate) fn needs(&self, shape: Shape) -> bool {
        Workload::value_variants().iter().any(|w| self.runs(*w) && w.shapes().contains(&shape))
    }

    /// What is wrong with them.
    pub(crate) fn check(&self) -> Outcome<()> {
        let shapes = Shape::value_variants().iter().filter(|shape| self.needs(**shape));
        if self.postgres.is_some() && shapes.count() > 1 {
            let message = "One PostgreSQL database holds one catalog: name groups of one with \
                --only (W2 and W9, W3 and W6, W1, W5).";
            return Err(message.into());
        }
        Ok(())
    }

    /// Where the catalog lies; a file stands where a server on `folder` looks for it.
    pub(crate) fn location(&self, folder: &Path) -> Outcome<Location> {
        match &self.postgres {
            Some(url) => Ok(Location::parse(url)?),
            None => Ok(Location::Sqlite(folder.join("ariadne.db"))),
        }
    }
}
