//! Tokens.

use ariadne_domain::{ActorId, ApiToken, Person, Timestamp};
use ariadne_ports::{
    CursorKey, Error, Page, PageRequest, Result, SecretHash, TokenFilter, TokenStore,
};
use async_trait::async_trait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, Iterable, QueryFilter,
    SelectTwoRequired,
};

use crate::Repo;
use crate::entities::{api_token, person};
use crate::error::{corrupt, db};
use crate::kept::{CHUNK, col, distinct};
use crate::keyset::{Keyset, page};
use crate::mapping::{person_of, token_of, token_row};

/// Newest first, by creation, then id.
pub(crate) const TOKEN_ORDER: Keyset =
    Keyset { descending_id: true, ..Keyset::newest("created_at") };

/// The token with this secret and its owner.
pub(crate) fn by_secret(
    secret: SecretHash,
) -> SelectTwoRequired<api_token::Entity, person::Entity> {
    api_token::Entity::find()
        .find_both_related(person::Entity)
        .filter(api_token::Column::Secret.eq(secret.0.to_vec()))
}

/// The tokens that a filter lets through, in any order.
pub(crate) fn tokens_among(filter: &TokenFilter) -> SelectStatement {
    let mut base = Query::select();
    base.columns(api_token::Column::iter()).from(api_token::Entity);
    if let Some(owner) = filter.owner {
        base.and_where(col("owner_id").eq(owner.0));
    }
    if let Some(at) = filter.alive_at {
        let lasts = Cond::any().add(col("expires").is_null()).add(col("expires").gt(at.0));
        base.and_where(col("revoked_at").is_null()).cond_where(lasts);
    }
    base
}

#[async_trait]
impl TokenStore for Repo {
    async fn create_token(&self, token: &ApiToken, secret: SecretHash) -> Result<()> {
        const OPERATION: &str = "repo.create_token";
        // nobody is ever deleted, so an owner who is there stays
        let owner = person::Entity::find_by_id(token.owner.0).one(self.reads()).await;
        if owner.map_err(db(OPERATION))?.is_none() {
            return Err(Error::not_found(OPERATION, format!("person {}", token.owner)));
        }
        api_token::Entity::insert(token_row(token, secret).into_active_model())
            .exec_without_returning(self.writes())
            .await
            .map_err(db(OPERATION))?;
        Ok(())
    }

    async fn token(&self, secret: SecretHash) -> Result<Option<(ApiToken, Person)>> {
        const OPERATION: &str = "repo.token";
        let found = by_secret(secret).one(self.reads()).await.map_err(db(OPERATION))?;
        let Some((token, owner)) = found else { return Ok(None) };
        let token = token_of(token).map_err(corrupt(OPERATION))?;
        Ok(Some((token, person_of(owner).map_err(corrupt(OPERATION))?)))
    }

    async fn tokens(&self, ids: &[ActorId]) -> Result<Vec<ApiToken>> {
        const OPERATION: &str = "repo.tokens";
        let mut found = Vec::new();
        for chunk in distinct(ids.iter().map(|id| id.0)).chunks(CHUNK) {
            let rows = api_token::Entity::find()
                .filter(api_token::Column::Id.is_in(chunk.iter().copied()))
                .all(self.reads())
                .await
                .map_err(db(OPERATION))?;
            for row in rows {
                found.push(token_of(row).map_err(corrupt(OPERATION))?);
            }
        }
        Ok(found)
    }

    async fn list_tokens(
        &self,
        filter: &TokenFilter,
        request: &PageRequest,
    ) -> Result<Page<ApiToken>> {
        const OPERATION: &str = "repo.list_tokens";
        let base = tokens_among(filter);
        let scope = format!("tokens {filter:?}");
        page(self.reads(), OPERATION, (&base, TOKEN_ORDER, &*scope), request, |row| {
            let model = api_token::Model::from_query_result(row, "").map_err(db(OPERATION))?;
            let (key, id) = (CursorKey::Int(model.created_at), model.id);
            Ok((token_of(model).map_err(corrupt(OPERATION))?, key, id))
        })
        .await
    }

    async fn revoke_token(&self, id: ActorId, at: Timestamp) -> Result<bool> {
        let revoked = api_token::Entity::update_many()
            .col_expr(api_token::Column::RevokedAt, Expr::val(at.0))
            .filter(api_token::Column::Id.eq(id.0))
            .filter(api_token::Column::RevokedAt.is_null())
            .exec(self.writes())
            .await
            .map_err(db("repo.revoke_token"))?;
        Ok(revoked.rows_affected > 0)
    }

    async fn note_use(&self, id: ActorId, at: Timestamp, from: Option<&str>) -> Result<()> {
        let earlier = Cond::any()
            .add(api_token::Column::LastUsed.is_null())
            .add(api_token::Column::LastUsed.lt(at.0));
        api_token::Entity::update_many()
            .col_expr(api_token::Column::LastUsed, Expr::val(at.0))
            .col_expr(api_token::Column::LastUsedFrom, Expr::val(from.map(str::to_owned)))
            .filter(api_token::Column::Id.eq(id.0))
            .filter(earlier)
            .exec(self.writes())
            .await
            .map_err(db("repo.note_use"))?;
        Ok(())
    }
}
