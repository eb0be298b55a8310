//! The composition root: which technology stands behind which port.

use std::sync::Arc;

use ariadne_application::{Catalog, Options, Ports};
use ariadne_connector_elasticsearch::ElasticsearchFactory;
use ariadne_connector_mongo::MongoFactory;
use ariadne_connector_oracle::OracleFactory;
use ariadne_ports::{LineageGraph, Result, SecretVault};
use ariadne_repo_seaorm::{Database, OpenOptions, Repo};

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
