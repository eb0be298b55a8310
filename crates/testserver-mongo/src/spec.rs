//! What a collection is made of.

use mongodb::bson::{Bson, Document, doc};

/// A collection, view or time series, as a test describes it.
///
/// The options are those of the `create` command and decide the kind: `viewOn` makes a view,
/// `timeseries` a time series, `capped` a capped collection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CollectionSpec {
    /// Options as `create` takes them and `listCollections` shows them.
    pub options: Document,
    /// The documents; one without `_id` gets one, except in a time series.
    pub documents: Vec<Document>,
    /// Indexes beside that of `_id`, as `createIndexes` takes them; names may be left out.
    pub indexes: Vec<Document>,
}

impl CollectionSpec {
    /// A view on `source` with the stages of `pipeline`.
    pub fn view(source: &str, pipeline: impl IntoIterator<Item = Document>) -> Self {
        let pipeline: Vec<Bson> = pipeline.into_iter().map(Bson::Document).collect();
        Self::with(doc! { "viewOn": source, "pipeline": pipeline })
    }

    /// A time series; `meta_field` may be left out.
    pub fn time_series(time_field: &str, meta_field: Option<&str>) -> Self {
        let mut options = doc! { "timeField": time_field };
        if let Some(meta_field) = meta_field {
            options.insert("metaField", meta_field);
        }
        Self::with(doc! { "timeseries": options })
    }

    /// A capped collection of at most `size` bytes and `max` documents. Only `max` is enforced.
    pub fn capped(size: i64, max: Option<i64>) -> Self {
        let mut options = doc! { "capped": true, "size": size };
        if let Some(max) = max {
            options.insert("max", max);
        }
        Self::with(options)
    }

    /// A collection with these options.
    pub fn with(options: Document) -> Self {
        Self { options, ..Self::default() }
    }

    /// Adds a validator, such as `{ $jsonSchema: … }`. It is shown, not enforced.
    #[must_use]
    pub fn validator(mut self, validator: Document) -> Self {
        self.options.insert("validator", validator);
        self
    }

    /// Adds documents.
    #[must_use]
    pub fn documents(mut self, documents: impl IntoIterator<Item = Document>) -> Self {
        self.documents.extend(documents);
        self
    }

    /// Adds an index: its keys and its options (`unique`, `name` and the like).
    #[must_use]
    pub fn index(mut self, keys: Document, options: Document) -> Self {
        let mut index = doc! { "key": keys };
        index.extend(options);
        self.indexes.push(index);
        self
    }
}
