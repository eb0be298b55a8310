//! A source; the same columns stand in `source_history`.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub description: Option<String>,
    pub settings: String,
    pub secret: Option<i64>,
    pub is_active: bool,
    pub name_hash: Vec<u8>,
    pub order_key: String,
    pub filter_text: String,
    pub seq: i64,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
    pub doc: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
