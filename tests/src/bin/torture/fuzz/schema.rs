//! The schema, as the generator of documents needs it.

use std::collections::BTreeMap;

use async_graphql_parser::types::{
    BaseType, InputValueDefinition, ServiceDocument, Type, TypeKind, TypeSystemDefinition,
};
use async_graphql_parser::{Positioned, parse_schema};

/// Types by name.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) types: BTreeMap<String, Kind>,
}

/// What a type is.
#[derive(Debug)]
pub(super) enum Kind {
    Object(Vec<Field>),
    Union(Vec<String>),
    Enum(Vec<String>),
    Input(Vec<Argument>),
}

/// A field of an object.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) arguments: Vec<Argument>,
    /// The type within all lists.
    pub(super) of: String,
}

/// An argument, or a field of an input.
#[derive(Debug)]
pub(super) struct Argument {
    pub(super) name: String,
    pub(super) of: Type,
    pub(super) required: bool,
}

/// The type within all lists.
fn innermost(of: &Type) -> String {
    match &of.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(of) => innermost(of),
    }
}

fn arguments(given: &[Positioned<InputValueDefinition>]) -> Vec<Argument> {
    let argument = |given: &Positioned<InputValueDefinition>| {
        let of = given.node.ty.node.clone();
        let required = !of.nullable && given.node.default_value.is_none();
        Argument { name: given.node.name.node.to_string(), of, required }
    };
    given.iter().map(argument).collect()
}

impl Schema {
    /// Reads the schema's text.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let ServiceDocument { definitions } = parse_schema(text).map_err(|e| e.to_string())?;
        let mut types = BTreeMap::new();
        for definition in definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let kind = match &definition.node.kind {
                TypeKind::Object(object) => Kind::Object(
                    object
                        .fields
                        .iter()
                        .map(|field| Field {
                            name: field.node.name.node.to_string(),
                            arguments: arguments(&field.node.arguments),
                            of: innermost(&field.node.ty.node),
                        })
                        .collect(),
                ),
                TypeKind::Union(union) => {
                    Kind::Union(union.members.iter().map(|name| name.node.to_string()).collect())
                }
                TypeKind::Enum(values) => Kind::Enum(
                    values.values.iter().map(|value| value.node.value.node.to_string()).collect(),
                ),
                TypeKind::InputObject(input) => Kind::Input(arguments(&input.fields)),
                TypeKind::Scalar | TypeKind::Interface(_) => continue,
            };
            types.insert(definition.node.name.node.to_string(), kind);
        }
        Ok(Self { types })
    }

    /// The fields of an object; none of anything else.
    pub(super) fn fields(&self, name: &str) -> &[Field] {
        match self.types.get(name) {
            Some(Kind::Object(fields)) => fields,
            _ => &[],
        }
    }
}
