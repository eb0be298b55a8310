use mongodb::bson::oid::ObjectId;
use mongodb::bson::spec::BinarySubtype;
use mongodb::bson::{Binary, Bson, DateTime, Document, RawDocumentBuf, Timestamp, doc};

use super::super::maps::{self, Plan};
use super::super::{extjson, fields, validator};
use super::*;

#[path = "columns_tests/any_documents.rs"]
mod any_documents;
#[path = "columns_tests/validators.rs"]
mod validators;

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
