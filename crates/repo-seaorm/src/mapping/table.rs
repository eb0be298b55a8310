//! Tables, with their keys and facts.

use ariadne_domain::{
    ColumnId, ForeignTarget, Key, KeyKind, ObjectName, SourceId, Stored, Table, TableId, TableKind,
    TableObserved, TableOverrides, Timestamp, filter_text,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::document::{Corrupt, from_json, to_json, word};
use super::keys::{bounded, identity_hash, order_key};
use super::value::JsonValue;
use crate::entities::catalog_table::Model;

#[derive(Serialize, Deserialize)]
pub(super) struct NameDoc {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    schema: Option<String>,
    name: String,
}

impl From<&ObjectName> for NameDoc {
    fn from(name: &ObjectName) -> Self {
        Self { schema: name.schema.clone(), name: name.name.clone() }
    }
}

impl From<NameDoc> for ObjectName {
    fn from(doc: NameDoc) -> Self {
        Self { schema: doc.schema, name: doc.name }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct TargetDoc {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    schema: Option<String>,
    name: String,
    columns: Vec<String>,
}

impl From<&ForeignTarget> for TargetDoc {
    fn from(target: &ForeignTarget) -> Self {
        let target = target.clone();
        Self { schema: target.schema, name: target.name, columns: target.columns }
    }
}

impl From<TargetDoc> for ForeignTarget {
    fn from(doc: TargetDoc) -> Self {
        Self { schema: doc.schema, name: doc.name, columns: doc.columns }
    }
}

#[derive(Serialize, Deserialize)]
struct KeyDoc {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    name: Option<String>,
    columns: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    references: Option<TargetDoc>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    enabled: Option<bool>,
}

impl From<&Key> for KeyDoc {
    fn from(key: &Key) -> Self {
        Self {
            kind: key.kind.as_str().to_owned(),
            name: key.name.clone(),
            columns: key.columns.iter().map(ToString::to_string).collect(),
            references: key.references.as_ref().map(Into::into),
            enabled: key.enabled,
        }
    }
}

impl TryFrom<KeyDoc> for Key {
    type Error = Corrupt;

    fn try_from(doc: KeyDoc) -> Result<Self, Corrupt> {
        let id = |text: &String| Uuid::parse_str(text).map(ColumnId);
        let columns: Result<Vec<_>, _> = doc.columns.iter().map(id).collect();
        Ok(Self {
            kind: word("key kind", &doc.kind, KeyKind::from_name)?,
            name: doc.name,
            columns: columns.map_err(|error| Corrupt::new("key", error))?,
            references: doc.references.map(Into::into),
            enabled: doc.enabled,
        })
    }
}

fn keys_of(docs: Vec<KeyDoc>) -> Result<Vec<Key>, Corrupt> {
    docs.into_iter().map(Key::try_from).collect()
}

#[derive(Serialize, Deserialize)]
struct ObservedDoc {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    definition: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    row_count: Option<u64>,
    properties: JsonValue,
    keys: Vec<KeyDoc>,
}

#[derive(Serialize, Deserialize)]
struct OverridesDoc {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    keys: Option<Vec<KeyDoc>>,
}

fn observed_text(observed: &TableObserved) -> String {
    to_json(&ObservedDoc {
        kind: observed.kind.as_str().to_owned(),
        comment: observed.comment.clone(),
        definition: observed.definition.clone(),
        row_count: observed.row_count,
        properties: JsonValue(observed.properties.clone()),
        keys: observed.keys.iter().map(Into::into).collect(),
    })
}

fn observed_of(text: &str) -> Result<TableObserved, Corrupt> {
    let doc: ObservedDoc = from_json("table's facts", text)?;
    Ok(TableObserved {
        kind: word("table kind", &doc.kind, TableKind::from_name)?,
        comment: doc.comment,
        definition: doc.definition,
        row_count: doc.row_count,
        properties: doc.properties.0,
        keys: keys_of(doc.keys)?,
    })
}

fn overrides_text(overrides: &TableOverrides) -> Option<String> {
    (*overrides != TableOverrides::default()).then(|| {
        to_json(&OverridesDoc {
            kind: overrides.kind.map(|kind| kind.as_str().to_owned()),
            description: overrides.description.clone(),
            keys: overrides.keys.as_ref().map(|keys| keys.iter().map(Into::into).collect()),
        })
    })
}

fn overrides_of(text: &str) -> Result<TableOverrides, Corrupt> {
    let doc: OverridesDoc = from_json("table's overrides", text)?;
    let kind = doc.kind.map(|kind| word("table kind", &kind, TableKind::from_name));
    Ok(TableOverrides {
        kind: kind.transpose()?,
        description: doc.description,
        keys: doc.keys.map(keys_of).transpose()?,
    })
}

/// A list of tags; none at all is no text.
pub(super) fn tags_text(tags: &[String]) -> Option<String> {
    (!tags.is_empty()).then(|| to_json(&tags))
}

pub(super) fn tags_of(text: Option<String>) -> Result<Vec<String>, Corrupt> {
    text.map_or_else(|| Ok(Vec::new()), |text| from_json("list of tags", &text))
}

/// What a table is called at its source, as it lies in its row.
pub(crate) fn external_text(name: &ObjectName) -> String {
    to_json(&NameDoc::from(name))
}

pub(crate) fn table_row(stored: &Stored<Table>, doc: Option<i64>) -> Model {
    let table = &stored.value;
    Model {
        id: table.id.0,
        source_id: table.source.map(|id| id.0),
        schema: table.schema.clone(),
        name: table.name.clone(),
        external: table.external.as_ref().map(external_text),
        tags: tags_text(&table.tags),
        owner: table.owner.clone(),
        observed: table.observed.as_ref().map(observed_text),
        overrides: overrides_text(&table.overrides),
        introspected_at: table.introspected_at.map(|at| at.0),
        kind: table.kind().as_str().to_owned(),
        identity_hash: identity_hash(&table.identity()),
        order_key: order_key(&table.name),
        owner_key: table.owner.as_deref().map(|owner| bounded(owner).to_owned()),
        filter_text: filter_text([table.schema.as_deref(), Some(&table.name)]),
        seq: stored.seq.cast_signed(),
        version: stored.version.cast_signed(),
        created_at: stored.created_at.0,
        updated_at: stored.updated_at.0,
        doc,
    }
}

pub(crate) fn table_of(row: Model) -> Result<Stored<Table>, Corrupt> {
    let external = row.external.map(|text| from_json::<NameDoc>("name at the source", &text));
    let value = Table {
        id: TableId(row.id),
        source: row.source_id.map(SourceId),
        schema: row.schema,
        name: row.name,
        external: external.transpose()?.map(Into::into),
        tags: tags_of(row.tags)?,
        owner: row.owner,
        observed: row.observed.as_deref().map(observed_of).transpose()?,
        overrides: row.overrides.as_deref().map(overrides_of).transpose()?.unwrap_or_default(),
        introspected_at: row.introspected_at.map(Timestamp),
    };
    Ok(Stored {
        value,
        seq: row.seq.cast_unsigned(),
        version: row.version.cast_unsigned(),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mapping::value::tests::any_value;

    fn text() -> impl Strategy<Value = String> {
        "\\PC{1,6}"
    }

    fn key() -> impl Strategy<Value = Key> {
        let target =
            (proptest::option::of(text()), text(), proptest::collection::vec(text(), 1..3))
                .prop_map(|(schema, name, columns)| ForeignTarget { schema, name, columns });
        let columns = proptest::collection::vec(any::<u128>(), 1..3);
        let kind = proptest::sample::select(KeyKind::ALL);
        let name = proptest::option::of(text());
        (kind, name, columns, proptest::option::of(target), any::<Option<bool>>()).prop_map(
            |(kind, name, columns, references, enabled)| Key {
                kind,
                name,
                columns: columns.into_iter().map(|id| ColumnId(Uuid::from_u128(id))).collect(),
                references,
                enabled,
            },
        )
    }

    fn observed() -> impl Strategy<Value = TableObserved> {
        let texts = (proptest::option::of(text()), proptest::option::of(text()));
        let keys = proptest::collection::vec(key(), 0..3);
        let kind = proptest::sample::select(TableKind::ALL);
        (kind, texts, any::<Option<u64>>(), any_value(), keys).prop_map(
            |(kind, (comment, definition), row_count, properties, keys)| TableObserved {
                kind,
                comment,
                definition,
                row_count,
                properties,
                keys,
            },
        )
    }

    fn overrides() -> impl Strategy<Value = TableOverrides> {
        let kind = proptest::option::of(proptest::sample::select(TableKind::ALL));
        let keys = proptest::option::of(proptest::collection::vec(key(), 0..3));
        (kind, proptest::option::of(text()), keys)
            .prop_map(|(kind, description, keys)| TableOverrides { kind, description, keys })
    }

    prop_compose! {
        fn stored()(
            ids in any::<(u128, Option<u128>)>(),
            names in (proptest::option::of(text()), text(), proptest::option::of(text())),
            external in proptest::option::of((proptest::option::of(text()), text())),
            tags in proptest::collection::vec(text(), 0..4),
            observed in proptest::option::of(observed()),
            overrides in overrides(),
            times in any::<(Option<i64>, i64, i64)>(),
            counts in (1_u64..1 << 60, 1_u32..1 << 30),
        ) -> Stored<Table> {
            let mut table = Table::new(TableId(Uuid::from_u128(ids.0)), names.0, names.1);
            table.source = ids.1.map(|id| SourceId(Uuid::from_u128(id)));
            table.owner = names.2;
            table.external = external.map(|(schema, name)| ObjectName { schema, name });
            table.set_tags(tags);
            table.observed = observed;
            table.overrides = overrides;
            table.introspected_at = times.0.map(Timestamp);
            Stored {
                value: table,
                seq: counts.0,
                version: counts.1,
                created_at: Timestamp(times.1),
                updated_at: Timestamp(times.2),
            }
        }
    }

    proptest! {
        #[test]
        fn tables_read_back_equal(stored in stored(), doc in any::<Option<i64>>()) {
            let row = table_row(&stored, doc);
            prop_assert_eq!(row.doc, doc);
            prop_assert_eq!(table_of(row).expect("reads"), stored);
        }
    }
}
