//! A column; the same columns stand in `catalog_column_history`.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_column")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub table_id: Uuid,
    pub path: String,
    pub path_hash: Vec<u8>,
    pub ordinal: i64,
    pub observed: Option<String>,
    pub overrides: Option<String>,
    pub tags: Option<String>,
    pub hidden: bool,
    pub seq: i64,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
    pub doc: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
