//! The catalog as files: exports of it, of a search and of an impact, templates, the schema
//! of documents, and an imported file with its problems written into it.

use std::sync::Arc;

use ariadne_application::domain::{Direction, JobId, TableId, TableKind, Violation};
use ariadne_application::formats::{Format as FileFormat, document_schema};
use ariadne_application::{
    AsOf, Error, ErrorKind, ExportRequest, ExportScope, Result, TableFilter,
};
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::Response;
use futures_util::{Stream, StreamExt as _};
use serde::Deserialize;
use uuid::Uuid;

use super::App;
use super::answer::Format;
use super::export::time;
use super::identity::Identity;
use super::lists;
use super::observe::RequestId;
use super::refusal::Refusal;

/// What the address of an export may say.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Asked {
    /// Of this source.
    source_id: Option<String>,
    /// These tables, ids joined by commas.
    table_ids: Option<String>,
    /// What is near these tables or columns in lineage, ids joined by commas.
    lineage_of: Option<String>,
    direction: Option<String>,
    depth: Option<u32>,
    text: Option<String>,
    bound: Option<bool>,
    kinds: Option<String>,
    tags: Option<String>,
    owner: Option<String>,
    has_lineage: Option<bool>,
    /// With all that fetches found out, as a restore needs.
    fetched: Option<bool>,
    /// After this changeset.
    seq: Option<u64>,
    /// At this time.
    at: Option<String>,
}

const HELP: &str = "The address may name one of sourceId, tableIds and lineageOf (with direction and depth); text, bound, kinds, tags, owner, hasLineage; fetched=true for a restore; and seq or at.";

/// A list joined by commas.
pub(super) fn listed(text: Option<&str>) -> impl Iterator<Item = &str> {
    text.unwrap_or_default().split(',').map(str::trim).filter(|one| !one.is_empty())
}

pub(super) fn ids(field: &str, text: &str, violations: &mut Vec<Violation>) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for one in listed(Some(text)) {
        match Uuid::parse_str(one) {
            Ok(id) => ids.push(id),
            Err(_) => violations.push(Violation::new([field], "INVALID", "An id is expected.")),
        }
    }
    ids
}

impl Asked {
    fn of(uri: &Uri) -> Result<(ExportRequest, Option<AsOf>)> {
        let asked = Query::<Self>::try_from_uri(uri).map_err(|_| {
            let violation = Violation::new(["query"], "INVALID", HELP);
            Error::validation("gateway.export", vec![violation])
        })?;
        asked.0.read()
    }

    fn read(self) -> Result<(ExportRequest, Option<AsOf>)> {
        let mut violations = Vec::new();
        let direction = match self.direction.as_deref() {
            None => Direction::Both,
            Some(word) => Direction::from_name(word).unwrap_or_else(|| {
                let message = "A direction is UPSTREAM, DOWNSTREAM or BOTH.";
                violations.push(Violation::new(["direction"], "INVALID", message));
                Direction::Both
            }),
        };
        let scope = match (&self.source_id, &self.table_ids, &self.lineage_of) {
            (None, None, None) => ExportScope::All,
            (Some(id), None, None) => {
                let found = ids("sourceId", id, &mut violations).into_iter().next();
                found.map_or(ExportScope::All, |id| ExportScope::Source(id.into()))
            }
            (None, Some(text), None) => {
                let found = ids("tableIds", text, &mut violations);
                ExportScope::Tables(found.into_iter().map(TableId).collect())
            }
            (None, None, Some(text)) => ExportScope::Lineage {
                of: ids("lineageOf", text, &mut violations),
                direction,
                depth: self.depth,
            },
            _ => {
                let message = "Name one of sourceId, tableIds and lineageOf.";
                violations.push(Violation::new(["sourceId"], "INVALID", message));
                ExportScope::All
            }
        };
        let mut kinds = Vec::new();
        for word in listed(self.kinds.as_deref()) {
            if let Some(kind) = TableKind::from_name(word) {
                kinds.push(kind);
                continue;
            }
            let all: Vec<_> = TableKind::ALL.iter().map(|kind| kind.as_str()).collect();
            let message = format!("A kind is one of {}.", all.join(", "));
            violations.push(Violation::new(["kinds"], "INVALID", message));
        }
        let at = match self.at.as_deref().map(|text| time("at", text)) {
            Some(Err(violation)) => {
                violations.push(violation);
                None
            }
            Some(Ok(at)) => Some(at),
            None => None,
        };
        if !violations.is_empty() {
            return Err(Error::validation("gateway.export", violations));
        }
        let filter = TableFilter {
            text: self.text,
            bound: self.bound,
            kinds,
            tags: listed(self.tags.as_deref()).map(str::to_owned).collect(),
            owner: self.owner,
            has_lineage: self.has_lineage,
            ..TableFilter::default()
        };
        let as_of = (self.seq.is_some() || at.is_some()).then_some(AsOf { seq: self.seq, at });
        let fetched = self.fetched.unwrap_or_default();
        Ok((ExportRequest { scope, filter, fetched, ..ExportRequest::default() }, as_of))
    }
}

/// What a file name under `/export/` stands for.
enum Wanted {
    Catalog(FileFormat),
    Impact(FileFormat),
    Search(FileFormat),
    Template(FileFormat),
    Schema,
}

impl Wanted {
    fn of(file: &str) -> Option<Self> {
        if file == "catalog.schema.json" {
            return Some(Self::Schema);
        }
        let (stem, extension) = file.split_once('.')?;
        let format = FileFormat::ALL.into_iter().find(|one| one.extension() == extension)?;
        match stem {
            // Neither fits into one file of one kind of records.
            "catalog" | "template" if format == FileFormat::Csv => None,
            "catalog" => Some(Self::Catalog(format)),
            "impact" => Some(Self::Impact(format)),
            "search" => Some(Self::Search(format)),
            "template" => Some(Self::Template(format)),
            _ => None,
        }
    }
}

fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("gateway.export", error)
}

/// `/export/catalog.…`, `/export/impact.…`, `/export/search.…`, `/export/template.…` and `/export/catalog.schema.json`.
pub(super) async fn file<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let answered = async {
        let Some(wanted) = Wanted::of(&name) else {
            let message = "There is no such file; there are catalog, impact, search and template, each as .csv.zip, .xlsx, .json and .yaml, impact and search as .csv too, and catalog.schema.json.";
            return Err(Refusal(StatusCode::NOT_FOUND, ErrorKind::NotFound, message.to_owned()));
        };
        let identity = Identity::of(&app, &parts).await?;
        let reader = app.catalog.reader(identity.known()?);
        Ok(match wanted {
            Wanted::Schema => {
                attachment(Body::from(document_schema()), "application/schema+json", &name)
            }
            Wanted::Template(format) => {
                let write = move || ariadne_application::formats::template(format, Vec::new());
                let file = tokio::task::spawn_blocking(write).await.map_err(internal)?;
                attachment(Body::from(file.map_err(internal)?), format.media_type(), &name)
            }
            Wanted::Catalog(format) => {
                let (request, as_of) = Asked::of(&parts.uri)?;
                let request = ExportRequest { at: reader.as_of(as_of).await?, ..request };
                let parts = reader.export(request, format).await?;
                attachment(streamed(parts), format.media_type(), &name)
            }
            Wanted::Impact(format) => {
                let request = lists::impact(&reader, &parts.uri).await?;
                let parts = reader.export_impact(request, format).await?;
                attachment(streamed(parts), format.media_type(), &name)
            }
            Wanted::Search(format) => {
                let parts = reader.export_search(lists::search(&parts.uri)?, format).await?;
                attachment(streamed(parts), format.media_type(), &name)
            }
        })
    };
    answered.await.unwrap_or_else(|refusal: Refusal| {
        refusal.answer(Format::of(&parts.headers), &RequestId::of(&parts.extensions))
    })
}

/// `/export/import/{id}`: the file of an import with its problems written into it.
pub(super) async fn annotated<E: Send + Sync + 'static>(
    State(app): State<Arc<App<E>>>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let answered = async {
        let identity = Identity::of(&app, &parts).await?;
        let editor = app.catalog.editor(identity.known()?)?;
        let unknown = || Error::not_found("gateway.export", format!("import with the id {id}"));
        let job: JobId = id.parse().map_err(|_| unknown())?;
        let (name, format, file) = editor.annotated_import(job).await?.ok_or_else(unknown)?;
        let file = tokio::fs::File::from_std(file);
        let body = Body::from_stream(tokio_util::io::ReaderStream::new(file));
        Ok(attachment(body, format.media_type(), &name))
    };
    answered.await.unwrap_or_else(|refusal: Refusal| {
        refusal.answer(Format::of(&parts.headers), &RequestId::of(&parts.extensions))
    })
}

fn streamed(parts: impl Stream<Item = Result<Vec<u8>>> + Send + 'static) -> Body {
    Body::from_stream(parts.map(|part| part.map(Bytes::from)))
}

fn attachment(body: Body, media_type: &'static str, name: &str) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    // Other characters than these would need an encoding of their own.
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
