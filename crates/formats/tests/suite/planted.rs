//! A large spreadsheet with mistakes planted in it: exactly those are told, and mended it
//! is read as if there had been none.

use std::collections::BTreeMap;

use ariadne_formats::{CellFix, ReadOptions, Record};
use rust_xlsxwriter::Workbook;

use crate::helpers::{read_with, told};

const TABLES: u32 = 10_000;
const HEADERS: [&str; 5] = ["schema", "Table", "Type", "行数", "tags"];

/// What stands in a cell of a sound sheet.
fn sound(row: u32, column: u16) -> String {
    match column {
        0 => format!("SCHEMA_{}", row % 40),
        1 => format!("TABLE_{row}"),
        2 => ["TABLE", "VIEW"][(row % 2) as usize].to_owned(),
        3 => (row * 17).to_string(),
        _ => "core, sales".to_owned(),
    }
}

/// The mistakes by row and column: what stands there, and the code that tells it.
fn planted() -> BTreeMap<(u32, u16), (String, &'static str)> {
    let mistakes = [
        (1, "", "REQUIRED"),
        (2, "TABEL", "INVALID"),
        (3, "many", "INVALID"),
        (3, "-5", "INVALID"),
        (1, "a\0b", "CONTROL_CHARACTER"),
    ];
    let long = "x".repeat(1_025);
    (0..50_u32)
        .map(|n| {
            let row = 7 + n * 199;
            match n % 6 {
                5 => ((row, 0), (long.clone(), "TOO_LONG")),
                kind => {
                    let (column, text, code) = mistakes[kind as usize];
                    ((row, column), (text.to_owned(), code))
                }
            }
        })
        .collect()
}

fn spreadsheet(planted: &BTreeMap<(u32, u16), (String, &'static str)>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tables").expect("a name");
    for (column, header) in (0..).zip(HEADERS) {
        sheet.write_string(0, column, header).expect("written");
        for row in 1..=TABLES {
            let text = planted
                .get(&(row, column))
                .map_or_else(|| sound(row, column), |(text, _)| text.clone());
            sheet.write_string(row, column, text).expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn read_tables(file: &[u8], fixes: Vec<CellFix>) -> (Vec<Record>, Vec<String>) {
    let (records, report) = read_with(&ReadOptions { fixes, ..ReadOptions::default() }, file);
    (records.into_iter().map(|placed| placed.record).collect(), told(&report))
}

#[test]
fn of_ten_thousand_tables_exactly_the_planted_mistakes_are_told_and_mended() {
    let planted = planted();
    let file = spreadsheet(&planted);
    let expected: Vec<String> = planted
        .iter()
        .map(|((row, column), (_, code))| {
            format!("ERROR {code} Tables {} {}", row + 1, HEADERS[usize::from(*column)])
        })
        .collect();
    assert_eq!(expected.len(), 50);
    let (_, told) = read_tables(&file, Vec::new());
    assert_eq!(told, expected);

    let fixes = planted.keys().map(|(row, column)| CellFix {
        sheet: Some("Tables".to_owned()),
        row: u64::from(*row) + 1,
        column: HEADERS[usize::from(*column)].to_owned(),
        value: sound(*row, *column),
    });
    let (mended, told) = read_tables(&file, fixes.collect());
    assert_eq!(told, [] as [&str; 0]);
    let (sound, _) = read_tables(&spreadsheet(&BTreeMap::new()), Vec::new());
    assert_eq!(mended.len(), TABLES as usize);
    assert!(mended == sound, "the mended sheet is the sound one");
}
