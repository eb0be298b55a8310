//! Whether changes can be written now.

use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{DbBackend, EntityTrait};

use super::closed;
use crate::Repo;
use crate::entities::head;
use crate::error::db;
use crate::open::writable;
use crate::repo::begin;

const OPERATION: &str = "repo.ready";

/// How long the connection that commits may take to say whether it can: shorter than
/// whoever asks waits.
const ANSWER: Duration = Duration::from_secs(1);

/// For how long a change that is being written may hold the connection: as long as the
/// longest statement may wait for another process on SQLite.
const PATIENCE: Duration = Duration::from_secs(30);

const SLOW: &str = "The database's connection for changes does not answer in time: it is busy with a long change, or another process is alone with the database.";

/// Refuses with a sentence when changes cannot be written.
///
/// A change that is being written is the best proof that they can, so nothing is asked
/// of its connection meanwhile. When the database did not take the last change, one is
/// written that changes nothing, so that a full disk is told from one that was full.
pub(super) async fn check(repo: &Repo) -> Result<()> {
    if !repo.writer().is_open().await {
        return Err(closed());
    }
    if let Some(file) = repo.file() {
        file.check(OPERATION)?;
    }
    let activity = repo.writer().activity();
    if let Some(busy) = busy(repo) {
        return busy;
    }
    let asked = async {
        if activity.was_refused() {
            probe(repo).await?;
            activity.ended(Ok(()));
            return Ok(());
        }
        match repo.backend() {
            DbBackend::Postgres => writable(repo.commits(), OPERATION).await,
            _ => repo.commits().ping().await.map_err(db(OPERATION)),
        }
    };
    match tokio::time::timeout(ANSWER, asked).await {
        Ok(answer) => answer,
        // One may have begun in between.
        Err(_) => busy(repo).unwrap_or_else(|| Err(slow())),
    }
}

/// What a change says that is being written; `None` when there is none.
fn busy(repo: &Repo) -> Option<Result<()>> {
    let writing = repo.writer().activity().writing()?;
    Some(if writing < PATIENCE { Ok(()) } else { Err(slow()) })
}

fn slow() -> Error {
    Error::new(ErrorKind::Unavailable, OPERATION, SLOW)
}

/// Writes the head as it is. SQLite does not write what an update leaves the same, so
/// it is changed and changed back.
async fn probe(repo: &Repo) -> Result<()> {
    let transaction = begin(repo.commits()).await.map_err(db(OPERATION))?;
    for step in [1, -1] {
        head::Entity::update_many()
            .col_expr(head::Column::At, Expr::col(head::Column::At).add(step))
            .exec(&transaction)
            .await
            .map_err(db(OPERATION))?;
    }
    transaction.commit().await.map_err(db(OPERATION))
}
