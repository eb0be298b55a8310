//! What to say when a name is not found: whether it can be hidden, which grant would show
//! it, and what may have been meant.

use ariadne_domain::{Problem, TableName};
use ariadne_ports::{NotFound, Visibility};

use crate::config::Settings;
use crate::error::{Failure, grant_select};
use crate::names::{shown, shown_one};
use crate::readings::Reading;
use crate::session::Session;
use crate::sql;
use crate::suggest;

/// The most suggestions with a name that was not found.
const MAX_SUGGESTIONS: usize = 10;

/// What was looked for.
pub(crate) struct NotFoundAs<'a> {
    /// As Oracle reads the name.
    pub(crate) reading: &'a Reading,
    /// Why synonyms were not looked at, if they were not.
    pub(crate) synonyms_hidden: Option<&'a Failure>,
}

/// Tells that there is no such name, as far as one can see.
pub(crate) async fn tell(
    session: &Session,
    settings: &Settings,
    what: NotFoundAs<'_>,
) -> Result<NotFound, Failure> {
    let Reading { schema, name } = what.reading;
    let exists = exists(session, schema).await?;
    let here = suggest::alike(session, schema, name).await?;
    let mut suggestions = suggest::rank(&here, name, MAX_SUGGESTIONS);
    for elsewhere in suggest::elsewhere(session, schema, name).await? {
        if suggestions.len() < MAX_SUGGESTIONS && !suggestions.contains(&elsewhere) {
            suggestions.push(elsewhere);
        }
    }
    let sees_something =
        !here.is_empty() || (exists != Some(false) && sees(session, schema).await?);
    Ok(told(settings, &what, exists, sees_something, suggestions))
}

/// Whether there is such a schema; `None` when that cannot be read.
pub(crate) async fn exists(session: &Session, schema: &str) -> Result<Option<bool>, Failure> {
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
    exists: Option<bool>,
    sees_something: bool,
    suggestions: Vec<TableName>,
) -> NotFound {
    let Reading { schema, name } = what.reading;
    let user = settings.effective_user();
    let problem = Problem::new(
        "TABLE_NOT_FOUND",
        format!(
            "There is no table, view or synonym {} that {} can see.",
            shown(schema, name),
            shown_one(&user)
        ),
    );
    let grant = grant_select(&user, schema, name);
    let hidden = |cause: String| {
        let remedy =
            format!("Check the spelling. If the table exists, its owner or a DBA runs: {grant}");
        (Visibility::MissingOrHidden, cause, remedy)
    };
    let (visibility, cause, remedy) = if exists == Some(false) {
        (
            Visibility::Missing,
            format!("The database has no schema {}.", shown_one(schema)),
            "Check the spelling of the schema: names without quotes are upper case. In a container database, each pluggable database has schemas of its own, and so a source of its own.".to_owned(),
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
