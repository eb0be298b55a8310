//! From what the catalog holds to the records of a file.

use std::collections::HashMap;

use ariadne_domain::{
    Assertion, Column, ColumnId, Field, Path, Source, Table, primary_key_position, unique_alone,
};
use ariadne_formats::{
    ColumnRecord, LineageRecord, Record, Reference, ReferenceName, SourceRecord, TableRecord,
};
use uuid::Uuid;

use super::export::Title;
use super::restore::{facts_of, fetched};

fn set<T>(value: Option<T>) -> Field<T> {
    value.map_or(Field::Clear, Field::Set)
}

fn text(value: Option<&str>) -> Field<String> {
    set(value.map(str::to_owned))
}

/// A source, without its secret.
pub(super) fn source(source: Source) -> Record {
    Record::Source(SourceRecord {
        id: Some(source.id),
        name: source.name,
        kind: Field::Set(source.kind),
        description: set(source.description),
        is_active: Field::Set(source.is_active),
        settings: Field::Set(source.settings),
    })
}

/// A table, with what counts of it: a person's word, or else what was observed.
///
/// `whole` adds all that fetches found out, for a restore.
pub(super) fn table(table: &Table, columns: &[Column], title: &Title, whole: bool) -> Record {
    let paths: HashMap<ColumnId, &Path> =
        columns.iter().map(|column| (column.id, &column.path)).collect();
    let keys = facts_of(table.keys(), &paths);
    let observed = table.observed.as_ref();
    let external = table.external.as_ref();
    Record::Table(TableRecord {
        id: Some(table.id),
        source: title.source.clone(),
        schema: title.schema.clone(),
        name: table.name.clone(),
        kind: Field::Set(table.kind()),
        external_schema: set(external.and_then(|external| external.schema.clone())),
        external_name: set(external.map(|external| external.name.clone())),
        description: text(table.description()),
        tags: if table.tags.is_empty() { Field::Clear } else { Field::Set(table.tags.clone()) },
        owner: text(table.owner.as_deref()),
        keys: if keys.is_empty() { Field::Clear } else { Field::Set(keys) },
        definition: set(observed.and_then(|observed| observed.definition.clone())),
        row_count: set(observed.and_then(|observed| observed.row_count)),
        introspected_at: set(table.introspected_at),
        properties: set(observed.map(|o| o.properties.clone()).filter(|p| !p.is_blank())),
        fetched: set(whole.then(|| fetched(table, columns)).flatten()),
    })
}

/// A column, with what counts of it.
pub(super) fn column(column: &Column, table: &Table, title: &Title) -> Record {
    let keys = table.keys();
    Record::Column(ColumnRecord {
        id: Some(column.id),
        table: end(table.id.0, Some(title), None),
        path: Some(column.path.clone()),
        ordinal: Field::Set(column.ordinal),
        data_type: text(Some(column.data_type())),
        logical_type: Field::Set(column.logical_type()),
        nullable: Field::Set(column.nullable()),
        primary_key: set(primary_key_position(keys, column.id)),
        unique: Field::Set(unique_alone(keys, column.id)),
        default: text(column.default()),
        generated: text(column.generated()),
        description: text(column.description()),
        tags: if column.tags.is_empty() { Field::Clear } else { Field::Set(column.tags.clone()) },
        properties: set(column.properties().cloned()),
    })
}

/// A table or column by id and, where it is known, by name.
pub(super) fn end(id: Uuid, title: Option<&Title>, column: Option<Path>) -> Reference {
    let name = title.map(|title| ReferenceName::Cells {
        source: title.source.clone(),
        schema: title.schema.clone(),
        table: title.name.clone(),
        column,
    });
    Reference { id: Some(id), name }
}

/// A claim.
pub(super) fn claim(claim: &Assertion, from: Reference, to: Reference) -> Record {
    Record::Lineage(LineageRecord {
        edge: Some(claim.edge),
        from,
        to,
        transformation: set(claim.transformation.clone()),
        process: set(claim.process.clone()),
        confidence: set(claim.confidence),
        status: Field::Set(claim.status),
        origin: Field::Set(claim.origin),
        note: set(claim.note.clone()),
        claimant: Field::Set(claim.claimant.name.clone()),
        claimant_id: Field::Set(claim.claimant.id.0),
        claimant_kind: Field::Set(claim.claimant.kind),
        claimed_at: Field::Set(claim.at),
    })
}
