//! The OCI driver: Oracle's client library, which is loaded when it is first used.

use std::time::Duration;

use oracle::sql_type::ToSql;
use oracle::{Connection, Connector, Error as DriverError, Version};
use secrecy::ExposeSecret;

use super::{Backend, Login, PROGRAM, Row};
use crate::causes::sentence;
use crate::error::{Failure, Reason};

/// Rows that a response holds: this driver reads them rightly.
const FETCH_ROWS: u32 = 200;

/// The library is not found, or of another architecture.
const LIBRARY_MISSING: i32 = 1047;

/// The library is too old.
const LIBRARY_TOO_OLD: i32 = 1050;

/// A call took longer than allowed.
const CALL_TIMEOUT: i32 = 1067;

/// The connection was closed.
const CONNECTION_CLOSED: &[i32] = &[1010, 1080];

struct Oci(Connection);

/// Loads the library and says which it is.
pub(super) fn ready() -> Result<String, Failure> {
    let version = Version::client().map_err(|error| of_driver(&error))?;
    Ok(format!("Oracle client library {version}"))
}

/// Loads the library, connects and logs in.
pub(super) fn connect(login: &Login) -> Result<Box<dyn Backend>, Failure> {
    let mut connector =
        Connector::new(&login.username, login.password.expose_secret(), &login.descriptor);
    connector.driver_name(PROGRAM);
    let connection = connector.connect().map_err(|error| of_driver(&error))?;
    // best effort: the login has worked, and a module is only what a DBA sees
    let _ = connection.set_module(PROGRAM);
    Ok(Box::new(Oci(connection)))
}

impl Backend for Oci {
    fn query(
        &mut self,
        sql: &str,
        binds: &[String],
        most: usize,
        within: Duration,
    ) -> Result<Vec<Row>, Failure> {
        let failed = |error: DriverError| of_driver(&error);
        self.0.set_call_timeout(Some(within.max(Duration::from_millis(1)))).map_err(failed)?;
        let mut statement = self
            .0
            .statement(sql)
            .fetch_array_size(FETCH_ROWS)
            .prefetch_rows(FETCH_ROWS)
            .build()
            .map_err(failed)?;
        let values: Vec<&dyn ToSql> = binds.iter().map(|b| b as &dyn ToSql).collect();
        let rows = statement.query(&values).map_err(failed)?;
        rows.take(most)
            .map(|row| {
                let row = row.map_err(failed)?;
                let values = row.sql_values().iter();
                values
                    .map(|value| value.get::<Option<String>>().map(dated).map_err(failed))
                    .collect()
            })
            .collect()
    }

    fn version(&mut self) -> Result<String, Failure> {
        let (version, _) = self.0.server_version().map_err(|error| of_driver(&error))?;
        Ok(version.to_string())
    }

    fn warning(&mut self) -> Option<String> {
        self.0.last_warning().map(|warning| warning.to_string())
    }

    fn close(self: Box<Self>) {
        // the answer to a logoff is of no interest
        let _ = self.0.close();
    }
}

/// The driver writes dates as `2026-11-30 23:59:59`; all else is passed on.
fn dated(text: Option<String>) -> Option<String> {
    let text = text?;
    let bytes = text.as_bytes();
    let is_date = bytes.len() == 19
        && bytes.iter().enumerate().all(|(at, b)| match at {
            4 | 7 => *b == b'-',
            10 => *b == b' ',
            13 | 16 => *b == b':',
            _ => b.is_ascii_digit(),
        });
    Some(if is_date { text.replacen(' ', "T", 1) } else { text })
}

/// Reads an error of the driver.
fn of_driver(error: &DriverError) -> Failure {
    let message = error.to_string();
    match (error.dpi_code(), error.oci_code()) {
        (Some(LIBRARY_MISSING | LIBRARY_TOO_OLD), _) => Failure::new(Reason::DriverMissing)
            .detail("It needs Oracle Instant Client, which could not be loaded.")
            .saying(&message),
        (Some(CALL_TIMEOUT), _) => Failure::new(Reason::TimeLimit).saying(&message),
        (Some(code), _) if CONNECTION_CLOSED.contains(&code) => {
            Failure::new(Reason::Closed).saying(&message)
        }
        (_, Some(code)) => Failure::of_engine(u32::try_from(code).unwrap_or(u32::MAX), &message),
        _ => Failure::new(Reason::InvalidReply).saying(&sentence(&message)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_in_one_way() {
        let told = |text: &str| dated(Some(text.to_owned())).unwrap();
        assert_eq!(told("2026-11-30 23:59:59"), "2026-11-30T23:59:59");
        assert_eq!(told("select a from table"), "select a from table");
        assert_eq!(dated(None), None);
    }

    /// On a machine without Instant Client, as those that run the tests are, this is what
    /// a person meets; with it, the listener cannot be reached.
    #[test]
    fn a_missing_library_is_told() {
        let login = Login {
            descriptor: "(DESCRIPTION=(RETRY_COUNT=0)(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT=1))(CONNECT_DATA=(SID=X)))".to_owned(),
            username: "app".to_owned(),
            password: "not needed".to_owned().into(),
            within: Duration::from_secs(5),
        };
        let failure = connect(&login).err().unwrap();
        let expected = [Reason::DriverMissing, Reason::Refused, Reason::Network];
        assert!(expected.contains(&failure.reason), "{failure:?}");
    }
}
