//! A person, without the password.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub login: String,
    pub login_hash: Vec<u8>,
    pub name: String,
    pub order_key: String,
    pub filter_text: String,
    pub role: String,
    pub is_active: bool,
    pub has_password: bool,
    pub issuer: Option<String>,
    pub subject: Option<String>,
    pub identity_hash: Option<Vec<u8>>,
    pub version: i32,
    pub created_at: i64,
    pub updated_at: i64,
    pub last_sign_in: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
