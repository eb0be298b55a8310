//! The mappings of one or several indices as one tree of fields.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::types::type_name;

/// The mapping of one index.
#[derive(Clone, Debug)]
pub(crate) struct IndexMapping {
    /// Name of the index.
    pub(crate) index: String,
    /// What stands below `mappings`.
    pub(crate) root: Map<String, Value>,
}

/// How a field comes to be in a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It is in the documents.
    Property,
    /// Its parent's value, indexed in another way.
    MultiField,
    /// Computed by a script when a search asks (Elasticsearch).
    Runtime,
    /// The same in `OpenSearch`.
    Derived,
}

impl Role {
    /// What a column's `generated` says.
    pub(crate) fn generated(self) -> Option<&'static str> {
        match self {
            Self::Property | Self::MultiField => None,
            Self::Runtime => Some("RUNTIME"),
            Self::Derived => Some("DERIVED"),
        }
    }
}

/// A field as one index has it.
#[derive(Clone, Debug)]
pub(crate) struct Variant<'a> {
    /// Position of the index.
    pub(crate) index: usize,
    pub(crate) role: Role,
    pub(crate) definition: &'a Map<String, Value>,
    /// Type of the property of the same name that a runtime field hides.
    pub(crate) shadows: Option<&'a str>,
}

/// A field over all indices.
#[derive(Clone, Debug)]
pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    /// At most one an index, in the order of the indices.
    pub(crate) variants: Vec<Variant<'a>>,
    pub(crate) children: Level<'a>,
}

/// Fields side by side, in the order in which the engine lists them; what only later indices have comes last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Level<'a> {
    pub(crate) fields: Vec<Field<'a>>,
    at: HashMap<&'a str, usize>,
}

impl<'a> Level<'a> {
    fn field(&mut self, name: &'a str) -> &mut Field<'a> {
        let next = self.fields.len();
        let at = *self.at.entry(name).or_insert(next);
        if at == next {
            self.fields.push(Field { name, variants: Vec::new(), children: Level::default() });
        }
        &mut self.fields[at]
    }

    fn get_mut(&mut self, name: &str) -> Option<&mut Field<'a>> {
        let at = *self.at.get(name)?;
        Some(&mut self.fields[at])
    }

    fn add(&mut self, members: Option<&'a Value>, index: usize, role: Role) {
        let Some(members) = members.and_then(Value::as_object) else { return };
        for (name, definition) in members {
            if let Some(definition) = definition.as_object() {
                self.field(name).put(Variant { index, role, definition, shadows: None });
            }
        }
    }

    /// Adds a computed field, whose name is a full path: below the objects that the path leads through, the rest of
    /// it as one key.
    fn add_computed(&mut self, path: &'a str, variant: Variant<'a>) {
        for (dot, _) in path.match_indices('.') {
            let (head, rest) = (&path[..dot], &path[dot + 1..]);
            let is_object = |field: &Field<'_>| {
                field.variants.iter().any(|v| v.role == Role::Property && has_fields(v.definition))
            };
            if self.get_mut(head).is_some_and(|field| is_object(field)) {
                if let Some(parent) = self.get_mut(head) {
                    parent.children.add_computed(rest, variant);
                }
                return;
            }
        }
        self.field(path).put(variant);
    }
}

/// Whether fields of documents can hang below it.
pub(crate) fn has_fields(definition: &Map<String, Value>) -> bool {
    matches!(type_name(definition), "object" | "nested" | "passthrough")
}

impl<'a> Field<'a> {
    fn put(&mut self, mut variant: Variant<'a>) {
        let (index, definition) = (variant.index, variant.definition);
        match variant.role {
            Role::Property | Role::MultiField => {
                self.children.add(definition.get("properties"), index, Role::Property);
                self.children.add(definition.get("fields"), index, Role::MultiField);
            }
            // a composite's fields are computed too
            role => self.children.add(definition.get("fields"), index, role),
        }
        match self.variants.iter_mut().find(|v| v.index == index) {
            Some(hidden) => {
                variant.shadows = Some(type_name(hidden.definition));
                *hidden = variant;
            }
            None => self.variants.push(variant),
        }
    }
}

/// The fields of all mappings.
pub(crate) fn merge(mappings: &[IndexMapping]) -> Level<'_> {
    let mut top = Level::default();
    for (index, mapping) in mappings.iter().enumerate() {
        top.add(mapping.root.get("properties"), index, Role::Property);
    }
    for (index, mapping) in mappings.iter().enumerate() {
        for (section, role) in [("runtime", Role::Runtime), ("derived", Role::Derived)] {
            let Some(members) = mapping.root.get(section).and_then(Value::as_object) else {
                continue;
            };
            for (name, definition) in members {
                if let Some(definition) = definition.as_object() {
                    top.add_computed(name, Variant { index, role, definition, shadows: None });
                }
            }
        }
    }
    top
}
