//! From a name as typed to one collection.

use std::time::Duration;

use ariadne_domain::{Problem, TableName, fold};
use ariadne_ports::{Deadline, FetchRequest, NotFound, Visibility};
use mongodb::bson::{Document, doc};

use crate::client::{Client, Limit};
use crate::config::{Settings, database_fault};
use crate::error::{Failure, Reason, grant};
use crate::mapping::listing::{self, Listing};
use crate::suggest::{Names, names, rank};

/// The most suggestions with a name that was not found.
const MAX_SUGGESTIONS: usize = 10;

/// What a name turned out to be.
#[derive(Debug)]
pub(crate) enum Resolved {
    Found(Box<Found>),
    NotFound(Box<NotFound>),
}

/// A collection, view or time series.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) database: String,
    pub(crate) listing: Box<Listing>,
    /// How the name was read, when not literally.
    pub(crate) resolved_from: Option<String>,
    /// Why options and validator are not known, if they are not.
    pub(crate) options_denied: Option<Box<Failure>>,
}

/// A way to read the name: as it stands, or as `database.collection`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading<'a> {
    database: &'a str,
    collection: &'a str,
    is_split: bool,
}

/// The readings of a name, the literal one first. A name with a dot is looked for as it
/// stands before its first part is taken for a database, for collection names may
/// contain dots.
fn readings<'a>(request: &'a FetchRequest, settings: &'a Settings) -> Vec<Reading<'a>> {
    let schema = request.schema.as_deref().filter(|s| !s.is_empty());
    let database = schema.unwrap_or(&settings.database);
    let mut all = vec![Reading { database, collection: &request.name, is_split: false }];
    if schema.is_none()
        && let Some((first, rest)) = request.name.split_once('.')
        && !rest.is_empty()
        && database_fault(first).is_none()
        && !first.is_empty()
    {
        all.push(Reading { database: first, collection: rest, is_split: true });
    }
    all
}

/// Refuses names that no collection can have and those of the server's bookkeeping.
fn check(reading: &Reading<'_>) -> Result<(), Failure> {
    let invalid =
        |detail: String| Failure::new(Reason::InvalidName).about(reading.collection).detail(detail);
    if let Some(fault) = database_fault(reading.database) {
        return Err(invalid(format!("`{}` cannot be a database. {fault}", reading.database)));
    }
    if reading.collection.is_empty() {
        return Err(invalid("It is empty.".to_owned()));
    }
    if reading.collection.contains('\0') {
        return Err(invalid("It contains the character U+0000.".to_owned()));
    }
    if listing::is_system(reading.collection) {
        return Err(Failure::new(Reason::SystemCollection).about(reading.collection));
    }
    Ok(())
}

/// What one look-up said.
enum Looked {
    Found(Box<Listing>, Option<Box<Failure>>),
    Absent { hidden: bool },
}

/// Finds the collection of a request.
pub(crate) async fn resolve(
    client: &Client,
    settings: &Settings,
    request: &FetchRequest,
    deadline: Deadline,
) -> Result<Resolved, (Failure, String)> {
    let readings = readings(request, settings);
    let database = readings[0].database;
    for reading in &readings {
        check(reading).map_err(|failure| (failure, reading.database.to_owned()))?;
    }
    let mut hidden = false;
    let mut denied = None;
    for reading in &readings {
        match look_up(client, reading, deadline.remaining() / 2).await {
            Ok(Looked::Found(listing, options_denied)) => {
                let resolved_from = reading.is_split.then(|| {
                    format!(
                        "{} → database {}, collection {}",
                        request.name, reading.database, reading.collection
                    )
                });
                return Ok(found(reading.database, listing, resolved_from, options_denied));
            }
            Ok(Looked::Absent { hidden: may_hide }) => hidden |= may_hide,
            // the other database may be out of reach although the name was meant literally
            Err(failure) if failure.is_denied() && reading.is_split => hidden = true,
            Err(failure) if failure.is_denied() => denied = Some(failure),
            Err(failure) => return Err((failure, reading.database.to_owned())),
        }
    }
    if let Some(failure) = denied {
        return Err((failure, database.to_owned()));
    }
    not_literal(client, settings, request, &readings, hidden, deadline).await
}

fn found(
    database: &str,
    listing: Box<Listing>,
    resolved_from: Option<String>,
    options_denied: Option<Box<Failure>>,
) -> Resolved {
    Resolved::Found(Box::new(Found {
        database: database.to_owned(),
        listing,
        resolved_from,
        options_denied,
    }))
}

/// Asks for one name. Without the right to list collections, asks for the name alone,
/// which every login may see that has some right on the collection.
async fn look_up(
    client: &Client,
    reading: &Reading<'_>,
    within: Duration,
) -> Result<Looked, Failure> {
    let filter = doc! { "name": reading.collection };
    let full = doc! { "listCollections": 1, "filter": filter.clone(), "cursor": {} };
    let denied = match listed(client, reading, full, within).await {
        Ok(Some(listing)) => return Ok(Looked::Found(Box::new(listing), None)),
        Ok(None) => return Ok(Looked::Absent { hidden: false }),
        Err(failure) if failure.reason == Reason::NotAuthorized => failure,
        Err(failure) => return Err(failure),
    };
    let names = doc! {
        "listCollections": 1, "filter": filter,
        "nameOnly": true, "authorizedCollections": true, "cursor": {},
    };
    Ok(match listed(client, reading, names, within).await? {
        Some(listing) => Looked::Found(Box::new(listing), Some(Box::new(denied))),
        None => Looked::Absent { hidden: true },
    })
}

/// The entry of this very name; some servers ignore the filter.
async fn listed(
    client: &Client,
    reading: &Reading<'_>,
    command: Document,
    within: Duration,
) -> Result<Option<Listing>, Failure> {
    let limit = Limit { documents: 20_000, bytes: 32_000_000 };
    let batch = client.cursor(reading.database, command, limit, within).await?;
    Ok(batch
        .documents
        .iter()
        .filter_map(|raw| Document::try_from(raw.as_ref()).ok())
        .filter_map(|entry| listing::read(&entry))
        .find(|listing| listing.name == reading.collection))
}

/// The name in another case, else what may have been meant.
async fn not_literal(
    client: &Client,
    settings: &Settings,
    request: &FetchRequest,
    readings: &[Reading<'_>],
    mut hidden: bool,
    deadline: Deadline,
) -> Result<Resolved, (Failure, String)> {
    let mut suggestions: Vec<TableName> = Vec::new();
    let mut empty = true;
    for reading in readings {
        let known = match names(client, reading.database, deadline.remaining() / 2).await {
            Ok(known) => known,
            Err(failure) if failure.is_denied() => {
                hidden = true;
                Names::default()
            }
            Err(failure) => return Err((failure, reading.database.to_owned())),
        };
        let wanted = fold(reading.collection);
        let alike: Vec<&Listing> =
            known.listings.iter().filter(|l| fold(&l.name) == wanted).collect();
        if let [one] = alike.as_slice() {
            let exact = Reading { collection: &one.name, ..reading.clone() };
            let told = format!(
                "{} → {}.{} (upper and lower case differ)",
                request.name, reading.database, one.name
            );
            if let Looked::Found(listing, denied) =
                look_up(client, &exact, deadline.remaining() / 2)
                    .await
                    .map_err(|failure| (failure, reading.database.to_owned()))?
            {
                return Ok(found(reading.database, listing, Some(told), denied));
            }
        }
        empty &= known.listings.is_empty();
        suggestions.extend(rank(
            reading.database,
            &known.listings,
            reading.collection,
            MAX_SUGGESTIONS,
        ));
    }
    suggestions.truncate(MAX_SUGGESTIONS);
    Ok(Resolved::NotFound(Box::new(absence(settings, &readings[0], hidden, empty, suggestions))))
}

fn absence(
    settings: &Settings,
    reading: &Reading<'_>,
    hidden: bool,
    empty: bool,
    suggestions: Vec<TableName>,
) -> NotFound {
    let Reading { database, collection, .. } = reading;
    let problem = Problem::new(
        "TABLE_NOT_FOUND",
        format!("There is no collection \"{collection}\" in database \"{database}\"."),
    );
    let problem = match (hidden, empty) {
        (true, _) => problem
            .with_cause("It does not exist, or the login may not see it: it has no right to list all collections of the database.")
            .with_remedy(format!("Check the spelling. If the collection exists, let an administrator run {}", grant(settings, database))),
        (false, true) => problem
            .with_cause(format!("Database \"{database}\" has no collection at all; MongoDB makes a database when the first collection is."))
            .with_remedy("Check the spelling of the database; write database.collection for a collection of another one."),
        (false, false) => problem
            .with_cause("The login may list all collections of the database, and it is not among them. Names are told apart by upper and lower case.")
            .with_remedy("Check the spelling; write database.collection for a collection of another database."),
    };
    let visibility = if hidden { Visibility::MissingOrHidden } else { Visibility::Missing };
    NotFound { visibility, problem, suggestions }
}

#[cfg(test)]
mod tests {
    use ariadne_domain::Value;
    use ariadne_ports::SecretValues;

    use super::*;

    fn settings() -> Settings {
        let value = Value::object().with("hosts", vec!["a"]).with("database", "shop");
        Settings::read(&value, &SecretValues::default()).unwrap()
    }

    fn request(schema: Option<&str>, name: &str) -> FetchRequest {
        FetchRequest { schema: schema.map(str::to_owned), name: name.to_owned(), sample_size: None }
    }

    fn read(schema: Option<&str>, name: &str) -> Vec<(String, String)> {
        readings(&request(schema, name), &settings())
            .into_iter()
            .map(|r| (r.database.to_owned(), r.collection.to_owned()))
            .collect()
    }

    fn pair(database: &str, collection: &str) -> (String, String) {
        (database.to_owned(), collection.to_owned())
    }

    #[test]
    fn a_name_is_read_literally_first() {
        assert_eq!(read(None, "orders"), [pair("shop", "orders")]);
        assert_eq!(read(None, "fs.files"), [pair("shop", "fs.files"), pair("fs", "files")]);
        assert_eq!(read(None, "a.b.c"), [pair("shop", "a.b.c"), pair("a", "b.c")]);
        assert_eq!(read(Some("other"), "a.b"), [pair("other", "a.b")]);
        assert_eq!(read(Some(""), "a"), [pair("shop", "a")]);
        assert_eq!(read(None, ".a"), [pair("shop", ".a")]);
        assert_eq!(read(None, "a."), [pair("shop", "a.")]);
        assert_eq!(read(None, "no db.x"), [pair("shop", "no db.x")]);
    }

    #[test]
    fn system_collections_are_refused_with_a_reason() {
        let refused = |database, collection| {
            check(&Reading { database, collection, is_split: false }).unwrap_err()
        };
        for name in ["system.views", "system.buckets.readings", "enxcol_.people.esc"] {
            let problem = refused("shop", name).problem(&settings(), "shop");
            assert_eq!(problem.code, "SYSTEM_COLLECTION");
            assert!(problem.title.contains(name), "{}", problem.title);
        }
        assert_eq!(refused("shop", "").reason, Reason::InvalidName);
        assert_eq!(refused("shop", "a\0b").reason, Reason::InvalidName);
        assert_eq!(refused("sh op", "a").reason, Reason::InvalidName);
    }
}
