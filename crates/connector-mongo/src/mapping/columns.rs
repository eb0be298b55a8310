//! Columns: the facts of every path.

use std::collections::{BTreeMap, HashSet};

use ariadne_domain::{ColumnFacts, LogicalType, Path, Problem, Segment, Value};
use mongodb::bson::RawDocument;

use super::fields::{Field, fields, tree};
use super::shape::{ROOT, Shape};
use super::types::{BsonType, Counts};
use super::validator::Declared;
use super::warnings;

/// The most columns of one table.
pub(crate) const MAX_PATHS: usize = 5_000;

/// The columns of a table, in order, and what is odd about them.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub(crate) columns: Vec<ColumnFacts>,
    pub(crate) warnings: Vec<Problem>,
}

/// Builds the columns from what was seen in `documents` and what is declared. At most
/// `limit` are kept: those with the fewest segments first, so that parents stay, then
/// those that most documents have, then by path.
pub(crate) fn build<'d>(
    shape: &Shape,
    declared: Option<&Declared>,
    documents: &(dyn Fn() -> Box<dyn Iterator<Item = &'d RawDocument> + 'd> + '_),
    limit: usize,
) -> Columns {
    let all = fields(shape, declared);
    let kept = kept_paths(shape, &all, limit);
    let mut built = Columns::default();
    if kept.len() < all.len() {
        built.warnings.push(warnings::paths_cut(kept.len(), all.len() - kept.len()));
    }
    let mut disagreements = Disagreements::default();
    for field in all.iter().filter(|f| kept.contains(&f.path)) {
        disagreements.look_at(shape, field, documents);
        built.columns.push(column(shape, field));
    }
    built.warnings.extend(oddities(shape));
    built.warnings.extend(disagreements.told());
    built
}

fn kept_paths(shape: &Shape, all: &[Field<'_>], limit: usize) -> HashSet<Path> {
    let mut ranked: Vec<(usize, u64, &Path)> = all
        .iter()
        .map(|field| {
            let documents = field.node.map_or(0, |n| shape.node(n).documents);
            (field.path.segments().len(), u64::MAX - documents, &field.path)
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(limit).map(|(_, _, path)| path.clone()).collect()
}

fn oddities(shape: &Shape) -> Vec<Problem> {
    let mut found = Vec::new();
    let cut = shape.nodes().filter(|n| n.cut).count();
    if cut > 0 {
        found.push(warnings::depth_cut(cut));
    }
    if shape.long_keys > 0 {
        found.push(warnings::long_keys(shape.long_keys));
    }
    if shape.duplicate_keys > 0 {
        found.push(warnings::duplicate_keys(shape.duplicate_keys));
    }
    if shape.damaged > 0 {
        found.push(warnings::damaged(shape.damaged));
    }
    found
}

/// Where documents and validator disagree, per kind of disagreement.
#[derive(Default)]
struct Disagreements(BTreeMap<&'static str, Vec<Problem>>);

impl Disagreements {
    fn look_at<'d>(
        &mut self,
        shape: &Shape,
        field: &Field<'_>,
        documents: &(dyn Fn() -> Box<dyn Iterator<Item = &'d RawDocument> + 'd> + '_),
    ) {
        let mut add =
            |code: &'static str, problem: Problem| self.0.entry(code).or_default().push(problem);
        let node = field.node.map(|n| shape.node(n));
        if field.undeclared {
            add("VALIDATOR_UNDECLARED", warnings::undeclared(&field.path));
        }
        // a required field of an optional object is only asked for where the object is
        let containers = field.parent.map_or(0, |p| shape.node(p).objects);
        let absent = containers - node.map_or(0, |n| n.holders);
        if field.required && absent > 0 {
            let missing = percent(&share(absent, containers));
            add("VALIDATOR_REQUIRED", warnings::required_missing(&field.path, &missing));
        }
        let (Some(node), Some(declared)) = (node, field.declared) else { return };
        if let Some((seen, names)) = outside(declared, &node.types) {
            add("VALIDATOR_TYPE", warnings::type_outside(&field.path, &seen, &names));
        }
        if let Some((seen, names)) =
            declared.items.as_ref().and_then(|i| outside(i, &node.elements))
        {
            add("VALIDATOR_TYPE", warnings::elements_outside(&field.path, &seen, &names));
        }
        let keys: Option<Vec<&str>> = field
            .path
            .segments()
            .iter()
            .map(|s| if let Segment::Key(key) = s { Some(key.as_str()) } else { None })
            .collect();
        if let (Some(_), Some(keys)) = (&declared.values, keys) {
            let outside = declared.documents_outside(documents(), &keys);
            if outside > 0 {
                add("VALIDATOR_ENUM", warnings::value_outside(&field.path, outside));
            }
        }
    }

    fn told(self) -> Vec<Problem> {
        let mut all = Vec::new();
        for (code, mut problems) in self.0 {
            let more = problems.len().saturating_sub(warnings::MAX_OF_A_KIND);
            problems.truncate(warnings::MAX_OF_A_KIND);
            all.extend(problems);
            if more > 0 {
                all.push(warnings::and_more(code, more));
            }
        }
        all
    }
}

/// The types that were seen but are not declared, and those that are, as text.
fn outside(declared: &Declared, seen: &Counts) -> Option<(String, String)> {
    let names = declared.type_names()?;
    let outside: Counts =
        seen.iter().filter(|(t, _)| !declared.allows(**t)).map(|(t, n)| (*t, *n)).collect();
    let seen: Vec<String> = sorted_names(&outside).into_iter().map(|(name, _)| name).collect();
    (!seen.is_empty()).then(|| (seen.join(" and "), names))
}

fn column(shape: &Shape, field: &Field<'_>) -> ColumnFacts {
    let (data_type, logical_type) = match (field.node, field.declared) {
        (Some(node), _) => {
            let tree = tree(shape, node);
            (tree.spelling(), tree.logical())
        }
        (None, Some(declared)) => {
            let tree = declared.tree();
            (tree.spelling(), tree.logical())
        }
        (None, None) => ("unknown".to_owned(), LogicalType::Unknown),
    };
    ColumnFacts {
        path: field.path.clone(),
        data_type,
        logical_type,
        nullable: nullable(shape, field),
        default: None,
        generated: None,
        comment: field.declared.and_then(|d| d.description.clone()),
        properties: properties(shape, field),
    }
}

/// Whether a document may lack a value: seen to be missing or null somewhere, or, where
/// no document was seen, not required together with all that contains it.
fn nullable(shape: &Shape, field: &Field<'_>) -> bool {
    let total = shape.documents();
    if total == 0 {
        let null = field.declared.is_some_and(|d| d.types.is_some() && d.allows_null());
        return !field.certain || null;
    }
    field.node.map(|n| shape.node(n)).is_none_or(|node| {
        node.complete_documents < total
            || node.null_documents > 0
            || node.types.contains_key(&BsonType::Undefined)
    })
}

fn properties(shape: &Shape, field: &Field<'_>) -> Value {
    let total = shape.documents();
    let mut properties = Value::object();
    if let Some(index) = field.node {
        let node = shape.node(index);
        properties.set("presence", share(node.documents, total));
        properties.set("types", shares(&node.types));
        if node.complete_documents < total {
            properties.set("missing", share(total - node.complete_documents, total));
        }
        if node.null_documents > 0 {
            properties.set("null", share(node.null_documents, total));
        }
        let parent = field.parent.filter(|p| *p != ROOT).map(|p| shape.node(p));
        if let (Some(parent), Some(Segment::Key(_))) = (parent, field.path.segments().last()) {
            properties.set("presenceInParent", share(node.holders, parent.objects));
        }
        if let Some(arrays) = node.types.get(&BsonType::Array) {
            let mut elements = Value::object().with("types", shares(&node.elements));
            if node.empty_arrays > 0 {
                elements.set("emptyArrays", share(node.empty_arrays, *arrays));
            }
            properties.set("elements", elements);
        }
        if let Some(example) = &node.example {
            properties.set("map", Value::object().with("exampleKey", example.as_str()));
        }
        if node.cut {
            properties.set("cutBelow", true);
        }
    } else if total > 0 {
        properties.set("presence", share(0, total));
    }
    if let Some(declared) = field.declared {
        let mut facts = declared.facts.clone();
        if field.required {
            facts.set("required", true);
        }
        properties.set("validator", facts);
    } else if field.required {
        properties.set("validator", Value::object().with("required", true));
    }
    properties
}

/// Types in the order of their names, each with its share.
fn shares(counts: &Counts) -> Value {
    let total = counts.values().sum();
    sorted_names(counts).into_iter().map(|(name, count)| (name, share(count, total))).collect()
}

fn sorted_names(counts: &Counts) -> Vec<(String, u64)> {
    let mut named: Vec<(String, u64)> = counts.iter().map(|(t, n)| (t.name(), *n)).collect();
    named.sort();
    named
}

/// A share as a number with at most four decimals. What is not all is never 1, and
/// what is not nothing is never 0.
pub(crate) fn share(part: u64, whole: u64) -> Value {
    let scaled = match (part, whole) {
        (0, _) | (_, 0) => 0,
        (part, whole) if part >= whole => 10_000,
        (part, whole) => {
            let exact = u128::from(part) * 20_000 / u128::from(whole);
            exact.div_ceil(2).clamp(1, 9_999)
        }
    };
    let text = format!("{}.{:04}", scaled / 10_000, scaled % 10_000);
    Value::Number(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// A share in percent, for a sentence.
fn percent(share: &Value) -> String {
    let Value::Number(text) = share else { return String::new() };
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    if whole == "1" {
        return "100 %".to_owned();
    }
    let digits = format!("{rest:0<4}");
    let percent = digits[..2].trim_start_matches('0');
    let percent = if percent.is_empty() { "0" } else { percent };
    let fraction = digits[2..].trim_end_matches('0');
    if fraction.is_empty() { format!("{percent} %") } else { format!("{percent}.{fraction} %") }
}

#[cfg(test)]
#[path = "columns_tests.rs"]
mod tests;
