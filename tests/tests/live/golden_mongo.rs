//! The golden corpus of `MongoDB`: collections loaded into a server, fetched, compared.
//!
//! A case is a file in `golden/mongodb`, see the README there. With `UPDATE_GOLDEN=1` the answers are written into
//! the files instead of compared; then read every one of them.

mod answer;
mod case;
mod extended;

use std::time::Duration;

use ariadne_connector_mongo::MongoFactory;
use ariadne_domain::Value;
use ariadne_ports::{ConnectorFactory, Deadline, FetchRequest, SecretValues};
use ariadne_tests::services;
use ariadne_testserver_mongo::{CollectionSpec, Fault, Privileges, TestServer};
use futures_util::stream::{self, StreamExt};
use mongodb::bson::{Document, doc};
use secrecy::SecretString;
use serde_json::Value as Json;

use self::case::{Case, DATABASE, Place};
use crate::golden::{self, Nobody};

/// Every line of what "exact" means for this engine; each needs a case.
const COVERED: &[&str] = &[
    "types and shares",
    "every BSON type",
    "binary subtypes",
    "a string is a string",
    "presence",
    "nullable",
    "arrays",
    "array of objects",
    "arrays in arrays",
    "nested objects",
    "odd keys",
    "maps",
    "limits",
    "whole collection",
    "sample size",
    "sample refused",
    "estimated count",
    "primary key",
    "unique index",
    "compound index",
    "partial index",
    "sparse index",
    "TTL index",
    "text index",
    "2dsphere index",
    "indexes",
    "validator",
    "validator disagreement",
    "view",
    "time series",
    "capped",
    "options",
    "empty collection",
    "system collection",
    "names",
    "missing name",
    "partial rights",
];

const PASSWORD: &str = "of the corpus";

#[test]
fn the_corpus_covers_every_line() {
    let cases = case::all();
    golden::assert_covered(cases.iter().map(|case| case.covers.as_slice()), COVERED);
}

#[tokio::test]
async fn every_case_is_answered_exactly() {
    let cases = case::all();
    let answers: Vec<(Case, Result<Json, String>)> = stream::iter(cases)
        .map(|case| async move {
            let got = match case.place {
                Place::Real => on_real(&case).await,
                Place::TestServer => Ok(on_test_server(&case).await),
            };
            (case, got)
        })
        .buffered(6)
        .collect()
        .await;
    let mut wrong = Vec::new();
    for (mut case, got) in answers {
        let told = match got {
            Ok(got) => case.compare(&got),
            Err(refused) => Some(refused),
        };
        if let Some(told) = told {
            wrong.push(format!("{}:\n{told}", case.name));
        }
        case.file.save_if_updating();
    }
    golden::assert_right(&wrong);
}

/// Loads the case into a database of its own on the shared server; what that refuses is told.
async fn on_real(case: &Case) -> Result<Json, String> {
    let server = services::mongo().await;
    let database = services::unique("golden");
    let client = server.client().await;
    let loading = client.database(&database);
    for collection in &case.collections {
        loading
            .collection::<Document>(&collection.name)
            .insert_many(&collection.documents)
            .await
            .map_err(|error| format!("  the server refuses the documents: {error}"))?;
        if !collection.indexes.is_empty() {
            let command =
                doc! { "createIndexes": &collection.name, "indexes": &collection.indexes };
            loading
                .run_command(command)
                .await
                .map_err(|error| format!("  the server refuses the indexes: {error}"))?;
        }
    }
    let host = format!("{}:{}", server.host, server.port);
    Ok(fetch(case, &host, &database, None).await)
}

async fn on_test_server(case: &Case) -> Json {
    let mut builder = TestServer::builder();
    for collection in &case.collections {
        let spec = CollectionSpec {
            options: collection.options.clone(),
            documents: collection.documents.clone(),
            indexes: collection.indexes.clone(),
        };
        builder = builder.collection(DATABASE, &collection.name, spec);
    }
    if let Some((actions, on)) = &case.actions {
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        let privileges = Privileges::none().allow(DATABASE, on, &actions);
        builder = builder.user("reader", PASSWORD, privileges);
    }
    if let Some(fault) = &case.fault {
        let made = Fault::error(&fault.command, fault.code, &fault.message);
        builder = builder.fault(made.on_stage(&fault.stage));
    }
    let server = builder.start().await.unwrap_or_else(|error| panic!("{}: {error}", case.name));
    let user = case.actions.as_ref().map(|_| "reader");
    fetch(case, server.uri_host(), DATABASE, user).await
}

async fn fetch(case: &Case, host: &str, database: &str, user: Option<&str>) -> Json {
    let mut settings = Value::object().with("hosts", vec![host]).with("database", database);
    let mut secret = SecretValues::default();
    if let Some(user) = user {
        settings.set("username", user);
        secret.insert("password", SecretString::from(PASSWORD));
    }
    let own = |text: &str| match text.strip_prefix(DATABASE) {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => format!("{database}{rest}"),
        _ => text.to_owned(),
    };
    let request = FetchRequest {
        schema: case.schema.as_deref().map(own),
        name: own(&case.fetch),
        sample_size: case.sample,
    };
    let source = MongoFactory.connector(&settings, &secret).expect("the settings are in order");
    // far more than it takes, because many tests run beside this one
    let deadline = Deadline::after(Duration::from_mins(1));
    answer::of(source.fetch_table(&request, deadline, &Nobody).await, database)
}
