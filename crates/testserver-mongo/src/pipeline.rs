//! Aggregation stages.

use mongodb::bson::{Bson, DateTime, Document, doc};
use rand::seq::index;

use crate::catalog::Catalog;
use crate::collection::Kind;
use crate::error::CommandError;
use crate::filter;
use crate::projection::project;
use crate::values::{compare, whole};

/// Where a pipeline reads.
pub(crate) struct Source<'a> {
    pub(crate) catalog: &'a Catalog,
    /// `host:port` of the server, for `$collStats`.
    pub(crate) host: &'a str,
    pub(crate) database: &'a str,
    pub(crate) collection: &'a str,
}

impl Source<'_> {
    fn namespace(&self) -> String {
        format!("{}.{}", self.database, self.collection)
    }

    /// Runs the stages on the collection, or on the view's own stages and then these.
    pub(crate) fn run(&self, stages: &[Document]) -> Result<Vec<Document>, CommandError> {
        if let Some(options) = stages.first().and_then(|stage| stage.get("$collStats")) {
            let statistics = self.statistics(options)?;
            return apply_all(vec![statistics], &stages[1..]);
        }
        let resolved = self.catalog.resolve(self.database, self.collection)?;
        let documents =
            resolved.collection.map(|collection| collection.documents.clone()).unwrap_or_default();
        apply_all(apply_all(documents, &resolved.pipeline)?, stages)
    }

    fn statistics(&self, options: &Bson) -> Result<Document, CommandError> {
        let options = options
            .as_document()
            .ok_or_else(|| CommandError::new(40600, "$collStats must take a nested object"))?;
        let collection = self
            .catalog
            .get(self.database, self.collection)
            .filter(|collection| collection.kind != Kind::View);
        let mut reply = doc! {
            "ns": self.namespace(),
            "host": self.host,
            "localTime": DateTime::now(),
        };
        for part in options.keys().map(String::as_str) {
            let missing = |what: &str| {
                CommandError::namespace_not_found(format!(
                    "Unable to retrieve {what} in $collStats stage :: caused by :: \
                     Collection [{}] not found.",
                    self.namespace()
                ))
            };
            match part {
                "count" => {
                    let collection = collection.ok_or_else(|| missing("count"))?;
                    reply.insert("count", int(collection.documents.len()));
                }
                "storageStats" => {
                    let collection = collection.ok_or_else(|| missing("storageStats"))?;
                    reply.insert(
                        "storageStats",
                        doc! {
                            "size": collection.size(),
                            "count": int(collection.documents.len()),
                            "storageSize": collection.size(),
                            "nindexes": int(collection.indexes.len()),
                            "capped": collection.options.contains_key("capped"),
                        },
                    );
                }
                other => {
                    return Err(CommandError::new(
                        40415,
                        format!("BSON field '$collStats.{other}' is an unknown field."),
                    ));
                }
            }
        }
        Ok(reply)
    }
}

fn apply_all(
    mut documents: Vec<Document>,
    stages: &[Document],
) -> Result<Vec<Document>, CommandError> {
    for stage in stages {
        let (1, Some((name, options))) = (stage.len(), stage.iter().next()) else {
            return Err(CommandError::new(
                40323,
                "A pipeline stage specification object must contain exactly one field.",
            ));
        };
        documents = apply(documents, name, options)?;
    }
    Ok(documents)
}

fn apply(
    mut documents: Vec<Document>,
    name: &str,
    options: &Bson,
) -> Result<Vec<Document>, CommandError> {
    let object = || {
        options.as_document().ok_or_else(|| {
            CommandError::new(15959, format!("the {name} specification must be an object"))
        })
    };
    match name {
        "$match" => retain(documents, object()?),
        "$project" => project(object()?, &documents),
        "$limit" => {
            documents.truncate(positive(options, 15958, "the limit must be positive")?);
            Ok(documents)
        }
        "$skip" => {
            let skip = whole(options)
                .and_then(|skip| usize::try_from(skip).ok())
                .ok_or_else(|| CommandError::new(15956, "Argument to $skip cannot be negative"))?;
            Ok(documents.split_off(skip.min(documents.len())))
        }
        "$sort" => {
            sort(&mut documents, object()?);
            Ok(documents)
        }
        "$sample" => {
            let size = object()?
                .get("size")
                .ok_or_else(|| CommandError::new(28749, "$sample stage must specify a size"))?;
            let size =
                positive(size, 28747, "size argument to $sample must be a positive integer")?;
            let chosen =
                index::sample(&mut rand::rng(), documents.len(), size.min(documents.len()));
            Ok(chosen.iter().map(|position| std::mem::take(&mut documents[position])).collect())
        }
        "$count" => {
            let field = options.as_str().ok_or_else(|| {
                CommandError::new(40156, "the count field must be a non-empty string")
            })?;
            if documents.is_empty() {
                return Ok(documents);
            }
            Ok(vec![doc! { field: int(documents.len()) }])
        }
        "$group" => group(&documents, object()?),
        "$collStats" => Err(CommandError::new(
            40602,
            "$collStats is only valid as the first stage in a pipeline",
        )),
        other => {
            Err(CommandError::new(40324, format!("Unrecognized pipeline stage name: '{other}'")))
        }
    }
}

/// The documents that satisfy the filter.
pub(crate) fn retain(
    documents: Vec<Document>,
    filter: &Document,
) -> Result<Vec<Document>, CommandError> {
    let mut kept = Vec::new();
    for document in documents {
        if filter::matches(filter, &document)? {
            kept.push(document);
        }
    }
    Ok(kept)
}

/// Sorts by top-level fields; a missing one sorts as null, `$natural` keeps the order.
pub(crate) fn sort(documents: &mut [Document], keys: &Document) {
    documents.sort_by(|left, right| {
        keys.iter()
            .map(|(key, direction)| {
                let order = compare(
                    left.get(key).unwrap_or(&Bson::Null),
                    right.get(key).unwrap_or(&Bson::Null),
                );
                if whole(direction) == Some(-1) { order.reverse() } else { order }
            })
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    });
}

/// The one form in which drivers count: a constant `_id` and sums of ones.
fn group(documents: &[Document], options: &Document) -> Result<Vec<Document>, CommandError> {
    let not_built = || {
        CommandError::not_built("this test server's $group only counts: { _id: 1, n: { $sum: 1 } }")
    };
    let mut counted = Document::new();
    for (key, value) in options {
        let value = if key == "_id" {
            match value {
                Bson::String(_) | Bson::Document(_) | Bson::Array(_) => return Err(not_built()),
                constant => constant.clone(),
            }
        } else {
            match value.as_document().and_then(|sum| sum.get("$sum")).and_then(whole) {
                Some(1) => Bson::Int32(int(documents.len())),
                _ => return Err(not_built()),
            }
        };
        counted.insert(key, value);
    }
    Ok(if documents.is_empty() { Vec::new() } else { vec![counted] })
}

fn positive(value: &Bson, code: i32, message: &str) -> Result<usize, CommandError> {
    whole(value)
        .and_then(|value| usize::try_from(value).ok())
        .filter(|value| *value > 0)
        .ok_or_else(|| CommandError::new(code, message))
}

/// A count as the server sends it.
pub(crate) fn int(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
