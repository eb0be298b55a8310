//! What the binary does with its arguments.
//!
//! - `arguments`, `operation_arguments`, `request_limits`: the flags and what they mean
//! - `storage`, `graph_at`: where the catalog, its key, its logs and its graph are, as flags
//! - `edge`: TLS, connections, proxies, as flags
//! - `environment`: their twins
//! - `config_file`: their values in a file
//! - `show`, `masked`: the settings that count, told without secrets
//! - `operations`: backup, restore, check
//! - `healthcheck`: whether a running server is ready
//! - `bulk`: files in and out of a running server
//! - `lineage`: a running server's lineage graph
//! - `serving`: a server from its start to its end
//! - `own_server`: a client of it
//! - `output`: what is printed

mod access;
mod arguments;
mod bulk;
mod config_file;
mod edge;
mod environment;
mod graph_at;
mod healthcheck;
mod lineage;
mod masked;
mod operation_arguments;
mod operations;
mod output;
mod own_server;
mod request_limits;
mod serving;
mod show;
mod storage;

use std::process::ExitCode;

use ariadne_ports::{Error, Result};
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use secrecy::SecretString;

use access::{Console, People};
use arguments::{Cli, Command, Lineage, Secrets};
use config_file::Settings;
use environment::{key_text, without_blank};
use output::{log_chain, summary, tell, tell_error};
use serving::serve_until_stopped;
use storage::Logs;

use crate::logs;
use crate::{ConsoleLink, NewKey, make_link};

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
    let command = without_blank(Cli::command());
    let settings = match Settings::load(&command) {
        Ok(settings) => settings,
        Err(message) => {
            tell_error(&message);
            return ExitCode::from(2);
        }
    };
    let mut command = settings.beneath(command);
    let given = command.clone().try_get_matches();
    let read = given.and_then(|given| Ok((Cli::from_arg_matches(&given)?, given)));
    let (cli, given) = match read {
        Ok(read) => read,
        // Ends the process itself, with 0 or 2, when there is only help to give.
        Err(error) => error.format(&mut command).exit(),
    };
    match run(cli, &command, &given, &settings) {
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

fn run(
    cli: Cli,
    command: &clap::Command,
    given: &ArgMatches,
    settings: &Settings,
) -> std::result::Result<(), Ending> {
    match cli.command {
        Command::Config(_) => {
            let given = given.subcommand_matches("config").unwrap_or(given);
            tell(&show::shown(command, given, settings));
            Ok(())
        }
        Command::Backup(saving) => {
            set_up_logs(&saving.storage.logs)?;
            let mut config = saving.storage.config().map_err(|e| usage(&e))?;
            let key = settings.secret("ARIADNE_KEY");
            saving.key.put_into(&mut config, key).map_err(|e| usage(&e))?;
            config.kept_files = settings.files();
            block_on(operations::save(&config, &saving.file, saving.force))
        }
        Command::Restore(restoring) => {
            set_up_logs(&restoring.storage.logs)?;
            let mut config = restoring.storage.config().map_err(|e| usage(&e))?;
            let key = settings.secret("ARIADNE_KEY");
            restoring.key.put_into(&mut config, key).map_err(|e| usage(&e))?;
            block_on(async {
                if let Some(file) = &restoring.file {
                    return operations::put_back(&config, file, restoring.force).await;
                }
                let standing = crate::finish_restore(&config).await?;
                tell(&format!(
                    "The catalog stands at changeset {}; lineage graphs are loaded anew. Everybody is signed out, and tokens that were revoked after the backup work again: revoke them once more.",
                    standing.seq
                ));
                Ok(())
            })
        }
        Command::Check(checking) => {
            set_up_logs(&checking.storage.logs)?;
            let mut config = checking.storage.config().map_err(|e| usage(&e))?;
            let key = settings.secret("ARIADNE_KEY");
            checking.key.put_into(&mut config, key).map_err(|e| usage(&e))?;
            block_on(operations::check(&config, &checking.server, token()))
        }
        Command::Schema(asked) => {
            schema(asked.document);
            Ok(())
        }
        Command::Import(asked) => block_on(bulk::import(&asked, token())),
        Command::Export(asked) => block_on(bulk::export(&asked, token())),
        Command::Lineage(Lineage::Verify(server)) => {
            block_on(lineage::ask(&server, token(), lineage::Request::Verify))
        }
        Command::Lineage(Lineage::Rebuild(server)) => {
            block_on(lineage::ask(&server, token(), lineage::Request::Rebuild))
        }
        Command::People(people) => match *people {
            People::Invite(invite) => {
                let login = invite.login;
                link(invite.console, ConsoleLink::Invite { role: invite.role.into(), login })
            }
            People::Reset(reset) => link(reset.console, ConsoleLink::Reset { login: reset.login }),
        },
        Command::Healthcheck(asked) => block_on(healthcheck::ask(&asked)),
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
            rotation
                .key
                .put_into(&mut config, settings.secret("ARIADNE_KEY"))
                .map_err(|e| usage(&e))?;
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
                key: settings.secret("ARIADNE_KEY"),
                graph: settings.secret("ARIADNE_LINEAGE_PASSWORD"),
                admin_token: settings.secret("ARIADNE_ADMIN_TOKEN"),
                oidc: settings.secret("ARIADNE_OIDC_CLIENT_SECRET"),
            };
            let config = serve.config(secrets).map_err(|e| usage(&e))?;
            block_on(serve_until_stopped(config))
        }
    }
}

/// Prints the schema of the API, or that of catalog documents.
fn schema(document: bool) {
    let text = if document { ariadne_gateway::document_schema() } else { ariadne_gateway::sdl() };
    tell(text.trim_end());
}

/// The token that commands show to a running server.
fn token() -> Option<SecretString> {
    key_text("ARIADNE_TOKEN").or_else(|| key_text("ARIADNE_ADMIN_TOKEN"))
}

/// Makes a link and prints it.
fn link(console: Console, wanted: ConsoleLink) -> std::result::Result<(), Ending> {
    set_up_logs(&console.storage.logs)?;
    let (config, base) = console.config().map_err(|e| usage(&e))?;
    block_on(async {
        tell(&make_link(&config, &base, wanted).await?);
        Ok(())
    })
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
