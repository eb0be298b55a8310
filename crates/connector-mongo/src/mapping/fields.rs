//! Fields: what was seen and what is declared, joined into one ordered tree.

use std::cmp::Ordering;

use ariadne_domain::{Path, Segment};

use super::maps::Plan;
use super::shape::{ROOT, Shape, Step};
use super::types::{BsonType, TypeTree};
use super::validator::{Allowed, Declared};

/// A field, an element of an array in an array, or the value of a map.
#[derive(Debug)]
pub(crate) struct Field<'a> {
    pub(crate) path: Path,
    /// What was seen; `None` when it is only declared.
    pub(crate) node: Option<usize>,
    /// The node of what contains it.
    pub(crate) parent: Option<usize>,
    pub(crate) declared: Option<&'a Declared>,
    /// Whether the validator requires it.
    pub(crate) required: bool,
    /// Whether the validator requires it and everything that contains it.
    pub(crate) certain: bool,
    /// Whether the validator allows no such field.
    pub(crate) undeclared: bool,
}

/// All fields, parents before their children. Siblings stand in the order in which
/// documents have them, by the mean of their places and then by name; fields that are
/// only declared follow in the validator's order.
pub(crate) fn fields<'a>(shape: &Shape, declared: Option<&'a Declared>) -> Vec<Field<'a>> {
    let mut all = Vec::new();
    below(shape, Some(ROOT), declared, None, true, &mut all);
    all
}

/// A plan without the maps of which the validator names the fields: those are records.
pub(crate) fn without_declared(mut plan: Plan, declared: Option<&Declared>) -> Plan {
    let Some(declared) = declared else { return plan };
    let named = declared_fields(declared);
    if !named.is_empty() {
        plan.value = None;
    }
    plan.keys = plan
        .keys
        .into_iter()
        .map(|(key, below)| {
            let declared = named.iter().find(|(name, ..)| *name == key).map(|(_, d, _)| *d);
            (key, without_declared(below, declared))
        })
        .collect();
    plan
}

/// The declared fields of the objects at a place, be they values or elements.
fn declared_fields(declared: &Declared) -> Vec<(&str, &Declared, bool)> {
    let of = |d: &'_ Declared| -> Vec<(usize, bool)> {
        d.fields.iter().enumerate().map(|(i, (name, _))| (i, d.required.contains(name))).collect()
    };
    let mut all: Vec<(&str, &Declared, bool)> = Vec::new();
    for place in [Some(declared), declared.items.as_deref()].into_iter().flatten() {
        for (i, required) in of(place) {
            let (name, below) = &place.fields[i];
            if !all.iter().any(|(n, ..)| n == name) {
                all.push((name, below, required));
            }
        }
    }
    all
}

fn is_required(declared: Option<&Declared>, name: &str) -> bool {
    let Some(declared) = declared else { return false };
    let has = |d: &Declared| d.required.iter().any(|r| r == name);
    has(declared) || declared.items.as_deref().is_some_and(has)
}

/// Whether no object at the place may have a field of this name.
fn is_closed_to(declared: Option<&Declared>, name: &str) -> bool {
    let Some(declared) = declared else { return false };
    let shuts = |d: &Declared| d.closed && !d.fields.iter().any(|(n, _)| n == name);
    let describes = |d: &Declared| d.closed || !d.fields.is_empty();
    match declared.items.as_deref() {
        Some(items) if describes(items) => {
            shuts(items) && (!describes(declared) || shuts(declared))
        }
        _ => shuts(declared),
    }
}

fn below<'a>(
    shape: &Shape,
    node: Option<usize>,
    declared: Option<&'a Declared>,
    parent: Option<&Path>,
    certain: bool,
    all: &mut Vec<Field<'a>>,
) {
    // an array may be empty, so that nothing is certain below it
    let certain = certain && declared.is_none_or(|d| d.items.is_none());
    let named = declared.map(declared_fields).unwrap_or_default();
    let mut seen: Vec<(&Step, usize)> = node
        .map(|n| shape.node(n).children.iter().map(|(s, i)| (s, *i)).collect())
        .unwrap_or_default();
    seen.sort_by(|a, b| by_place(shape, a.1, b.1).then_with(|| a.0.cmp(b.0)));

    for (step, index) in &seen {
        let (segment, declared, required, undeclared) = match step {
            Step::Key(key) => (
                Segment::Key(key.clone()),
                named.iter().find(|(name, ..)| name == key).map(|(_, d, _)| *d),
                is_required(declared, key),
                is_closed_to(declared, key),
            ),
            Step::Element => (Segment::Element, element_of(declared), false, false),
            Step::MapValue => (Segment::MapValue, None, false, false),
        };
        let path = join(parent, segment);
        let certain = certain && required;
        all.push(Field {
            path: path.clone(),
            node: Some(*index),
            parent: node,
            declared,
            required,
            certain,
            undeclared,
        });
        below(shape, Some(*index), declared, Some(&path), certain, all);
    }
    if let Some(element) = element_of(declared)
        && !seen.iter().any(|(step, _)| **step == Step::Element)
    {
        let path = join(parent, Segment::Element);
        all.push(Field {
            path: path.clone(),
            node: None,
            parent: node,
            declared: Some(element),
            required: false,
            certain: false,
            undeclared: false,
        });
        below(shape, None, Some(element), Some(&path), false, all);
    }
    for (name, field, required) in named {
        let known = |(step, _): &(&Step, usize)| matches!(step, Step::Key(key) if key == name);
        if !seen.iter().any(known)
            && ariadne_domain::check_path(
                "path",
                &Path::key(name),
                ariadne_domain::NameOrigin::Observed,
            )
            .is_none()
        {
            let path = join(parent, Segment::Key(name.to_owned()));
            let certain = certain && required;
            all.push(Field {
                path: path.clone(),
                node: None,
                parent: node,
                declared: Some(field),
                required,
                certain,
                undeclared: false,
            });
            below(shape, None, Some(field), Some(&path), certain, all);
        }
    }
}

fn join(parent: Option<&Path>, segment: Segment) -> Path {
    match parent {
        Some(parent) => parent.child(segment),
        None => Path::new([segment]),
    }
}

/// What is declared of arrays in the arrays at a place.
fn element_of(declared: Option<&Declared>) -> Option<&Declared> {
    let items = declared?.items.as_deref()?;
    let is_array = items.items.is_some()
        || items.types.as_ref().is_some_and(|t| t.contains(&Allowed::One(BsonType::Array)));
    is_array.then_some(items)
}

/// By the mean place, compared without rounding.
fn by_place(shape: &Shape, a: usize, b: usize) -> Ordering {
    let (a, b) = (shape.node(a), shape.node(b));
    let left = u128::from(a.places) * u128::from(b.values);
    let right = u128::from(b.places) * u128::from(a.values);
    left.cmp(&right)
}

/// The type of what was seen at a node.
pub(crate) fn tree(shape: &Shape, index: usize) -> TypeTree {
    let node = shape.node(index);
    let child = |step: &Step| node.children.get(step).copied();
    let values = child(&Step::MapValue).map(|i| Box::new(tree(shape, i)));
    let mut tree = TypeTree::of_counts(&node.types);
    tree.values.clone_from(&values);
    if node.types.contains_key(&BsonType::Array) {
        let mut elements = TypeTree::of_counts(&node.elements);
        elements.values = values;
        elements.elements = child(&Step::Element).and_then(|i| self::tree(shape, i).elements);
        tree.elements = Some(Box::new(elements));
    }
    tree
}
