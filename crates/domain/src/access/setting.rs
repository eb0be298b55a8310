//! What an app remembers for one person, such as where he moved the tables of a drawing.

use crate::names::{NameOrigin, check_characters};
use crate::{Value, Violation};

/// The longest name of a setting, in characters.
pub const MAX_SETTING_NAME: usize = 200;

/// The largest value of a setting, in bytes of its JSON text.
pub const MAX_SETTING_BYTES: usize = 256 * 1024;

/// How many settings one person may have.
pub const MAX_SETTINGS: usize = 500;

/// How much all settings of one person may hold, in bytes of their JSON texts.
pub const MAX_SETTINGS_BYTES: usize = 8 * 1024 * 1024;

/// Checks the name of a setting: 1 to [`MAX_SETTING_NAME`] characters, no control
/// characters.
pub fn check_setting_name(field: &str, name: &str) -> Option<Violation> {
    if name.is_empty() {
        return Some(Violation::new([field], "REQUIRED", "Enter the name of the setting."));
    }
    check_characters(field, name, MAX_SETTING_NAME, NameOrigin::Typed, false)
}

/// Checks the value of a setting: at most [`MAX_SETTING_BYTES`].
pub fn check_setting_value(field: &str, value: &Value) -> Option<Violation> {
    let bytes = value.json_bytes();
    (bytes > MAX_SETTING_BYTES).then(|| {
        let message = format!(
            "At most {MAX_SETTING_BYTES} bytes of JSON; this has {bytes}. Spread it over several settings."
        );
        Violation::new([field], "TOO_LONG", message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(found: Option<Violation>) -> Option<&'static str> {
        found.map(|violation| violation.code)
    }

    #[test]
    fn names_have_one_to_two_hundred_characters() {
        assert_eq!(code(check_setting_name("name", "")), Some("REQUIRED"));
        assert_eq!(check_setting_name("name", &"表".repeat(MAX_SETTING_NAME)), None);
        let long = "表".repeat(MAX_SETTING_NAME + 1);
        assert_eq!(code(check_setting_name("name", &long)), Some("TOO_LONG"));
        for bad in ["a\0b", "a\nb"] {
            let found = code(check_setting_name("name", bad));
            assert_eq!(found, Some("CONTROL_CHARACTER"), "{bad:?}");
        }
    }

    #[test]
    fn a_value_is_measured_as_json_text() {
        // The two quotes count too.
        let full = Value::from("x".repeat(MAX_SETTING_BYTES - 2));
        assert_eq!(check_setting_value("value", &full), None);
        let over = Value::from("x".repeat(MAX_SETTING_BYTES - 1));
        let found = check_setting_value("value", &over).expect("too long");
        assert_eq!((found.path, found.code), (vec!["value".to_owned()], "TOO_LONG"));
        // An escape counts as it is written.
        let escaped = Value::from("\u{1}".repeat(MAX_SETTING_BYTES / 6 + 1));
        assert!(check_setting_value("value", &escaped).is_some());
    }
}
