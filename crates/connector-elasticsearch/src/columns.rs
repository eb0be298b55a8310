//! The tree of fields as columns.

use std::collections::BTreeMap;

use ariadne_domain::{
    ColumnFacts, LogicalType, NameOrigin, Path, Problem, Segment, Value, check_path,
};

use crate::json::to_value;
use crate::tree::{Field, IndexMapping, Level, Role, Variant, has_fields, merge};
use crate::types::{is_true, logical_type, type_name};

/// Names of indices that a text or a property lists before it counts.
const LISTED: usize = 20;

/// Fields whose types differ that get a warning of their own.
const CONFLICTS: usize = 100;

/// Columns with what is to be said about them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) columns: Vec<ColumnFacts>,
    pub(crate) warnings: Vec<Problem>,
}

/// The columns of the merged mappings, `_id` first.
pub(crate) fn columns(mappings: &[IndexMapping]) -> Columns {
    let tree = merge(mappings);
    let mut walk = Walk { mappings, found: Columns::default(), conflicts: 0 };
    walk.found.columns.push(id());
    walk.level(&tree, None);
    walk.finish()
}

/// The column of the document's identity.
pub(crate) fn id() -> ColumnFacts {
    ColumnFacts {
        path: Path::key("_id"),
        data_type: "_id".to_owned(),
        logical_type: LogicalType::String(None),
        nullable: false,
        default: None,
        generated: None,
        comment: None,
        properties: Value::object().with("metadata", true),
    }
}

/// A path as the engine writes it in queries.
pub(crate) fn dotted(path: &Path) -> String {
    let keys: Vec<&str> = path
        .segments()
        .iter()
        .filter_map(|segment| match segment {
            Segment::Key(key) => Some(key.as_str()),
            Segment::Element | Segment::MapValue => None,
        })
        .collect();
    keys.join(".")
}

struct Walk<'a> {
    mappings: &'a [IndexMapping],
    found: Columns,
    conflicts: usize,
}

impl Walk<'_> {
    /// Adds the fields of a level below `parent`.
    fn level(&mut self, level: &Level<'_>, parent: Option<(&Path, &Field<'_>)>) {
        for field in &level.fields {
            let key = Segment::Key(field.name.to_owned());
            let path = match parent {
                Some((path, _)) => path.child(key),
                None => Path::new([key]),
            };
            if let Some(wrong) = check_path("path", &path, NameOrigin::Observed) {
                self.found.warnings.push(left_out(&path, &wrong.message));
                continue;
            }
            let expected = self.expected(field, parent.map(|(_, field)| field));
            let column = self.column(field, path.clone(), &expected);
            self.found.columns.push(column);
            self.level(&field.children, Some((&path, field)));
        }
    }

    /// The indices that could have the field: all, or those whose parent is of the kind that has such children. What
    /// other indices lack is told at the parent.
    fn expected(&self, field: &Field<'_>, parent: Option<&Field<'_>>) -> Vec<usize> {
        let Some(parent) = parent else { return (0..self.mappings.len()).collect() };
        let role = field.variants.first().map(|v| v.role);
        let could = |v: &&Variant<'_>| match role {
            Some(Role::Property) => has_fields(v.definition),
            Some(Role::MultiField) => !has_fields(v.definition),
            // a computed field depends on no parent
            Some(Role::Runtime | Role::Derived) | None => Some(v.role) == role,
        };
        parent.variants.iter().filter(could).map(|v| v.index).collect()
    }

    fn column(&mut self, field: &Field<'_>, path: Path, expected: &[usize]) -> ColumnFacts {
        let types = by_type(field);
        if types.len() > 1 {
            self.conflict(&path, &types);
        }
        let names: Vec<&str> = types.keys().copied().collect();
        let roles: Vec<Role> = field.variants.iter().map(|v| v.role).collect();
        let first = field.variants.first().map(|v| v.definition);
        let generated =
            if names == ["alias"] { Some("ALIAS") } else { same(&roles).and_then(Role::generated) };
        let comment = field
            .variants
            .iter()
            .find_map(|v| v.definition.get("meta")?.get("description")?.as_str());
        // the one value that all documents have
        let constant =
            first.filter(|_| names == ["constant_keyword"]).and_then(|d| d.get("value")?.as_str());
        ColumnFacts {
            path,
            data_type: names.join("|"),
            logical_type: LogicalType::union(
                field.variants.iter().map(|v| logical_type(v.definition)),
            ),
            nullable: true,
            default: constant.map(str::to_owned),
            generated: generated.map(str::to_owned),
            comment: comment.map(str::to_owned),
            properties: self.properties(field, expected, &roles),
        }
    }

    fn properties(&self, field: &Field<'_>, expected: &[usize], roles: &[Role]) -> Value {
        let mut properties = Value::object();
        if same(roles) == Some(Role::MultiField) {
            properties.set("multiField", true);
        }
        let parameters: Vec<Value> = field.variants.iter().map(own_parameters).collect();
        let mut shared = parameters.first().cloned().unwrap_or_default();
        if let Value::Object(members) = &mut shared {
            members.retain(|(name, value)| parameters.iter().all(|p| p.get(name) == Some(value)));
        }
        for (name, value) in shared.as_object().unwrap_or_default() {
            properties.set(name.clone(), value.clone());
        }
        let groups = self.groups(field, &parameters);
        if groups.len() > 1 {
            properties.set("byIndex", Value::Array(groups));
        }
        let missing: Vec<usize> = expected
            .iter()
            .copied()
            .filter(|i| !field.variants.iter().any(|v| v.index == *i))
            .collect();
        if !missing.is_empty() {
            properties.set("missingIn", self.names(&missing));
        }
        properties
    }

    /// The indices by what they say of the field, where they do not all say the same.
    fn groups(&self, field: &Field<'_>, parameters: &[Value]) -> Vec<Value> {
        let mut groups: Vec<(&Variant<'_>, &Value, Vec<usize>)> = Vec::new();
        for (variant, own) in field.variants.iter().zip(parameters) {
            let alike = groups.iter_mut().find(|(other, params, _)| {
                type_name(other.definition) == type_name(variant.definition)
                    && other.role == variant.role
                    && *params == own
            });
            match alike {
                Some((_, _, indices)) => indices.push(variant.index),
                None => groups.push((variant, own, vec![variant.index])),
            }
        }
        let group = |(variant, own, indices): (&Variant<'_>, &Value, Vec<usize>)| {
            let mut group = Value::object()
                .with("indices", self.names(&indices))
                .with("type", type_name(variant.definition));
            if let Some(generated) = variant.role.generated() {
                group.set("generated", generated);
            }
            if !own.is_blank() {
                group.set("parameters", own.clone());
            }
            group
        };
        groups.into_iter().map(group).collect()
    }

    fn names(&self, indices: &[usize]) -> Value {
        let mut names: Vec<String> =
            indices.iter().take(LISTED).map(|i| self.mappings[*i].index.clone()).collect();
        if indices.len() > LISTED {
            names.push(format!("… and {} more", indices.len() - LISTED));
        }
        Value::from(names)
    }

    fn conflict(&mut self, path: &Path, types: &BTreeMap<&str, Vec<usize>>) {
        self.conflicts += 1;
        if self.conflicts > CONFLICTS {
            return;
        }
        let each: Vec<String> = types
            .iter()
            .map(|(name, indices)| {
                let listed: Vec<&str> =
                    indices.iter().take(LISTED).map(|i| self.mappings[*i].index.as_str()).collect();
                let more = indices.len().saturating_sub(LISTED);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                format!("{name} in {}{more}", listed.join(", "))
            })
            .collect();
        self.found.warnings.push(conflict(&dotted(path), &each));
    }

    fn finish(mut self) -> Columns {
        if self.conflicts > CONFLICTS {
            let more = self.conflicts - CONFLICTS;
            self.found.warnings.push(
                Problem::new(
                    "FIELD_TYPE_CONFLICTS",
                    format!("{more} more fields have different types in different indices."),
                )
                .with_remedy("The columns show them: their type lists all members."),
            );
        }
        resolve_aliases(&mut self.found.columns);
        if !self.mappings.is_empty() && self.mappings.iter().all(demands_timestamp) {
            let timestamp = Path::key("@timestamp");
            for column in self.found.columns.iter_mut().filter(|c| c.path == timestamp) {
                column.nullable = false;
            }
        }
        self.found
    }
}

/// The warning of one field whose type differs.
pub(crate) fn conflict(field: &str, each: &[String]) -> Problem {
    Problem::new(
        "FIELD_TYPE_CONFLICT",
        format!("The field {field} has different types: {}.", each.join("; ")),
    )
    .with_cause("The indices behind this name were created with different mappings.")
    .with_remedy("Searches and aggregations over all of them may fail or miss documents; reindex the odd ones into the same mapping.")
}

fn left_out(path: &Path, why: &str) -> Problem {
    let name: String = dotted(path).chars().take(60).collect();
    Problem::new("FIELD_LEFT_OUT", format!("The field {name}… and those below it are left out."))
        .with_cause(why.to_owned())
}

fn by_type<'f>(field: &Field<'f>) -> BTreeMap<&'f str, Vec<usize>> {
    let mut types: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for variant in &field.variants {
        types.entry(type_name(variant.definition)).or_default().push(variant.index);
    }
    types
}

/// What the engine says of the field beside its type and its children.
fn own_parameters(variant: &Variant<'_>) -> Value {
    let mut own: Value = variant
        .definition
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "type" | "properties" | "fields"))
        .map(|(name, value)| (name.clone(), to_value(value)))
        .collect();
    if let Some(hidden) = variant.shadows {
        own.set("shadows", hidden);
    }
    own
}

/// Whether the index refuses documents that have not exactly one `@timestamp`, as those of a data stream do.
fn demands_timestamp(mapping: &IndexMapping) -> bool {
    let field = mapping.root.get("_data_stream_timestamp");
    field.and_then(|field| field.get("enabled")).is_some_and(is_true)
}

fn same<T: Copy + PartialEq>(items: &[T]) -> Option<T> {
    let first = *items.first()?;
    items.iter().all(|item| *item == first).then_some(first)
}

/// An alias field has the normal form of the field that it stands for.
fn resolve_aliases(columns: &mut [ColumnFacts]) {
    let known: BTreeMap<String, LogicalType> =
        columns.iter().map(|c| (dotted(&c.path), c.logical_type.clone())).collect();
    for column in columns.iter_mut().filter(|c| c.data_type == "alias") {
        let target = column.properties.get("path").and_then(Value::as_str);
        if let Some(logical) = target.and_then(|target| known.get(target)) {
            column.logical_type = logical.clone();
        }
    }
}

#[cfg(test)]
mod tests;
