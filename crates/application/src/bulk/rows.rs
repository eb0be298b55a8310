//! The lists of a plan, kept piece by piece: what would change, and what is wrong.

use ariadne_domain::{
    Change, ChangedEdge, EdgeId, EntityKind, EntityRef, FieldChange, JobId, Operation, TableId,
    Value,
};
use ariadne_formats::{Problem, from_json, to_json};
use ariadne_ports::{Cursor, CursorKey, Error, ImportPart, Page, PageRequest, Result};
use uuid::Uuid;

use crate::Reader;

/// Rows in one piece.
const ROWS: usize = 200;

/// Something wrong with a file, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// `ERROR`, `WARNING` or `INFO`.
    pub severity: String,
    /// The sheet, the file of an archive, or the list of a document.
    pub sheet: Option<String>,
    /// The row, as a spreadsheet counts it, or the position in a list from 1.
    pub row: Option<u64>,
    /// The header or key.
    pub column: Option<String>,
    /// A stable upper-case word.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// What stands there.
    pub value: Option<String>,
    /// What could stand there instead.
    pub suggestion: Option<String>,
}

impl From<&Problem> for ImportProblem {
    fn from(problem: &Problem) -> Self {
        Self {
            severity: problem.severity.as_str().to_owned(),
            sheet: problem.place.sheet.as_deref().map(str::to_owned),
            row: problem.place.row.or(problem.place.line),
            column: problem.place.column.as_ref().map(|column| column.name.to_string()),
            code: problem.code.to_owned(),
            message: problem.message.clone(),
            value: problem.value.clone(),
            suggestion: problem.suggestion.clone(),
        }
    }
}

/// What is kept in rows.
pub(super) trait Row: Sized {
    /// As it is kept.
    fn to_value(&self) -> Value;
    /// Reads [`Row::to_value`].
    fn from_value(value: &Value) -> Option<Self>;
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

impl Row for ImportProblem {
    fn to_value(&self) -> Value {
        Value::object()
            .with("severity", self.severity.as_str())
            .with("sheet", self.sheet.clone())
            .with("row", self.row)
            .with("column", self.column.clone())
            .with("code", self.code.as_str())
            .with("message", self.message.as_str())
            .with("value", self.value.clone())
            .with("suggestion", self.suggestion.clone())
    }

    fn from_value(value: &Value) -> Option<Self> {
        let row = value.get("row").and_then(Value::as_i64);
        Some(Self {
            severity: text(value, "severity")?,
            sheet: text(value, "sheet"),
            row: row.and_then(|row| u64::try_from(row).ok()),
            column: text(value, "column"),
            code: text(value, "code")?,
            message: text(value, "message")?,
            value: text(value, "value"),
            suggestion: text(value, "suggestion"),
        })
    }
}

impl Row for Change {
    fn to_value(&self) -> Value {
        let field = |field: &FieldChange| {
            Value::Array(vec![field.field.into(), field.old.clone(), field.new.clone()])
        };
        Value::object()
            .with("kind", self.entity.kind.as_str())
            .with("id", self.entity.id.as_hyphenated().to_string())
            .with("table", self.table.map(|table| table.to_string()))
            .with("edge", self.edge.as_ref().map(|edge| edge.id.to_string()))
            .with("name", self.name.as_str())
            .with("operation", self.operation.as_str())
            .with("fields", Value::Array(self.fields.iter().map(field).collect()))
    }

    fn from_value(value: &Value) -> Option<Self> {
        let id = |key: &str| Uuid::parse_str(value.get(key)?.as_str()?).ok();
        let kind = EntityKind::from_name(value.get("kind")?.as_str()?)?;
        let field = |field: &Value| match field.as_array()? {
            [name, old, new] => Some(FieldChange {
                field: kind.field(name.as_str()?)?,
                old: old.clone(),
                new: new.clone(),
            }),
            _ => None,
        };
        Some(Self {
            entity: EntityRef { kind, id: id("id")? },
            table: id("table").map(TableId),
            edge: id("edge").map(|id| ChangedEdge { id: EdgeId(id), from: None, to: None }),
            name: text(value, "name")?,
            operation: Operation::from_name(value.get("operation")?.as_str()?)?,
            fields: value.get("fields")?.as_array()?.iter().map(field).collect::<Option<_>>()?,
        })
    }
}

/// The rows of a part on their way into the database, one piece after the other.
#[derive(Debug)]
pub(super) struct KeptRows {
    job: JobId,
    part: ImportPart,
    number: u32,
    waiting: Vec<Value>,
}

impl KeptRows {
    /// None yet.
    pub(super) fn new(job: JobId, part: ImportPart) -> Self {
        Self { job, part, number: 0, waiting: Vec::with_capacity(ROWS) }
    }

    /// Keeps a row.
    pub(super) async fn add<R: Row>(&mut self, reader: &Reader, row: &R) -> Result<()> {
        self.waiting.push(row.to_value());
        if self.waiting.len() == ROWS { self.put(reader).await } else { Ok(()) }
    }

    async fn put(&mut self, reader: &Reader) -> Result<()> {
        let rows = std::mem::replace(&mut self.waiting, Vec::with_capacity(ROWS));
        let bytes = to_json(&Value::Array(rows)).into_bytes();
        let imports = &reader.core.ports.imports;
        imports.put_piece(self.job, self.part, self.number, bytes).await?;
        self.number += 1;
        Ok(())
    }

    /// Keeps what waits.
    pub(super) async fn finish(&mut self, reader: &Reader) -> Result<()> {
        if self.waiting.is_empty() { Ok(()) } else { self.put(reader).await }
    }
}

impl Reader {
    /// Keeps the rows of a part, which has none yet.
    pub(super) async fn keep_rows<R: Row>(
        &self,
        job: JobId,
        part: ImportPart,
        rows: impl Iterator<Item = R>,
    ) -> Result<()> {
        let mut kept = KeptRows::new(job, part);
        for row in rows {
            kept.add(self, &row).await?;
        }
        kept.finish(self).await
    }

    /// A page of the rows of a part.
    pub(super) async fn kept_rows<R: Row>(
        &self,
        job: JobId,
        part: ImportPart,
        page: &PageRequest,
    ) -> Result<Page<R>> {
        let operation = "imports.rows";
        let scope = format!("import {part:?}");
        let mut next = match &page.after {
            None => 0,
            Some(cursor) => {
                cursor.check(operation, &scope)?;
                match cursor.keys.as_slice() {
                    [CursorKey::Int(number)] => usize::try_from(*number).unwrap_or(0) + 1,
                    _ => 0,
                }
            }
        };
        let mut items = Vec::new();
        while items.len() <= page.first {
            let number = u32::try_from(next / ROWS).unwrap_or(u32::MAX);
            let Some(bytes) = self.core.ports.imports.piece(job, part, number).await? else {
                break;
            };
            let rows = read_rows::<R>(&bytes).ok_or_else(|| {
                Error::internal(operation, "a piece of an import does not read back")
            })?;
            let whole = rows.len() == ROWS;
            for row in rows.into_iter().skip(next % ROWS) {
                let key = CursorKey::Int(i64::try_from(next).unwrap_or(i64::MAX));
                items.push((row, Cursor::new(&scope, vec![key], job.0)));
                next += 1;
            }
            if !whole {
                break;
            }
        }
        let has_next = items.len() > page.first;
        items.truncate(page.first);
        Ok(Page { items, has_next })
    }
}

fn read_rows<R: Row>(bytes: &[u8]) -> Option<Vec<R>> {
    let value = from_json(std::str::from_utf8(bytes).ok()?).ok()?;
    value.as_array()?.iter().map(R::from_value).collect()
}
