//! Sealed secrets that a commit puts or destroys.

use ariadne_ports::{Error, ErrorKind, Head, Result, SecretChange};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::OPERATION;
use super::checks::conflict;
use super::steps::Steps;
use crate::entities::{head, source_secret};
use crate::error::db;
use crate::kept::{CHUNK, distinct};
use ariadne_domain::Source;

/// Puts and destroys; with a deleted source its secret goes too.
pub(super) async fn apply(
    connection: &impl ConnectionTrait,
    standing: &head::Model,
    head: &Head,
    sources: &Steps<'_, Source>,
) -> Result<()> {
    let mut destroyed: Vec<uuid::Uuid> = sources.deleted().collect();
    for change in &head.secrets {
        match change {
            SecretChange::Destroy(source) => destroyed.push(source.0),
            SecretChange::Put(source, sealed) => {
                if standing.key_id.as_ref().is_some_and(|kept| *kept != sealed.key_id) {
                    return Err(Error::new(
                        ErrorKind::Unavailable,
                        OPERATION,
                        "The secret was sealed with another key than the catalog's. Restart this server with the catalog's key.",
                    ));
                }
                let gone = sources.deleted().any(|id| id == source.0);
                let made = sources.after().any(|s| s.id == *source);
                if gone || !(made || exists(connection, source.0).await?) {
                    return Err(conflict::<Source>(connection, source.0).await);
                }
                put(connection, source.0, sealed).await?;
            }
        }
    }
    for chunk in distinct(destroyed).chunks(CHUNK) {
        source_secret::Entity::delete_many()
            .filter(source_secret::Column::SourceId.is_in(chunk.iter().copied()))
            .exec(connection)
            .await
            .map_err(db(OPERATION))?;
    }
    Ok(())
}

async fn exists(connection: &impl ConnectionTrait, source: uuid::Uuid) -> Result<bool> {
    let row = crate::entities::source::Entity::find_by_id(source).one(connection).await;
    Ok(row.map_err(db(OPERATION))?.is_some())
}

async fn put(
    connection: &impl ConnectionTrait,
    source: uuid::Uuid,
    sealed: &ariadne_ports::Ciphertext,
) -> Result<()> {
    let row = source_secret::Model {
        source_id: source,
        key_id: sealed.key_id.clone(),
        sealed: sealed.bytes.clone(),
    };
    let replace = OnConflict::column(source_secret::Column::SourceId)
        .update_columns([source_secret::Column::KeyId, source_secret::Column::Sealed])
        .to_owned();
    source_secret::Entity::insert(row.into_active_model())
        .on_conflict(replace)
        .exec_without_returning(connection)
        .await
        .map_err(db(OPERATION))?;
    Ok(())
}
