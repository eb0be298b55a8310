//! The cases of the corpus.

use serde_json::Value as Json;

use crate::golden::{File, files};

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
    pub(super) file: File,
}

/// Every case, by name.
pub(super) fn all() -> Vec<Case> {
    files("elasticsearch").into_iter().map(read).collect()
}

fn read(file: File) -> Case {
    let places: Vec<Place> = file.texts("servers").iter().map(|text| Place::parse(text)).collect();
    if places.is_empty() {
        file.refuse("no servers");
    }
    if places.contains(&Place::Replay) && !file.get("reason").is_string() {
        file.refuse("a replayed case says why");
    }
    let requests = |name: &str| file.get(name).as_array().cloned().unwrap_or_default();
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
    let documents = file.get("documents").as_object().cloned().unwrap_or_default();
    Case {
        name: file.name(),
        covers: file.texts("covers"),
        places,
        remove: file.texts("remove"),
        setup,
        documents: documents
            .into_iter()
            .map(|(index, list)| (index, list.as_array().cloned().expect("a list of documents")))
            .collect(),
        answers,
        fetch: file.fetch(),
        sample: file.sample(),
        file,
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

    /// The difference to what is expected at this place.
    pub(super) fn compare(&mut self, place: Place, got: &Json) -> Option<String> {
        self.file.compare(got, place.as_str(), place == self.places[0])
    }
}
