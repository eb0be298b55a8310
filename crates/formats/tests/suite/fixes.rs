//! Corrected cells, headers that a person explained, and stopping.

use std::io::Cursor;
use std::ops::ControlFlow;

use ariadne_domain::{Field, TableKind};
use ariadne_formats::{CellFix, ReadOptions, Record, RecordKind, SheetMapping, read};

use crate::helpers::{lines, read_with, tables, told};

fn fix(sheet: Option<&str>, row: u64, column: &str, value: &str) -> CellFix {
    CellFix { sheet: sheet.map(str::to_owned), row, column: column.into(), value: value.into() }
}

#[test]
fn a_corrected_cell_is_read_in_place_of_the_file_s() {
    let fixes = vec![
        fix(None, 2, "Kind", "VIEW"),
        fix(None, 3, "Table", "B"),
        fix(None, 2, "owner", "Ada"),
    ];
    let options = ReadOptions { fixes, ..ReadOptions::default() };
    let (records, report) = read_with(&options, b"Table,Kind\nA,VEIW\n,TABLE\n");
    assert_eq!(told(&report), [] as [&str; 0]);
    assert_eq!(tables(&records), ["A", "B"]);
    let Record::Table(first) = &records[0].record else { panic!("a table") };
    assert_eq!(first.kind, Field::Set(TableKind::View));
    assert_eq!(first.owner, Field::Set("Ada".to_owned()), "a field without a column");
}

#[test]
fn entries_of_documents_are_corrected_too() {
    let fixes = vec![fix(Some("tables"), 2, "name", "B")];
    let options = ReadOptions { fixes, ..ReadOptions::default() };
    let (records, report) =
        read_with(&options, br#"{"tables": [{"name": "A"}, {"name": 5e1, "kind": null}]}"#);
    assert_eq!(told(&report), [] as [&str; 0]);
    assert_eq!(tables(&records), ["A", "B"]);
}

#[test]
fn headers_that_nobody_knows_are_explained() {
    let file = b"a,b,c\nORDERS,all orders,x\n";
    let columns = [("a", Some("name")), ("b", Some("description")), ("c", None)];
    let columns = columns.map(|(h, f)| (h.to_owned(), f.map(str::to_owned)));
    let mapping = SheetMapping { sheet: None, kind: RecordKind::Table, columns: columns.into() };
    let options = ReadOptions { mapping: vec![mapping], ..ReadOptions::default() };
    let (records, report) = read_with(&options, file);
    assert_eq!(told(&report), [] as [&str; 0]);
    assert_eq!(tables(&records), ["ORDERS"]);
    let (_, report) = read_with(&ReadOptions::default(), file);
    assert_eq!(told(&report), ["ERROR UNKNOWN_HEADER - 1 -"]);
    let headers: Vec<&str> = report.sheets[0].headers.iter().map(|h| &**h).collect();
    assert_eq!(headers, ["a", "b", "c"], "what the page of the mapping shows");
}

#[test]
fn whoever_wants_no_more_gets_no_more() {
    let rows = lines(1_000, |n| format!("t{n}"));
    let json: Vec<String> = (0..1_000).map(|n| format!("{{\"name\": \"t{n}\"}}")).collect();
    let yaml = lines(1_000, |n| format!("- name: t{n}"));
    let files = [
        format!("name\n{rows}"),
        format!("{{\"tables\": [{}]}}", json.join(",")),
        format!("tables:\n{yaml}"),
    ];
    for file in files {
        let mut seen = 0;
        let options = ReadOptions::default();
        let report = read(&mut Cursor::new(file.as_bytes()), &options, &mut |_| {
            seen += 1;
            if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(report.stopped && seen == 10 && report.records == 10, "{:?}", report.format);
        assert!(!report.problems.has_errors(), "{:?}", told(&report));
    }
}
