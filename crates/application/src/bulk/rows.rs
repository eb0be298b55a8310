//! The lists of a plan, kept piece by piece: what would change, and what is wrong.

use ariadne_domain::{
    Change, ChangedEdge, EdgeId, EntityKind, EntityRef, FieldChange, JobId, Operation, TableId,
    Value,
};
use ariadne_formats::{Problem, from_json, write_json, write_json_text};
use ariadne_ports::{Cursor, CursorKey, Error, ImportPart, Page, PageRequest, Result};
use uuid::Uuid;

use crate::Reader;

/// Rows in one piece: each piece is a transaction, and is read whole for a page.
const ROWS: usize = 1_000;

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
    /// Appends it as JSON.
    fn write(&self, out: &mut String);
    /// Reads what [`Row::write`] wrote.
    fn from_value(value: &Value) -> Option<Self>;
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

impl Row for ImportProblem {
    fn write(&self, out: &mut String) {
        let value = Value::object()
            .with("severity", self.severity.as_str())
            .with("sheet", self.sheet.clone())
            .with("row", self.row)
            .with("column", self.column.clone())
            .with("code", self.code.as_str())
            .with("message", self.message.as_str())
            .with("value", self.value.clone())
            .with("suggestion", self.suggestion.clone());
        write_json(&value, out);
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

/// A plan has as many changes as the file has rows and more, so they are kept short: a
/// list instead of names, and of what is new no old values.
impl Row for Change {
    fn write(&self, out: &mut String) {
        let mut id_of = |id: Option<Uuid>, before: &str| {
            out.push_str(before);
            match id {
                Some(id) => {
                    out.push('"');
                    out.push_str(id.as_hyphenated().encode_lower(&mut Uuid::encode_buffer()));
                    out.push('"');
                }
                None => out.push_str("null"),
            }
        };
        id_of(Some(self.entity.id), "[");
        id_of(self.table.map(|table| table.0), ",");
        id_of(self.edge.as_ref().map(|edge| edge.id.0), ",");
        for word in [self.entity.kind.as_str(), self.operation.as_str(), &self.name] {
            out.push(',');
            write_json_text(word, out);
        }
        for field in &self.fields {
            out.push_str(",[");
            write_json_text(field.field, out);
            if self.operation != Operation::Created {
                out.push(',');
                write_json(&field.old, out);
            }
            out.push(',');
            write_json(&field.new, out);
            out.push(']');
        }
        out.push(']');
    }

    fn from_value(value: &Value) -> Option<Self> {
        let [entity, table, edge, kind, operation, name, fields @ ..] = value.as_array()? else {
            return None;
        };
        let id = |value: &Value| Uuid::parse_str(value.as_str()?).ok();
        let kind = EntityKind::from_name(kind.as_str()?)?;
        let field = |field: &Value| {
            let (name, old, new) = match field.as_array()? {
                [name, new] => (name, Value::Null, new),
                [name, old, new] => (name, old.clone(), new),
                _ => return None,
            };
            Some(FieldChange { field: kind.field(name.as_str()?)?, old, new: new.clone() })
        };
        Some(Self {
            entity: EntityRef { kind, id: id(entity)? },
            table: id(table).map(TableId),
            edge: id(edge).map(|id| ChangedEdge { id: EdgeId(id), from: None, to: None }),
            name: name.as_str()?.to_owned(),
            operation: Operation::from_name(operation.as_str()?)?,
            fields: fields.iter().map(field).collect::<Option<_>>()?,
        })
    }
}

/// The rows of a part on their way into the database, one piece after the other.
#[derive(Debug)]
pub(super) struct KeptRows {
    job: JobId,
    part: ImportPart,
    number: u32,
    /// A list of those that wait, not closed yet.
    text: String,
    waiting: usize,
}

impl KeptRows {
    /// None yet.
    pub(super) fn new(job: JobId, part: ImportPart) -> Self {
        Self { job, part, number: 0, text: String::new(), waiting: 0 }
    }

    /// Keeps a row.
    pub(super) async fn add<R: Row>(&mut self, reader: &Reader, row: &R) -> Result<()> {
        self.text.push(if self.waiting == 0 { '[' } else { ',' });
        row.write(&mut self.text);
        self.waiting += 1;
        if self.waiting == ROWS { self.put(reader).await } else { Ok(()) }
    }

    async fn put(&mut self, reader: &Reader) -> Result<()> {
        let room = String::with_capacity(self.text.len());
        let mut text = std::mem::replace(&mut self.text, room);
        text.push(']');
        let imports = &reader.core.ports.imports;
        imports.put_piece(self.job, self.part, self.number, text.into_bytes()).await?;
        self.number += 1;
        self.waiting = 0;
        Ok(())
    }

    /// Keeps what waits.
    pub(super) async fn finish(&mut self, reader: &Reader) -> Result<()> {
        if self.waiting == 0 { Ok(()) } else { self.put(reader).await }
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
