//! Keys that name a request, so that sending it twice writes once.

use ariadne_domain::{Actor, Changeset};
use ariadne_ports::{Error, ErrorKind, Head, Result};
use sea_orm::sea_query::{Cond, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::OPERATION;
use crate::entities::{changeset, idempotency};
use crate::error::{corrupt, db};
use crate::mapping::Corrupt;
use crate::read::load_changesets;

/// How long a key counts, in microseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// The fingerprint and the changeset of a key that counts at `now`.
pub(super) async fn find(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    actor: &Actor,
    key: &str,
    now: i64,
) -> Result<Option<([u8; 32], Changeset)>> {
    let row = idempotency::Entity::find_by_id((actor.id.0, key.to_owned()))
        .filter(idempotency::Column::At.gt(now.saturating_sub(DAY)))
        .one(connection)
        .await
        .map_err(db(operation))?;
    let Some(row) = row else { return Ok(None) };
    let stored = row.fingerprint.as_slice();
    let print = <[u8; 32]>::try_from(stored)
        .map_err(|_| corrupt(operation)(Corrupt::new("fingerprint", stored.len())))?;
    let among = Cond::all().add(changeset::Column::Seq.eq(row.seq));
    let found = load_changesets(connection, operation, among).await?.pop();
    Ok(found.map(|changeset| (print, changeset)))
}

/// The changeset that the head's key was used for; `Conflict` when the body was another.
pub(super) async fn replayed(
    connection: &impl ConnectionTrait,
    head: &Head,
    now: i64,
) -> Result<Option<Changeset>> {
    let Some(asked) = &head.idempotency else { return Ok(None) };
    match find(connection, OPERATION, &head.actor, &asked.key, now).await? {
        Some((print, changeset)) if print == asked.fingerprint => Ok(Some(changeset)),
        Some(_) => Err(Error::new(
            ErrorKind::Conflict,
            OPERATION,
            "This idempotency key was used for another request. Send a new key.",
        )),
        None => Ok(None),
    }
}

/// Keeps the head's key for a day, and drops those that count no more.
pub(super) async fn keep(
    connection: &impl ConnectionTrait,
    head: &Head,
    seq: i64,
    now: i64,
) -> Result<()> {
    let Some(used) = &head.idempotency else { return Ok(()) };
    idempotency::Entity::delete_many()
        .filter(idempotency::Column::At.lte(now.saturating_sub(DAY)))
        .exec(connection)
        .await
        .map_err(db(OPERATION))?;
    let row = idempotency::Model {
        actor_id: head.actor.id.0,
        key: used.key.clone(),
        fingerprint: used.fingerprint.to_vec(),
        seq,
        at: now,
    };
    let place = [idempotency::Column::ActorId, idempotency::Column::Key];
    let replace = OnConflict::columns(place)
        .update_columns([
            idempotency::Column::Fingerprint,
            idempotency::Column::Seq,
            idempotency::Column::At,
        ])
        .to_owned();
    idempotency::Entity::insert(row.into_active_model())
        .on_conflict(replace)
        .exec_without_returning(connection)
        .await
        .map_err(db(OPERATION))?;
    Ok(())
}
