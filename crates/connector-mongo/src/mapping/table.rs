//! The facts of a table as a whole.

use ariadne_domain::{
    ColumnFacts, KeyFacts, ObjectName, Path, Problem, TableFacts, TableKind, Value,
};
use mongodb::bson::{Bson, Document};

use super::columns::MAX_PATHS;
use super::indexes::Indexes;
use super::listing::Listing;
use super::validator::Declared;
use super::{extjson, indexes, warnings};

/// Everything known of a table beside its columns.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    pub(crate) database: &'a str,
    pub(crate) listing: &'a Listing,
    /// `None` when they may not be read, or there are none (of a view).
    pub(crate) indexes: Option<Indexes>,
    pub(crate) count: Option<u64>,
    /// Whether there was a document to look at.
    pub(crate) sampled: bool,
    pub(crate) declared: Option<&'a Declared>,
}

/// Builds the facts; `columns` tells which keys can be kept.
pub(crate) fn build(known: Known<'_>, columns: &[ColumnFacts]) -> (TableFacts, Vec<Problem>) {
    let mut found = Vec::new();
    let options = known.listing.options.clone().unwrap_or_default();
    let mut properties = properties(&options);
    let mut keys = Vec::new();
    match (known.listing.kind, known.indexes) {
        (_, Some(read)) => {
            keys = read.keys;
            properties.set("indexes", read.properties);
        }
        // every collection has it, whether or not its indexes may be seen
        (TableKind::Collection, None) => keys.push(indexes::primary()),
        _ => {}
    }
    keys.retain(|key| keep(key, columns, &mut found));
    if !known.sampled {
        // no column was seen at all, and that is told already
        found.clear();
    }
    let facts = TableFacts {
        external: ObjectName {
            schema: Some(known.database.to_owned()),
            name: known.listing.name.clone(),
        },
        kind: known.listing.kind,
        comment: known.declared.and_then(|d| d.description.clone()),
        definition: definition(&options),
        row_count: known.count,
        properties,
        keys,
    };
    (facts, found)
}

/// Keys name columns of the table; one on a path that nobody has seen is told instead.
fn keep(key: &KeyFacts, columns: &[ColumnFacts], found: &mut Vec<Problem>) -> bool {
    let unseen: Vec<String> = key
        .columns
        .iter()
        .filter(|path| !columns.iter().any(|c| c.path == **path))
        .map(Path::to_string)
        .collect();
    if unseen.is_empty() {
        return true;
    }
    // with so many columns, this one may have been cut
    if columns.len() < MAX_PATHS {
        let name = key.name.as_deref().unwrap_or("without a name");
        found.push(warnings::index_columns_unseen(name, &unseen.join(" and ")));
    }
    false
}

/// The view as text: what it is on and its pipeline, as relaxed Extended JSON.
fn definition(options: &Document) -> Option<String> {
    let on = options.get("viewOn")?;
    let pipeline = options.get("pipeline").cloned().unwrap_or_else(|| Bson::Array(Vec::new()));
    let mut view = Document::new();
    view.insert("viewOn", on.clone());
    view.insert("pipeline", pipeline);
    Some(extjson::pretty(&extjson::of_document(&view)))
}

/// The options as listed.
fn properties(options: &Document) -> Value {
    extjson::of_document(options)
}

#[cfg(test)]
mod tests {
    use mongodb::bson::doc;

    use super::super::columns::build as build_columns;
    use super::super::listing;
    use super::super::maps::Plan;
    use super::super::shape::Shape;
    use super::*;

    fn table(
        entry: &Document,
        indexes: Option<Indexes>,
        columns: &[ColumnFacts],
    ) -> (TableFacts, Vec<Problem>) {
        let listing = listing::read(entry).unwrap();
        build(
            Known {
                database: "shop",
                listing: &listing,
                indexes,
                count: Some(3),
                sampled: true,
                declared: None,
            },
            columns,
        )
    }

    #[test]
    fn a_view_keeps_its_pipeline() {
        let entry = doc! { "name": "v", "type": "view", "options": {
        "viewOn": "orders", "pipeline": [{ "$match": { "a": 1 } }] } };
        let (facts, found) = table(&entry, None, &[]);
        assert_eq!(facts.kind, TableKind::View);
        assert_eq!(
            facts.definition.as_deref(),
            Some(
                "{\n  \"viewOn\": \"orders\",\n  \"pipeline\": [\n    {\n      \"$match\": {\n        \"a\": 1\n      }\n    }\n  ]\n}"
            )
        );
        assert_eq!(facts.properties.get("viewOn"), Some(&Value::from("orders")));
        assert!(facts.keys.is_empty() && found.is_empty());
        assert_eq!(facts.external.schema.as_deref(), Some("shop"));
    }

    #[test]
    fn keys_on_unseen_columns_are_told() {
        let read =
            indexes::read(&[doc! { "key": { "email": 1 }, "name": "email_1", "unique": true }]);
        let (facts, found) = table(&doc! { "name": "c", "type": "collection" }, Some(read), &[]);
        assert!(facts.keys.is_empty());
        assert_eq!(found[0].code, "INDEX_COLUMNS_UNSEEN");
        assert!(found[0].title.contains("email_1"));
    }

    #[test]
    fn a_collection_has_its_primary_key_even_if_indexes_are_hidden() {
        let mut shape = Shape::new(Plan::default());
        let document = mongodb::bson::RawDocumentBuf::try_from(&doc! { "_id": 1 }).unwrap();
        shape.add(&document);
        let columns =
            build_columns(&shape, None, &|| Box::new(std::iter::empty()), MAX_PATHS).columns;
        let (facts, _) = table(&doc! { "name": "c" }, None, &columns);
        assert_eq!(facts.keys, [indexes::primary()]);
        let (facts, _) = table(&doc! { "name": "c", "type": "timeseries" }, None, &columns);
        assert!(facts.keys.is_empty());
    }
}
