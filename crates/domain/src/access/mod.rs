//! Who may use the catalog: people, their sessions and settings, tokens of scripts,
//! one-time links.

mod audit;
mod link;
mod person;
mod role;
mod session;
mod setting;
mod token;

pub use audit::AuditAction;
pub use link::{LinkPurpose, OneTimeLink};
pub use person::{
    ExternalIdentity, MAX_LOGIN, MAX_PASSWORD, MAX_PERSON_NAME, MIN_PASSWORD, Person, check_login,
    check_password, check_person_name,
};
pub use role::{Caller, Role};
pub use session::Session;
pub use setting::{
    MAX_SETTING_BYTES, MAX_SETTING_NAME, MAX_SETTINGS, MAX_SETTINGS_BYTES, check_setting_name,
    check_setting_value,
};
pub use token::{ApiToken, MAX_TOKEN_NAME, check_token_name};
