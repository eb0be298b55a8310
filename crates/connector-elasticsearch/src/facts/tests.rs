use serde_json::json;

use super::*;

fn mapping(index: &str, root: &Json) -> IndexMapping {
    IndexMapping { index: index.to_owned(), root: root.as_object().unwrap().clone() }
}

fn resolved(target: Target, name: &str) -> Resolved {
    Resolved { target, name: name.to_owned(), attributes: Vec::new() }
}

fn parts<'a>(resolved: &'a Resolved, mappings: &'a [IndexMapping]) -> Parts<'a> {
    Parts { resolved, mappings, settings: None, aliases: None, data_stream: None, count: None }
}

fn text(value: &Value) -> String {
    crate::json::from_value(value).to_string()
}

#[test]
fn settings_keep_what_describes_the_index() {
    let index = Resolved {
        attributes: vec![("orders".to_owned(), vec!["closed".to_owned(), "hidden".to_owned()])],
        ..resolved(Target::Index, "orders")
    };
    let mappings = [mapping("orders", &json!({ "dynamic": "strict", "properties": {} }))];
    let settings = json!({ "orders": { "settings": { "index": {
        "number_of_shards": "3", "uuid": "x", "provided_name": "orders", "version": { "created": "1" },
        "sort": { "field": ["ts"] }, "analysis": { "analyzer": { "a": { "type": "custom" } } },
    } } } });
    let facts =
        Parts { settings: Some(&settings), count: Some(7), ..parts(&index, &mappings) }.facts();
    assert_eq!(
        text(&facts.properties),
        r#"{"indices":[{"name":"orders","state":"closed","hidden":true,"settings":{"analysis":{"analyzer":{"a":{"type":"custom"}}},"number_of_shards":"3","sort":{"field":["ts"]}}}],"mapping":{"dynamic":"strict"}}"#
    );
    assert_eq!((facts.row_count, facts.definition), (Some(7), None));
    assert_eq!(facts.kind, ariadne_domain::TableKind::Index);
}

#[test]
fn a_closed_index_is_known_by_its_settings_too() {
    let index = resolved(Target::Index, "orders");
    let mappings = [mapping("orders", &json!({}))];
    let settings =
        json!({ "orders": { "settings": { "index": { "verified_before_close": "true" } } } });
    assert!(Parts { settings: Some(&settings), ..parts(&index, &mappings) }.is_closed("orders"));
    assert!(!parts(&index, &mappings).is_closed("orders"));
}

#[test]
fn the_filter_of_an_alias_is_its_definition() {
    let alias = resolved(Target::Alias, "open");
    let mappings = [mapping("o-1", &json!({})), mapping("o-2", &json!({}))];
    let filter = json!({ "term": { "open": true } });
    let same = json!({
        "o-2": { "aliases": { "open": { "filter": filter, "is_write_index": true }, "other": {} } },
        "o-1": { "aliases": { "open": { "filter": filter } } },
    });
    let one = Parts { aliases: Some(&same), ..parts(&alias, &mappings) };
    assert!(one.is_filtered());
    let facts = one.facts();
    assert_eq!(facts.definition.as_deref(), Some(r#"{"term":{"open":true}}"#));
    assert_eq!(
        text(facts.properties.get("aliases").unwrap()),
        r#"{"open":{"o-1":{"filter":{"term":{"open":true}}},"o-2":{"filter":{"term":{"open":true}},"is_write_index":true}}}"#,
        "other aliases of the same indices are not this one's business"
    );
    let differing = json!({
        "o-1": { "aliases": { "open": { "filter": filter } } },
        "o-2": { "aliases": { "open": {} } },
    });
    let facts = Parts { aliases: Some(&differing), ..parts(&alias, &mappings) }.facts();
    assert_eq!(facts.definition.as_deref(), Some(r#"{"o-1":{"term":{"open":true}},"o-2":null}"#));
    let plain = json!({ "o-1": { "aliases": { "open": {} } } });
    let plain = Parts { aliases: Some(&plain), ..parts(&alias, &mappings) };
    assert!(!plain.is_filtered());
    assert_eq!(plain.facts().definition, None);
}

#[test]
fn the_identity_is_enforced_within_one_index_only() {
    let enabled = |mappings: &[IndexMapping]| {
        let alias = resolved(Target::Alias, "x");
        parts(&alias, mappings).facts().keys[0].enabled
    };
    assert_eq!(enabled(&[mapping("a", &json!({}))]), Some(true));
    assert_eq!(enabled(&[mapping("a", &json!({})), mapping("b", &json!({}))]), Some(false));
    assert_eq!(enabled(&[mapping("a", &json!({ "_routing": { "required": true } }))]), Some(false));
}

#[test]
fn a_common_description_is_the_comment() {
    let comment = |roots: &[Json]| {
        let pattern = resolved(Target::Pattern, "x*");
        let mappings: Vec<_> =
            roots.iter().enumerate().map(|(i, r)| mapping(&format!("x{i}"), r)).collect();
        parts(&pattern, &mappings).facts().comment
    };
    let said = json!({ "_meta": { "description": "Orders of the shop" } });
    assert_eq!(comment(std::slice::from_ref(&said)).as_deref(), Some("Orders of the shop"));
    assert_eq!(comment(&[said.clone(), said.clone()]).as_deref(), Some("Orders of the shop"));
    assert_eq!(comment(&[said.clone(), json!({})]), None);
    assert_eq!(comment(&[json!({ "_meta": { "description": " " } })]), None);
    assert_eq!(comment(&[json!({ "_meta": { "comment": "x" } })]).as_deref(), Some("x"));
}

#[test]
fn roots_that_differ_are_told_by_index() {
    let pattern = resolved(Target::Pattern, "x*");
    let mappings = [mapping("x1", &json!({ "dynamic": "false" })), mapping("x2", &json!({}))];
    let properties = parts(&pattern, &mappings).facts().properties;
    assert_eq!(
        text(properties.get("mappingByIndex").unwrap()),
        r#"{"x1":{"dynamic":"false"},"x2":{}}"#
    );
    assert_eq!(properties.get("mapping"), None);
}

#[test]
fn documents_that_are_not_kept_are_warned_of() {
    let index = resolved(Target::Index, "x");
    let without = [mapping("x", &json!({ "_source": { "enabled": false } }))];
    let warnings = parts(&index, &without).warnings();
    assert_eq!(warnings[0].code, "SOURCE_DISABLED");
    let partly = [mapping("x", &json!({ "_source": { "excludes": ["a"] } }))];
    assert!(parts(&index, &partly).warnings().is_empty());
}

#[test]
fn a_stream_keeps_its_template_and_policy() {
    let stream = resolved(Target::DataStream, "logs");
    let mappings = [mapping(".ds-logs-000001", &json!({}))];
    let body = json!({ "data_streams": [{
        "name": "logs", "timestamp_field": { "name": "@timestamp" }, "generation": 3, "status": "GREEN",
        "template": "logs-template", "ilm_policy": "p", "indices": [{}], "hidden": false,
    }] });
    let properties =
        Parts { data_stream: Some(&body), ..parts(&stream, &mappings) }.facts().properties;
    assert_eq!(
        text(properties.get("dataStream").unwrap()),
        r#"{"timestamp_field":{"name":"@timestamp"},"template":"logs-template","ilm_policy":"p","hidden":false}"#
    );
}
