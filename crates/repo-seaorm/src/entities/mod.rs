//! Rows as `SeaORM` sees them: one module a table. Times are microseconds UTC,
//! texts of JSON are written and read by [`crate::mapping`] alone.
#![expect(unreachable_pub, reason = "the derives of SeaORM make public items in private modules")]

pub(crate) mod api_token;
pub(crate) mod assertion;
pub(crate) mod audit;
pub(crate) mod catalog_column;
pub(crate) mod catalog_table;
pub(crate) mod changeset;
pub(crate) mod edge;
pub(crate) mod head;
pub(crate) mod idempotency;
pub(crate) mod import_piece;
pub(crate) mod job;
pub(crate) mod one_time_link;
pub(crate) mod person;
pub(crate) mod person_password;
pub(crate) mod person_setting;
pub(crate) mod search_gram;
pub(crate) mod search_name;
pub(crate) mod search_text;
pub(crate) mod session;
pub(crate) mod sign_in_attempt;
pub(crate) mod source;
pub(crate) mod source_secret;
pub(crate) mod stored_fetch;
pub(crate) mod table_tag;
