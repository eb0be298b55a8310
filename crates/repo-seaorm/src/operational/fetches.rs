//! Fetches that wait to be accepted.

use ariadne_domain::{FetchId, SourceId, TableId, Timestamp};
use ariadne_ports::{Error, ErrorKind, FetchStore, Result, StoredFetch};
use async_trait::async_trait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::Repo;
use crate::entities::stored_fetch;
use crate::error::{corrupt, db};
use crate::kept::{CHUNK, distinct};
use crate::mapping::{Corrupt, fetched_from_text, fetched_to_text};

/// Bytes of the stored form.
const LARGEST: usize = 64 * 1024 * 1024;

fn fetch(row: &stored_fetch::Model) -> std::result::Result<StoredFetch, Corrupt> {
    Ok(StoredFetch {
        id: FetchId(row.id),
        at: Timestamp(row.at),
        source: SourceId(row.source_id),
        table: row.table_id.map(TableId),
        fetched: fetched_from_text(&row.fetched)?,
    })
}

#[async_trait]
impl FetchStore for Repo {
    async fn put(&self, fetch: &StoredFetch, expires: Timestamp) -> Result<()> {
        const OPERATION: &str = "repo.put_fetch";
        let fetched = fetched_to_text(&fetch.fetched);
        if fetched.len() > LARGEST {
            return Err(Error::new(
                ErrorKind::Limit,
                OPERATION,
                "What the source answered takes more than 64 MiB and cannot be kept.",
            ));
        }
        let row = stored_fetch::Model {
            id: fetch.id.0,
            at: fetch.at.0,
            source_id: fetch.source.0,
            table_id: fetch.table.map(|id| id.0),
            fetched,
            expires: expires.0,
        };
        let transaction = self.begin(OPERATION).await?;
        stored_fetch::Entity::delete_many()
            .filter(stored_fetch::Column::Expires.lte(fetch.at.0))
            .exec(&transaction)
            .await
            .map_err(db(OPERATION))?;
        stored_fetch::Entity::insert(row.into_active_model())
            .exec_without_returning(&transaction)
            .await
            .map_err(db(OPERATION))?;
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn get(&self, ids: &[FetchId], now: Timestamp) -> Result<Vec<StoredFetch>> {
        const OPERATION: &str = "repo.get_fetches";
        let mut found = Vec::new();
        for chunk in distinct(ids.iter().map(|id| id.0)).chunks(CHUNK) {
            let rows = stored_fetch::Entity::find()
                .filter(stored_fetch::Column::Id.is_in(chunk.iter().copied()))
                .filter(stored_fetch::Column::Expires.gt(now.0))
                .all(self.reads())
                .await
                .map_err(db(OPERATION))?;
            for row in rows {
                found.push(fetch(&row).map_err(corrupt(OPERATION))?);
            }
        }
        Ok(found)
    }
}
