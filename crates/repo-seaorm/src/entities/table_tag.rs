//! A tag of a table over a range of seqs.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "table_tag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub table_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_seq: i64,
    pub to_seq: Option<i64>,
    pub tag_key: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
