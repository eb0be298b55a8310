//! A file into the catalog of a running server.

use std::path::PathBuf;
use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};
use clap::{Args, ValueEnum};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::client::{At, Client};
use super::report::{Line, summed_up, table_of};
use crate::cli::output::tell;

/// How often a running import is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// What happens to what is in the catalog and differs.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum OnExisting {
    /// It becomes what the file says
    Update,
    /// It is left as it is
    Skip,
    /// It is an error
    Fail,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// CSV, XLSX, JSON or YAML file, or a zip archive of CSV files
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Only tell what would change
    #[arg(long)]
    dry_run: bool,
    /// What happens to what is in the catalog and differs from the file
    #[arg(long, value_enum, default_value = "update", value_name = "CHOICE")]
    on_existing: OnExisting,
    /// Id of a data source of whose tables the file tells all lineage: what was imported
    /// before and is not in the file is withdrawn
    #[arg(long, value_name = "ID")]
    whole_truth_for: Option<String>,
    /// Keep the origins and claimants of lineage that the file tells, as a restore needs
    #[arg(long)]
    keep_claims: bool,
    /// Why; stands in the history
    #[arg(long, value_name = "TEXT")]
    message: Option<String>,
    #[command(flatten)]
    at: At,
}

const COUNTS: &str = "{ created updated unchanged skipped ended }";
const TOLD: &str = "problems(first: 200) { nodes { severity sheet row column code message suggestion } } annotatedUrl changeset { seq }";

fn job() -> String {
    format!(
        "{{ id status planHash processed total rowsPerSecond problem {{ title cause remedy }}
            summary {{ sources {COUNTS} tables {COUNTS} columns {COUNTS} lineage {COUNTS} errors warnings notes }} }}"
    )
}

/// Imports a file: 0 when it is in the catalog (or could be, with `--dry-run`).
pub(in crate::cli) async fn import(asked: &Import, token: Option<SecretString>) -> Result<()> {
    let client = Client::of(&asked.at, token)?;
    let mut state = upload(&client, asked).await?;
    state = until_idle(&client, state).await?;
    let id = state["id"].as_str().unwrap_or_default().to_owned();
    let told = client
        .ask(&format!("query($id: ID!) {{ importJob(id: $id) {{ {TOLD} }} }}"), json!({ "id": id }))
        .await?;
    let problems = told["importJob"]["problems"]["nodes"].as_array().cloned().unwrap_or_default();
    if !problems.is_empty() {
        tell(&table_of(&problems));
    }
    if let Some(summary) = state["summary"].as_object() {
        tell(&summed_up(&Value::Object(summary.clone())));
    }
    let errors = state["summary"]["errors"].as_u64().unwrap_or_default();
    if state["status"] != "PLANNED" {
        return Err(failed(&state));
    }
    if errors > 0 {
        let url = told["importJob"]["annotatedUrl"].as_str().unwrap_or_default();
        let message = format!(
            "The file has {errors} error(s), so nothing was imported. {url} is the file with all of them written into it."
        );
        return Err(Error::new(ErrorKind::Validation, "server.import", message));
    }
    if asked.dry_run {
        tell("Nothing was imported: this was a dry run.");
        return Ok(());
    }
    let execute = format!(
        "mutation($id: ID!, $hash: String!) {{ executeImport(id: $id, planHash: $hash) {} }}",
        job()
    );
    let answer = client.ask(&execute, json!({ "id": id, "hash": state["planHash"] })).await?;
    let state = until_idle(&client, answer["executeImport"].clone()).await?;
    if state["status"] != "DONE" {
        return Err(failed(&state));
    }
    let told = client
        .ask(&format!("query($id: ID!) {{ importJob(id: $id) {{ {TOLD} }} }}"), json!({ "id": id }))
        .await?;
    match told["importJob"]["changeset"]["seq"].as_u64() {
        Some(seq) => tell(&format!("Imported as changeset {seq}; undoing that takes it all back.")),
        None => tell("The catalog says all of this already; nothing changed."),
    }
    Ok(())
}

async fn upload(client: &Client, asked: &Import) -> Result<Value> {
    let unreadable = |error: std::io::Error| {
        let message = format!("{} cannot be read: {error}.", asked.file.display());
        Error::new(ErrorKind::NotFound, "server.import", message)
    };
    let file = tokio::fs::File::open(&asked.file).await.map_err(unreadable)?;
    let length = file.metadata().await.map_err(unreadable)?.len();
    let choice = match asked.on_existing {
        OnExisting::Update => "UPDATE",
        OnExisting::Skip => "SKIP",
        OnExisting::Fail => "FAIL",
    };
    let options = json!({
        "onExisting": choice, "wholeTruthFor": asked.whole_truth_for,
        "keepClaims": asked.keep_claims, "message": asked.message, "waitSeconds": 0,
    });
    let query = format!(
        "mutation($file: Upload!, $options: ImportOptions) {{ importFile(file: $file, options: $options) {} }}",
        job()
    );
    let operations = json!({ "query": query, "variables": { "file": null, "options": options } });
    let name = asked.file.file_name().map(|name| name.to_string_lossy().into_owned());
    let part = reqwest::multipart::Part::stream_with_length(file, length)
        .file_name(name.unwrap_or_default());
    let form = reqwest::multipart::Form::new()
        .text("operations", operations.to_string())
        .text("map", "{\"0\":[\"variables.file\"]}")
        .part("0", part);
    let request = client.http.post(format!("{}/graphql", client.base));
    let response = client.send(request.header("ariadne-request", "1").multipart(form)).await?;
    let answer = client.answer(response).await?;
    Ok(answer["importFile"].clone())
}

/// Waits until nobody works on an import; on a terminal it says how far that is.
async fn until_idle(client: &Client, mut state: Value) -> Result<Value> {
    let query = format!("query($id: ID!) {{ importJob(id: $id) {} }}", job());
    let mut line = Line::new();
    loop {
        let status = state["status"].as_str().unwrap_or_default();
        if !matches!(status, "PLANNING" | "EXECUTING" | "COMMITTING") {
            line.end();
            return Ok(state);
        }
        line.show(&state);
        tokio::time::sleep(LOOK).await;
        let id = state["id"].clone();
        state = client.ask(&query, json!({ "id": id })).await?["importJob"].clone();
        if state.is_null() {
            let message = "The import is not there any more.";
            return Err(Error::new(ErrorKind::NotFound, "server.import", message));
        }
    }
}

fn failed(state: &Value) -> Error {
    let problem = &state["problem"];
    let parts = ["title", "cause", "remedy"].map(|part| problem[part].as_str());
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let message = if parts.is_empty() {
        format!(
            "The import is {}; nothing was imported.",
            state["status"].as_str().unwrap_or_default()
        )
    } else {
        parts.join(" ")
    };
    Error::new(ErrorKind::Conflict, "server.import", message)
}
