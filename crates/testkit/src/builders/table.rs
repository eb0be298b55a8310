use ariadne_domain::{
    Key, ObjectName, SourceId, Table, TableId, TableKind, TableObserved, Timestamp, Value,
};

/// Builds a [`Table`]: a manual table without a schema, if nothing else is said.
#[derive(Clone, Debug)]
pub struct TableBuilder(Table);

impl TableBuilder {
    /// A table of this name.
    pub fn new(id: impl Into<TableId>, name: &str) -> Self {
        Self(Table::new(id.into(), None, name.to_owned()))
    }

    /// Bound to a source.
    #[must_use]
    pub fn source(mut self, source: SourceId) -> Self {
        self.0.source = Some(source);
        self
    }

    /// In a schema.
    #[must_use]
    pub fn schema(mut self, schema: &str) -> Self {
        self.0.schema = Some(schema.to_owned());
        self
    }

    /// What the source calls it.
    #[must_use]
    pub fn external(mut self, schema: Option<&str>, name: &str) -> Self {
        let schema = schema.map(ToOwned::to_owned);
        self.0.external = Some(ObjectName { schema, name: name.to_owned() });
        self
    }

    /// Its tags.
    #[must_use]
    pub fn tags<S: Into<String>>(mut self, tags: impl IntoIterator<Item = S>) -> Self {
        self.0.set_tags(tags.into_iter().map(Into::into).collect());
        self
    }

    /// Who answers for it.
    #[must_use]
    pub fn owner(mut self, owner: &str) -> Self {
        self.0.owner = Some(owner.to_owned());
        self
    }

    /// A kind that a person set.
    #[must_use]
    pub fn kind(mut self, kind: TableKind) -> Self {
        self.0.set_kind(Some(kind));
        self
    }

    /// A description that a person wrote.
    #[must_use]
    pub fn description(mut self, text: &str) -> Self {
        self.0.set_description(Some(text.to_owned()));
        self
    }

    /// Keys that a person set.
    #[must_use]
    pub fn keys(mut self, keys: Vec<Key>) -> Self {
        self.0.set_keys(keys);
        self
    }

    /// Fetched at this time, with the facts of a collection that has this comment.
    #[must_use]
    pub fn fetched(mut self, at: Timestamp, comment: Option<&str>) -> Self {
        self.0.introspected_at = Some(at);
        self.0.observed = Some(TableObserved {
            kind: TableKind::Collection,
            comment: comment.map(ToOwned::to_owned),
            definition: None,
            row_count: Some(42),
            properties: Value::object().with("capped", false),
            keys: Vec::new(),
        });
        self
    }

    /// The table.
    pub fn build(self) -> Table {
        self.0
    }
}
