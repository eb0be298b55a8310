//! The composition root: which technology stands behind which port.

use std::sync::Arc;

use ariadne_application::{Catalog, Options, Ports};
use ariadne_connector_elasticsearch::ElasticsearchFactory;
use ariadne_connector_mongo::MongoFactory;
use ariadne_connector_oracle::OracleFactory;
use ariadne_ports::{Error, ErrorKind, LineageGraph, Result, SecretVault};
use ariadne_repo_seaorm::{Database, Location, OpenOptions, Repo};

use crate::Config;
use crate::data_dir::Lock;
use crate::measured::{MeasuredFactory, MeasuredWriter};
use crate::system::{SystemClock, TimeOrderedIds};

/// Opens the database, made or migrated forward as needed.
pub(crate) async fn open(config: &Config) -> Result<Repo> {
    Database::open(options(config)).await
}

/// The same, while no other process has it open.
pub(crate) async fn open_alone(config: &Config) -> Result<Repo> {
    Database::open(OpenOptions { alone: true, ..options(config) }).await
}

pub(crate) fn options(config: &Config) -> OpenOptions {
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(TimeOrderedIds));
    OpenOptions::new(config.database.clone(), clock, ids)
}

/// Refuses a database that is not there. Opening makes its file, which helps nobody who
/// works on a catalog: the path is mistyped, or no server was started yet.
pub(crate) fn there_is_a_catalog(database: &Location, operation: &'static str) -> Result<()> {
    let Location::Sqlite(path) = database else { return Ok(()) };
    // A path that cannot be looked at is told about by the one that opens it.
    if path.try_exists().unwrap_or(true) {
        return Ok(());
    }
    let message = format!(
        "There is no catalog in {}. Give the --data-dir or --database-url that the server uses.",
        path.display()
    );
    Err(Error::new(ErrorKind::NotFound, operation, message))
}

/// Chooses the cryptography of every library that leaves the choice to the program: two
/// are compiled in, for the Oracle driver brings another one than the rest, and such a
/// library panics then.
fn name_tls_provider() {
    // refused when it was chosen before, by another server of this process
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
}

/// Brings the database to this version and leaves it closed. No server may run on
/// the data folder.
pub async fn migrate(config: &Config) -> Result<()> {
    let _lock = Lock::take(&config.data_dir)?;
    open(config).await?.close().await
}

/// The catalog over the real outside; the factory of Oracle connectors is the caller's,
/// who counts their threads.
pub(crate) fn catalog(
    graph: Arc<dyn LineageGraph>,
    repo: &Repo,
    vault: Arc<dyn SecretVault>,
    oracle: OracleFactory,
) -> Catalog {
    name_tls_provider();
    let repo = Arc::new(repo.clone());
    let ports = Ports {
        sources: repo.clone(),
        tables: repo.clone(),
        columns: repo.clone(),
        lineage: repo.clone(),
        graph,
        changesets: repo.clone(),
        search: repo.clone(),
        writer: Arc::new(MeasuredWriter::new(repo.clone())),
        audit: repo.clone(),
        fetches: repo.clone(),
        jobs: repo.clone(),
        imports: repo.clone(),
        secrets: repo,
        vault,
        clock: Arc::new(SystemClock),
        ids: Arc::new(TimeOrderedIds),
        connectors: vec![
            Arc::new(MeasuredFactory::new(Arc::new(oracle))),
            Arc::new(MeasuredFactory::new(Arc::new(MongoFactory))),
            Arc::new(MeasuredFactory::new(Arc::new(ElasticsearchFactory))),
        ],
    };
    Catalog::new(ports, Options::default())
}
