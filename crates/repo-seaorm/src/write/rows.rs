//! Rows of entities: what was becomes history, what is becomes current.

use std::collections::HashMap;

use ariadne_domain::{Entity, EntityKind, Stored, Table, Timestamp};
use ariadne_ports::Result;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityName, EntityTrait, IntoActiveModel,
    Iterable, QueryFilter,
};
use uuid::Uuid;

use super::OPERATION;
use super::steps::Steps;
use crate::entities::table_tag;
use crate::error::db;
use crate::kept::{CHUNK, Kept, Model, col};
use crate::mapping::bounded;

/// Values in one statement; SQLite takes 32,766, PostgreSQL 65,535.
const PARAMETERS: usize = 8_000;

/// Inserts rows, many in a statement.
pub(super) async fn insert_many<E, A>(connection: &impl ConnectionTrait, rows: Vec<A>) -> Result<()>
where
    E: EntityTrait<ActiveModel = A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let most = (PARAMETERS / E::Column::iter().count().max(1)).max(1);
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<A> = rows.by_ref().take(most).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        E::insert_many(chunk).exec_without_returning(connection).await.map_err(db(OPERATION))?;
    }
}

/// Moves every current row that the steps replace or end to the history twin, then
/// writes what they make. All old rows go before any new one comes, so that names
/// can be swapped.
pub(super) async fn write<K: Kept>(
    connection: &impl ConnectionTrait,
    steps: &Steps<'_, K>,
    docs: &HashMap<Uuid, i64>,
    (seq, at): (i64, i64),
) -> Result<()>
where
    Model<K>: IntoActiveModel<<K::Row as EntityTrait>::ActiveModel>,
{
    let mut old: Vec<Uuid> = steps.rows.keys().copied().collect();
    old.sort_unstable();
    for chunk in old.chunks(CHUNK) {
        to_history::<K>(connection, chunk, seq).await?;
    }
    let rows = steps.after().map(|after| {
        let id = after.id();
        let row = steps.rows.get(&id);
        let last = row.map(|row| row.version).or(steps.past_versions.get(&id).copied());
        let version = match K::KIND {
            EntityKind::Column | EntityKind::Assertion => 0,
            EntityKind::Source | EntityKind::Table | EntityKind::Edge => last.unwrap_or(0) + 1,
        };
        let stored = Stored {
            value: after.clone(),
            seq: seq.cast_unsigned(),
            version: version.cast_unsigned(),
            created_at: Timestamp(row.map_or(at, |row| row.created_at)),
            updated_at: Timestamp(at),
        };
        K::row(&stored, docs.get(&id).copied()).into_active_model()
    });
    insert_many::<K::Row, _>(connection, rows.collect()).await
}

/// Copies current rows to the twin, ended at `seq`, and removes them.
async fn to_history<K: Kept>(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    seq: i64,
) -> Result<()> {
    let current = K::Row::default().table_name();
    let columns = || <K::Row as EntityTrait>::Column::iter();
    let mut ended = Query::select();
    ended
        .columns(columns())
        .expr(Expr::val(seq))
        .from(Alias::new(current))
        .and_where(col("id").is_in(ids.iter().copied()));
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new(K::HISTORY))
        .columns(
            columns()
                .map(|c| Alias::new(sea_orm::IdenStatic::as_str(&c)))
                .chain([Alias::new("to_seq")]),
        )
        .select_from(ended)
        .map_err(|error| ariadne_ports::Error::internal(OPERATION, error))?;
    connection.execute(&insert).await.map_err(db(OPERATION))?;
    let mut delete = Query::delete();
    delete.from_table(Alias::new(current)).and_where(col("id").is_in(ids.iter().copied()));
    connection.execute(&delete).await.map_err(db(OPERATION))?;
    Ok(())
}

/// Ends tags that tables lose and begins those that they get.
pub(super) async fn write_tags(
    connection: &impl ConnectionTrait,
    steps: &Steps<'_, Table>,
    seq: i64,
) -> Result<()> {
    let (mut ended, mut begun) = (Vec::new(), Vec::new());
    for delta in &steps.deltas {
        let old = delta.before.as_ref().map_or(&[][..], |b| &b.value.tags);
        let new = delta.after.as_ref().map_or(&[][..], |a| &a.tags);
        let id = delta.after.as_ref().or(delta.before.as_ref().map(|b| &b.value)).map(Entity::id);
        let id = id.unwrap_or_default();
        ended.extend(old.iter().filter(|tag| !new.contains(tag)).map(|tag| (id, tag)));
        begun.extend(new.iter().filter(|tag| !old.contains(tag)).map(|tag| {
            table_tag::Model {
                table_id: id,
                from_seq: seq,
                to_seq: None,
                tag: tag.clone(),
                tag_key: bounded(tag).to_owned(),
            }
            .into_active_model()
        }));
    }
    for (table, tag) in ended {
        table_tag::Entity::update_many()
            .col_expr(table_tag::Column::ToSeq, Expr::val(seq))
            .filter(table_tag::Column::TableId.eq(table))
            .filter(table_tag::Column::Tag.eq(tag.as_str()))
            .filter(table_tag::Column::ToSeq.is_null())
            .exec(connection)
            .await
            .map_err(db(OPERATION))?;
    }
    insert_many::<table_tag::Entity, _>(connection, begun).await
}
