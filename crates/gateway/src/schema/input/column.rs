use ariadne_application::domain::{ColumnEdit, Field, Path};
use ariadne_application::{Error, Result};
use async_graphql::{ID, InputObject, MaybeUndefined};

use super::{field, same};
use crate::schema::scalars::{Json, id_of};

/// A column of a table, written by hand. With `id` it is that column and a patch of it:
/// what is absent stays, null goes back to what was observed.
#[derive(Clone, InputObject)]
pub(crate) struct ColumnInput {
    /// The column; absent for a new one.
    id: Option<ID>,
    /// Where it is: keys as they are, `[]` for the elements of an array in an array,
    /// `{}` for the values of a map.
    path: Vec<String>,
    /// The type in the engine's spelling; a new column needs one.
    data_type: MaybeUndefined<String>,
    /// The normal form of the type; guessed from `dataType` when absent.
    logical_type: MaybeUndefined<String>,
    /// Whether it may be absent or null; true for a new column.
    nullable: MaybeUndefined<bool>,
    /// Its position in the primary key; only the order counts.
    primary_key: MaybeUndefined<u32>,
    /// Whether no two rows have the same value in this column alone.
    unique: MaybeUndefined<bool>,
    /// The default expression.
    default: MaybeUndefined<String>,
    /// The description, in Markdown.
    description: MaybeUndefined<String>,
    /// Tags, all of them.
    tags: MaybeUndefined<Vec<String>>,
    /// An object of what else there is to say.
    properties: MaybeUndefined<Json>,
}

/// Changes of one column: what is absent stays, null goes back to what was observed.
#[derive(Clone, InputObject)]
pub(crate) struct ColumnPatch {
    /// The column.
    id: ID,
    /// Where it is; columns below it move along.
    path: MaybeUndefined<Vec<String>>,
    /// The type in the engine's spelling.
    data_type: MaybeUndefined<String>,
    /// The normal form of the type.
    logical_type: MaybeUndefined<String>,
    /// Whether it may be absent or null.
    nullable: MaybeUndefined<bool>,
    /// Its position in the primary key; only the order counts.
    primary_key: MaybeUndefined<u32>,
    /// Whether no two rows have the same value in this column alone.
    unique: MaybeUndefined<bool>,
    /// The default expression.
    default: MaybeUndefined<String>,
    /// The description, in Markdown.
    description: MaybeUndefined<String>,
    /// Tags, all of them.
    tags: MaybeUndefined<Vec<String>>,
    /// An object of what else there is to say.
    properties: MaybeUndefined<Json>,
}

impl TryFrom<ColumnInput> for ColumnEdit {
    type Error = Error;

    fn try_from(input: ColumnInput) -> Result<Self> {
        Ok(Self {
            id: input.id.map(|id| id_of(&id, "column")).transpose()?,
            path: Field::Set(Path::from_wire(input.path)),
            data_type: same(input.data_type),
            logical_type: same(input.logical_type),
            nullable: same(input.nullable),
            primary_key: same(input.primary_key),
            unique: same(input.unique),
            default: same(input.default),
            description: same(input.description),
            tags: same(input.tags),
            properties: field(input.properties, |json| json.0),
        })
    }
}

impl TryFrom<ColumnPatch> for ColumnEdit {
    type Error = Error;

    fn try_from(patch: ColumnPatch) -> Result<Self> {
        Ok(Self {
            id: Some(id_of(&patch.id, "column")?),
            path: field(patch.path, Path::from_wire),
            data_type: same(patch.data_type),
            logical_type: same(patch.logical_type),
            nullable: same(patch.nullable),
            primary_key: same(patch.primary_key),
            unique: same(patch.unique),
            default: same(patch.default),
            description: same(patch.description),
            tags: same(patch.tags),
            properties: field(patch.properties, |json| json.0),
        })
    }
}

/// Every column of a list.
pub(crate) fn edits<I>(columns: Vec<I>) -> Result<Vec<ColumnEdit>>
where
    ColumnEdit: TryFrom<I, Error = Error>,
{
    columns.into_iter().map(TryInto::try_into).collect()
}
