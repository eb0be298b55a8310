//! One collection, view or time series.

use std::collections::HashSet;

use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Bson, Document, Uuid, doc};

use crate::error::CommandError;
use crate::indexes;
use crate::values::{truthy, whole};

/// The options of `create` that make up a collection.
const CREATE_OPTIONS: &[&str] = &[
    "capped",
    "size",
    "max",
    "validator",
    "validationLevel",
    "validationAction",
    "viewOn",
    "pipeline",
    "timeseries",
    "expireAfterSeconds",
    "clusteredIndex",
    "collation",
    "changeStreamPreAndPostImages",
    "storageEngine",
    "indexOptionDefaults",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Collection,
    View,
    TimeSeries,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Collection => "collection",
            Self::View => "view",
            Self::TimeSeries => "timeseries",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Collection {
    pub(crate) kind: Kind,
    pub(crate) options: Document,
    pub(crate) documents: Vec<Document>,
    pub(crate) indexes: Vec<Document>,
    pub(crate) uuid: Uuid,
    ids: HashSet<Vec<u8>>,
}

impl Collection {
    pub(crate) fn new(given: &Document) -> Result<Self, CommandError> {
        let mut options: Document = given
            .iter()
            .filter(|(key, _)| CREATE_OPTIONS.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        let kind = if options.contains_key("viewOn") {
            options.entry("pipeline").or_insert(Bson::Array(Vec::new()));
            Kind::View
        } else if options.contains_key("timeseries") {
            complete_time_series(&mut options)?;
            Kind::TimeSeries
        } else {
            Kind::Collection
        };
        if truthy(&options, "capped") && !options.contains_key("size") {
            return Err(CommandError::invalid_options(
                "the 'size' field is required when 'capped' is true",
            ));
        }
        if options.contains_key("validator") {
            options.entry("validationLevel").or_insert("strict".into());
            options.entry("validationAction").or_insert("error".into());
        }
        let mut collection = Self {
            kind,
            options,
            documents: Vec::new(),
            indexes: Vec::new(),
            uuid: Uuid::new(),
            ids: HashSet::new(),
        };
        collection.indexes.extend(collection.id_index());
        Ok(collection)
    }

    fn id_index(&self) -> Option<Document> {
        match (self.kind, self.options.get_document("clusteredIndex")) {
            (Kind::Collection, Ok(clustered)) => {
                let mut index = indexes::id_index();
                index.extend(clustered.clone());
                index.insert("clustered", true);
                Some(index)
            }
            (Kind::Collection, Err(_)) => Some(indexes::id_index()),
            _ => None,
        }
    }

    /// Adds a document; what a real server would say against it as an error.
    pub(crate) fn insert(
        &mut self,
        namespace: &str,
        mut document: Document,
    ) -> Result<(), CommandError> {
        if let Ok(series) = self.options.get_document("timeseries") {
            let field = series.get_str("timeField").unwrap_or_default();
            if !matches!(document.get(field), Some(Bson::DateTime(_))) {
                return Err(CommandError::bad_value(format!(
                    "'{field}' must be present and contain a valid BSON UTC datetime value"
                )));
            }
        } else {
            if !document.contains_key("_id") {
                let rest = std::mem::take(&mut document);
                document.insert("_id", ObjectId::new());
                document.extend(rest);
            }
            let id = document.get("_id").cloned().unwrap_or(Bson::Null);
            let bytes = doc! { "": id.clone() }
                .to_vec()
                .map_err(|error| CommandError::new(22, error.to_string()))?;
            if !self.ids.insert(bytes) {
                return Err(CommandError::new(
                    11000,
                    format!(
                        "E11000 duplicate key error collection: {namespace} index: _id_ dup key: {{ _id: {id} }}"
                    ),
                ));
            }
        }
        self.documents.push(document);
        let most =
            self.options.get("max").and_then(whole).and_then(|max| usize::try_from(max).ok());
        if let Some(most) = most.filter(|most| *most > 0 && self.documents.len() > *most) {
            let surplus = self.documents.len() - most;
            self.documents.drain(..surplus);
        }
        Ok(())
    }

    /// The size of all documents in bytes.
    pub(crate) fn size(&self) -> i64 {
        let bytes: usize = self
            .documents
            .iter()
            .filter_map(|document| document.to_vec().ok())
            .map(|bytes| bytes.len())
            .sum();
        i64::try_from(bytes).unwrap_or(i64::MAX)
    }

    /// The entry of `listCollections`.
    pub(crate) fn entry(&self, name: &str) -> Document {
        let mut info = doc! { "readOnly": self.kind == Kind::View };
        if self.kind == Kind::Collection {
            info.insert("uuid", self.uuid);
        }
        let mut entry = doc! {
            "name": name,
            "type": self.kind.name(),
            "options": self.options.clone(),
            "info": info,
        };
        if self.kind == Kind::Collection && !self.options.contains_key("clusteredIndex") {
            entry.insert("idIndex", indexes::id_index());
        }
        entry
    }
}

fn complete_time_series(options: &mut Document) -> Result<(), CommandError> {
    let series = options
        .get_document_mut("timeseries")
        .map_err(|_| CommandError::new(14, "'timeseries' must be an object"))?;
    if series.get_str("timeField").is_err() {
        return Err(CommandError::new(
            40414,
            "BSON field 'create.timeseries.timeField' is missing but a required field",
        ));
    }
    if !series.contains_key("bucketMaxSpanSeconds") {
        let span = match series.get_str("granularity").unwrap_or("seconds") {
            "minutes" => 86_400,
            "hours" => 2_592_000,
            _ => 3_600,
        };
        series.entry("granularity").or_insert("seconds".into());
        series.insert("bucketMaxSpanSeconds", span);
    }
    Ok(())
}
