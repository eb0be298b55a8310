//! The name of something that search finds.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_name")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub rowid: i64,
    pub kind: i32,
    pub entity_id: Uuid,
    pub table_id: Option<Uuid>,
    pub name: String,
    pub length: i32,
    pub starts: String,
    pub place: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
