//! From a record to the values of its fields.

use ariadne_domain::{Field, LogicalType, Path, Timestamp, Value};
use uuid::Uuid;

use crate::record::{
    ColumnRecord, LineageRecord, Record, Reference, ReferenceName, SourceRecord, TableRecord,
};
use crate::{cells, keys};

/// One value for each of the kind's fields, in their order; null where nothing is said.
pub(crate) fn encode(record: &Record) -> Vec<Value> {
    match record {
        Record::Source(source) => self::source(source),
        Record::Table(table) => self::table(table),
        Record::Column(column) => self::column(column),
        Record::Lineage(lineage) => self::lineage(lineage),
    }
}

fn source(source: &SourceRecord) -> Vec<Value> {
    vec![
        id(source.id.map(|id| id.0)),
        source.name.as_str().into(),
        word(&source.kind),
        text(&source.description),
        value(&source.is_active, |flag| (*flag).into()),
        value(&source.settings, Clone::clone),
    ]
}

fn table(table: &TableRecord) -> Vec<Value> {
    vec![
        id(table.id.map(|id| id.0)),
        text(&table.source),
        text(&table.schema),
        table.name.as_str().into(),
        word(&table.kind),
        text(&table.external_schema),
        text(&table.external_name),
        text(&table.description),
        tags(&table.tags),
        text(&table.owner),
        value(&table.keys, |k| keys::write(k)),
        text(&table.definition),
        value(&table.row_count, |count| (*count).into()),
        time(&table.introspected_at),
        value(&table.properties, Clone::clone),
        value(&table.fetched, Clone::clone),
    ]
}

fn column(column: &ColumnRecord) -> Vec<Value> {
    let [table_id, source, schema, table, _, dotted] = reference(&column.table);
    vec![
        id(column.id.map(|id| id.0)),
        table_id,
        source,
        schema,
        table,
        dotted,
        path(column.path.as_ref()),
        value(&column.ordinal, |n| (*n).into()),
        text(&column.data_type),
        value(&column.logical_type, |t: &LogicalType| t.to_string().into()),
        value(&column.nullable, |flag| (*flag).into()),
        value(&column.primary_key, |n| (*n).into()),
        value(&column.unique, |flag| (*flag).into()),
        text(&column.default),
        text(&column.generated),
        text(&column.description),
        tags(&column.tags),
        value(&column.properties, Clone::clone),
    ]
}

fn lineage(claim: &LineageRecord) -> Vec<Value> {
    let mut values = Vec::from(reference(&claim.from));
    values.extend(reference(&claim.to));
    values.extend([
        text(&claim.transformation),
        text(&claim.process),
        value(&claim.confidence, |c| Value::Number(c.to_string())),
        word(&claim.status),
        word(&claim.origin),
        text(&claim.note),
        text(&claim.claimant),
        value(&claim.claimant_id, |id| id.to_string().into()),
        word(&claim.claimant_kind),
        time(&claim.claimed_at),
        id(claim.edge.map(|id| id.0)),
    ]);
    values
}

/// Id, source, schema, table, column and dotted name.
fn reference(reference: &Reference) -> [Value; 6] {
    let id = id(reference.id);
    match &reference.name {
        None => [id, Value::Null, Value::Null, Value::Null, Value::Null, Value::Null],
        Some(ReferenceName::Dotted(dotted)) => {
            [id, Value::Null, Value::Null, Value::Null, Value::Null, path(Some(dotted))]
        }
        Some(ReferenceName::Cells { source, schema, table, column }) => [
            id,
            text(source),
            text(schema),
            table.as_str().into(),
            path(column.as_ref()),
            Value::Null,
        ],
    }
}

fn value<T>(field: &Field<T>, into: impl FnOnce(&T) -> Value) -> Value {
    field.value().map_or(Value::Null, into)
}

fn text(field: &Field<String>) -> Value {
    value(field, |text| text.as_str().into())
}

fn word<T: std::fmt::Display>(field: &Field<T>) -> Value {
    value(field, |word| word.to_string().into())
}

fn tags(field: &Field<Vec<String>>) -> Value {
    value(field, |tags| tags.clone().into())
}

fn time(field: &Field<Timestamp>) -> Value {
    value(field, |time| cells::time_text(*time).into())
}

fn id(id: Option<Uuid>) -> Value {
    id.map(|id| id.to_string()).into()
}

fn path(path: Option<&Path>) -> Value {
    path.map(ToString::to_string).into()
}

/// A value as the text of one cell.
pub(crate) fn cell(value: &Value, tags: bool) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(text) | Value::String(text) => text.clone(),
        Value::Array(items) if tags => {
            let tags: Vec<String> =
                items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            cells::join_tags(&tags)
        }
        Value::Array(_) | Value::Object(_) => crate::json::text(value),
    }
}
