//! What a run is asked for.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Kills, starves and deceives a server, and counts what that did to the catalog
#[derive(Debug, Parser)]
#[command(name = "torture")]
pub(crate) struct Args {
    /// Minutes that all scenarios have together; starting and checking adds some
    #[arg(long, default_value_t = 12.0, value_parser = minutes)]
    minutes: f64,
    /// Only this scenario, with the time that it has in a whole run; repeatable
    #[arg(long, value_enum)]
    only: Vec<Name>,
    /// Where all choices come from; a new one each time
    #[arg(long)]
    seed: Option<u64>,
    /// The binary to torture; by default `ariadne` beside this program
    #[arg(long, value_name = "FILE")]
    pub(crate) binary: Option<PathBuf>,
}

/// A scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Name {
    /// kill -9 under mixed load, on SQLite
    KillSqlite,
    /// kill -9 under mixed load, on `PostgreSQL`
    KillPostgres,
    /// A disk that is full, and files that may not grow
    DiskFull,
    /// A data folder that may only be read
    ReadOnly,
    /// A clock that jumps back for hours
    ClockBack,
    /// `PostgreSQL` stopped and killed under load
    PostgresRestarts,
    /// Neo4j stopped and killed under load
    Neo4jRestarts,
    /// Clients that are slow, silent, broken or absurd
    BadClients,
    /// Random documents from the schema
    Fuzz,
}

impl Name {
    /// Its share of the time, compared with the others.
    fn share(self) -> u32 {
        match self {
            Self::KillSqlite | Self::KillPostgres | Self::Fuzz => 4,
            Self::PostgresRestarts | Self::Neo4jRestarts | Self::BadClients => 3,
            Self::DiskFull | Self::ClockBack => 2,
            Self::ReadOnly => 1,
        }
    }

    /// What it is called on the command line and in the table.
    pub(crate) fn text(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

fn minutes(text: &str) -> Result<f64, String> {
    let minutes: f64 = text.parse().map_err(|_| "a number of minutes is meant".to_owned())?;
    let sensible = (0.1..=1_440.0).contains(&minutes);
    sensible.then_some(minutes).ok_or_else(|| "0.1 to 1440 minutes are possible".to_owned())
}

impl Args {
    /// The scenarios to run, each with its time.
    pub(crate) fn scenarios(&self) -> Vec<(Name, Duration)> {
        let whole: u32 = Name::value_variants().iter().map(|name| name.share()).sum();
        let part = Duration::from_secs_f64(self.minutes * 60.0) / whole;
        let wanted = |name: &&Name| self.only.is_empty() || self.only.contains(name);
        let timed = |name: &Name| (*name, part * name.share());
        Name::value_variants().iter().filter(wanted).map(timed).collect()
    }

    /// The seed that was given, or one by chance.
    pub(crate) fn seed(&self) -> u64 {
        // short enough to be typed again
        self.seed.unwrap_or_else(|| RandomState::new().build_hasher().finish() >> 32)
    }
}
