//! What to say when a name is not found: whether it can be hidden, which grant would show
//! it, and what may have been meant.

use ariadne_domain::{Problem, TableName};
use ariadne_ports::{NotFound, Visibility};

use crate::config::Settings;
use crate::error::{Failure, grant_select};
use crate::names::{self, Part, shown, shown_one};
use crate::readings::{Asked, Reading};
use crate::session::Session;
use crate::sql;
use crate::suggest;

/// The most suggestions with a name that was not found.
const MAX_SUGGESTIONS: usize = 10;

/// What was looked for.
pub(crate) struct NotFoundAs<'a> {
    /// As it was asked for.
    pub(crate) asked: &'a Asked,
    /// As Oracle reads it, and every other way in which it was looked for.
    pub(crate) readings: &'a [Reading],
    /// Why synonyms were not looked at, if they were not.
    pub(crate) synonyms_hidden: Option<&'a Failure>,
}

/// What is known of the schemas of the readings, and which of them is told of.
struct Schemas {
    /// The one that exists, or else the likeliest.
    told: String,
    /// Whether it does; `None` when that cannot be read.
    exists: Option<bool>,
    /// All that were looked at.
    looked_at: Vec<String>,
}

/// Tells that there is no such name, as far as one can see.
pub(crate) async fn tell(
    session: &Session,
    settings: &Settings,
    what: NotFoundAs<'_>,
) -> Result<NotFound, Failure> {
    let schemas = schemas(session, settings, &what).await?;
    let reading = Reading { schema: schemas.told.clone(), name: what.asked.name().likely() };
    let Reading { schema, name } = &reading;
    let here = suggest::alike(session, schema, name).await?;
    let mut suggestions = suggest::rank(&here, name, MAX_SUGGESTIONS);
    let mut more = suggest::elsewhere(session, schema, name).await?;
    if suggestions.is_empty() && more.is_empty() {
        more = suggest::spelled_otherwise(session, schema, name).await?;
    }
    // nobody meant this schema: it is the login's own for want of another, or there is none
    let is_any =
        (what.asked.needs_schema() && settings.schema.is_none()) || schemas.exists == Some(false);
    if is_any && more.is_empty() {
        let others = suggest::alike_elsewhere(session, schema, name).await?;
        more = suggest::rank(&others, name, MAX_SUGGESTIONS);
    }
    for other in more {
        if suggestions.len() < MAX_SUGGESTIONS && !suggestions.contains(&other) {
            suggestions.push(other);
        }
    }
    let sees_something =
        !here.is_empty() || (schemas.exists != Some(false) && sees(session, schema).await?);
    Ok(told(settings, &what, &reading, &schemas, sees_something, suggestions))
}

/// Looks the schemas of the readings up, until one is there.
async fn schemas(
    session: &Session,
    settings: &Settings,
    what: &NotFoundAs<'_>,
) -> Result<Schemas, Failure> {
    let mut looked_at: Vec<String> = Vec::new();
    let mut is_known = true;
    for reading in what.readings {
        if looked_at.contains(&reading.schema) {
            continue;
        }
        let exists = exists(session, settings, &reading.schema).await?;
        looked_at.push(reading.schema.clone());
        if exists == Some(true) {
            return Ok(Schemas { told: reading.schema.clone(), exists, looked_at });
        }
        is_known &= exists.is_some();
    }
    let first = || looked_at.first().cloned().unwrap_or_default();
    let told = what.asked.schema().map_or_else(first, Part::likely);
    // the likeliest is told of first
    looked_at.sort_by_key(|schema| *schema != told);
    Ok(Schemas { told, exists: is_known.then_some(false), looked_at })
}

/// Whether there is such a schema; `None` when that cannot be read. Every user has one.
pub(crate) async fn exists(
    session: &Session,
    settings: &Settings,
    schema: &str,
) -> Result<Option<bool>, Failure> {
    if schema == settings.effective_user() {
        return Ok(Some(true));
    }
    match session.row(&sql::SCHEMA, &[schema]).await {
        Ok(row) => Ok(Some(row.is_some())),
        Err(failure) if failure.spares_the_session() => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Whether anything at all of a schema can be seen.
async fn sees(session: &Session, schema: &str) -> Result<bool, Failure> {
    let names = session.first(&sql::NAMES, &[schema, "%"], 1).await?;
    Ok(!names.is_empty())
}

fn told(
    settings: &Settings,
    what: &NotFoundAs<'_>,
    reading: &Reading,
    schemas: &Schemas,
    sees_something: bool,
    suggestions: Vec<TableName>,
) -> NotFound {
    let Reading { schema, name } = reading;
    let user = settings.effective_user();
    let problem = Problem::new(
        "TABLE_NOT_FOUND",
        format!(
            "There is no table, view or synonym {} that {} can see.",
            shown(schema, name),
            shown_one(&user)
        ),
    );
    let grant = match names::behind_dynamic_view(name) {
        // what people call V$SESSION is a synonym, and rights are granted on the view behind it
        Some(view) if what.asked.needs_schema() || schema == "SYS" => {
            grant_select(&user, "SYS", &view)
        }
        _ => grant_select(&user, schema, name),
    };
    let hidden = |cause: String| {
        let remedy =
            format!("Check the spelling. If the table exists, its owner or a DBA runs: {grant}");
        (Visibility::MissingOrHidden, cause, remedy)
    };
    let (visibility, cause, remedy) = if schemas.exists == Some(false) {
        let looked_at: Vec<String> = schemas.looked_at.iter().map(|s| shown_one(s)).collect();
        (
            Visibility::Missing,
            format!("The database has no schema {}.", looked_at.join(", and none ")),
            "Check the spelling of the schema: names without quotes are upper case. In a container database, each pluggable database has schemas of its own, and so a source of its own.".to_owned(),
        )
    } else if *schema == user && !sees_something && what.synonyms_hidden.is_none() {
        (
            Visibility::Missing,
            format!("{} is the login's own schema, and it holds nothing.", shown_one(schema)),
            "Write SCHEMA.NAME, or set \"Schema\" in the settings of the source to the schema whose tables are wanted.".to_owned(),
        )
    } else if *schema == user && what.synonyms_hidden.is_none() {
        (
            Visibility::Missing,
            format!("{} is the login's own schema, of which it sees everything, and nothing there has this name.", shown_one(schema)),
            "Check the spelling; write SCHEMA.NAME for a table of another schema, and put names with lower case into double quotes.".to_owned(),
        )
    } else if !sees_something {
        hidden(format!(
            "Nothing of the schema {} can be seen by {}: no right on any of its tables was granted, or it is empty. Oracle does not tell what does not exist from what may not be seen.",
            shown_one(schema),
            shown_one(&user)
        ))
    } else {
        hidden(format!(
            "It does not exist, or {} has no right on it: Oracle does not tell the two apart.",
            shown_one(&user)
        ))
    };
    let cause = match looked_for(what.readings, schema) {
        Some(all) if schemas.exists != Some(false) => {
            format!("{cause} It was looked for as {all}.")
        }
        _ => cause,
    };
    let (cause, code, message) = match what.synonyms_hidden {
        Some(failure) => {
            let told = failure.problem(settings);
            (
                format!("{cause} Synonyms were not looked at. {}", told.title),
                told.engine_code,
                told.engine_message,
            )
        }
        None => (cause, None, None),
    };
    let problem = problem.with_cause(cause).with_remedy(remedy).with_engine(code, message);
    NotFound { visibility, problem, suggestions }
}

/// The spellings of a name that were looked for in a schema, when there were several.
fn looked_for(readings: &[Reading], schema: &str) -> Option<String> {
    let here = readings.iter().filter(|reading| reading.schema == schema);
    let all: Vec<String> = here.map(|r| shown(&r.schema, &r.name)).collect();
    (all.len() > 1).then(|| all.join(" and as "))
}

/// Tells that synonyms lead to something that cannot be seen.
pub(crate) fn dangling(
    settings: &Settings,
    steps: &[String],
    target: &Reading,
    grant: &str,
) -> NotFound {
    let (user, target) = (settings.effective_user(), shown(&target.schema, &target.name));
    let problem = Problem::new(
        "TABLE_NOT_FOUND",
        format!("{} leads to {target}, which {} cannot see.", steps.join(" → "), shown_one(&user)),
    )
    .with_cause("The object behind the synonym does not exist any more, is no table or view, or no right on it was granted: Oracle does not tell these apart.")
    .with_remedy(format!("If the table exists, its owner or a DBA runs: {grant}"));
    NotFound { visibility: Visibility::MissingOrHidden, problem, suggestions: Vec::new() }
}
