//! Tables: anything that has columns.

use crate::names::names;
use crate::{Key, KeyKind, ObjectName, SourceId, TableId, Timestamp, Value, fold};

names! {
    /// What a table is at its source, or what a person calls it.
    pub enum TableKind {
        /// A relational table.
        Table = "TABLE",
        /// A view.
        View = "VIEW",
        /// A view whose rows are stored.
        MaterializedView = "MATERIALIZED_VIEW",
        /// A MongoDB collection.
        Collection = "COLLECTION",
        /// A MongoDB time-series collection.
        TimeSeries = "TIME_SERIES",
        /// An Elasticsearch index.
        Index = "INDEX",
        /// An Elasticsearch alias, or a pattern over several indices.
        Alias = "ALIAS",
        /// An Elasticsearch data stream.
        DataStream = "DATA_STREAM",
        /// A file.
        File = "FILE",
        /// A topic of a message broker.
        Topic = "TOPIC",
        /// A report or dashboard.
        Report = "REPORT",
        /// Anything else.
        Other = "OTHER",
    }
}

/// What makes a table unique: source or none, schema or none, name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// The source; `None` for a manual table.
    pub source: Option<SourceId>,
    /// The schema; `None` where there is none. Never `Some("")`.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
}

/// The facts of a table accepted from its fetches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableObserved {
    /// What it is.
    pub kind: TableKind,
    /// The source's own comment.
    pub comment: Option<String>,
    /// View text or pipeline.
    pub definition: Option<String>,
    /// Estimated number of rows or documents.
    pub row_count: Option<u64>,
    /// What only this engine knows, an object.
    pub properties: Value,
    /// Keys in the source's order.
    pub keys: Vec<Key>,
}

/// What a person set over the observed facts; `None` means "as observed".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableOverrides {
    /// The kind.
    pub kind: Option<TableKind>,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// The keys, all of them.
    pub keys: Option<Vec<Key>>,
}

/// A table of the catalog, without its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its id.
    pub id: TableId,
    /// The source it is bound to; `None` for a manual table.
    pub source: Option<SourceId>,
    /// Its schema in the catalog; never `Some("")`.
    pub schema: Option<String>,
    /// Its name in the catalog.
    pub name: String,
    /// What the source calls it, apart from what the catalog calls it.
    pub external: Option<ObjectName>,
    /// Sorted, no repeats.
    pub tags: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Facts from fetches; `None` if never fetched.
    pub observed: Option<TableObserved>,
    /// What a person set.
    pub overrides: TableOverrides,
    /// When the last accepted fetch was made.
    pub introspected_at: Option<Timestamp>,
}

impl Table {
    /// A manual table with nothing but a name.
    pub fn new(id: TableId, schema: Option<String>, name: String) -> Self {
        Self {
            id,
            source: None,
            schema: schema.filter(|s| !s.is_empty()),
            name,
            external: None,
            tags: Vec::new(),
            owner: None,
            observed: None,
            overrides: TableOverrides::default(),
            introspected_at: None,
        }
    }

    /// What must be unique.
    pub fn identity(&self) -> Identity {
        Identity { source: self.source, schema: self.schema.clone(), name: self.name.clone() }
    }

    /// The person's kind, else the observed one, else `TABLE`.
    pub fn kind(&self) -> TableKind {
        self.overrides.kind.or(self.observed.as_ref().map(|o| o.kind)).unwrap_or(TableKind::Table)
    }

    /// The person's text, else the source's comment.
    pub fn description(&self) -> Option<&str> {
        self.overrides.description.as_deref().or(self.source_comment())
    }

    /// The source's own comment.
    pub fn source_comment(&self) -> Option<&str> {
        self.observed.as_ref().and_then(|o| o.comment.as_deref())
    }

    /// The person's keys, else the observed ones.
    pub fn keys(&self) -> &[Key] {
        match (&self.overrides.keys, &self.observed) {
            (Some(keys), _) => keys,
            (None, Some(observed)) => &observed.keys,
            (None, None) => &[],
        }
    }

    /// Takes new observed facts; overrides that now say the same are dropped. Keys
    /// written before any were observed join the observed ones.
    pub(crate) fn observe(&mut self, observed: TableObserved) {
        let mut overrides = std::mem::take(&mut self.overrides);
        if self.observed.as_ref().is_none_or(|old| old.keys.is_empty()) {
            overrides.keys = overrides.keys.map(|keys| join_keys(&observed.keys, keys));
        }
        overrides.keys = overrides.keys.filter(|keys| !say_the_same(keys, &observed.keys));
        self.observed = Some(observed);
        self.set_kind(overrides.kind);
        self.set_description(overrides.description);
        if let Some(keys) = overrides.keys {
            self.set_keys(keys);
        }
    }

    /// Sets the keys; saying what was observed sets no override.
    pub fn set_keys(&mut self, keys: Vec<Key>) {
        let observed = self.observed.as_ref().map_or(&[][..], |o| &o.keys);
        self.overrides.keys = (keys != observed).then_some(keys);
    }

    /// Sets the kind; `None`, or what was observed, sets no override.
    pub fn set_kind(&mut self, kind: Option<TableKind>) {
        let observed = self.observed.as_ref().map(|o| o.kind);
        self.overrides.kind = kind.filter(|k| Some(*k) != observed);
    }

    /// Sets the description; `None`, or the source's own comment, sets no override.
    pub fn set_description(&mut self, description: Option<String>) {
        let text = description.filter(|d| Some(d.as_str()) != self.source_comment());
        self.overrides.description = text;
    }

    /// Sets the tags: sorted, repeats and empty ones dropped.
    pub fn set_tags(&mut self, mut tags: Vec<String>) {
        tags.retain(|t| !t.is_empty());
        tags.sort();
        tags.dedup();
        self.tags = tags;
    }

    /// The name what the source calls it: `external`, else schema and name.
    pub fn external_name(&self) -> ObjectName {
        self.external
            .clone()
            .unwrap_or_else(|| ObjectName { schema: self.schema.clone(), name: self.name.clone() })
    }

    /// `schema.name`, or the name alone; for people, not for parsing.
    pub fn qualified_name(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.name),
            None => self.name.clone(),
        }
    }

    /// The folded name that lists are ordered by.
    pub fn folded_name(&self) -> String {
        fold(&self.name)
    }
}

/// The observed keys and those of a person that say something else. A person's
/// primary key stands over the observed one.
fn join_keys(observed: &[Key], by_hand: Vec<Key>) -> Vec<Key> {
    let mut more = by_hand;
    more.retain(|key| !observed.iter().any(|o| says_the_same(o, key)));
    let primary = more.iter().any(|key| key.kind == KeyKind::Primary);
    let kept = observed.iter().filter(|o| !(primary && o.kind == KeyKind::Primary));
    kept.cloned().chain(more.iter().cloned()).collect()
}

/// Whether two keys promise the same, whatever their constraints are called.
fn says_the_same(one: &Key, other: &Key) -> bool {
    one.kind == other.kind && one.columns == other.columns && one.references == other.references
}

/// Whether each key of one list is in the other.
fn say_the_same(some: &[Key], others: &[Key]) -> bool {
    let within = |some: &[Key], others: &[Key]| {
        some.iter().all(|key| others.iter().any(|other| says_the_same(key, other)))
    };
    within(some, others) && within(others, some)
}
