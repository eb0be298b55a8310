//! A table without its columns; the same columns stand in `catalog_table_history`.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_table")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub source_id: Option<Uuid>,
    pub schema: Option<String>,
    pub name: String,
    pub external: Option<String>,
    pub tags: Option<String>,
    pub owner: Option<String>,
    pub observed: Option<String>,
    pub overrides: Option<String>,
    pub introspected_at: Option<i64>,
    pub kind: String,
    pub identity_hash: Vec<u8>,
    pub order_key: String,
    pub owner_key: Option<String>,
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
