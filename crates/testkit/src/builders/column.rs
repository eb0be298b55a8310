use ariadne_domain::{Column, ColumnFacts, ColumnId, LogicalType, NewColumn, Path, TableId, Value};

/// Builds a [`Column`] by hand or from facts.
#[derive(Clone, Debug)]
pub struct ColumnBuilder(Column);

impl ColumnBuilder {
    /// A column written by hand. `path` is a printed path: `items.sku`.
    pub fn manual(id: impl Into<ColumnId>, table: TableId, path: &str) -> Self {
        let new = NewColumn { data_type: "string".to_owned(), ..NewColumn::default() };
        Self(Column::manual(id.into(), table, parse(path), 0, new))
    }

    /// A column that a fetch saw.
    pub fn observed(id: impl Into<ColumnId>, table: TableId, facts: ColumnFacts) -> Self {
        Self(Column::observed(id.into(), table, facts, 0))
    }

    /// Its place in the table, and in the source's order where one saw it.
    #[must_use]
    pub fn ordinal(mut self, ordinal: u32) -> Self {
        self.0.ordinal = ordinal;
        if let Some(observed) = &mut self.0.observed {
            observed.ordinal = ordinal;
        }
        self
    }

    /// A type that a person set.
    #[must_use]
    pub fn data_type(mut self, data_type: &str) -> Self {
        self.0.set_data_type(Some(data_type.to_owned()));
        self
    }

    /// A description that a person wrote.
    #[must_use]
    pub fn description(mut self, text: &str) -> Self {
        self.0.set_description(Some(text.to_owned()));
        self
    }

    /// Its tags.
    #[must_use]
    pub fn tags<S: Into<String>>(mut self, tags: impl IntoIterator<Item = S>) -> Self {
        self.0.set_tags(tags.into_iter().map(Into::into).collect());
        self
    }

    /// Hidden by a person.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.0.overrides.hidden = true;
        self
    }

    /// The column.
    pub fn build(self) -> Column {
        self.0
    }
}

/// Builds [`ColumnFacts`]: nullable, without a default, if nothing else is said.
#[derive(Clone, Debug)]
pub struct FactsBuilder(ColumnFacts);

impl FactsBuilder {
    /// Facts of the column at a printed path; the logical type is guessed from the type.
    pub fn new(path: &str, data_type: &str) -> Self {
        Self(ColumnFacts {
            path: parse(path),
            data_type: data_type.to_owned(),
            logical_type: LogicalType::guess(data_type),
            nullable: true,
            default: None,
            generated: None,
            comment: None,
            properties: Value::object(),
        })
    }

    /// Never absent or null.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.0.nullable = false;
        self
    }

    /// The source's own comment.
    #[must_use]
    pub fn comment(mut self, text: &str) -> Self {
        self.0.comment = Some(text.to_owned());
        self
    }

    /// A default expression.
    #[must_use]
    pub fn default(mut self, expression: &str) -> Self {
        self.0.default = Some(expression.to_owned());
        self
    }

    /// One property.
    #[must_use]
    pub fn property(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.properties.set(name, value);
        self
    }

    /// The facts.
    pub fn build(self) -> ColumnFacts {
        self.0
    }
}

pub(super) fn parse(path: &str) -> Path {
    path.parse().expect("a test's path is a printed path")
}
