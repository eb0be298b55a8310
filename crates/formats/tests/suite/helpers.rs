//! Reading bytes, and making files of which no library would make a wrong one.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use ariadne_formats::{Limits, Placed, Problem, ReadOptions, Record, Report, Severity, read};
use zip::write::SimpleFileOptions;

/// Reads a file of the given name.
pub(crate) fn read_named(name: &str, bytes: &[u8]) -> (Vec<Placed>, Report) {
    read_with(&ReadOptions { name: Some(name.to_owned()), ..ReadOptions::default() }, bytes)
}

/// Reads with small limits.
pub(crate) fn read_limited(name: &str, bytes: &[u8], limits: Limits) -> (Vec<Placed>, Report) {
    read_with(&ReadOptions { name: Some(name.to_owned()), limits, ..ReadOptions::default() }, bytes)
}

/// Reads with options.
pub(crate) fn read_with(options: &ReadOptions, bytes: &[u8]) -> (Vec<Placed>, Report) {
    let mut records = Vec::new();
    let report = read(&mut Cursor::new(bytes), options, &mut |placed| {
        records.push(placed);
        ControlFlow::Continue(())
    });
    (records, report)
}

/// Every problem as `SEVERITY CODE sheet row column`.
pub(crate) fn told(report: &Report) -> Vec<String> {
    report.problems.kept().iter().map(tell).collect()
}

fn tell(problem: &Problem) -> String {
    let place = &problem.place;
    let row = place.row.map_or_else(|| "-".to_owned(), |row| row.to_string());
    let column = place.column.as_ref().map_or("-", |column| &column.name);
    let sheet = place.sheet.as_deref().unwrap_or("-");
    format!("{} {} {sheet} {row} {column}", problem.severity.as_str(), problem.code)
}

/// The codes of the errors.
pub(crate) fn errors(report: &Report) -> Vec<&'static str> {
    let errors = report.problems.kept().iter().filter(|p| p.severity == Severity::Error);
    errors.map(|p| p.code).collect()
}

/// The file is refused for one reason, which is said in a sentence, and nothing comes of it.
#[track_caller]
pub(crate) fn refused(name: &str, bytes: &[u8], code: &str) -> Problem {
    let (records, report) = read_named(name, bytes);
    assert_eq!(errors(&report), [code], "{name}: {:?}", report.problems);
    assert!(records.is_empty(), "{name} gave {} records", records.len());
    let problem = report.problems.kept().iter().find(|p| p.code == code).expect("the problem");
    assert!(problem.message.len() > 20 && problem.message.ends_with(['.', ';']), "{problem:?}");
    problem.clone()
}

/// Names of the tables that were read.
pub(crate) fn tables(records: &[Placed]) -> Vec<&str> {
    records
        .iter()
        .filter_map(|placed| match &placed.record {
            Record::Table(table) => Some(table.name.as_str()),
            _ => None,
        })
        .collect()
}

/// A zip of texts.
pub(crate) fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook of the given names and texts of `sheetData` and what follows it.
pub(crate) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut list = String::new();
    let mut targets = String::new();
    let mut files: Vec<(String, String)> = Vec::new();
    for (number, (name, data)) in sheets.iter().enumerate() {
        let id = number + 1;
        list.push_str(
            &format_args!(r#"<sheet name="{name}" sheetId="{id}" r:id="rId{id}"/>"#).to_string(),
        );
        targets.push_str(&format_args!(r#"<Relationship Id="rId{id}" Type="{relations}/worksheet" Target="worksheets/sheet{id}.xml"/>"#).to_string());
        let sheet = format!(r#"{head}<worksheet xmlns="{main}">{data}</worksheet>"#);
        files.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    files.push(("[Content_Types].xml".into(), format!(
        r#"{head}<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/></Types>"#
    )));
    files.push(("_rels/.rels".into(), format!(
        r#"{head}<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    )));
    files.push(("xl/workbook.xml".into(), format!(
        r#"{head}<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{list}</sheets></workbook>"#
    )));
    files.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!(r#"{head}<Relationships xmlns="{package}">{targets}</Relationships>"#),
    ));
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zip_of(&files)
}

/// The cell of a text.
pub(crate) fn text_cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Lines of a text, by their numbers.
pub(crate) fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).flat_map(|n| [line(n), "\n".to_owned()]).collect()
}
