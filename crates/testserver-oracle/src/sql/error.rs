//! What statements fail with.

use crate::profile::Profile;

/// An error with the number by which the database knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SqlError {
    pub(crate) code: u32,
    /// Without `ORA-…: ` before it.
    pub(crate) message: String,
    /// Where in the statement, in characters from its beginning.
    pub(crate) position: usize,
}

pub(crate) type SqlResult<T> = Result<T, SqlError>;

impl SqlError {
    pub(crate) fn new(code: u32, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), position: 0 }
    }

    pub(crate) fn at(mut self, position: usize) -> Self {
        self.position = position;
        self
    }

    /// As a client sees it.
    pub(crate) fn text(&self) -> String {
        format!("ORA-{:05}: {}\n", self.code, self.message)
    }

    pub(crate) fn login_denied(profile: Profile) -> Self {
        Self::new(
            1017,
            if profile == Profile::V23 {
                "invalid credential or not authorized; logon denied"
            } else {
                "invalid username/password; logon denied"
            },
        )
    }

    pub(crate) fn cancelled() -> Self {
        Self::new(1013, "user requested cancel of current operation")
    }

    /// For what the database can do and this server can't: no client mistakes it for an empty
    /// answer.
    pub(crate) fn unsupported(what: impl std::fmt::Display) -> Self {
        Self::new(439, format!("feature not enabled: {what} (not served by this test server)"))
    }

    pub(crate) fn no_such_table() -> Self {
        Self::new(942, "table or view does not exist")
    }

    pub(crate) fn no_such_column(name: &str) -> Self {
        Self::new(904, format!("{name}: invalid identifier"))
    }

    pub(crate) fn ambiguous_column() -> Self {
        Self::new(918, "column ambiguously defined")
    }

    pub(crate) fn invalid_number() -> Self {
        Self::new(1722, "invalid number")
    }

    pub(crate) fn illegal_long() -> Self {
        Self::new(997, "illegal use of LONG datatype")
    }

    pub(crate) fn inconsistent(expected: &str, got: &str) -> Self {
        Self::new(932, format!("inconsistent datatypes: expected {expected} got {got}"))
    }
}
