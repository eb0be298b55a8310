//! What may stand in a cell or behind a key, by the shapes of the fields.

use std::str::FromStr;

use ariadne_domain::{
    Confidence, LogicalType, MAX_TAGS, NameOrigin, Path, Timestamp, Value, check_name,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::row::Wrong;

/// A text: a number or a flag is taken as it is spelled.
pub(crate) fn text(value: Value) -> Result<String, Wrong> {
    match value {
        Value::String(text) | Value::Number(text) => Ok(text),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            Err(Wrong::invalid("A text is expected here, not a list or an object."))
        }
    }
}

/// A text of at most `max` characters without U+0000.
pub(crate) fn long_text(value: Value, max: usize) -> Result<String, Wrong> {
    let text = text(value)?;
    if text.len() > max {
        let length = text.chars().count();
        if length > max {
            let message = format!("At most {max} characters; this has {length}.");
            return Err(Wrong::new("TOO_LONG", message));
        }
    }
    if text.contains('\0') {
        let message = "The text holds the character U+0000; remove it.";
        return Err(Wrong::new("CONTROL_CHARACTER", message));
    }
    Ok(text)
}

/// A name. What a source called its objects is data: control characters but U+0000 stay.
pub(crate) fn name(value: Value) -> Result<String, Wrong> {
    let name = text(value)?;
    match check_name("name", &name, NameOrigin::Observed) {
        Some(violation) => Err(Wrong::new(violation.code, violation.message)),
        None => Ok(name),
    }
}

/// A column path: printed, as a list of its segments, or one key that only lacks the
/// quotation marks for its white space.
pub(crate) fn path(value: Value) -> Result<Path, Wrong> {
    if let Value::Array(items) = &value {
        let segments: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
        return match segments {
            Some(segments) if !segments.is_empty() => checked(Path::from_wire(segments)),
            _ => Err(Wrong::invalid("A path is a list of one or more texts.")),
        };
    }
    let text = text(value)?;
    let path = match text.parse::<Path>() {
        Ok(path) => path,
        Err(error) => match lenient(&text) {
            Some(path) => path,
            None => {
                return Err(Wrong::new(
                    "INVALID_PATH",
                    format!(
                        "This is {error}. Write customer_id, address.city or items[].sku, and put a name with a special character in quotation marks."
                    ),
                ));
            }
        },
    };
    checked(path)
}

/// Keys with blanks, joined by dots: nothing else prints so.
fn lenient(text: &str) -> Option<Path> {
    if text.contains(['"', '[', ']', '{', '}', '\\']) || text.split('.').any(str::is_empty) {
        return None;
    }
    Some(Path::keys(text.split('.')))
}

fn checked(path: Path) -> Result<Path, Wrong> {
    match ariadne_domain::check_path("path", &path, NameOrigin::Observed) {
        Some(violation) => Err(Wrong::new(violation.code, violation.message)),
        None => Ok(path),
    }
}

/// One of a list of words, in any case, with `_`, `-` or a blank between its parts.
pub(crate) fn word<T>(
    value: Value,
    words: &[&'static str],
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<T, Wrong> {
    let found = text(value)?;
    let normal = found.trim().to_uppercase().replace(['-', ' '], "_");
    from_name(&normal).ok_or_else(|| Wrong::word(&normal, words))
}

/// True or false, as people and spreadsheets write it.
pub(crate) fn flag(value: Value) -> Result<bool, Wrong> {
    let found = text(value)?;
    match found.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "x" | "是" | "√" | "✓" => Ok(true),
        "false" | "no" | "n" | "0" | "否" => Ok(false),
        _ => Err(Wrong::invalid("Write true or false.")),
    }
}

/// A whole number from 0.
pub(crate) fn whole<T: FromStr>(value: Value) -> Result<T, Wrong> {
    let found = text(value)?;
    let digits = found.trim();
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    digits.parse().map_err(|_| Wrong::invalid("Write a whole number, 0 or more."))
}

/// A number from 0 to 1, or a percentage.
pub(crate) fn share(value: Value) -> Result<Confidence, Wrong> {
    let found = text(value)?;
    let found = found.trim();
    let (digits, unit) = match found.strip_suffix('%') {
        Some(digits) => (digits.trim(), 100.0),
        None => (found, 1.0),
    };
    let number = digits.parse::<f64>().ok().and_then(|n| Confidence::new(n / unit));
    number.ok_or_else(|| Wrong::invalid("Write a number from 0 to 1, such as 0.8."))
}

/// A point in time: RFC 3339, or a date with or without a time, which is UTC.
pub(crate) fn time(value: Value) -> Result<Timestamp, Wrong> {
    let found = text(value)?;
    let found = found.trim();
    let zoned = DateTime::parse_from_rfc3339(found).ok().map(|t| t.timestamp_micros());
    let plain = || {
        let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
        let with_time = formats.iter().find_map(|f| NaiveDateTime::parse_from_str(found, f).ok());
        let day = || NaiveDate::parse_from_str(found, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
        with_time.or_else(day).map(|t| t.and_utc().timestamp_micros())
    };
    let micros = zoned.or_else(plain);
    micros.map(Timestamp).ok_or_else(|| {
        Wrong::invalid("Write a time as 2026-01-31T12:00:00Z or a day as 2026-01-31.")
    })
}

/// A point in time as it is written.
pub(crate) fn time_text(time: Timestamp) -> String {
    DateTime::from_timestamp_micros(time.0)
        .unwrap_or_default()
        .to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

/// A logical type.
pub(crate) fn logical(value: Value) -> Result<LogicalType, Wrong> {
    text(value)?
        .parse()
        .map_err(|error: <LogicalType as FromStr>::Err| Wrong::invalid(error.to_string()))
}

/// An object, or the JSON text of one.
pub(crate) fn object(value: Value) -> Result<Value, Wrong> {
    match structure(value)? {
        object @ Value::Object(_) => Ok(object),
        _ => Err(Wrong::invalid("Write a JSON object, such as {\"unit\": \"EUR\"}.")),
    }
}

/// The value itself, or what its text says in JSON.
pub(crate) fn structure(value: Value) -> Result<Value, Wrong> {
    match value {
        Value::String(text) => crate::json::parse(&text)
            .map_err(|error| Wrong::new("INVALID_JSON", format!("This is no JSON: {error}."))),
        other => Ok(other),
    }
}

/// What separates tags, in Latin and Chinese texts.
const SEPARATORS: [char; 3] = [',', ';', '，'];

/// Tags: a list, or texts separated by commas, those with a comma in quotation marks.
pub(crate) fn tags(value: Value) -> Result<Vec<String>, Wrong> {
    let tags = match value {
        Value::Array(items) => items.into_iter().map(text).collect::<Result<Vec<_>, _>>()?,
        other => split_tags(&text(other)?),
    };
    if tags.len() > MAX_TAGS {
        let message = format!("At most {MAX_TAGS} tags; these are {}.", tags.len());
        return Err(Wrong::new("TOO_MANY", message));
    }
    match tags.iter().find_map(|tag| check_name("tags", tag, NameOrigin::Observed)) {
        Some(violation) => Err(Wrong::new(violation.code, violation.message)),
        None => Ok(tags),
    }
}

fn split_tags(text: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut chars = text.chars().peekable();
    while chars.peek().is_some() {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        let mut tag = String::new();
        let quoted = chars.next_if_eq(&'"').is_some();
        if quoted {
            while let Some(c) = chars.next() {
                if c == '"' && chars.next_if_eq(&'"').is_none() {
                    break;
                }
                tag.push(c);
            }
        }
        let mut rest = String::new();
        while let Some(c) = chars.next_if(|c| !SEPARATORS.contains(c)) {
            rest.push(c);
        }
        chars.next();
        tag.push_str(rest.trim());
        if quoted || !tag.is_empty() {
            tags.push(tag);
        }
    }
    tags
}

/// Tags in one cell; [`tags`] reads them back.
pub(crate) fn join_tags(tags: &[String]) -> String {
    let quote = |tag: &String| {
        let plain = !tag.contains(SEPARATORS) && !tag.starts_with('"') && tag.trim() == tag;
        if plain { tag.clone() } else { format!("\"{}\"", tag.replace('"', "\"\"")) }
    };
    tags.iter().map(quote).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn tags_come_back_from_one_cell(tags in proptest::collection::vec("[a\",; \\n，é]{1,6}", 0..5)) {
            prop_assert_eq!(split_tags(&join_tags(&tags)), tags);
        }

        #[test]
        fn times_come_back(micros in -60_000_000_000_000_000_i64..250_000_000_000_000_000) {
            let text = time_text(Timestamp(micros));
            prop_assert_eq!(time(Value::String(text)).ok(), Some(Timestamp(micros)));
        }
    }

    #[test]
    fn people_spell_flags_words_and_shares() {
        assert!(flag("YES".into()).is_ok_and(|f| f) && flag("否".into()).is_ok_and(|f| !f));
        assert!(flag("maybe".into()).is_err());
        let kind = word("materialized view".into(), &[], ariadne_domain::TableKind::from_name);
        assert_eq!(kind.ok(), Some(ariadne_domain::TableKind::MaterializedView));
        assert_eq!(share("80 %".into()).ok(), Confidence::from_thousandths(800));
        assert!(share("1.2".into()).is_err());
        assert_eq!(whole::<u32>("3.0".into()).ok(), Some(3));
        assert!(whole::<u32>("-1".into()).is_err());
    }

    #[test]
    fn a_blank_needs_no_quotation_marks_but_a_stray_one_is_an_error() {
        assert_eq!(path("first name".into()).ok(), Some(Path::key("first name")));
        assert_eq!(path("a.b c".into()).ok(), Some(Path::keys(["a", "b c"])));
        assert!(path("a..b".into()).is_err());
        assert!(path("a]b".into()).is_err());
    }
}
