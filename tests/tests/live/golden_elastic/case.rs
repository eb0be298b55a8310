//! The files of the corpus.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value as Json, json};

/// Where a case runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Elasticsearch7,
    Elasticsearch8,
    OpenSearch2,
    Replay,
}

impl Place {
    /// Every one of them.
    pub(super) const ALL: [Self; 4] =
        [Self::Elasticsearch7, Self::Elasticsearch8, Self::OpenSearch2, Self::Replay];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Elasticsearch7 => "es7",
            Self::Elasticsearch8 => "es8",
            Self::OpenSearch2 => "opensearch2",
            Self::Replay => "replay",
        }
    }

    fn parse(text: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|place| place.as_str() == text)
            .unwrap_or_else(|| panic!("no such server: {text}"))
    }
}

/// A case of the corpus.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) covers: Vec<String>,
    pub(super) places: Vec<Place>,
    /// Paths to delete first.
    pub(super) remove: Vec<String>,
    /// Method, path, body.
    pub(super) setup: Vec<(String, String, Option<Json>)>,
    /// Documents by index, in order.
    pub(super) documents: Vec<(String, Vec<Json>)>,
    /// Path, status, body of replayed answers.
    pub(super) answers: Vec<(String, u16, Json)>,
    pub(super) fetch: String,
    pub(super) sample: Option<u32>,
    file: PathBuf,
    json: Json,
    changed: bool,
}

/// Every case, by name.
pub(super) fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/elasticsearch");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Case {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let json: Json =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let texts = |name: &str| -> Vec<String> {
        let items = json[name].as_array().into_iter().flatten();
        items.map(|item| item.as_str().expect("a list of texts").to_owned()).collect()
    };
    let places: Vec<Place> = texts("servers").iter().map(|text| Place::parse(text)).collect();
    assert!(!places.is_empty(), "{}: no servers", file.display());
    if places.contains(&Place::Replay) {
        assert!(json["reason"].is_string(), "{}: a replayed case says why", file.display());
    }
    let requests = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let setup: Vec<_> = requests("setup").iter().map(request).collect();
    let answers = requests("answers")
        .iter()
        .map(|answer| {
            let status = answer["status"].as_u64().unwrap_or(200);
            let path = answer["get"].as_str().expect("an answer is to a path").to_owned();
            (
                path,
                u16::try_from(status).expect("a status has three digits"),
                answer["body"].clone(),
            )
        })
        .collect();
    let documents = json["documents"].as_object().cloned().unwrap_or_default();
    Case {
        name: file.file_stem().and_then(|stem| stem.to_str()).expect("names are UTF-8").to_owned(),
        covers: texts("covers"),
        places,
        remove: texts("remove"),
        setup,
        documents: documents
            .into_iter()
            .map(|(index, list)| (index, list.as_array().cloned().expect("a list of documents")))
            .collect(),
        answers,
        fetch: json["fetch"].as_str().expect("a case fetches a name").to_owned(),
        sample: json["sampleSize"].as_u64().and_then(|n| u32::try_from(n).ok()),
        file: file.to_owned(),
        json,
        changed: false,
    }
}

/// `{"PUT /orders": body}`.
fn request(step: &Json) -> (String, String, Option<Json>) {
    let (line, body) =
        step.as_object().and_then(|o| o.iter().next()).expect("a step is one request");
    let (method, path) = line.split_once(' ').expect("a step has a method and a path");
    (method.to_owned(), path.to_owned(), Some(body.clone()).filter(|body| !body.is_null()))
}

impl Case {
    /// Where the place stands in the list of the case; places that it does not name come last.
    pub(super) fn rank(&self, place: Place) -> usize {
        self.places.iter().position(|&p| p == place).unwrap_or(self.places.len())
    }

    /// The difference to what is expected at this place; when updating, `got` is expected from now on.
    pub(super) fn compare(&mut self, place: Place, got: &Json) -> Option<String> {
        let got = without_days(got);
        let own = self.json["expectedOn"].get(place.as_str());
        let expected = own.unwrap_or(&self.json["expected"]);
        // as texts, because the order of members counts
        let (is, wanted) = (pretty(&got), pretty(expected));
        if is == wanted {
            return None;
        }
        if !is_updating() {
            return Some(differing(&wanted, &is));
        }
        self.changed = true;
        if place == self.places[0] {
            self.json["expected"] = got;
            self.json.as_object_mut()?.remove("expectedOn");
        } else {
            let overrides =
                self.json.as_object_mut()?.entry("expectedOn").or_insert_with(|| json!({}));
            overrides[place.as_str()] = got;
        }
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

/// Names of a data stream's indices hold the day on which they were made.
fn without_days(json: &Json) -> Json {
    match json {
        Json::String(text) => Json::String(without_day(text)),
        Json::Array(items) => items.iter().map(without_days).collect(),
        Json::Object(members) => Json::Object(
            members.iter().map(|(k, v)| (without_day(k), without_days(v))).collect::<Map<_, _>>(),
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
