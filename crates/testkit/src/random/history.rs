use std::collections::{BTreeMap, BTreeSet};

use ariadne_domain::{
    Assertion, Column, Delta, Edge, EdgeId, EntityChange, Identity, Source, SourceId, SourceKind,
    Stored, Table, TableId, TableKind, TableObserved, Value,
};
use ariadne_ports::{At, Head, IdSource, Requirement};

use super::columns::column_steps;
use super::lineage::lineage_steps;
use super::{Content, Rng, inverse_of};
use crate::builders::{HeadBuilder, SourceBuilder, TableBuilder, person};
use crate::suites::{source_ref, table_ref};
use crate::{Backend, SeqIds, time_of_day};

const NAMES: &[&str] = &[
    "orders",
    "Orders",
    "order_items",
    "order items",
    "客户订单",
    "订单明细",
    "customers",
    "x%_y",
    "reorders",
    "Straße",
    "strasse",
    r"a\b",
    "t1",
    "t2",
];
const SCHEMAS: &[Option<&str>] = &[None, None, Some("sales"), Some("Sales"), Some("hr")];
pub(super) const TEXTS: &[Option<&str>] =
    &[None, Some("about orders"), Some("客户的订单"), Some("who is who, 100%")];
pub(super) const TAGS: &[&[&str]] = &[&[], &["pii"], &["gold", "pii"], &["订单"]];

/// Texts to search and to filter by.
pub const WORDS: &[&str] = &[
    "order",
    "or",
    "ORDERS",
    "订单",
    "订",
    "item",
    "order item",
    "%",
    "_",
    r"\",
    "strasse",
    "who",
    "about orders",
    "id",
    "sku items",
    "nothing",
    "",
];

/// Makes one commit after the other against the current state of a repo, most of
/// them valid, some stale, colliding or dangling.
#[derive(Debug)]
pub struct History {
    pub(super) rng: Rng,
    pub(super) ids: SeqIds,
    pub(super) seconds: i64,
}

/// The current state that a step starts from.
pub(super) struct Present {
    pub(super) sources: Vec<Stored<Source>>,
    pub(super) tables: Vec<Stored<Table>>,
    pub(super) columns: BTreeMap<TableId, Vec<Stored<Column>>>,
    pub(super) edges: Vec<Stored<Edge>>,
    pub(super) assertions: Vec<Stored<Assertion>>,
}

impl Present {
    async fn read(backend: &Backend) -> Self {
        let now = Content::read(backend, At::Head).await;
        let sources: Vec<SourceId> = now.sources.into_keys().collect();
        let tables: Vec<TableId> = now.tables.into_keys().collect();
        let edges: Vec<EdgeId> = now.edges.into_keys().collect();
        let sources = backend.sources.sources(At::Head, &sources).await.expect("sources");
        let columns = backend.columns.columns_of_tables(At::Head, &tables).await.expect("columns");
        let tables = backend.tables.tables(At::Head, &tables).await.expect("tables");
        let assertions = backend.lineage.assertions_of(At::Head, &edges).await.expect("assertions");
        let edges = backend.lineage.edges(At::Head, &edges).await.expect("edges");
        let mut of_tables: BTreeMap<TableId, Vec<Stored<Column>>> = BTreeMap::new();
        for column in columns {
            of_tables.entry(column.value.table).or_default().push(column);
        }
        Self { sources, tables, columns: of_tables, edges, assertions }
    }

    /// Deletes tables with their columns.
    fn deletion(&self, tables: &[Stored<Table>]) -> Vec<EntityChange> {
        let mut changes: Vec<EntityChange> = Vec::new();
        for table in tables {
            changes.push(Delta::deleted(table.clone()).into());
            let columns = self.columns.get(&table.value.id).cloned().unwrap_or_default();
            changes.extend(columns.into_iter().map(|column| Delta::deleted(column).into()));
        }
        changes
    }
}

impl History {
    /// The history of a seed.
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::new(seed), ids: SeqIds::default(), seconds: 0 }
    }

    /// Heads are ten seconds apart.
    pub fn head(&mut self) -> HeadBuilder {
        self.seconds += 10;
        let actor = *self.rng.pick(&["Ada", "Grace"]);
        HeadBuilder::new(self.ids.next(), time_of_day(self.seconds)).actor(person(actor))
    }

    /// The next commit against the state of `backend`.
    pub async fn step(&mut self, backend: &Backend) -> (Head, Vec<EntityChange>) {
        let present = Present::read(backend).await;
        loop {
            let head = self.head();
            let changes = match self.rng.below(18) {
                0 => vec![Delta::created(self.source()).into()],
                1..=3 => self.new_table(&present),
                4 | 5 => self.table_update(&present),
                6 | 7 => column_steps(self, &present),
                8 => self.table_deletion(&present),
                9 => self.source_steps(&present),
                10 => self.swap(&present),
                11 => {
                    if let Some((undoes, changes)) = self.undo(backend).await {
                        return (head.undoes(undoes).build(), changes);
                    }
                    Vec::new()
                }
                12 => self.stale(backend, &present).await,
                13..=16 => lineage_steps(self, &present),
                _ => {
                    let requirement = self.requirement(&present);
                    let source = self.source();
                    return (
                        head.requires(requirement).build(),
                        vec![Delta::created(source).into()],
                    );
                }
            };
            if !changes.is_empty() {
                return (head.build(), changes);
            }
        }
    }

    fn source(&mut self) -> Source {
        let name = format!("{} {}", self.rng.pick(NAMES), self.rng.below(6));
        let mut source = SourceBuilder::new(self.ids.next(), &name);
        if self.rng.chance(40) {
            source = source.kind(SourceKind::Elasticsearch).inactive();
        }
        let mut source = source.build();
        source.description = self.rng.pick(TEXTS).map(str::to_owned);
        source
    }

    fn table(&mut self, present: &Present) -> Table {
        let mut table = TableBuilder::new(self.ids.next(), self.rng.pick::<&str>(NAMES)).build();
        table.schema = self.rng.pick(SCHEMAS).map(str::to_owned);
        if self.rng.chance(50) && !present.sources.is_empty() {
            table.source = Some(self.rng.pick(&present.sources).value.id);
        }
        self.fill(&mut table);
        table
    }

    /// Sets some of the fields that are nobody's name.
    fn fill(&mut self, table: &mut Table) {
        if self.rng.chance(30) {
            table.set_tags(self.rng.pick(TAGS).iter().map(ToString::to_string).collect());
        }
        if self.rng.chance(30) {
            table.set_description(self.rng.pick(TEXTS).map(str::to_owned));
        }
        if self.rng.chance(20) {
            table.owner = self.rng.pick(&[None, Some("Ada"), Some("ops")]).map(str::to_owned);
        }
        if self.rng.chance(20) {
            let kind = [None, Some(TableKind::View), Some(TableKind::Topic)];
            table.set_kind(*self.rng.pick(&kind));
        }
        if self.rng.chance(30) {
            table.introspected_at = Some(time_of_day(self.seconds));
            table.observed = Some(TableObserved {
                kind: TableKind::Index,
                comment: self.rng.pick(TEXTS).map(str::to_owned),
                definition: None,
                row_count: Some(self.rng.number() >> 1),
                properties: Value::object().with("shards", self.rng.below(3)),
                keys: Vec::new(),
            });
        }
    }

    fn new_table(&mut self, present: &Present) -> Vec<EntityChange> {
        let table = self.table(present);
        let id = table.id;
        let columns = self.rng.below(5);
        let mut changes: Vec<EntityChange> = vec![Delta::created(table).into()];
        for column in super::columns::new_columns(self, id, columns) {
            changes.push(Delta::created(column).into());
        }
        changes
    }

    fn table_update(&mut self, present: &Present) -> Vec<EntityChange> {
        if present.tables.is_empty() {
            return Vec::new();
        }
        let before = self.rng.pick(&present.tables).clone();
        let mut after = before.value.clone();
        if self.rng.chance(40) {
            (*self.rng.pick(NAMES)).clone_into(&mut after.name);
        }
        if self.rng.chance(30) {
            after.schema = self.rng.pick(SCHEMAS).map(str::to_owned);
        }
        match self.rng.below(5) {
            0 => after.source = present.sources.first().map(|source| source.value.id),
            1 => after.source = None,
            _ => {}
        }
        self.fill(&mut after);
        vec![Delta::updated(before, after).into()]
    }

    fn table_deletion(&mut self, present: &Present) -> Vec<EntityChange> {
        if present.tables.is_empty() {
            return Vec::new();
        }
        let table = self.rng.pick(&present.tables).clone();
        let mut changes = present.deletion(std::slice::from_ref(&table));
        if self.rng.chance(85) {
            changes.extend(present.ends_at(&BTreeSet::from([table.value.id.0])));
        }
        if self.rng.chance(15) {
            // Leaves a column or a claim behind, if there is one.
            changes.truncate(changes.len().max(2) - 1);
        }
        changes
    }

    /// Renames, switches or deletes a source; its tables may stand against that.
    fn source_steps(&mut self, present: &Present) -> Vec<EntityChange> {
        if present.sources.is_empty() {
            return Vec::new();
        }
        let before = self.rng.pick(&present.sources).clone();
        if self.rng.chance(40) {
            let id = before.value.id;
            let bound = present.tables.iter().filter(|table| table.value.source == Some(id));
            let bound: Vec<Stored<Table>> = bound.cloned().collect();
            let mut changes: Vec<EntityChange> = Vec::new();
            if self.rng.chance(60) {
                changes.extend(present.deletion(&bound));
                let gone = bound.iter().map(|table| table.value.id.0).collect();
                changes.extend(present.ends_at(&gone));
            }
            changes.push(Delta::deleted(before).into());
            return changes;
        }
        let mut after = before.value.clone();
        after.is_active = self.rng.chance(50);
        after.settings.set("port", self.rng.below(70_000));
        if self.rng.chance(50) {
            after.name = self.source().name.to_uppercase();
        }
        vec![Delta::updated(before, after).into()]
    }

    fn swap(&mut self, present: &Present) -> Vec<EntityChange> {
        if present.tables.len() < 2 {
            return Vec::new();
        }
        let a = self.rng.pick(&present.tables).clone();
        let b = self.rng.pick(&present.tables).clone();
        if a.value.id == b.value.id {
            return Vec::new();
        }
        let take = |to: &Table, from: Identity| Table {
            source: from.source,
            schema: from.schema,
            name: from.name,
            ..to.clone()
        };
        let (to_b, to_a) = (take(&a.value, b.value.identity()), take(&b.value, a.value.identity()));
        vec![Delta::updated(a, to_b).into(), Delta::updated(b, to_a).into()]
    }

    async fn undo(
        &mut self,
        backend: &Backend,
    ) -> Option<(ariadne_domain::ChangesetId, Vec<EntityChange>)> {
        let head = backend.changesets.state().await.expect("state").seq;
        let back = self.rng.below(8) as u64;
        let seq = head.checked_sub(back).filter(|seq| *seq > 0)?;
        let inverse = inverse_of(backend, seq).await.ok()?;
        let feed = backend.changesets.changesets_after(seq - 1, 1).await.expect("the feed");
        Some((feed.first()?.id, inverse.changes))
    }

    /// A step from a row of some time ago; it changes no name.
    async fn stale(&mut self, backend: &Backend, present: &Present) -> Vec<EntityChange> {
        let head = backend.changesets.state().await.expect("state").seq;
        if present.tables.is_empty() || head < 2 {
            return Vec::new();
        }
        let id = self.rng.pick(&present.tables).value.id;
        let then = At::Seq(
            head - 1 - self.rng.below(6).min(usize::try_from(head).unwrap_or(6) - 1) as u64,
        );
        let old = backend.tables.tables(then, &[id]).await.expect("tables");
        let Some(before) = old.into_iter().next() else { return Vec::new() };
        let current = present.tables.iter().find(|table| table.value.id == id);
        let Some(current) = current else { return Vec::new() };
        let mut after = current.value.clone();
        after.owner = Some(format!("stale {}", self.rng.below(100)));
        vec![Delta::updated(before, after).into()]
    }

    fn requirement(&mut self, present: &Present) -> Requirement {
        let version = u32::try_from(1 + self.rng.below(3)).unwrap_or(1);
        let name = (*self.rng.pick(NAMES)).to_owned();
        let schema = self.rng.pick(SCHEMAS).map(str::to_owned);
        match (self.rng.below(5), present.tables.last(), present.sources.last()) {
            (0, Some(table), _) => Requirement::Version(table_ref(table.value.id), version),
            (1, _, Some(source)) => Requirement::Version(source_ref(source.value.id), version),
            (2, Some(table), _) => Requirement::Exists(table_ref(table.value.id)),
            (3, _, _) => {
                Requirement::Exists(source_ref(SourceId(SeqIds::nth(self.rng.number() % 50))))
            }
            _ => Requirement::TableNameFree(Identity { source: None, schema, name }),
        }
    }
}
