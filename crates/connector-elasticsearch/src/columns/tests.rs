use serde_json::json;

use super::*;

fn mapping(index: &str, root: &serde_json::Value) -> IndexMapping {
    IndexMapping { index: index.to_owned(), root: root.as_object().unwrap().clone() }
}

fn of(root: &serde_json::Value) -> Columns {
    columns(&[mapping("orders", root)])
}

fn lines(columns: &Columns) -> Vec<String> {
    columns
        .columns
        .iter()
        .skip(1)
        .map(|c| {
            let generated = c.generated.as_deref().map_or_else(String::new, |g| format!(" {g}"));
            format!("{} {} {}{generated}", c.path, c.data_type, c.logical_type)
        })
        .collect()
}

fn properties(columns: &Columns, path: &str) -> String {
    let column = columns.columns.iter().find(|c| c.path.to_string() == path).unwrap();
    crate::json::from_value(&column.properties).to_string()
}

#[test]
fn the_identity_comes_first_and_is_never_null() {
    let found = of(&json!({}));
    assert_eq!(found.columns.len(), 1);
    assert_eq!(found.columns[0].path.to_string(), "_id");
    assert!(!found.columns[0].nullable);
}

#[test]
fn the_timestamp_of_a_data_stream_is_never_null() {
    let nullable = |enabled: &[bool]| {
        let mappings: Vec<IndexMapping> = enabled
            .iter()
            .map(|enabled| {
                let root = json!({
                    "_data_stream_timestamp": { "enabled": enabled },
                    "properties": { "@timestamp": { "type": "date" }, "a": { "type": "date" } },
                });
                mapping("i", &root)
            })
            .collect();
        columns(&mappings).columns.iter().map(|c| c.nullable).collect::<Vec<_>>()
    };
    assert_eq!(nullable(&[true, true]), [false, false, true]);
    assert_eq!(nullable(&[true, false]), [false, true, true], "one index takes any document");
    let index = of(&json!({ "properties": { "@timestamp": { "type": "date" } } }));
    assert!(index.columns[1].nullable, "an index of its own demands nothing");
}

#[test]
fn objects_nested_and_multi_fields_become_a_tree_in_the_order_of_the_engine() {
    let found = of(&json!({ "properties": {
        "title": { "type": "text", "analyzer": "english", "fields": {
            "keyword": { "type": "keyword", "ignore_above": 256 },
            "deep": { "type": "text", "fields": { "er": { "type": "keyword" } } },
        } },
        "address": { "properties": { "city": { "type": "keyword" } } },
        "items": { "type": "nested", "dynamic": "strict", "properties": { "sku": { "type": "keyword" } } },
        "raw": { "type": "object", "enabled": false },
    } }));
    assert_eq!(
        lines(&found),
        [
            "title text string",
            "title.keyword keyword string",
            "title.deep text string",
            "title.deep.er keyword string",
            "address object object",
            "address.city keyword string",
            "items nested object",
            "items.sku keyword string",
            "raw object json",
        ]
    );
    assert_eq!(properties(&found, "title"), r#"{"analyzer":"english"}"#);
    assert_eq!(properties(&found, "title.keyword"), r#"{"multiField":true,"ignore_above":256}"#);
    assert_eq!(properties(&found, "items"), r#"{"dynamic":"strict"}"#);
    assert_eq!(properties(&found, "address"), "{}");
    assert!(found.warnings.is_empty());
}

#[test]
fn aliases_and_computed_fields_say_what_they_are() {
    let found = of(&json!({
        "properties": {
            "client": { "properties": { "ip": { "type": "ip" } } },
            "source_ip": { "type": "alias", "path": "client.ip" },
            "lost": { "type": "alias", "path": "nowhere" },
            "day": { "type": "keyword" },
        },
        "runtime": {
            "client.country": { "type": "keyword", "script": { "source": "emit('x')", "lang": "painless" } },
            "no.such.parent": { "type": "long" },
            "day": { "type": "date" },
            "parts": { "type": "composite", "script": { "source": "…" }, "fields": { "a": { "type": "long" } } },
        },
        "derived": { "year": { "type": "integer", "script": { "source": "emit(1)" } } },
    }));
    assert_eq!(
        lines(&found),
        [
            "client object object",
            "client.ip ip string",
            "client.country keyword string RUNTIME",
            "source_ip alias string ALIAS",
            "lost alias unknown ALIAS",
            "day date timestamp RUNTIME",
            "\"no.such.parent\" long int RUNTIME",
            "parts composite object RUNTIME",
            "parts.a long int RUNTIME",
            "year integer int DERIVED",
        ]
    );
    assert_eq!(
        properties(&found, "client.country"),
        r#"{"script":{"source":"emit('x')","lang":"painless"}}"#
    );
    assert_eq!(properties(&found, "source_ip"), r#"{"path":"client.ip"}"#);
    assert_eq!(properties(&found, "day"), r#"{"shadows":"keyword"}"#);
}

#[test]
fn what_a_person_wrote_into_a_field_is_its_comment() {
    let found = of(&json!({ "properties": {
        "ms": { "type": "long", "meta": { "unit": "ms", "description": "Time on the way" } },
        "site": { "type": "constant_keyword", "value": "berlin" },
    } }));
    assert_eq!(found.columns[1].comment.as_deref(), Some("Time on the way"));
    assert_eq!(
        properties(&found, "ms"),
        r#"{"meta":{"unit":"ms","description":"Time on the way"}}"#
    );
    assert_eq!(found.columns[2].default.as_deref(), Some("berlin"));
}

#[test]
fn keys_with_dots_stay_one_key_where_the_engine_keeps_them() {
    let found = of(&json!({ "subobjects": false, "properties": {
        "time": { "type": "long" }, "time.max": { "type": "long" },
    } }));
    assert_eq!(lines(&found), ["time long int", "\"time.max\" long int"]);
}

#[test]
fn types_that_differ_become_a_union_with_a_warning_that_names_the_indices() {
    let field = |definition: serde_json::Value| json!({ "properties": { "code": definition } });
    let found = columns(&[
        mapping("o-1", &field(json!({ "type": "keyword", "doc_values": false, "store": true }))),
        mapping("o-2", &field(json!({ "type": "long", "store": true }))),
        mapping("o-3", &field(json!({ "type": "keyword", "doc_values": false, "store": true }))),
    ]);
    assert_eq!(lines(&found), ["code keyword|long int|string"]);
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.warnings[0].code, "FIELD_TYPE_CONFLICT");
    assert_eq!(
        found.warnings[0].title,
        "The field code has different types: keyword in o-1, o-3; long in o-2."
    );
    assert_eq!(
        properties(&found, "code"),
        r#"{"store":true,"byIndex":[{"indices":["o-1","o-3"],"type":"keyword","parameters":{"doc_values":false,"store":true}},{"indices":["o-2"],"type":"long","parameters":{"store":true}}]}"#
    );
}

#[test]
fn two_types_of_one_normal_form_are_still_a_conflict() {
    let found = columns(&[
        mapping("a", &json!({ "properties": { "x": { "type": "keyword" } } })),
        mapping("b", &json!({ "properties": { "x": { "type": "text" } } })),
    ]);
    assert_eq!(lines(&found), ["x keyword|text string"]);
    assert_eq!(found.warnings.len(), 1);
}

#[test]
fn an_object_here_and_a_value_there_keep_their_fields() {
    let found = columns(&[
        mapping(
            "a",
            &json!({ "properties": { "x": { "properties": { "y": { "type": "long" } } } } }),
        ),
        mapping(
            "b",
            &json!({ "properties": { "x": { "type": "keyword" }, "z": { "type": "date" } } }),
        ),
    ]);
    assert_eq!(
        lines(&found),
        ["x keyword|object object|string", "x.y long int", "z date timestamp"]
    );
    assert_eq!(
        properties(&found, "x.y"),
        "{}",
        "it is missing where its parent is no object, which is told there"
    );
    assert_eq!(properties(&found, "z"), r#"{"missingIn":["a"]}"#);
}

#[test]
fn parameters_that_differ_are_told_by_index_without_a_warning() {
    let found = columns(&[
        mapping("a", &json!({ "properties": { "x": { "type": "text", "analyzer": "english" } } })),
        mapping("b", &json!({ "properties": { "x": { "type": "text" } } })),
    ]);
    assert!(found.warnings.is_empty());
    assert_eq!(
        properties(&found, "x"),
        r#"{"byIndex":[{"indices":["a"],"type":"text","parameters":{"analyzer":"english"}},{"indices":["b"],"type":"text"}]}"#
    );
}

#[test]
fn computed_in_one_index_and_stored_in_another() {
    let found = columns(&[
        mapping("a", &json!({ "properties": { "x": { "type": "long" } } })),
        mapping("b", &json!({ "runtime": { "x": { "type": "long" } } })),
    ]);
    assert_eq!(lines(&found), ["x long int"]);
    assert_eq!(
        properties(&found, "x"),
        r#"{"byIndex":[{"indices":["a"],"type":"long"},{"indices":["b"],"type":"long","generated":"RUNTIME"}]}"#
    );
}

#[test]
fn many_indices_and_many_conflicts_are_counted_not_listed() {
    let many: Vec<IndexMapping> = (0..150)
        .map(|i| {
            let kind = if i % 2 == 0 { "long" } else { "keyword" };
            let fields: serde_json::Map<_, _> =
                (0..120).map(|f| (format!("f{f:03}"), json!({ "type": kind }))).collect();
            mapping(&format!("i{i:03}"), &json!({ "properties": fields }))
        })
        .collect();
    let found = columns(&many);
    assert_eq!(found.columns.len(), 121);
    assert_eq!(found.warnings.len(), 101);
    assert!(found.warnings[0].title.contains("i019") || found.warnings[0].title.contains("i038"));
    assert!(found.warnings[0].title.contains("and 55 more"), "{}", found.warnings[0].title);
    assert_eq!(
        found.warnings[100].title,
        "20 more fields have different types in different indices."
    );
}

#[test]
fn a_name_that_the_catalog_cannot_keep_is_left_out_aloud() {
    let found = of(&json!({ "properties": {
        "x".repeat(1_025): { "type": "long" },
        "ok": { "type": "long" },
        "控\tcharacter": { "type": "long" },
    } }));
    assert_eq!(lines(&found), ["ok long int", "\"控\tcharacter\" long int"]);
    assert_eq!(found.warnings[0].code, "FIELD_LEFT_OUT");
}

mod order {
    use proptest::prelude::*;

    use super::*;

    fn definition() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(json!({ "type": "keyword" })),
            Just(json!({ "type": "long" })),
            Just(json!({ "type": "text", "analyzer": "english" })),
            Just(json!({ "type": "alias", "path": "a" })),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            proptest::collection::vec(("[abc]", inner), 0..3).prop_map(|fields| {
                let fields: serde_json::Map<_, _> = fields.into_iter().collect();
                json!({ "properties": fields })
            })
        })
    }

    proptest! {
        /// Whatever the mappings: paths are unique, and every column but `_id` is in some mapping.
        #[test]
        fn paths_are_unique(definitions in proptest::collection::vec(definition(), 1..4)) {
            let mappings: Vec<IndexMapping> = definitions
                .iter()
                .enumerate()
                .map(|(i, d)| mapping(&format!("i{i}"), &json!({ "properties": { "top": d } })))
                .collect();
            let found = columns(&mappings);
            let mut paths: Vec<_> = found.columns.iter().map(|c| c.path.clone()).collect();
            let count = paths.len();
            paths.sort();
            paths.dedup();
            prop_assert_eq!(paths.len(), count);
        }

        /// The order of the indices changes neither the set of columns nor their types.
        #[test]
        fn the_order_of_indices_does_not_matter(definitions in proptest::collection::vec(definition(), 2..4)) {
            let all: Vec<IndexMapping> = definitions
                .iter()
                .enumerate()
                .map(|(i, d)| mapping(&format!("i{i}"), &json!({ "properties": { "top": d } })))
                .collect();
            let mut reversed = all.clone();
            reversed.reverse();
            let key = |c: &Columns| {
                let mut lines = lines(c);
                lines.sort();
                lines
            };
            prop_assert_eq!(key(&columns(&all)), key(&columns(&reversed)));
        }
    }
}
