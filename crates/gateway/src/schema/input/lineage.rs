use ariadne_application as application;
use ariadne_application::domain::{self, Confidence, Field, SourceId, Violation};
use ariadne_application::{Error, Result};
use async_graphql::{ID, InputObject, MaybeUndefined};
use uuid::Uuid;

use super::same;
use crate::schema::scalars::{id_of, id_or_none};
use crate::schema::types::enums::{LineageLevel, LineageOrigin, LineageStatus, TableKind};

/// A claim that data flows from one table to another, or from one column to another.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LineageInput {
    /// Id of the table or column that the data comes from.
    from: ID,
    /// Id of the table or column that the data goes to, of the same kind as `from`.
    to: ID,
    /// Where the claim comes from. A person's is MANUAL unless it says otherwise; a
    /// token must say it.
    origin: Option<LineageOrigin>,
    /// What is held: MANUAL starts APPROVED, all others PROPOSED.
    status: Option<LineageStatus>,
    /// How sure, from 0 to 1 in thousandths; absent counts as certain.
    confidence: Option<f64>,
    /// How the data is changed on its way.
    transformation: Option<String>,
    /// The job, query or file that it was read from; claims of different processes
    /// stand side by side.
    process: Option<String>,
    /// Why.
    note: Option<String>,
}

impl From<LineageInput> for application::LineageInput {
    fn from(input: LineageInput) -> Self {
        // What is no id is nobody's, and is told at its row with all else.
        let id = |id: &ID| id_or_none(id).unwrap_or(Uuid::nil());
        Self {
            from: id(&input.from),
            to: id(&input.to),
            origin: input.origin.map(Into::into),
            status: input.status.map(Into::into),
            confidence: input.confidence,
            transformation: input.transformation,
            process: input.process,
            note: input.note,
        }
    }
}

/// New words for a claim: what is absent stays, null is cleared.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AssertionPatch {
    /// How sure, from 0 to 1.
    confidence: MaybeUndefined<f64>,
    /// How the data is changed on its way.
    transformation: MaybeUndefined<String>,
    /// The job, query or file that it was read from.
    process: MaybeUndefined<String>,
    /// Why.
    note: MaybeUndefined<String>,
}

impl TryFrom<AssertionPatch> for domain::AssertionPatch {
    type Error = Error;

    fn try_from(patch: AssertionPatch) -> Result<Self> {
        let confidence = match patch.confidence {
            MaybeUndefined::Undefined => Field::Keep,
            MaybeUndefined::Null => Field::Clear,
            MaybeUndefined::Value(number) => Field::Set(confidence(number, "patch")?),
        };
        Ok(Self {
            confidence,
            transformation: same(patch.transformation),
            process: same(patch.process),
            note: same(patch.note),
        })
    }
}

/// Which edges are walked and which nodes are shown. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct LineageFilter {
    /// Walk edges that one of these claims.
    origins: Option<Vec<LineageOrigin>>,
    /// Walk edges of these statuses; APPROVED and PROPOSED when absent.
    statuses: Option<Vec<LineageStatus>>,
    /// Walk edges with a claim (of `origins`) at least this sure, from 0 to 1.
    min_confidence: Option<f64>,
    /// Show only what belongs to these data sources; the walk goes through the rest.
    source_ids: Option<Vec<ID>>,
    /// Show only tables of these kinds and their columns; the walk goes through the rest.
    kinds: Option<Vec<TableKind>>,
}

impl TryFrom<LineageFilter> for domain::LineageFilter {
    type Error = Error;

    fn try_from(filter: LineageFilter) -> Result<Self> {
        let sources = filter.source_ids.unwrap_or_default();
        let sources = sources.iter().map(|id| id_of(id, "data source"));
        Ok(Self {
            origins: filter.origins.unwrap_or_default().into_iter().map(Into::into).collect(),
            statuses: filter.statuses.unwrap_or_default().into_iter().map(Into::into).collect(),
            min_confidence: filter
                .min_confidence
                .map(|number| confidence(number, "filter"))
                .transpose()?,
            sources: sources.collect::<Result<Vec<SourceId>>>()?,
            kinds: filter.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
        })
    }
}

/// Which edges that wait for a decision. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct LineageReviewFilter {
    /// Between tables, or between columns.
    level: Option<LineageLevel>,
    /// One of these claims it.
    origins: Option<Vec<LineageOrigin>>,
    /// A claim (of `origins`) is at least this sure, from 0 to 1.
    min_confidence: Option<f64>,
    /// It begins or ends in one of these data sources.
    source_ids: Option<Vec<ID>>,
    /// It begins or ends at one of these tables, or at a column of one.
    table_ids: Option<Vec<ID>>,
}

impl TryFrom<LineageReviewFilter> for application::ProposalFilter {
    type Error = Error;

    fn try_from(filter: LineageReviewFilter) -> Result<Self> {
        let (sources, tables) =
            (filter.source_ids.unwrap_or_default(), filter.table_ids.unwrap_or_default());
        let least = filter.min_confidence.map(|number| confidence(number, "filter"));
        Ok(Self {
            level: filter.level.map(Into::into),
            origins: filter.origins.unwrap_or_default().into_iter().map(Into::into).collect(),
            min_confidence: least.transpose()?,
            sources: sources.iter().map(|id| id_of(id, "data source")).collect::<Result<_>>()?,
            tables: tables.iter().map(|id| id_of(id, "table")).collect::<Result<_>>()?,
        })
    }
}

fn confidence(number: f64, below: &str) -> Result<Confidence> {
    Confidence::new(number).ok_or_else(|| {
        let field = if below == "filter" { "minConfidence" } else { "confidence" };
        let message = format!("A confidence is from 0 to 1, not {number}.");
        let violation = Violation::new([below, field], "INVALID", message);
        Error::validation("gateway.lineage", vec![violation])
    })
}
