use ariadne_application as application;
use ariadne_application::At;
use ariadne_application::domain::SourceId;
use async_graphql::{Context, Object, Result, SimpleObject};

use super::Source;
use super::enums::TableKind;
use crate::schema::page::list_cost;
use crate::schema::scalars::Long;
use crate::schema::session::Session as _;

/// Counts over the tables of a filter.
pub(crate) struct TableFacets(pub(crate) application::TableFacets);

/// Counts over the tables of a filter, most frequent first, at most 100 of each.
#[Object]
impl TableFacets {
    /// Tags.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn tags(&self) -> Vec<TextFacet> {
        self.0.tags.iter().map(TextFacet::from).collect()
    }

    /// Owners.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn owners(&self) -> Vec<TextFacet> {
        self.0.owners.iter().map(TextFacet::from).collect()
    }

    /// Data sources; the one without a source counts manual tables.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceFacet>> {
        let ids = self.0.sources.iter().filter_map(|facet| facet.value);
        let found = ctx.loaders()?.sources.many(ids.map(|id| (At::Head, id).into())).await?;
        let facet = |facet: &application::Facet<Option<SourceId>>| {
            let source = facet.value.and_then(|id| found.get(&(At::Head, id).into()).cloned());
            SourceFacet {
                source: source.map(|stored| Source::new(At::Head, stored)),
                count: Long::of(facet.count),
            }
        };
        Ok(self.0.sources.iter().map(facet).collect())
    }

    /// Kinds.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn kinds(&self) -> Vec<KindFacet> {
        let kinds = self.0.kinds.iter();
        kinds
            .map(|facet| KindFacet { kind: facet.value.into(), count: Long::of(facet.count) })
            .collect()
    }
}

/// A text with the number of tables that have it.
#[derive(SimpleObject)]
pub(crate) struct TextFacet {
    /// The text.
    value: String,
    /// How many tables.
    count: Long,
}

impl From<&application::Facet<String>> for TextFacet {
    fn from(facet: &application::Facet<String>) -> Self {
        Self { value: facet.value.clone(), count: Long::of(facet.count) }
    }
}

/// A data source with the number of tables bound to it.
#[derive(SimpleObject)]
pub(crate) struct SourceFacet {
    /// The data source; null counts manual tables.
    source: Option<Source>,
    /// How many tables.
    count: Long,
}

/// A kind with the number of tables of it.
#[derive(SimpleObject)]
pub(crate) struct KindFacet {
    /// The kind.
    kind: TableKind,
    /// How many tables.
    count: Long,
}
