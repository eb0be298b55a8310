//! An answer of `MongoDB` in the form of the corpora.

use ariadne_ports::{Fetch, Result};
use serde_json::Value as Json;

use super::case::DATABASE;
use crate::golden::answer::{Form, columns_of};

const FORM: Form = Form {
    statements: "statements",
    name: |table| {
        let name = &table.facts.external;
        format!("{}.{}", name.schema.as_deref().unwrap_or("?"), name.name)
    },
    key: |key| {
        let name = key.name.as_deref().unwrap_or("without a name");
        format!("{} {name} ({})", key.kind, columns_of(key))
    },
};

/// The answer; the database that was made for it is called as the files call it.
pub(super) fn of(fetched: Result<Fetch>, database: &str) -> Json {
    renamed(&FORM.of(fetched), database)
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
