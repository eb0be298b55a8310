//! An answer in the form of the corpus: short enough to be read.

use ariadne_domain::{ColumnFacts, FetchedTable, KeyFacts, Problem, Value};
use ariadne_ports::{Fetch, NotFound, Result};
use serde_json::{Value as Json, json};

pub(super) fn of(fetched: Result<Fetch>) -> Json {
    match fetched {
        Ok(Fetch::Found(table)) => json!({ "found": found(&table) }),
        Ok(Fetch::NotFound(missing)) => json!({ "notFound": not_found(&missing) }),
        Err(error) => json!({ "error": {
            "code": error.kind().code(),
            "problem": error.problem().map(problem),
        } }),
    }
}

fn found(table: &FetchedTable) -> Json {
    let facts = &table.facts;
    let evidence = &table.evidence;
    let mut answer = json!({
        "kind": facts.kind.as_str(),
        "name": facts.external.name,
        "comment": facts.comment,
        "definition": facts.definition,
        "rows": facts.row_count,
        "keys": facts.keys.iter().map(key).collect::<Vec<_>>(),
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
        "properties": to_json(&facts.properties),
        "warnings": table.warnings.iter().map(problem).collect::<Vec<_>>(),
        "requests": evidence.statements,
        "resolvedFrom": evidence.resolved_from,
        "sample": evidence.sampled_documents.map(|n| format!(
            "{n}, {}", evidence.sample_method.as_deref().unwrap_or("no method")
        )),
    });
    if let Some(members) = answer.as_object_mut() {
        members.retain(|_, value| !value.is_null() && *value != json!([]));
    }
    answer
}

fn not_found(missing: &NotFound) -> Json {
    json!({
        "visibility": format!("{:?}", missing.visibility),
        "problem": problem(&missing.problem),
        "suggestions": missing.suggestions.iter().map(|s| {
            format!("{} {}", s.kind.map_or("?", |k| k.as_str()), s.name)
        }).collect::<Vec<_>>(),
    })
}

fn problem(problem: &Problem) -> String {
    format!("{}: {}", problem.code, problem.title)
}

fn key(key: &KeyFacts) -> String {
    let columns: Vec<String> = key.columns.iter().map(ToString::to_string).collect();
    let enforced = match key.enabled {
        Some(true) => "enforced",
        Some(false) => "not enforced",
        None => "unknown",
    };
    format!("{} ({}) {enforced}", key.kind, columns.join(", "))
}

/// `path: type = logical type`, then what else there is.
fn column(column: &ColumnFacts) -> String {
    let mut line = format!("{}: {} = {}", column.path, column.data_type, column.logical_type);
    if !column.nullable {
        line.push_str(" not null");
    }
    for (name, text) in [
        ("generated", &column.generated),
        ("default", &column.default),
        ("comment", &column.comment),
    ] {
        if let Some(text) = text {
            line.extend([" ", name, "=", &format!("{text:?}")]);
        }
    }
    if !column.properties.is_blank() {
        line.extend([" ", &to_json(&column.properties).to_string()]);
    }
    line
}

/// The value as JSON; what differs from run to run has a fixed text.
fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(text) => serde_json::from_str(text).expect("numbers come from JSON"),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(items) => items.iter().map(to_json).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| {
                let member = if key == "creation_date" { json!("…") } else { to_json(member) };
                (key.clone(), member)
            })
            .collect(),
    }
}
