//! All reading of the environment.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Arg, Command};
use secrecy::SecretString;

fn variable(name: impl AsRef<OsStr>) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "configuration is read here")]
    std::env::var_os(name)
}

fn is_blank(value: &OsStr) -> bool {
    value.to_str().is_some_and(|text| text.trim().is_empty())
}

/// The command whose flags do not see blank variables: what starts a program often
/// passes every variable on, set or not.
pub(super) fn without_blank(command: Command) -> Command {
    command.mut_args(seeing).mut_subcommands(without_blank)
}

fn seeing(flag: Arg) -> Arg {
    let value = flag.get_env().and_then(variable);
    if value.is_some_and(|value| is_blank(&value)) { flag.env(Resettable::Reset) } else { flag }
}

/// A key from the environment; a blank variable counts as none. There is no flag for
/// it: arguments are seen by everybody on the machine.
pub(super) fn key_text(name: &str) -> Option<SecretString> {
    let value = variable(name).filter(|value| !is_blank(value));
    value?.into_string().ok().map(SecretString::from)
}

/// The path of a file from the environment; a blank variable counts as none.
pub(super) fn path(name: &str) -> Option<PathBuf> {
    variable(name).filter(|value| !is_blank(value)).map(PathBuf::from)
}
