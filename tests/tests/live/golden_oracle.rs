//! The golden corpus of Oracle: scripts run by the test server, fetched, compared.
//!
//! A case is a file in `golden/oracle`, see the README there. With `UPDATE_GOLDEN=1` the answers are written into the
//! files instead of compared; then read every one of them.

mod answer;

use std::time::Duration;

use ariadne_connector_oracle::OracleFactory;
use ariadne_domain::Value;
use ariadne_ports::{ConnectorFactory, Deadline, FetchRequest, SecretValues};
use ariadne_testserver_oracle::{Profile, TestServer};
use futures_util::stream::{self, StreamExt};
use secrecy::SecretString;
use serde_json::Value as Json;

use crate::golden::{self, File, Nobody, files};

/// Every line of what "exact" means for this engine; each needs a case.
const COVERED: &[&str] = &[
    "numbers",
    "floats",
    "character lengths",
    "large objects",
    "bytes",
    "row ids",
    "dates and times",
    "new types",
    "SYS types",
    "user types",
    "identity",
    "virtual columns",
    "invisible columns",
    "hidden columns",
    "many columns",
    "defaults",
    "nullable",
    "primary key",
    "unique keys",
    "foreign keys",
    "disabled keys",
    "comments",
    "row estimate",
    "view",
    "invalid",
    "materialized view",
    "temporary",
    "index-organized",
    "external",
    "partitioned",
    "synonyms",
    "database link",
    "names",
    "missing name",
    "partial rights",
];

const PASSWORD: &str = "of the corpus";

#[test]
fn the_corpus_covers_every_line() {
    let covers: Vec<Vec<String>> =
        files("oracle").iter().map(|file| file.texts("covers")).collect();
    golden::assert_covered(covers.iter().map(Vec::as_slice), COVERED);
}

#[tokio::test]
async fn every_case_is_answered_exactly() {
    let answers: Vec<(File, Vec<(Profile, Json)>)> = stream::iter(files("oracle"))
        .map(|file| async move {
            let mut answers = Vec::new();
            for profile in profiles(&file) {
                answers.push((profile, run(&file, profile).await));
            }
            (file, answers)
        })
        .buffered(4)
        .collect()
        .await;
    let mut wrong = Vec::new();
    for (mut file, answers) in answers {
        for (at, (profile, got)) in answers.iter().enumerate() {
            let version = profile.version();
            if let Some(told) = file.compare(got, version, at == 0) {
                wrong.push(format!("{} on {version}:\n{told}", file.name()));
            }
        }
        file.save_if_updating();
    }
    golden::assert_right(&wrong);
}

async fn run(file: &File, profile: Profile) -> Json {
    let mut builder = TestServer::builder()
        .profile(profile)
        // the corpus is about answers: deriving keys would take most of its time
        .password_rounds(64)
        .user("APP", PASSWORD)
        .script(file.texts("script").join("\n"));
    for view in file.texts("withoutViews") {
        builder = builder.without_view(view);
    }
    let server =
        builder.start().await.unwrap_or_else(|error| file.refuse(&format!("the script: {error}")));
    let mut settings = Value::object()
        .with("host", "127.0.0.1")
        .with("port", Value::Number(server.port().to_string()))
        .with("serviceName", "FREEPDB1")
        .with("username", "app");
    if let Some(schema) = file.text("settingsSchema") {
        settings.set("schema", schema);
    }
    let mut secret = SecretValues::default();
    secret.insert("password", SecretString::from(PASSWORD));
    let source =
        OracleFactory::default().connector(&settings, &secret).expect("the settings are in order");
    let request =
        FetchRequest { schema: file.text("schema"), name: file.fetch(), sample_size: None };
    // far more than it takes, because many tests run beside this one
    let deadline = Deadline::after(Duration::from_mins(1));
    answer::of(source.fetch_table(&request, deadline, &Nobody).await)
}

/// The versions that a case is for: the one that it names, else all of them.
fn profiles(file: &File) -> Vec<Profile> {
    match file.text("profile").as_deref() {
        None => Profile::ALL.to_vec(),
        Some("V12_2") => vec![Profile::V12_2],
        Some("V19") => vec![Profile::V19],
        Some("V21") => vec![Profile::V21],
        Some("V23") => vec![Profile::V23],
        Some(other) => file.refuse(&format!("no such profile: {other}")),
    }
}
