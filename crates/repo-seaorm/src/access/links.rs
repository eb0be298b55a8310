//! One-time links.

use ariadne_domain::{ActorId, LinkId, LinkPurpose, OneTimeLink, Timestamp};
use ariadne_ports::{Error, ErrorKind, LinkStore, Redemption, Result, SecretHash};
use async_trait::async_trait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::people::{any_admin, change_password, insert_person};
use crate::Repo;
use crate::entities::one_time_link;
use crate::error::{corrupt, db};
use crate::mapping::{link_of, link_row};

/// Most links that are listed.
const MOST: u64 = 1_000;

/// The link with this secret that works.
fn working(secret: SecretHash, now: Timestamp) -> Select<one_time_link::Entity> {
    one_time_link::Entity::find()
        .filter(one_time_link::Column::Secret.eq(secret.0.to_vec()))
        .filter(one_time_link::Column::Expires.gt(now.0))
}

/// Withdraws the reset links of a person.
pub(super) async fn withdraw_resets(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    person: ActorId,
) -> Result<()> {
    one_time_link::Entity::delete_many()
        .filter(one_time_link::Column::PersonId.eq(person.0))
        .exec(connection)
        .await
        .map_err(db(operation))?;
    Ok(())
}

#[async_trait]
impl LinkStore for Repo {
    async fn create_link(&self, link: &OneTimeLink, secret: SecretHash) -> Result<()> {
        const OPERATION: &str = "repo.create_link";
        let transaction = self.begin_access(OPERATION).await?;
        one_time_link::Entity::delete_many()
            .filter(one_time_link::Column::Expires.lte(link.created_at.0))
            .exec(&transaction)
            .await
            .map_err(db(OPERATION))?;
        match &link.purpose {
            LinkPurpose::FirstAdmin => {
                one_time_link::Entity::delete_many()
                    .filter(one_time_link::Column::Purpose.eq(link.purpose.as_str()))
                    .exec(&transaction)
                    .await
                    .map_err(db(OPERATION))?;
            }
            LinkPurpose::Reset { person } => {
                withdraw_resets(&transaction, OPERATION, *person).await?;
            }
            LinkPurpose::Invite { .. } => {}
        }
        one_time_link::Entity::insert(link_row(link, secret).into_active_model())
            .exec_without_returning(&transaction)
            .await
            .map_err(db(OPERATION))?;
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn link(&self, secret: SecretHash, now: Timestamp) -> Result<Option<OneTimeLink>> {
        const OPERATION: &str = "repo.link";
        let row = working(secret, now).one(self.reads()).await.map_err(db(OPERATION))?;
        row.map(link_of).transpose().map_err(corrupt(OPERATION))
    }

    async fn links(&self, now: Timestamp) -> Result<Vec<OneTimeLink>> {
        const OPERATION: &str = "repo.links";
        let rows = one_time_link::Entity::find()
            .filter(one_time_link::Column::Expires.gt(now.0))
            .order_by_desc(one_time_link::Column::CreatedAt)
            .order_by_desc(one_time_link::Column::Id)
            .limit(MOST)
            .all(self.reads())
            .await
            .map_err(db(OPERATION))?;
        rows.into_iter()
            .map(link_of)
            .collect::<std::result::Result<_, _>>()
            .map_err(corrupt(OPERATION))
    }

    async fn redeem(&self, secret: SecretHash, how: &Redemption, now: Timestamp) -> Result<()> {
        const OPERATION: &str = "repo.redeem";
        let gone = || Error::not_found(OPERATION, "link like this that still works");
        let transaction = self.begin_access(OPERATION).await?;
        let row = working(secret, now).one(&transaction).await.map_err(db(OPERATION))?;
        let link = link_of(row.ok_or_else(gone)?).map_err(corrupt(OPERATION))?;
        // withdrawing takes no lock: whoever deletes the row has the link
        let used = one_time_link::Entity::delete_by_id(link.id.0).exec(&transaction).await;
        if used.map_err(db(OPERATION))?.rows_affected == 0 {
            return Err(gone());
        }
        match (&link.purpose, how) {
            (LinkPurpose::FirstAdmin, Redemption::Join(person, password)) => {
                if any_admin(&transaction, OPERATION).await? {
                    let message = "There is an administrator already. Ask him for an invitation.";
                    return Err(Error::new(ErrorKind::Conflict, OPERATION, message));
                }
                insert_person(&transaction, OPERATION, person, Some(password)).await?;
            }
            (LinkPurpose::Invite { .. }, Redemption::Join(person, password)) => {
                insert_person(&transaction, OPERATION, person, Some(password)).await?;
            }
            (LinkPurpose::Reset { person }, Redemption::Reset(whose, password))
                if person == whose =>
            {
                change_password(&transaction, OPERATION, *whose, password, None, now).await?;
            }
            _ => return Err(gone()),
        }
        transaction.commit().await.map_err(db(OPERATION))
    }

    async fn withdraw_link(&self, id: LinkId) -> Result<bool> {
        let withdrawn = one_time_link::Entity::delete_by_id(id.0).exec(self.writes()).await;
        Ok(withdrawn.map_err(db("repo.withdraw_link"))?.rows_affected > 0)
    }
}
