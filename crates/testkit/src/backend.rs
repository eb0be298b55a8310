//! One repo under test, seen through its ports.

use std::any::Any;
use std::sync::Arc;

use ariadne_ports::{
    AttemptStore, AuditLog, CatalogWriter, ChangesetReader, ColumnReader, FetchStore, ImportStore,
    JobStore, LineageReader, LinkStore, PeopleStore, PersonSettingStore, SearchReader, SecretStore,
    SessionStore, SourceReader, TableReader, TokenStore,
};

use crate::fakes::MemoryRepo;

/// A fresh, empty repo. All ports look at the same database.
pub struct Backend {
    /// Reads sources.
    pub sources: Arc<dyn SourceReader>,
    /// Reads tables.
    pub tables: Arc<dyn TableReader>,
    /// Reads columns.
    pub columns: Arc<dyn ColumnReader>,
    /// Reads lineage.
    pub lineage: Arc<dyn LineageReader>,
    /// Reads history.
    pub changesets: Arc<dyn ChangesetReader>,
    /// Searches.
    pub search: Arc<dyn SearchReader>,
    /// Writes.
    pub writer: Arc<dyn CatalogWriter>,
    /// The audit log.
    pub audit: Arc<dyn AuditLog>,
    /// Stored fetches.
    pub fetches: Arc<dyn FetchStore>,
    /// Jobs.
    pub jobs: Arc<dyn JobStore>,
    /// Pieces of imports.
    pub imports: Arc<dyn ImportStore>,
    /// Sealed secrets.
    pub secrets: Arc<dyn SecretStore>,
    /// People.
    pub people: Arc<dyn PeopleStore>,
    /// Their sessions.
    pub sessions: Arc<dyn SessionStore>,
    /// Tokens of scripts.
    pub tokens: Arc<dyn TokenStore>,
    /// One-time links.
    pub links: Arc<dyn LinkStore>,
    /// Failed attempts to sign in.
    pub attempts: Arc<dyn AttemptStore>,
    /// What an app remembers for people.
    pub settings: Arc<dyn PersonSettingStore>,
    /// Whatever has to live as long as the repo: a temporary folder, a server.
    pub keep: Box<dyn Any + Send>,
}

impl Backend {
    /// All ports of one object.
    pub fn of<R>(repo: Arc<R>, keep: Box<dyn Any + Send>) -> Self
    where
        R: SourceReader
            + TableReader
            + ColumnReader
            + LineageReader
            + ChangesetReader
            + SearchReader
            + CatalogWriter
            + AuditLog
            + FetchStore
            + JobStore
            + ImportStore
            + SecretStore
            + PeopleStore
            + SessionStore
            + TokenStore
            + LinkStore
            + AttemptStore
            + PersonSettingStore
            + 'static,
    {
        Self {
            sources: repo.clone(),
            tables: repo.clone(),
            columns: repo.clone(),
            lineage: repo.clone(),
            changesets: repo.clone(),
            search: repo.clone(),
            writer: repo.clone(),
            audit: repo.clone(),
            fetches: repo.clone(),
            jobs: repo.clone(),
            imports: repo.clone(),
            secrets: repo.clone(),
            people: repo.clone(),
            sessions: repo.clone(),
            tokens: repo.clone(),
            links: repo.clone(),
            attempts: repo.clone(),
            settings: repo,
            keep,
        }
    }

    /// The fake.
    pub fn memory() -> Self {
        Self::of(Arc::new(MemoryRepo::default()), Box::new(()))
    }
}
