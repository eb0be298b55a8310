//! Columns, with their facts and overrides.

use ariadne_domain::{
    Column, ColumnFacts, ColumnId, ColumnObserved, ColumnOverrides, LogicalType, Path, Stored,
    TableId, Timestamp,
};
use serde::{Deserialize, Serialize};

use super::document::{Corrupt, from_json, to_json};
use super::keys::path_hash;
use super::table::{tags_of, tags_text};
use super::value::JsonValue;
use crate::entities::catalog_column::Model;

/// What a source said about a column, also inside a stored fetch.
#[derive(Serialize, Deserialize)]
pub(super) struct FactsDoc {
    path: Vec<String>,
    data_type: String,
    logical_type: String,
    nullable: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    generated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    comment: Option<String>,
    properties: JsonValue,
}

impl From<&ColumnFacts> for FactsDoc {
    fn from(facts: &ColumnFacts) -> Self {
        Self {
            path: facts.path.to_wire(),
            data_type: facts.data_type.clone(),
            logical_type: facts.logical_type.to_string(),
            nullable: facts.nullable,
            default: facts.default.clone(),
            generated: facts.generated.clone(),
            comment: facts.comment.clone(),
            properties: JsonValue(facts.properties.clone()),
        }
    }
}

impl TryFrom<FactsDoc> for ColumnFacts {
    type Error = Corrupt;

    fn try_from(doc: FactsDoc) -> Result<Self, Corrupt> {
        Ok(Self {
            path: Path::from_wire(&doc.path),
            data_type: doc.data_type,
            logical_type: logical(&doc.logical_type)?,
            nullable: doc.nullable,
            default: doc.default,
            generated: doc.generated,
            comment: doc.comment,
            properties: doc.properties.0,
        })
    }
}

fn logical(text: &str) -> Result<LogicalType, Corrupt> {
    text.parse().map_err(|error| Corrupt::new("logical type", error))
}

#[derive(Serialize, Deserialize)]
struct ObservedDoc {
    facts: FactsDoc,
    ordinal: u32,
}

#[derive(Serialize, Deserialize)]
struct OverridesDoc {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    data_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    logical_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    nullable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    description: Option<String>,
    /// Present also when the person's value is JSON null.
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "present")]
    properties: Option<JsonValue>,
}

/// A member that is there is `Some`, be it null.
fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<JsonValue>, D::Error> {
    JsonValue::deserialize(deserializer).map(Some)
}

fn overrides_text(overrides: &ColumnOverrides) -> Option<String> {
    let plain = ColumnOverrides { hidden: overrides.hidden, ..ColumnOverrides::default() };
    (*overrides != plain).then(|| {
        to_json(&OverridesDoc {
            data_type: overrides.data_type.clone(),
            logical_type: overrides.logical_type.as_ref().map(ToString::to_string),
            nullable: overrides.nullable,
            default: overrides.default.clone(),
            description: overrides.description.clone(),
            properties: overrides.properties.clone().map(JsonValue),
        })
    })
}

fn overrides_of(text: Option<&str>, hidden: bool) -> Result<ColumnOverrides, Corrupt> {
    let Some(text) = text else {
        return Ok(ColumnOverrides { hidden, ..ColumnOverrides::default() });
    };
    let doc: OverridesDoc = from_json("column's overrides", text)?;
    Ok(ColumnOverrides {
        data_type: doc.data_type,
        logical_type: doc.logical_type.as_deref().map(logical).transpose()?,
        nullable: doc.nullable,
        default: doc.default,
        description: doc.description,
        properties: doc.properties.map(|json| json.0),
        hidden,
    })
}

fn observed_text(observed: &ColumnObserved) -> String {
    to_json(&ObservedDoc { facts: (&observed.facts).into(), ordinal: observed.ordinal })
}

fn observed_of(text: &str) -> Result<ColumnObserved, Corrupt> {
    let doc: ObservedDoc = from_json("column's facts", text)?;
    Ok(ColumnObserved { facts: doc.facts.try_into()?, ordinal: doc.ordinal })
}

pub(crate) fn column_row(stored: &Stored<Column>, doc: Option<i64>) -> Model {
    let column = &stored.value;
    Model {
        id: column.id.0,
        table_id: column.table.0,
        path: to_json(&column.path.to_wire()),
        path_hash: path_hash(&column.path),
        ordinal: i64::from(column.ordinal),
        observed: column.observed.as_ref().map(observed_text),
        overrides: overrides_text(&column.overrides),
        tags: tags_text(&column.tags),
        hidden: column.overrides.hidden,
        seq: stored.seq.cast_signed(),
        version: stored.version.cast_signed(),
        created_at: stored.created_at.0,
        updated_at: stored.updated_at.0,
        doc,
    }
}

pub(crate) fn column_of(row: Model) -> Result<Stored<Column>, Corrupt> {
    let wire: Vec<String> = from_json("column path", &row.path)?;
    let ordinal = u32::try_from(row.ordinal);
    let value = Column {
        id: ColumnId(row.id),
        table: TableId(row.table_id),
        path: Path::from_wire(wire),
        ordinal: ordinal.map_err(|error| Corrupt::new("column ordinal", error))?,
        observed: row.observed.as_deref().map(observed_of).transpose()?,
        overrides: overrides_of(row.overrides.as_deref(), row.hidden)?,
        tags: tags_of(row.tags)?,
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
    use ariadne_domain::{Segment, Value};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::mapping::value::tests::any_value;

    fn text() -> impl Strategy<Value = String> {
        "\\PC{1,6}"
    }

    fn path() -> impl Strategy<Value = Path> {
        let segment = prop_oneof![
            4 => prop_oneof!["\\PC{0,6}", Just("[]".to_owned()), Just("\\{}".to_owned())]
                .prop_map(Segment::Key),
            1 => Just(Segment::Element),
            1 => Just(Segment::MapValue),
        ];
        proptest::collection::vec(segment, 1..5).prop_map(Path::new)
    }

    fn logical_type() -> impl Strategy<Value = LogicalType> {
        let texts = [
            "int",
            "decimal(38,-84)",
            "string(50)",
            "array<int|string>",
            "map<object>",
            "vector(3)",
        ];
        proptest::sample::select(texts.to_vec())
            .prop_map(|text| text.parse().expect("a logical type"))
    }

    prop_compose! {
        fn facts()(
            path in path(),
            data_type in text(),
            logical_type in logical_type(),
            nullable in any::<bool>(),
            texts in proptest::array::uniform3(proptest::option::of(text())),
            properties in any_value(),
        ) -> ColumnFacts {
            let [default, generated, comment] = texts;
            ColumnFacts { path, data_type, logical_type, nullable, default, generated, comment, properties }
        }
    }

    prop_compose! {
        fn overrides()(
            texts in proptest::array::uniform3(proptest::option::of(text())),
            logical_type in proptest::option::of(logical_type()),
            nullable in any::<Option<bool>>(),
            properties in proptest::option::of(prop_oneof![Just(Value::Null), any_value()]),
            hidden in any::<bool>(),
        ) -> ColumnOverrides {
            let [data_type, default, description] = texts;
            ColumnOverrides { data_type, logical_type, nullable, default, description, properties, hidden }
        }
    }

    prop_compose! {
        fn stored()(
            ids in any::<(u128, u128)>(),
            path in path(),
            ordinals in any::<(u32, u32)>(),
            facts in proptest::option::of(facts()),
            overrides in overrides(),
            tags in proptest::collection::vec(text(), 0..3),
            seq in 1_u64..1 << 60,
        ) -> Stored<Column> {
            let mut column = Column {
                id: ColumnId(Uuid::from_u128(ids.0)),
                table: TableId(Uuid::from_u128(ids.1)),
                path,
                ordinal: ordinals.0,
                observed: facts.map(|facts| ColumnObserved { facts, ordinal: ordinals.1 }),
                overrides,
                tags: Vec::new(),
            };
            column.set_tags(tags);
            let (created_at, updated_at) = (Timestamp(1), Timestamp(2));
            Stored { value: column, seq, version: 0, created_at, updated_at }
        }
    }

    proptest! {
        #[test]
        fn columns_read_back_equal(stored in stored(), doc in any::<Option<i64>>()) {
            let row = column_row(&stored, doc);
            prop_assert_eq!(row.doc, doc);
            prop_assert_eq!(column_of(row).expect("reads"), stored);
        }
    }
}
