//! The keys of a table as a JSON list.

use ariadne_domain::{ForeignTarget, KeyFacts, KeyKind, Path, Value};

use crate::cells;
use crate::row::Wrong;

/// Reads `[{"kind": "PRIMARY", "columns": ["id"]}]`.
pub(crate) fn read(value: Value) -> Result<Vec<KeyFacts>, Wrong> {
    let value = cells::structure(value)?;
    let Value::Array(items) = value else { return Err(Wrong::invalid(HELP)) };
    items.iter().map(key).collect()
}

const HELP: &str =
    "Write a JSON list of keys, such as [{\"kind\": \"PRIMARY\", \"columns\": [\"id\"]}].";

fn key(value: &Value) -> Result<KeyFacts, Wrong> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let kind = text("kind").unwrap_or_default();
    let Some(kind) = KeyKind::from_name(&kind.to_uppercase()) else {
        let words: Vec<&str> = KeyKind::ALL.iter().map(|k| k.as_str()).collect();
        return Err(Wrong::word(kind, &words));
    };
    let items = value.get("columns").and_then(Value::as_array).unwrap_or_default();
    let columns: Vec<Path> =
        items.iter().map(|item| cells::path(item.clone())).collect::<Result<_, _>>()?;
    if columns.is_empty() {
        return Err(Wrong::invalid(HELP));
    }
    let references = match value.get("references") {
        None | Some(Value::Null) => None,
        Some(target) => Some(self::target(target)?),
    };
    Ok(KeyFacts {
        kind,
        name: text("name").map(str::to_owned),
        columns,
        references,
        enabled: value.get("enabled").and_then(Value::as_bool),
    })
}

fn target(value: &Value) -> Result<ForeignTarget, Wrong> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let Some(name) = text("name") else {
        return Err(Wrong::invalid(
            "A foreign key names the table that it points to in references.name.",
        ));
    };
    let items = value.get("columns").and_then(Value::as_array).unwrap_or_default();
    let columns: Option<Vec<String>> =
        items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
    Ok(ForeignTarget {
        schema: text("schema").map(str::to_owned),
        name: name.to_owned(),
        columns: columns.ok_or_else(|| Wrong::invalid(HELP))?,
    })
}

/// Writes what [`read`] reads.
pub(crate) fn write(keys: &[KeyFacts]) -> Value {
    Value::Array(keys.iter().map(entry).collect())
}

fn entry(key: &KeyFacts) -> Value {
    let mut entry = Value::object().with("kind", key.kind.as_str());
    if let Some(name) = &key.name {
        entry.set("name", name.as_str());
    }
    entry.set("columns", key.columns.iter().map(ToString::to_string).collect::<Vec<_>>());
    if let Some(target) = &key.references {
        let mut references = Value::object();
        if let Some(schema) = &target.schema {
            references.set("schema", schema.as_str());
        }
        references.set("name", target.name.as_str());
        references.set("columns", target.columns.clone());
        entry.set("references", references);
    }
    if let Some(enabled) = key.enabled {
        entry.set("enabled", enabled);
    }
    entry
}
