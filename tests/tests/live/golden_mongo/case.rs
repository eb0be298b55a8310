//! The cases of the corpus.

use mongodb::bson::Document;
use serde_json::Value as Json;

use super::extended;
use crate::golden::{File, files};

/// What the files call the database.
pub(super) const DATABASE: &str = "golden";

/// Where a case runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The server from the registry.
    Real,
    /// Our own, for what the other one lacks.
    TestServer,
}

/// A collection, view or time series to load.
#[derive(Clone, Debug)]
pub(super) struct Collection {
    pub(super) name: String,
    pub(super) options: Document,
    pub(super) indexes: Vec<Document>,
    pub(super) documents: Vec<Document>,
}

/// An error that a command is answered with.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) command: String,
    pub(super) stage: String,
    pub(super) code: i32,
    pub(super) message: String,
}

/// A case of the corpus.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) covers: Vec<String>,
    pub(super) place: Place,
    pub(super) collections: Vec<Collection>,
    /// What the login may do, and on which collection.
    pub(super) actions: Option<(Vec<String>, String)>,
    pub(super) fault: Option<Refusal>,
    pub(super) fetch: String,
    pub(super) schema: Option<String>,
    pub(super) sample: Option<u32>,
    pub(super) file: File,
}

/// Every case, by name.
pub(super) fn all() -> Vec<Case> {
    files("mongodb").into_iter().map(read).collect()
}

fn read(file: File) -> Case {
    let place = match file.text("server").as_deref() {
        Some("mongo") => Place::Real,
        Some("testserver") if file.get("reason").is_string() => Place::TestServer,
        Some("testserver") => file.refuse("a case on the test server says why"),
        other => file.refuse(&format!("no such server: {other:?}")),
    };
    let fetch = file.fetch();
    let actions = (!file.get("actions").is_null())
        .then(|| (file.texts("actions"), file.text("actionsOn").unwrap_or_else(|| fetch.clone())));
    let fault = file.get("fault").as_object().map(|fault| Refusal {
        command: fault["command"].as_str().expect("a command").to_owned(),
        stage: fault["stage"].as_str().expect("a stage").to_owned(),
        code: fault["code"].as_i64().and_then(|c| i32::try_from(c).ok()).expect("a code"),
        message: fault["message"].as_str().expect("a message").to_owned(),
    });
    if place == Place::Real && (actions.is_some() || fault.is_some()) {
        file.refuse("rights and faults are the test server's");
    }
    Case {
        name: file.name(),
        covers: file.texts("covers"),
        place,
        collections: file
            .get("collections")
            .as_array()
            .into_iter()
            .flatten()
            .map(collection)
            .collect(),
        actions,
        fault,
        fetch,
        schema: file.text("schema"),
        sample: file.sample(),
        file,
    }
}

fn collection(json: &Json) -> Collection {
    let documents = |name: &str| -> Vec<Document> {
        json[name].as_array().into_iter().flatten().map(extended::document).collect()
    };
    let options = &json["options"];
    Collection {
        name: json["name"].as_str().expect("a collection has a name").to_owned(),
        options: if options.is_null() { Document::new() } else { extended::document(options) },
        indexes: documents("indexes"),
        documents: documents("documents"),
    }
}

impl Case {
    /// The difference to what is expected.
    pub(super) fn compare(&mut self, got: &Json) -> Option<String> {
        // one server runs a case, so that nothing is expected of a certain one
        self.file.compare(got, "", true)
    }
}
