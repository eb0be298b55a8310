//! The composition of the core: ports in, handles by right out.

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{Actor, Caller, Role, SourceKind};
use ariadne_ports::{
    AuditLog, CatalogWriter, ChangesetReader, Clock, ColumnReader, ConnectorFactory, Error,
    ErrorKind, FetchStore, IdSource, ImportStore, JobStore, LineageGraph, LineageReader, Result,
    SearchReader, SecretStore, SecretVault, SourceReader, TableReader,
};
use tokio::sync::watch;

use crate::MinSeq;

/// Everything that the core needs from outside.
#[derive(Clone, Debug)]
pub struct Ports {
    /// Reads sources.
    pub sources: Arc<dyn SourceReader>,
    /// Reads tables.
    pub tables: Arc<dyn TableReader>,
    /// Reads columns.
    pub columns: Arc<dyn ColumnReader>,
    /// Reads lineage from the record.
    pub lineage: Arc<dyn LineageReader>,
    /// Answers questions about lineage.
    pub graph: Arc<dyn LineageGraph>,
    /// Reads history.
    pub changesets: Arc<dyn ChangesetReader>,
    /// Searches.
    pub search: Arc<dyn SearchReader>,
    /// Writes.
    pub writer: Arc<dyn CatalogWriter>,
    /// Records tests and fetches.
    pub audit: Arc<dyn AuditLog>,
    /// Keeps fetches.
    pub fetches: Arc<dyn FetchStore>,
    /// Keeps jobs.
    pub jobs: Arc<dyn JobStore>,
    /// Keeps what imports need.
    pub imports: Arc<dyn ImportStore>,
    /// Reads sealed secrets.
    pub secrets: Arc<dyn SecretStore>,
    /// Seals and opens secrets.
    pub vault: Arc<dyn SecretVault>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<dyn IdSource>,
    /// One per kind of source.
    pub connectors: Vec<Arc<dyn ConnectorFactory>>,
}

/// What an operator may set.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How long a fetch can be accepted.
    pub fetch_lifetime: Duration,
    /// Most live calls to sources at once; a further one is answered `SOURCE_BUSY`.
    pub live_calls: usize,
    /// How often the feed looks for changesets of other servers.
    pub feed_interval: Duration,
    /// Most rows of an imported file: what is kept in memory of each while it is planned,
    /// above all names and ids, is some two hundred bytes.
    pub import_rows: u64,
    /// Most nodes on one side of new lineage, besides its ends, that are looked at for a
    /// cycle when each edge is not asked about by itself.
    pub cycle_nodes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            fetch_lifetime: Duration::from_hours(24),
            live_calls: 32,
            feed_interval: Duration::from_millis(200),
            import_rows: 2_000_000,
            cycle_nodes: 10_000,
        }
    }
}

pub(crate) struct Core {
    pub(crate) ports: Ports,
    pub(crate) options: Options,
    pub(crate) live: tokio::sync::Semaphore,
    /// The last seq that this process committed, for feeds that wait.
    pub(crate) committed: watch::Sender<u64>,
    pub(crate) projection: crate::lineage::Projection,
    pub(crate) labels: crate::lineage::Labels,
    pub(crate) imports: crate::bulk::Running,
}

impl Core {
    pub(crate) fn factory(&self, kind: SourceKind) -> Option<&Arc<dyn ConnectorFactory>> {
        self.ports.connectors.iter().find(|f| f.kind() == kind)
    }
}

/// The catalog. Cheap to clone.
#[derive(Clone)]
pub struct Catalog {
    core: Arc<Core>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("ports", &self.core.ports).finish_non_exhaustive()
    }
}

impl Catalog {
    /// A catalog over these ports.
    pub fn new(ports: Ports, options: Options) -> Self {
        let live = tokio::sync::Semaphore::new(options.live_calls);
        let committed = watch::Sender::new(0);
        let projection = crate::lineage::Projection::default();
        let labels = crate::lineage::Labels::default();
        let imports = crate::bulk::Running::default();
        Self {
            core: Arc::new(Core { ports, options, live, committed, projection, labels, imports }),
        }
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    fn require(caller: &Caller, wanted: Role) -> Result<()> {
        require(caller, wanted, "catalog.require")
    }

    /// What everybody may do who is known.
    pub fn reader(&self, caller: &Caller) -> Reader {
        let (actor, address) = (caller.actor.clone(), caller.address.clone());
        Reader { core: Arc::clone(&self.core), actor, address, min_seq: None }
    }

    /// What an editor may do; `Forbidden` for others.
    pub fn editor(&self, caller: &Caller) -> Result<Editor> {
        Self::require(caller, Role::Editor)?;
        let admin = caller.role >= Role::Admin;
        Ok(Editor { reader: self.reader(caller), admin })
    }

    /// What an administrator may do; `Forbidden` for others.
    pub fn admin(&self, caller: &Caller) -> Result<Admin> {
        Self::require(caller, Role::Admin)?;
        Ok(Admin { editor: self.editor(caller)? })
    }

    /// Whether the database answers and takes changes.
    pub async fn ready(&self) -> Result<()> {
        self.reader(&Caller::server()).ready().await
    }

    /// Waits until the record has reached a changeset; false when it has not in time.
    pub async fn wait_for(&self, min_seq: MinSeq) -> Result<bool> {
        self.reader(&Caller::server()).wait_for(min_seq).await
    }
}

/// `Forbidden`, naming the role that is needed, unless the caller has it.
pub(crate) fn require(caller: &Caller, wanted: Role, operation: &'static str) -> Result<()> {
    if caller.role >= wanted {
        return Ok(());
    }
    let message = format!(
        "{} may not do this: it needs the role {wanted}, and {0} has the role {}. An administrator can change that.",
        caller.actor.name, caller.role
    );
    Err(Error::new(ErrorKind::Forbidden, operation, message))
}

/// Reads the catalog.
#[derive(Clone)]
pub struct Reader {
    pub(crate) core: Arc<Core>,
    pub(crate) actor: Actor,
    /// Where the request came from, for the audit log.
    pub(crate) address: Option<String>,
    /// What the lineage graph has to show before it is asked.
    pub(crate) min_seq: Option<crate::MinSeq>,
}

/// Reads and edits the catalog.
#[derive(Clone)]
pub struct Editor {
    pub(crate) reader: Reader,
    /// Whether sources may be touched too, as an undo may have to.
    pub(crate) admin: bool,
}

/// Reads, edits and administers the catalog.
#[derive(Clone)]
pub struct Admin {
    pub(crate) editor: Editor,
}

impl std::ops::Deref for Editor {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl std::ops::Deref for Admin {
    type Target = Editor;
    fn deref(&self) -> &Editor {
        &self.editor
    }
}
