//! What the binary does with its arguments.
//!
//! - `arguments`, `request_limits`: the flags and what they mean
//! - `environment`: their twins
//! - `healthcheck`: whether a running server is ready
//! - `lineage`: a running server's lineage graph
//! - `serving`: a server from its start to its end
//! - `output`: what is printed

mod arguments;
mod environment;
mod healthcheck;
mod lineage;
mod output;
mod request_limits;
mod serving;

use std::process::ExitCode;

use ariadne_ports::{Error, Result};
use clap::{CommandFactory, FromArgMatches};

use arguments::{Cli, Command, Lineage, Logs, Secrets};
use environment::{key_text, without_blank};
use output::{log_chain, summary, tell, tell_error};
use serving::serve_until_stopped;

use crate::NewKey;
use crate::logs;

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
    let mut command = without_blank(Cli::command());
    let given = command.clone().try_get_matches().and_then(|given| Cli::from_arg_matches(&given));
    let cli = match given {
        Ok(cli) => cli,
        // Ends the process itself, with 0 or 2, when there is only help to give.
        Err(error) => error.format(&mut command).exit(),
    };
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
        Command::Lineage(Lineage::Verify(server)) => {
            block_on(lineage::ask(server.listen, lineage::Request::Verify))
        }
        Command::Lineage(Lineage::Rebuild(server)) => {
            block_on(lineage::ask(server.listen, lineage::Request::Rebuild))
        }
        Command::Healthcheck(asked) => {
            let url = asked.url.unwrap_or_else(|| healthcheck::page(asked.server.listen));
            block_on(async move { healthcheck::ask(&url).await })
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
            let secrets = Secrets {
                key: key_text("ARIADNE_KEY"),
                graph: key_text("ARIADNE_LINEAGE_PASSWORD"),
            };
            let config = serve.config(secrets).map_err(|e| usage(&e))?;
            block_on(serve_until_stopped(config))
        }
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
