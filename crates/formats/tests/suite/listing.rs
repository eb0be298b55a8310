//! Lists that are no catalog, in each format.

use std::io::Cursor;

use ariadne_domain::Value;
use ariadne_formats::{Format, ListWriter, from_json};
use calamine::{Data, Reader as _, Xlsx};

const HEADERS: &[&str] = &["name", "distance", "tags"];

fn rows() -> Vec<Vec<Value>> {
    let tags = Value::Array(vec!["a, b".into(), "c".into()]);
    vec![
        vec!["=cmd|' /C calc'!A0".into(), Value::from(1_u64), tags],
        vec!["表 \"x\"\nline".into(), Value::Null, Value::Null],
    ]
}

fn written(format: Format, rows: &[Vec<Value>]) -> Vec<u8> {
    let mut writer = ListWriter::new(format, "impact", HEADERS, Vec::new()).expect("begun");
    for row in rows {
        writer.row(row).expect("written");
    }
    writer.finish().expect("ended")
}

const CSV: &str = "\u{feff}name,distance,tags\r\n'=cmd|' /C calc'!A0,1,\"\"\"a, b\"\", c\"\r\n\"表 \"\"x\"\"\nline\",,\r\n";

#[test]
fn a_list_is_one_file_of_csv_alone_or_in_an_archive() {
    assert_eq!(String::from_utf8(written(Format::Csv, &rows())).expect("text"), CSV);
    let zip = written(Format::CsvZip, &rows());
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).expect("an archive");
    assert_eq!(zip.len(), 1);
    let entry = zip.by_name("impact.csv").expect("its file");
    assert_eq!(std::io::read_to_string(entry).expect("text"), CSV);
}

#[test]
fn a_list_is_one_sheet_whose_texts_are_no_formulas() {
    let file = written(Format::Xlsx, &rows());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["impact"]);
    let sheet = book.worksheet_range("impact").expect("a sheet");
    assert_eq!(sheet.get((0, 1)), Some(&Data::String("distance".into())));
    assert_eq!(sheet.get((1, 0)), Some(&Data::String("=cmd|' /C calc'!A0".into())));
    assert_eq!(sheet.get((1, 1)), Some(&Data::Float(1.0)));
    assert_eq!(book.worksheet_formula("impact").map(|f| f.is_empty()).ok(), Some(true));
}

#[test]
fn a_list_is_one_list_of_json_and_yaml() {
    let text = String::from_utf8(written(Format::Json, &rows())).expect("text");
    let document = from_json(&text).expect("JSON");
    let list = document.get("impact").and_then(Value::as_array).expect("a list");
    let expected: Vec<Value> =
        rows().into_iter().map(|row| HEADERS.iter().copied().zip(row).collect()).collect();
    assert_eq!(list, expected);
    let yaml = String::from_utf8(written(Format::Yaml, &rows())).expect("text");
    assert_eq!(
        yaml,
        "impact:\n  - name: \"=cmd|' /C calc'!A0\"\n    distance: 1\n    tags: [\"a, b\", \"c\"]\n  - name: \"表 \\\"x\\\"\\nline\"\n    distance: null\n    tags: null\n"
    );
    for format in [Format::Json, Format::Yaml] {
        let empty = String::from_utf8(written(format, &[])).expect("text");
        assert_eq!(
            empty.split_whitespace().collect::<String>().replace(['{', '}', '"'], ""),
            "impact:[]"
        );
    }
}
