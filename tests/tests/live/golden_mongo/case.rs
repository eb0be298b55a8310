//! The files of the corpus.

use std::fs;
use std::path::{Path, PathBuf};

use mongodb::bson::Document;
use serde_json::Value as Json;

use super::extended;

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
    file: PathBuf,
    json: Json,
    changed: bool,
}

/// Every case, by name.
pub(super) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/mongodb");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn texts(json: &Json) -> Vec<String> {
    let items = json.as_array().into_iter().flatten();
    items.map(|item| item.as_str().expect("a list of texts").to_owned()).collect()
}

fn read(file: &Path) -> Case {
    let shown = file.display();
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let json: Json = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let place = match json["server"].as_str() {
        Some("mongo") => Place::Real,
        Some("testserver") => {
            assert!(json["reason"].is_string(), "{shown}: a case on the test server says why");
            Place::TestServer
        }
        other => panic!("{shown}: no such server: {other:?}"),
    };
    let text = |name: &str| json[name].as_str().map(str::to_owned);
    let fetch = text("fetch").unwrap_or_else(|| panic!("{shown}: a case fetches a name"));
    let actions = (!json["actions"].is_null())
        .then(|| (texts(&json["actions"]), text("actionsOn").unwrap_or_else(|| fetch.clone())));
    let fault = json["fault"].as_object().map(|fault| Refusal {
        command: fault["command"].as_str().expect("a command").to_owned(),
        stage: fault["stage"].as_str().expect("a stage").to_owned(),
        code: fault["code"].as_i64().and_then(|c| i32::try_from(c).ok()).expect("a code"),
        message: fault["message"].as_str().expect("a message").to_owned(),
    });
    assert!(
        place == Place::TestServer || (actions.is_none() && fault.is_none()),
        "{shown}: rights and faults are the test server's"
    );
    Case {
        name: file.file_stem().and_then(|stem| stem.to_str()).expect("names are UTF-8").to_owned(),
        covers: texts(&json["covers"]),
        place,
        collections: json["collections"].as_array().into_iter().flatten().map(collection).collect(),
        actions,
        fault,
        fetch,
        schema: text("schema"),
        sample: json["sampleSize"].as_u64().and_then(|n| u32::try_from(n).ok()),
        file: file.to_owned(),
        json,
        changed: false,
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
    /// The difference to what is expected; when updating, `got` is expected from now on.
    pub(super) fn compare(&mut self, got: Json) -> Option<String> {
        // as texts, because the order of members counts
        let (is, wanted) = (pretty(&got), pretty(&self.json["expected"]));
        if is == wanted {
            return None;
        }
        if !is_updating() {
            return Some(differing(&wanted, &is));
        }
        self.changed = true;
        self.json["expected"] = got;
        None
    }

    /// Writes the file when an answer changed it.
    pub(super) fn save_if_updating(&self) {
        if self.changed {
            fs::write(&self.file, pretty(&self.json) + "\n")
                .unwrap_or_else(|error| panic!("{}: {error}", self.file.display()));
        }
    }
}

fn pretty(json: &Json) -> String {
    serde_json::to_string_pretty(json).expect("JSON can be printed")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the switch of a developer, who has no composition root here"
)]
fn is_updating() -> bool {
    std::env::var("UPDATE_GOLDEN").is_ok_and(|value| value == "1")
}

/// Lines that only one side has.
fn differing(wanted: &str, is: &str) -> String {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (wanted, is) = (lines(wanted), lines(is));
    let gone =
        wanted.iter().filter(|line| !is.contains(line)).map(|line| format!("  expected {line}"));
    let new =
        is.iter().filter(|line| !wanted.contains(line)).map(|line| format!("  got      {line}"));
    let all: Vec<String> = gone.chain(new).collect();
    if all.is_empty() { "  the order differs".to_owned() } else { all.join("\n") }
}
