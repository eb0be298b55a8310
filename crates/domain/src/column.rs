//! Columns: observed facts with a person's overrides over them.

use crate::{ColumnFacts, ColumnId, LogicalType, Path, TableId, Value};

/// The facts of a column accepted from a fetch, with its place in the source's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnObserved {
    /// The facts; `facts.path` is what the source calls it.
    pub facts: ColumnFacts,
    /// Place in the source's order, from 0.
    pub ordinal: u32,
}

/// What a person set over the observed facts; `None` means "as observed".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnOverrides {
    /// The type in the engine's spelling.
    pub data_type: Option<String>,
    /// The normal form of the type.
    pub logical_type: Option<LogicalType>,
    /// Whether it may be absent or null.
    pub nullable: Option<bool>,
    /// The default expression.
    pub default: Option<String>,
    /// The description, in Markdown.
    pub description: Option<String>,
    /// Properties of a column written by hand.
    pub properties: Option<Value>,
    /// A person removed an observed column: it stays out of every list, so that
    /// the next fetch does not bring it back.
    pub hidden: bool,
}

/// A column of the catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its identity.
    pub id: ColumnId,
    /// The table it belongs to; it never moves.
    pub table: TableId,
    /// Where it is; unique in its table. Differs from the observed path when a
    /// person renamed it.
    pub path: Path,
    /// Place in the table's order, from 0.
    pub ordinal: u32,
    /// Facts from the last accepted fetch that saw it; `None` if none did.
    pub observed: Option<ColumnObserved>,
    /// What a person set.
    pub overrides: ColumnOverrides,
    /// Sorted, no repeats.
    pub tags: Vec<String>,
}

/// The input of a column written by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewColumn {
    /// The type in the engine's spelling.
    pub data_type: String,
    /// The normal form; guessed from `data_type` when `None`.
    pub logical_type: Option<LogicalType>,
    /// Whether it may be absent or null; `true` when `None`.
    pub nullable: Option<bool>,
    /// The default expression.
    pub default: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Properties, an object.
    pub properties: Option<Value>,
}

impl Column {
    /// A column as a fetch saw it.
    pub fn observed(id: ColumnId, table: TableId, facts: ColumnFacts, ordinal: u32) -> Self {
        Self {
            id,
            table,
            path: facts.path.clone(),
            ordinal,
            observed: Some(ColumnObserved { facts, ordinal }),
            overrides: ColumnOverrides::default(),
            tags: Vec::new(),
        }
    }

    /// A column written by hand.
    pub fn manual(id: ColumnId, table: TableId, path: Path, ordinal: u32, new: NewColumn) -> Self {
        let mut column = Self {
            id,
            table,
            path,
            ordinal,
            observed: None,
            overrides: ColumnOverrides {
                data_type: Some(new.data_type),
                logical_type: new.logical_type,
                nullable: new.nullable,
                default: new.default,
                description: new.description,
                properties: new.properties.filter(|p| !p.is_blank()),
                hidden: false,
            },
            tags: Vec::new(),
        };
        column.set_tags(new.tags);
        column
    }

    fn facts(&self) -> Option<&ColumnFacts> {
        self.observed.as_ref().map(|o| &o.facts)
    }

    /// The type in the engine's spelling; empty when nobody ever said one.
    pub fn data_type(&self) -> &str {
        let observed = self.facts().map(|f| f.data_type.as_str());
        self.overrides.data_type.as_deref().or(observed).unwrap_or("")
    }

    /// The normal form of the type: the person's, else what the person's type most
    /// likely means, else the observed one.
    pub fn logical_type(&self) -> LogicalType {
        match (&self.overrides.logical_type, &self.overrides.data_type, self.facts()) {
            (Some(logical), _, _) => logical.clone(),
            (None, Some(data_type), _) => LogicalType::guess(data_type),
            (None, None, Some(facts)) => facts.logical_type.clone(),
            (None, None, None) => LogicalType::Unknown,
        }
    }

    /// Whether it may be absent or null.
    pub fn nullable(&self) -> bool {
        self.overrides.nullable.or(self.facts().map(|f| f.nullable)).unwrap_or(true)
    }

    /// The default expression.
    pub fn default(&self) -> Option<&str> {
        self.overrides.default.as_deref().or(self.facts().and_then(|f| f.default.as_deref()))
    }

    /// How it is generated, if it is.
    pub fn generated(&self) -> Option<&str> {
        self.facts().and_then(|f| f.generated.as_deref())
    }

    /// The source's own comment.
    pub fn source_comment(&self) -> Option<&str> {
        self.facts().and_then(|f| f.comment.as_deref())
    }

    /// The person's text, else the source's comment.
    pub fn description(&self) -> Option<&str> {
        self.overrides.description.as_deref().or(self.source_comment())
    }

    /// What only the engine knows, or what a person wrote instead.
    pub fn properties(&self) -> Option<&Value> {
        let properties = self.overrides.properties.as_ref().or(self.facts().map(|f| &f.properties));
        properties.filter(|p| !p.is_blank())
    }

    /// Whether nothing was ever observed.
    pub fn is_manual(&self) -> bool {
        self.observed.is_none()
    }

    /// Public names of the fields in which a person's word stands over an
    /// observed fact, in the order of the GraphQL type. Empty for a manual column.
    pub fn overridden(&self) -> Vec<&'static str> {
        let Some(facts) = self.facts() else { return Vec::new() };
        let overrides = &self.overrides;
        [
            ("path", self.path != facts.path),
            ("dataType", overrides.data_type.is_some()),
            ("logicalType", overrides.logical_type.is_some()),
            ("nullable", overrides.nullable.is_some()),
            ("default", overrides.default.is_some()),
            ("description", overrides.description.is_some()),
            ("properties", overrides.properties.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, set)| set.then_some(name))
        .collect()
    }

    /// Sets the type; `None`, or what was observed, sets no override. A manual
    /// column keeps its type on `None`.
    pub fn set_data_type(&mut self, data_type: Option<String>) {
        match (&self.observed, data_type) {
            (Some(observed), Some(text)) if text != observed.facts.data_type => {
                self.overrides.data_type = Some(text);
            }
            (Some(_), _) => self.overrides.data_type = None,
            (None, Some(text)) => self.overrides.data_type = Some(text),
            (None, None) => {}
        }
    }

    /// Sets the normal form; `None`, or what [`Column::logical_type`] answers
    /// without it, sets no override.
    pub fn set_logical_type(&mut self, logical: Option<LogicalType>) {
        self.overrides.logical_type = None;
        self.overrides.logical_type = logical.filter(|l| *l != self.logical_type());
    }

    /// Sets nullability; `None`, or what was observed, sets no override.
    pub fn set_nullable(&mut self, nullable: Option<bool>) {
        let observed = self.facts().map(|f| f.nullable);
        self.overrides.nullable = nullable.filter(|n| Some(*n) != observed);
    }

    /// Sets the default; `None`, or what was observed, sets no override.
    pub fn set_default(&mut self, default: Option<String>) {
        let observed = self.facts().and_then(|f| f.default.as_deref());
        self.overrides.default = default.filter(|d| Some(d.as_str()) != observed);
    }

    /// Sets the description; `None`, or the source's comment, sets no override.
    pub fn set_description(&mut self, description: Option<String>) {
        let text = description.filter(|d| Some(d.as_str()) != self.source_comment());
        self.overrides.description = text;
    }

    /// Sets the properties; `None`, or what was observed, sets no override.
    pub fn set_properties(&mut self, properties: Option<Value>) {
        let observed = self.facts().map(|f| &f.properties);
        self.overrides.properties = properties.filter(|p| Some(p) != observed);
    }

    /// Takes new observed facts; overrides that now say the same are dropped.
    pub(crate) fn observe(&mut self, observed: ColumnObserved) {
        let followed = self.observed.as_ref().is_none_or(|old| old.facts.path == self.path);
        if followed {
            self.path = observed.facts.path.clone();
        }
        let overrides = std::mem::take(&mut self.overrides);
        self.observed = Some(observed);
        self.set_data_type(overrides.data_type);
        self.set_logical_type(overrides.logical_type);
        self.set_nullable(overrides.nullable);
        self.set_default(overrides.default);
        self.set_description(overrides.description);
        self.set_properties(overrides.properties);
        self.overrides.hidden = overrides.hidden;
    }

    /// Sets the tags: sorted, repeats and empty ones dropped.
    pub fn set_tags(&mut self, mut tags: Vec<String>) {
        tags.retain(|t| !t.is_empty());
        tags.sort();
        tags.dedup();
        self.tags = tags;
    }
}
