//! Logs: structured, on stderr.

use std::io::IsTerminal;

use clap::ValueEnum;
use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Sends log lines to stderr, panics too. The message says what is wrong with the
/// filter.
pub(crate) fn init(format: LogFormat, filter: &str) -> Result<(), String> {
    // The driver says of a refused login that it is connected, at every attempt.
    let quiet = if filter.contains("neo4rs") { "" } else { ",neo4rs=warn" };
    let filter = EnvFilter::builder().parse(format!("{filter}{quiet}")).map_err(|error| {
        format!("The log filter is not understood ({error}). An example is info,ariadne=debug.")
    })?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let installed = match format {
        LogFormat::Text => {
            let colours = std::io::stderr().is_terminal();
            builder.with_ansi(colours).try_init()
        }
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    // Whoever embeds this may have set up logs already; theirs stay.
    if let Err(error) = installed {
        tracing::debug!(%error, "logs were set up before");
        return Ok(());
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        let text = panic.payload_as_str().unwrap_or("no text");
        tracing::error!(place, text, "panicked");
    }));
    Ok(())
}
