//! Corrected cells, headers that a person explained, and stopping.

use std::io::Cursor;
use std::ops::ControlFlow;

use ariadne_domain::{Field, TableKind};
use ariadne_formats::{
    CellFix, Format, Place, Problem, ReadOptions, Record, RecordKind, SheetMapping, read,
};

use crate::helpers::{lines, read_with, tables, text_cell, told, workbook, zip_of};

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
    assert_eq!(told(&report)[0], "ERROR UNKNOWN_HEADER - 1 -");
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

#[test]
fn a_header_is_corrected_like_a_cell() {
    let file = b"Objekt;Besitzer;x;Art\nORDERS;Ada;1;VEIW\n";
    let (records, report) = read_with(&ReadOptions::default(), file);
    assert!(records.is_empty());
    let unknown = ["Objekt", "Besitzer", "x", "Art"];
    let unknown = unknown.map(|header| format!("WARNING UNKNOWN_COLUMN - 1 {header}"));
    let mut expected = vec!["ERROR UNKNOWN_HEADER - 1 -".to_owned()];
    expected.extend(unknown);
    assert_eq!(told(&report), expected);

    let mut fixes = vec![
        fix(None, 1, "Objekt", "name"),
        fix(None, 1, "Besitzer", "Owner"),
        fix(None, 1, "x", ""),
        fix(None, 1, "Art", "kind"),
    ];
    let options = ReadOptions { fixes: fixes.clone(), ..ReadOptions::default() };
    let (_, report) = read_with(&options, file);
    assert_eq!(told(&report), ["ERROR INVALID - 2 Art"], "places keep the words of the file");
    fixes.push(fix(None, 2, "Art", "VIEW"));
    let (records, report) = read_with(&ReadOptions { fixes, ..ReadOptions::default() }, file);
    assert_eq!(told(&report), [] as [&str; 0]);
    let Record::Table(table) = &records[0].record else { panic!("a table") };
    assert_eq!((table.name.as_str(), &table.owner), ("ORDERS", &Field::Set("Ada".to_owned())));
    assert_eq!(table.kind, Field::Set(TableKind::View));
}

#[test]
fn a_known_header_can_be_left_out_or_mean_something_else() {
    let file = b"table,owner,comment\nORDERS,Ada,all orders\n";
    let fixes = vec![fix(None, 1, "owner", ""), fix(None, 1, "comment", "owner")];
    let (records, report) = read_with(&ReadOptions { fixes, ..ReadOptions::default() }, file);
    assert_eq!(told(&report), [] as [&str; 0]);
    let Record::Table(table) = &records[0].record else { panic!("a table") };
    assert_eq!(table.owner, Field::Set("all orders".to_owned()));
    let fixes = vec![fix(None, 1, "comment", "owner")];
    let (_, report) = read_with(&ReadOptions { fixes, ..ReadOptions::default() }, file);
    assert_eq!(told(&report), ["ERROR DUPLICATE_COLUMN - 1 comment"]);
    let fixes = vec![fix(None, 1, "comment", "colour")];
    let (_, report) = read_with(&ReadOptions { fixes, ..ReadOptions::default() }, file);
    assert_eq!(told(&report), ["WARNING UNKNOWN_COLUMN - 1 comment"]);
}

#[test]
fn a_sheet_of_any_name_is_read_once_its_headers_are_said() {
    let row = |row: u32, cells: [&str; 2]| {
        let cells = [("A", cells[0]), ("B", cells[1])]
            .map(|(column, text)| text_cell(&format!("{column}{row}"), text));
        format!(r#"<row r="{row}">{}</row>"#, cells.concat())
    };
    let data = format!(
        "<sheetData>{}{}</sheetData>",
        row(3, ["Objekt", "descripton"]),
        row(4, ["ORDERS", "all orders"])
    );
    let file = workbook(&[("Liste", &data)]);
    let (_, report) = read_with(&ReadOptions::default(), &file);
    assert_eq!(
        told(&report),
        [
            "ERROR NO_ROWS - - -",
            "WARNING UNKNOWN_SHEET Liste 3 -",
            "INFO UNKNOWN_COLUMN Liste 3 Objekt",
            "INFO UNKNOWN_COLUMN Liste 3 descripton",
        ]
    );
    let suggestion = &report.problems.kept()[3].suggestion;
    assert_eq!(suggestion.as_deref(), Some("description"), "of any kind");
    let fixes = vec![
        fix(Some("Liste"), 3, "Objekt", "table"),
        fix(Some("Liste"), 3, "descripton", "description"),
    ];
    let (records, report) = read_with(&ReadOptions { fixes, ..ReadOptions::default() }, &file);
    assert_eq!(told(&report), [] as [&str; 0]);
    assert_eq!(tables(&records), ["ORDERS"]);
}

#[test]
fn what_a_file_is_can_be_said() {
    let said = |name: &str, format| ReadOptions {
        name: Some(name.to_owned()),
        format: Some(format),
        ..ReadOptions::default()
    };
    let yaml = b"# made by hand\n{tables: [{name: ORDERS}]}\n";
    let (records, report) = read_with(&said("tables.csv", Format::Yaml), yaml);
    assert_eq!((tables(&records), told(&report)), (vec!["ORDERS"], vec![]));
    // The name still tells of what kind the rows are.
    let (records, report) = read_with(&said("tables.xlsx", Format::Csv), b"[name]\nORDERS\n");
    assert_eq!((tables(&records), told(&report)), (vec!["ORDERS"], vec![]));
    let zip = zip_of(&[("tables.csv", b"name\nORDERS\n")]);
    let (records, report) = read_with(&said("tables.yaml", Format::Csv), &zip);
    assert_eq!((tables(&records), told(&report)), (vec!["ORDERS"], vec![]));
    for (format, file) in [(Format::Xlsx, &b"name\nORDERS\n"[..]), (Format::Json, &zip)] {
        let (records, report) = read_with(&said("tables", format), file);
        assert!(records.is_empty());
        assert_eq!(told(&report), ["ERROR WRONG_FORMAT - - -"], "{format:?}");
    }
}

#[test]
fn problems_are_told_in_the_order_of_the_file() {
    let place =
        |sheet: Option<&str>, row| Place { sheet: sheet.map(Into::into), ..Place::file() }.row(row);
    let file =
        br#"{"tables": [{"name": "A", "kind": "?", "columns": [{"path": "a", "nullable": "?"}]},
        {"name": "B", "colour": 1}], "lineage": [{"from": "A", "to": "B", "status": "?"}]}"#;
    let (_, mut report) = read_with(&ReadOptions::default(), file);
    let named = |place: Place, name| Problem::error(place.column(None, name), "LATER", "Later.");
    report.problems.push(named(place(Some("lineage"), 1), "from"));
    report.problems.push(named(place(Some("tables"), 2), "name"));
    report.problems.push(named(place(Some("tables[1].columns"), 1), "path"));
    report.problems.push(named(place(Some("tables"), 1), "name"));
    report.problems.push(Problem::warning(Place::file(), "WHOLE", "Whole."));
    report.problems.sort(&report.sheets);
    assert_eq!(
        told(&report),
        [
            "WARNING WHOLE - - -",
            "ERROR LATER tables 1 name",
            "ERROR INVALID tables 1 kind",
            "ERROR LATER tables[1].columns 1 path",
            "ERROR INVALID tables[1].columns 1 nullable",
            "ERROR LATER tables 2 name",
            "WARNING UNKNOWN_COLUMN tables 2 colour",
            "ERROR LATER lineage 1 from",
            "ERROR INVALID lineage 1 status",
        ]
    );
}
