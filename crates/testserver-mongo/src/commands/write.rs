//! Writes, so that data can be loaded through a driver.

use mongodb::bson::{Document, doc};

use super::Context;
use crate::error::{CommandError, code_name};
use crate::indexes;
use crate::pipeline::int;
use crate::shared::lock;

/// Since which wire version dropping what does not exist is no error.
const LENIENT_DROP_WIRE: i32 = 21;

fn documents(body: &Document, field: &str) -> Result<Vec<Document>, CommandError> {
    let wrong = || CommandError::new(14, format!("Field '{field}' must be an array of objects"));
    body.get_array(field)
        .map_err(|_| wrong())?
        .iter()
        .map(|value| value.as_document().cloned().ok_or_else(wrong))
        .collect()
}

pub(super) fn insert(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.only_fields(&["bypassDocumentValidation", "documents", "ordered"])?;
    let name = context.collection()?;
    context.require(name, "insert")?;
    let namespace = context.namespace(name);
    let ordered = body.get_bool("ordered").unwrap_or(true);
    let documents = documents(body, "documents")?;
    let mut catalog = lock(&context.shared.catalog);
    let (collection, _) = catalog.writable(context.command.database, name)?;
    let mut inserted = 0;
    let mut errors = Vec::new();
    for (position, document) in documents.into_iter().enumerate() {
        match collection.insert(&namespace, document) {
            Ok(()) => inserted += 1,
            Err(error) => {
                errors.push(doc! {
                    "index": int(position),
                    "code": error.code,
                    "codeName": code_name(error.code),
                    "errmsg": error.message,
                });
                if ordered {
                    break;
                }
            }
        }
    }
    let mut reply = doc! { "n": inserted };
    if !errors.is_empty() {
        reply.insert("writeErrors", errors);
    }
    Ok(reply)
}

pub(super) fn create(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let name = context.collection()?;
    context.require(name, "createCollection")?;
    lock(&context.shared.catalog).create(context.command.database, name, context.body())?;
    Ok(Document::new())
}

pub(super) fn create_indexes(context: &mut Context<'_>) -> Result<Document, CommandError> {
    context.only_fields(&["commitQuorum", "indexes"])?;
    let name = context.collection()?;
    context.require(name, "createIndex")?;
    let wanted = documents(context.body(), "indexes")?
        .iter()
        .map(indexes::complete)
        .collect::<Result<Vec<_>, _>>()?;
    let mut catalog = lock(&context.shared.catalog);
    let (collection, created) = catalog.writable(context.command.database, name)?;
    let before = collection.indexes.len();
    for index in wanted {
        let same_name =
            collection.indexes.iter().find(|present| present.get("name") == index.get("name"));
        match same_name {
            None => collection.indexes.push(index),
            Some(present) if *present == index => {}
            Some(_) => {
                return Err(CommandError::new(
                    86,
                    "An existing index has the same name as the requested index, but another specification",
                ));
            }
        }
    }
    Ok(doc! {
        "numIndexesBefore": int(before),
        "numIndexesAfter": int(collection.indexes.len()),
        "createdCollectionAutomatically": created,
    })
}

pub(super) fn drop(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let name = context.collection()?;
    context.require(name, "dropCollection")?;
    let namespace = context.namespace(name);
    match lock(&context.shared.catalog).remove(context.command.database, name) {
        Some(collection) => Ok(doc! {
            "nIndexesWas": int(collection.indexes.len()),
            "ns": namespace,
        }),
        None if context.shared.settings.wire >= LENIENT_DROP_WIRE => Ok(Document::new()),
        None => Err(CommandError::namespace_not_found("ns not found")),
    }
}
