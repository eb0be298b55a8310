//! What the driver and the server say, as our errors: the one table.

use ariadne_ports::{Error, ErrorKind};

/// What went wrong, as far as a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Nobody answers, or not in time.
    Unreachable,
    /// It does not let us in.
    Login,
    /// It knows the user, who may not do this.
    Privilege,
    /// There is no such database.
    Database,
    /// It is starting, stopping, full, or gave up a transaction.
    Busy,
    /// This process asks as much at once as it may.
    Crowded,
    /// An index that a query needs is missing.
    Schema,
    /// Something else listens there, or another version.
    Protocol,
    /// It did what neither of us expected.
    Fault,
}

/// Beginnings of the server's codes; the first that fits counts.
const CODES: &[(&str, Reason)] = &[
    ("Neo.ClientError.Security.Forbidden", Reason::Privilege),
    ("Neo.ClientError.Security.", Reason::Login),
    ("Neo.ClientError.Database.", Reason::Database),
    ("Neo.ClientError.Schema.", Reason::Schema),
    ("Neo.ClientError.Transaction.", Reason::Busy),
    // what a reader meets while a graph that was replaced is swept away
    ("Neo.ClientError.Statement.EntityNotFound", Reason::Busy),
    ("Neo.DatabaseError.Transaction.", Reason::Busy),
    ("Neo.DatabaseError.General.IndexCorruptionDetected", Reason::Fault),
    ("Neo.DatabaseError.Database.", Reason::Busy),
    ("Neo.TransientError.", Reason::Busy),
];

impl Reason {
    pub(crate) fn of(error: &neo4rs::Error) -> Self {
        use neo4rs::Error as E;
        match error {
            E::Neo4j(said) => Self::of_code(said.code()),
            E::IOError { .. }
            | E::ConnectionError
            | E::ConnectionTimedOut
            | E::IncompleteBoltExchange
            | E::ServerUnavailableError(_) => Self::Unreachable,
            E::RequestIgnoredError | E::Ignored(_) => Self::Busy,
            E::AuthenticationError(_) => Self::Login,
            E::UnsupportedVersion(..) | E::ProtocolMismatch(_) => Self::Protocol,
            _ => Self::Fault,
        }
    }

    fn of_code(code: &str) -> Self {
        let entry = CODES.iter().find(|(beginning, _)| code.starts_with(beginning));
        entry.map_or(Self::Fault, |(_, reason)| *reason)
    }

    /// The error of `operation` on the server at `server`, `host:port`.
    pub(crate) fn tell(self, operation: &'static str, server: &str) -> Error {
        let what = match self {
            Self::Unreachable => "does not answer. Lineage is back when it does",
            Self::Login => "refuses the login. Check the user and the password",
            Self::Privilege => "does not let its user read and write the graph and its indexes",
            Self::Database => "has no such database, or it is stopped",
            Self::Busy => "is busy, starting or stopping; try again in a moment",
            Self::Crowded => {
                "is asked as much at once as it may be, and nothing was answered yet; try again in a moment"
            }
            Self::Schema => {
                "has lost an index of the lineage graph. It is made again with the next question; try again in a moment"
            }
            Self::Protocol => "speaks no Bolt that is understood here. Neo4j 5 is needed",
            Self::Fault => return Error::internal(operation, "the graph database failed"),
        };
        Error::new(ErrorKind::Unavailable, operation, format!("Neo4j at {server} {what}."))
    }
}

/// A failure of the driver in `operation`.
pub(crate) fn failed(operation: &'static str, server: &str, error: neo4rs::Error) -> Error {
    let told = Reason::of(&error).tell(operation, server);
    let code = match &error {
        neo4rs::Error::Neo4j(said) => said.code().to_owned(),
        _ => String::new(),
    };
    told.with_context("server", server).with_context("code", code).with_source(error)
}

/// Whether the server answered, with an error or with what nobody expected.
pub(crate) fn was_answered(error: &Error) -> bool {
    let said = |(key, code): &(&str, String)| *key == "code" && !code.is_empty();
    error.kind() == ErrorKind::Internal || error.context().iter().any(said)
}

/// There is no graph yet, or another one takes its place.
pub(crate) fn not_loaded(operation: &'static str) -> Error {
    let message = "The lineage is still being loaded; try again in a moment.";
    Error::new(ErrorKind::Unavailable, operation, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_reasons() {
        for (code, reason) in [
            ("Neo.ClientError.Security.Unauthorized", Reason::Login),
            ("Neo.ClientError.Security.AuthenticationRateLimit", Reason::Login),
            ("Neo.ClientError.Security.Forbidden", Reason::Privilege),
            ("Neo.ClientError.Database.DatabaseNotFound", Reason::Database),
            ("Neo.ClientError.Schema.IndexNotFound", Reason::Schema),
            ("Neo.TransientError.General.DatabaseUnavailable", Reason::Busy),
            ("Neo.TransientError.Transaction.DeadlockDetected", Reason::Busy),
            ("Neo.ClientError.Transaction.Terminated", Reason::Busy),
            ("Neo.ClientError.Statement.SyntaxError", Reason::Fault),
            ("Neo.DatabaseError.Statement.ExecutionFailed", Reason::Fault),
            ("", Reason::Fault),
        ] {
            assert_eq!(Reason::of_code(code), reason, "{code}");
        }
    }

    #[test]
    fn only_faults_are_not_temporary() {
        for reason in [
            Reason::Unreachable,
            Reason::Login,
            Reason::Privilege,
            Reason::Database,
            Reason::Busy,
            Reason::Crowded,
            Reason::Schema,
            Reason::Protocol,
        ] {
            let error = reason.tell("lineage.walk", "host:1");
            assert!(error.is_temporary() && error.to_string().contains("host:1"), "{error}");
        }
        assert_eq!(Reason::Fault.tell("lineage.walk", "host:1").kind(), ErrorKind::Internal);
    }
}
