//! The thin driver: Oracle's own, in Rust, with nothing to install.

use std::time::Duration;

use oracledb::{
    Config, Connection, Error as DriverError, ErrorKind as DriverKind, OracleTimestamp,
    Row as DriverRow, ToDbValue,
};
use secrecy::ExposeSecret;

use super::{Backend, FETCH_ROWS, Login, PROGRAM, Row};
use crate::causes::sentence;
use crate::error::{Failure, Reason, clip};

struct Thin(Connection);

/// Connects and logs in.
pub(super) fn connect(login: &Login) -> Result<Box<dyn Backend>, Failure> {
    let config = Config::default()
        .set_credentials(&login.username, login.password.expose_secret())
        .set_transport_connect_timeout(Some(login.within))
        .set_connect_string(&login.descriptor)
        .and_then(|config| config.set_program(PROGRAM))
        .map_err(|error| of_driver(&error))?;
    let connection = oracledb::connect(config).map_err(|error| of_driver(&error))?;
    Ok(Box::new(Thin(connection)))
}

impl Backend for Thin {
    fn query(
        &mut self,
        sql: &str,
        binds: &[String],
        most: usize,
        within: Duration,
    ) -> Result<Vec<Row>, Failure> {
        let failed = |error: DriverError| of_driver(&error);
        // a timeout of zero would mean none at all
        self.0.set_call_timeout(Some(within.max(Duration::from_millis(1)))).map_err(failed)?;
        let statement = self.0.statement(sql).map_err(failed)?;
        let statement = statement
            .prefetch_rows(FETCH_ROWS)
            .fetch_array_size(FETCH_ROWS)
            .build()
            .map_err(failed)?;
        let values: Vec<&dyn ToDbValue> = binds.iter().map(|b| b as &dyn ToDbValue).collect();
        let cursor = statement.query(&values).map_err(failed)?;
        cursor.take(most).map(|row| read(&row.map_err(failed)?)).collect()
    }

    fn version(&mut self) -> Result<String, Failure> {
        self.0.version().map(|version| version.to_string()).map_err(|error| of_driver(&error))
    }

    fn warning(&mut self) -> Option<String> {
        self.0.last_warning().ok().flatten()
    }

    fn close(mut self: Box<Self>) {
        // the answer to a logoff is of no interest
        let _ = self.0.close();
    }
}

fn read(row: &DriverRow) -> Result<Row, Failure> {
    row.columns()
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let value = if column.db_type().is_date_type() {
                row.get::<Option<OracleTimestamp>>(at).map(|at| at.map(|t| seconds(&t)))
            } else {
                row.get::<Option<String>>(at)
            };
            value.map_err(|error| of_driver(&error))
        })
        .collect()
}

/// A point in time to the second: what the dictionary's dates have.
fn seconds(t: &OracleTimestamp) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
        t.year(),
        t.month(),
        t.day(),
        t.hour(),
        t.minute(),
        t.second()
    )
}

/// Reads an error of the driver. Its own texts hold no secret; they go to the person as
/// what the driver said.
fn of_driver(error: &DriverError) -> Failure {
    let engine = |code: usize, message: &str| {
        Failure::of_engine(u32::try_from(code).unwrap_or(u32::MAX), message)
    };
    match error.kind() {
        DriverKind::DbError(error) => engine(error.code(), error.message()),
        DriverKind::InvalidServiceName(..) => engine(12_514, ""),
        DriverKind::InvalidSid(..) => engine(12_505, ""),
        DriverKind::ListenerRefusedConnection(_, _, _, code) => engine(*code, ""),
        DriverKind::CallTimeoutExceeded => Failure::new(Reason::TimeLimit),
        DriverKind::UnableToRecover => Failure::new(Reason::Deadline)
            .detail("The server did not even answer when it was asked to stop."),
        DriverKind::DeadConnection | DriverKind::NotConnected | DriverKind::StreamOperation => {
            Failure::new(Reason::Closed)
        }
        DriverKind::ServerVersionNotSupported => Failure::new(Reason::TooOld)
            .detail("It speaks a version of the protocol that ended with 11.2."),
        DriverKind::NoCredentials => Failure::new(Reason::PasswordMissing),
        _ => Failure::new(Reason::InvalidReply).saying(&sentence(&clip(&error.to_string(), 300))),
    }
}
