//! The binary `ariadne`: configuration, the composition root and the subcommands.
//!
//! This is the one place that knows which database, which vault and which connectors
//! stand behind the ports. [`start`] runs a server in this process; [`cli`] is what
//! the binary does with its arguments.

mod access;
mod backup;
mod check;
pub mod cli;
mod compose;
mod config;
mod data_dir;
mod edge;
mod keys;
mod lineage;
mod logs;
mod measured;
mod needed;
mod pools;
mod recorder;
mod restore;
mod rotate;
mod serve;
mod system;

pub use access::{AccessConfig, ConsoleLink, make_link};
pub use ariadne_auth_oidc::Settings as OidcSettings;
pub use ariadne_auth_password::{Cost as PasswordCost, Settings as PasswordSettings};
pub use ariadne_lineage_neo4j::Neo4jSettings;
pub use ariadne_repo_seaorm::{Finding, Held, Location, Standing};
pub use backup::{BackedUp, backup};
pub use check::Checked;
pub use compose::migrate;
pub use config::{Config, KeySource};
pub use edge::{ConnectionLimits, TlsFiles};
pub use lineage::GraphPlace;
pub use restore::{Restored, finish_restore, restore};
pub use rotate::{NewKey, Rotated, rotate_key};
pub(crate) use serve::reachable;
pub use serve::{Running, start};
