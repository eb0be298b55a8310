//! All that fetches found out of a table and its columns, in one field of the table: what a
//! catalog is restored with. What a person said of the table is in fields of its own; what he
//! said of a column is here too, so that hidden ones come back as they were.

use ariadne_domain::{ColumnFacts, ColumnOverrides, KeyFacts, LogicalType, Path, TableKind, Value};

use crate::{cells, keys};

/// What fetches found out of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Of the table itself; `None` when it was never fetched.
    pub table: Option<FetchedFacts>,
    /// All of its columns: those that a person hid, and those written by hand too.
    pub columns: Vec<FetchedColumn>,
}

/// Facts of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedFacts {
    /// What it is.
    pub kind: TableKind,
    /// The source's own comment.
    pub comment: Option<String>,
    /// View text or pipeline.
    pub definition: Option<String>,
    /// Estimated number of rows.
    pub row_count: Option<u64>,
    /// What only its engine knows.
    pub properties: Value,
    /// Its keys, columns by their paths in the catalog.
    pub keys: Vec<KeyFacts>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedColumn {
    /// Its path in the catalog.
    pub path: Path,
    /// Its place in the catalog.
    pub place: u32,
    /// Its facts and its place in the source's order; `None` when it was never fetched.
    pub facts: Option<(ColumnFacts, u32)>,
    /// What a person said of it, and whether he hid it: a hidden column has no row of its
    /// own.
    pub words: ColumnOverrides,
    /// Its tags.
    pub tags: Vec<String>,
}

impl Fetched {
    /// As it stands in the field.
    pub fn to_value(&self) -> Value {
        let columns = self.columns.iter().map(column).collect();
        let mut value = Value::object();
        if let Some(table) = &self.table {
            value = value
                .with("kind", table.kind.as_str())
                .with("comment", table.comment.clone())
                .with("definition", table.definition.clone())
                .with("rowCount", table.row_count)
                .with("properties", table.properties.clone())
                .with("keys", keys::write(&table.keys));
        }
        value.with("columns", Value::Array(columns))
    }

    /// Reads [`Fetched::to_value`]; `None` for anything else.
    pub fn of(value: &Value) -> Option<Self> {
        let table = match value.get("kind") {
            None => None,
            Some(kind) => Some(FetchedFacts {
                kind: TableKind::from_name(kind.as_str()?)?,
                comment: text(value, "comment"),
                definition: text(value, "definition"),
                row_count: number(value, "rowCount"),
                properties: value.get("properties")?.clone(),
                keys: keys::read(value.get("keys")?.clone()).ok()?,
            }),
        };
        let columns = value.get("columns")?.as_array()?;
        Some(Self { table, columns: columns.iter().map(read_column).collect::<Option<_>>()? })
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn number(value: &Value, key: &str) -> Option<u64> {
    match value.get(key)? {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn column(column: &FetchedColumn) -> Value {
    let mut value =
        Value::object().with("path", column.path.to_string()).with("place", column.place);
    if let Some((facts, ordinal)) = &column.facts {
        value.set("observed", facts_value(facts, *ordinal));
    }
    let words = words_value(&column.words);
    if !words.is_blank() {
        value.set("words", words);
    }
    if !column.tags.is_empty() {
        value.set("tags", column.tags.clone());
    }
    value
}

fn facts_value(facts: &ColumnFacts, ordinal: u32) -> Value {
    Value::object()
        .with("path", facts.path.to_string())
        .with("ordinal", ordinal)
        .with("dataType", facts.data_type.as_str())
        .with("logicalType", facts.logical_type.to_string())
        .with("nullable", facts.nullable)
        .with("default", facts.default.clone())
        .with("generated", facts.generated.clone())
        .with("comment", facts.comment.clone())
        .with("properties", facts.properties.clone())
}

/// Only what was said.
fn words_value(words: &ColumnOverrides) -> Value {
    let mut value = Value::object();
    let texts = [
        ("dataType", &words.data_type),
        ("default", &words.default),
        ("description", &words.description),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            value.set(key, text.as_str());
        }
    }
    if let Some(logical) = &words.logical_type {
        value.set("logicalType", logical.to_string());
    }
    if let Some(nullable) = words.nullable {
        value.set("nullable", nullable);
    }
    if let Some(properties) = &words.properties {
        value.set("properties", properties.clone());
    }
    if words.hidden {
        value.set("hidden", true);
    }
    value
}

fn read_column(value: &Value) -> Option<FetchedColumn> {
    let facts = match value.get("observed") {
        None => None,
        Some(facts) => Some(read_facts(facts)?),
    };
    let words = match value.get("words") {
        None => ColumnOverrides::default(),
        Some(words) => read_words(words)?,
    };
    let tags = match value.get("tags") {
        None => Vec::new(),
        Some(tags) => {
            let tags = tags.as_array()?.iter();
            tags.map(|tag| tag.as_str().map(str::to_owned)).collect::<Option<_>>()?
        }
    };
    Some(FetchedColumn { path: path(value)?, place: place(value, "place")?, facts, words, tags })
}

fn path(value: &Value) -> Option<Path> {
    cells::path(value.get("path")?.clone()).ok()
}

fn place(value: &Value, key: &str) -> Option<u32> {
    u32::try_from(number(value, key)?).ok()
}

fn read_facts(value: &Value) -> Option<(ColumnFacts, u32)> {
    let facts = ColumnFacts {
        path: path(value)?,
        data_type: text(value, "dataType")?,
        logical_type: text(value, "logicalType")?.parse::<LogicalType>().ok()?,
        nullable: value.get("nullable")?.as_bool()?,
        default: text(value, "default"),
        generated: text(value, "generated"),
        comment: text(value, "comment"),
        properties: value.get("properties")?.clone(),
    };
    Some((facts, place(value, "ordinal")?))
}

fn read_words(value: &Value) -> Option<ColumnOverrides> {
    let logical_type = match text(value, "logicalType") {
        None => None,
        Some(logical) => Some(logical.parse::<LogicalType>().ok()?),
    };
    Some(ColumnOverrides {
        data_type: text(value, "dataType"),
        logical_type,
        nullable: value.get("nullable").and_then(Value::as_bool),
        default: text(value, "default"),
        description: text(value, "description"),
        properties: value.get("properties").cloned(),
        hidden: value.get("hidden").and_then(Value::as_bool).unwrap_or_default(),
    })
}
