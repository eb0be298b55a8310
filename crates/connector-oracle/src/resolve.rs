//! From a name as typed to one table or view, over synonyms.

use ariadne_domain::TableKind;
use ariadne_ports::FetchRequest;

use crate::absent::{self, NotFoundAs};
use crate::backend::Row;
use crate::config::Settings;
use crate::error::{Failure, Reason, grant_select};
use crate::mapping::{owned, text};
use crate::names::shown;
use crate::readings::{Asked, Reading, resolved_from};
use crate::session::Session;
use crate::sql;

/// How many synonyms may point from one to the next.
const MAX_HOPS: usize = 8;

/// What a name turned out to be.
#[derive(Debug)]
pub(crate) enum Resolved {
    Found(Box<Found>),
    NotFound(Box<ariadne_ports::NotFound>),
}

/// A table, view or materialized view.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) schema: String,
    pub(crate) name: String,
    pub(crate) kind: TableKind,
    /// It does not compile.
    pub(crate) is_invalid: bool,
    /// How the name was read, when not literally.
    pub(crate) resolved_from: Option<String>,
}

/// Finds what a request names.
pub(crate) async fn resolve(
    session: &Session,
    settings: &Settings,
    request: &FetchRequest,
    asked: &Asked,
) -> Result<Resolved, Failure> {
    let schema = match &settings.schema {
        _ if !asked.needs_schema() => String::new(),
        Some(schema) => schema.clone(),
        None => current_schema(session, settings).await?,
    };
    let readings = asked.readings(&schema);
    for reading in &readings {
        if let Some((kind, is_invalid)) = object(session, reading).await? {
            return Ok(found(request, asked, reading, kind, is_invalid, &[]));
        }
    }
    let mut synonyms_hidden = None;
    for reading in &readings {
        let with_public = asked.needs_schema();
        let synonym = match synonym(session, reading, with_public).await {
            Ok(synonym) => synonym,
            // without them, what is no object is not found
            Err(failure) if failure.spares_the_session() => {
                synonyms_hidden = Some(failure);
                None
            }
            Err(failure) => return Err(failure),
        };
        if let Some(row) = synonym {
            return follow(session, settings, request, asked, reading, &row).await;
        }
    }
    if let Some(link) = asked.link() {
        return Err(link);
    }
    let synonyms_hidden = synonyms_hidden.as_ref();
    let absence = NotFoundAs { asked, readings: &readings, synonyms_hidden };
    absent::tell(session, settings, absence).await.map(|told| Resolved::NotFound(Box::new(told)))
}

/// The schema in which the session looks plain names up: a trigger may have changed it.
pub(crate) async fn current_schema(
    session: &Session,
    settings: &Settings,
) -> Result<String, Failure> {
    let row = session.row(&sql::CURRENT_SCHEMA, &[]).await?;
    let schema = row.as_ref().and_then(|row| text(row, 0)).map(str::to_owned);
    Ok(schema.unwrap_or_else(|| settings.effective_user()))
}

fn found(
    request: &FetchRequest,
    asked: &Asked,
    reading: &Reading,
    kind: TableKind,
    is_invalid: bool,
    synonyms: &[String],
) -> Resolved {
    Resolved::Found(Box::new(Found {
        schema: reading.schema.clone(),
        name: reading.name.clone(),
        kind,
        is_invalid,
        resolved_from: resolved_from(request, asked, reading, synonyms),
    }))
}

/// What an object is, and whether it is invalid; `None` when there is none to be seen.
async fn object(
    session: &Session,
    reading: &Reading,
) -> Result<Option<(TableKind, bool)>, Failure> {
    let rows = session.rows(&sql::OBJECT, &[&reading.schema, &reading.name]).await?;
    Ok(rows.first().map(|row| {
        let kind = kind_of(text(row, 0).unwrap_or_default());
        let is_invalid = text(row, 1) == Some("INVALID");
        (kind, is_invalid)
    }))
}

/// The kind of an `OBJECT_TYPE`.
pub(crate) fn kind_of(object_type: &str) -> TableKind {
    match object_type {
        "TABLE" => TableKind::Table,
        "VIEW" => TableKind::View,
        "MATERIALIZED VIEW" => TableKind::MaterializedView,
        _ => TableKind::Other,
    }
}

async fn synonym(
    session: &Session,
    reading: &Reading,
    with_public: bool,
) -> Result<Option<Row>, Failure> {
    let statement = if with_public { &sql::SYNONYM_OR_PUBLIC } else { &sql::SYNONYM };
    session.row(statement, &[&reading.name, &reading.schema]).await
}

/// Follows synonyms to their object.
async fn follow(
    session: &Session,
    settings: &Settings,
    request: &FetchRequest,
    asked: &Asked,
    first: &Reading,
    row: &Row,
) -> Result<Resolved, Failure> {
    let mut at = first.clone();
    let mut row = row.clone();
    let mut steps = Vec::new();
    for _ in 0..MAX_HOPS {
        let owner = owned(&row, 0);
        let told = if owner == "PUBLIC" {
            format!("{} (public synonym)", crate::names::shown_one(&at.name))
        } else {
            format!("{} (synonym)", shown(&owner, &at.name))
        };
        steps.push(told);
        let (target_owner, target) = (owned(&row, 1), owned(&row, 2));
        if let Some(link) = text(&row, 3) {
            let remote =
                if target_owner.is_empty() { target } else { format!("{target_owner}.{target}") };
            return Err(Failure::new(Reason::Remote)
                .about(shown(&owner, &at.name))
                .detail(format!("It is a synonym for {remote}@{link}.")));
        }
        let next = Reading { schema: target_owner, name: target };
        if let Some((kind, is_invalid)) = object(session, &next).await? {
            return Ok(found(request, asked, &next, kind, is_invalid, &steps));
        }
        let Some(further) = synonym(session, &next, false).await? else {
            let grant = grant_select(&settings.effective_user(), &next.schema, &next.name);
            let told = absent::dangling(settings, &steps, &next, &grant);
            return Ok(Resolved::NotFound(Box::new(told)));
        };
        (at, row) = (next, further);
    }
    Err(Failure::new(Reason::SynonymLoop).about(shown(&first.schema, &first.name)))
}
