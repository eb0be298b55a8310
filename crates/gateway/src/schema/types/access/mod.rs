//! People, their sessions and tokens, one-time links, the audit log.

mod api_token;
mod audit_entry;
mod link;
mod me;
mod person;
mod session;

pub(crate) use api_token::{ApiToken, MadeToken};
pub(crate) use audit_entry::AuditEntry;
pub(crate) use link::{KnownLink, MadeLink, OneTimeLink};
pub(crate) use me::{Me, SignInOptions};
pub(crate) use person::Person;
pub(crate) use session::Session;
