//! What the binary does with its arguments. All reading of the environment is here.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use ariadne_ports::{Error, ErrorKind, Result};
use ariadne_repo_seaorm::Location;
use axum::http::uri::Authority;
use clap::{Args, Parser, Subcommand};
use secrecy::SecretString;

use crate::logs::{self, LogFormat};
use crate::{Config, KeySource, NewKey, Rotated, start};

/// A catalog of data sources, tables, columns and lineage.
#[derive(Debug, Parser)]
#[command(name = "ariadne", version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the catalog over HTTP
    Serve(Serve),
    /// Bring the database to this version, and end
    Migrate(Storage),
    /// Print the GraphQL schema, and end
    Schema,
    /// Seal every stored secret with a new key, and end
    RotateKey(RotateKey),
}

#[derive(Debug, Args)]
struct Storage {
    /// Folder of the database, the key and the lock; made when it is not there
    #[arg(long, env = "ARIADNE_DATA_DIR", default_value = "ariadne-data", value_name = "FOLDER")]
    data_dir: PathBuf,
    /// `sqlite:<path>` or `postgres://user:password@host/database`; by default
    /// `ariadne.db` in the data folder. Arguments are seen by everybody on the
    /// machine: give a password in the environment
    #[arg(long, env = "ARIADNE_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
    #[command(flatten)]
    logs: Logs,
}

#[derive(Debug, Args)]
struct Logs {
    /// What is logged, such as `info` or `info,ariadne_gateway=debug`
    #[arg(
        long,
        env = "ARIADNE_LOG",
        default_value = "info,sea_orm_migration=warn",
        value_name = "FILTER"
    )]
    log: String,
    /// How log lines look
    #[arg(long, env = "ARIADNE_LOG_FORMAT", default_value = "text", value_enum)]
    log_format: LogFormat,
}

#[derive(Debug, Args)]
struct Key {
    /// File with the key that seals secrets; by default `secret.key` in the data
    /// folder, made at the first start. `ARIADNE_KEY` may hold the key itself
    /// instead
    #[arg(long, env = "ARIADNE_KEY_FILE", value_name = "FILE")]
    key_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Serve {
    /// Address to listen on, a loopback address; port 0 takes a free one
    #[arg(
        long,
        env = "ARIADNE_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS:PORT",
        value_parser = listen
    )]
    listen: SocketAddr,
    /// A further host that requests may name, such as a proxy's; repeatable (in the
    /// environment: separated by commas)
    #[arg(
        long = "allowed-host",
        env = "ARIADNE_ALLOWED_HOSTS",
        value_delimiter = ',',
        value_name = "HOST",
        value_parser = host
    )]
    allowed_hosts: Vec<String>,
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    storage: Storage,
}

#[derive(Debug, Args)]
struct RotateKey {
    /// File with the new key; without it one is made. When the key comes from
    /// `ARIADNE_KEY`, the new one comes from `ARIADNE_NEW_KEY`
    #[arg(long, env = "ARIADNE_NEW_KEY_FILE", value_name = "FILE")]
    new_key_file: Option<PathBuf>,
    #[command(flatten)]
    key: Key,
    #[command(flatten)]
    storage: Storage,
}

fn listen(text: &str) -> std::result::Result<SocketAddr, String> {
    if let Some(port) = text.strip_prefix("localhost:").and_then(|port| port.parse::<u16>().ok()) {
        return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    text.parse().map_err(|_| "an address with its port is meant, such as 127.0.0.1:8080".to_owned())
}

fn host(text: &str) -> std::result::Result<String, String> {
    let authority = text.parse::<Authority>().ok().filter(|a| !a.as_str().contains('@'));
    authority.map(|a| a.to_string()).ok_or_else(|| {
        "the name of a host is meant, such as catalog.example.org or catalog.example.org:8443"
            .to_owned()
    })
}

/// A key from the environment; an empty variable counts as none. There is no flag
/// for it: arguments are seen by everybody on the machine.
fn key_text(name: &str) -> Option<SecretString> {
    #[expect(clippy::disallowed_methods, reason = "configuration is read here")]
    let value = std::env::var(name).ok();
    value.filter(|v| !v.trim().is_empty()).map(SecretString::from)
}

impl Storage {
    fn config(&self) -> Result<Config> {
        let mut config = Config::in_folder(&self.data_dir);
        if let Some(url) = &self.database_url {
            config.database = Location::parse(url)?;
        }
        Ok(config)
    }
}

impl Key {
    fn put_into(&self, config: &mut Config, text: Option<SecretString>) -> Result<()> {
        match (&self.key_file, text) {
            (Some(_), Some(_)) => Err(Error::new(
                ErrorKind::Validation,
                "server.config",
                "Give either a key file or ARIADNE_KEY, not both.",
            )),
            (Some(path), None) => {
                config.key = KeySource::File(path.clone());
                Ok(())
            }
            (None, Some(text)) => {
                config.key = KeySource::Text(text);
                Ok(())
            }
            (None, None) => Ok(()),
        }
    }
}

/// Why the process ends with another code than 0.
enum Ending {
    /// The arguments are wrong: 2.
    Usage(String),
    /// Something failed: 1.
    Failure(Error),
}

impl From<Error> for Ending {
    fn from(error: Error) -> Self {
        Self::Failure(error)
    }
}

fn usage(error: &(impl std::fmt::Display + ?Sized)) -> Ending {
    Ending::Usage(format!("{error}"))
}

/// Runs the command of the process' arguments. Exit codes: 0 done, 1 failed with a
/// sentence on stderr, 2 wrong arguments.
pub fn main() -> ExitCode {
    // Ends the process itself, with 0 or 2, when there is only help to give.
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Ending::Usage(message)) => {
            tell_error(&message);
            ExitCode::from(2)
        }
        Err(Ending::Failure(error)) => {
            log_chain(&error);
            tell_error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> std::result::Result<(), Ending> {
    match cli.command {
        Command::Schema => {
            tell(ariadne_gateway::sdl().trim_end());
            Ok(())
        }
        Command::Migrate(storage) => {
            set_up_logs(&storage.logs)?;
            let config = storage.config().map_err(|e| usage(&e))?;
            block_on(async {
                crate::migrate(&config).await?;
                tell("The database is of this version.");
                Ok(())
            })
        }
        Command::RotateKey(rotation) => {
            set_up_logs(&rotation.storage.logs)?;
            let mut config = rotation.storage.config().map_err(|e| usage(&e))?;
            rotation.key.put_into(&mut config, key_text("ARIADNE_KEY")).map_err(|e| usage(&e))?;
            let new = match (rotation.new_key_file, key_text("ARIADNE_NEW_KEY")) {
                (Some(_), Some(_)) => {
                    return Err(usage("Give either a new key file or ARIADNE_NEW_KEY, not both."));
                }
                (Some(path), None) => NewKey::File(path),
                (None, Some(text)) => NewKey::Text(text),
                (None, None) => NewKey::Generated,
            };
            block_on(async {
                let rotated = crate::rotate_key(&config, new).await?;
                tell(&summary(&rotated, &config.key));
                Ok(())
            })
        }
        Command::Serve(serve) => {
            set_up_logs(&serve.storage.logs)?;
            let mut config = serve.storage.config().map_err(|e| usage(&e))?;
            serve.key.put_into(&mut config, key_text("ARIADNE_KEY")).map_err(|e| usage(&e))?;
            config.listen = serve.listen;
            config.allowed_hosts = serve.allowed_hosts;
            block_on(serve_until_stopped(config))
        }
    }
}

async fn serve_until_stopped(config: Config) -> Result<()> {
    // Before the start, so that no signal is lost.
    let mut stop = StopSignals::new()?;
    let running = tokio::select! {
        started = start(config) => started?,
        () = stop.next() => return Ok(()),
    };
    tell(&format!("Ariadne is ready: {}", running.url("/graphiql/")));
    stop.next().await;
    tokio::select! {
        ended = running.shutdown() => ended,
        // Whoever asks twice does not want to wait.
        () = stop.next() => Ok(()),
    }
}

/// SIGINT and SIGTERM.
struct StopSignals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl StopSignals {
    fn new() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let heard = |kind| signal(kind).map_err(|e| Error::internal("server.signals", e));
        Ok(Self {
            interrupt: heard(SignalKind::interrupt())?,
            terminate: heard(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

fn summary(rotated: &Rotated, key: &KeySource) -> String {
    let done = match rotated.secrets {
        Some(count) => format!("{count} secrets are sealed with the new key {}.", rotated.key_id),
        None => format!("The rotation to the key {} was already made.", rotated.key_id),
    };
    match (key, &rotated.retired) {
        (KeySource::File(path), Some(retired)) => format!(
            "{done} It is in {}; the old key is kept in {}, for backups made before. Delete it when there are none.",
            path.display(),
            retired.display()
        ),
        (KeySource::File(path), None) => format!("{done} It is in {}.", path.display()),
        (KeySource::Text(_), _) => format!("{done} Start the server with it in ARIADNE_KEY."),
    }
}

fn set_up_logs(logs: &Logs) -> std::result::Result<(), Ending> {
    logs::init(logs.log_format, &logs.log).map_err(Ending::Usage)
}

fn block_on(work: impl Future<Output = Result<()>>) -> std::result::Result<(), Ending> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Error::internal("server.runtime", error))?;
    let result = runtime.block_on(work);
    // What is still under way was waited for as long as it should be.
    runtime.shutdown_background();
    Ok(result?)
}

/// Prints what was asked for. Nobody may be reading, and that is no failure.
fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

fn tell_error(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "ariadne: {text}");
}

/// The causes of a failure are for the log, the sentence is for the person.
fn log_chain(error: &Error) {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        tracing::debug!(operation = error.operation(), cause = %inner, "caused by");
        cause = inner.source();
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn serve(arguments: &[&str]) -> Serve {
        let all = ["ariadne", "serve"].iter().chain(arguments);
        match Cli::try_parse_from(all).expect("valid arguments").command {
            Command::Serve(serve) => serve,
            other => panic!("not serve: {other:?}"),
        }
    }

    #[test]
    fn the_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn defaults_and_flags() {
        let default = serve(&[]);
        assert_eq!(default.listen.to_string(), "127.0.0.1:8080");
        let config = default.storage.config().expect("valid");
        assert_eq!(format!("{:?}", config.database), "Sqlite(ariadne-data/ariadne.db)");
        assert_eq!(format!("{:?}", config.key), "File(ariadne-data/secret.key)");

        let flags = serve(&[
            "--listen=localhost:0",
            "--data-dir=/d",
            "--database-url=postgres://me:word@db/catalog",
            "--allowed-host=a.example",
            "--allowed-host=b.example:8443",
        ]);
        assert_eq!(flags.listen.to_string(), "127.0.0.1:0");
        assert_eq!(flags.allowed_hosts, ["a.example", "b.example:8443"]);
        let config = flags.storage.config().expect("valid");
        assert_eq!(format!("{:?}", config.database), "Postgres(db/catalog)");
    }

    #[test]
    fn wrong_arguments_are_usage_errors() {
        for wrong in [
            &["ariadne"][..],
            &["ariadne", "fly"],
            &["ariadne", "serve", "--listen", "8080"],
            &["ariadne", "serve", "--allowed-host", "http://a.example/"],
            &["ariadne", "serve", "--log-format", "xml"],
        ] {
            let error = Cli::try_parse_from(wrong).expect_err("refused");
            assert_eq!(error.exit_code(), 2, "{wrong:?}");
        }
        let mysql = serve(&["--database-url=mysql://root@db/x"]);
        assert!(mysql.storage.config().is_err());
    }

    #[test]
    fn every_flag_has_its_twin_in_the_environment() {
        for command in Cli::command().get_subcommands() {
            for argument in command.get_arguments().filter(|a| a.get_id() != "help") {
                let twin = argument.get_env().and_then(|e| e.to_str()).unwrap_or_default();
                assert!(twin.starts_with("ARIADNE_"), "{}", argument.get_id());
            }
        }
    }

    #[test]
    fn a_key_comes_from_one_place() {
        let mut config = Config::in_folder("data");
        let key = Key { key_file: Some("k".into()) };
        assert!(key.put_into(&mut config, Some(SecretString::from("x"))).is_err());
        key.put_into(&mut config, None).expect("one place");
        assert_eq!(format!("{:?}", config.key), "File(k)");
        let key = Key { key_file: None };
        key.put_into(&mut config, Some(SecretString::from("x"))).expect("one place");
        assert_eq!(format!("{:?}", config.key), "Text(…)");
    }
}
