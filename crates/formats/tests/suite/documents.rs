//! JSON and YAML as people write them.

use std::fmt::Write as _;

use ariadne_domain::{Field, Path, Value};
use ariadne_formats::{Limits, Record, ReferenceName};

use crate::helpers::{errors, read_limited, read_named, refused, tables, told};

const YAML: &str = "\
ariadne: 1
tables:
  - name: orders
    source: shop
    tags: [core, \"a,b\"]
    columns:
      - {path: id, dataType: NUMBER(10), nullable: false}
      - path: [address, city]
        dataType: 007
        properties: {unit: 1.10, off: no}
  - table: no
    描述: >
      folded
      text
lineage:
  - from: shop.orders
    to: no
";

#[test]
fn yaml_keeps_its_spelling() {
    let (records, report) = read_named("c.yaml", YAML.as_bytes());
    assert_eq!(told(&report), [] as [&str; 0]);
    assert_eq!(tables(&records), ["orders", "no"]);
    let Record::Column(city) = &records[2].record else { panic!("a column") };
    assert_eq!(city.data_type, Field::Set("007".to_owned()));
    assert_eq!(city.path, Some(Path::keys(["address", "city"])));
    let unit = Value::Number("1.10".to_owned());
    assert_eq!(city.properties, Field::Set(Value::object().with("unit", unit).with("off", "no")));
    let table = ReferenceName::Cells {
        source: Field::Set("shop".to_owned()),
        schema: Field::Clear,
        table: "orders".to_owned(),
        column: None,
    };
    assert_eq!(city.table.name, Some(table));
    assert_eq!(records[2].place.sheet.as_deref(), Some("tables[1].columns"));
    assert_eq!(records[2].place.row, Some(2));
    let Record::Table(second) = &records[3].record else { panic!("a table") };
    assert_eq!(second.description, Field::Set("folded text\n".to_owned()));
    assert_eq!(records[3].place.line, Some(11));
}

#[test]
fn every_mistake_of_a_document_is_told() {
    let file = br#"{
        "tabels": [],
        "tables": [
            {"name": "A", "kind": "VEIW", "descripton": "x", "columns": [{"path": "a..b"}, 5]},
            {"name": "A", "name": "B", "rowCount": 1.5},
            "C",
            {"tags": ["x", {}]}
        ],
        "lineage": [{"fromTable": "A", "toTable": ["x"]}]
    }"#;
    let (_, report) = read_named("c.json", file);
    assert_eq!(
        told(&report),
        [
            "WARNING UNKNOWN_KEY - - -",
            "ERROR INVALID tables 1 kind",
            "WARNING UNKNOWN_COLUMN tables 1 descripton",
            "ERROR INVALID_PATH tables[1].columns 1 path",
            "ERROR INVALID tables[1].columns 2 -",
            "ERROR DUPLICATE_KEY tables 2 name",
            "ERROR INVALID tables 2 rowCount",
            "ERROR INVALID tables 3 -",
            "ERROR REQUIRED tables 4 name",
            "ERROR INVALID tables 4 tags",
            "ERROR INVALID lineage 1 toTable",
        ]
    );
    assert_eq!(report.problems.kept()[0].suggestion.as_deref(), Some("tables"));
    assert_eq!(report.problems.kept()[1].suggestion.as_deref(), Some("VIEW"));
}

#[test]
fn a_document_that_ends_in_the_middle_is_told_with_its_line() {
    let file = b"{\"tables\": [\n{\"name\": \"A\"},\n{\"name\": \"B\"";
    let (records, report) = read_named("c.json", file);
    assert_eq!(told(&report), ["ERROR CUT_OFF tables 2 -"]);
    assert_eq!(report.problems.kept()[0].place.line, Some(3));
    assert_eq!(tables(&records), ["A"]);
    let (_, report) = read_named("c.yaml", b"tables:\n  - name: \"A\n");
    assert_eq!(errors(&report), ["INVALID_YAML"]);
    let (_, report) = read_named("c.yaml", b"tables:\n  - name: A\n bad\n");
    assert_eq!(errors(&report), ["INVALID_YAML"]);
    assert!(report.problems.kept()[0].place.line.is_some_and(|line| line >= 3));
}

#[test]
fn what_is_no_document_is_told() {
    refused("c.json", b"[1, 2]", "INVALID_JSON");
    refused("c.json", b"{}", "NO_ROWS");
    refused("c.json", b"{\"tables\": {}}", "INVALID_JSON");
    refused("c.json", b"{\"ariadne\": 2, \"tables\": []}", "UNKNOWN_VERSION");
    refused("c.yaml", b"--- [a, b]\n", "INVALID_YAML");
    refused("c.yaml", b"just a text\n", "INVALID_YAML");
    refused("c.yaml", b"tables: []\n---\ntables: []\n", "INVALID_YAML");
    refused("c.yaml", b"tables:\n", "NO_ROWS");
}

#[test]
fn deep_nesting_is_refused_and_not_fatal() {
    let deep = |open: &str, close: &str| {
        let value = open.repeat(100_000) + &close.repeat(100_000);
        format!("{{\"tables\": [{{\"name\": \"A\", \"properties\": {value}}}]}}")
    };
    refused("c.json", deep("[", "]").as_bytes(), "TOO_DEEP");
    refused("c.json", deep("{\"a\":", "}").replace(":}", ":1}").as_bytes(), "TOO_DEEP");
    refused("c.json", format!("{{\"other\": {}", "[".repeat(100_000)).as_bytes(), "CUT_OFF");
    let yaml = |open: &str| format!("tables:\n- name: A\n  properties: {}", open.repeat(100_000));
    refused("c.yaml", yaml("[").as_bytes(), "TOO_DEEP");
    refused("c.yaml", yaml("{a: ").as_bytes(), "TOO_DEEP");
    let mut block = "tables:\n- name: A\n  properties:\n".to_owned();
    for depth in 0..400 {
        writeln!(block, "{}a:", " ".repeat(depth + 4)).expect("text");
    }
    refused("c.yaml", block.as_bytes(), "TOO_DEEP");
}

#[test]
fn a_yaml_bomb_does_not_go_off() {
    let mut bomb = "tables:\n- name: &a \"lol\"\n  properties:\n    b0: [lol]\n".to_owned();
    bomb.insert_str(0, "x0: &x0 [lol, lol]\n");
    for n in 1..30 {
        writeln!(bomb, "  x{n}: [*x0, *x0, *x0, *x0, *x0, *x0, *x0, *x0, *x0]").expect("text");
    }
    let (_, report) = read_named("c.yaml", bomb.as_bytes());
    assert!(errors(&report).iter().all(|code| *code == "ALIAS"), "{:?}", told(&report));
    assert_eq!(errors(&report).len(), 29 * 9);
    assert_eq!(report.problems.kept()[1].place.line, Some(6));
}

#[test]
fn an_entry_is_bounded() {
    let limits = || Limits { record: 300_000, ..Limits::default() };
    let long = "x".repeat(500_000);
    let json = format!("{{\"tables\": [{{\"name\": \"A\"}}, {{\"name\": \"{long}\"}}]}}");
    let (records, report) = read_limited("c.json", json.as_bytes(), limits());
    assert_eq!(told(&report), ["ERROR ENTRY_TOO_LARGE tables 2 -"]);
    assert_eq!(tables(&records), ["A"]);
    let yaml = format!("tables:\n- name: A\n- name: \"{long}\"\n");
    let (records, report) = read_limited("c.yaml", yaml.as_bytes(), limits());
    assert_eq!(told(&report), ["ERROR ENTRY_TOO_LARGE tables 2 -"]);
    assert_eq!(tables(&records), ["A"]);
    let many: Vec<String> = (0..50_000).map(|n| format!("{{\"name\": \"t{n}\"}}")).collect();
    let many = format!("{{\"tables\": [{}]}}", many.join(","));
    let (records, report) = read_limited("c.json", many.as_bytes(), limits());
    assert_eq!((records.len(), told(&report).len()), (50_000, 0), "a long list is no large entry");
}

#[test]
fn utf_16_documents_are_read() {
    let json = "\u{feff}{\"tables\": [{\"name\": \"订单\"}]}";
    let bytes: Vec<u8> = json.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (records, report) = read_named("c.json", &bytes);
    assert_eq!((tables(&records), told(&report).len()), (vec!["订单"], 0));
}
