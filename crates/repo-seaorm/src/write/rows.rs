//! Rows of entities: what was becomes history, what is becomes current.

use std::collections::HashMap;
use std::fmt::Write as _;

use ariadne_domain::{Entity, EntityKind, Stored, Table, Timestamp};
use ariadne_ports::Result;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityName, EntityTrait, IdenStatic,
    IntoActiveModel, Iterable, QueryFilter, Statement,
};
use uuid::Uuid;

use super::OPERATION;
use super::steps::{Steps, fault};
use crate::entities::table_tag;
use crate::error::db;
use crate::kept::{CHUNK, Kept, Model, col};
use crate::mapping::bounded;

/// Rows in one statement at most, and how many may go in one of any number. The driver
/// keeps the last hundred statements of a connection: of large ones there must be few
/// different ones, or they take more memory than the rows.
const FULL: usize = 128;
const FEW: usize = 32;

/// Inserts rows, many in a statement. The text is put together here and the values are
/// moved: an import writes hundreds of thousands of rows, and building a syntax tree of
/// each value took longer than the database did.
pub(super) async fn insert_many<E, A>(connection: &impl ConnectionTrait, rows: Vec<A>) -> Result<()>
where
    E: EntityTrait<ActiveModel = A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let columns: Vec<E::Column> = E::Column::iter().collect();
    let backend = connection.get_database_backend();
    let mut left = rows.len();
    let few = left <= FEW;
    let mut rows = rows.into_iter();
    let (mut text, mut of) = (String::new(), 0);
    while left > 0 {
        let count = if few { left } else { FULL.min(1 << left.ilog2()) };
        left -= count;
        if count != of {
            text = insert_text(backend, E::default().table_name(), &columns, count);
            of = count;
        }
        let mut values = Vec::with_capacity(count * columns.len());
        for mut row in rows.by_ref().take(count) {
            for column in &columns {
                let value = row.take(*column).into_value();
                values.push(value.ok_or_else(|| fault("A row without one of its values."))?);
            }
        }
        let insert = Statement::from_sql_and_values(backend, &text, values);
        connection.execute_raw(insert).await.map_err(db(OPERATION))?;
    }
    Ok(())
}

/// The statement that inserts so many rows.
fn insert_text(
    backend: DbBackend,
    table: &str,
    columns: &[impl IdenStatic],
    rows: usize,
) -> String {
    let names: Vec<String> = columns.iter().map(|c| format!("\"{}\"", c.as_str())).collect();
    let mut text = format!("INSERT INTO \"{table}\" ({}) VALUES ", names.join(", "));
    let mut number = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            if column > 0 {
                text.push_str(", ");
            }
            number += 1;
            if backend == DbBackend::Postgres {
                // Writing to a text does not fail.
                let _ = write!(text, "${number}");
            } else {
                text.push('?');
            }
        }
        text.push(')');
    }
    text
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
        .columns(columns().map(|c| Alias::new(c.as_str())).chain([Alias::new("to_seq")]))
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
