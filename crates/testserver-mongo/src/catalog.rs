//! Databases, collections and views in memory.

use std::collections::BTreeMap;

use mongodb::bson::{Document, Uuid, doc};

use crate::collection::{Collection, Kind};
use crate::error::CommandError;
use crate::indexes;
use crate::spec::CollectionSpec;

/// How deep views may stand on views.
const MAX_VIEW_DEPTH: usize = 20;

/// What a name stands for once views are followed.
pub(crate) struct Resolved<'a> {
    /// `None` when nothing of the name exists: it reads as empty.
    pub(crate) collection: Option<&'a Collection>,
    /// The stages of the views on the way, the innermost first.
    pub(crate) pipeline: Vec<Document>,
}

#[derive(Debug, Default)]
pub(crate) struct Catalog {
    databases: BTreeMap<String, BTreeMap<String, Collection>>,
}

impl Catalog {
    pub(crate) fn get(&self, database: &str, name: &str) -> Option<&Collection> {
        self.databases.get(database)?.get(name)
    }

    fn get_mut(&mut self, database: &str, name: &str) -> Option<&mut Collection> {
        self.databases.get_mut(database)?.get_mut(name)
    }

    /// Follows views down to what holds documents.
    pub(crate) fn resolve(&self, database: &str, name: &str) -> Result<Resolved<'_>, CommandError> {
        let mut pipeline = Vec::new();
        let mut name = name.to_owned();
        for _ in 0..=MAX_VIEW_DEPTH {
            let collection = self.get(database, &name);
            let Some(view) = collection.filter(|collection| collection.kind == Kind::View) else {
                return Ok(Resolved { collection, pipeline });
            };
            let mut stages = stages(&view.options)?;
            stages.append(&mut pipeline);
            pipeline = stages;
            view.options.get_str("viewOn").unwrap_or_default().clone_into(&mut name);
        }
        Err(CommandError::new(
            165,
            format!(
                "View depth too deep or view cycle detected; maximum depth is {MAX_VIEW_DEPTH}"
            ),
        ))
    }

    /// Puts a collection in the place of whatever has its name.
    pub(crate) fn put(
        &mut self,
        database: &str,
        name: &str,
        spec: CollectionSpec,
    ) -> Result<(), CommandError> {
        let mut collection = Collection::new(&spec.options)?;
        let namespace = format!("{database}.{name}");
        for index in &spec.indexes {
            collection.indexes.push(indexes::complete(index)?);
        }
        for document in spec.documents {
            collection.insert(&namespace, document)?;
        }
        self.databases.entry(database.to_owned()).or_default().insert(name.to_owned(), collection);
        Ok(())
    }

    /// `create`. One that exists with the same options already is no error.
    pub(crate) fn create(
        &mut self,
        database: &str,
        name: &str,
        options: &Document,
    ) -> Result<(), CommandError> {
        if name.is_empty() || name.contains('$') || name.starts_with("system.") {
            return Err(CommandError::new(73, format!("Invalid collection name: {name}")));
        }
        let collection = Collection::new(options)?;
        match self.get(database, name) {
            Some(present) if present.options == collection.options => Ok(()),
            Some(_) => Err(CommandError::new(
                48,
                format!("namespace {database}.{name} already exists, but with different options"),
            )),
            None => {
                self.databases
                    .entry(database.to_owned())
                    .or_default()
                    .insert(name.to_owned(), collection);
                Ok(())
            }
        }
    }

    /// The collection to write to, made when it is missing, and whether it was.
    pub(crate) fn writable(
        &mut self,
        database: &str,
        name: &str,
    ) -> Result<(&mut Collection, bool), CommandError> {
        let missing = self.get(database, name).is_none();
        if missing {
            self.create(database, name, &Document::new())?;
        }
        match self.get_mut(database, name) {
            Some(collection) if collection.kind != Kind::View => Ok((collection, missing)),
            _ => Err(CommandError::not_supported_on_view(&format!("{database}.{name}"))),
        }
    }

    pub(crate) fn remove(&mut self, database: &str, name: &str) -> Option<Collection> {
        let collections = self.databases.get_mut(database)?;
        let removed = collections.remove(name);
        if collections.is_empty() {
            self.databases.remove(database);
        }
        removed
    }

    /// The names of all databases with the size of their documents in bytes.
    pub(crate) fn databases(&self) -> Vec<(String, i64)> {
        self.databases
            .iter()
            .map(|(name, collections)| {
                (name.clone(), collections.values().map(Collection::size).sum())
            })
            .collect()
    }

    pub(crate) fn collections(
        &self,
        database: &str,
    ) -> impl Iterator<Item = (&String, &Collection)> {
        self.databases.get(database).into_iter().flatten()
    }

    /// The entries of `listCollections`, those of the system included: the one that holds the
    /// views' definitions and the buckets of each time series.
    pub(crate) fn listing(&self, database: &str) -> Vec<Document> {
        let mut entries = Vec::new();
        let mut has_views = false;
        for (name, collection) in self.collections(database) {
            entries.push(collection.entry(name));
            has_views |= collection.kind == Kind::View;
            if collection.kind == Kind::TimeSeries {
                entries.push(doc! {
                    "name": format!("system.buckets.{name}"),
                    "type": Kind::Collection.name(),
                    "options": {
                        "validator": { "$jsonSchema": { "bsonType": "object" } },
                        "clusteredIndex": true,
                        "timeseries": collection.options.get("timeseries").cloned(),
                    },
                    "info": { "readOnly": false, "uuid": collection.uuid },
                });
            }
        }
        if has_views {
            entries.push(doc! {
                "name": "system.views",
                "type": Kind::Collection.name(),
                "options": {},
                "info": { "readOnly": false, "uuid": Uuid::from_bytes([0x76; 16]) },
                "idIndex": indexes::id_index(),
            });
        }
        entries
    }
}

/// The stages of a `pipeline` field.
pub(crate) fn stages(body: &Document) -> Result<Vec<Document>, CommandError> {
    let wrong = || CommandError::new(14, "'pipeline' option must be specified as an array");
    body.get_array("pipeline")
        .map_err(|_| wrong())?
        .iter()
        .map(|stage| {
            stage.as_document().cloned().ok_or_else(|| {
                CommandError::new(14, "Each element of the 'pipeline' array must be an object")
            })
        })
        .collect()
}
