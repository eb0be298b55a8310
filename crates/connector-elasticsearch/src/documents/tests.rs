use serde_json::json;

use super::*;
use crate::columns::columns;
use crate::tree::IndexMapping;

fn seen(mapping: &Json, documents: &[Json]) -> (Vec<String>, Vec<Problem>) {
    let root = json!({ "properties": mapping }).as_object().unwrap().clone();
    let mut columns = columns(&[IndexMapping { index: "x".to_owned(), root }]).columns;
    let hits: Vec<Json> = documents.iter().map(|d| json!({ "_id": "1", "_source": d })).collect();
    let (looked, warnings) = look(&mut columns, &hits);
    assert_eq!(looked, documents.len() as u64);
    let lines = columns
        .iter()
        .map(|c| {
            let presence = c.properties.get("presence").map_or_else(
                || "-".to_owned(),
                |p| format!("{}", p.get("documents").and_then(Value::as_i64).unwrap()),
            );
            format!("{} {} {presence}", c.path, c.logical_type)
        })
        .collect();
    (lines, warnings)
}

#[test]
fn lists_and_presence_are_seen() {
    let (lines, warnings) = seen(
        &json!({
            "tags": { "type": "keyword", "fields": { "raw": { "type": "text" } } },
            "name": { "type": "text" },
            "items": { "type": "nested", "properties": { "sku": { "type": "keyword" }, "n": { "type": "long" } } },
            "a": { "properties": { "b": { "type": "long" } } },
            "other": { "type": "alias", "path": "name" },
        }),
        &[
            json!({ "tags": ["x", "y"], "name": null, "items": [{ "sku": "1" }, { "sku": "2", "n": [1, 2] }], "a.b": 1 }),
            json!({ "tags": "x", "items": { "sku": "1" }, "a": { "b": [[1], [2]] } }),
            json!({ "tags": [null], "a": {} }),
        ],
    );
    assert_eq!(
        lines,
        [
            "_id string -",
            "tags array<string> 2",
            "tags.raw string -",
            "name string 0",
            "items array<object> 2",
            "items.sku string 2",
            "items.n array<int> 1",
            "a object 3",
            "a.b array<int> 2",
            "other string -",
        ]
    );
    assert!(warnings.is_empty());
}

#[test]
fn points_and_vectors_are_values_though_written_as_lists() {
    let (lines, _) = seen(
        &json!({
            "at": { "type": "geo_point" },
            "path": { "type": "geo_point" },
            "v": { "type": "dense_vector", "dims": 2 },
            "when": { "type": "date_range" },
            "any": { "type": "flattened" },
            "off": { "enabled": false },
            "shape": { "type": "geo_shape" },
        }),
        &[json!({
            "at": [13.4, 52.5], "path": [[13.4, 52.5], [13.5, 52.6]], "v": [0.1, 0.2],
            "when": { "gte": "2020" }, "any": { "x": { "y": [1] } }, "off": { "deep": [1] },
            "shape": { "type": "Point", "coordinates": [1, 2] },
        })],
    );
    assert_eq!(
        lines,
        [
            "_id string -",
            "at geo 1",
            "path array<geo> 1",
            "v vector(2) 1",
            "when object 1",
            "any json 1",
            "off json 1",
            "shape geo 1",
        ]
    );
}

#[test]
fn fields_without_a_mapping_are_named() {
    let (_, warnings) = seen(
        &json!({ "a": { "properties": { "b": { "type": "long" } } } }),
        &[json!({ "a": { "c": 1, "d.e": 2 }, "z": { "y": [{ "x": 1 }] } })],
    );
    assert_eq!(warnings[0].code, "UNMAPPED_FIELDS");
    assert_eq!(
        warnings[0].title,
        "The documents have fields that the mapping does not: a.c, a.d.e, z, z.y, z.y.x."
    );
}

#[test]
fn nothing_to_look_at_changes_nothing() {
    let (lines, warnings) = seen(&json!({ "a": { "type": "long" } }), &[]);
    assert_eq!(lines, ["_id string -", "a int -"]);
    assert!(warnings.is_empty());
}
