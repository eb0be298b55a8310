//! The PostgreSQL database: whether it can serve, and the connections to it.

use std::str::FromStr;
use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Error as SqlxError, Executor,
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};

use super::{OPERATION, refuse_newer, refused};
use crate::error::{db, down, waited};

/// The advisory lock that one process at a time migrates under.
pub(super) const MIGRATION_LOCK: i64 = 0x0041_7269_6164_6e65;

/// The advisory lock that every open repo shares, and one that is alone holds.
const OPEN_LOCK: i64 = 0x0041_7269_6164_6e66;

const IN_USE: &str = "Another Ariadne process uses the database. Stop every server on it first, those on other machines too, then run this again.";

const ALONE: &str = "Another process is alone with the database, as a key rotation is while it runs. Start this again when that one has ended.";

/// How long opening waits while another repo is alone with the database.
const PATIENCE: &str = "SET lock_timeout = '10s'";

/// After how long the server ends a transaction whose client says nothing, in
/// milliseconds: a client that vanished without a word would hold the lock of the head,
/// and with it every commit, for as long as the connection seems to live.
const SILENCE: (&str, &str) = ("idle_in_transaction_session_timeout", "10000");

/// What a connection that commits says of itself: whether its server takes no writes.
const READS_ONLY: &str = "SELECT CASE WHEN pg_is_in_recovery() \
     OR current_setting('transaction_read_only') = 'on' THEN 'yes' ELSE 'no' END";

const STANDBY: &str = "The database server takes no changes: it is a standby, or the database is read-only. Let the database URL lead to the primary server.";

/// How long opening waits for a server that does not answer; one that refuses
/// connections is asked again until then, because it may be starting.
const ANSWER: Duration = Duration::from_secs(5);

/// How long a call waits for a free connection.
const FREE: Duration = Duration::from_mins(1);

pub(super) async fn connect(
    url: &str,
    most: u32,
    role: &'static str,
) -> Result<DatabaseConnection> {
    pool(url, most, role, FREE).await
}

/// A connection on which the server refuses every write.
pub(super) async fn connect_reading(url: &str) -> Result<DatabaseConnection> {
    let mut options = settings(url, 1, "check", ANSWER);
    options.map_sqlx_postgres_opts(|options| {
        options.options([SILENCE, ("default_transaction_read_only", "on")])
    });
    connected(url, options).await
}

/// The connection that commits, with a share of the lock for as long as it lives: no
/// commit runs while another repo is alone with the database. Nothing but a fault or
/// the repo's end closes it; a new one in its place takes a share before it commits.
pub(super) async fn connect_beside(url: &str) -> Result<DatabaseConnection> {
    // The pool repeats what fails after a connection is made and does not tell why, so
    // whether there is a share to have is asked here first, and kept until it has its own.
    let first = pool(url, 1, "inspection", ANSWER).await?;
    let connected = match share(&first).await {
        Ok(()) => connect_sharing(url).await,
        Err(error) => Err(error),
    };
    first.close().await.map_err(db(OPERATION))?;
    connected
}

/// Takes a share of the lock; refused when another repo stays alone with the database.
async fn share(connection: &DatabaseConnection) -> Result<()> {
    connection.execute_unprepared(PATIENCE).await.map_err(db(OPERATION))?;
    let share = format!("SELECT pg_advisory_lock_shared({OPEN_LOCK})");
    match connection.execute_unprepared(&share).await {
        Ok(_) => Ok(()),
        Err(error) if waited(&error) => Err(refused(ALONE).with_source(error)),
        Err(error) => Err(db(OPERATION)(error)),
    }
}

async fn connect_sharing(url: &str) -> Result<DatabaseConnection> {
    let mut options = settings(url, 1, "commits", FREE);
    options.min_connections(1).idle_timeout(None).max_lifetime(None).map_sqlx_postgres_pool_opts(
        |pool| {
            pool.after_connect(|connection, _| {
                Box::pin(async move {
                    let share = format!("SELECT pg_advisory_lock_shared({OPEN_LOCK})");
                    connection.execute(AssertSqlSafe(share)).await.map(|_| ())
                })
            })
        },
    );
    connected(url, options).await
}

/// Holds the lock alone; refused while somebody shares it.
pub(super) async fn hold(url: &str) -> Result<DatabaseConnection> {
    let mut options = settings(url, 1, "alone", ANSWER);
    options.min_connections(1).idle_timeout(None).max_lifetime(None);
    let holding = connected(url, options).await?;
    let held =
        format!("SELECT CASE WHEN pg_try_advisory_lock({OPEN_LOCK}) THEN 'yes' ELSE 'no' END");
    match text(&holding, &held).await {
        Ok(Some(held)) if held == "yes" => Ok(holding),
        answer => {
            holding.close().await.map_err(db(OPERATION))?;
            Err(answer.err().unwrap_or_else(|| refused(IN_USE)))
        }
    }
}

/// Refuses a connection whose server takes no writes.
pub(crate) async fn writable(
    connection: &DatabaseConnection,
    operation: &'static str,
) -> Result<()> {
    let statement = Statement::from_string(DbBackend::Postgres, READS_ONLY);
    let row = connection.query_one_raw(statement).await.map_err(db(operation))?;
    let answer: Option<String> =
        row.map(|row| row.try_get_by_index(0)).transpose().map_err(db(operation))?;
    match answer.as_deref() {
        Some("no") => Ok(()),
        _ => Err(Error::new(ErrorKind::Unavailable, operation, STANDBY)),
    }
}

/// Refuses a database that cannot serve, see [`look`].
pub(super) async fn inspect(url: &str) -> Result<()> {
    let looking = pool(url, 1, "inspection", ANSWER).await?;
    let looked = look(&looking).await;
    looking.close().await.map_err(db(OPERATION))?;
    looked
}

async fn pool(
    url: &str,
    most: u32,
    role: &'static str,
    wait: Duration,
) -> Result<DatabaseConnection> {
    connected(url, settings(url, most, role, wait)).await
}

/// Connects; a server that is not reached is named with the reason, without the password.
async fn connected(url: &str, options: ConnectOptions) -> Result<DatabaseConnection> {
    match Database::connect(options).await {
        Err(error) if down(&error) => {
            let message = unreached(url).await?;
            Err(refused(message).with_source(error))
        }
        done => done.map_err(db(OPERATION)),
    }
}

/// Why the server of a URL is not reached. A pool asks until its time is over and does not
/// say what it heard, so the server is asked once more.
async fn unreached(url: &str) -> Result<String> {
    let options = PgConnectOptions::from_str(url).map_err(not_understood)?;
    let place = match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let why = match tokio::time::timeout(ANSWER, options.connect()).await {
        Err(_) => "it does not answer".to_owned(),
        Ok(Err(SqlxError::Io(error))) => {
            let said = error.to_string();
            said.split(" (os error").next().unwrap_or_default().to_owned()
        }
        Ok(Err(SqlxError::Tls(error))) => format!("TLS failed: {error}"),
        Ok(Err(SqlxError::Database(error))) => error.message().to_owned(),
        Ok(Err(_)) => "what answers there does not speak PostgreSQL".to_owned(),
        // It came meanwhile.
        Ok(Ok(connection)) => {
            let _ = connection.close().await;
            "it had no free connection in time".to_owned()
        }
    };
    Ok(format!(
        "The database server at {place} cannot be reached: {why}. Look at the server and at the host and port of the database URL, and try again."
    ))
}

fn not_understood(error: SqlxError) -> Error {
    refused("The database URL is not understood.").with_source(error)
}

fn settings(url: &str, most: u32, role: &'static str, wait: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(most.max(1))
        .acquire_timeout(wait)
        .set_application_name(format!("ariadne {role}"))
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| options.options([SILENCE]));
    options
}

/// Refuses a database of something else, of a newer version, or one in which
/// letters beyond ASCII could not be searched.
async fn look(connection: &DatabaseConnection) -> Result<()> {
    let encoding = text(connection, "SELECT current_setting('server_encoding')").await?;
    if encoding.as_deref() != Some("UTF8") {
        return Err(refused(format!(
            "The database has the encoding {}; the catalog needs UTF8. Create it with: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
            encoding.unwrap_or_default()
        )));
    }
    // asked of a letter itself: the name of a locale does not tell what it knows
    let sees =
        text(connection, "SELECT CASE WHEN '表' ~ '[[:alpha:]]' THEN 'yes' ELSE 'no' END").await?;
    let ctype = text(
        connection,
        "SELECT datctype::text FROM pg_database WHERE datname = current_database()",
    )
    .await?
    .unwrap_or_default();
    if sees.as_deref() != Some("yes") || matches!(ctype.as_str(), "C" | "POSIX") {
        return Err(refused(format!(
            "The database has the character type {ctype}, under which search would not see letters beyond ASCII. \
             Create it with: CREATE DATABASE … ENCODING 'UTF8' LC_CTYPE 'C.UTF-8' TEMPLATE template0."
        )));
    }
    let tables = tables(connection).await?;
    if tables.iter().any(|table| table == ariadne_migrations::MIGRATION_TABLE) {
        return refuse_newer(connection).await;
    }
    let taken = tables.iter().find(|table| ariadne_migrations::TABLES.contains(&table.as_str()));
    match taken {
        None => Ok(()),
        Some(table) => Err(refused(format!(
            "The database already has a table {table} that is not Ariadne's. Give the catalog a database of its own. Nothing was changed."
        ))),
    }
}

/// Whether the database got as far as its first migration.
pub(super) async fn has_migrations(connection: &impl ConnectionTrait) -> Result<bool> {
    let tables = tables(connection).await?;
    Ok(tables.iter().any(|table| table == ariadne_migrations::MIGRATION_TABLE))
}

/// The options of PostgreSQL's own tools that lead to the database of a URL, without
/// its password, quoted for a shell.
pub(super) fn tool_options(url: &str) -> Result<String> {
    let options = PgConnectOptions::from_str(url).map_err(not_understood)?;
    let host = match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => options.get_host().to_owned(),
    };
    let database = options.get_database().unwrap_or(options.get_username());
    Ok(format!(
        "--host={} --port={} --username={} --dbname={}",
        quoted(&host),
        options.get_port(),
        quoted(options.get_username()),
        quoted(database)
    ))
}

/// As one word of a shell.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

async fn text(connection: &DatabaseConnection, sql: &str) -> Result<Option<String>> {
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    let row = connection.query_one_raw(statement).await.map_err(db(OPERATION))?;
    row.map(|row| row.try_get_by_index(0)).transpose().map_err(db(OPERATION))
}

async fn tables(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    let rows = connection.query_all_raw(statement).await.map_err(db(OPERATION))?;
    rows.iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<std::result::Result<_, _>>()
        .map_err(db(OPERATION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_are_led_to_the_database_without_its_password() {
        let of = |url: &str| tool_options(url).expect("a URL");
        assert_eq!(
            of("postgres://me:canary@db.example:6543/catalog"),
            "--host=db.example --port=6543 --username=me --dbname=catalog"
        );
        assert_eq!(
            of("postgres://o%27hara:canary@h/a%20b?sslmode=require"),
            r"--host=h --port=5432 --username='o'\''hara' --dbname='a b'"
        );
        assert_eq!(
            of("postgres://me@localhost/x?host=/run/postgresql&password=canary"),
            "--host=/run/postgresql --port=5432 --username=me --dbname=x"
        );
    }
}
