use mongodb::bson::oid::ObjectId;
use mongodb::bson::spec::BinarySubtype;
use mongodb::bson::{Binary, Bson, DateTime, Document, RawDocumentBuf, Timestamp, doc};
use proptest::prelude::*;

use super::super::maps::{self, Plan};
use super::super::{extjson, fields, validator};
use super::*;

fn raw(documents: &[Document]) -> Vec<RawDocumentBuf> {
    documents.iter().map(|d| RawDocumentBuf::try_from(d).unwrap()).collect()
}

fn built(documents: &[RawDocumentBuf], declared: Option<&Declared>, limit: usize) -> Columns {
    let count = |plan: Plan| {
        let mut shape = Shape::new(plan);
        for document in documents {
            shape.add(document);
        }
        shape
    };
    let plain = count(Plan::default());
    let shape = count(fields::without_declared(maps::find(&plain), declared));
    build(&shape, declared, &|| Box::new(documents.iter().map(AsRef::as_ref)), limit)
}

fn of(documents: &[Document]) -> Columns {
    built(&raw(documents), None, MAX_PATHS)
}

fn schema(schema: Document) -> Declared {
    validator::read(&doc! { "$jsonSchema": schema }).unwrap()
}

fn line(columns: &Columns, path: &str) -> String {
    let column = columns.columns.iter().find(|c| c.path.to_string() == path);
    let column = column.unwrap_or_else(|| panic!("no {path} in {:?}", paths(columns)));
    let null = if column.nullable { "?" } else { "" };
    format!(
        "{}{null} {} {}",
        column.data_type,
        column.logical_type,
        extjson::compact(&column.properties)
    )
}

fn paths(columns: &Columns) -> Vec<String> {
    columns.columns.iter().map(|c| c.path.to_string()).collect()
}

fn codes(columns: &Columns) -> Vec<&str> {
    columns.warnings.iter().map(|w| w.code.as_str()).collect()
}

#[test]
fn types_and_their_shares() {
    let columns = of(&[
        doc! { "_id": 1, "a": 1, "b": "000123" },
        doc! { "_id": 2, "a": "x", "b": Bson::Null },
        doc! { "_id": 3, "a": 1_i64 },
        doc! { "_id": 4, "a": 2, "b": "7" },
    ]);
    assert_eq!(line(&columns, "_id"), r#"int int {"presence":1,"types":{"int":1}}"#);
    assert_eq!(
        line(&columns, "a"),
        r#"int|long|string int|string {"presence":1,"types":{"int":0.5,"long":0.25,"string":0.25}}"#
    );
    assert_eq!(
        line(&columns, "b"),
        r#"string? string {"presence":0.75,"types":{"null":0.3333,"string":0.6667},"missing":0.25,"null":0.25}"#
    );
}

#[test]
fn every_bson_type_keeps_its_name() {
    let columns = of(&[doc! {
        "objectId": ObjectId::from_bytes([0; 12]), "int": 1, "long": 1_i64, "double": 1.5,
        "decimal": "1.5".parse::<mongodb::bson::Decimal128>().unwrap(), "bool": true, "string": "s",
        "date": DateTime::from_millis(0), "timestamp": Timestamp { time: 1, increment: 1 },
        "uuid": Binary { subtype: BinarySubtype::Uuid, bytes: vec![0; 16] },
        "bytes": Binary { subtype: BinarySubtype::Generic, bytes: vec![1] },
        "regex": mongodb::bson::Regex { pattern: "a".try_into().unwrap(), options: "".try_into().unwrap() },
        "code": Bson::JavaScriptCode("f".into()), "min": Bson::MinKey, "max": Bson::MaxKey,
        "symbol": Bson::Symbol("s".into()), "undefined": Bson::Undefined, "null": Bson::Null,
        "object": {}, "array": [],
    }]);
    let types: Vec<String> =
        columns.columns.iter().map(|c| format!("{} {}", c.data_type, c.logical_type)).collect();
    assert_eq!(
        types,
        [
            "objectId string",
            "int int",
            "long int",
            "double float",
            "decimal128 decimal",
            "bool boolean",
            "string string",
            "date timestamp",
            "timestamp timestamp",
            "binData:4 uuid",
            "binData:0 binary",
            "regex unknown",
            "javascript unknown",
            "minKey unknown",
            "maxKey unknown",
            "symbol string",
            "undefined unknown",
            "null unknown",
            "object object",
            "array array",
        ]
    );
}

#[test]
fn arrays_count_their_document_once() {
    let columns = of(&[
        doc! { "items": [{ "sku": "a", "n": 1 }, { "sku": "b" }], "tags": ["x", 1], "m": [[1.5, 2.5], []] },
        doc! { "items": [], "tags": ["y"], "m": [[1]] },
        doc! { "items": { "sku": 7 } },
        doc! {},
    ]);
    assert_eq!(paths(&columns), ["items", "items.sku", "items.n", "tags", "m", "m[]"]);
    assert_eq!(
        line(&columns, "items"),
        r#"array<object>|object? array<object>|object {"presence":0.75,"types":{"array":0.6667,"object":0.3333},"missing":0.25,"elements":{"types":{"object":1},"emptyArrays":0.5}}"#
    );
    // complete in two documents of four: the empty array and the empty document have no value
    assert_eq!(
        line(&columns, "items.sku"),
        r#"int|string? int|string {"presence":0.5,"types":{"int":0.3333,"string":0.6667},"missing":0.5,"presenceInParent":1}"#
    );
    assert_eq!(
        line(&columns, "items.n"),
        r#"int? int {"presence":0.25,"types":{"int":1},"missing":1,"presenceInParent":0.3333}"#
    );
    assert_eq!(
        line(&columns, "tags"),
        r#"array<int|string>? array<int|string> {"presence":0.5,"types":{"array":1},"missing":0.5,"elements":{"types":{"int":0.3333,"string":0.6667}}}"#
    );
    assert_eq!(
        line(&columns, "m[]"),
        r#"array<double|int>? array<float|int> {"presence":0.5,"types":{"array":1},"missing":0.5,"elements":{"types":{"double":0.6667,"int":0.3333},"emptyArrays":0.3333}}"#
    );
    assert!(line(&columns, "m").starts_with("array<array<double|int>>? array<array<float|int>>"));
}

#[test]
fn siblings_stand_as_documents_have_them() {
    let columns = of(&[
        doc! { "_id": 1, "name": "x", "address": { "zip": 1, "city": "c" }, "age": 3 },
        doc! { "_id": 2, "name": "x", "age": 3 },
    ]);
    assert_eq!(paths(&columns), ["_id", "name", "address", "address.zip", "address.city", "age"]);
    assert_eq!(
        line(&columns, "address.city"),
        r#"string? string {"presence":0.5,"types":{"string":1},"missing":0.5,"presenceInParent":1}"#
    );
}

#[test]
fn odd_keys_stay_one_segment() {
    let columns = of(&[doc! { "a.b": 1, "$c": { "": 2, "[]": 3 }, "d e": 4 }]);
    assert_eq!(paths(&columns), ["\"a.b\"", "$c", "$c.\"\"", "$c.\"[]\"", "\"d e\""]);
    assert!(columns.columns.iter().all(|c| {
        ariadne_domain::check_path("path", &c.path, ariadne_domain::NameOrigin::Observed).is_none()
    }));
}

#[test]
fn maps_are_one_column_with_an_example() {
    let visits = |from: u32| -> Document {
        (from..from + 10)
            .map(|i| (format!("{i:06}"), Bson::from(doc! { "count": 1, "last": "x" })))
            .collect()
    };
    let columns = of(&[doc! { "visits": visits(1) }, doc! { "visits": visits(8) }, doc! {}]);
    assert_eq!(paths(&columns), ["visits", "visits{}", "visits{}.count", "visits{}.last"]);
    assert_eq!(
        line(&columns, "visits"),
        r#"map<object>? map<object> {"presence":0.6667,"types":{"object":1},"missing":0.3333,"map":{"exampleKey":"000001"}}"#
    );
    assert_eq!(
        line(&columns, "visits{}.count"),
        r#"int? int {"presence":0.6667,"types":{"int":1},"missing":0.3333,"presenceInParent":1}"#
    );
}

#[test]
fn at_most_so_many_paths_parents_first() {
    let documents = raw(&[
        doc! { "rare": 1, "b": { "x": 1, "y": { "z": 1 } } },
        doc! { "b": { "x": 1 }, "c": 1 },
        doc! { "b": { "x": 1 }, "c": 1 },
    ]);
    let columns = built(&documents, None, 4);
    assert_eq!(paths(&columns), ["rare", "b", "b.x", "c"]);
    assert_eq!(codes(&columns), ["PATHS_CUT"]);
    assert!(
        columns.warnings[0].title.contains("6 paths; 4 are shown and 2 were left out"),
        "{}",
        columns.warnings[0].title
    );
}

#[test]
fn too_deep_and_too_long_is_told() {
    let mut deep = doc! { "end": 1 };
    for _ in 0..80 {
        deep = doc! { "a": [deep] };
    }
    let mut nested = Bson::Int32(1);
    for _ in 0..90 {
        nested = Bson::Array(vec![nested]);
    }
    let columns = of(&[doc! { "deep": deep, "x".repeat(1_025): 1, "nested": nested }]);
    let longest = columns.columns.iter().map(|c| c.path.segments().len()).max().unwrap();
    assert_eq!(longest, super::super::shape::MAX_DEPTH);
    assert_eq!(codes(&columns), ["DEPTH_CUT", "LONG_KEYS"]);
    assert!(columns.warnings[0].title.contains("2 place"), "{}", columns.warnings[0].title);
}

#[test]
fn duplicate_keys_are_seen() {
    // {a: 1, a: "x"}, which no document type of the driver can hold
    let mut bytes =
        vec![0, 0, 0, 0, 0x10, b'a', 0, 1, 0, 0, 0, 0x02, b'a', 0, 2, 0, 0, 0, b'x', 0, 0];
    bytes[0] = u8::try_from(bytes.len()).unwrap();
    let columns = built(&[RawDocumentBuf::from_bytes(bytes).unwrap()], None, MAX_PATHS);
    assert_eq!(
        line(&columns, "a"),
        r#"int|string int|string {"presence":1,"types":{"int":0.5,"string":0.5}}"#
    );
    assert_eq!(codes(&columns), ["DUPLICATE_KEYS"]);
}

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

#[test]
fn shares_never_lie() {
    let text = |part, whole| match share(part, whole) {
        Value::Number(text) => text,
        other => panic!("{other:?}"),
    };
    assert_eq!(text(1, 3), "0.3333");
    assert_eq!(text(2, 3), "0.6667");
    assert_eq!(text(1, 100_000), "0.0001");
    assert_eq!(text(99_999, 100_000), "0.9999");
    assert_eq!(text(0, 5), "0");
    assert_eq!(text(5, 5), "1");
    assert_eq!(text(0, 0), "0");
    assert_eq!(text(1, 2), "0.5");
    assert_eq!(percent(&share(1, 2)), "50 %");
    assert_eq!(percent(&share(1, 3)), "33.33 %");
    assert_eq!(percent(&share(1, 1_000)), "0.1 %");
    assert_eq!(percent(&share(1, 1)), "100 %");
}

fn value() -> impl Strategy<Value = Bson> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(Bson::from),
        any::<i64>().prop_map(Bson::from),
        any::<f64>().prop_map(Bson::from),
        any::<bool>().prop_map(Bson::from),
        "[0-9]{0,4}".prop_map(Bson::from),
        Just(Bson::Null),
        Just(Bson::Undefined),
        Just(Bson::MinKey),
        (any::<u8>(), proptest::collection::vec(any::<u8>(), 0..4)).prop_map(|(subtype, bytes)| {
            Bson::Binary(Binary { subtype: BinarySubtype::from(subtype), bytes })
        }),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Bson::Array),
            members(inner).prop_map(Bson::Document),
        ]
    })
}

fn members(value: impl Strategy<Value = Bson>) -> impl Strategy<Value = Document> {
    let key = prop_oneof![4 => "[a-d]", 1 => "[0-9]{3}", 1 => "\\PC{0,3}"];
    proptest::collection::vec((key, value), 0..6)
        .prop_map(|members| members.into_iter().filter(|(key, _)| !key.contains('\0')).collect())
}

fn documents_and_an_order() -> impl Strategy<Value = (Vec<Document>, Vec<Document>)> {
    proptest::collection::vec(members(value()), 0..12)
        .prop_flat_map(|documents| (Just(documents.clone()), Just(documents).prop_shuffle()))
}

proptest! {
    #[test]
    fn the_order_of_documents_has_no_say((documents, shuffled) in documents_and_an_order()) {
        let (one, other) = (of(&documents), of(&shuffled));
        prop_assert_eq!(one.columns, other.columns);
        prop_assert_eq!(one.warnings, other.warnings);
    }

    #[test]
    fn columns_are_a_tree_of_unique_paths((documents, _) in documents_and_an_order()) {
        let columns = of(&documents);
        let mut seen = HashSet::new();
        for column in &columns.columns {
            if let Some(parent) = column.path.parent() {
                prop_assert!(seen.contains(&parent), "{} comes before its parent", column.path);
            }
            prop_assert!(seen.insert(column.path.clone()), "{} stands twice", column.path);
            prop_assert_eq!(column.path.to_string().parse::<Path>(), Ok(column.path.clone()));
            let logical = column.logical_type.to_string().parse::<LogicalType>();
            prop_assert_eq!(logical, Ok(column.logical_type.clone()));
        }
    }

    #[test]
    fn damaged_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let mut all = vec![0_u8; 4];
        all.extend(bytes);
        all.push(0);
        let length = u32::try_from(all.len()).unwrap();
        all[..4].copy_from_slice(&length.to_le_bytes());
        if let Ok(document) = RawDocumentBuf::from_bytes(all) {
            built(&[document], None, MAX_PATHS);
        }
    }
}
