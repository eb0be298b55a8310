use ariadne_application as application;
use ariadne_application::domain::{ObjectName, TableId};
use ariadne_application::{Error, Result};
use async_graphql::{ID, InputObject, MaybeUndefined};

use super::column::{ColumnInput, edits};
use super::{field, same};
use crate::schema::scalars::id_of;
use crate::schema::types::enums::TableKind;

/// A new table.
#[derive(Clone, InputObject)]
pub(crate) struct TableInput {
    /// Its name.
    name: String,
    /// Its schema.
    schema: Option<String>,
    /// Its kind; as observed, else TABLE.
    kind: Option<TableKind>,
    /// The data source that it is bound to.
    source_id: Option<ID>,
    /// Id of a fetch: its columns come in whole, and the table is bound to its source.
    fetched: Option<ID>,
    /// The description, in Markdown.
    description: Option<String>,
    /// Tags.
    tags: Option<Vec<String>>,
    /// Who answers for it.
    owner: Option<String>,
    /// Columns; beside a fetch they patch its columns by path, or add.
    columns: Option<Vec<ColumnInput>>,
    /// Beside a fetch: `columns` is the whole list in its order, and a fetched column that
    /// is not in it is hidden, as when it is removed later. One that is listed by its path
    /// alone stays as fetched. Without a fetch the list is the whole one anyway.
    #[graphql(default_with = "Some(false)")]
    whole_columns: Option<bool>,
    /// That another table is bound to the same object of the data source is meant; else
    /// it is CONFLICT, naming the other.
    #[graphql(default_with = "Some(false)")]
    bound_twice: Option<bool>,
}

/// What a data source calls one of its tables.
#[derive(Clone, InputObject)]
pub(crate) struct ExternalName {
    /// Schema, database or owner; where the source's settings say so when it is left out.
    schema: Option<String>,
    /// Its name.
    name: String,
}

impl From<ExternalName> for ObjectName {
    fn from(input: ExternalName) -> Self {
        Self { schema: input.schema.filter(|schema| !schema.is_empty()), name: input.name }
    }
}

/// A table as it was read.
#[derive(Clone, InputObject)]
pub(crate) struct TableVersion {
    /// The table.
    id: ID,
    /// Its version, as it was read.
    version: u32,
}

impl TryFrom<TableVersion> for (TableId, u32) {
    type Error = Error;

    fn try_from(input: TableVersion) -> Result<Self> {
        Ok((id_of(&input.id, "table")?, input.version))
    }
}

/// Changes of a table: what is absent stays, null clears.
#[derive(Clone, InputObject)]
pub(crate) struct TablePatch {
    /// Its name.
    name: MaybeUndefined<String>,
    /// Its schema.
    schema: MaybeUndefined<String>,
    /// Its kind; null goes back to the observed one.
    kind: MaybeUndefined<TableKind>,
    /// The description, in Markdown; null goes back to the source's comment.
    description: MaybeUndefined<String>,
    /// Tags, all of them.
    tags: MaybeUndefined<Vec<String>>,
    /// Who answers for it.
    owner: MaybeUndefined<String>,
}

/// Changes of one of several tables.
#[derive(Clone, InputObject)]
pub(crate) struct TablePatchById {
    /// The table.
    id: ID,
    /// Its version, as it was read.
    version: u32,
    /// What changes.
    #[graphql(flatten)]
    patch: TablePatch,
}

impl TryFrom<TableInput> for application::TableInput {
    type Error = Error;

    fn try_from(input: TableInput) -> Result<Self> {
        Ok(Self {
            name: input.name,
            schema: input.schema,
            kind: input.kind.map(Into::into),
            source: input.source_id.map(|id| id_of(&id, "data source")).transpose()?,
            fetched: input.fetched.map(|id| id_of(&id, "fetch")).transpose()?,
            description: input.description,
            tags: input.tags.unwrap_or_default(),
            owner: input.owner,
            columns: edits(input.columns.unwrap_or_default())?,
            whole_columns: input.whole_columns.unwrap_or(false),
            bound_twice: input.bound_twice.unwrap_or(false),
        })
    }
}

impl From<TablePatch> for application::TablePatch {
    fn from(patch: TablePatch) -> Self {
        Self {
            name: same(patch.name),
            schema: same(patch.schema),
            kind: field(patch.kind, Into::into),
            description: same(patch.description),
            tags: same(patch.tags),
            owner: same(patch.owner),
        }
    }
}

impl TryFrom<TablePatchById> for (TableId, u32, application::TablePatch) {
    type Error = Error;

    fn try_from(input: TablePatchById) -> Result<Self> {
        Ok((id_of(&input.id, "table")?, input.version, input.patch.into()))
    }
}
