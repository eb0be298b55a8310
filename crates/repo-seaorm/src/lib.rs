//! The catalog's repo on SeaORM: SQLite and PostgreSQL, one code path.
//!
//! [`Database::open`] checks, migrates and opens a database; the [`Repo`] that it
//! answers implements every repo and operational port of `ariadne_ports`. What must
//! hold is said there; here is how.
//!
//! - Entities lie in current rows with a history twin (`kept`). What a changeset
//!   did is read from the rows that it made and ended, never stored twice.
//! - One task writes (`write`): it batches the changesets that wait into one
//!   transaction, each in a savepoint. SQLite begins IMMEDIATE, PostgreSQL locks
//!   the row of `head` first, so that seqs are gap-free over every process.
//! - Lists are keyset pages over indexes (`keyset`); search is a trigram index and
//!   a rank computed in SQL by the rule of the domain (`read::search`).
//! - What is kept of people, sessions, tokens and links (`access`) changes one row at a
//!   time, or in a transaction of which there is one at a time over all servers.
//! - `mapping` is the one place that knows how an entity lies in its columns.

mod access;
mod check;
mod entities;
mod error;
mod filter;
mod grams;
mod kept;
mod keyset;
mod mapping;
mod open;
mod operational;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod plans_access;
#[cfg(test)]
mod plans_lineage;
mod read;
mod repo;
mod restored;
mod write;

pub use check::Finding;
pub use open::{Database, Held, Location, OpenOptions};
pub use repo::{Pool, Repo};
pub use restored::Standing;
