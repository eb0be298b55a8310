use ariadne_application::{NoProgress, NoSteps};
use async_graphql::{Context, ID, Object, Result};

use crate::schema::input::{ConnectionInput, FetchColumnsInput};
use crate::schema::scalars::id_of;
use crate::schema::session::Session as _;
use crate::schema::types::{ConnectionTest, FetchedTable};

/// Live calls to data sources. They write nothing into the catalog.
#[derive(Debug, Default)]
pub(crate) struct LiveMutations;

/// Live calls to data sources.
#[Object]
impl LiveMutations {
    /// Tests a data source as it is stored, step by step. What fails is in the answer.
    async fn test_source(&self, ctx: &Context<'_>, id: ID) -> Result<ConnectionTest> {
        let id = id_of(&id, "data source")?;
        Ok(ConnectionTest(ctx.editor()?.test_source(id, &NoSteps).await?))
    }

    /// Tests settings before they are saved. `sourceId` lends its stored secret, as long
    /// as the settings that bind it are unchanged.
    async fn test_connection(
        &self,
        ctx: &Context<'_>,
        input: ConnectionInput,
        source_id: Option<ID>,
    ) -> Result<ConnectionTest> {
        let lender = source_id.map(|id| id_of(&id, "data source")).transpose()?;
        let admin = ctx.admin()?;
        Ok(ConnectionTest(admin.test_connection(input.try_into()?, lender, &NoSteps).await?))
    }

    /// Reads one table live from its data source and keeps the answer for 24 hours.
    async fn fetch_columns(
        &self,
        ctx: &Context<'_>,
        input: FetchColumnsInput,
    ) -> Result<FetchedTable> {
        Ok(ctx.editor()?.fetch_columns(input.try_into()?, &NoProgress).await?.into())
    }
}
