//! People and their passwords.

use ariadne_domain::{
    ActorId, ExternalIdentity, Person, Role, SessionId, Timestamp, Violation, filter_text,
};
use ariadne_ports::{
    CursorKey, Error, ErrorKind, Page, PageRequest, PasswordHash, PeopleStore, PersonFilter, Result,
};
use async_trait::async_trait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, LikeExpr, OnConflict, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult,
    IntoActiveModel, Iterable, NotSet, QueryFilter, QuerySelect, SqlErr,
};

use super::links::withdraw_resets;
use super::sessions::end_sessions;
use crate::Repo;
use crate::entities::{person, person_password};
use crate::error::{corrupt, db};
use crate::filter::{position, within};
use crate::kept::{CHUNK, col, distinct};
use crate::keyset::{Keyset, page};
use crate::mapping::{external_hash, name_hash, person_of, person_row};

/// The name to sign in with, or the identity, is another's already.
fn taken(operation: &'static str) -> impl Fn(DbErr) -> Error + Copy {
    move |error| {
        // the index on PostgreSQL, the column on SQLite: both are named like the field
        let field = match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(what)) if what.contains("login") => "login",
            Some(SqlErr::UniqueConstraintViolation(what)) if what.contains("identity") => {
                "identity"
            }
            _ => return db(operation)(error),
        };
        let message = match field {
            "login" => "Somebody else signs in with this name. Take another one.",
            _ => "Somebody else is known to the identity provider as this one.",
        };
        Error::new(ErrorKind::Conflict, operation, message)
            .with_violations(vec![Violation::new([field], "DUPLICATE", message)])
            .with_source(error)
    }
}

fn unknown(operation: &'static str, id: ActorId) -> Error {
    Error::not_found(operation, format!("person {id}"))
}

fn is_active_admin(row: &person::Model) -> bool {
    row.is_active && row.role == Role::Admin.as_str()
}

/// Whether there is an active administrator.
pub(super) async fn any_admin(
    connection: &impl ConnectionTrait,
    operation: &'static str,
) -> Result<bool> {
    let found = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Role.eq(Role::Admin.as_str()))
        .filter(person::Column::IsActive.eq(true))
        .limit(1)
        .into_tuple::<uuid::Uuid>()
        .one(connection)
        .await;
    Ok(found.map_err(db(operation))?.is_some())
}

/// Keeps a new person within a transaction.
pub(super) async fn insert_person(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    person: &Person,
    password: Option<&PasswordHash>,
) -> Result<()> {
    let row = person_row(person, password.is_some());
    person::Entity::insert(row.into_active_model())
        .exec_without_returning(connection)
        .await
        .map_err(taken(operation))?;
    match password {
        Some(password) => keep_password(connection, operation, person.id, password).await,
        None => Ok(()),
    }
}

async fn keep_password(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    person: ActorId,
    password: &PasswordHash,
) -> Result<()> {
    let row = person_password::Model { person_id: person.0, hash: password.0.clone() };
    let replace = OnConflict::column(person_password::Column::PersonId)
        .update_column(person_password::Column::Hash)
        .to_owned();
    person_password::Entity::insert(row.into_active_model())
        .on_conflict(replace)
        .exec_without_returning(connection)
        .await
        .map_err(db(operation))?;
    Ok(())
}

/// Sets a password within a transaction, with all that ends by it.
pub(super) async fn change_password(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    person: ActorId,
    password: &PasswordHash,
    keep: Option<SessionId>,
    now: Timestamp,
) -> Result<()> {
    let changed = person::Entity::update_many()
        .col_expr(person::Column::HasPassword, Expr::val(true))
        .col_expr(person::Column::Version, col("version").add(1))
        .col_expr(person::Column::UpdatedAt, Expr::val(now.0))
        .filter(person::Column::Id.eq(person.0))
        .exec(connection)
        .await
        .map_err(db(operation))?;
    if changed.rows_affected == 0 {
        return Err(unknown(operation, person));
    }
    keep_password(connection, operation, person, password).await?;
    end_sessions(connection, operation, person, keep).await?;
    withdraw_resets(connection, operation, person).await
}

impl Repo {
    fn person_filter(&self, filter: &PersonFilter) -> Cond {
        let mut all = Cond::all();
        if let Some(text) = &filter.text {
            let text = filter_text([Some(text.as_str())]);
            all = all.add(if text.contains('\n') {
                // it stands between login and name, and in neither
                Expr::val(1).eq(0)
            } else if self.backend() == DbBackend::Sqlite {
                let call = Func::cust(position(self.backend()));
                Expr::from(call.arg(col("filter_text")).arg(Expr::val(text))).gt(0)
            } else {
                col("filter_text").like(LikeExpr::new(within(&text)))
            });
        }
        if let Some(active) = filter.active {
            all = all.add(col("is_active").eq(active));
        }
        all
    }

    async fn one_person(&self, operation: &'static str, which: Expr) -> Result<Option<Person>> {
        let row = person::Entity::find().filter(which).one(self.reads()).await;
        row.map_err(db(operation))?.map(person_of).transpose().map_err(corrupt(operation))
    }
}

#[async_trait]
impl PeopleStore for Repo {
    async fn people(&self, ids: &[ActorId]) -> Result<Vec<Person>> {
        const OPERATION: &str = "repo.people";
        let mut found = Vec::new();
        for chunk in distinct(ids.iter().map(|id| id.0)).chunks(CHUNK) {
            let rows = person::Entity::find()
                .filter(person::Column::Id.is_in(chunk.iter().copied()))
                .all(self.reads())
                .await
                .map_err(db(OPERATION))?;
            for row in rows {
                found.push(person_of(row).map_err(corrupt(OPERATION))?);
            }
        }
        Ok(found)
    }

    async fn person_by_login(&self, login: &str) -> Result<Option<Person>> {
        let which = person::Column::LoginHash.eq(name_hash(login));
        self.one_person("repo.person_by_login", which).await
    }

    async fn person_by_identity(&self, identity: &ExternalIdentity) -> Result<Option<Person>> {
        let which = person::Column::IdentityHash.eq(external_hash(identity));
        self.one_person("repo.person_by_identity", which).await
    }

    async fn list_people(
        &self,
        filter: &PersonFilter,
        request: &PageRequest,
    ) -> Result<Page<Person>> {
        const OPERATION: &str = "repo.list_people";
        let mut base = Query::select();
        base.columns(person::Column::iter()).from(person::Entity);
        base.cond_where(self.person_filter(filter));
        let list = (&base, Keyset::ascending("order_key"), &*format!("people {filter:?}"));
        page(self.reads(), OPERATION, list, request, |row| {
            let model = person::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let (key, id) = (CursorKey::Text(model.order_key.clone()), model.id);
            Ok((person_of(model).map_err(corrupt(OPERATION))?, key, id))
        })
        .await
    }

    async fn has_admin(&self) -> Result<bool> {
        any_admin(self.reads(), "repo.has_admin").await
    }

    async fn password(&self, person: ActorId) -> Result<Option<PasswordHash>> {
        let row = person_password::Entity::find_by_id(person.0).one(self.reads()).await;
        Ok(row.map_err(db("repo.password"))?.map(|row| PasswordHash(row.hash)))
    }

    async fn create_person(&self, person: &Person, password: Option<&PasswordHash>) -> Result<()> {
        const OPERATION: &str = "repo.create_person";
        let transaction = self.begin_access(OPERATION).await?;
        insert_person(&transaction, OPERATION, person, password).await?;
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn update_person(&self, person: &Person) -> Result<u32> {
        const OPERATION: &str = "repo.update_person";
        let transaction = self.begin_access(OPERATION).await?;
        let stored = person::Entity::find_by_id(person.id.0).one(&transaction).await;
        let stored = stored.map_err(db(OPERATION))?;
        let stored = stored.ok_or_else(|| unknown(OPERATION, person.id))?;
        let next = person.version.saturating_add(1);
        let after = Person { version: next, ..person.clone() };
        let mut row = person_row(&after, stored.has_password).into_active_model().reset_all();
        // a sign-in may have been noted since the person was read
        row.last_sign_in = NotSet;
        let changed = person::Entity::update_many()
            .set(row)
            .filter(person::Column::Id.eq(person.id.0))
            .filter(person::Column::Version.eq(person.version.cast_signed()))
            .exec(&transaction)
            .await
            .map_err(taken(OPERATION))?;
        if changed.rows_affected == 0 {
            let message = format!(
                "{} was changed in the meantime. Load it again and repeat the change.",
                stored.name
            );
            let at = Violation::new(["version"], "CHANGED", message.clone());
            return Err(
                Error::new(ErrorKind::Conflict, OPERATION, message).with_violations(vec![at])
            );
        }
        if is_active_admin(&stored) && !any_admin(&transaction, OPERATION).await? {
            let message =
                "This is the last active administrator. Make somebody else an administrator first.";
            let field = if person.active { "role" } else { "active" };
            let at = Violation::new([field], "LAST_ADMIN", message);
            return Err(
                Error::new(ErrorKind::Conflict, OPERATION, message).with_violations(vec![at])
            );
        }
        if !person.active {
            end_sessions(&transaction, OPERATION, person.id, None).await?;
        }
        transaction.commit().await.map_err(db(OPERATION))?;
        Ok(next)
    }

    async fn set_password(
        &self,
        person: ActorId,
        password: &PasswordHash,
        keep: Option<SessionId>,
        now: Timestamp,
    ) -> Result<()> {
        const OPERATION: &str = "repo.set_password";
        let transaction = self.begin_access(OPERATION).await?;
        change_password(&transaction, OPERATION, person, password, keep, now).await?;
        transaction.commit().await.map_err(db(OPERATION))
    }
}
