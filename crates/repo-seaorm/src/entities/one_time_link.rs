//! A link that works once.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub secret: Vec<u8>,
    pub purpose: String,
    pub role: Option<String>,
    pub login: Option<String>,
    pub name: Option<String>,
    pub person_id: Option<Uuid>,
    pub actor_id: Uuid,
    pub actor_name: String,
    pub actor_kind: String,
    pub created_at: i64,
    pub expires: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
