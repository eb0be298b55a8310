//! How large and how deep a document is, its fragments counted as often as they
//! are used, in time that grows with its text alone.

use std::collections::HashMap;

use ariadne_application::domain::Violation;
use ariadne_application::{Error, ErrorKind, Result};
use async_graphql::Name;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationType, Selection, SelectionSet,
};

use crate::Limits;
use crate::schema::session::{RootField, RootFields};

/// Deepest nesting of fields, fragments and inline fragments together: what walks
/// through a document later does so by recursion.
pub(crate) const MAX_NESTING: usize = 64;

/// Lists of an introspection query that may be nested: fields of types of fields is
/// what tools ask for, more would multiply the whole schema by itself.
const MAX_INTROSPECTION: usize = 2;

const INTROSPECTION_LISTS: &[&str] = &["fields", "inputFields", "interfaces", "possibleTypes"];

/// The size of a selection with everything below it.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    fields: usize,
    aliases: usize,
    directives: usize,
    /// Nested fields.
    depth: usize,
    /// Nested lists of the schema, were this an introspection.
    lists: usize,
    /// Nested lists of the schema below `__schema` and `__type`.
    introspection: usize,
}

impl Size {
    fn beside(&mut self, other: Self) {
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.depth = self.depth.max(other.depth);
        self.lists = self.lists.max(other.lists);
        self.introspection = self.introspection.max(other.introspection);
    }
}

struct Measure<'a> {
    document: &'a ExecutableDocument,
    /// Sizes and heights of fragments; `None` while one is being measured.
    fragments: HashMap<&'a Name, Option<(Size, usize)>>,
}

fn limit(message: String) -> Error {
    Error::new(ErrorKind::Limit, "gateway.document", message)
}

fn too_deep() -> Error {
    limit(format!("The document is nested too deeply: {MAX_NESTING} levels are allowed."))
}

impl<'a> Measure<'a> {
    /// The size of a selection and its height, nesting of every sort.
    fn selection(&mut self, set: &'a SelectionSet, level: usize) -> Result<(Size, usize)> {
        if level > MAX_NESTING {
            return Err(too_deep());
        }
        let mut size = Size::default();
        let mut height = 0;
        for selection in &set.items {
            let (below, below_height) = match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let (mut below, height) =
                        self.selection(&field.selection_set.node, level + 1)?;
                    let name = field.name.node.as_str();
                    below.fields = below.fields.saturating_add(1);
                    below.aliases =
                        below.aliases.saturating_add(usize::from(field.alias.is_some()));
                    below.directives = below.directives.saturating_add(field.directives.len());
                    below.depth += 1;
                    below.lists += usize::from(INTROSPECTION_LISTS.contains(&name));
                    if matches!(name, "__schema" | "__type") {
                        below.introspection = below.lists;
                    }
                    (below, height)
                }
                Selection::InlineFragment(inline) => {
                    let (mut below, height) =
                        self.selection(&inline.node.selection_set.node, level + 1)?;
                    let directives = inline.node.directives.len();
                    below.directives = below.directives.saturating_add(directives);
                    (below, height)
                }
                Selection::FragmentSpread(spread) => {
                    let (mut below, height) =
                        self.fragment(&spread.node.fragment_name.node, level + 1)?;
                    let directives = spread.node.directives.len();
                    below.directives = below.directives.saturating_add(directives);
                    (below, height)
                }
            };
            size.beside(below);
            height = height.max(below_height + 1);
        }
        if level + height > MAX_NESTING {
            return Err(too_deep());
        }
        Ok((size, height))
    }

    fn fragment(&mut self, name: &'a Name, level: usize) -> Result<(Size, usize)> {
        match self.fragments.get(name) {
            Some(Some((size, height))) => {
                if level + height > MAX_NESTING {
                    return Err(too_deep());
                }
                return Ok((*size, *height));
            }
            Some(None) => {
                let message = format!("The fragment {name} contains itself.");
                let violation = Violation::new(["query"], "INVALID", message);
                return Err(Error::validation("gateway.document", vec![violation]));
            }
            None => {}
        }
        // An unknown fragment is told by the validation.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok((Size::default(), 0));
        };
        self.fragments.insert(name, None);
        let measured = self.selection(&fragment.node.selection_set.node, level)?;
        self.fragments.insert(name, Some(measured));
        Ok(measured)
    }
}

/// Refuses a document that exceeds a limit.
pub(super) fn check(document: &ExecutableDocument, limits: &Limits) -> Result<()> {
    let mut measure = Measure { document, fragments: HashMap::new() };
    let mut size = Size::default();
    for (_, operation) in document.operations.iter() {
        let (measured, _) = measure.selection(&operation.node.selection_set.node, 0)?;
        size.beside(measured);
        size.directives = size.directives.saturating_add(operation.node.directives.len());
    }
    let bounds = [
        ("levels of fields", size.depth, limits.depth),
        ("aliases", size.aliases, limits.aliases),
        ("directives", size.directives, limits.directives),
        ("fields", size.fields, limits.fields),
        ("nested lists of an introspection", size.introspection, MAX_INTROSPECTION),
    ];
    for (what, is, allowed) in bounds {
        if is > allowed {
            return Err(limit(format!("The document has {is} {what}, and {allowed} are allowed.")));
        }
    }
    Ok(())
}

/// What the executed operation asks for; nothing when there is no such operation.
pub(super) fn root_fields(document: &ExecutableDocument, name: Option<&str>) -> RootFields {
    let operation = match (&document.operations, name) {
        (DocumentOperations::Single(operation), _) => Some(operation),
        (DocumentOperations::Multiple(operations), Some(name)) => operations.get(name),
        (DocumentOperations::Multiple(operations), None) => operations.values().next(),
    };
    let mut root = RootFields::default();
    if let Some(operation) = operation {
        root.writes = operation.node.ty == OperationType::Mutation;
        collect_fields(document, &operation.node.selection_set.node, &mut root.fields);
    }
    root
}

/// Only called for documents that [`check`] has passed, so that it ends.
fn collect_fields(document: &ExecutableDocument, set: &SelectionSet, fields: &mut Vec<RootField>) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                let key = field.node.response_key().node.as_str();
                if !fields.iter().any(|known| known.key == key) {
                    let name = field.node.name.node.to_string();
                    fields.push(RootField { key: key.to_owned(), name });
                }
            }
            Selection::InlineFragment(inline) => {
                collect_fields(document, &inline.node.selection_set.node, fields);
            }
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    collect_fields(document, &fragment.node.selection_set.node, fields);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    fn refused(query: &str) -> Option<(ErrorKind, String)> {
        let document = parse_query(query).expect("GraphQL");
        let refused = check(&document, &Limits::default()).err();
        refused.map(|error| (error.kind(), error.to_string()))
    }

    fn nested(levels: usize) -> String {
        format!("{}{}", "{ a ".repeat(levels), "}".repeat(levels))
    }

    #[test]
    fn depth_is_bounded() {
        assert_eq!(refused(&nested(20)), None);
        let (kind, message) = refused(&nested(21)).expect("too deep");
        assert_eq!(kind, ErrorKind::Limit);
        assert_eq!(message, "The document has 21 levels of fields, and 20 are allowed.");
    }

    #[test]
    fn aliases_are_bounded() {
        let aliases = |count: usize| -> String {
            let fields: Vec<String> = (0..count).map(|n| format!("a{n}: a")).collect();
            format!("{{ {} }}", fields.join(" "))
        };
        assert_eq!(refused(&aliases(100)), None);
        assert_eq!(refused(&aliases(101)).expect("too many").0, ErrorKind::Limit);
    }

    #[test]
    fn fragments_count_as_often_as_they_are_used() {
        let doubling = |n| format!("fragment f{n} on T {{ ...f{} ...f{} }}", n + 1, n + 1);
        let fragments: Vec<String> = (0..40).map(doubling).collect();
        let query = format!("{{ ...f0 }} {} fragment f40 on T {{ a }}", fragments.join(" "));
        let (kind, message) = refused(&query).expect("2^40 fields");
        assert_eq!(kind, ErrorKind::Limit);
        assert!(message.contains("1099511627776 fields"), "{message}");
    }

    #[test]
    fn a_long_chain_of_fragments_is_too_deep() {
        let next = |n| format!("fragment f{n} on T {{ ...f{} }}", n + 1);
        let fragments: Vec<String> = (0..10_000).map(next).collect();
        let query = format!("{{ ...f0 }} {} fragment f10000 on T {{ a }}", fragments.join(" "));
        assert_eq!(refused(&query).expect("too deep").0, ErrorKind::Limit);
    }

    #[test]
    fn a_fragment_may_not_contain_itself() {
        let query = "{ ...a } fragment a on T { ...b } fragment b on T { x { ...a } }";
        assert_eq!(refused(query).expect("a cycle").0, ErrorKind::Validation);
    }

    #[test]
    fn introspection_does_not_multiply_the_schema() {
        let once = "{ __schema { types { fields { type { fields { name } } } } } }";
        assert_eq!(refused(once), None);
        let twice =
            "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
        assert_eq!(refused(twice).expect("too much").0, ErrorKind::Limit);
        let other = "{ a { fields { fields { fields { name } } } } }";
        assert_eq!(refused(other), None, "other fields may be called so");
    }

    #[test]
    fn root_fields_are_those_of_the_operation() {
        let query = "mutation A { x: a ...f b x: a } query B { c } fragment f on M { d }";
        let document = parse_query(query).expect("GraphQL");
        let root = |name| root_fields(&document, Some(name));
        let field = |key: &str, name: &str| RootField { key: key.into(), name: name.into() };
        assert_eq!(root("A").fields, [field("x", "a"), field("d", "d"), field("b", "b")]);
        assert!(root("A").writes);
        assert_eq!(root("B").fields, [field("c", "c")]);
        assert!(!root("B").writes);
        assert!(root("C").fields.is_empty());
    }
}
