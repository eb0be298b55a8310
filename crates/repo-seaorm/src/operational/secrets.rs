//! Sealed secrets: read, and resealed as a whole when the key is rotated.

use std::collections::BTreeMap;

use ariadne_domain::SourceId;
use ariadne_ports::{Ciphertext, Error, ErrorKind, Resealed, Result, SecretStore};
use async_trait::async_trait;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect, Set,
};

use crate::Repo;
use crate::entities::{head, idempotency, source_secret};
use crate::error::{corrupt, db};
use crate::mapping::Corrupt;

fn sealed(row: source_secret::Model) -> (SourceId, Ciphertext) {
    (SourceId(row.source_id), Ciphertext { key_id: row.key_id, bytes: row.sealed })
}

/// The head, locked: no commit puts a secret meanwhile.
async fn locked_head(
    connection: &impl ConnectionTrait,
    operation: &'static str,
) -> Result<head::Model> {
    let row = head::Entity::find().lock_exclusive().one(connection).await.map_err(db(operation))?;
    row.ok_or_else(|| corrupt(operation)(Corrupt::new("head", "it is missing")))
}

async fn keep_key(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    row: head::Model,
    key_id: &str,
) -> Result<()> {
    let mut row = row.into_active_model();
    row.key_id = Set(Some(key_id.to_owned()));
    row.update(connection).await.map_err(db(operation))?;
    Ok(())
}

#[async_trait]
impl SecretStore for Repo {
    async fn secret(&self, source: SourceId) -> Result<Option<Ciphertext>> {
        let row = source_secret::Entity::find_by_id(source.0).one(self.reads()).await;
        Ok(row.map_err(db("repo.secret"))?.map(|row| sealed(row).1))
    }

    async fn secrets(&self) -> Result<Vec<(SourceId, Ciphertext)>> {
        let rows = source_secret::Entity::find()
            .order_by_asc(source_secret::Column::SourceId)
            .all(self.reads())
            .await;
        Ok(rows.map_err(db("repo.secrets"))?.into_iter().map(sealed).collect())
    }

    async fn reseal(&self, key_id: &str, secrets: Vec<Resealed>) -> Result<()> {
        const OPERATION: &str = "repo.reseal";
        let transaction = self.begin(OPERATION).await?;
        let head = locked_head(&transaction, OPERATION).await?;
        let stored =
            source_secret::Entity::find().all(&transaction).await.map_err(db(OPERATION))?;
        let stored: BTreeMap<_, _> = stored.into_iter().map(sealed).collect();
        let given: BTreeMap<_, _> = secrets.iter().map(|one| (one.source, &one.old)).collect();
        let known = given.len() == secrets.len();
        if !known || !given.into_iter().eq(stored.iter().map(|(source, old)| (*source, old))) {
            return Err(Error::new(
                ErrorKind::Conflict,
                OPERATION,
                "Secrets were put, changed or destroyed while the key was rotated. Rotate again; nothing was changed.",
            ));
        }
        for one in secrets {
            let row = source_secret::ActiveModel {
                source_id: Set(one.source.0),
                key_id: Set(one.new.key_id),
                sealed: Set(one.new.bytes),
            };
            row.update(&transaction).await.map_err(db(OPERATION))?;
        }
        // Whoever has the old key could guess what their fingerprints were made of.
        idempotency::Entity::delete_many().exec(&transaction).await.map_err(db(OPERATION))?;
        keep_key(&transaction, OPERATION, head, key_id).await?;
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn claim_key(&self, key_id: &str) -> Result<String> {
        const OPERATION: &str = "repo.claim_key";
        let transaction = self.begin(OPERATION).await?;
        let head = locked_head(&transaction, OPERATION).await?;
        if let Some(kept) = head.key_id {
            return Ok(kept);
        }
        keep_key(&transaction, OPERATION, head, key_id).await?;
        transaction.commit().await.map_err(db(OPERATION))?;
        Ok(key_id.to_owned())
    }
}
