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
    let answers: Vec<(File, Json)> = stream::iter(files("oracle"))
        .map(|file| async move {
            let got = run(&file).await;
            (file, got)
        })
        .buffered(4)
        .collect()
        .await;
    let mut wrong = Vec::new();
    for (mut file, got) in answers {
        if let Some(told) = file.compare(&got, "", true) {
            wrong.push(format!("{}:\n{told}", file.name()));
        }
        file.save_if_updating();
    }
    golden::assert_right(&wrong);
}

async fn run(file: &File) -> Json {
    let mut builder = TestServer::builder()
        .profile(profile(file))
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

fn profile(file: &File) -> Profile {
    match file.text("profile").as_deref() {
        None | Some("V19") => Profile::V19,
        Some("V12_2") => Profile::V12_2,
        Some("V21") => Profile::V21,
        Some("V23") => Profile::V23,
        Some(other) => file.refuse(&format!("no such profile: {other}")),
    }
}
