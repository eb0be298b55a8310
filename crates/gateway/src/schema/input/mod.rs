//! What the schema takes: inputs parse into what the use cases take.

mod access;
mod as_of;
mod column;
mod connection;
mod fetch;
mod filter;
mod import;
mod lineage;
mod secret;
mod source;
mod table;

use ariadne_application::domain::Field;
use async_graphql::MaybeUndefined;

pub(crate) use access::{
    AuditFilter, InvitationInput, PersonFilter, PersonPatch, TokenFilter, TokenInput,
};
pub(crate) use as_of::AsOf;
pub(crate) use column::{ColumnInput, ColumnPatch};
pub(crate) use connection::ConnectionInput;
pub(crate) use fetch::FetchColumnsInput;
pub(crate) use filter::{ChangesetFilter, SourceFilter, TableFilter};
pub(crate) use import::{CatalogInput, CellFix, ImportOptions};
pub(crate) use lineage::{AssertionPatch, LineageFilter, LineageInput, LineageReviewFilter};
pub(crate) use source::{SourceInput, SourcePatch};
pub(crate) use table::{ExternalName, TableInput, TablePatch, TablePatchById, TableVersion};

pub(crate) use column::edits;

/// A field of a patch: absent stays, null clears.
fn field<T, U>(given: MaybeUndefined<T>, convert: impl FnOnce(T) -> U) -> Field<U> {
    match given {
        MaybeUndefined::Undefined => Field::Keep,
        MaybeUndefined::Null => Field::Clear,
        MaybeUndefined::Value(value) => Field::Set(convert(value)),
    }
}

/// A field of a patch whose value needs no conversion.
fn same<T>(given: MaybeUndefined<T>) -> Field<T> {
    field(given, |value| value)
}
