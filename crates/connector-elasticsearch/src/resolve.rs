//! What a name stands for.

use std::fmt::Write;

use ariadne_domain::TableKind;
use serde_json::Value;

use crate::names::Name;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// An index.
    Index,
    /// An alias.
    Alias,
    /// A data stream.
    DataStream,
    /// All that a pattern fits.
    Pattern,
}

impl Target {
    /// What the catalog calls it.
    pub(crate) fn kind(self) -> TableKind {
        match self {
            Self::Index => TableKind::Index,
            Self::Alias | Self::Pattern => TableKind::Alias,
            Self::DataStream => TableKind::DataStream,
        }
    }
}

/// A resolved name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub(crate) target: Target,
    /// The engine's name of it: what was typed, except for date math.
    pub(crate) name: String,
    /// What the engine says of each index by itself: open, closed, hidden, system, frozen.
    pub(crate) attributes: Vec<(String, Vec<String>)>,
}

fn list<'a>(body: &'a Value, name: &str) -> &'a [Value] {
    body[name].as_array().map_or(&[], Vec::as_slice)
}

fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// Reads an answer of `_resolve/index`; `None` when it lists nothing.
pub(crate) fn from_answer(name: &Name, body: &Value) -> Option<Resolved> {
    let has =
        |section: &str| list(body, section).iter().any(|item| item["name"] == name.text.as_str());
    let indices = list(body, "indices");
    let attributes = indices
        .iter()
        .filter_map(|item| Some((item["name"].as_str()?.to_owned(), texts(&item["attributes"]))))
        .collect();
    let found = |target, name: &str| Some(Resolved { target, name: name.to_owned(), attributes });
    if name.is_pattern {
        let any = ["indices", "aliases", "data_streams"].iter().any(|s| !list(body, s).is_empty());
        return if any { found(Target::Pattern, &name.text) } else { None };
    }
    if has("data_streams") {
        return found(Target::DataStream, &name.text);
    }
    if has("aliases") {
        return found(Target::Alias, &name.text);
    }
    let index = indices.first()?["name"].as_str()?.to_owned();
    found(Target::Index, &index)
}

/// Guesses the same from the indices that a mapping has and their aliases, where the engine is too old to resolve
/// names (before 7.9) or the login may not.
pub(crate) fn from_indices(name: &Name, indices: &[String], aliases: Option<&Value>) -> Resolved {
    let is_alias = aliases
        .and_then(Value::as_object)
        .is_some_and(|all| all.values().any(|index| index["aliases"].get(&name.text).is_some()));
    let backing = format!(".ds-{}-", name.text);
    let (target, text) = match indices {
        _ if name.is_pattern => (Target::Pattern, name.text.clone()),
        [one] if *one == name.text => (Target::Index, one.clone()),
        _ if indices.iter().all(|index| index.starts_with(&backing)) => {
            (Target::DataStream, name.text.clone())
        }
        [one] if name.is_date_math && !is_alias => (Target::Index, one.clone()),
        _ => (Target::Alias, name.text.clone()),
    };
    Resolved { target, name: text, attributes: Vec::new() }
}

/// How the name was resolved, told to a person; `None` when literally. `filtered`: an alias shows only some documents.
pub(crate) fn told(
    resolved: &Resolved,
    typed: &Name,
    indices: &[String],
    filtered: bool,
) -> Option<String> {
    const LISTED: usize = 20;
    let mut listed = indices.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    if indices.len() > LISTED {
        // writing to a String cannot fail
        let _ = write!(listed, " and {} more", indices.len() - LISTED);
    }
    let name = &resolved.name;
    match resolved.target {
        Target::Index if typed.is_date_math => {
            Some(format!("date math {} is {name} now", typed.text))
        }
        Target::Index => None,
        Target::Alias if filtered => Some(format!("filtered alias {name} of {listed}")),
        Target::Alias => Some(format!("alias {name} of {listed}")),
        Target::DataStream => Some(format!("data stream {name} of {listed}")),
        Target::Pattern => Some(format!("pattern {name} over {listed}")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::names::check;

    #[test]
    fn an_answer_tells_index_alias_stream_and_pattern_apart() {
        let body = json!({
            "indices": [{ "name": "orders-1", "attributes": ["open", "hidden"] }],
            "aliases": [{ "name": "orders", "indices": ["orders-1"] }],
            "data_streams": [{ "name": "logs", "backing_indices": [".ds-logs-1"], "timestamp_field": "@timestamp" }],
        });
        let target = |text: &str| from_answer(&check(text).unwrap(), &body).unwrap().target;
        assert_eq!(target("orders-1"), Target::Index);
        assert_eq!(target("orders"), Target::Alias);
        assert_eq!(target("logs"), Target::DataStream);
        assert_eq!(target("o*"), Target::Pattern);
        let index = from_answer(&check("orders-1").unwrap(), &body).unwrap();
        assert_eq!(
            index.attributes,
            [("orders-1".to_owned(), vec!["open".to_owned(), "hidden".to_owned()])]
        );
        let nothing = json!({ "indices": [], "aliases": [], "data_streams": [] });
        assert_eq!(from_answer(&check("x").unwrap(), &nothing), None);
        assert_eq!(from_answer(&check("x*").unwrap(), &nothing), None);
    }

    #[test]
    fn date_math_takes_the_name_of_today() {
        let body = json!({ "indices": [{ "name": "logs-2026.11.24" }], "aliases": [], "data_streams": [] });
        let name = check("<logs-{now/d}>").unwrap();
        let resolved = from_answer(&name, &body).unwrap();
        assert_eq!((resolved.target, resolved.name.as_str()), (Target::Index, "logs-2026.11.24"));
        let told = told(&resolved, &name, &["logs-2026.11.24".to_owned()], false);
        assert_eq!(told.unwrap(), "date math <logs-{now/d}> is logs-2026.11.24 now");
    }

    #[test]
    fn without_the_engine_the_indices_tell() {
        let of = |text: &str, indices: &[&str], aliases: Option<&Value>| {
            let indices: Vec<String> = indices.iter().map(|&i| i.to_owned()).collect();
            from_indices(&check(text).unwrap(), &indices, aliases).target
        };
        let aliases = json!({ "orders-1": { "aliases": { "orders": {} } } });
        assert_eq!(of("orders-1", &["orders-1"], Some(&aliases)), Target::Index);
        assert_eq!(of("orders", &["orders-1"], Some(&aliases)), Target::Alias);
        assert_eq!(of("orders", &["orders-1", "orders-2"], None), Target::Alias);
        assert_eq!(of("logs", &[".ds-logs-000001"], None), Target::DataStream);
        assert_eq!(of("o*", &["orders-1"], None), Target::Pattern);
    }
}
