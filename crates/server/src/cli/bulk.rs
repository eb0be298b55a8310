//! Files in and out of a running server.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ariadne_ports::{Error, ErrorKind, Result};
use clap::{Args, ValueEnum};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;

use super::output::{tell, tell_error};
use super::own_server;
use super::report::{Line, summed_up, table_of};

/// How often a running import is looked at.
const LOOK: Duration = Duration::from_millis(500);

/// The server to talk to.
#[derive(Debug, Args)]
pub(super) struct At {
    /// What the server's addresses begin with
    #[arg(
        long = "server",
        env = "ARIADNE_URL",
        default_value = "http://127.0.0.1:8080",
        value_name = "URL"
    )]
    url: String,
    /// File with the server's certificate, when that is not of a public authority
    #[arg(long, env = "ARIADNE_TLS_CERTIFICATE", value_name = "FILE")]
    tls_certificate: Option<PathBuf>,
}

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
pub(super) struct Import {
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

/// How an export is spelled.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A zip archive of CSV files
    #[value(name = "csv.zip", alias = "csv")]
    CsvZip,
    Xlsx,
    Json,
    Yaml,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::CsvZip => "csv.zip",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }

    /// What a file's name asks for.
    fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "zip" => Some(Self::CsvZip),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// File to write; `-` is the standard output
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// How it is spelled; by default what the file's name says, else JSON
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Only tables of the data source with this id
    #[arg(long, value_name = "ID", conflicts_with_all = ["tables", "lineage_of"])]
    source: Option<String>,
    /// Only tables with these ids
    #[arg(long = "table", value_name = "ID", value_delimiter = ',', conflicts_with = "lineage_of")]
    tables: Vec<String>,
    /// Only what is near these tables or columns in lineage
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    lineage_of: Vec<String>,
    /// UPSTREAM, DOWNSTREAM or BOTH
    #[arg(long, value_name = "WAY", requires = "lineage_of")]
    direction: Option<String>,
    /// How many edges away; to the ends when it is not given
    #[arg(long, value_name = "EDGES", requires = "lineage_of")]
    depth: Option<u32>,
    /// Only tables with every word of this in schema and name
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Only tables with this tag; several are joined by "and"
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// With all that fetches found out, as a restore needs
    #[arg(long)]
    fetched: bool,
    /// The state after this changeset
    #[arg(long, value_name = "SEQ")]
    seq: Option<u64>,
    /// The state at this time, such as 2026-11-24T13:45:00Z
    #[arg(long, value_name = "TIME", conflicts_with = "seq")]
    at_time: Option<String>,
    #[command(flatten)]
    at: At,
}

/// A client of the server with a token.
struct Client {
    http: reqwest::Client,
    base: String,
    token: Option<SecretString>,
}

impl Client {
    fn of(at: &At, token: Option<SecretString>) -> Result<Self> {
        let (http, _) = own_server::client(at.tls_certificate.as_deref())?;
        Ok(Self { http, base: at.url.trim_end_matches('/').to_owned(), token })
    }

    fn with_token(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match &self.token {
            Some(token) => request.bearer_auth(token.expose_secret()),
            None => request,
        }
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response> {
        let sent = self.with_token(request).send().await;
        sent.map_err(|error| {
            let message = format!(
                "No Ariadne server answers at {}. Start it, or give its address with --server.",
                self.base
            );
            Error::new(ErrorKind::Unavailable, "server.bulk", message).with_source(error)
        })
    }

    async fn answer(&self, response: reqwest::Response) -> Result<Value> {
        let answer: Value = response.json().await.map_err(|error| {
            let message = format!("What answers at {} is not Ariadne.", self.base);
            Error::new(ErrorKind::Unavailable, "server.bulk", message).with_source(error)
        })?;
        match answer["errors"].get(0) {
            None => Ok(answer["data"].clone()),
            Some(error) => Err(refused(error)),
        }
    }

    async fn ask(&self, query: &str, variables: Value) -> Result<Value> {
        let request = self.http.post(format!("{}/graphql", self.base));
        let body = json!({ "query": query, "variables": variables });
        self.answer(self.send(request.json(&body)).await?).await
    }
}

fn refused(error: &Value) -> Error {
    let message = error["message"].as_str().unwrap_or("The server gave no reason.");
    let code = error["extensions"]["code"].as_str().unwrap_or_default();
    if code == ErrorKind::Unauthenticated.code() {
        let message = format!("{message} This command takes the token from ARIADNE_TOKEN.");
        return Error::new(ErrorKind::Unauthenticated, "server.bulk", message);
    }
    Error::new(ErrorKind::Unavailable, "server.bulk", message)
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
pub(super) async fn import(asked: &Import, token: Option<SecretString>) -> Result<()> {
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
            "The file has {errors} error(s), so nothing was imported. {url} is the file with all of them written into it (CSV and XLSX)."
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

/// Writes the catalog, or a part of it, to a file.
pub(super) async fn export(asked: &Export, token: Option<SecretString>) -> Result<()> {
    let client = Client::of(&asked.at, token)?;
    let format = asked.format.or_else(|| Format::of(&asked.file)).unwrap_or(Format::Json);
    let mut query: Vec<(&str, String)> = Vec::new();
    let mut say = |name: &'static str, value: Option<String>| {
        query.extend(value.filter(|value| !value.is_empty()).map(|value| (name, value)));
    };
    say("sourceId", asked.source.clone());
    say("tableIds", Some(asked.tables.join(",")));
    say("lineageOf", Some(asked.lineage_of.join(",")));
    say("direction", asked.direction.clone());
    say("depth", asked.depth.map(|depth| depth.to_string()));
    say("text", asked.text.clone());
    say("tags", Some(asked.tags.join(",")));
    say("fetched", asked.fetched.then(|| "true".to_owned()));
    say("seq", asked.seq.map(|seq| seq.to_string()));
    say("at", asked.at_time.clone());
    let url = format!("{}/export/catalog.{}", client.base, format.extension());
    let mut response = client.send(client.http.get(url).query(&query)).await?;
    if !response.status().is_success() {
        let answer: Value = response.json().await.unwrap_or_default();
        return Err(refused(&answer["errors"][0]));
    }
    let failed = |error: &dyn std::fmt::Display| {
        let message = format!("{} could not be written whole: {error}.", asked.file.display());
        Error::new(ErrorKind::Unavailable, "server.export", message)
    };
    let mut out: Box<dyn tokio::io::AsyncWrite + Unpin> = if asked.file == Path::new("-") {
        Box::new(tokio::io::stdout())
    } else {
        Box::new(tokio::fs::File::create(&asked.file).await.map_err(|error| failed(&error))?)
    };
    let mut bytes = 0;
    while let Some(part) = response.chunk().await.map_err(|error| failed(&error))? {
        out.write_all(&part).await.map_err(|error| failed(&error))?;
        bytes += part.len();
    }
    out.flush().await.map_err(|error| failed(&error))?;
    if asked.file != Path::new("-") {
        tell_error(&format!("{bytes} bytes are in {}.", asked.file.display()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_tells_the_format() {
        for (name, extension) in [("a.csv.zip", "csv.zip"), ("a.XLSX", "xlsx"), ("b.yml", "yaml")] {
            assert_eq!(Format::of(Path::new(name)).map(Format::extension), Some(extension));
        }
        assert!(Format::of(Path::new("a.txt")).is_none());
    }
}
