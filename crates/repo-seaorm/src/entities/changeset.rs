//! One committed write.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "changeset")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub id: Uuid,
    pub actor_id: Uuid,
    pub actor_name: String,
    pub actor_kind: String,
    pub at: i64,
    pub origin: String,
    pub message: Option<String>,
    pub undoes: Option<Uuid>,
    pub touched: i32,
    pub deleted: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
