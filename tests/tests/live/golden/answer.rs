//! An answer in the form of the corpora: short enough to be read.

use ariadne_domain::{ColumnFacts, FetchedTable, KeyFacts, Problem, Value};
use ariadne_ports::{Fetch, NotFound, Result};
use serde_json::{Value as Json, json};

/// What differs between the corpora.
pub(crate) struct Form {
    /// What the statements of the evidence are called.
    pub(crate) statements: &'static str,
    /// The name by which the source knows the table.
    pub(crate) name: fn(&FetchedTable) -> String,
    /// A key, in a line.
    pub(crate) key: fn(&KeyFacts) -> String,
}

impl Form {
    /// The answer of a fetch.
    pub(crate) fn of(&self, fetched: Result<Fetch>) -> Json {
        match fetched {
            Ok(Fetch::Found(table)) => json!({ "found": self.found(&table) }),
            Ok(Fetch::NotFound(missing)) => json!({ "notFound": not_found(&missing) }),
            Err(error) => json!({ "error": {
                "code": error.kind().code(),
                "problem": error.problem().map(problem),
            } }),
        }
    }

    fn found(&self, table: &FetchedTable) -> Json {
        let facts = &table.facts;
        let evidence = &table.evidence;
        let mut answer = json!({
            "kind": facts.kind.as_str(),
            "name": (self.name)(table),
            "comment": facts.comment,
            "definition": facts.definition,
            "rows": facts.row_count,
            "keys": facts.keys.iter().map(self.key).collect::<Vec<_>>(),
            "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
            "properties": to_json(&facts.properties),
            "warnings": table.warnings.iter().map(problem).collect::<Vec<_>>(),
            (self.statements): evidence.statements,
            "resolvedFrom": evidence.resolved_from,
            "sample": evidence.sampled_documents.map(|n| format!(
                "{n}, {}", evidence.sample_method.as_deref().unwrap_or("no method")
            )),
        });
        if let Some(members) = answer.as_object_mut() {
            members
                .retain(|_, value| !value.is_null() && *value != json!([]) && *value != json!({}));
        }
        answer
    }
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

/// The columns of a key, in a line.
pub(crate) fn columns_of(key: &KeyFacts) -> String {
    key.columns.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
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
