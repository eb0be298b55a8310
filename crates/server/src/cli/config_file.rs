//! The configuration file: flags of `serve` by their names, below the environment.
//!
//! The file's values become the defaults of the flags, so that what a flag means, how it
//! is checked and what wins is said once. Secrets have no flags; the file may hold them
//! when nobody else can read it.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use secrecy::SecretString;
use toml::de::{DeTable, DeValue};

use super::environment::{key_text, path};
use super::masked::{MASK, masked};

/// The command whose flags are settings.
const SETTINGS: &str = "serve";

/// Settings without a flag, because arguments are seen by everybody on the machine: key
/// in the file, variable.
pub(super) const SECRETS: [(&str, &str); 4] = [
    ("admin-token", "ARIADNE_ADMIN_TOKEN"),
    ("key", "ARIADNE_KEY"),
    ("lineage-password", "ARIADNE_LINEAGE_PASSWORD"),
    ("oidc-client-secret", "ARIADNE_OIDC_CLIENT_SECRET"),
];

/// Settings that name files which only a server uses: key in the file, variable.
const FILES: [(&str, &str); 3] = [
    ("oidc-ca-file", "ARIADNE_OIDC_CA_FILE"),
    ("tls-certificate", "ARIADNE_TLS_CERTIFICATE"),
    ("tls-key", "ARIADNE_TLS_KEY"),
];

/// What the file says about one setting.
#[derive(Clone)]
struct Setting {
    line: usize,
    values: Vec<String>,
}

/// What a configuration file says; nothing when there is none.
#[derive(Default)]
pub(super) struct Settings {
    file: PathBuf,
    found: BTreeMap<String, Setting>,
}

/// What a value has to be in the file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// true or false.
    Switch,
    /// A whole number.
    Number,
    /// A text in quotes.
    Text,
    /// Texts in brackets.
    List,
}

impl Shape {
    pub(super) fn of(flag: &Arg) -> Self {
        let number = [
            TypeId::of::<usize>(),
            TypeId::of::<u64>(),
            TypeId::of::<u32>(),
            TypeId::of::<u16>(),
            TypeId::of::<u8>(),
            TypeId::of::<i64>(),
            TypeId::of::<i32>(),
        ];
        let kind = flag.get_value_parser().type_id();
        match flag.get_action() {
            ArgAction::SetTrue | ArgAction::SetFalse => Self::Switch,
            ArgAction::Append => Self::List,
            _ if number.iter().any(|number| kind == *number) => Self::Number,
            _ => Self::Text,
        }
    }

    fn wanted(self) -> &'static str {
        match self {
            Self::Switch => "true or false is meant, without quotes",
            Self::Number => "a whole number is meant, without quotes",
            Self::Text => "a text in quotes is meant",
            Self::List => "a list of texts is meant, such as [\"one\", \"two\"]",
        }
    }

    /// The value as its flag would have it; `None` for another type.
    fn read(self, value: &DeValue<'_>) -> Option<Vec<String>> {
        let text = |value: &DeValue<'_>| match value {
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        };
        match (self, value) {
            (Self::Switch, DeValue::Boolean(on)) => Some(vec![on.to_string()]),
            (Self::Number, DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
                Some(vec![number.to_string()])
            }
            (Self::Text, value) => text(value).map(|text| vec![text]),
            (Self::List, DeValue::Array(list)) => {
                list.iter().map(|value| text(value.get_ref())).collect()
            }
            _ => None,
        }
    }
}

/// The flags that are settings.
pub(super) fn flags(command: &Command) -> impl Iterator<Item = &Arg> {
    let settings = command.get_subcommands().find(|c| c.get_name() == SETTINGS);
    settings.into_iter().flat_map(Command::get_arguments).filter(|flag| flag.get_long().is_some())
}

impl Settings {
    /// Reads the file that the arguments or the environment name, if any.
    pub(super) fn load(command: &Command) -> Result<Self, String> {
        // What is wrong with the other arguments is told later.
        let given = command.clone().ignore_errors(true).try_get_matches();
        let Ok(given) = given else { return Ok(Self::default()) };
        let mut inner = &given;
        while let Some((_, next)) = inner.subcommand() {
            inner = next;
        }
        match inner.try_get_one::<PathBuf>("config") {
            Ok(Some(path)) => Self::read(command, path),
            _ => Ok(Self::default()),
        }
    }

    fn read(command: &Command, path: &Path) -> Result<Self, String> {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("The configuration file {shown} cannot be read ({error})."))?;
        let settings = Self::parse(command, path, &text)?;
        let secret = SECRETS.iter().find(|(key, _)| settings.found.contains_key(*key));
        let url = || settings.found.iter().find(|(_, s)| s.values.iter().any(|v| masked(v) != *v));
        let holds = secret.map(|(key, _)| *key).or_else(|| url().map(|(key, _)| key.as_str()));
        if let Some(key) = holds {
            let mode = std::fs::metadata(path).map_or(0, |about| about.mode());
            if mode & 0o077 != 0 {
                return Err(format!(
                    "The configuration file {shown} holds a secret ({key}, line {}) and can be read by others (mode {:04o}). Run: chmod 600 '{shown}'",
                    settings.found[key].line,
                    mode & 0o7777
                ));
            }
        }
        Ok(settings)
    }

    fn parse(command: &Command, path: &Path, text: &str) -> Result<Self, String> {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let place = |at: usize| format!("{}, line {}", path.display(), line(at));
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            format!("{}: this is no TOML: {}.", place(at), error.message())
        })?;
        let mut settings = Self { file: path.to_owned(), found: BTreeMap::new() };
        for (key, value) in table.get_ref() {
            let (at, name) = (key.span().start, key.get_ref().as_ref());
            let flag = flags(command).find(|flag| flag.get_long() == Some(name));
            let secret = SECRETS.iter().any(|(key, _)| *key == name);
            let shape = match flag {
                Some(flag) => Shape::of(flag),
                None if secret => Shape::Text,
                None => return Err(format!("{}: {}", place(at), unknown(command, name))),
            };
            let Some(values) = shape.read(value.get_ref()) else {
                return Err(format!("{}: {name}: {}.", place(at), shape.wanted()));
            };
            if values.iter().any(|value| value.contains(MASK)) {
                return Err(format!(
                    "{}: {name} holds {MASK}, which `ariadne config --show` puts where a secret stands. Put the secret there, or take the line out.",
                    place(at)
                ));
            }
            if flag.is_some() && shape != Shape::Switch {
                for value in &values {
                    check(command, name, value)
                        .map_err(|wrong| format!("{}: {name}: {wrong}", place(at)))?;
                }
            }
            let setting = Setting { line: line(at), values };
            settings.found.insert(name.to_owned(), setting);
        }
        Ok(settings)
    }

    /// The command whose flags take what the file says where neither they nor their
    /// variables are given.
    pub(super) fn beneath(&self, command: Command) -> Command {
        command
            .mut_args(|flag| self.default_of(flag))
            .mut_subcommands(|command| self.beneath(command))
    }

    fn default_of(&self, flag: Arg) -> Arg {
        let Some(setting) = flag.get_long().and_then(|name| self.found.get(name)) else {
            return flag;
        };
        let secret = flag.is_hide_env_values_set();
        // They are needed until the process ends, and read once.
        let values = setting.values.iter().map(|value| -> &'static str { value.clone().leak() });
        flag.default_values(values.collect::<Vec<_>>()).hide_default_value(secret)
    }

    /// A secret by its variable: from the environment, or else from the file.
    pub(super) fn secret(&self, variable: &str) -> Option<SecretString> {
        key_text(variable).or_else(|| {
            let (key, _) = SECRETS.iter().find(|(_, name)| *name == variable)?;
            let value = self.found.get(*key)?.values.first()?;
            Some(SecretString::from(value.clone()))
        })
    }

    /// This file, and those that it or the environment names for a server: nothing may be
    /// saved over them.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let named = FILES.iter().filter_map(|(key, variable)| {
            let found = self.found.get(*key).and_then(|setting| setting.values.first());
            path(variable).or_else(|| found.map(PathBuf::from))
        });
        let own = Some(self.file.clone()).filter(|file| !file.as_os_str().is_empty());
        own.into_iter().chain(named).collect()
    }

    /// Where the file says something about a setting: `file:line`.
    pub(super) fn place(&self, key: &str) -> Option<String> {
        let setting = self.found.get(key)?;
        Some(format!("{}:{}", self.file.display(), setting.line))
    }
}

fn unknown(command: &Command, name: &str) -> String {
    let known: Vec<&str> = flags(command)
        .filter_map(Arg::get_long)
        .chain(SECRETS.iter().map(|(key, _)| *key))
        .collect();
    let near = known
        .iter()
        .map(|known| (strsim::jaro_winkler(name, known), *known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((_, near)) => format!("there is no setting {name}. Did you mean {near}?"),
        None => format!("there is no setting {name}. The settings are: {}.", known.join(", ")),
    }
}

/// Refuses a value that the flag would not take.
fn check(command: &Command, name: &str, value: &str) -> Result<(), String> {
    let bare = command.clone().mut_subcommands(|c| c.mut_args(|flag| flag.env(Resettable::Reset)));
    let flag = format!("--{name}={value}");
    let Err(error) = bare.try_get_matches_from([command.get_name(), SETTINGS, &flag]) else {
        return Ok(());
    };
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {}
        // What is wrong beside this value is told when everything is known.
        _ => return Ok(()),
    }
    if let Some(ContextValue::Strings(allowed)) = error.get(ContextKind::ValidValue)
        && !allowed.is_empty()
    {
        return Err(format!("{value} is not one of: {}.", allowed.join(", ")));
    }
    let why = std::error::Error::source(&error).map(ToString::to_string);
    Err(format!("{} is refused: {}.", masked(value), why.unwrap_or("it is empty".to_owned())))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Cli;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(&Cli::command(), Path::new("a.toml"), text)
    }

    #[test]
    fn every_flag_of_a_server_is_a_setting() {
        let command = Cli::command();
        for flag in flags(&command) {
            let name = flag.get_long().expect("flags alone");
            let value = match Shape::of(flag) {
                Shape::Switch => "true".to_owned(),
                Shape::Number => "7".to_owned(),
                Shape::Text => "\"text\"".to_owned(),
                Shape::List => "[\"text\"]".to_owned(),
            };
            // A value that is refused is known too, and told with its place.
            if let Err(error) = parse(&format!("\n{name} = {value}\n")) {
                let place = format!("a.toml, line 2: {name}: ");
                assert!(error.starts_with(&place), "{error}");
                assert!(error.contains("is refused") || error.contains("is not one of"), "{error}");
            }
        }
        for (key, variable) in SECRETS {
            assert!(parse(&format!("{key} = \"x\"")).is_ok(), "{key}");
            let shouted = key.to_uppercase().replace('-', "_");
            assert_eq!(variable, format!("ARIADNE_{shouted}"));
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, told) in [
            (
                "listen = \"127.0.0.1:1\"\nmax-dept = 7",
                "a.toml, line 2: there is no setting max-dept. Did you mean max-depth?",
            ),
            ("max_depth = 7", "line 1: there is no setting max_depth. Did you mean max-depth?"),
            ("zzz = 7", "The settings are: listen, "),
            (
                "\n\nmax-depth = \"7\"",
                "line 3: max-depth: a whole number is meant, without quotes.",
            ),
            ("log = 7", "line 1: log: a text in quotes is meant."),
            ("allowed-host = \"a.example\"", "a list of texts is meant"),
            ("max-depth = 65", "max-depth: 65 is refused: 65 is not in 5..=64."),
            ("log-format = \"xml\"", "log-format: xml is not one of: text, json."),
            ("listen = \"8080\"", "listen: 8080 is refused: an address with its port is meant"),
            ("listen = ", "a.toml, line 1: this is no TOML"),
            ("lineage-password = \"…\"", "line 1: lineage-password holds …"),
            ("[limits]\nmax-depth = 7", "line 1: there is no setting limits"),
        ] {
            let error = parse(text).err().unwrap_or_else(|| panic!("taken: {text}"));
            assert!(error.contains(told), "{error}");
        }
    }

    #[test]
    fn flags_win_over_the_file() {
        let settings =
            parse("max-depth = 7\nallowed-host = [\"a.example\", \"b.example\"]\nlog = \"off\"");
        let command = settings.expect("valid").beneath(Cli::command());
        let bare = command.mut_subcommands(|c| c.mut_args(|flag| flag.env(Resettable::Reset)));
        let given =
            bare.try_get_matches_from(["ariadne", "serve", "--max-depth=9"]).expect("valid");
        let serve = given.subcommand_matches("serve").expect("serve");
        assert_eq!(serve.get_one::<usize>("max_depth"), Some(&9));
        assert_eq!(serve.get_one::<String>("log").map(String::as_str), Some("off"));
        let hosts: Vec<&String> = serve.get_many("allowed_hosts").expect("hosts").collect();
        assert_eq!(hosts, ["a.example", "b.example"]);
    }
}
