//! Sessions. The look-up runs for every request: it is one statement that seeks the
//! secret, then the person.

use ariadne_domain::{ActorId, Person, Session, SessionId, Timestamp};
use ariadne_ports::{Error, Result, SecretHash, SessionStore};
use async_trait::async_trait;
use sea_orm::sea_query::{CaseStatement, Cond, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select,
    SelectTwoRequired,
};

use crate::Repo;
use crate::entities::{person, session};
use crate::error::{corrupt, db};
use crate::kept::col;
use crate::mapping::{person_of, session_of, session_row};

/// The session with this secret that is alive, and its person if he is active.
pub(crate) fn living(
    secret: SecretHash,
    now: Timestamp,
) -> SelectTwoRequired<session::Entity, person::Entity> {
    session::Entity::find()
        .find_both_related(person::Entity)
        .filter(session::Column::Secret.eq(secret.0.to_vec()))
        .filter(session::Column::Expires.gt(now.0))
        .filter(session::Column::IdleUntil.gt(now.0))
        .filter(person::Column::IsActive.eq(true))
}

/// The living sessions of a person, newest first.
pub(crate) fn living_of(person: ActorId, now: Timestamp) -> Select<session::Entity> {
    session::Entity::find()
        .filter(session::Column::PersonId.eq(person.0))
        .filter(session::Column::Expires.gt(now.0))
        .filter(session::Column::IdleUntil.gt(now.0))
        .order_by_desc(session::Column::CreatedAt)
        .order_by_desc(session::Column::Id)
}

/// Ends every session of a person but `keep`; answers how many.
pub(super) async fn end_sessions(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    person: ActorId,
    keep: Option<SessionId>,
) -> Result<u64> {
    let mut which = Cond::all().add(session::Column::PersonId.eq(person.0));
    if let Some(keep) = keep {
        which = which.add(session::Column::Id.ne(keep.0));
    }
    let ended = session::Entity::delete_many().filter(which).exec(connection).await;
    Ok(ended.map_err(db(operation))?.rows_affected)
}

/// The later of what a column holds and `at`.
fn later(column: &'static str, at: Timestamp) -> Expr {
    CaseStatement::new().case(col(column).lt(at.0), Expr::val(at.0)).finally(col(column)).into()
}

#[async_trait]
impl SessionStore for Repo {
    async fn open_session(&self, session: &Session, secret: SecretHash) -> Result<()> {
        const OPERATION: &str = "repo.open_session";
        let transaction = self.begin_access(OPERATION).await?;
        let noted = person::Entity::update_many()
            .col_expr(person::Column::LastSignIn, Expr::val(session.created_at.0))
            .filter(person::Column::Id.eq(session.person.0))
            .filter(person::Column::IsActive.eq(true))
            .exec(&transaction)
            .await
            .map_err(db(OPERATION))?;
        if noted.rows_affected == 0 {
            return Err(Error::not_found(OPERATION, format!("active person {}", session.person)));
        }
        for column in [session::Column::Expires, session::Column::IdleUntil] {
            session::Entity::delete_many()
                .filter(column.lte(session.created_at.0))
                .exec(&transaction)
                .await
                .map_err(db(OPERATION))?;
        }
        session::Entity::insert(session_row(session, secret).into_active_model())
            .exec_without_returning(&transaction)
            .await
            .map_err(db(OPERATION))?;
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn session(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<(Session, Person)>> {
        const OPERATION: &str = "repo.session";
        let found = living(secret, now).one(self.reads()).await.map_err(db(OPERATION))?;
        let Some((session, person)) = found else { return Ok(None) };
        Ok(Some((session_of(session), person_of(person).map_err(corrupt(OPERATION))?)))
    }

    async fn touch_session(
        &self,
        id: SessionId,
        last_seen: Timestamp,
        idle_until: Timestamp,
    ) -> Result<()> {
        session::Entity::update_many()
            .col_expr(session::Column::LastSeen, later("last_seen", last_seen))
            .col_expr(session::Column::IdleUntil, later("idle_until", idle_until))
            .filter(session::Column::Id.eq(id.0))
            .filter(session::Column::Expires.gt(last_seen.0))
            .filter(session::Column::IdleUntil.gt(last_seen.0))
            .exec(self.writes())
            .await
            .map_err(db("repo.touch_session"))?;
        Ok(())
    }

    async fn sessions_of(&self, person: ActorId, now: Timestamp) -> Result<Vec<Session>> {
        let rows = living_of(person, now).all(self.reads()).await;
        Ok(rows.map_err(db("repo.sessions_of"))?.into_iter().map(session_of).collect())
    }

    async fn close_session(&self, person: ActorId, id: SessionId) -> Result<bool> {
        let closed = session::Entity::delete_many()
            .filter(session::Column::Id.eq(id.0))
            .filter(session::Column::PersonId.eq(person.0))
            .exec(self.writes())
            .await
            .map_err(db("repo.close_session"))?;
        Ok(closed.rows_affected > 0)
    }

    async fn close_sessions(&self, person: ActorId, keep: Option<SessionId>) -> Result<u64> {
        const OPERATION: &str = "repo.close_sessions";
        let transaction = self.begin_access(OPERATION).await?;
        let ended = end_sessions(&transaction, OPERATION, person, keep).await?;
        transaction.commit().await.map_err(db(OPERATION))?;
        Ok(ended)
    }
}
