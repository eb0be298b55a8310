//! What there is: databases, collections, indexes, sizes.

use mongodb::bson::{Bson, Document, doc};

use super::Context;
use crate::collection::Kind;
use crate::error::CommandError;
use crate::filter;
use crate::pipeline::{int, retain};
use crate::shared::lock;
use crate::values::{count, truthy};

fn filter_of(body: &Document) -> Document {
    body.get_document("filter").cloned().unwrap_or_default()
}

pub(super) fn list_databases(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.only_fields(&["filter", "nameOnly", "authorizedDatabases"])?;
    let names_only = truthy(body, "nameOnly");
    let authorized = body.get_bool("authorizedDatabases").ok();
    let privileges = context.user().map(|user| &user.privileges);
    let sees_all = privileges.is_none_or(|privileges| privileges.may_on_cluster("listDatabases"));
    if authorized == Some(false) && !sees_all {
        return Err(context.refusal());
    }
    // Without the privilege on the cluster, an account sees the databases that it reaches into.
    let all = authorized.map_or(sees_all, |authorized| !authorized);
    let wanted = filter_of(body);
    let mut databases = Vec::new();
    let mut total = 0;
    for (name, size) in lock(&context.shared.catalog).databases() {
        if !all && privileges.is_some_and(|privileges| !privileges.reach(&name)) {
            continue;
        }
        let entry = doc! { "name": name, "sizeOnDisk": size, "empty": false };
        if filter::matches(&wanted, &entry)? {
            total += size;
            databases.push(entry);
        }
    }
    if names_only {
        for database in &mut databases {
            database.remove("sizeOnDisk");
            database.remove("empty");
        }
        return Ok(doc! { "databases": databases });
    }
    Ok(doc! { "databases": databases, "totalSize": total, "totalSizeMb": total / 1024 / 1024 })
}

pub(super) fn list_collections(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let body = context.body();
    context.only_fields(&["cursor", "filter", "nameOnly", "authorizedCollections"])?;
    let database = context.command.database;
    let names_only = truthy(body, "nameOnly");
    let authorized = truthy(body, "authorizedCollections");
    let privileges = context.user().map(|user| &user.privileges);
    if let Some(privileges) = privileges
        && !privileges.may(database, "", "listCollections")
        && !(names_only && authorized && privileges.reach(database))
    {
        return Err(context.refusal());
    }
    let mut entries = lock(&context.shared.catalog).listing(database);
    if authorized && let Some(privileges) = privileges {
        entries
            .retain(|entry| privileges.touch(database, entry.get_str("name").unwrap_or_default()));
    }
    let mut entries = retain(entries, &filter_of(body))?;
    if names_only {
        for entry in &mut entries {
            for key in ["options", "info", "idIndex"] {
                entry.remove(key);
            }
        }
    }
    let batch_size = batch_size(body)?;
    let namespace = context.namespace("$cmd.listCollections");
    let owner = context.owner();
    Ok(lock(&context.shared.cursors).open(namespace, owner, entries, batch_size, false))
}

/// `cursor.batchSize`; listings fit into one batch without it.
fn batch_size(body: &Document) -> Result<Option<usize>, CommandError> {
    let asked = match body.get_document("cursor") {
        Ok(cursor) => count(cursor, "batchSize")?,
        Err(_) => None,
    };
    Ok(asked.or(Some(usize::MAX)))
}

pub(super) fn list_indexes(context: &mut Context<'_>) -> Result<Document, CommandError> {
    context.only_fields(&["cursor"])?;
    let name = context.collection()?;
    context.require(name, "listIndexes")?;
    let namespace = context.namespace(name);
    let indexes = {
        let catalog = lock(&context.shared.catalog);
        match catalog.get(context.command.database, name) {
            None => {
                return Err(CommandError::namespace_not_found(format!(
                    "ns does not exist: {namespace}"
                )));
            }
            Some(collection) if collection.kind == Kind::View => {
                return Err(CommandError::not_supported_on_view(&namespace));
            }
            Some(collection) => collection.indexes.clone(),
        }
    };
    let batch_size = batch_size(context.body())?;
    let owner = context.owner();
    Ok(lock(&context.shared.cursors).open(namespace, owner, indexes, batch_size, false))
}

pub(super) fn coll_stats(context: &mut Context<'_>) -> Result<Document, CommandError> {
    let name = context.collection()?;
    context.require(name, "collStats")?;
    let namespace = context.namespace(name);
    let catalog = lock(&context.shared.catalog);
    let Some(collection) = catalog.get(context.command.database, name) else {
        return Ok(doc! {
            "ns": namespace, "size": 0, "count": 0, "storageSize": 0, "nindexes": 0,
            "totalIndexSize": 0, "indexSizes": {},
        });
    };
    if collection.kind == Kind::View {
        return Err(CommandError::not_supported_on_view(&namespace));
    }
    let size = collection.size();
    let documents = collection.documents.len();
    let mut reply = doc! { "ns": &namespace, "size": size, "count": int(documents) };
    if let Some(average) = i64::try_from(documents).ok().and_then(|count| size.checked_div(count)) {
        reply.insert("avgObjSize", average);
    }
    let sizes: Document = collection
        .indexes
        .iter()
        .filter_map(|index| Some((index.get_str("name").ok()?.to_owned(), Bson::Int32(4096))))
        .collect();
    reply.extend(doc! {
        "storageSize": size,
        "nindexes": int(collection.indexes.len()),
        "totalIndexSize": int(4096 * collection.indexes.len()),
        "indexSizes": sizes,
        "capped": truthy(&collection.options, "capped"),
    });
    if truthy(&collection.options, "capped") {
        reply.insert("maxSize", collection.options.get("size").cloned());
        reply.insert("max", collection.options.get("max").cloned().unwrap_or(Bson::Int32(0)));
    }
    if collection.kind == Kind::TimeSeries {
        let buckets = context.namespace(&format!("system.buckets.{name}"));
        reply.insert("timeseries", doc! { "bucketsNs": buckets });
    }
    Ok(reply)
}
