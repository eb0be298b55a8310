//! A claim about a lineage edge; the same columns stand in `assertion_history`.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assertion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub edge_id: Uuid,
    pub key_hash: Vec<u8>,
    pub origin: String,
    pub status: String,
    pub claimant_id: Uuid,
    pub claimant_name: String,
    pub claimant_kind: String,
    pub process: Option<String>,
    pub at: i64,
    pub confidence: Option<i32>,
    pub transformation: Option<String>,
    pub note: Option<String>,
    pub seq: i64,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
