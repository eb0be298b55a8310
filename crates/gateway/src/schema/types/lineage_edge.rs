use ariadne_application::domain::{self, EdgeId};
use ariadne_application::{At, EdgeView, GraphEdge};
use async_graphql::{Context, ID, Object, Result};

use super::Actor;
use super::enums::{LineageLevel, LineageOrigin, LineageStatus};
use crate::schema::page::list_cost;
use crate::schema::scalars::{DateTime, Long};
use crate::schema::session::Session as _;

/// Lineage between two tables or two columns.
#[derive(Clone, Debug)]
pub(crate) struct LineageEdge {
    at: At,
    level: domain::LineageLevel,
    edge: GraphEdge,
    /// What a write answers: its version and claims.
    written: Option<EdgeView>,
}

impl LineageEdge {
    /// An edge of an answer of the graph.
    pub(crate) fn new(at: At, level: domain::LineageLevel, edge: GraphEdge) -> Self {
        Self { at, level, edge, written: None }
    }

    fn id(&self) -> EdgeId {
        self.edge.id
    }
}

impl From<domain::Edge> for LineageEdge {
    fn from(edge: domain::Edge) -> Self {
        let (from, to, id, state) = (edge.from, edge.to, edge.id, edge.state);
        let found = GraphEdge { id, from, to, state, derived: false };
        Self::new(At::Head, edge.level, found)
    }
}

impl From<EdgeView> for LineageEdge {
    fn from(view: EdgeView) -> Self {
        let edge: Self = view.edge.clone().into();
        Self { written: Some(view), ..edge }
    }
}

/// Lineage between two tables or two columns, in the direction data flows.
#[Object]
impl LineageEdge {
    /// Its id. A derived edge's follows from its ends.
    #[graphql(name = "id")]
    async fn public_id(&self) -> ID {
        self.id().to_string().into()
    }

    /// Id of the table or column that the data comes from.
    async fn from(&self) -> ID {
        self.edge.from.as_hyphenated().to_string().into()
    }

    /// Id of the table or column that the data goes to.
    async fn to(&self) -> ID {
        self.edge.to.as_hyphenated().to_string().into()
    }

    /// What it runs between.
    async fn level(&self) -> LineageLevel {
        self.level.into()
    }

    /// Whether only column edges say so: nobody asserted it, and it has neither
    /// version nor assertions. To decide on it, assert it first.
    async fn derived(&self) -> bool {
        self.edge.derived
    }

    /// What is held of it: the newest decision of a person, else APPROVED when
    /// somebody claims so, else PROPOSED.
    async fn status(&self) -> LineageStatus {
        self.edge.state.status.into()
    }

    /// Where its claims that are not rejected come from; of an edge between tables
    /// also those of the column edges between them.
    async fn origins(&self) -> Vec<LineageOrigin> {
        self.edge.state.claims.origins().map(Into::into).collect()
    }

    /// Who claims it and why, by time.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn assertions(&self, ctx: &Context<'_>) -> Result<Vec<Assertion>> {
        if let Some(view) = &self.written {
            return Ok(view.assertions.iter().cloned().map(Assertion).collect());
        }
        if self.edge.derived {
            return Ok(Vec::new());
        }
        let claims = ctx.loaders()?.assertions.one((self.at, self.id()).into()).await?;
        Ok(claims.unwrap_or_default().into_iter().map(Assertion).collect())
    }

    /// Raised by every change of the edge or its claims; null for a derived edge.
    async fn version(&self, ctx: &Context<'_>) -> Result<Option<u32>> {
        if let Some(view) = &self.written {
            return Ok(Some(view.version));
        }
        if self.edge.derived {
            return Ok(None);
        }
        let edge = ctx.loaders()?.edges.one((self.at, self.id()).into()).await?;
        Ok(edge.map(|edge| edge.version))
    }

    /// The changeset that made it as it is; null for a derived edge and in a dry run.
    async fn since(&self, ctx: &Context<'_>) -> Result<Option<Long>> {
        if self.edge.derived {
            return Ok(None);
        }
        let edge = ctx.loaders()?.edges.one((self.at, self.id()).into()).await?;
        Ok(edge.map(|edge| Long::of(edge.seq)))
    }

    /// The changeset that changed or ended it after the point of history that is
    /// looked at; null while it holds, and for a derived edge.
    async fn until(&self, ctx: &Context<'_>) -> Result<Option<Long>> {
        if self.at == At::Head || self.edge.derived {
            return Ok(None);
        }
        let ended = ctx.loaders()?.edge_ends.one((self.at, self.id()).into()).await?;
        Ok(ended.map(Long::of))
    }
}

/// One party's claim about an edge.
pub(crate) struct Assertion(domain::Assertion);

/// One party's claim about an edge. An edge has at most one of each origin, claimant
/// and process.
#[Object]
impl Assertion {
    /// Its id.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Where it comes from; MANUAL is a person's, all others are machines'.
    async fn origin(&self) -> LineageOrigin {
        self.0.origin.into()
    }

    /// What its claimant holds.
    async fn status(&self) -> LineageStatus {
        self.0.status.into()
    }

    /// Who claims it.
    async fn actor(&self) -> Actor {
        Actor(self.0.claimant.clone())
    }

    /// When it was last claimed.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// How sure, from 0 to 1 in thousandths; null counts as certain.
    async fn confidence(&self) -> Option<f64> {
        self.0.confidence.map(domain::Confidence::number)
    }

    /// How the data is changed on its way.
    async fn transformation(&self) -> Option<&str> {
        self.0.transformation.as_deref()
    }

    /// The job, query or file that it was read from.
    async fn process(&self) -> Option<&str> {
        self.0.process.as_deref()
    }

    /// Why, in the claimant's words.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
}
