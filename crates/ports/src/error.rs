//! The one error of all ports.

use std::error::Error as StdError;
use std::fmt;

use ariadne_domain::{Actor, Blocker, EntityRef, Problem, TableName, Timestamp, Violation};

/// The result of every port method.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of failure it is. [`ErrorKind::code`] is the public code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input is wrong; [`Error::violations`] says where.
    Validation,
    /// A name fits more than one thing.
    Ambiguous,
    /// A named thing does not exist.
    NotFound,
    /// Somebody else was faster, or a later change stands against it.
    Conflict,
    /// Nobody is logged in.
    Unauthenticated,
    /// The actor may not do this.
    Forbidden,
    /// Too much of something.
    Limit,
    /// The deadline passed.
    Timeout,
    /// The caller gave up.
    Cancelled,
    /// Something that the catalog needs is down; try again.
    Unavailable,
    /// A fault of ours.
    Internal,
    /// The source has no such table.
    TableNotFound,
    /// The source cannot be reached.
    SourceUnreachable,
    /// The TLS handshake with the source failed.
    SourceTlsFailed,
    /// The source refused the login.
    SourceAuthFailed,
    /// The source's login lacks a privilege.
    SourcePermissionDenied,
    /// The source is of a version or shape that is not supported.
    SourceUnsupported,
    /// The source is starting, full or otherwise busy.
    SourceBusy,
    /// A driver library is missing on the server.
    DriverMissing,
}

impl ErrorKind {
    /// Every kind with its public code, the one table of it.
    pub const CODES: &'static [(ErrorKind, &'static str)] = &[
        (Self::Validation, "VALIDATION"),
        (Self::Ambiguous, "AMBIGUOUS"),
        (Self::NotFound, "NOT_FOUND"),
        (Self::Conflict, "CONFLICT"),
        (Self::Unauthenticated, "UNAUTHENTICATED"),
        (Self::Forbidden, "FORBIDDEN"),
        (Self::Limit, "LIMIT"),
        (Self::Timeout, "TIMEOUT"),
        (Self::Cancelled, "CANCELLED"),
        (Self::Unavailable, "UNAVAILABLE"),
        (Self::Internal, "INTERNAL"),
        (Self::TableNotFound, "TABLE_NOT_FOUND"),
        (Self::SourceUnreachable, "SOURCE_UNREACHABLE"),
        (Self::SourceTlsFailed, "SOURCE_TLS_FAILED"),
        (Self::SourceAuthFailed, "SOURCE_AUTH_FAILED"),
        (Self::SourcePermissionDenied, "SOURCE_PERMISSION_DENIED"),
        (Self::SourceUnsupported, "SOURCE_UNSUPPORTED"),
        (Self::SourceBusy, "SOURCE_BUSY"),
        (Self::DriverMissing, "DRIVER_MISSING"),
    ];

    /// The public code.
    pub fn code(self) -> &'static str {
        let entry = Self::CODES.iter().find(|(kind, _)| *kind == self);
        entry.map_or("INTERNAL", |(_, code)| code)
    }

    /// Whether trying the same again later may succeed.
    pub fn is_temporary(self) -> bool {
        matches!(
            self,
            Self::Timeout | Self::Unavailable | Self::SourceUnreachable | Self::SourceBusy
        )
    }
}

/// Who was faster: the row that a write was computed from has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictWith {
    /// The entity.
    pub entity: EntityRef,
    /// What it is called.
    pub name: String,
    /// The version that is stored now; `None` when it is gone or has none.
    pub version: Option<u32>,
    /// The changeset that made it so.
    pub seq: Option<u64>,
    /// Its actor.
    pub actor: Option<Actor>,
    /// Its time.
    pub at: Option<Timestamp>,
}

/// What a failure carries beside its message.
#[derive(Debug, Default)]
struct Details {
    context: Vec<(&'static str, String)>,
    violations: Vec<Violation>,
    problem: Option<Problem>,
    suggestions: Vec<TableName>,
    conflict: Option<ConflictWith>,
    blockers: Vec<Blocker>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A failure with a kind, the operation that failed and a message for people.
///
/// `Display` shows the message alone: it never holds a secret, an internal name or
/// a driver's raw text. The chain under [`StdError::source`] is for the log.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    operation: &'static str,
    message: String,
    details: Box<Details>,
}

impl Error {
    /// A failure of `operation` (`crate.method`, for logs) told in `message`.
    pub fn new(kind: ErrorKind, operation: &'static str, message: impl Into<String>) -> Self {
        Self { kind, operation, message: message.into(), details: Box::default() }
    }

    /// Wrong input, all of it.
    pub fn validation(operation: &'static str, violations: Vec<Violation>) -> Self {
        let message = match violations.as_slice() {
            [one] => one.message.clone(),
            many => format!("{} things are wrong with the input.", many.len()),
        };
        let mut error = Self::new(ErrorKind::Validation, operation, message);
        error.details.violations = violations;
        error
    }

    /// A named thing that does not exist.
    pub fn not_found(operation: &'static str, what: impl fmt::Display) -> Self {
        Self::new(ErrorKind::NotFound, operation, format!("There is no {what}."))
    }

    /// A fault of ours, with what caused it.
    pub fn internal(
        operation: &'static str,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::new(ErrorKind::Internal, operation, "An internal error; the log has more.")
            .with_source(source)
    }

    /// A failure of a source, told by a problem whose title becomes the message.
    pub fn of_source(kind: ErrorKind, operation: &'static str, problem: Problem) -> Self {
        let mut error = Self::new(kind, operation, problem.title.clone());
        error.details.problem = Some(problem);
        error
    }

    /// A conflict with a later change of one entity.
    pub fn conflict(operation: &'static str, with: ConflictWith) -> Self {
        let who = with.actor.as_ref().map_or("somebody", |a| a.name.as_str());
        let message = match with.version {
            Some(version) => format!(
                "{} was changed by {who} in the meantime and is at version {version} now. Load it again and repeat the change.",
                with.name
            ),
            None => format!("{} was changed or deleted by {who} in the meantime.", with.name),
        };
        let mut error = Self::new(ErrorKind::Conflict, operation, message);
        error.details.conflict = Some(with);
        error
    }

    /// An undo that something stands against.
    pub fn blocked(operation: &'static str, blockers: Vec<Blocker>) -> Self {
        let message = crate::blocked::sentence(&blockers);
        let mut error = Self::new(ErrorKind::Conflict, operation, message);
        error.details.blockers = blockers;
        error
    }

    /// Adds the underlying cause, for the log.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.details.source = Some(source.into());
        self
    }

    /// Adds a detail for the log.
    #[must_use]
    pub fn with_context(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.details.context.push((key, value.to_string()));
        self
    }

    /// Adds what is wrong with the input, where another kind than `Validation` tells it.
    #[must_use]
    pub fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.details.violations = violations;
        self
    }

    /// Says it in another sentence.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Adds names that may have been meant.
    #[must_use]
    pub fn with_suggestions(mut self, suggestions: Vec<TableName>) -> Self {
        self.details.suggestions = suggestions;
        self
    }

    /// Adds who was faster.
    #[must_use]
    pub fn with_conflict(mut self, with: ConflictWith) -> Self {
        self.details.conflict = Some(with);
        self
    }

    /// Its kind.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The operation that failed.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Details for the log.
    pub fn context(&self) -> &[(&'static str, String)] {
        &self.details.context
    }

    /// What is wrong with the input.
    pub fn violations(&self) -> &[Violation] {
        &self.details.violations
    }

    /// What a source or its driver said.
    pub fn problem(&self) -> Option<&Problem> {
        self.details.problem.as_ref()
    }

    /// Names that may have been meant.
    pub fn suggestions(&self) -> &[TableName] {
        &self.details.suggestions
    }

    /// Who was faster.
    pub fn conflict_with(&self) -> Option<&ConflictWith> {
        self.details.conflict.as_ref()
    }

    /// What stands against an undo.
    pub fn blockers(&self) -> &[Blocker] {
        &self.details.blockers
    }

    /// Whether trying the same again later may succeed.
    pub fn is_temporary(&self) -> bool {
        self.kind.is_temporary()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.details.source.as_deref().map(|s| s as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_its_own() {
        let mut codes: Vec<&str> = ErrorKind::CODES.iter().map(|(_, code)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ErrorKind::CODES.len());
    }
}
