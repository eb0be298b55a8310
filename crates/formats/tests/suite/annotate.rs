//! Files that are handed back with their problems.

use std::io::Cursor;

use ariadne_domain::Value;
use ariadne_formats::{annotate, from_json};

use crate::helpers::{errors, read_named, text_cell, told, workbook, zip_of};

fn annotated(name: &str, bytes: &[u8]) -> Vec<u8> {
    let (_, report) = read_named(name, bytes);
    let mut out = Vec::new();
    annotate(&mut Cursor::new(bytes), &report, &mut out).expect("annotated");
    out
}

#[test]
fn a_csv_file_says_at_each_row_what_is_wrong_with_it() {
    let file = "schema;table;kind\r\nSALES;ORDERS;TABEL\r\nSALES;;\r\nSALES;\"A\nB\";VIEW\r\n";
    let copy = String::from_utf8(annotated("tables.csv", file.as_bytes())).expect("UTF-8");
    let expected = "\u{feff}schema;table;kind;Problems\r\n\
        SALES;ORDERS;TABEL;kind: This is none of TABLE, VIEW, MATERIALIZED_VIEW, COLLECTION, \
        TIME_SERIES, INDEX, ALIAS, DATA_STREAM, FILE, TOPIC, REPORT, OTHER.\r\n\
        SALES;;;table: Enter a name.\r\nSALES;\"A\nB\";VIEW;\r\n";
    assert_eq!(copy, expected);
    let (_, report) = read_named("tables.csv", copy.as_bytes());
    assert_eq!(told(&report), ["ERROR INVALID - 2 kind", "ERROR REQUIRED - 3 table"]);
    assert_eq!(
        annotated("tables.csv", copy.as_bytes()),
        copy.as_bytes(),
        "the column is used again"
    );
}

#[test]
fn a_formula_in_a_problem_does_not_run() {
    let copy = String::from_utf8(annotated("t.csv", b"=name,owner\n,Ada\n")).expect("UTF-8");
    assert_eq!(copy, "\u{feff}=name,owner,Problems\r\n,Ada,'=name: Enter a name.\r\n");
}

#[test]
fn each_file_of_an_archive_is_annotated() {
    let zip = zip_of(&[("tables.csv", b"name\n\"\"\nT\n"), ("columns.csv", b"table,path\nT,\n")]);
    let copy = annotated("all.zip", &zip);
    let (_, report) = read_named("all.zip", &copy);
    assert_eq!(errors(&report), ["REQUIRED"], "{:?}", told(&report));
    assert_eq!(told(&report), ["ERROR REQUIRED columns.csv 2 path"]);
}

#[test]
fn a_workbook_keeps_its_values_and_gets_notes() {
    let header = text_cell("A1", "Table") + &text_cell("B1", "Kind") + &text_cell("C1", "Rows");
    let row = text_cell("A2", "ORDERS") + &text_cell("B2", "TABEL") + "<c r=\"C2\"><v>42</v></c>";
    let sheet =
        format!("<sheetData><row r=\"1\">{header}</row><row r=\"2\">{row}</row></sheetData>");
    let copy = annotated("t.xlsx", &workbook(&[("Tables", &sheet)]));
    let (records, report) = read_named("t.xlsx", &copy);
    assert_eq!(told(&report), ["ERROR INVALID Tables 2 Kind"]);
    assert_eq!(records.len(), 1);
    let headers: Vec<&str> = report.sheets[0].headers.iter().map(|h| &**h).collect();
    assert_eq!(headers, ["Table", "Kind", "Rows", "Problems"]);
    let mut archive = zip::ZipArchive::new(Cursor::new(copy)).expect("a zip");
    let note = std::io::read_to_string(archive.by_name("xl/comments1.xml").expect("notes"));
    assert!(note.expect("text").contains("MATERIALIZED_VIEW"));
}

#[test]
fn what_could_not_be_read_is_not_annotated() {
    let (_, report) = read_named("picture.json", b"\x89PNG\r\n");
    let refused = annotate(&mut Cursor::new(b"\x89PNG\r\n"), &report, Vec::new());
    assert_eq!(refused.expect_err("refused").kind(), std::io::ErrorKind::Unsupported);
}

#[test]
fn a_document_says_before_its_lists_what_is_wrong_with_it() {
    let file = "{\"tables\": [{\"name\": \"A\", \"kind\": \"VEIW\"},\n {\"name\": \"\"}]}\n";
    let copy = String::from_utf8(annotated("c.json", file.as_bytes())).expect("UTF-8");
    let (_, first) = read_named("c.json", file.as_bytes());
    let (_, report) = read_named("c.json", copy.as_bytes());
    assert_eq!(told(&report), ["ERROR INVALID tables 1 kind", "ERROR REQUIRED tables 2 name"]);
    assert_eq!(told(&report), told(&first), "the list is passed over");
    assert!(copy.ends_with(&file[1..]), "{copy}");
    let document = from_json(&copy).expect("JSON");
    let problems = document.get("problems").and_then(Value::as_array).expect("a list");
    assert_eq!(problems[0].get("suggestion").and_then(Value::as_str), Some("VIEW"));
    assert_eq!(problems[1].get("key").and_then(Value::as_str), Some("name"));
    assert_eq!(annotated("c.json", copy.as_bytes()), copy.as_bytes(), "the list is put anew");
    let empty = String::from_utf8(annotated("c.json", b"{ }")).expect("UTF-8");
    assert!(from_json(&empty).is_ok(), "{empty}");
    let torn = String::from_utf8(annotated("c.json", b"{\"tables\": [{\"name\"")).expect("UTF-8");
    assert!(torn.contains("CUT_OFF") && torn.ends_with("{\"name\""), "{torn}");
    let (_, report) = read_named("c.json", b"[1]");
    let refused = annotate(&mut Cursor::new(b"[1]"), &report, Vec::new()).expect_err("no object");
    assert_eq!(refused.kind(), std::io::ErrorKind::InvalidData);
}

#[test]
fn yaml_says_in_comments_what_is_wrong_with_it() {
    let file = "tables:\n  - name: A\n    kind: VEIW\n  - owner: \"x\\u0007y\"\n";
    let copy = String::from_utf8(annotated("c.yaml", file.as_bytes())).expect("UTF-8");
    let lines: Vec<&str> = copy.lines().collect();
    assert!(lines[0].starts_with("# Problem: ERROR, tables, entry 1: kind: "), "{copy}");
    assert!(lines[0].ends_with("OTHER."), "{copy}");
    assert!(copy.ends_with(file), "{copy}");
    let (_, first) = read_named("c.yaml", file.as_bytes());
    let (_, report) = read_named("unnamed", copy.as_bytes());
    assert_eq!(told(&report), told(&first), "the comments are passed over");
    let again = String::from_utf8(annotated("c.yaml", copy.as_bytes())).expect("UTF-8");
    assert_eq!(again.lines().count(), copy.lines().count(), "the comments are put anew");
    assert!(again.ends_with(file));
}
