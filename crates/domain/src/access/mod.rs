//! Who may use the catalog: people, their sessions, tokens of scripts, one-time links.

mod audit;
mod link;
mod person;
mod role;
mod session;
mod token;

pub use audit::AuditAction;
pub use link::{LinkPurpose, OneTimeLink};
pub use person::{
    ExternalIdentity, MAX_LOGIN, MAX_PASSWORD, MAX_PERSON_NAME, MIN_PASSWORD, Person, check_login,
    check_password, check_person_name,
};
pub use role::{Caller, Role};
pub use session::Session;
pub use token::{ApiToken, MAX_TOKEN_NAME, check_token_name};
