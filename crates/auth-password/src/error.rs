//! What fails, in sentences. None holds a password or a hash.

use std::error::Error as StdError;

use ariadne_ports::{Error, ErrorKind};

/// A stored hash is not one of ours.
pub(crate) fn unreadable(reason: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
    let message = "The stored hash of the password cannot be read. Let an administrator make a link to set a new password.";
    Error::new(ErrorKind::Internal, "auth_password.verify", message).with_source(reason)
}

/// The function itself failed, such as for want of memory.
pub(crate) fn failed(reason: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
    let message = "The password could not be hashed; the log says why. Try again.";
    Error::new(ErrorKind::Internal, "auth_password.hash", message).with_source(reason)
}
