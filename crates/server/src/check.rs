//! Whether a catalog is whole: its database, its keys, its graph.

use std::sync::Arc;

use ariadne_connector_oracle::OracleFactory;
use ariadne_domain::Caller;
use ariadne_ports::{Result, SecretStore, SecretVault};
use ariadne_repo_seaorm::{Database, Finding, Repo};
use ariadne_vault::Vault;

use crate::{Config, GraphPlace, KeySource, compose, lineage};

/// 32 bytes in base64: a key for a catalog that opens no secret.
const NO_KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// A catalog's database that is read beside whoever serves it.
#[derive(Debug)]
pub struct Checked {
    repo: Repo,
}

impl Checked {
    /// Opens the database; nothing is written to it, and no lock is taken.
    pub async fn open(config: &Config) -> Result<Self> {
        Ok(Self { repo: Database::open_to_read(compose::options(config)).await? })
    }

    /// The id of the catalog.
    pub async fn catalog(&self) -> Result<uuid::Uuid> {
        use ariadne_ports::ChangesetReader as _;
        Ok(self.repo.state().await?.catalog)
    }

    /// Checks the database, and hands on each finding when it is made.
    pub async fn database(&self, found: &mut (dyn FnMut(Finding) + Send)) -> Result<()> {
        self.repo.check(found).await
    }

    /// Whether the key is the database's and opens every stored secret.
    pub async fn keys(&self, key: &KeySource) -> Finding {
        let mut finding = Finding::of("keys");
        if let Err(error) = self.look_at_keys(key, &mut finding).await {
            finding.fail(&error);
        }
        finding
    }

    async fn look_at_keys(&self, key: &KeySource, finding: &mut Finding) -> Result<()> {
        let Some(kept) = self.repo.kept_key().await? else {
            // Before the first start of a server there is neither a key nor a secret.
            return Ok(());
        };
        let vault = match key {
            KeySource::Text(text) => Vault::from_text(text)?,
            KeySource::File(path) => Vault::from_key_file(path, false)?,
        };
        if vault.key_id() != kept {
            finding.add(|| {
                format!(
                    "the database belongs to the key {kept}, and the one given is {}",
                    vault.key_id()
                )
            });
        }
        for (source, sealed) in self.repo.secrets().await? {
            if let Err(error) = vault.open(source, &sealed) {
                finding.add(|| format!("the secret of source {source} does not open: {error}"));
            }
        }
        Ok(())
    }

    /// Loads a graph from the record, as a server does, and compares the two.
    pub async fn graph(&self) -> Finding {
        let mut finding = Finding::of("graph");
        if let Err(error) = self.load_graph(&mut finding).await {
            finding.fail(&error);
        }
        finding
    }

    async fn load_graph(&self, finding: &mut Finding) -> Result<()> {
        let (graph, _) = lineage::graph(&GraphPlace::Embedded)?;
        let vault = Arc::new(Vault::from_text(&NO_KEY.into())?);
        let catalog = compose::catalog(graph, &self.repo, vault, OracleFactory::default());
        catalog.prepare_lineage().await?;
        let health = catalog.reader(&Caller::server()).lineage_health().await?;
        finding.wrong = health.differences;
        for difference in health.examples.iter().take(5) {
            finding.examples.push(format!("edge {} is not the record's", difference.edge));
        }
        if health.differences == 0 && !health.in_sync() && health.seq > 0 {
            finding.add(|| "the graph is not at the newest changeset".to_owned());
        }
        Ok(())
    }

    /// Closes the database.
    pub async fn close(self) -> Result<()> {
        self.repo.close().await
    }
}
