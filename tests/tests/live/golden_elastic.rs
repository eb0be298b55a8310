//! The golden corpus of Elasticsearch and `OpenSearch`: indices loaded into real nodes, fetched, compared.
//!
//! A case is a file in `golden/elasticsearch`, see the README there. With `UPDATE_GOLDEN=1` the answers are written
//! into the files instead of compared; then read every one of them.

mod answer;
mod case;

use std::time::Duration;

use ariadne_connector_elasticsearch::ElasticsearchFactory;
use ariadne_domain::Value;
use ariadne_ports::{ConnectorFactory, Deadline, FetchRequest, SecretValues};
use ariadne_tests::proxy::Proxy;
use ariadne_tests::services::{self, Elastic};
use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt};
use reqwest::Method;
use serde_json::Value as Json;

use self::case::{Case, Place};
use crate::golden::{self, Nobody};

/// Every line of what "exact" means for this engine; each needs a case.
const COVERED: &[&str] = &[
    "index",
    "alias of one",
    "alias of many",
    "filtered alias",
    "data stream",
    "pattern",
    "date math",
    "closed index",
    "hidden index",
    "system index",
    "names are data",
    "missing name",
    "type conflict",
    "every type",
    "unknown type",
    "object and nested",
    "multi-fields",
    "analyzers",
    "alias field",
    "runtime field",
    "derived field",
    "join",
    "vector dims",
    "scaling factor",
    "date formats",
    "flattened",
    "copy_to",
    "enabled false",
    "dynamic modes",
    "dynamic templates",
    "_meta",
    "_source disabled",
    "_routing required",
    "settings",
    "look at documents",
    "version 7.0",
    "version 9",
    "OpenSearch 1",
    "OpenSearch 3",
    "partial rights",
];

#[test]
fn the_corpus_covers_every_line() {
    let cases = case::all();
    golden::assert_covered(cases.iter().map(|case| case.covers.as_slice()), COVERED);
}

#[tokio::test]
async fn every_case_is_answered_exactly() {
    let mut cases = case::all();
    // each place goes through its cases on its own, so that one works while another still starts
    let places = Place::ALL.map(|place| answers_at(place, &cases));
    let mut answers: Vec<Answer> = join_all(places).await.into_iter().flatten().collect();
    // the first place of a case says what the others are compared with when updating
    answers.sort_by_key(|answer| (answer.case, cases[answer.case].rank(answer.place)));
    let mut wrong = Vec::new();
    for Answer { case, place, got } in answers {
        let case = &mut cases[case];
        let told = match got {
            Ok(got) => case.compare(place, &got),
            Err(refused) => Some(refused),
        };
        if let Some(told) = told {
            wrong.push(format!("{} on {}:\n{told}", case.name, place.as_str()));
        }
    }
    for case in &cases {
        case.file.save_if_updating();
    }
    golden::assert_right(&wrong);
}

/// What one case got at one place; what the node refused is an error.
struct Answer {
    /// Its index in the corpus.
    case: usize,
    place: Place,
    got: Result<Json, String>,
}

/// Runs the cases of one place. Their names do not overlap, so that some are loaded while others are.
async fn answers_at(place: Place, cases: &[Case]) -> Vec<Answer> {
    let runs: Vec<(usize, &Case)> =
        cases.iter().enumerate().filter(|(_, case)| case.places.contains(&place)).collect();
    stream::iter(runs)
        .map(|(at, case)| async move {
            let got = match place {
                Place::Replay => Ok(replay(case).await),
                place => on_node(node(place).await, case).await,
            };
            Answer { case: at, place, got }
        })
        .buffer_unordered(4)
        .collect()
        .await
}

async fn node(place: Place) -> &'static Elastic {
    match place {
        Place::Elasticsearch7 => services::elasticsearch7().await,
        Place::Elasticsearch8 => services::elasticsearch8().await,
        Place::OpenSearch2 => services::opensearch2().await,
        Place::Replay => unreachable!("a replayed case has no node"),
    }
}

/// Sends the set-up of the case and fetches; what a developer's own server still has of an earlier run is removed
/// first. What the node refuses is told.
async fn on_node(node: &Elastic, case: &Case) -> Result<Json, String> {
    for gone in &case.remove {
        let (status, answer) = node.send(Method::DELETE, gone, None).await;
        // 405: the node from the registries has no such interface, and is a new one in every run
        if !matches!(status, 200 | 404 | 405) {
            return Err(format!("DELETE {gone}: {status} {answer}"));
        }
    }
    for (method, path, body) in &case.setup {
        let method = Method::from_bytes(method.as_bytes()).expect("a case names a method");
        let (status, answer) = node.send(method.clone(), path, body.as_ref()).await;
        if !(200..300).contains(&status) {
            return Err(format!("{method} {path}: {status} {answer}"));
        }
    }
    for (index, documents) in &case.documents {
        node.index(index, documents).await;
    }
    Ok(fetch(&node.url, case).await)
}

/// Answers of our own, written after the engine's documentation, through the proxy.
async fn replay(case: &Case) -> Json {
    let proxy = Proxy::alone();
    for (path, status, body) in &case.answers {
        proxy.replay_status(path, *status, body.clone());
    }
    fetch(&proxy.url, case).await
}

async fn fetch(url: &str, case: &Case) -> Json {
    let settings = Value::object().with("urls", vec![url.to_owned()]);
    let connector = ElasticsearchFactory
        .connector(&settings, &SecretValues::default())
        .expect("a URL is all it needs");
    let request = FetchRequest { schema: None, name: case.fetch.clone(), sample_size: case.sample };
    let fetched =
        connector.fetch_table(&request, Deadline::after(Duration::from_mins(1)), &Nobody).await;
    answer::of(fetched)
}
