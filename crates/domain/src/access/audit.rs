//! What the audit log tells apart.

use crate::names::names;

names! {
    /// What was done.
    pub enum AuditAction {
        /// A source's connection was tested.
        Test = "TEST",
        /// Columns were fetched.
        Fetch = "FETCH",
        /// Somebody signed in, or tried to.
        SignIn = "SIGN_IN",
        /// Somebody signed out, in one browser or everywhere.
        SignOut = "SIGN_OUT",
        /// A one-time link was made.
        LinkMade = "LINK_MADE",
        /// A one-time link was used, or somebody tried to.
        LinkUsed = "LINK_USED",
        /// A one-time link was taken back.
        LinkWithdrawn = "LINK_WITHDRAWN",
        /// A person came to be or was changed.
        PersonChanged = "PERSON_CHANGED",
        /// A password was changed, or somebody tried to.
        PasswordChanged = "PASSWORD_CHANGED",
        /// A token was made.
        TokenMade = "TOKEN_MADE",
        /// A token was revoked.
        TokenRevoked = "TOKEN_REVOKED",
        /// A token was used; one entry for a token and address within an hour.
        TokenUsed = "TOKEN_USED",
        /// A request was refused for who sent it or how.
        Refused = "REFUSED",
        /// The audit log was exported.
        AuditExported = "AUDIT_EXPORTED",
    }
}
