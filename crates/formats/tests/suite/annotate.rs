//! Files that are handed back with their problems.

use std::io::Cursor;

use ariadne_formats::{Format, annotate, can_annotate};

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
fn documents_are_not_annotated() {
    assert!(!can_annotate(Format::Json) && can_annotate(Format::Xlsx));
    let (_, report) = read_named("d.json", b"{\"tables\": [{}]}");
    assert!(annotate(&mut Cursor::new(b"{}"), &report, Vec::new()).is_err());
}
