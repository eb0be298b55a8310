//! What both drivers have in common: they connect, run one query after the other with
//! binds, and close. Everything else is written once, above this trait.
//!
//! A backend blocks; it lives on a thread of its own ([`crate::session`]).

#[cfg(feature = "oci")]
mod oci;
mod thin;

use std::time::Duration;

use secrecy::SecretString;

use crate::config::Driver;
use crate::error::Failure;
#[cfg(not(feature = "oci"))]
use crate::error::Reason;

/// Rows that a response of the thin driver may hold.
///
/// One: the driver (26.0.0-beta.5) keeps the bit vector that says which columns repeat
/// those of the row before, and applies it to the next row too, which has none of its
/// own when it repeats nothing. It then answers with wrong values or an error. With one
/// row a response there is no next row. `tests/wire/canary.rs` fails as soon as this is
/// mended, so that somebody raises the number.
pub(crate) const FETCH_ROWS: u32 = 1;

/// The name that a DBA sees in `V$SESSION.PROGRAM`.
pub(crate) const PROGRAM: &str = "ariadne";

/// A row: each value as text, numbers in plain digits, dates as `2026-11-30T23:59:59`.
pub(crate) type Row = Vec<Option<String>>;

/// What a backend needs to log in.
#[derive(Clone, Debug)]
pub(crate) struct Login {
    pub(crate) descriptor: String,
    /// As it is sent; with the user to connect through to in brackets.
    pub(crate) username: String,
    pub(crate) password: SecretString,
    /// What connecting may take, as far as the driver can bound it.
    pub(crate) within: Duration,
}

/// A connection through one of the drivers.
pub(crate) trait Backend {
    /// Runs a query and reads at most `most` rows. The call and the server's work end
    /// after `within`, as far as the driver can bound them.
    fn query(
        &mut self,
        sql: &str,
        binds: &[String],
        most: usize,
        within: Duration,
    ) -> Result<Vec<Row>, Failure>;

    /// The server's version, in full.
    fn version(&mut self) -> Result<String, Failure>;

    /// What the server warned of at the login, such as a password about to expire.
    fn warning(&mut self) -> Option<String>;

    /// Logs off.
    fn close(self: Box<Self>);
}

/// Whether the chosen driver can be used on this machine; it may load a library.
pub(crate) fn ready(driver: Driver) -> Result<String, Failure> {
    match driver {
        Driver::Thin => Ok("It needs nothing.".to_owned()),
        #[cfg(feature = "oci")]
        Driver::Oci => oci::ready(),
        #[cfg(not(feature = "oci"))]
        Driver::Oci => Err(not_built_in()),
    }
}

#[cfg(not(feature = "oci"))]
fn not_built_in() -> Failure {
    Failure::new(Reason::DriverMissing).detail("This build of Ariadne was made without it.")
}

/// Logs in with the chosen driver.
pub(crate) fn connect(driver: Driver, login: &Login) -> Result<Box<dyn Backend>, Failure> {
    match driver {
        Driver::Thin => thin::connect(login),
        #[cfg(feature = "oci")]
        Driver::Oci => oci::connect(login),
        #[cfg(not(feature = "oci"))]
        Driver::Oci => Err(not_built_in()),
    }
}
