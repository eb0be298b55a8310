//! What a database says of itself, beside the API.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};

/// Numbers that belong together where every request has its key and makes a changeset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sound {
    /// Where the head stands.
    pub seq: i64,
    /// How many changesets there are.
    pub changesets: i64,
    /// How many keys of requests there are.
    pub keys: i64,
}

/// Looks into the database with this URL: an error when the database itself finds that it is
/// broken, or does not answer.
pub async fn of(database: &str) -> Result<Sound, String> {
    let sqlite = database.strip_prefix("sqlite:");
    let url = sqlite.map_or_else(|| database.to_owned(), |path| format!("sqlite://{path}?mode=ro"));
    let connection = Database::connect(url).await.map_err(|error| error.to_string())?;
    let looked = look(&connection).await;
    connection.close().await.map_err(|error| error.to_string())?;
    looked
}

async fn look(connection: &DatabaseConnection) -> Result<Sound, String> {
    let backend = connection.get_database_backend();
    let failed = |error: DbErr| error.to_string();
    let ask = async |sql: &str| {
        let row = connection.query_one_raw(Statement::from_string(backend, sql)).await;
        row.map_err(failed)?.ok_or_else(|| format!("{sql} answers nothing"))
    };
    if backend == DbBackend::Sqlite {
        let row = ask("PRAGMA integrity_check").await?;
        let found: String = row.try_get_by_index(0).map_err(failed)?;
        if found != "ok" {
            return Err(format!("PRAGMA integrity_check finds: {found}"));
        }
    }
    let sql = "SELECT seq, (SELECT COUNT(*) FROM changeset), (SELECT COUNT(*) FROM idempotency) FROM head";
    let row = ask(sql).await?;
    let number = |n| row.try_get_by_index(n).map_err(failed);
    Ok(Sound { seq: number(0)?, changesets: number(1)?, keys: number(2)? })
}
