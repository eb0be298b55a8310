//! Reads sources.

use ariadne_domain::{Source, SourceId, Stored};
use ariadne_ports::{At, Count, CursorKey, Page, PageRequest, Result, SourceFilter, SourceReader};
use async_trait::async_trait;
use sea_orm::FromQueryResult;
use sea_orm::sea_query::{Cond, ExprTrait};

use crate::Repo;
use crate::entities::source;
use crate::error::{corrupt, db};
use crate::filter::has_words;
use crate::kept::{col, load, load_by, rows_at};
use crate::keyset::{Keyset, count, page};
use crate::mapping::{name_hash, source_of};

impl Repo {
    fn source_filter(&self, filter: &SourceFilter) -> Cond {
        let mut all = Cond::all();
        if let Some(text) = &filter.text {
            all = all.add(has_words(self.backend(), "filter_text", text));
        }
        if !filter.kinds.is_empty() {
            all = all.add(col("kind").is_in(filter.kinds.iter().map(|kind| kind.as_str())));
        }
        if let Some(active) = filter.active {
            all = all.add(col("is_active").eq(active));
        }
        all
    }
}

#[async_trait]
impl SourceReader for Repo {
    async fn sources(&self, at: At, ids: &[SourceId]) -> Result<Vec<Stored<Source>>> {
        let ids = ids.iter().map(|id| id.0);
        load_by::<Source>(self.reads(), "repo.sources", at, "id", ids).await
    }

    async fn source_by_name(&self, name: &str) -> Result<Option<Stored<Source>>> {
        let mut select = rows_at::<Source>(At::Head);
        select.and_where(col("name_hash").eq(name_hash(name)));
        Ok(load::<Source>(self.reads(), "repo.source_by_name", &select).await?.pop())
    }

    async fn list_sources(
        &self,
        filter: &SourceFilter,
        request: &PageRequest,
    ) -> Result<Page<Stored<Source>>> {
        const OPERATION: &str = "repo.list_sources";
        let mut base = rows_at::<Source>(At::Head);
        base.cond_where(self.source_filter(filter));
        let list = (&base, Keyset::ascending("order_key"), &*format!("sources {filter:?}"));
        page(self.reads(), OPERATION, list, request, |row| {
            let model = source::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let (key, id) = (model.order_key.clone(), model.id);
            Ok((source_of(model).map_err(corrupt(OPERATION))?, CursorKey::Text(key), id))
        })
        .await
    }

    async fn count_sources(&self, filter: &SourceFilter, cap: u64) -> Result<Count> {
        let mut matching = rows_at::<Source>(At::Head);
        matching.clear_selects().column(source::Column::Id).cond_where(self.source_filter(filter));
        count(self.reads(), "repo.count_sources", matching, cap).await
    }
}
