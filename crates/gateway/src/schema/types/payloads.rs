use ariadne_application::domain::{Source as SourceValue, Stored};
use ariadne_application::{At, EdgeView, Outcome, TableView};
use async_graphql::{ID, SimpleObject};

use super::problem::problems;
use super::{Changeset, LineageEdge, Problem, Source, Table};
use crate::schema::page::list_cost;

/// Declares a payload: the objects, then what every write answers.
macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: $ty,)*
            /// The changeset; null in a dry run and when nothing changed.
            pub(crate) changeset: Option<Changeset>,
            /// What the person should know.
            #[graphql(complexity = "list_cost(5, child_complexity)")]
            pub(crate) warnings: Vec<Problem>,
        }
    )+};
}

payloads! {
    /// Answers a write of a data source.
    SourcePayload {
        /// The data source as it is now, in a dry run as it would be.
        source: Source,
    }
    /// Answers a write of a table.
    TablePayload {
        /// The table as it is now, in a dry run as it would be.
        table: Table,
    }
    /// Answers a write of several tables.
    TablesPayload {
        /// The tables in the order of the input, in a dry run as they would be.
        tables: Vec<Table>,
    }
    /// Answers a write of lineage.
    LineagePayload {
        /// The edges, in a dry run as they would be: of createLineage one for each input,
        /// in order; of others those that are left.
        edges: Vec<LineageEdge>,
    }
    /// Answers a deletion.
    DeletePayload {
        /// Ids of what is gone, in a dry run of what would be.
        ids: Vec<ID>,
    }
    /// Answers an undo.
    UndoPayload {}
}

impl From<Outcome<Stored<SourceValue>>> for SourcePayload {
    fn from(outcome: Outcome<Stored<SourceValue>>) -> Self {
        Self {
            source: Source::new(At::Head, outcome.value),
            changeset: outcome.changeset.map(Changeset),
            warnings: problems(&outcome.warnings),
        }
    }
}

impl From<Outcome<TableView>> for TablePayload {
    fn from(outcome: Outcome<TableView>) -> Self {
        Self {
            table: outcome.value.into(),
            changeset: outcome.changeset.map(Changeset),
            warnings: problems(&outcome.warnings),
        }
    }
}

impl From<Outcome<Vec<TableView>>> for TablesPayload {
    fn from(outcome: Outcome<Vec<TableView>>) -> Self {
        Self {
            tables: outcome.value.into_iter().map(Table::from).collect(),
            changeset: outcome.changeset.map(Changeset),
            warnings: problems(&outcome.warnings),
        }
    }
}

impl From<Outcome<Vec<EdgeView>>> for LineagePayload {
    fn from(outcome: Outcome<Vec<EdgeView>>) -> Self {
        Self {
            edges: outcome.value.into_iter().map(LineageEdge::from).collect(),
            changeset: outcome.changeset.map(Changeset),
            warnings: problems(&outcome.warnings),
        }
    }
}

impl DeletePayload {
    /// Of several deleted things.
    pub(crate) fn of_many<I: ToString>(outcome: Outcome<Vec<I>>) -> Self {
        Self {
            ids: outcome.value.iter().map(|id| id.to_string().into()).collect(),
            changeset: outcome.changeset.map(Changeset),
            warnings: problems(&outcome.warnings),
        }
    }

    /// Of one deleted thing.
    pub(crate) fn of<I: ToString>(outcome: Outcome<I>) -> Self {
        Self {
            ids: vec![outcome.value.to_string().into()],
            changeset: outcome.changeset.map(Changeset),
            warnings: problems(&outcome.warnings),
        }
    }
}

impl From<Outcome<()>> for UndoPayload {
    fn from(outcome: Outcome<()>) -> Self {
        Self { changeset: outcome.changeset.map(Changeset), warnings: problems(&outcome.warnings) }
    }
}
