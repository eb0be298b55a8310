use std::time::Duration;

use ariadne_domain::{
    ColumnFacts, Evidence, FetchedTable, KeyFacts, KeyKind, ObjectName, Problem, TableFacts,
    TableKind, Value,
};

use super::column::{FactsBuilder, parse};

/// Builds a [`FetchedTable`]: a collection without columns, if nothing else is said.
#[derive(Clone, Debug)]
pub struct FetchedBuilder(FetchedTable);

impl FetchedBuilder {
    /// What was seen of the table of this name.
    pub fn new(name: &str) -> Self {
        Self(FetchedTable {
            facts: TableFacts {
                external: ObjectName { schema: None, name: name.to_owned() },
                kind: TableKind::Collection,
                comment: None,
                definition: None,
                row_count: None,
                properties: Value::object(),
                keys: Vec::new(),
            },
            columns: Vec::new(),
            warnings: Vec::new(),
            evidence: Evidence {
                statements: vec![format!("describe {name}")],
                sampled_documents: None,
                sample_method: None,
                elapsed: Duration::from_millis(7),
                resolved_from: None,
            },
        })
    }

    /// In a schema or database.
    #[must_use]
    pub fn schema(mut self, schema: &str) -> Self {
        self.0.facts.external.schema = Some(schema.to_owned());
        self
    }

    /// What it is.
    #[must_use]
    pub fn kind(mut self, kind: TableKind) -> Self {
        self.0.facts.kind = kind;
        self
    }

    /// The source's own comment.
    #[must_use]
    pub fn comment(mut self, text: &str) -> Self {
        self.0.facts.comment = Some(text.to_owned());
        self
    }

    /// View text or pipeline.
    #[must_use]
    pub fn definition(mut self, text: &str) -> Self {
        self.0.facts.definition = Some(text.to_owned());
        self
    }

    /// Estimated number of rows.
    #[must_use]
    pub fn row_count(mut self, rows: u64) -> Self {
        self.0.facts.row_count = Some(rows);
        self
    }

    /// A column by printed path and type.
    #[must_use]
    pub fn column(self, path: &str, data_type: &str) -> Self {
        self.facts(FactsBuilder::new(path, data_type).build())
    }

    /// A column by its facts.
    #[must_use]
    pub fn facts(mut self, facts: ColumnFacts) -> Self {
        self.0.columns.push(facts);
        self
    }

    /// The primary key, by printed paths.
    #[must_use]
    pub fn primary_key<'a>(mut self, paths: impl IntoIterator<Item = &'a str>) -> Self {
        self.0.facts.keys.push(KeyFacts {
            kind: KeyKind::Primary,
            name: None,
            columns: paths.into_iter().map(parse).collect(),
            references: None,
            enabled: Some(true),
        });
        self
    }

    /// Something that could not be seen.
    #[must_use]
    pub fn warning(mut self, problem: Problem) -> Self {
        self.0.warnings.push(problem);
        self
    }

    /// Learned from so many documents.
    #[must_use]
    pub fn sampled(mut self, documents: u64, method: &str) -> Self {
        self.0.evidence.sampled_documents = Some(documents);
        self.0.evidence.sample_method = Some(method.to_owned());
        self
    }

    /// What was seen.
    pub fn build(self) -> FetchedTable {
        self.0
    }
}
