//! What an app remembers for people.

use ariadne_domain::{ActorId, Value};
use ariadne_ports::{Error, PersonSetting, PersonSettingStore, Result, SettingRoom, SettingSaved};
use async_trait::async_trait;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::Repo;
use crate::entities::{person, person_setting};
use crate::error::{corrupt, db};
use crate::mapping::{value_from_text, value_to_text};

#[async_trait]
impl PersonSettingStore for Repo {
    async fn setting(&self, person: ActorId, name: &str) -> Result<Option<Value>> {
        const OPERATION: &str = "repo.setting";
        let key = (person.0, name.to_owned());
        let row = person_setting::Entity::find_by_id(key).one(self.reads()).await;
        let row = row.map_err(db(OPERATION))?;
        row.map(|row| value_from_text("setting", &row.value))
            .transpose()
            .map_err(corrupt(OPERATION))
    }

    async fn setting_names(&self, person: ActorId) -> Result<Vec<String>> {
        person_setting::Entity::find()
            .select_only()
            .column(person_setting::Column::Name)
            .filter(person_setting::Column::PersonId.eq(person.0))
            .order_by_asc(person_setting::Column::SavedAt)
            .order_by_asc(person_setting::Column::Name)
            .into_tuple()
            .all(self.reads())
            .await
            .map_err(db("repo.setting_names"))
    }

    async fn save_setting(
        &self,
        setting: &PersonSetting,
        room: SettingRoom,
    ) -> Result<SettingSaved> {
        const OPERATION: &str = "repo.save_setting";
        let transaction = self.begin_access(OPERATION).await?;
        let whose = person::Entity::find_by_id(setting.person.0).one(&transaction).await;
        if !whose.map_err(db(OPERATION))?.is_some_and(|person| person.is_active) {
            return Err(Error::not_found(OPERATION, format!("active person {}", setting.person)));
        }
        // what they hold together is read from the heads of the rows, not from the texts
        let sizes: Vec<(String, i64)> = person_setting::Entity::find()
            .select_only()
            .column(person_setting::Column::Name)
            .expr_as(Expr::cust("CAST(OCTET_LENGTH(value) AS BIGINT)"), "bytes")
            .filter(person_setting::Column::PersonId.eq(setting.person.0))
            .into_tuple()
            .all(&transaction)
            .await
            .map_err(db(OPERATION))?;
        let value = value_to_text(&setting.value);
        let (known, others): (Vec<_>, Vec<_>) =
            sizes.into_iter().partition(|(name, _)| *name == setting.name);
        if known.is_empty() && others.len() >= room.count {
            return Ok(SettingSaved::TooMany);
        }
        let size = |bytes: i64| usize::try_from(bytes).unwrap_or_default();
        let all = others.iter().map(|(_, bytes)| size(*bytes)).sum::<usize>() + value.len();
        if all > room.bytes && known.first().is_none_or(|(_, old)| value.len() > size(*old)) {
            return Ok(SettingSaved::TooMuch);
        }
        let row = person_setting::Model {
            person_id: setting.person.0,
            name: setting.name.clone(),
            value,
            saved_at: setting.saved_at.0,
        };
        let replace =
            OnConflict::columns([person_setting::Column::PersonId, person_setting::Column::Name])
                .update_columns([person_setting::Column::Value, person_setting::Column::SavedAt])
                .to_owned();
        person_setting::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(&transaction)
            .await
            .map_err(db(OPERATION))?;
        transaction.commit().await.map_err(db(OPERATION))?;
        Ok(SettingSaved::Saved)
    }

    async fn remove_setting(&self, person: ActorId, name: &str) -> Result<bool> {
        let removed = person_setting::Entity::delete_by_id((person.0, name.to_owned()))
            .exec(self.writes())
            .await
            .map_err(db("repo.remove_setting"))?;
        Ok(removed.rows_affected > 0)
    }
}
