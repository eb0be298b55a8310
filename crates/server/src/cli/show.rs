//! The settings that count, and where each comes from.

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use toml::Value;

use super::config_file::{SECRETS, Settings, Shape, flags};
use super::environment::key_text;
use super::masked::{MASK, masked};

/// Every setting as a line of a configuration file, with where it comes from; secrets
/// are masked.
pub(super) fn shown(command: &Command, given: &ArgMatches, settings: &Settings) -> String {
    let mut lines: Vec<String> =
        flags(command).filter_map(|flag| line_of(flag, given, settings)).collect();
    for (key, variable) in SECRETS {
        let origin = match (key_text(variable), settings.place(key)) {
            (Some(_), _) => format!("environment {variable}"),
            (None, Some(place)) => place,
            (None, None) => {
                lines.push(format!("# {key} is not set"));
                continue;
            }
        };
        lines.push(format!("{key} = \"{MASK}\"  # {origin}"));
    }
    lines.join("\n")
}

fn line_of(flag: &Arg, given: &ArgMatches, settings: &Settings) -> Option<String> {
    let name = flag.get_long()?;
    let id = flag.get_id().as_str();
    let values: Vec<String> = given
        .try_get_raw(id)
        .ok()
        .flatten()
        .map(|raw| raw.map(|value| value.to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    let Some(first) = values.first() else { return Some(format!("# {name} is not set")) };
    let hidden = flag.is_hide_env_values_set();
    let text = |value: &String| {
        let shown = masked(value);
        // What is no URL is a secret as a whole.
        let shown = if hidden && !value.contains(':') { MASK.to_owned() } else { shown };
        Value::String(shown).to_string()
    };
    let value = match Shape::of(flag) {
        Shape::Switch | Shape::Number => first.clone(),
        Shape::Text => text(first),
        Shape::List => format!("[{}]", values.iter().map(text).collect::<Vec<_>>().join(", ")),
    };
    let origin = match (given.value_source(id), settings.place(name)) {
        (Some(ValueSource::CommandLine), _) => format!("flag --{name}"),
        (Some(ValueSource::EnvVariable), _) => {
            let variable = flag.get_env().and_then(|v| v.to_str()).unwrap_or_default();
            format!("environment {variable}")
        }
        (_, Some(place)) => place,
        (_, None) => "default".to_owned(),
    };
    Some(format!("{name} = {value}  # {origin}"))
}
