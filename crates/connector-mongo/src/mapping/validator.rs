//! What a collection's validator declares.
//!
//! `$jsonSchema` is read, also inside a top-level `$and`; other conditions are kept in
//! the table's properties and say nothing about types.

use std::collections::BTreeSet;

use ariadne_domain::Value;
use mongodb::bson::spec::ElementType;
use mongodb::bson::{Bson, Document, RawBsonRef, RawDocument};

use super::extjson;
use super::types::{BsonType, TypeTree};

/// Schemas in schemas that are followed.
const MAX_DEPTH: usize = 50;

/// What a schema declares of one place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Declared {
    /// The allowed types; `None` when it does not say.
    pub(crate) types: Option<BTreeSet<Allowed>>,
    /// Fields of objects, in the schema's order.
    pub(crate) fields: Vec<(String, Declared)>,
    /// Names of the fields that objects must have.
    pub(crate) required: Vec<String>,
    /// Elements of arrays.
    pub(crate) items: Option<Box<Declared>>,
    /// Whether objects may have other fields than those.
    pub(crate) closed: bool,
    /// The allowed values.
    pub(crate) values: Option<Vec<Bson>>,
    /// `description`, else `title`.
    pub(crate) description: Option<String>,
    /// Everything it says of the place itself, as it stands there.
    pub(crate) facts: Value,
}

/// A type as a schema may name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Allowed {
    /// One type of BSON.
    One(BsonType),
    /// Binary data of any subtype.
    Binary,
    /// `number`: int, long, double, decimal.
    Number,
}

impl Allowed {
    fn named(name: &str) -> Option<Self> {
        Some(Self::One(match name {
            "number" => return Some(Self::Number),
            "binData" => return Some(Self::Binary),
            "double" => BsonType::Double,
            "string" => BsonType::String,
            "object" => BsonType::Object,
            "array" => BsonType::Array,
            "undefined" => BsonType::Undefined,
            "objectId" => BsonType::ObjectId,
            "bool" | "boolean" => BsonType::Bool,
            "date" => BsonType::Date,
            "null" => BsonType::Null,
            "regex" => BsonType::Regex,
            "dbPointer" => BsonType::DbPointer,
            "javascript" => BsonType::JavaScript,
            "symbol" => BsonType::Symbol,
            "javascriptWithScope" => BsonType::JavaScriptWithScope,
            "int" => BsonType::Int,
            "timestamp" => BsonType::Timestamp,
            "long" => BsonType::Long,
            "decimal" => BsonType::Decimal128,
            "minKey" => BsonType::MinKey,
            "maxKey" => BsonType::MaxKey,
            _ => return None,
        }))
    }

    fn covers(self, kind: BsonType) -> bool {
        match self {
            Self::One(one) => one == kind,
            Self::Binary => matches!(kind, BsonType::Binary(_)),
            Self::Number => matches!(
                kind,
                BsonType::Int | BsonType::Long | BsonType::Double | BsonType::Decimal128
            ),
        }
    }

    fn name(self) -> String {
        match self {
            Self::One(one) => one.name(),
            Self::Binary => "binData".into(),
            Self::Number => "number".into(),
        }
    }
}

impl Declared {
    /// Whether values of this type are allowed.
    pub(crate) fn allows(&self, kind: BsonType) -> bool {
        self.types.as_ref().is_none_or(|types| types.iter().any(|t| t.covers(kind)))
    }

    /// The declared types as text.
    pub(crate) fn type_names(&self) -> Option<String> {
        let types = self.types.as_ref()?;
        let mut names: Vec<String> = types.iter().map(|t| t.name()).collect();
        names.sort();
        Some(names.join("|"))
    }

    /// Whether null is allowed.
    pub(crate) fn allows_null(&self) -> bool {
        self.allows(BsonType::Null)
    }

    /// The declared types as a tree, for a place where nothing was seen.
    pub(crate) fn tree(&self) -> TypeTree {
        let mut tree = TypeTree::default();
        for allowed in self.types.iter().flatten() {
            match allowed {
                Allowed::One(BsonType::Null) => tree.null = true,
                Allowed::One(one) => {
                    tree.members.insert(*one);
                }
                Allowed::Binary => {
                    tree.members.insert(BsonType::Binary(0));
                }
                Allowed::Number => tree.members.extend([
                    BsonType::Int,
                    BsonType::Long,
                    BsonType::Double,
                    BsonType::Decimal128,
                ]),
            }
        }
        if self.types.is_none() {
            if !self.fields.is_empty() {
                tree.members.insert(BsonType::Object);
            }
            if self.items.is_some() {
                tree.members.insert(BsonType::Array);
            }
        }
        tree.elements = self.items.as_ref().map(|items| Box::new(items.tree()));
        tree
    }

    /// Whether `value` is one of the allowed ones.
    fn allows_value(&self, value: &Bson) -> bool {
        self.values.as_ref().is_none_or(|all| all.iter().any(|one| equal(one, value)))
    }

    /// In how many of the documents a value at the path of `keys` is none of the
    /// allowed ones.
    pub(crate) fn documents_outside<'a>(
        &self,
        documents: impl Iterator<Item = &'a RawDocument>,
        keys: &[&str],
    ) -> u64 {
        let outside = |document: &&RawDocument| {
            let mut found = false;
            each_value(document, keys, &mut |value| {
                found |= Bson::try_from(value).is_ok_and(|value| !self.allows_value(&value));
            });
            found
        };
        documents.filter(outside).count() as u64
    }
}

/// Calls `seen` with every value at the path, objects in arrays included.
fn each_value<'a>(document: &'a RawDocument, keys: &[&str], seen: &mut dyn FnMut(RawBsonRef<'a>)) {
    let Some((first, rest)) = keys.split_first() else { return };
    for (key, value) in document.iter().flatten() {
        if key.as_str() != *first {
            continue;
        }
        match value {
            _ if rest.is_empty() => seen(value),
            RawBsonRef::Document(inner) => each_value(inner, rest, seen),
            RawBsonRef::Array(items) => {
                for element in items.iter_elements().flatten() {
                    if element.element_type() == ElementType::EmbeddedDocument
                        && let Ok(RawBsonRef::Document(inner)) = element.value()
                    {
                        each_value(inner, rest, seen);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Equality as the server's `enum` sees it: numbers by value.
fn equal(a: &Bson, b: &Bson) -> bool {
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// A number as text that is equal for equal values of the types that hold it exactly.
fn number(value: &Bson) -> Option<String> {
    match value {
        Bson::Int32(n) => Some(n.to_string()),
        Bson::Int64(n) => Some(n.to_string()),
        Bson::Double(n) => Some(n.to_string()),
        Bson::Decimal128(n) => Some(n.to_string()),
        _ => None,
    }
}

/// Reads the validator of a collection; `None` when it declares no schema.
pub(crate) fn read(validator: &Document) -> Option<Declared> {
    if let Ok(schema) = validator.get_document("$jsonSchema") {
        return Some(schema_at(schema, 0));
    }
    let conditions = validator.get_array("$and").ok()?;
    conditions
        .iter()
        .filter_map(Bson::as_document)
        .find_map(|condition| condition.get_document("$jsonSchema").ok())
        .map(|schema| schema_at(schema, 0))
}

fn names(value: Option<&Bson>) -> Option<Vec<&str>> {
    match value? {
        Bson::String(name) => Some(vec![name]),
        Bson::Array(items) => Some(items.iter().filter_map(Bson::as_str).collect()),
        _ => None,
    }
}

fn schema_at(schema: &Document, depth: usize) -> Declared {
    let mut declared = Declared { facts: Value::object(), ..Declared::default() };
    let types = names(schema.get("bsonType")).or_else(|| names(schema.get("type")));
    declared.types = types.map(|names| names.into_iter().filter_map(Allowed::named).collect());
    declared.required =
        names(schema.get("required")).unwrap_or_default().into_iter().map(str::to_owned).collect();
    declared.values = schema.get_array("enum").ok().cloned();
    declared.closed = schema.get_bool("additionalProperties").is_ok_and(|more| !more)
        && !schema.contains_key("patternProperties");
    let text = |key: &str| schema.get_str(key).ok().filter(|t| !t.is_empty()).map(str::to_owned);
    declared.description = text("description").or_else(|| text("title"));
    if depth < MAX_DEPTH {
        if let Ok(properties) = schema.get_document("properties") {
            declared.fields = properties
                .iter()
                .filter_map(|(name, below)| {
                    Some((name.clone(), schema_at(below.as_document()?, depth + 1)))
                })
                .collect();
        }
        if let Ok(items) = schema.get_document("items") {
            declared.items = Some(Box::new(schema_at(items, depth + 1)));
        }
    }
    for (key, value) in schema {
        // what hangs below the place is told there
        if !matches!(key.as_str(), "properties" | "items" | "required" | "description") {
            declared.facts.set(key.as_str(), extjson::of_bson(value));
        }
    }
    declared
}

#[cfg(test)]
mod tests {
    use mongodb::bson::{RawDocumentBuf, doc};

    use super::*;

    #[test]
    fn a_schema_is_read() {
        let declared = read(&doc! { "$jsonSchema": {
            "bsonType": "object", "description": "People", "required": ["name", "age"],
            "additionalProperties": false,
            "properties": {
                "name": { "bsonType": "string", "description": "Full name", "minLength": 1 },
                "age": { "bsonType": ["int", "null"] },
                "size": { "type": "number" },
                "tags": { "bsonType": "array", "items": { "bsonType": "string" } },
                "home": { "properties": { "city": { "enum": ["Oslo", 7] } } },
            },
        } })
        .unwrap();
        assert_eq!(declared.description.as_deref(), Some("People"));
        assert_eq!(declared.required, ["name", "age"]);
        assert!(declared.closed);
        let field = |name: &str| &declared.fields.iter().find(|(n, _)| n == name).unwrap().1;
        assert_eq!(field("name").facts.get("minLength"), Some(&Value::from(1)));
        assert!(field("age").allows(BsonType::Int) && field("age").allows_null());
        assert!(!field("age").allows(BsonType::Long));
        assert_eq!(field("age").type_names().as_deref(), Some("int|null"));
        assert_eq!(field("size").tree().spelling(), "decimal128|double|int|long");
        assert_eq!(field("tags").tree().spelling(), "array<string>");
        assert_eq!(field("home").tree().spelling(), "object");
    }

    #[test]
    fn other_validators_declare_nothing() {
        assert!(read(&doc! { "age": { "$gt": 0 } }).is_none());
        assert!(read(&doc! { "$and": [{ "age": { "$gt": 0 } }, { "$jsonSchema": {} }] }).is_some());
        // nonsense in place of a schema is read as far as it goes
        let odd =
            read(&doc! { "$jsonSchema": { "bsonType": 5, "properties": { "a": 1 }, "items": [] } });
        assert!(odd.unwrap().types.is_none());
    }

    #[test]
    fn values_outside_an_enum_are_counted_by_document() {
        let schema = schema_at(&doc! { "enum": ["a", 1] }, 0);
        let documents: Vec<RawDocumentBuf> = [
            doc! { "x": { "y": "a" } },
            doc! { "x": [{ "y": 1.0 }, { "y": 1_i64 }] },
            doc! { "x": [{ "y": "b" }, { "y": "c" }] },
            doc! { "x": 5 },
        ]
        .iter()
        .map(|d| RawDocumentBuf::try_from(d).unwrap())
        .collect();
        assert_eq!(schema.documents_outside(documents.iter().map(AsRef::as_ref), &["x", "y"]), 1);
    }
}
