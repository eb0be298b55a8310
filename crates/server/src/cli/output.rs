//! What is printed.

use std::io::Write;

use ariadne_ports::Error;

use crate::{KeySource, Rotated};

/// Prints what was asked for. Nobody may be reading, and that is no failure.
pub(super) fn tell(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// The sentence for the person whom something failed for.
pub(super) fn tell_error(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "ariadne: {text}");
}

/// The causes of a failure are for the log, the sentence is for the person.
pub(super) fn log_chain(error: &Error) {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        tracing::debug!(operation = error.operation(), cause = %inner, "caused by");
        cause = inner.source();
    }
}

/// What a rotation did.
pub(super) fn summary(rotated: &Rotated, key: &KeySource) -> String {
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
