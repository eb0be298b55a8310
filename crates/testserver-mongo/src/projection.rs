//! Projections that keep or drop fields.

use std::collections::BTreeMap;

use mongodb::bson::{Bson, Document};

use crate::error::CommandError;
use crate::values::is_true;

/// Fields to keep or to drop, as a tree of path segments; a leaf has no children.
#[derive(Default)]
struct Paths(BTreeMap<String, Self>);

impl Paths {
    fn add(&mut self, path: &str) {
        let (head, rest) =
            path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
        let inner = self.0.entry(head.to_owned()).or_default();
        if let Some(rest) = rest {
            inner.add(rest);
        }
    }

    fn keep(&self, document: &Document) -> Document {
        document
            .iter()
            .filter_map(|(key, value)| {
                let kept = self.0.get(key)?.keep_in(value)?;
                Some((key.clone(), kept))
            })
            .collect()
    }

    /// `None` when the path goes on and the value has nothing below.
    fn keep_in(&self, value: &Bson) -> Option<Bson> {
        match value {
            _ if self.0.is_empty() => Some(value.clone()),
            Bson::Document(inner) => Some(Bson::Document(self.keep(inner))),
            Bson::Array(elements) => Some(Bson::Array(
                elements.iter().filter_map(|element| self.keep_in(element)).collect(),
            )),
            _ => None,
        }
    }

    fn drop(&self, document: &Document) -> Document {
        document
            .iter()
            .filter_map(|(key, value)| match self.0.get(key) {
                None => Some((key.clone(), value.clone())),
                Some(paths) if paths.0.is_empty() => None,
                Some(paths) => Some((key.clone(), paths.drop_in(value))),
            })
            .collect()
    }

    fn drop_in(&self, value: &Bson) -> Bson {
        match value {
            Bson::Document(inner) => Bson::Document(self.drop(inner)),
            Bson::Array(elements) => {
                Bson::Array(elements.iter().map(|element| self.drop_in(element)).collect())
            }
            other => other.clone(),
        }
    }
}

/// Applies a projection of zeros and ones.
pub(crate) fn project(
    projection: &Document,
    documents: &[Document],
) -> Result<Vec<Document>, CommandError> {
    let mut paths = Paths::default();
    let mut mode = None;
    let mut id = None;
    for (path, value) in projection {
        if !matches!(value, Bson::Boolean(_) | Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_)) {
            return Err(CommandError::not_built(format!(
                "this test server projects with 0 and 1 only, not with '{path}: {value}'"
            )));
        }
        let keep = is_true(value);
        if path == "_id" {
            id = Some(keep);
            continue;
        }
        if *mode.get_or_insert(keep) != keep {
            return Err(CommandError::new(
                if keep { 31253 } else { 31254 },
                format!(
                    "Cannot do {} on field {path} in {} projection",
                    if keep { "inclusion" } else { "exclusion" },
                    if keep { "exclusion" } else { "inclusion" }
                ),
            ));
        }
        paths.add(path);
    }
    let keep = mode.or(id).unwrap_or(false);
    // An inclusion keeps `_id` and an exclusion keeps it too, unless it is dropped by name.
    if keep == (id != Some(false)) {
        paths.add("_id");
    }
    Ok(documents
        .iter()
        .map(|document| if keep { paths.keep(document) } else { paths.drop(document) })
        .collect())
}

#[cfg(test)]
mod tests {
    use mongodb::bson::doc;

    use super::*;

    #[test]
    fn fields_are_kept_and_dropped() {
        let document =
            doc! { "_id": 1, "a": { "b": 1, "c": 2 }, "l": [{ "x": 1, "y": 2 }, 3], "z": 0 };
        let cases = [
            (doc! { "z": 1 }, doc! { "_id": 1, "z": 0 }),
            (doc! { "_id": 0, "a.b": 1 }, doc! { "a": { "b": 1 } }),
            (doc! { "l.x": true, "_id": false }, doc! { "l": [{ "x": 1 }] }),
            (doc! { "a": 0, "l.x": 0 }, doc! { "_id": 1, "l": [{ "y": 2 }, 3], "z": 0 }),
            (doc! { "_id": 0, "a": 0, "l": 0 }, doc! { "z": 0 }),
            (doc! { "_id": 1 }, doc! { "_id": 1 }),
            (
                doc! { "_id": 0 },
                doc! { "a": { "b": 1, "c": 2 }, "l": [{ "x": 1, "y": 2 }, 3], "z": 0 },
            ),
        ];
        for (projection, expected) in cases {
            let projected = project(&projection, std::slice::from_ref(&document)).unwrap();
            assert_eq!(projected, [expected], "{projection}");
        }
        for projection in [doc! { "a": 1, "z": 0 }, doc! { "a": "$z" }] {
            assert!(project(&projection, std::slice::from_ref(&document)).is_err(), "{projection}");
        }
    }
}
