use ariadne_application as application;
use ariadne_application::{Error, Result};
use async_graphql::{ID, InputObject};

use crate::schema::scalars::{DateTime, id_of};
use crate::schema::types::enums::{ChangesetOrigin, EntityKind, SourceKind, TableKind};

/// Which data sources. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct SourceFilter {
    /// Every word of it is within the name or the description.
    text: Option<String>,
    /// Of one of these kinds.
    kinds: Option<Vec<SourceKind>>,
    /// Active or not.
    is_active: Option<bool>,
}

impl From<SourceFilter> for application::SourceFilter {
    fn from(filter: SourceFilter) -> Self {
        Self {
            text: filter.text,
            kinds: filter.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
            active: filter.is_active,
        }
    }
}

/// Which tables. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct TableFilter {
    /// Every word of it is within schema and name.
    text: Option<String>,
    /// Bound to this data source.
    source_id: Option<ID>,
    /// Bound to any data source, or to none.
    bound: Option<bool>,
    /// Of one of these kinds.
    kinds: Option<Vec<TableKind>>,
    /// With all of these tags.
    tags: Option<Vec<String>>,
    /// With this owner.
    owner: Option<String>,
    /// With lineage (true) or without any (false): at least one edge that is not REJECTED
    /// begins or ends at the table or at one of its columns.
    has_lineage: Option<bool>,
    /// Last accepted fetch before this.
    fetched_before: Option<DateTime>,
    /// Never fetched (true), or ever (false).
    never_fetched: Option<bool>,
}

impl TryFrom<TableFilter> for application::TableFilter {
    type Error = Error;

    fn try_from(filter: TableFilter) -> Result<Self> {
        Ok(Self {
            text: filter.text,
            source: filter.source_id.map(|id| id_of(&id, "data source")).transpose()?,
            bound: filter.bound,
            kinds: filter.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
            tags: filter.tags.unwrap_or_default(),
            owner: filter.owner,
            has_lineage: filter.has_lineage,
            fetched_before: filter.fetched_before.map(|at| at.0),
            never_fetched: filter.never_fetched,
        })
    }
}

/// Which changesets. Conditions are joined by "and".
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct ChangesetFilter {
    /// That touched an entity of this kind.
    kind: Option<EntityKind>,
    /// That touched this data source, table (or a column of it) or column.
    entity_id: Option<ID>,
    /// By the actor with this id.
    actor: Option<ID>,
    /// Of this origin.
    origin: Option<ChangesetOrigin>,
    /// At this time or later.
    from: Option<DateTime>,
    /// Before this time.
    to: Option<DateTime>,
    /// Only those that deleted something (of `kind`, when given).
    #[graphql(default_with = "Some(false)")]
    deleted_only: Option<bool>,
}

impl TryFrom<ChangesetFilter> for application::ChangesetFilter {
    type Error = Error;

    fn try_from(filter: ChangesetFilter) -> Result<Self> {
        Ok(Self {
            kind: filter.kind.map(Into::into),
            entity: filter.entity_id.map(|id| id_of(&id, "entity")).transpose()?,
            actor: filter.actor.map(|id| id_of(&id, "actor")).transpose()?,
            origin: filter.origin.map(Into::into),
            from: filter.from.map(|at| at.0),
            to: filter.to.map(|at| at.0),
            deleted_only: filter.deleted_only.unwrap_or(false),
        })
    }
}
