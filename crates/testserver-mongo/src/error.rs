//! Errors in the real server's form.

use mongodb::bson::{Document, doc};

/// A command's failure: what the real server would answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandError {
    pub(crate) code: i32,
    pub(crate) message: String,
}

impl CommandError {
    pub(crate) fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(crate) fn bad_value(message: impl Into<String>) -> Self {
        Self::new(2, message)
    }

    pub(crate) fn failed_to_parse(message: impl Into<String>) -> Self {
        Self::new(9, message)
    }

    pub(crate) fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(13, message)
    }

    pub(crate) fn authentication_failed() -> Self {
        Self::new(18, "Authentication failed.")
    }

    pub(crate) fn namespace_not_found(message: impl Into<String>) -> Self {
        Self::new(26, message)
    }

    pub(crate) fn invalid_options(message: impl Into<String>) -> Self {
        Self::new(72, message)
    }

    /// A part of the command language that this test server does not know.
    pub(crate) fn not_built(message: impl Into<String>) -> Self {
        Self::new(238, message)
    }

    pub(crate) fn exceeded_time_limit() -> Self {
        Self::new(50, "operation exceeded time limit")
    }

    pub(crate) fn not_supported_on_view(namespace: &str) -> Self {
        Self::new(166, format!("Namespace {namespace} is a view, not a collection"))
    }

    /// The reply document.
    pub(crate) fn into_reply(self) -> Document {
        doc! {
            "ok": 0.0,
            "errmsg": self.message,
            "code": self.code,
            "codeName": code_name(self.code),
        }
    }
}

/// The real server's name of an error code.
pub(crate) fn code_name(code: i32) -> String {
    let name = match code {
        1 => "InternalError",
        2 => "BadValue",
        6 => "HostUnreachable",
        7 => "HostNotFound",
        8 => "UnknownError",
        9 => "FailedToParse",
        11 => "UserNotFound",
        13 => "Unauthorized",
        14 => "TypeMismatch",
        17 => "ProtocolError",
        18 => "AuthenticationFailed",
        20 => "IllegalOperation",
        22 => "InvalidBSON",
        26 => "NamespaceNotFound",
        43 => "CursorNotFound",
        48 => "NamespaceExists",
        50 => "MaxTimeMSExpired",
        59 => "CommandNotFound",
        66 => "ImmutableField",
        67 => "CannotCreateIndex",
        72 => "InvalidOptions",
        73 => "InvalidNamespace",
        85 => "IndexOptionsConflict",
        86 => "IndexKeySpecsConflict",
        89 => "NetworkTimeout",
        91 => "ShutdownInProgress",
        96 => "OperationFailed",
        115 => "CommandNotSupported",
        121 => "DocumentValidationFailure",
        166 => "CommandNotSupportedOnView",
        167 => "OptionNotSupportedOnView",
        189 => "PrimarySteppedDown",
        202 => "NetworkInterfaceExceededTimeLimit",
        238 => "NotImplemented",
        262 => "ExceededTimeLimit",
        292 => "QueryExceededMemoryLimitNoDiskUseAllowed",
        303 => "FeatureNotSupported",
        323 => "APIStrictError",
        334 => "MechanismUnavailable",
        352 => "UnsupportedOpQueryCommand",
        9001 => "SocketException",
        10107 => "NotWritablePrimary",
        11000 => "DuplicateKey",
        11600 => "InterruptedAtShutdown",
        11601 => "Interrupted",
        11602 => "InterruptedDueToReplStateChange",
        13388 => "StaleConfig",
        13435 => "NotPrimaryNoSecondaryOk",
        13436 => "NotPrimaryOrSecondary",
        other => return format!("Location{other}"),
    };
    name.to_owned()
}
