//! Reads of documents.

use mongodb::bson::{Bson, Document, doc};

use super::Context;
use crate::catalog::stages;
use crate::error::CommandError;
use crate::pipeline::{Source, int, retain, sort};
use crate::projection::project;
use crate::shared::lock;
use crate::values::{self, truthy, whole};

/// Runs stages on the command's collection.
fn run(
    context: &Context<'_>,
    collection: &str,
    stages: &[Document],
) -> Result<Vec<Document>, CommandError> {
    let catalog = lock(&context.shared.catalog);
    Source {
        catalog: &catalog,
        host: &context.shared.name,
        database: context.command.database,
        collection,
    }
    .run(stages)
}

fn window(
    mut documents: Vec<Document>,
    skip: Option<usize>,
    limit: Option<usize>,
) -> Vec<Document> {
    if let Some(skip) = skip {
        documents.drain(..skip.min(documents.len()));
    }
    if let Some(limit) = limit.filter(|limit| *limit > 0) {
        documents.truncate(limit);
    }
    documents
}

pub(super) fn find(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.only_fields(&[
        "allowDiskUse",
        "allowPartialResults",
        "awaitData",
        "batchSize",
        "collation",
        "filter",
        "hint",
        "let",
        "limit",
        "noCursorTimeout",
        "oplogReplay",
        "projection",
        "singleBatch",
        "skip",
        "sort",
        "tailable",
    ])?;
    let collection = context.collection()?;
    context.require(collection, "find")?;
    let mut documents = run(context, collection, &[])?;
    if let Ok(filter) = body.get_document("filter") {
        documents = retain(documents, filter)?;
    }
    if let Ok(keys) = body.get_document("sort") {
        sort(&mut documents, keys);
    }
    let limit = values::count(body, "limit")?;
    documents = window(documents, values::count(body, "skip")?, limit);
    if let Ok(projection) = body.get_document("projection") {
        documents = project(projection, &documents)?;
    }
    let batch_size = values::count(body, "batchSize")?;
    let single = truthy(body, "singleBatch");
    let (namespace, owner) = (context.namespace(collection), context.owner());
    Ok(lock(&context.shared.cursors).open(namespace, owner, documents, batch_size, single))
}

pub(super) fn aggregate(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.only_fields(&[
        "allowDiskUse",
        "bypassDocumentValidation",
        "collation",
        "cursor",
        "explain",
        "hint",
        "let",
        "pipeline",
    ])?;
    let collection = context.collection()?;
    let stages = stages(body)?;
    let reads_statistics = stages.first().is_some_and(|stage| stage.contains_key("$collStats"));
    context.require(collection, if reads_statistics { "collStats" } else { "find" })?;
    let cursor = body.get_document("cursor").map_err(|_| {
        CommandError::failed_to_parse(
            "The 'cursor' option is required, except for aggregate with the explain argument",
        )
    })?;
    let documents = run(context, collection, &stages)?;
    let batch_size = values::count(cursor, "batchSize")?;
    let (namespace, owner) = (context.namespace(collection), context.owner());
    Ok(lock(&context.shared.cursors).open(namespace, owner, documents, batch_size, false))
}

pub(super) fn count(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.only_fields(&["collation", "fields", "hint", "limit", "query", "skip"])?;
    let collection = context.collection()?;
    context.require(collection, "find")?;
    let mut documents = run(context, collection, &[])?;
    if let Ok(query) = body.get_document("query") {
        documents = retain(documents, query)?;
    }
    let documents = window(documents, values::count(body, "skip")?, values::count(body, "limit")?);
    Ok(doc! { "n": int(documents.len()) })
}

pub(super) fn get_more(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.only_fields(&["collection", "batchSize", "term", "lastKnownCommittedOpTime"])?;
    let id = body
        .get("getMore")
        .and_then(whole)
        .ok_or_else(|| CommandError::new(14, "Field 'getMore' must be of type long"))?;
    let collection = body
        .get_str("collection")
        .map_err(|_| CommandError::new(14, "Field 'collection' must be of type string"))?;
    let namespace = context.namespace(collection);
    let owner = context.owner();
    let batch_size = values::count(body, "batchSize")?;
    lock(&context.shared.cursors).more(id, &namespace, owner.as_ref(), batch_size)
}

pub(super) fn kill_cursors(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let ids = context
        .body()
        .get_array("cursors")
        .map_err(|_| CommandError::new(14, "Field 'cursors' must be of type array"))?;
    let mut cursors = lock(&context.shared.cursors);
    let (killed, missing): (Vec<Bson>, Vec<Bson>) =
        ids.iter().cloned().partition(|id| whole(id).is_some_and(|id| cursors.kill(id)));
    Ok(doc! {
        "cursorsKilled": killed,
        "cursorsNotFound": missing,
        "cursorsAlive": [],
        "cursorsUnknown": [],
    })
}
