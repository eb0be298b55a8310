use ariadne_application::domain::{AssertionId, EdgeId};
use ariadne_application::{Outcome, ReviewInput};
use async_graphql::{Context, ID, Object, Result};

use crate::schema::input::{AssertionPatch, LineageInput};
use crate::schema::page::list_cost;
use crate::schema::scalars::id_of;
use crate::schema::session::Session as _;
use crate::schema::types::enums::LineageStatus;
use crate::schema::types::{DeletePayload, LineageHealth, LineagePayload};

/// Writes of lineage.
#[derive(Debug, Default)]
pub(crate) struct LineageMutations;

fn ids_of<I: From<uuid::Uuid>>(ids: &[ID], what: &str) -> ariadne_application::Result<Vec<I>> {
    ids.iter().map(|id| id_of(id, what)).collect()
}

/// What many edges or claims cost: what is answered of them is at hand after the write,
/// and the most that one call may write must pass.
fn claims_cost(claims: usize, child: usize) -> usize {
    list_cost(claims.div_ceil(10), child)
}

/// Writes of lineage.
#[Object]
impl LineageMutations {
    /// Claims lineage between tables or columns, all claims or none; at most 100,000.
    /// A claim about a pair that has an edge is added to it; the same claim again
    /// changes nothing. An edge that closes a cycle is written with a warning CYCLE; the
    /// warning `CYCLE_UNKNOWN` says that not all of the lineage around was looked at for
    /// one (with more than 16 new edges and in a dry run, 10,000 tables or columns
    /// downstream and as many upstream are).
    #[graphql(complexity = "claims_cost(input.len(), child_complexity)")]
    async fn create_lineage(
        &self,
        ctx: &Context<'_>,
        input: Vec<LineageInput>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<LineagePayload> {
        let write = ctx.write(dry_run, message).await?;
        let input = input.into_iter().map(Into::into).collect();
        Ok(ctx.editor()?.create_lineage(&write, input).await?.into())
    }

    /// Changes the words of one's own claim. `version` is the edge's.
    async fn update_assertion(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: u32,
        patch: AssertionPatch,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<LineagePayload> {
        let write = ctx.write(dry_run, message).await?;
        let id: AssertionId = id_of(&id, "claim")?;
        Ok(ctx.editor()?.update_assertion(&write, id, version, patch.try_into()?).await?.into())
    }

    /// Withdraws claims, all or none; at most 100,000. An edge without any ends. Answers
    /// the edges that are left.
    #[graphql(complexity = "claims_cost(ids.len(), child_complexity)")]
    async fn withdraw_assertions(
        &self,
        ctx: &Context<'_>,
        ids: Vec<ID>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<LineagePayload> {
        let write = ctx.write(dry_run, message).await?;
        let ids: Vec<AssertionId> = ids_of(&ids, "claim")?;
        Ok(ctx.editor()?.withdraw_assertions(&write, &ids).await?.into())
    }

    /// Ends edges with all their claims, all or none; at most 100,000. Claims that
    /// somebody makes at the same moment end with them.
    #[graphql(complexity = "claims_cost(ids.len(), child_complexity)")]
    async fn delete_lineage(
        &self,
        ctx: &Context<'_>,
        ids: Vec<ID>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<DeletePayload> {
        let write = ctx.write(dry_run, message).await?;
        let ids: Vec<EdgeId> = ids_of(&ids, "lineage edge")?;
        let outcome: Outcome<Vec<EdgeId>> = ctx.editor()?.delete_lineage(&write, &ids).await?;
        Ok(DeletePayload::of_many(outcome))
    }

    /// Decides on edges, all or none; at most 100,000. The decision is the reviewer's own claim;
    /// PROPOSED takes it back.
    #[graphql(complexity = "claims_cost(ids.len(), child_complexity)")]
    async fn review_lineage(
        &self,
        ctx: &Context<'_>,
        ids: Vec<ID>,
        decision: LineageStatus,
        note: Option<String>,
        #[graphql(default_with = "Some(false)")] dry_run: Option<bool>,
        message: Option<String>,
    ) -> Result<LineagePayload> {
        let write = ctx.write(dry_run, message).await?;
        let ids = ids_of(&ids, "lineage edge")?;
        let input = ReviewInput { ids, decision: decision.into(), note };
        Ok(ctx.editor()?.review_lineage(&write, input).await?.into())
    }

    /// Loads the lineage graph anew from the record and compares the two. Changes
    /// nothing of the catalog.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn rebuild_lineage(&self, ctx: &Context<'_>) -> Result<LineageHealth> {
        Ok(LineageHealth(ctx.admin()?.rebuild_lineage().await?))
    }
}
