//! An answer in the form of the corpus: short enough to be read.

use ariadne_domain::{ColumnFacts, FetchedTable, KeyFacts, Problem, Value};
use ariadne_ports::{Fetch, NotFound, Result};
use serde_json::{Value as Json, json};

use super::case::DATABASE;

/// The answer; the database that was made for it is called as the files call it.
pub(super) fn of(fetched: Result<Fetch>, database: &str) -> Json {
    let answer = match fetched {
        Ok(Fetch::Found(table)) => json!({ "found": found(&table) }),
        Ok(Fetch::NotFound(missing)) => json!({ "notFound": not_found(&missing) }),
        Err(error) => json!({ "error": {
            "code": error.kind().code(),
            "problem": error.problem().map(problem),
        } }),
    };
    renamed(&answer, database)
}

fn renamed(json: &Json, database: &str) -> Json {
    match json {
        Json::String(text) => Json::String(text.replace(database, DATABASE)),
        Json::Array(items) => items.iter().map(|item| renamed(item, database)).collect(),
        Json::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), renamed(member, database))).collect()
        }
        other => other.clone(),
    }
}

fn found(table: &FetchedTable) -> Json {
    let facts = &table.facts;
    let evidence = &table.evidence;
    let name = &facts.external;
    let mut answer = json!({
        "kind": facts.kind.as_str(),
        "name": format!("{}.{}", name.schema.as_deref().unwrap_or("?"), name.name),
        "comment": facts.comment,
        "definition": facts.definition,
        "rows": facts.row_count,
        "keys": facts.keys.iter().map(key).collect::<Vec<_>>(),
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
        "properties": to_json(&facts.properties),
        "warnings": table.warnings.iter().map(problem).collect::<Vec<_>>(),
        "statements": evidence.statements,
        "resolvedFrom": evidence.resolved_from,
        "sample": evidence.sampled_documents.map(|n| format!(
            "{n}, {}", evidence.sample_method.as_deref().unwrap_or("no method")
        )),
    });
    if let Some(members) = answer.as_object_mut() {
        members.retain(|_, value| !value.is_null() && *value != json!([]) && *value != json!({}));
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
    format!(
        "{} {} ({})",
        key.kind,
        key.name.as_deref().unwrap_or("without a name"),
        columns.join(", ")
    )
}

/// `path: type = logical type`, then what else there is.
fn column(column: &ColumnFacts) -> String {
    let mut line = format!("{}: {} = {}", column.path, column.data_type, column.logical_type);
    if !column.nullable {
        line.push_str(" not null");
    }
    if let Some(comment) = &column.comment {
        line = format!("{line} comment={comment:?}");
    }
    if !column.properties.is_blank() {
        line = format!("{line} {}", to_json(&column.properties));
    }
    line
}

fn to_json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(text) => serde_json::from_str(text).expect("numbers come from JSON"),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(items) => items.iter().map(to_json).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), to_json(member))).collect()
        }
    }
}
