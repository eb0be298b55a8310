//! The catalog of a running server, what a change affects or what a search finds, as a file.

use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result};
use clap::{ArgGroup, Args};
use secrecy::SecretString;
use serde_json::Value;

use super::client::{At, Client, refused};
use super::file::{Format, Target, not_written};
use crate::cli::output::tell_error;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("walk").args(["impact_of", "lineage_of"]))]
pub(in crate::cli) struct Export {
    /// File to write; `-` is the standard output
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// How it is spelled; by default what the file's name says, else JSON
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Not the catalog, but all that a change of these tables or columns affects, nearest first
    #[arg(
        long, value_name = "ID", value_delimiter = ',',
        conflicts_with_all = ["tables", "lineage_of", "text", "tags", "owner", "fetched"]
    )]
    impact_of: Vec<String>,
    /// Not the catalog, but all that a search for these words finds now, best first
    #[arg(
        long, value_name = "WORDS",
        conflicts_with_all = ["impact_of", "source", "tables", "lineage_of", "text", "kinds", "tags",
            "owner", "fetched", "seq", "at_time"]
    )]
    search: Option<String>,
    /// Only tables of the data source with this id
    #[arg(long, value_name = "ID", conflicts_with_all = ["tables", "lineage_of"])]
    source: Option<String>,
    /// Only tables with these ids
    #[arg(long = "table", value_name = "ID", value_delimiter = ',', conflicts_with = "lineage_of")]
    tables: Vec<String>,
    /// Only what is near these tables or columns in lineage
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    lineage_of: Vec<String>,
    /// UPSTREAM, DOWNSTREAM or BOTH; by default BOTH for `--lineage-of`, DOWNSTREAM for
    /// `--impact-of`
    #[arg(long, value_name = "WAY", requires = "walk")]
    direction: Option<String>,
    /// How many edges away; to the ends when it is not given
    #[arg(long, value_name = "EDGES", requires = "lineage_of")]
    depth: Option<u32>,
    /// Only lineage of these origins, such as MANUAL or SQL
    #[arg(long = "origin", value_name = "ORIGIN", value_delimiter = ',', requires = "impact_of")]
    origins: Vec<String>,
    /// Only lineage of these statuses: PROPOSED, APPROVED, REJECTED
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',', requires = "impact_of")]
    statuses: Vec<String>,
    /// Only lineage that somebody is at least this sure of, from 0 to 1
    #[arg(long, value_name = "NUMBER", requires = "impact_of")]
    min_confidence: Option<String>,
    /// Only tables with every word of this in schema and name
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Only tables of these kinds, such as VIEW
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',')]
    kinds: Vec<String>,
    /// Only tables with this tag; several are joined by "and"
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Only tables of this owner
    #[arg(long, value_name = "OWNER")]
    owner: Option<String>,
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

/// What an address says behind its question mark.
type Query = Vec<(&'static str, String)>;

impl Export {
    /// The name of the file at the server, without its format.
    fn stem(&self) -> &'static str {
        if self.search.is_some() {
            "search"
        } else if self.impact_of.is_empty() {
            "catalog"
        } else {
            "impact"
        }
    }

    fn format(&self) -> Result<Format> {
        let format = self.format.or_else(|| Format::of(&self.file)).unwrap_or(Format::Json);
        if format == Format::Csv && self.stem() == "catalog" {
            let message = "A catalog is several CSV files in a zip archive: give the file a name that ends with .csv.zip.";
            return Err(Error::new(ErrorKind::Validation, "server.export", message));
        }
        Ok(format)
    }

    fn query(&self) -> Query {
        if let Some(words) = &self.search {
            return vec![("text", words.clone())];
        }
        let list = |list: &[String]| Some(list.join(","));
        let source = if self.impact_of.is_empty() { "sourceId" } else { "sourceIds" };
        let said = [
            ("of", list(&self.impact_of)),
            (source, self.source.clone()),
            ("tableIds", list(&self.tables)),
            ("lineageOf", list(&self.lineage_of)),
            ("direction", self.direction.clone()),
            ("depth", self.depth.map(|depth| depth.to_string())),
            ("origins", list(&self.origins)),
            ("statuses", list(&self.statuses)),
            ("minConfidence", self.min_confidence.clone()),
            ("text", self.text.clone()),
            ("kinds", list(&self.kinds)),
            ("tags", list(&self.tags)),
            ("owner", self.owner.clone()),
            ("fetched", self.fetched.then(|| "true".to_owned())),
            ("seq", self.seq.map(|seq| seq.to_string())),
            ("at", self.at_time.clone()),
        ];
        let said = said.into_iter().filter_map(|(name, value)| Some((name, value?)));
        said.filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// Writes what was asked for to a file.
pub(in crate::cli) async fn export(asked: &Export, token: Option<SecretString>) -> Result<()> {
    let client = Client::of(&asked.at, token)?;
    let format = asked.format()?;
    let url = format!("{}/export/{}.{}", client.base, asked.stem(), format.extension());
    let mut response = client.send(client.http.get(url).query(&asked.query())).await?;
    if !response.status().is_success() {
        let answer: Value = response.json().await.unwrap_or_default();
        return Err(refused(&answer["errors"][0]));
    }
    let mut target = Target::open(&asked.file).await?;
    let mut bytes = 0;
    while let Some(part) =
        response.chunk().await.map_err(|error| not_written(&asked.file, &error))?
    {
        target.write(&part).await?;
        bytes += part.len();
    }
    target.finish().await?;
    if asked.file != Path::new("-") {
        tell_error(&format!("{bytes} bytes are in {}.", asked.file.display()));
    }
    Ok(())
}
