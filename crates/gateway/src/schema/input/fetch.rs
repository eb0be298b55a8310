use ariadne_application as application;
use ariadne_application::{Error, Result};
use async_graphql::{ID, InputObject};

use crate::schema::scalars::id_of;

/// What to fetch.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct FetchColumnsInput {
    /// From where.
    source_id: ID,
    /// Schema or database as typed; the source's own when absent.
    schema: Option<String>,
    /// The name as typed; the table's when absent.
    name: Option<String>,
    /// The table that this is a re-fetch of: the answer then has a diff.
    table_id: Option<ID>,
    /// How many documents to look at, where types are learned from them.
    sample_size: Option<u32>,
}

impl TryFrom<FetchColumnsInput> for application::FetchInput {
    type Error = Error;

    fn try_from(input: FetchColumnsInput) -> Result<Self> {
        Ok(Self {
            source: id_of(&input.source_id, "data source")?,
            schema: input.schema,
            name: input.name,
            table: input.table_id.map(|id| id_of(&id, "table")).transpose()?,
            sample_size: input.sample_size,
        })
    }
}
