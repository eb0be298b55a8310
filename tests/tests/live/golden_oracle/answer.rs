//! An answer of Oracle in the form of the corpora.

use ariadne_domain::KeyFacts;
use ariadne_ports::{Fetch, Result};
use serde_json::Value as Json;

use crate::golden::answer::{Form, columns_of};

const FORM: Form = Form {
    statements: "statements",
    name: |table| {
        let name = &table.facts.external;
        format!("{}.{}", name.schema.as_deref().unwrap_or("?"), name.name)
    },
    key,
};

fn key(key: &KeyFacts) -> String {
    let name = key.name.as_deref().unwrap_or("without a name");
    let mut line = format!("{} {name} ({})", key.kind, columns_of(key));
    if let Some(target) = &key.references {
        let schema = target.schema.as_deref().unwrap_or("?");
        line.extend([" -> ", schema, ".", &target.name, " (", &target.columns.join(", "), ")"]);
    }
    if key.enabled == Some(false) {
        line.push_str(" disabled");
    }
    line
}

/// The answer, with short statements and without the times of a clock.
pub(super) fn of(fetched: Result<Fetch>) -> Json {
    let mut answer = FORM.of(fetched);
    let statements = answer.pointer_mut("/found/statements").and_then(Json::as_array_mut);
    if let Some(statements) = statements {
        for statement in statements {
            let short = short(statement.as_str().expect("a statement is a text"));
            *statement = Json::String(short);
        }
    }
    for (member, time) in [("statistics", "lastAnalyzed"), ("materializedView", "lastRefresh")] {
        let found = answer.pointer_mut(&format!("/found/properties/{member}/{time}"));
        if let Some(found) = found {
            *found = Json::String("(a time)".to_owned());
        }
    }
    answer
}

/// `all_objects 'HR', 'EMPLOYEES'`: the view and the binds.
fn short(statement: &str) -> String {
    let (text, binds) = statement.split_once(" -- ").unwrap_or((statement, ""));
    let view = text.split(" from ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let binds: Vec<&str> = binds
        .split(", :")
        .filter_map(|bind| bind.split_once(" = "))
        .map(|(_, bind)| bind)
        .collect();
    format!("{} {}", view.unwrap_or(text), binds.join(", ")).trim_end().to_owned()
}
