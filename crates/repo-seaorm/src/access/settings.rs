//! What an app remembers for people.

use ariadne_domain::{ActorId, Value};
use ariadne_ports::{Error, PersonSetting, PersonSettingStore, Result};
use async_trait::async_trait;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

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

    async fn save_setting(&self, setting: &PersonSetting, most: usize) -> Result<bool> {
        const OPERATION: &str = "repo.save_setting";
        let transaction = self.begin_access(OPERATION).await?;
        let whose = person::Entity::find_by_id(setting.person.0).one(&transaction).await;
        if !whose.map_err(db(OPERATION))?.is_some_and(|person| person.is_active) {
            return Err(Error::not_found(OPERATION, format!("active person {}", setting.person)));
        }
        let others = person_setting::Entity::find()
            .filter(person_setting::Column::PersonId.eq(setting.person.0))
            .filter(person_setting::Column::Name.ne(&setting.name))
            .count(&transaction)
            .await
            .map_err(db(OPERATION))?;
        let known = person_setting::Entity::find_by_id((setting.person.0, setting.name.clone()))
            .select_only()
            .column(person_setting::Column::SavedAt)
            .into_tuple::<i64>()
            .one(&transaction)
            .await
            .map_err(db(OPERATION))?;
        if known.is_none() && others >= most as u64 {
            return Ok(false);
        }
        let row = person_setting::Model {
            person_id: setting.person.0,
            name: setting.name.clone(),
            value: value_to_text(&setting.value),
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
        Ok(true)
    }

    async fn remove_setting(&self, person: ActorId, name: &str) -> Result<bool> {
        let removed = person_setting::Entity::delete_by_id((person.0, name.to_owned()))
            .exec(self.writes())
            .await
            .map_err(db("repo.remove_setting"))?;
        Ok(removed.rows_affected > 0)
    }
}
