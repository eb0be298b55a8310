//! A `PostgreSQL` server that a test stops, kills and starts again, with its data, on the same
//! port.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::jars::{home, source};
use super::postgres::{Postgres, binaries, free_port};

/// No order takes longer.
const LIMIT: Duration = Duration::from_mins(2);

/// How the server ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Clients are sent away, and what they do is rolled back.
    Fast,
    /// Without a farewell; it recovers at the next start.
    Immediate,
    /// As `kill -9` does.
    Kill,
}

/// The server. It ends, and its data go, when this is dropped or the process ends.
#[derive(Debug)]
pub struct PostgresRestarted {
    /// How it is reached, when it runs.
    pub server: Postgres,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    // not killed when it is dropped: it ends by its closed input and tidies up
    _script: Child,
}

impl PostgresRestarted {
    /// Starts it for the first time.
    pub async fn start() -> Result<Self, String> {
        let port = free_port()?;
        let mut command = Command::new("sh");
        command.arg(source("postgres").join("restarted.sh"));
        command.arg(binaries()?).arg(home("postgres")?).arg(port.to_string());
        // Ctrl-C is for us; the script hears of it by its closed input
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut script = command.spawn().map_err(|error| format!("sh: {error}"))?;
        let orders = script.stdin.take().ok_or("its input is not piped")?;
        let answers = script.stdout.take().ok_or("its output is not piped")?;
        let answers = BufReader::new(answers).lines();
        let server = Postgres::at(format!("postgres://postgres@127.0.0.1:{port}"));
        let mut started = Self { server, orders, answers, _script: script };
        started.start_again().await?;
        Ok(started)
    }

    /// Starts it again.
    pub async fn start_again(&mut self) -> Result<(), String> {
        self.order("start").await
    }

    /// Ends it.
    pub async fn stop(&mut self, how: Stop) -> Result<(), String> {
        self.order(match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
            Stop::Kill => "kill",
        })
        .await
    }

    async fn order(&mut self, word: &str) -> Result<(), String> {
        let told = self.orders.write_all(format!("{word}\n").as_bytes()).await;
        told.map_err(|error| format!("PostgreSQL's script has ended: {error}"))?;
        let answer = tokio::time::timeout(LIMIT, self.answers.next_line()).await;
        match answer.map_err(|_| format!("PostgreSQL does not {word}"))? {
            Ok(Some(answer)) if answer == "DONE" => Ok(()),
            Ok(Some(answer)) => Err(format!("PostgreSQL: {answer}")),
            Ok(None) => Err("PostgreSQL's script has ended".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}
