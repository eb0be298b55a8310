//! The composition of the core: ports in, handles by right out.

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{Actor, ActorId, ActorKind, SourceKind};
use ariadne_ports::{
    AuditLog, CatalogWriter, ChangesetReader, Clock, ColumnReader, ConnectorFactory, Error,
    ErrorKind, FetchStore, IdSource, JobStore, LineageGraph, LineageReader, Result, SearchReader,
    SecretStore, SecretVault, SourceReader, TableReader,
};
use tokio::sync::watch;
use uuid::Uuid;

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
}

impl Default for Options {
    fn default() -> Self {
        Self {
            fetch_lifetime: Duration::from_hours(24),
            live_calls: 32,
            feed_interval: Duration::from_millis(200),
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

/// What an actor may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Changes everything but sources' settings and secrets.
    Editor,
    /// Everything.
    Admin,
}

/// The person who acts until people can log in: history keeps it as a person.
pub fn local_administrator() -> Actor {
    Actor {
        id: ActorId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001)),
        name: "local administrator".to_owned(),
        kind: ActorKind::Person,
    }
}

impl Catalog {
    /// A catalog over these ports.
    pub fn new(ports: Ports, options: Options) -> Self {
        let live = tokio::sync::Semaphore::new(options.live_calls);
        let committed = watch::Sender::new(0);
        let projection = crate::lineage::Projection::default();
        let labels = crate::lineage::Labels::default();
        Self { core: Arc::new(Core { ports, options, live, committed, projection, labels }) }
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// The role of an actor. The local administrator is the only actor that has
    /// more than a viewer's rights until people exist.
    fn role(actor: &Actor) -> Role {
        if actor.id == local_administrator().id { Role::Admin } else { Role::Viewer }
    }

    fn require(actor: &Actor, wanted: Role) -> Result<()> {
        if Self::role(actor) >= wanted {
            return Ok(());
        }
        let message = format!("{} may not do this: it needs the role {wanted:?}.", actor.name);
        Err(Error::new(ErrorKind::Forbidden, "catalog.require", message))
    }

    /// What everybody may do.
    pub fn reader(&self, actor: &Actor) -> Reader {
        Reader { core: Arc::clone(&self.core), actor: actor.clone(), min_seq: None }
    }

    /// What an editor may do; `Forbidden` for others.
    pub fn editor(&self, actor: &Actor) -> Result<Editor> {
        Self::require(actor, Role::Editor)?;
        let admin = Self::role(actor) >= Role::Admin;
        Ok(Editor { reader: self.reader(actor), admin })
    }

    /// What an administrator may do; `Forbidden` for others.
    pub fn admin(&self, actor: &Actor) -> Result<Admin> {
        Self::require(actor, Role::Admin)?;
        Ok(Admin { editor: self.editor(actor)? })
    }
}

/// Reads the catalog.
#[derive(Clone)]
pub struct Reader {
    pub(crate) core: Arc<Core>,
    pub(crate) actor: Actor,
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
