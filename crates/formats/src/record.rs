//! What a catalog document says, record by record.

use std::sync::Arc;

use ariadne_domain::{
    ActorKind, ColumnId, Confidence, EdgeId, Field, KeyFacts, LineageOrigin, LineageStatus,
    LogicalType, Path, SourceId, SourceKind, TableId, TableKind, Timestamp, Value,
};
use uuid::Uuid;

use crate::{ColumnPlace, Place, RecordKind};

/// How a table or a column is named by somebody who does not know ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceName {
    /// In separate cells. [`Field::Keep`] is a part that the file has no cell for, so
    /// that it may be anything; [`Field::Clear`] is an empty cell.
    Cells {
        /// Name of the source.
        source: Field<String>,
        /// Schema.
        schema: Field<String>,
        /// Name of the table.
        table: String,
        /// Path of the column; `None` for the table itself.
        column: Option<Path>,
    },
    /// In one dotted cell: some of source, schema, table and column path, in this order.
    /// It has to fit exactly one thing.
    Dotted(Path),
}

/// A reference to a table or a column. With an id and a name the id decides, and the
/// name serves a catalog that does not know the id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// By id.
    pub id: Option<Uuid>,
    /// By name.
    pub name: Option<ReferenceName>,
}

/// A data source, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRecord {
    /// Its id, where the file knows it.
    pub id: Option<SourceId>,
    /// Its name.
    pub name: String,
    /// The engine.
    pub kind: Field<SourceKind>,
    /// Free text.
    pub description: Field<String>,
    /// Whether it is fetched from.
    pub is_active: Field<bool>,
    /// The settings that are no secret.
    pub settings: Field<Value>,
}

/// A table. [`Field::Keep`] is what the file says nothing of, [`Field::Clear`] an empty
/// cell or a null.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRecord {
    /// Its id, where the file knows it.
    pub id: Option<TableId>,
    /// Name of its source; cleared for a manual table.
    pub source: Field<String>,
    /// Its schema; cleared where there is none.
    pub schema: Field<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Field<TableKind>,
    /// What the source calls its schema.
    pub external_schema: Field<String>,
    /// What the source calls it.
    pub external_name: Field<String>,
    /// The description.
    pub description: Field<String>,
    /// The tags, all of them.
    pub tags: Field<Vec<String>>,
    /// Who answers for it.
    pub owner: Field<String>,
    /// Its keys, all of them, columns by path.
    pub keys: Field<Vec<KeyFacts>>,
    /// View text or pipeline, as fetched.
    pub definition: Field<String>,
    /// Estimated number of rows, as fetched.
    pub row_count: Field<u64>,
    /// When it was fetched last.
    pub introspected_at: Field<Timestamp>,
    /// What only its engine knows.
    pub properties: Field<Value>,
    /// All that fetches found out, for a restore; see [`Fetched`](crate::Fetched).
    pub fetched: Field<Value>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRecord {
    /// Its id, where the file knows it.
    pub id: Option<ColumnId>,
    /// Its table.
    pub table: Reference,
    /// Where it is in its table. `None` when only its id is said.
    pub path: Option<Path>,
    /// Its place in the table.
    pub ordinal: Field<u32>,
    /// The type as its engine spells it.
    pub data_type: Field<String>,
    /// The normal form of the type.
    pub logical_type: Field<LogicalType>,
    /// Whether it may be null.
    pub nullable: Field<bool>,
    /// Its place in the primary key, from 1.
    pub primary_key: Field<u32>,
    /// Whether it alone is unique.
    pub unique: Field<bool>,
    /// The default expression.
    pub default: Field<String>,
    /// How it is generated, as fetched.
    pub generated: Field<String>,
    /// The description.
    pub description: Field<String>,
    /// The tags, all of them.
    pub tags: Field<Vec<String>>,
    /// What only its engine knows.
    pub properties: Field<Value>,
}

/// One claim that data flows from one table or column to another. An edge with several
/// claims is as many records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineageRecord {
    /// The edge, where the file knows its id.
    pub edge: Option<EdgeId>,
    /// Where the data comes from.
    pub from: Reference,
    /// Where the data goes to.
    pub to: Reference,
    /// How it is changed on its way.
    pub transformation: Field<String>,
    /// The job, query or file that moves it.
    pub process: Field<String>,
    /// How sure.
    pub confidence: Field<Confidence>,
    /// What the claimant holds.
    pub status: Field<LineageStatus>,
    /// Where the claim comes from.
    pub origin: Field<LineageOrigin>,
    /// Why.
    pub note: Field<String>,
    /// Name of the claimant.
    pub claimant: Field<String>,
    /// Id of the claimant.
    pub claimant_id: Field<Uuid>,
    /// What the claimant is.
    pub claimant_kind: Field<ActorKind>,
    /// When it was claimed.
    pub claimed_at: Field<Timestamp>,
}

/// A record of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A source.
    Source(SourceRecord),
    /// A table.
    Table(TableRecord),
    /// A column.
    Column(ColumnRecord),
    /// A claim of lineage.
    Lineage(LineageRecord),
}

impl Record {
    /// Its kind.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Source(_) => RecordKind::Source,
            Self::Table(_) => RecordKind::Table,
            Self::Column(_) => RecordKind::Column,
            Self::Lineage(_) => RecordKind::Lineage,
        }
    }
}

/// Where the fields of a kind stand in a sheet: one place for each of
/// [`RecordKind::fields`], `None` for those that it does not have.
pub(crate) type Layout = Arc<[Option<ColumnPlace>]>;

/// A record with its place in the file.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The record.
    pub record: Record,
    /// Its row, without a column.
    pub place: Place,
    /// Whether a field of it was not understood: it is left out of the record, and the
    /// problem is in the report.
    pub faulty: bool,
    pub(crate) layout: Layout,
}

impl Placed {
    /// The cell of the field `name`, or the row where the file has no such cell.
    pub fn at(&self, name: &str) -> Place {
        let fields = self.record.kind().fields();
        let index = fields.iter().position(|f| f.name == name);
        let column = index.and_then(|i| self.layout.get(i).cloned().flatten());
        Place { column, ..self.place.clone() }
    }
}
