//! The fault of the driver that `FETCH_ROWS` works around: is it still there?

use ariadne_testserver_oracle::TestServer;
use oracledb::{Config, Connection};

use crate::support::PASSWORD;

/// Rows of which some repeat a value of the row before and some do not: a server leaves
/// repeated values out, and says so with a bit vector before that row alone.
const SPARSE_REPEATS: &str = "
    create user hr identified by x;
    create table hr.words (n number(4), word varchar2(10));
    insert into hr.words values (1, 'abc');
    insert into hr.words values (2, 'xyz');
    insert into hr.words values (3, 'xyz');
    insert into hr.words values (4, 'pqr');
    insert into hr.words values (5, 'abc');
    insert into hr.words values (6, 'def');
    grant select on hr.words to app;
";

fn connect(port: u16) -> Connection {
    let descriptor = format!(
        "(DESCRIPTION=(RETRY_COUNT=0)(RETRY_DELAY=0)(ADDRESS=(PROTOCOL=tcp)(HOST=127.0.0.1)(PORT={port}))(CONNECT_DATA=(SERVICE_NAME=FREEPDB1)))"
    );
    let config =
        Config::default().set_credentials("app", PASSWORD).set_connect_string(&descriptor).unwrap();
    let connection = oracledb::connect(config).unwrap();
    // the broken reading may wait for bytes that never come
    connection.set_call_timeout(Some(std::time::Duration::from_secs(2))).unwrap();
    connection
}

/// `n word` of each row, or why there is none.
fn rows(port: u16, at_a_time: u32) -> Result<Vec<String>, String> {
    let connection = connect(port);
    let statement = connection
        .statement("select w.n, w.word from hr.words w order by w.n")
        .map_err(|error| error.to_string())?
        .prefetch_rows(at_a_time)
        .fetch_array_size(at_a_time)
        .build()
        .map_err(|error| error.to_string())?;
    let cursor = statement.query(&[]).map_err(|error| error.to_string())?;
    cursor
        .map(|row| {
            let row = row.map_err(|error| error.to_string())?;
            let n: Option<String> = row.get(0).map_err(|error| error.to_string())?;
            let word: Option<String> = row.get(1).map_err(|error| error.to_string())?;
            Ok(format!("{} {}", n.unwrap_or_default(), word.unwrap_or_default()))
        })
        .collect()
}

/// When this fails because `many` is right, the driver has been mended: raise
/// `FETCH_ROWS` in `src/backend.rs` to 100 and turn this test round. A table of 60
/// columns then costs a few round trips instead of more than a hundred.
#[tokio::test(flavor = "multi_thread")]
async fn several_rows_a_response_are_still_read_wrongly() {
    let right = ["1 abc", "2 xyz", "3 xyz", "4 pqr", "5 abc", "6 def"];
    let server =
        TestServer::builder().user("APP", PASSWORD).script(SPARSE_REPEATS).start().await.unwrap();
    let port = server.port();
    let (one, many) = tokio::task::spawn_blocking(move || {
        // a panic of the driver is a wrong reading too
        let many = std::panic::catch_unwind(|| rows(port, 100));
        (rows(port, 1), many.unwrap_or_else(|_| Err("the driver panicked".to_owned())))
    })
    .await
    .unwrap();
    assert_eq!(one.unwrap(), right, "one row a response is what the connector relies on");
    assert_ne!(
        many.as_deref().ok(),
        Some(&right.map(str::to_owned)[..]),
        "the driver has been mended"
    );
}
