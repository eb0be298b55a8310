//! Workbooks as people have them.

use std::fmt::Write as _;
use std::io::Cursor;
use std::ops::ControlFlow;

use ariadne_domain::Field;
use ariadne_formats::{Format, ReadOptions, Record, TableRecord, Writer, read};

use crate::helpers::{errors, read_named, refused, tables, text_cell, told, workbook};

fn rows(rows: &[&str]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(n, row)| format!("<row r=\"{}\">{row}</row>", n + 1))
        .collect();
    format!("<sheetData>{}</sheetData>", rows.join(""))
}

fn header(texts: &[&str]) -> String {
    let letters = "ABCDEFGH".chars();
    texts.iter().zip(letters).map(|(text, l)| text_cell(&format!("{l}1"), text)).collect()
}

#[test]
fn values_are_what_they_look_like() {
    let file = {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet().set_name("表").expect("a name");
        for (column, text) in
            (0..).zip(["表名", "schema", "负责人", "introspectedAt", "行数", "描述"])
        {
            sheet.write_string(1, column, text).expect("written");
        }
        let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm");
        let time = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 31).expect("a day");
        let time = time.and_hms(12, 30, 0).expect("a time");
        sheet.write_number(2, 0, 42.0).expect("written");
        sheet.write_boolean(2, 1, true).expect("written");
        sheet.write_number(2, 2, 1.5).expect("written");
        sheet.write_datetime_with_format(2, 3, &time, &day).expect("written");
        sheet.write_number(2, 4, 1_234_567.0).expect("written");
        sheet
            .write_formula(2, 5, rust_xlsxwriter::Formula::new("=1+1").set_result("2"))
            .expect("written");
        book.save_to_buffer().expect("a workbook")
    };
    let (records, report) = read_named("t.xlsx", &file);
    assert_eq!(told(&report), [] as [&str; 0]);
    let Record::Table(table) = &records[0].record else { panic!("a table") };
    assert_eq!(table.name, "42");
    assert_eq!(table.schema, Field::Set("true".to_owned()));
    assert_eq!(table.owner, Field::Set("1.5".to_owned()));
    assert_eq!(table.row_count, Field::Set(1_234_567));
    assert_eq!(table.introspected_at, Field::Set(ariadne_domain::Timestamp(1_769_862_600_000_000)));
    assert_eq!(table.description, Field::Set("2".to_owned()));
    assert_eq!(records[0].place.row, Some(3), "the header stands in row 2");
    assert_eq!(records[0].at("name").column.map(|c| c.name.to_string()), Some("表名".to_owned()));
}

#[test]
fn formulas_without_a_result_and_errors_are_told_at_their_cells() {
    let sheet = rows(&[
        &header(&["name", "owner", "description"]),
        &(text_cell("A2", "T")
            + "<c r=\"B2\"><f>A1&amp;A2</f></c><c r=\"C2\" t=\"e\"><v>#REF!</v></c>"),
    ]);
    let (records, report) = read_named("t.xlsx", &workbook(&[("Tables", &sheet)]));
    assert_eq!(
        told(&report),
        ["ERROR FORMULA_WITHOUT_VALUE Tables 2 owner", "ERROR CELL_ERROR Tables 2 description"]
    );
    assert!(records[0].faulty);
}

#[test]
fn merged_cells_are_told_by_their_region() {
    let sheet = rows(&[
        &header(&["name", "owner"]),
        &(text_cell("A2", "A") + &text_cell("B2", "Ada")),
        &text_cell("A3", "B"),
    ]) + "<mergeCells count=\"1\"><mergeCell ref=\"B2:B3\"/></mergeCells>";
    let (_, report) = read_named("t.xlsx", &workbook(&[("Tables", &sheet)]));
    assert_eq!(told(&report), ["ERROR MERGED_CELLS Tables 2 B"]);
    assert!(report.problems.kept()[0].message.contains("B2:B3"));
}

#[test]
fn of_a_hundred_sheets_those_of_ours_are_read_and_the_others_told() {
    let ours = rows(&[&header(&["name"]), &text_cell("A2", "ours")]);
    let other = rows(&[&header(&["colour", "size"]), &text_cell("A2", "red")]);
    let names: Vec<String> = (0..99).map(|n| format!("Sheet{n}")).collect();
    let mut sheets: Vec<(&str, &str)> =
        names.iter().map(|n| (n.as_str(), other.as_str())).collect();
    sheets.push(("Tables", &ours));
    let (records, report) = read_named("t.xlsx", &workbook(&sheets));
    assert_eq!(tables(&records), ["ours"]);
    let count = |code| report.problems.kept().iter().filter(|p| p.code == code).count();
    assert_eq!((count("UNKNOWN_SHEET"), count("UNKNOWN_COLUMN")), (99, 2 * 99));
    assert_eq!(report.problems.kept().len(), 3 * 99);
    assert_eq!(report.sheets.len(), 100);
    assert_eq!(errors(&report), [] as [&str; 0]);
}

#[test]
fn empty_workbooks_and_headers_alone_are_told() {
    refused("t.xlsx", &workbook(&[("Tables", "<sheetData/>")]), "NO_ROWS");
    refused("t.xlsx", &workbook(&[("Tables", &rows(&[&header(&["name"])]))]), "NO_ROWS");
    let sheet = rows(&[&header(&["name", "Table Name"]), &text_cell("A2", "T")]);
    let (_, report) = read_named("t.xlsx", &workbook(&[("Tables", &sheet)]));
    assert_eq!(told(&report), ["ERROR DUPLICATE_COLUMN Tables 1 Table Name"]);
}

#[test]
fn a_cell_far_out_takes_no_memory() {
    let sheet = rows(&[&header(&["name"]), &(text_cell("A2", "T") + &text_cell("XFD2", "far"))]);
    let (records, _) = read_named("t.xlsx", &workbook(&[("Tables", &sheet)]));
    assert_eq!(tables(&records), ["T"]);
}

/// As many rows as a sheet has, the header included.
#[test]
fn a_full_sheet_is_read_row_by_row() {
    const ROWS: usize = 1_048_576;
    let mut data = String::from("<sheetData>");
    write!(data, "<row r=\"1\">{}</row>", header(&["name"])).expect("text");
    for row in 2..=ROWS {
        write!(data, "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c></row>").expect("text");
    }
    data.push_str("</sheetData>");
    let file = workbook(&[("Tables", &data)]);
    let mut seen = 0;
    let mut last = None;
    let options = ReadOptions::default();
    let report = read(&mut Cursor::new(&file), &options, &mut |placed| {
        seen += 1;
        last = placed.place.row;
        ControlFlow::Continue(())
    });
    assert_eq!(told(&report), [] as [&str; 0]);
    assert_eq!((seen, last), (ROWS - 1, Some(ROWS as u64)));
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_left_alone_when_it_comes_back() {
    let table = TableRecord {
        name: "T".to_owned(),
        description: Field::Set("长".repeat(40_000)),
        owner: Field::Set("Ada".to_owned()),
        ..TableRecord::default()
    };
    let mut writer = Writer::new(Format::Xlsx, Vec::new()).expect("a writer");
    writer.write(&Record::Table(table)).expect("written");
    let (records, report) = read_named("t.xlsx", &writer.finish().expect("a workbook"));
    assert_eq!(told(&report), ["WARNING TEXT_CUT Tables 2 description"]);
    let Record::Table(table) = &records[0].record else { panic!("a table") };
    assert_eq!(table.description, Field::Keep);
    assert_eq!(table.owner, Field::Set("Ada".to_owned()));
}
