//! BSON types: their names and what they mean.

use std::collections::{BTreeMap, BTreeSet};

use ariadne_domain::LogicalType;
use mongodb::bson::spec::ElementType;

/// Arrays in arrays that a type's text shows; deeper ones are `array` alone.
const MAX_ARRAY_NESTING: usize = 16;

/// A type of BSON, binary data by its subtype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum BsonType {
    Double,
    String,
    Object,
    Array,
    Binary(u8),
    Undefined,
    ObjectId,
    Bool,
    Date,
    Null,
    Regex,
    DbPointer,
    JavaScript,
    Symbol,
    JavaScriptWithScope,
    Int,
    Timestamp,
    Long,
    Decimal128,
    MinKey,
    MaxKey,
}

impl BsonType {
    /// The type of an element; the subtype of binary data is read from the value.
    pub(crate) fn of(element: ElementType) -> Self {
        match element {
            ElementType::Double => Self::Double,
            ElementType::String => Self::String,
            ElementType::EmbeddedDocument => Self::Object,
            ElementType::Array => Self::Array,
            ElementType::Binary => Self::Binary(0),
            ElementType::Undefined => Self::Undefined,
            ElementType::ObjectId => Self::ObjectId,
            ElementType::Boolean => Self::Bool,
            ElementType::DateTime => Self::Date,
            ElementType::Null => Self::Null,
            ElementType::RegularExpression => Self::Regex,
            ElementType::DbPointer => Self::DbPointer,
            ElementType::JavaScriptCode => Self::JavaScript,
            ElementType::Symbol => Self::Symbol,
            ElementType::JavaScriptCodeWithScope => Self::JavaScriptWithScope,
            ElementType::Int32 => Self::Int,
            ElementType::Timestamp => Self::Timestamp,
            ElementType::Int64 => Self::Long,
            ElementType::Decimal128 => Self::Decimal128,
            ElementType::MinKey => Self::MinKey,
            ElementType::MaxKey => Self::MaxKey,
        }
    }

    /// Its name: the server's own alias, but `decimal128` in full and binary data
    /// with its subtype, `binData:4`.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Binary(subtype) => format!("binData:{subtype}"),
            Self::Double => "double".into(),
            Self::String => "string".into(),
            Self::Object => "object".into(),
            Self::Array => "array".into(),
            Self::Undefined => "undefined".into(),
            Self::ObjectId => "objectId".into(),
            Self::Bool => "bool".into(),
            Self::Date => "date".into(),
            Self::Null => "null".into(),
            Self::Regex => "regex".into(),
            Self::DbPointer => "dbPointer".into(),
            Self::JavaScript => "javascript".into(),
            Self::Symbol => "symbol".into(),
            Self::JavaScriptWithScope => "javascriptWithScope".into(),
            Self::Int => "int".into(),
            Self::Timestamp => "timestamp".into(),
            Self::Long => "long".into(),
            Self::Decimal128 => "decimal128".into(),
            Self::MinKey => "minKey".into(),
            Self::MaxKey => "maxKey".into(),
        }
    }

    /// The normal form of a type that holds no others.
    fn logical(self) -> LogicalType {
        match self {
            Self::Double => LogicalType::Float,
            Self::String | Self::Symbol | Self::ObjectId => LogicalType::String(None),
            Self::Object => LogicalType::Object,
            Self::Array => LogicalType::array(LogicalType::Unknown),
            Self::Binary(3 | 4) => LogicalType::Uuid,
            Self::Binary(9) => LogicalType::Vector(None),
            Self::Binary(_) => LogicalType::Binary(None),
            Self::Bool => LogicalType::Boolean,
            Self::Date | Self::Timestamp => LogicalType::Timestamp,
            Self::Int | Self::Long => LogicalType::Integer,
            Self::Decimal128 => LogicalType::Decimal { precision: None, scale: None },
            Self::Undefined
            | Self::Null
            | Self::Regex
            | Self::DbPointer
            | Self::JavaScript
            | Self::JavaScriptWithScope
            | Self::MinKey
            | Self::MaxKey => LogicalType::Unknown,
        }
    }

    /// Types that a map's values may mix and still be of one kind.
    pub(crate) fn class(self) -> u8 {
        match self {
            Self::Double | Self::Int | Self::Long | Self::Decimal128 => 0,
            Self::String | Self::Symbol => 1,
            Self::Object => 2,
            Self::Array => 3,
            Self::Binary(_) => 4,
            Self::ObjectId => 5,
            Self::Bool => 6,
            Self::Date | Self::Timestamp => 7,
            _ => 8,
        }
    }
}

/// How often each type was seen.
pub(crate) type Counts = BTreeMap<BsonType, u64>;

/// A type as a tree: what a path holds, arrays and maps with what is in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeTree {
    /// The types other than null.
    pub(crate) members: BTreeSet<BsonType>,
    /// What the arrays among them hold.
    pub(crate) elements: Option<Box<TypeTree>>,
    /// What the objects among them hold, if their keys are data.
    pub(crate) values: Option<Box<TypeTree>>,
    /// Whether null was seen (or declared).
    pub(crate) null: bool,
}

impl TypeTree {
    /// The text of the type, members in alphabetical order: `array<int|string>|object`.
    pub(crate) fn spelling(&self) -> String {
        self.spelling_at(0)
    }

    fn spelling_at(&self, depth: usize) -> String {
        let mut names: Vec<String> = self
            .members
            .iter()
            .map(|member| match member {
                BsonType::Array => match &self.elements {
                    Some(inner) if !inner.is_empty() && depth < MAX_ARRAY_NESTING => {
                        format!("array<{}>", inner.spelling_at(depth + 1))
                    }
                    _ => "array".to_owned(),
                },
                BsonType::Object => match &self.values {
                    Some(inner) if !inner.is_empty() && depth < MAX_ARRAY_NESTING => {
                        format!("map<{}>", inner.spelling_at(depth + 1))
                    }
                    Some(_) => "map".to_owned(),
                    None => "object".to_owned(),
                },
                other => other.name(),
            })
            .collect();
        if names.is_empty() {
            return if self.null { "null" } else { "unknown" }.to_owned();
        }
        // elements that may be null are a fact of the element type; of a path it is told by `nullable`
        if depth > 0 && self.null {
            names.push("null".to_owned());
        }
        names.sort();
        names.join("|")
    }

    /// The normal form.
    pub(crate) fn logical(&self) -> LogicalType {
        self.logical_at(0)
    }

    fn logical_at(&self, depth: usize) -> LogicalType {
        let inner = |tree: &Option<Box<TypeTree>>| match tree {
            Some(tree) if depth < MAX_ARRAY_NESTING => tree.logical_at(depth + 1),
            _ => LogicalType::Unknown,
        };
        LogicalType::union(self.members.iter().map(|member| match member {
            BsonType::Array => LogicalType::array(inner(&self.elements)),
            BsonType::Object if self.values.is_some() => LogicalType::map(inner(&self.values)),
            other => other.logical(),
        }))
    }

    fn is_empty(&self) -> bool {
        self.members.is_empty() && !self.null
    }

    /// A tree of the counted types.
    pub(crate) fn of_counts(counts: &Counts) -> Self {
        Self {
            members: counts.keys().copied().filter(|t| *t != BsonType::Null).collect(),
            null: counts.contains_key(&BsonType::Null),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(members: &[BsonType]) -> TypeTree {
        TypeTree { members: members.iter().copied().collect(), ..TypeTree::default() }
    }

    #[test]
    fn what_is_written_by_hand_means_the_same() {
        for one in [
            BsonType::Double,
            BsonType::String,
            BsonType::Object,
            BsonType::Array,
            BsonType::Binary(0),
            BsonType::Binary(4),
            BsonType::Binary(9),
            BsonType::ObjectId,
            BsonType::Bool,
            BsonType::Null,
            BsonType::Regex,
            BsonType::Symbol,
            BsonType::Int,
            BsonType::Long,
            BsonType::Timestamp,
            BsonType::Decimal128,
            BsonType::MinKey,
        ] {
            let spelling = one.name();
            assert_eq!(LogicalType::guess(&spelling), one.logical(), "{spelling}");
        }
        // A logical type says what it is: a day.
        assert_eq!(LogicalType::guess(&BsonType::Date.name()), LogicalType::Date);
    }

    #[test]
    fn spellings_name_every_member() {
        assert_eq!(tree(&[BsonType::String, BsonType::Int]).spelling(), "int|string");
        assert_eq!(tree(&[BsonType::Binary(4)]).spelling(), "binData:4");
        assert_eq!(tree(&[]).spelling(), "unknown");
        assert_eq!(TypeTree { null: true, ..tree(&[]) }.spelling(), "null");
        let list = TypeTree {
            elements: Some(Box::new(TypeTree {
                null: true,
                ..tree(&[BsonType::String, BsonType::Int])
            })),
            ..tree(&[BsonType::Array, BsonType::Object])
        };
        assert_eq!(list.spelling(), "array<int|null|string>|object");
        assert_eq!(list.logical().to_string(), "array<int|string>|object");
        let map = TypeTree {
            values: Some(Box::new(tree(&[BsonType::Double]))),
            ..tree(&[BsonType::Object])
        };
        assert_eq!(map.spelling(), "map<double>");
        assert_eq!(map.logical().to_string(), "map<float>");
        assert_eq!(tree(&[BsonType::Array]).spelling(), "array");
    }

    #[test]
    fn whole_numbers_are_one_logical_type() {
        assert_eq!(tree(&[BsonType::Int, BsonType::Long]).logical(), LogicalType::Integer);
        assert_eq!(tree(&[BsonType::Binary(4)]).logical(), LogicalType::Uuid);
        assert_eq!(tree(&[BsonType::Decimal128]).logical().to_string(), "decimal");
    }

    #[test]
    fn deep_arrays_have_a_text_that_can_be_read_back() {
        let mut deep = tree(&[BsonType::Int]);
        for _ in 0..60 {
            deep = TypeTree { elements: Some(Box::new(deep)), ..tree(&[BsonType::Array]) };
        }
        let logical = deep.logical();
        assert_eq!(logical.to_string().parse(), Ok(logical));
        assert!(deep.spelling().len() < 300);
    }
}
