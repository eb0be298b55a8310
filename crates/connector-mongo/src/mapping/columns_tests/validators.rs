//! What a validator adds to the documents, and where the two disagree.

use super::*;

#[test]
fn validators_are_merged() {
    let declared = schema(doc! {
        "bsonType": "object", "required": ["name", "email"], "additionalProperties": false,
        "properties": {
            "_id": {},
            "name": { "bsonType": "string", "description": "Full name" },
            "email": { "bsonType": "string" },
            "state": { "enum": ["new", "old"] },
            "age": { "bsonType": "int" },
            "home": { "bsonType": "object", "required": ["city"], "properties": { "city": { "bsonType": "string" }, "zip": { "bsonType": ["string", "null"] } } },
            "lines": { "bsonType": "array", "items": { "bsonType": "object", "properties": { "sku": { "bsonType": "string" } } } },
            "tags": { "bsonType": "array", "items": { "bsonType": "string" } },
        },
    });
    let documents = raw(&[
        doc! { "_id": 1, "name": "a", "state": "new", "age": 5.5, "home": { "zip": "1" }, "tags": ["a", 1] },
        doc! { "_id": 2, "name": "b", "email": "x", "state": "lost", "extra": 1 },
    ]);
    let columns = built(&documents, Some(&declared), MAX_PATHS);
    assert_eq!(
        paths(&columns),
        [
            "_id",
            "name",
            "email",
            "state",
            "age",
            "extra",
            "home",
            "home.zip",
            "home.city",
            "tags",
            "lines",
            "lines.sku"
        ]
    );
    let name = columns.columns.iter().find(|c| c.path.to_string() == "name").unwrap();
    assert_eq!(name.comment.as_deref(), Some("Full name"));
    assert_eq!(
        line(&columns, "name"),
        r#"string string {"presence":1,"types":{"string":1},"validator":{"bsonType":"string","required":true}}"#
    );
    assert_eq!(
        line(&columns, "lines"),
        r#"array<object>? array<object> {"presence":0,"validator":{"bsonType":"array"}}"#
    );
    assert_eq!(
        line(&columns, "lines.sku"),
        r#"string? string {"presence":0,"validator":{"bsonType":"string"}}"#
    );
    let titles: Vec<&str> = columns.warnings.iter().map(|w| w.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "state has values that the validator does not list, in 1 of the documents looked at.",
            "email is required by the validator, but missing in 50 % of the documents.",
            "home.city is required by the validator, but missing in 100 % of the objects that should have it.",
            "age holds double, but the validator declares int.",
            "tags has elements that are int, but the validator declares string.",
            "extra was seen, but the validator allows no such field.",
        ]
    );
}

#[test]
fn without_documents_the_validator_speaks() {
    let declared = schema(doc! {
        "required": ["a", "b"],
        "properties": { "a": { "bsonType": "int" }, "b": { "bsonType": ["int", "null"] }, "c": { "bsonType": "date" },
            "o": { "bsonType": "object", "required": ["x"], "properties": { "x": { "bsonType": "int" } } } },
    });
    let columns = built(&[], Some(&declared), MAX_PATHS);
    assert_eq!(line(&columns, "a"), r#"int int {"validator":{"bsonType":"int","required":true}}"#);
    assert_eq!(
        line(&columns, "b"),
        r#"int? int {"validator":{"bsonType":["int","null"],"required":true}}"#
    );
    assert_eq!(line(&columns, "c"), r#"date? timestamp {"validator":{"bsonType":"date"}}"#);
    // a document need not have the object
    assert_eq!(
        line(&columns, "o.x"),
        r#"int? int {"validator":{"bsonType":"int","required":true}}"#
    );
}

#[test]
fn disagreements_are_bounded() {
    let properties: Document =
        (0..30).map(|i| (format!("f{i}"), Bson::from(doc! { "bsonType": "int" }))).collect();
    let declared = schema(doc! { "properties": properties });
    let document: Document = (0..30).map(|i| (format!("f{i}"), Bson::from("x"))).collect();
    let columns = built(&raw(&[document]), Some(&declared), MAX_PATHS);
    assert_eq!(columns.warnings.len(), 21);
    assert!(columns.warnings[20].title.contains("10 more"));
}

#[test]
fn named_objects_are_records_even_if_they_look_like_maps() {
    let keys = || (0..20).map(|i| (format!("k{i}"), Bson::from(1)));
    let named: Document = (0..20).map(|i| (format!("k{i}"), Bson::from(doc! {}))).collect();
    let declared = schema(doc! { "properties": { "m": { "properties": named } } });
    let document = doc! { "m": keys().collect::<Document>() };
    assert_eq!(
        built(&raw(std::slice::from_ref(&document)), Some(&declared), MAX_PATHS).columns.len(),
        21
    );
    assert_eq!(of(&[document]).columns.len(), 2);
}
