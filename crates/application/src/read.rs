//! Reading.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ariadne_domain::{
    Actor, Change, Changeset, ChangesetId, Column, ColumnId, FetchId, NameOrigin, Source, SourceId,
    Stored, Table, TableId, Timestamp, Violation, check_name, check_text,
};
use ariadne_ports::{
    At, ChangeCount, ChangesetFilter, ConnectorFactory, Count, Error, Page, PageRequest, Result,
    SearchHit, SourceFilter, StoredFetch, TableFacets, TableFilter, TableOrder,
};

use crate::ConnectionTest;
use crate::{ErrorKind, Reader};

/// `totalCount` is exact up to this.
pub(crate) const COUNT_CAP: u64 = 10_000;
/// Longest text to search or filter by, in characters.
const MAX_TEXT: usize = 1_000;

/// Refuses texts that no database could look for.
pub(crate) fn check_texts<'a>(
    operation: &'static str,
    texts: impl IntoIterator<Item = (&'static [&'static str], Option<&'a str>)>,
) -> Result<()> {
    let wrong = texts.into_iter().filter_map(|(path, text)| {
        let violation = check_text("text", text?, MAX_TEXT)?;
        Some(Violation { path: path.iter().map(ToString::to_string).collect(), ..violation })
    });
    let violations: Vec<Violation> = wrong.collect();
    if violations.is_empty() { Ok(()) } else { Err(Error::validation(operation, violations)) }
}

fn check_tables(filter: &TableFilter) -> Result<()> {
    let tags = filter.tags.iter().map(|tag| (&["filter", "tags"][..], Some(tag.as_str())));
    let texts = [
        (&["filter", "text"][..], filter.text.as_deref()),
        (&["filter", "owner"][..], filter.owner.as_deref()),
    ];
    check_texts("catalog.tables", texts.into_iter().chain(tags))
}

fn check_sources(filter: &SourceFilter) -> Result<()> {
    check_texts("catalog.sources", [(&["filter", "text"][..], filter.text.as_deref())])
}

fn check_search(text: &str) -> Result<()> {
    check_texts("catalog.search", [(&["text"][..], Some(text))])
}

/// A point of history as a caller gives it: exactly one of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// After this changeset.
    pub seq: Option<u64>,
    /// At this time.
    pub at: Option<Timestamp>,
}

/// What a server says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerInfo {
    /// Id of the catalog.
    pub catalog: uuid::Uuid,
    /// The last changeset.
    pub seq: u64,
    /// Its time.
    pub at: Timestamp,
}

impl Reader {
    /// Where the record stands.
    pub async fn server(&self) -> Result<ServerInfo> {
        let state = self.core.ports.changesets.state().await?;
        Ok(ServerInfo { catalog: state.catalog, seq: state.seq, at: state.at })
    }

    /// Whether the record answers and takes changes: else `Unavailable`.
    pub async fn ready(&self) -> Result<()> {
        self.core.ports.changesets.state().await?;
        self.core.ports.writer.ready().await
    }

    /// The kinds of sources that this server can connect to.
    pub fn source_kinds(&self) -> &[Arc<dyn ConnectorFactory>] {
        &self.core.ports.connectors
    }

    /// A time becomes a seq once, here; a seq beyond the newest is `NotFound`.
    pub async fn as_of(&self, as_of: Option<AsOf>) -> Result<At> {
        match as_of {
            None => Ok(At::Head),
            Some(AsOf { seq: Some(seq), at: None }) => {
                if seq > self.core.ports.changesets.state().await?.seq {
                    return Err(Error::not_found("catalog.as_of", format!("changeset {seq} yet")));
                }
                Ok(At::Seq(seq))
            }
            Some(AsOf { seq: None, at: Some(at) }) => {
                Ok(At::Seq(self.core.ports.changesets.seq_at(at).await?))
            }
            Some(_) => Err(Error::validation(
                "catalog.as_of",
                vec![Violation::new(
                    ["asOf"],
                    "INVALID",
                    "Give either seq or at, not both and not neither.",
                )],
            )),
        }
    }

    /// Sources by id.
    pub async fn sources(
        &self,
        at: At,
        ids: &[SourceId],
    ) -> Result<HashMap<SourceId, Stored<Source>>> {
        let found = self.core.ports.sources.sources(at, ids).await?;
        Ok(found.into_iter().map(|s| (s.value.id, s)).collect())
    }

    /// A page of sources.
    pub async fn list_sources(
        &self,
        filter: &SourceFilter,
        page: &PageRequest,
    ) -> Result<Page<Stored<Source>>> {
        check_sources(filter)?;
        self.core.ports.sources.list_sources(filter, page).await
    }

    /// How many sources.
    pub async fn count_sources(&self, filter: &SourceFilter) -> Result<Count> {
        check_sources(filter)?;
        self.core.ports.sources.count_sources(filter, COUNT_CAP).await
    }

    /// Tables by id.
    pub async fn tables(&self, at: At, ids: &[TableId]) -> Result<HashMap<TableId, Stored<Table>>> {
        let found = self.core.ports.tables.tables(at, ids).await?;
        Ok(found.into_iter().map(|t| (t.value.id, t)).collect())
    }

    /// A page of tables.
    pub async fn list_tables(
        &self,
        at: At,
        filter: &TableFilter,
        order: TableOrder,
        page: &PageRequest,
    ) -> Result<Page<Stored<Table>>> {
        check_tables(filter)?;
        self.core.ports.tables.list_tables(at, filter, order, page).await
    }

    /// How many tables.
    pub async fn count_tables(&self, at: At, filter: &TableFilter) -> Result<Count> {
        check_tables(filter)?;
        self.core.ports.tables.count_tables(at, filter, COUNT_CAP).await
    }

    /// Facets of tables.
    pub async fn table_facets(&self, filter: &TableFilter) -> Result<TableFacets> {
        check_tables(filter)?;
        self.core.ports.tables.table_facets(filter).await
    }

    /// The one table of this name; `None` when there is none, `Ambiguous` with the
    /// candidates when several fit. Without `source` it may be in any source or
    /// none; without `schema` in any schema.
    pub async fn table_by_name(
        &self,
        source: Option<&str>,
        schema: Option<&str>,
        name: &str,
    ) -> Result<Option<Stored<Table>>> {
        let operation = "catalog.table_by_name";
        let source = match source {
            None => None,
            Some(name) => {
                let found = self.core.ports.sources.source_by_name(name).await?;
                let found = found.ok_or_else(|| {
                    Error::not_found(operation, format!("data source called {name}"))
                })?;
                Some(Some(found.value.id))
            }
        };
        let schema = schema.map(|s| Some(s).filter(|s| !s.is_empty()));
        // What cannot be a name is nobody's.
        let names = schema.flatten().into_iter().chain([name]);
        if names.into_iter().any(|n| check_name("name", n, NameOrigin::Observed).is_some()) {
            return Ok(None);
        }
        let mut found = self.core.ports.tables.tables_by_name(source, schema, name, 10).await?;
        if found.len() < 2 {
            return Ok(found.pop());
        }
        let ids: Vec<SourceId> = found.iter().filter_map(|t| t.value.source).collect();
        let sources = self.sources(At::Head, &ids).await?;
        let candidates: Vec<String> = found
            .iter()
            .map(|t| {
                let source = t.value.source.and_then(|id| sources.get(&id));
                let place = source.map_or_else(
                    || "no data source".to_owned(),
                    |s| format!("data source {}", s.value.name),
                );
                format!("{} ({place}, id {})", t.value.qualified_name(), t.value.id)
            })
            .collect();
        let message = format!(
            "{name} fits several tables: {}. Say which by source and schema, or ask for `table(id:)`.",
            candidates.join(", ")
        );
        Err(Error::new(ErrorKind::Ambiguous, operation, message))
    }

    /// Columns by id, hidden ones included: a key still goes over them.
    pub async fn columns_of_keys(
        &self,
        at: At,
        ids: &[ColumnId],
    ) -> Result<HashMap<ColumnId, Stored<Column>>> {
        let found = self.core.ports.columns.columns(at, ids).await?;
        Ok(found.into_iter().map(|c| (c.value.id, c)).collect())
    }

    /// Columns by id; hidden ones are left out.
    pub async fn columns(
        &self,
        at: At,
        ids: &[ColumnId],
    ) -> Result<HashMap<ColumnId, Stored<Column>>> {
        let found = self.core.ports.columns.columns(at, ids).await?;
        Ok(found
            .into_iter()
            .filter(|c| !c.value.overrides.hidden)
            .map(|c| (c.value.id, c))
            .collect())
    }

    /// A page of a table's visible columns.
    pub async fn list_columns(
        &self,
        at: At,
        table: TableId,
        text: Option<&str>,
        page: &PageRequest,
    ) -> Result<Page<Stored<Column>>> {
        check_texts("catalog.columns", [(&["text"][..], text)])?;
        self.core.ports.columns.list_columns(at, table, text, page).await
    }

    /// Every column of these tables, hidden ones included, by table.
    pub async fn columns_of_tables(
        &self,
        at: At,
        tables: &[TableId],
    ) -> Result<HashMap<TableId, Vec<Stored<Column>>>> {
        let mut by_table: HashMap<TableId, Vec<Stored<Column>>> = HashMap::new();
        for column in self.core.ports.columns.columns_of_tables(at, tables).await? {
            by_table.entry(column.value.table).or_default().push(column);
        }
        Ok(by_table)
    }

    /// Number of visible columns per table.
    pub async fn count_columns(&self, at: At, tables: &[TableId]) -> Result<HashMap<TableId, u64>> {
        Ok(self.core.ports.columns.count_columns(at, tables).await?.into_iter().collect())
    }

    /// A page of search hits.
    pub async fn search(&self, text: &str, page: &PageRequest) -> Result<Page<SearchHit>> {
        check_search(text)?;
        self.core.ports.search.search(text, page).await
    }

    /// How many search hits.
    pub async fn count_hits(&self, text: &str) -> Result<Count> {
        check_search(text)?;
        self.core.ports.search.count_hits(text, COUNT_CAP).await
    }

    /// Changesets by id.
    pub async fn changesets(&self, ids: &[ChangesetId]) -> Result<HashMap<ChangesetId, Changeset>> {
        let found = self.core.ports.changesets.changesets(ids).await?;
        Ok(found.into_iter().map(|c| (c.id, c)).collect())
    }

    /// A page of changesets, newest first.
    pub async fn list_changesets(
        &self,
        filter: &ChangesetFilter,
        page: &PageRequest,
    ) -> Result<Page<Changeset>> {
        self.core.ports.changesets.list_changesets(filter, page).await
    }

    /// Everybody who ever wrote, each once, who wrote last first.
    pub async fn changeset_actors(&self) -> Result<Vec<Actor>> {
        self.core.ports.changesets.changeset_actors().await
    }

    /// What changesets did, in numbers, by seq: kinds and operations in their order.
    pub async fn count_changes(&self, seqs: &[u64]) -> Result<HashMap<u64, Vec<ChangeCount>>> {
        let mut counts: HashMap<u64, Vec<ChangeCount>> = HashMap::new();
        let mut found = self.core.ports.changesets.count_changes(seqs).await?;
        found.sort_unstable();
        for count in found {
            counts.entry(count.seq).or_default().push(count);
        }
        Ok(counts)
    }

    /// A page of what a changeset did.
    pub async fn list_changes(&self, seq: u64, page: &PageRequest) -> Result<Page<Change>> {
        let mut found = self.core.ports.changesets.list_changes(seq, page).await?;
        self.name_edges(seq, &mut found).await?;
        Ok(found)
    }

    /// The newest test of each source that was ever tested.
    pub async fn latest_tests(
        &self,
        sources: &[SourceId],
    ) -> Result<HashMap<SourceId, ConnectionTest>> {
        let entries = self.core.ports.audit.latest_tests(sources).await?;
        let tests = entries.into_iter().filter_map(|e| {
            Some((e.source?, ConnectionTest { tested_at: e.at, report: e.report? }))
        });
        Ok(tests.collect())
    }

    /// A stored fetch; `NotFound` once it expired.
    pub async fn stored_fetch(&self, id: FetchId) -> Result<StoredFetch> {
        let found = self.stored_fetches(&[id]).await?.pop();
        found.ok_or_else(|| no_fetch(id))
    }

    /// Stored fetches, each once; `NotFound` naming the first that expired.
    pub async fn stored_fetches(&self, ids: &[FetchId]) -> Result<Vec<StoredFetch>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.core.ports.fetches.get(ids, self.core.ports.clock.now()).await?;
        let known: HashSet<FetchId> = found.iter().map(|fetch| fetch.id).collect();
        match ids.iter().find(|id| !known.contains(id)) {
            Some(id) => Err(no_fetch(*id)),
            None => Ok(found),
        }
    }
}

fn no_fetch(id: FetchId) -> Error {
    let message = format!(
        "There is no fetch with the id {id}; fetches are kept for 24 hours. Fetch the columns again."
    );
    Error::new(ErrorKind::NotFound, "catalog.stored_fetch", message)
}
