//! How a kind of source describes its settings, so that forms are generated.

use ariadne_domain::{Value, Violation};

use crate::SecretValues;

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingType {
    /// One line of text.
    Text,
    /// Several lines of text, such as a certificate in PEM form.
    LongText,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// One of [`SettingSpec::choices`].
    Choice,
    /// A list of texts.
    TextList,
}

impl SettingType {
    /// The public spelling.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::LongText => "LONG_TEXT",
            Self::Integer => "INTEGER",
            Self::Flag => "FLAG",
            Self::Choice => "CHOICE",
            Self::TextList => "TEXT_LIST",
        }
    }
}

/// One allowed value of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingChoice {
    /// What is stored.
    pub value: &'static str,
    /// What a person reads.
    pub label: &'static str,
}

/// One setting of a kind of source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingSpec {
    /// Key in the settings (or in the secret) object.
    pub name: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// What it holds.
    pub kind: SettingType,
    /// Whether it must be there.
    pub required: bool,
    /// The value when absent, as a person would type it.
    pub default: Option<&'static str>,
    /// One sentence of help.
    pub help: &'static str,
    /// Stored encrypted and never shown again.
    pub secret: bool,
    /// A stored secret is lent or kept only while this setting is unchanged.
    pub binds_secret: bool,
    /// The allowed values of a choice.
    pub choices: &'static [SettingChoice],
    /// The smallest and the largest allowed whole number.
    pub range: Option<(i64, i64)>,
}

impl SettingSpec {
    /// An optional text; change fields with struct update syntax.
    pub const TEXT: Self = Self {
        name: "",
        label: "",
        kind: SettingType::Text,
        required: false,
        default: None,
        help: "",
        secret: false,
        binds_secret: false,
        choices: &[],
        range: None,
    };

    /// How long a fetch may take: in every kind's settings; the core applies it.
    pub const FETCH_TIMEOUT: Self = Self {
        name: "fetchTimeoutSeconds",
        label: "Fetch time limit (seconds)",
        kind: SettingType::Integer,
        help: "How long fetching one table or suggesting names may take.",
        range: Some((1, 300)),
        ..Self::TEXT
    };

    /// How long a test may take: in every kind's settings; the core applies it.
    pub const TEST_TIMEOUT: Self = Self {
        name: "testTimeoutSeconds",
        label: "Test time limit (seconds)",
        kind: SettingType::Integer,
        help: "How long a connection test may take.",
        range: Some((1, 300)),
        ..Self::TEXT
    };
}

/// The text of setting `name`, `None` when absent, null or empty.
pub fn setting_text<'a>(settings: &'a Value, name: &str) -> Option<&'a str> {
    settings.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// Checks `settings` against `specs`: an object with known names, right types and
/// everything required. What a value means is the factory's to check.
pub fn check_settings(specs: &[SettingSpec], settings: &Value) -> Vec<Violation> {
    let Some(members) = settings.as_object() else {
        return vec![Violation::new(
            ["settings"],
            "INVALID",
            "Settings are an object of names and values.",
        )];
    };
    let at = |name: &str| ["settings".to_owned(), name.to_owned()];
    let mut violations = Vec::new();
    for (name, value) in members {
        match specs.iter().find(|s| s.name == name) {
            None => {
                violations.push(Violation::new(at(name), "UNKNOWN", unknown(specs, name, false)));
            }
            Some(spec) if spec.secret => violations.push(Violation::new(
                at(name),
                "SECRET",
                format!("{} is a secret: put it into `secret`, not into `settings`.", spec.label),
            )),
            Some(spec) => violations.extend(check_value(spec, value, &at(name))),
        }
    }
    for spec in specs.iter().filter(|s| s.required && !s.secret) {
        let empty = Value::Array(Vec::new());
        let missing = settings
            .get(spec.name)
            .is_none_or(|v| v.is_blank() || v.as_str() == Some("") || *v == empty);
        if missing {
            violations.push(Violation::new(
                at(spec.name),
                "REQUIRED",
                format!("{} is required.", spec.label),
            ));
        }
    }
    violations
}

/// Checks that every secret value has a known, secret name.
pub fn check_secret(specs: &[SettingSpec], secret: &SecretValues) -> Vec<Violation> {
    secret
        .names()
        .filter(|name| !specs.iter().any(|s| s.secret && s.name == *name))
        .map(|name| Violation::new(["secret", name], "UNKNOWN", unknown(specs, name, true)))
        .collect()
}

fn unknown(specs: &[SettingSpec], name: &str, secret: bool) -> String {
    let known: Vec<&str> = specs.iter().filter(|s| s.secret == secret).map(|s| s.name).collect();
    let name: String = name.chars().take(60).collect();
    format!("`{name}` is not a setting of this kind. Known: {}.", known.join(", "))
}

/// How a list is written.
const LIST_EXAMPLE: &str = r#"["first", "second"]"#;

/// The most bytes of a long text.
const MAX_LONG_TEXT: usize = 1_000_000;

/// The most entries of a list.
const MAX_ITEMS: usize = 100;

fn allowed(spec: &SettingSpec) -> String {
    let values: Vec<&str> = spec.choices.iter().map(|c| c.value).collect();
    values.join(", ")
}

fn check_value(spec: &SettingSpec, value: &Value, at: &[String]) -> Option<Violation> {
    let wrong = |message: String| Some(Violation::new(at.to_vec(), "INVALID", message));
    let mistyped = || match spec.kind {
        SettingType::Text | SettingType::LongText => format!("{} is a text.", spec.label),
        SettingType::Integer => format!("{} is a whole number, without quotes.", spec.label),
        SettingType::Flag => format!("{} is true or false, without quotes.", spec.label),
        SettingType::Choice => format!("{} is one of {}.", spec.label, allowed(spec)),
        SettingType::TextList => {
            format!("{} is a list of texts. Write a list such as {}.", spec.label, LIST_EXAMPLE)
        }
    };
    let fits = match (spec.kind, value) {
        (_, Value::Null) | (SettingType::Flag, Value::Bool(_)) => true,
        (SettingType::Text, Value::String(text)) => {
            return ariadne_domain::check_text(spec.name, text, 4_096)
                .or_else(|| {
                    text.chars().any(char::is_control).then(|| {
                        Violation::new(
                            [spec.name],
                            "CONTROL_CHARACTER",
                            "Line breaks and control characters are not allowed here.",
                        )
                    })
                })
                .map(|v| Violation { path: at.to_vec(), ..v });
        }
        (SettingType::LongText, Value::String(text)) if text.len() <= MAX_LONG_TEXT => true,
        (SettingType::Integer, _) => {
            let Some(number) = value.as_i64() else { return wrong(mistyped()) };
            let outside = spec.range.filter(|(low, high)| number < *low || number > *high);
            return outside.and_then(|(low, high)| {
                wrong(format!("{} is a whole number from {low} to {high}.", spec.label))
            });
        }
        (SettingType::Choice, Value::String(text)) => {
            if spec.choices.iter().any(|c| c.value == text) {
                return None;
            }
            false
        }
        (SettingType::LongText, Value::String(_)) => {
            return wrong(format!("{} has more than {MAX_LONG_TEXT} bytes.", spec.label));
        }
        (SettingType::TextList, Value::Array(items)) if items.len() > MAX_ITEMS => {
            return wrong(format!("{} has more than {MAX_ITEMS} entries.", spec.label));
        }
        (SettingType::TextList, Value::Array(items)) => {
            if let Some(empty) = items.iter().position(|i| i.as_str() == Some("")) {
                let message = format!(
                    "Entry {} of {} is empty: fill it in or leave it out.",
                    empty + 1,
                    spec.label
                );
                return wrong(message);
            }
            items.iter().all(|i| i.as_str().is_some())
        }
        _ => false,
    };
    if fits { None } else { wrong(mistyped()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: SettingType, value: Value) -> String {
        let spec = SettingSpec { name: "x", label: "Hosts", kind, ..SettingSpec::TEXT };
        let violations = check_settings(&[spec], &[("x", value)].into_iter().collect());
        let [violation] = violations.as_slice() else { panic!("one: {violations:?}") };
        violation.message.clone()
    }

    #[test]
    fn a_list_says_how_it_is_written_and_which_entry_is_empty() {
        let text = || Value::String("a".to_owned());
        assert_eq!(
            told(SettingType::TextList, text()),
            r#"Hosts is a list of texts. Write a list such as ["first", "second"]."#
        );
        let empty = Value::Array(vec![text(), Value::String(String::new())]);
        assert_eq!(
            told(SettingType::TextList, empty),
            "Entry 2 of Hosts is empty: fill it in or leave it out."
        );
        assert_eq!(told(SettingType::Flag, text()), "Hosts is true or false, without quotes.");
        let many = Value::Array(vec![text(); MAX_ITEMS + 1]);
        assert_eq!(told(SettingType::TextList, many), "Hosts has more than 100 entries.");
    }
}
