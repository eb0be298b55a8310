//! What changesets change: entities whose fields can be listed, compared and copied.

use uuid::Uuid;

use crate::names::names;
use crate::{
    Actor, Assertion, Column, Confidence, Edge, EdgeId, ForeignTarget, Key, LineageLevel,
    LineageOrigin, LineageStatus, LogicalType, ObjectName, Path, Source, SourceId, Table,
    TableKind, Timestamp, Value,
};

names! {
    /// The kinds of entities that history speaks of.
    pub enum EntityKind {
        /// A data source.
        Source = "SOURCE",
        /// A table.
        Table = "TABLE",
        /// A column.
        Column = "COLUMN",
        /// A lineage edge.
        Edge = "EDGE",
        /// A claim about a lineage edge.
        Assertion = "ASSERTION",
    }
}

/// An entity as a list of named fields. The names are the public ones that
/// history shows; every field that can change is in the list, so that content is
/// equal exactly when no field differs.
pub trait Entity: Clone + PartialEq {
    /// What it is.
    const KIND: EntityKind;
    /// Its id.
    fn id(&self) -> Uuid;
    /// What a person calls it now.
    fn label(&self) -> String;
    /// Every field with its value, in a fixed order.
    fn fields(&self) -> Vec<(&'static str, Value)>;
    /// Names of the fields that differ from `other`, in order.
    fn differing(&self, other: &Self) -> Vec<&'static str>;
    /// Takes the value of field `name` from `other`.
    fn copy_field(&mut self, name: &str, other: &Self);
    /// The names of the fields, in order.
    const FIELDS: &'static [&'static str];
}

impl EntityKind {
    /// The public name of a field that things of this kind have.
    pub fn field(self, name: &str) -> Option<&'static str> {
        let fields = match self {
            Self::Source => Source::FIELDS,
            Self::Table => Table::FIELDS,
            Self::Column => Column::FIELDS,
            Self::Edge => Edge::FIELDS,
            Self::Assertion => Assertion::FIELDS,
        };
        fields.iter().copied().find(|field| *field == name)
    }
}

macro_rules! entity_fields {
    ($($name:literal => $($place:ident).+),+ $(,)?) => {
        const FIELDS: &'static [&'static str] = &[$($name),+];

        fn fields(&self) -> Vec<(&'static str, Value)> {
            vec![$(($name, self.$($place).+.to_value())),+]
        }

        fn differing(&self, other: &Self) -> Vec<&'static str> {
            let mut names = Vec::new();
            $(if self.$($place).+ != other.$($place).+ { names.push($name); })+
            names
        }

        fn copy_field(&mut self, name: &str, other: &Self) {
            match name {
                $($name => self.$($place).+ = other.$($place).+.clone(),)+
                _ => {}
            }
        }
    };
}

impl Entity for Source {
    const KIND: EntityKind = EntityKind::Source;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn label(&self) -> String {
        self.name.clone()
    }

    entity_fields! {
        "name" => name,
        "description" => description,
        "settings" => settings,
        "secret" => secret,
        "isActive" => is_active,
    }
}

impl Entity for Table {
    const KIND: EntityKind = EntityKind::Table;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn label(&self) -> String {
        self.qualified_name()
    }

    entity_fields! {
        "source" => source,
        "schema" => schema,
        "name" => name,
        "external" => external,
        "tags" => tags,
        "owner" => owner,
        "kind" => overrides.kind,
        "description" => overrides.description,
        "keys" => overrides.keys,
        "observed" => observed,
        "introspectedAt" => introspected_at,
    }
}

impl Entity for Column {
    const KIND: EntityKind = EntityKind::Column;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn label(&self) -> String {
        self.path.to_string()
    }

    entity_fields! {
        "path" => path,
        "ordinal" => ordinal,
        "dataType" => overrides.data_type,
        "logicalType" => overrides.logical_type,
        "nullable" => overrides.nullable,
        "default" => overrides.default,
        "description" => overrides.description,
        "properties" => overrides.properties,
        "hidden" => overrides.hidden,
        "tags" => tags,
        "observed" => observed,
    }
}

impl Entity for Edge {
    const KIND: EntityKind = EntityKind::Edge;

    fn id(&self) -> Uuid {
        self.id.0
    }

    /// By ids: an edge does not know what its ends are called.
    fn label(&self) -> String {
        format!("{} -> {}", self.from.as_hyphenated(), self.to.as_hyphenated())
    }

    entity_fields! {
        "level" => level,
        "from" => from,
        "to" => to,
    }
}

impl Entity for Assertion {
    const KIND: EntityKind = EntityKind::Assertion;

    fn id(&self) -> Uuid {
        self.id.0
    }

    fn label(&self) -> String {
        format!("{} by {}", self.origin, self.claimant.name)
    }

    entity_fields! {
        "edge" => edge,
        "origin" => origin,
        "status" => status,
        "claimant" => claimant,
        "process" => process,
        "at" => at,
        "confidence" => confidence,
        "transformation" => transformation,
        "note" => note,
    }
}

/// How a field looks in history.
trait ToValue {
    fn to_value(&self) -> Value;
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, ToValue::to_value)
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(ToValue::to_value).collect())
    }
}

macro_rules! to_value {
    ($($ty:ty => |$it:ident| $body:expr),+ $(,)?) => {$(
        impl ToValue for $ty {
            fn to_value(&self) -> Value {
                let $it = self;
                Value::from($body)
            }
        }
    )+};
}

to_value! {
    Value => |it| it.clone(),
    String => |it| it.as_str(),
    bool => |it| *it,
    u32 => |it| *it,
    Timestamp => |it| it.0,
    SourceId => |it| it.to_string(),
    EdgeId => |it| it.to_string(),
    Uuid => |it| it.as_hyphenated().to_string(),
    LineageLevel => |it| it.as_str(),
    LineageOrigin => |it| it.as_str(),
    LineageStatus => |it| it.as_str(),
    Confidence => |it| Value::Number(it.to_string()),
    Actor => |it| Value::object()
        .with("id", it.id.to_string())
        .with("name", it.name.as_str())
        .with("kind", it.kind.as_str()),
    TableKind => |it| it.as_str(),
    LogicalType => |it| it.to_string(),
    Path => |it| it.to_string(),
    ObjectName => |it| Value::object()
        .with("schema", it.schema.clone())
        .with("name", it.name.as_str()),
    ForeignTarget => |it| Value::object()
        .with("schema", it.schema.clone())
        .with("name", it.name.as_str())
        .with("columns", it.columns.clone()),
    Key => |it| Value::object()
        .with("kind", it.kind.as_str())
        .with("name", it.name.clone())
        .with("columns", it.columns.iter().map(ToString::to_string).collect::<Vec<_>>())
        .with("references", it.references.to_value())
        .with("enabled", it.enabled),
    crate::TableObserved => |it| Value::object()
        .with("kind", it.kind.as_str())
        .with("comment", it.comment.clone())
        .with("definition", it.definition.clone())
        .with("rowCount", it.row_count)
        .with("properties", it.properties.clone())
        .with("keys", it.keys.to_value()),
    crate::ColumnObserved => |it| Value::object()
        .with("path", it.facts.path.to_string())
        .with("dataType", it.facts.data_type.as_str())
        .with("logicalType", it.facts.logical_type.to_string())
        .with("nullable", it.facts.nullable)
        .with("default", it.facts.default.clone())
        .with("generated", it.facts.generated.clone())
        .with("comment", it.facts.comment.clone())
        .with("properties", it.facts.properties.clone())
        .with("ordinal", it.ordinal),
}
