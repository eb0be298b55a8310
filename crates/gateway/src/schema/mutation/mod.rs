//! Writing. What commits a changeset directly takes `dryRun` and `message`, and
//! answers the objects, the changeset and warnings.

mod account;
mod columns;
mod history;
mod imports;
mod lineage;
mod live;
mod people;
mod sources;
mod tables;

use async_graphql::MergedObject;

use account::AccountMutations;
use columns::ColumnMutations;
use history::HistoryMutations;
use imports::ImportMutations;
use lineage::LineageMutations;
use live::LiveMutations;
use people::PeopleMutations;
use sources::SourceMutations;
use tables::TableMutations;

/// What can be done.
#[derive(Debug, Default, MergedObject)]
pub struct Mutation(
    SourceMutations,
    TableMutations,
    ColumnMutations,
    LineageMutations,
    HistoryMutations,
    ImportMutations,
    LiveMutations,
    AccountMutations,
    PeopleMutations,
);
