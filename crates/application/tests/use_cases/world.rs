//! A catalog in memory with what a test asks of it again and again.

use ariadne_testkit::builders::local_administrator;
use std::sync::Arc;

use ariadne_application::domain::{
    Caller, Column, ColumnEdit, ColumnId, Field, Role, SourceKind, Stored, Table, TableId,
};
use ariadne_application::domain::{FetchId, FetchedTable, Source, SourceId, Value};
use ariadne_application::{
    Admin, At, Catalog, Error, ErrorKind, FetchInput, NoProgress, Options, Outcome, Ports,
    SecretValues, SourceInput, TableInput, TableView, WriteContext,
};
use ariadne_ports::{IdSource, SecretStore};
use ariadne_testkit::fakes::{
    FakeConnector, FakeFactory, FakeFetch, MemoryGraph, MemoryRepo, MemoryVault,
};
use ariadne_testkit::{Backend, FixedClock, SeqIds};

/// A catalog over fakes, empty at first. Its clock stands still until moved.
pub(crate) struct World {
    pub(crate) catalog: Catalog,
    pub(crate) repo: Arc<MemoryRepo>,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) mongo: Arc<FakeConnector>,
    ports: Ports,
    admin: Admin,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(Options::default(), |_| {})
    }

    /// With options, and ports changed by `change`.
    pub(crate) fn with(options: Options, change: impl FnOnce(&mut Ports)) -> Self {
        let clock = Arc::new(FixedClock::default());
        let repo = Arc::new(MemoryRepo::with_clock(clock.clone()));
        let mongo = Arc::new(FakeFactory::new(SourceKind::Mongodb));
        let source = mongo.source();
        let elastic = Arc::new(FakeFactory::new(SourceKind::Elasticsearch));
        let backend = Backend::of(repo.clone(), Box::new(()));
        let mut ports = Ports {
            sources: backend.sources,
            tables: backend.tables,
            columns: backend.columns,
            lineage: backend.lineage,
            graph: Arc::new(MemoryGraph::default()),
            changesets: backend.changesets,
            search: backend.search,
            writer: backend.writer,
            audit: backend.audit,
            fetches: backend.fetches,
            jobs: backend.jobs,
            imports: backend.imports,
            secrets: backend.secrets,
            vault: Arc::new(MemoryVault::default()),
            clock: clock.clone(),
            ids: Arc::new(SeqIds::default()),
            connectors: vec![mongo, elastic],
        };
        change(&mut ports);
        let catalog = Catalog::new(ports.clone(), options);
        let admin = catalog.admin(&local_administrator()).expect("the administrator's handle");
        Self { catalog, repo, clock, mongo: source, ports, admin }
    }

    /// Another server over the same database.
    pub(crate) fn other_server(&self) -> Catalog {
        self.server_with(|_| {})
    }

    /// Another server over the same database, with ports changed by `change`.
    pub(crate) fn server_with(&self, change: impl FnOnce(&mut Ports)) -> Catalog {
        let ids: Arc<dyn IdSource> = Arc::new(SeqIds::after(1_000_000));
        let mut ports = Ports { ids, ..self.ports.clone() };
        change(&mut ports);
        Catalog::new(ports, Options::default())
    }

    /// The administrator's handle.
    pub(crate) fn admin(&self) -> &Admin {
        &self.admin
    }

    /// What its clock shows.
    pub(crate) fn clock_now(&self) -> ariadne_application::domain::Timestamp {
        ariadne_application::Clock::now(&*self.clock)
    }

    pub(crate) async fn seq(&self) -> u64 {
        self.admin().server().await.expect("the record's state").seq
    }

    /// An active source of this name at `db.example`, with a password.
    pub(crate) async fn add_source(&self, name: &str) -> Stored<Source> {
        let created = self.admin().create_source(ctx(), source_input(name)).await;
        created.expect("a source").value
    }

    pub(crate) async fn source(&self, id: SourceId) -> Stored<Source> {
        let mut found = self.admin().sources(At::Head, &[id]).await.expect("sources");
        found.remove(&id).expect("the source exists")
    }

    /// Whether a sealed secret is stored.
    pub(crate) async fn holds_secret(&self, id: SourceId) -> bool {
        self.repo.secret(id).await.expect("the store").is_some()
    }

    pub(crate) async fn add(&self, input: TableInput) -> Stored<Table> {
        self.admin().create_table(ctx(), input).await.expect("a table").value.table
    }

    /// A manual table of text columns at these printed paths.
    pub(crate) async fn add_table(&self, name: &str, paths: &[&str]) -> Stored<Table> {
        self.add(manual(name, paths)).await
    }

    pub(crate) async fn table(&self, id: TableId) -> Stored<Table> {
        self.find(id).await.expect("the table exists")
    }

    pub(crate) async fn find(&self, id: TableId) -> Option<Stored<Table>> {
        self.admin().tables(At::Head, &[id]).await.expect("tables").remove(&id)
    }

    /// All columns of a table in order, hidden ones included.
    pub(crate) async fn columns(&self, id: TableId) -> Vec<Column> {
        self.columns_at(At::Head, id).await
    }

    pub(crate) async fn columns_at(&self, at: At, id: TableId) -> Vec<Column> {
        let mut found = self.admin().columns_of_tables(at, &[id]).await.expect("columns");
        let columns = found.remove(&id).unwrap_or_default();
        columns.into_iter().map(|stored| stored.value).collect()
    }

    /// Printed paths of the visible columns in order.
    pub(crate) async fn paths(&self, id: TableId) -> Vec<String> {
        printed(&self.columns(id).await)
    }

    pub(crate) async fn column(&self, id: TableId, path: &str) -> Column {
        named(&self.columns(id).await, path)
    }

    /// Lets the source answer a fetch of the table's name with it, and fetches.
    pub(crate) async fn fetch(&self, source: SourceId, table: FetchedTable) -> FetchId {
        let name = table.facts.external.name.clone();
        self.mongo.answer(&name, FakeFetch::Found(Box::new(table)));
        let input = fetch_input(source, &name);
        self.admin().fetch_columns(input, &NoProgress).await.expect("fetched").id
    }

    /// A table made from a fetch, all of it.
    pub(crate) async fn add_fetched(
        &self,
        source: SourceId,
        fetched: FetchedTable,
    ) -> Stored<Table> {
        let name = fetched.facts.external.name.clone();
        let fetched = Some(self.fetch(source, fetched).await);
        self.add(TableInput { name, fetched, ..TableInput::default() }).await
    }
}

/// A plain write.
pub(crate) fn ctx() -> &'static WriteContext {
    const PLAIN: &WriteContext =
        &WriteContext { dry_run: false, message: None, idempotency: None, from_ui: false };
    PLAIN
}

/// A write that is only tried.
pub(crate) fn dry() -> &'static WriteContext {
    const DRY: &WriteContext =
        &WriteContext { dry_run: true, message: None, idempotency: None, from_ui: false };
    DRY
}

pub(crate) fn secret(password: &str) -> SecretValues {
    let mut values = SecretValues::default();
    values.insert("password", password.into());
    values
}

pub(crate) fn settings(host: &str) -> Value {
    Value::object().with("host", host)
}

pub(crate) fn source_input(name: &str) -> SourceInput {
    SourceInput {
        name: name.to_owned(),
        kind: SourceKind::Mongodb,
        description: None,
        settings: settings("db.example"),
        secret: secret("first"),
        is_active: true,
    }
}

pub(crate) fn fetch_input(source: SourceId, name: &str) -> FetchInput {
    let name = Some(name.to_owned());
    FetchInput { source, schema: None, name, table: None, sample_size: None }
}

pub(crate) fn named_table(name: &str) -> TableInput {
    TableInput { name: name.to_owned(), ..TableInput::default() }
}

pub(crate) fn manual(name: &str, paths: &[&str]) -> TableInput {
    let columns = paths.iter().map(|path| new_column(path, "text")).collect();
    TableInput { columns, ..named_table(name) }
}

/// A new column at a printed path.
pub(crate) fn new_column(path: &str, data_type: &str) -> ColumnEdit {
    ColumnEdit {
        path: Field::Set(path.parse().expect("a printed path")),
        data_type: set(data_type),
        ..ColumnEdit::default()
    }
}

/// A column as it is.
pub(crate) fn kept(id: ColumnId) -> ColumnEdit {
    ColumnEdit { id: Some(id), ..ColumnEdit::default() }
}

/// A column with another path.
pub(crate) fn renamed(id: ColumnId, path: &str) -> ColumnEdit {
    ColumnEdit { path: Field::Set(path.parse().expect("a printed path")), ..kept(id) }
}

pub(crate) fn set(text: &str) -> Field<String> {
    Field::Set(text.to_owned())
}

pub(crate) fn printed(columns: &[Column]) -> Vec<String> {
    let visible = columns.iter().filter(|column| !column.overrides.hidden);
    visible.map(|column| column.path.to_string()).collect()
}

pub(crate) fn named(columns: &[Column], path: &str) -> Column {
    let found = columns.iter().find(|column| column.path.to_string() == path);
    found.cloned().unwrap_or_else(|| panic!("no column {path} in {:?}", printed(columns)))
}

/// The columns that a dry run promises.
pub(crate) fn promised(outcome: &Outcome<TableView>) -> Vec<Column> {
    outcome.value.columns.as_ref().expect("the columns as they would be").to_vec()
}

/// What a refused call answered.
#[track_caller]
pub(crate) fn refused<T>(answer: Result<T, Error>, kind: ErrorKind) -> Error {
    let Err(error) = answer else { panic!("{} expected, but it went well", kind.code()) };
    assert_eq!(error.kind(), kind, "{error:?}");
    error
}

/// Paths and codes of everything that is wrong, in order: `settings.port INVALID`.
#[track_caller]
pub(crate) fn violations<T>(answer: Result<T, Error>) -> Vec<String> {
    let error = refused(answer, ErrorKind::Validation);
    let violations = error.violations().iter();
    violations.map(|v| format!("{} {}", v.path.join("."), v.code)).collect()
}

/// A person without any right.
pub(crate) fn stranger() -> Caller {
    ariadne_testkit::builders::caller(ariadne_testkit::builders::person("Eve"), Role::Viewer)
}
