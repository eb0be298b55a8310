//! What a source says about one table.

use std::fmt;
use std::time::Duration;

use crate::{KeyKind, LogicalType, Path, Problem, TableKind, Value};

/// What a source calls an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectName {
    /// Schema, database or owner; `None` where the engine has none.
    pub schema: Option<String>,
    /// The object's own name, in the engine's exact spelling.
    pub name: String,
}

impl fmt::Display for ObjectName {
    /// `schema.name`, or the name alone; for people, not for parsing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// A name suggested by a source or by the catalog.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableName {
    /// Schema, database or owner; `None` where the engine has none.
    pub schema: Option<String>,
    /// The object's own name.
    pub name: String,
    /// What it is, when known.
    pub kind: Option<TableKind>,
}

/// What a foreign key points to, by the source's own names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ForeignTarget {
    /// Schema of the referenced table.
    pub schema: Option<String>,
    /// Name of the referenced table.
    pub name: String,
    /// Names of the referenced columns, in key order.
    pub columns: Vec<String>,
}

/// A key as a source reports it: columns by path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFacts {
    /// Primary, unique or foreign.
    pub kind: KeyKind,
    /// The constraint's or index's name.
    pub name: Option<String>,
    /// Paths in key order.
    pub columns: Vec<Path>,
    /// Target of a foreign key.
    pub references: Option<ForeignTarget>,
    /// Whether the engine enforces it; `None` where it has no such notion.
    pub enabled: Option<bool>,
}

/// Facts of a table as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFacts {
    /// What the source calls it, exactly.
    pub external: ObjectName,
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
    pub keys: Vec<KeyFacts>,
}

/// Facts of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnFacts {
    /// Where it is; unique in its table.
    pub path: Path,
    /// The engine's own spelling of the type, `VARCHAR2(50 CHAR)`.
    pub data_type: String,
    /// Our normal form of the type.
    pub logical_type: LogicalType,
    /// Whether it may be absent or null.
    pub nullable: bool,
    /// Default expression, in the engine's spelling.
    pub default: Option<String>,
    /// How it is generated (`IDENTITY`, `VIRTUAL: expr`, `RUNTIME`, `ALIAS`), if it is.
    pub generated: Option<String>,
    /// The source's own comment.
    pub comment: Option<String>,
    /// What only this engine knows, an object: presence, shares, analyzers, …
    pub properties: Value,
}

/// How an answer came to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Every statement or request sent, in order, without secrets.
    pub statements: Vec<String>,
    /// Number of documents looked at, where a sample was taken.
    pub sampled_documents: Option<u64>,
    /// How the sample was taken: `$sample`, `whole collection`, `find`, …
    pub sample_method: Option<String>,
    /// Time the fetch took.
    pub elapsed: Duration,
    /// How the name was resolved, when not literally: folding, synonym, alias.
    pub resolved_from: Option<String>,
}

/// Everything one fetch saw of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedTable {
    /// Facts of the table, keys included.
    pub facts: TableFacts,
    /// Every column, in the source's order; paths are unique.
    pub columns: Vec<ColumnFacts>,
    /// What could not be seen or looks wrong.
    pub warnings: Vec<Problem>,
    /// How it was found out.
    pub evidence: Evidence,
}
