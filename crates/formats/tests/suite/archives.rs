//! Archives that are damaged, hostile or of something else.

use ariadne_formats::{Limits, RecordKind};

use crate::helpers::{errors, read_limited, read_named, refused, tables, told, workbook, zip_of};

#[test]
fn a_zip_of_csv_files_is_read_file_by_file() {
    let zip = zip_of(&[
        ("export/tables.csv", b"name\nA\n"),
        ("export/anything.csv", b"table,column\nA,x\n"),
        ("__MACOSX/export/._tables.csv", b"\0\0"),
        ("notes.pdf", b"%PDF-"),
    ]);
    let (records, report) = read_named("catalog.zip", &zip);
    assert_eq!(told(&report), ["WARNING NO_CSV notes.pdf - -"]);
    assert_eq!(records.len(), 2);
    let kinds: Vec<_> = report.sheets.iter().map(|s| s.kind).collect();
    assert_eq!(kinds, [Some(RecordKind::Table), Some(RecordKind::Column)]);
    let (_, report) = read_named("z.zip", &zip_of(&[("tables.csv", b"name\n\"\"\n,\nA\0\n")]));
    assert_eq!(told(&report), ["ERROR CONTROL_CHARACTER tables.csv 4 name"]);
}

#[test]
fn a_truncated_archive_is_told() {
    let zip = zip_of(&[("tables.csv", "name\nA\n".repeat(500).as_bytes())]);
    refused("catalog.zip", &zip[..zip.len() / 2], "DAMAGED");
    let book = workbook(&[("Tables", "<sheetData/>")]);
    refused("t.xlsx", &book[..book.len() - 30], "DAMAGED");
    refused("t.xlsx", b"PK\x03\x04", "DAMAGED");
}

#[test]
fn a_worksheet_that_ends_in_the_middle_is_told() {
    let (_, report) = read_named("t.xlsx", &workbook(&[("Tables", "<sheetData><row r=\"1\"><c")]));
    assert_eq!(errors(&report), ["DAMAGED"], "{:?}", told(&report));
}

#[test]
fn a_bomb_is_refused_by_its_ratio_before_it_is_unpacked() {
    let zeros = vec![b' '; 40 << 20];
    let bomb = zip_of(&[("tables.csv", &zeros)]);
    assert!(bomb.len() < 100_000, "{} bytes", bomb.len());
    let problem = refused("catalog.zip", &bomb, "ARCHIVE_BOMB");
    assert_eq!(problem.place.sheet.as_deref(), Some("tables.csv"));
    let data = format!("<sheetData/>{}", ("<x/>".to_owned() + &" ".repeat(8_000)).repeat(5_000));
    refused("t.xlsx", &workbook(&[("Tables", &data)]), "ARCHIVE_BOMB");
}

#[test]
fn an_archive_is_bounded_in_size_and_entries() {
    let limits = Limits { unpacked: 1_000, ..Limits::default() };
    let zip = zip_of(&[("tables.csv", &[b'x'; 700]), ("columns.csv", &[b'y'; 700])]);
    let (_, report) = read_limited("z.zip", &zip, limits);
    assert_eq!(errors(&report), ["ARCHIVE_TOO_LARGE"]);
    let names: Vec<String> = (0..20).map(|n| format!("{n}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b"name\n"[..])).collect();
    let limits = Limits { entries: 10, ..Limits::default() };
    let (_, report) = read_limited("z.zip", &zip_of(&files), limits);
    assert_eq!(errors(&report), ["TOO_MANY_ENTRIES"]);
}

#[test]
fn a_cell_without_an_end_is_refused_before_it_is_kept() {
    let noise: String = (0..200_000_u32)
        .map(|n| char::from(b'a' + (n.wrapping_mul(2_654_435_761) >> 27) as u8 % 26))
        .collect();
    let data = format!(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{noise}</t></is></c></row></sheetData>"
    );
    let limits = Limits { record: 100_000, ..Limits::default() };
    let (_, report) = read_limited("t.xlsx", &workbook(&[("Tables", &data)]), limits);
    assert_eq!(errors(&report), ["ROW_TOO_LARGE"]);
}

#[test]
fn a_size_that_the_archive_lies_about_is_counted() {
    // The sizes in the headers are set to 10 bytes; the packed text is far larger.
    let text = "name\n".to_owned() + &"table\n".repeat(100_000);
    let mut zip = zip_of(&[("tables.csv", text.as_bytes())]);
    let size = u32::try_from(text.len()).expect("small").to_le_bytes();
    let places: Vec<usize> = (0..zip.len() - 4).filter(|at| zip[*at..*at + 4] == size).collect();
    assert_eq!(places.len(), 2, "one in each header");
    for at in places {
        zip[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let limits = Limits { unpacked: 50_000, ..Limits::default() };
    let (records, report) = read_limited("z.zip", &zip, limits);
    assert!(records.is_empty());
    assert!(
        matches!(errors(&report)[..], ["ARCHIVE_TOO_LARGE" | "DAMAGED"]),
        "{:?}",
        told(&report)
    );
}

#[test]
fn what_is_behind_a_password_or_of_another_kind_is_told() {
    let header = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let directory = |name: &str| {
        let mut file = header.to_vec();
        file.resize(70_000, 0);
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file
    };
    refused("t.xlsx", &directory("EncryptedPackage"), "ENCRYPTED");
    refused("t.xls", &directory("Workbook"), "OLD_WORKBOOK");
    refused("t.csv", b"%PDF-1.7 ...", "UNKNOWN_FORMAT");
    refused("t.zip", &zip_of(&[("readme.md", b"# no")]), "UNKNOWN_FORMAT");
}

#[test]
fn a_wrong_ending_is_told_and_the_content_believed() {
    let (records, report) = read_named("tables.xlsx", b"name\nA\n");
    assert_eq!(told(&report), ["WARNING WRONG_EXTENSION - - -"]);
    assert_eq!(tables(&records), ["A"]);
    let zip = zip_of(&[("tables.csv", b"name\nA\n")]);
    let (records, report) = read_named("tables.csv", &zip);
    assert_eq!(told(&report), ["WARNING WRONG_EXTENSION - - -"]);
    assert_eq!(tables(&records), ["A"]);
    let (records, _) = read_named("tables.yaml", b"{\"tables\": [{\"name\": \"A\"}]}");
    assert_eq!(tables(&records), ["A"]);
}
