//! An answer of Elasticsearch in the form of the corpora.

use ariadne_ports::{Fetch, Result};
use serde_json::{Map, Value as Json, json};

use crate::golden::answer::{Form, columns_of};

const FORM: Form = Form {
    statements: "requests",
    name: |table| table.facts.external.name.clone(),
    key: |key| {
        let enforced = match key.enabled {
            Some(true) => "enforced",
            Some(false) => "not enforced",
            None => "unknown",
        };
        format!("{} ({}) {enforced}", key.kind, columns_of(key))
    },
};

/// The answer; what differs from run to run has a fixed text.
pub(super) fn of(fetched: Result<Fetch>) -> Json {
    steady(&FORM.of(fetched))
}

/// Times of creation differ, and names of a data stream's indices hold the day on which they were made.
fn steady(json: &Json) -> Json {
    match json {
        Json::String(text) => Json::String(without_day(text)),
        Json::Array(items) => items.iter().map(steady).collect(),
        Json::Object(members) => Json::Object(
            members
                .iter()
                .map(|(key, member)| {
                    let member = if key == "creation_date" { json!("…") } else { steady(member) };
                    (without_day(key), member)
                })
                .collect::<Map<_, _>>(),
        ),
        other => other.clone(),
    }
}

fn without_day(text: &str) -> String {
    let Some(at) = text.find(".ds-") else { return text.to_owned() };
    let (head, tail) = text.split_at(at);
    // `.ds-name-2026.11.24-000001`: ten characters between two dashes
    let day = tail.char_indices().find_map(|(i, _)| {
        let candidate = tail.get(i..i + 10)?;
        let bytes = candidate.as_bytes();
        let is_day = bytes.iter().enumerate().all(|(n, b)| match n {
            4 | 7 => *b == b'.',
            _ => b.is_ascii_digit(),
        });
        is_day.then_some(i)
    });
    match day {
        Some(i) => format!("{head}{}<day>{}", &tail[..i], without_day(&tail[i + 10..])),
        None => text.to_owned(),
    }
}
