//! CSV files as people have them.

use std::fmt::Write as _;

use ariadne_domain::{Field, Path};
use ariadne_formats::{Limits, Record, RecordKind, ReferenceName};

use crate::helpers::{errors, lines, read_limited, read_named, refused, tables, told};

#[test]
fn encodings_and_delimiters_are_told() {
    let text = "表名;描述\r\n订单;所有已支付的订单和退款\r\n客户;客户主数据，每人一行\r\n";
    let encoded = encoding_rs::GB18030.encode(text).0;
    let utf_16: Vec<u8> =
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bom = format!("\u{feff}{text}");
    for (bytes, encoding) in [
        (text.as_bytes(), "UTF-8"),
        (bom.as_bytes(), "UTF-8"),
        (encoded.as_ref(), "gb18030"),
        (utf_16.as_slice(), "UTF-16LE"),
    ] {
        let (records, report) = read_named("tables.csv", bytes);
        assert_eq!(told(&report), [] as [&str; 0], "{encoding}");
        assert_eq!(tables(&records), ["订单", "客户"], "{encoding}");
        let sheet = &report.sheets[0];
        assert_eq!((sheet.encoding, sheet.delimiter), (Some(encoding), Some(';')));
        assert_eq!((sheet.kind, sheet.rows), (Some(RecordKind::Table), 2));
    }
    let latin = "table\tdescription\nSTRASSE\tStraßen für die Zustellung, größtenteils geprüft\n";
    let (records, report) = read_named("x.tsv", &encoding_rs::WINDOWS_1252.encode(latin).0);
    assert_eq!(report.sheets[0].encoding, Some("windows-1252"));
    let Record::Table(table) = &records[0].record else { panic!("a table") };
    assert!(table.description.value().is_some_and(|d| d.contains("größtenteils")));
}

#[test]
fn an_unknown_column_is_told_with_what_is_meant() {
    let (_, report) = read_named("t.csv", b"table,descripton,colour,password\nT,a,b,c\n");
    assert_eq!(
        told(&report),
        [
            "WARNING UNKNOWN_COLUMN - 1 descripton",
            "WARNING UNKNOWN_COLUMN - 1 colour",
            "WARNING SECRET - 1 password",
        ]
    );
    let problems = report.problems.kept();
    assert_eq!(problems[0].suggestion.as_deref(), Some("description"));
    assert_eq!(problems[1].suggestion, None);
}

#[test]
fn every_mistake_is_told_at_its_cell() {
    let file = "table,column,type,nullable,pk,tags,logicalType,id\n\
        T,ok,int,yes,1,,,\n\
        ,lost,int,,,,,\n\
        T,,int,,,,,\n\
        T,bad]path,int,perhaps,first,,strin,not-an-id\n";
    let (records, report) = read_named("columns.csv", file.as_bytes());
    assert_eq!(
        told(&report),
        [
            "ERROR REQUIRED - 3 table",
            "ERROR REQUIRED - 4 column",
            "ERROR INVALID_PATH - 5 column",
            "ERROR INVALID - 5 nullable",
            "ERROR INVALID - 5 pk",
            "ERROR INVALID - 5 logicalType",
            "ERROR INVALID - 5 id",
        ]
    );
    assert_eq!(records.len(), 1);
    assert_eq!(report.problems.kept()[2].value.as_deref(), Some("bad]path"));
    assert_eq!(report.problems.kept()[0].place.line, Some(3));
}

#[test]
fn tables_are_named_in_cells_or_in_one_dotted_cell() {
    let end = |file: &str| {
        let (records, report) = read_named("l.csv", file.as_bytes());
        assert_eq!(told(&report), [] as [&str; 0]);
        let Record::Lineage(claim) = records[0].record.clone() else { panic!("lineage") };
        (claim.from.name.expect("a name"), claim.to.name.expect("a name"))
    };
    let dotted = |text: &str| ReferenceName::Dotted(text.parse::<Path>().expect("a path"));
    let (from, to) = end("from,to\nshop.SALES.ORDERS.ID,\"\"\"my.shop\"\".T\"\n");
    assert_eq!((from, to), (dotted("shop.SALES.ORDERS.ID"), dotted("\"my.shop\".T")));
    let (from, to) = end("source_table,source_column,target_table\nSALES.ORDERS,ID,T\n"
        .replace(",ID", ",")
        .as_str());
    assert_eq!(from, dotted("SALES.ORDERS"));
    let cells = |source, schema, table: &str| ReferenceName::Cells {
        source,
        schema,
        table: table.to_owned(),
        column: None,
    };
    assert_eq!(to, cells(Field::Keep, Field::Keep, "T"));
    let (from, _) = end("fromSchema,fromTable,toTable\n,A.B,T\n");
    assert_eq!(
        from,
        cells(Field::Keep, Field::Clear, "A.B"),
        "with a cell for the schema a dot is a dot"
    );
}

#[test]
fn lineage_between_a_table_and_a_column_is_refused() {
    let (_, report) = read_named("l.csv", b"fromTable,fromColumn,toTable,toColumn\nA,x,B,\n");
    assert_eq!(told(&report), ["ERROR MIXED_LEVELS - 2 toColumn"]);
}

#[test]
fn formulas_come_back_as_texts() {
    let (records, _) = read_named("t.csv", b"name\n'=1+1\n=2+2\n'tis\n''@x\n");
    assert_eq!(tables(&records), ["=1+1", "=2+2", "'tis", "'@x"]);
}

#[test]
fn an_empty_file_and_a_header_alone_are_told() {
    refused("t.csv", b"", "EMPTY_FILE");
    refused("t.csv", b"\xef\xbb\xbf", "EMPTY_FILE");
    refused("t.csv", b"\r\n\r\n , \n", "NO_ROWS");
    refused("t.csv", b"table,description\r\n", "NO_ROWS");
}

#[test]
fn duplicate_headers_are_told_with_the_first() {
    let (_, report) = read_named("t.csv", b"table,Table Name,owner\nA,B,C\n");
    assert_eq!(told(&report), ["ERROR DUPLICATE_COLUMN - 1 Table Name"]);
    assert!(report.problems.kept()[0].message.contains("\"table\""));
}

#[test]
fn a_missing_column_is_told_by_name() {
    let problem = refused("columns.csv", b"table,type\nT,int\n", "MISSING_COLUMN");
    assert!(problem.message.contains("\"path\""), "{}", problem.message);
}

#[test]
fn a_nul_is_told_at_its_cell() {
    let (_, report) = read_named("t.csv", b"name,owner\nA,x\nB,y\0z\n");
    assert_eq!(told(&report), ["ERROR CONTROL_CHARACTER - 3 owner"]);
}

#[test]
fn mixed_line_ends_are_read_and_told() {
    let (records, report) = read_named("t.csv", b"name\r\nA\nB\rC\r\n\"D\nE\"\r\n");
    assert_eq!(tables(&records), ["A", "B", "C", "D\nE"]);
    assert_eq!(told(&report), ["WARNING MIXED_LINE_ENDS - - -"]);
    assert_eq!(report.problems.kept()[0].place.line, Some(2));
    let (_, report) = read_named("t.csv", b"name\n\"a\r\nb\"\nC\n");
    assert_eq!(told(&report), [] as [&str; 0], "within a text they are the text's");
}

#[test]
fn a_mark_that_is_never_closed_is_told_where_it_opens() {
    let (_, report) = read_named("t.csv", b"name,owner\nA,x\nB,\"y\nC,z\n");
    assert_eq!(errors(&report), ["UNCLOSED_QUOTE"]);
    assert_eq!(report.problems.kept()[0].place.line, Some(3));
    let mut long = b"name,owner\nA,x\nB,\"y\n".to_vec();
    long.extend(std::iter::repeat_n(b"C,z\n", 100_000).flatten());
    let limits = Limits { record: 200_000, ..Limits::default() };
    let (records, report) = read_limited("t.csv", &long, limits);
    assert_eq!(told(&report), ["ERROR ROW_TOO_LARGE - 3 -"]);
    assert_eq!(tables(&records), ["A"]);
}

#[test]
fn bytes_of_no_encoding_are_told_at_their_cell() {
    let mut file = "表名,负责人\n订单,张三\n".to_owned().into_bytes();
    file.extend(b"\xff\xfe\xff,x\n");
    file.splice(0..0, *b"\xef\xbb\xbf");
    let (_, report) = read_named("t.csv", &file);
    assert_eq!(told(&report), ["ERROR INVALID_CHARACTER - 3 表名"]);
}

#[test]
fn cells_beyond_the_header_are_told_once() {
    let (records, report) = read_named("t.csv", b"name,owner\nA,x,y\nB,x,y\nC\n");
    assert_eq!(told(&report), ["WARNING EXTRA_CELL - 2 -"]);
    assert_eq!(tables(&records), ["A", "B", "C"]);
}

#[test]
fn problems_are_counted_beyond_those_kept_and_errors_go_first() {
    let mut file = "name,rowCount\n".to_owned();
    for n in 0..50 {
        writeln!(file, " t{n},{}", if n < 40 { "x" } else { "1" }).expect("text");
    }
    let limits = Limits { problems: 30, ..Limits::default() };
    let (_, report) = read_limited("t.csv", file.as_bytes(), limits);
    assert_eq!(report.problems.kept().len(), 30);
    assert_eq!(report.problems.dropped(), 60);
    assert_eq!(errors(&report).len(), 30);
}

#[test]
fn too_many_rows_are_told_where_reading_ends() {
    let rows = lines(100, |n| format!("t{n}"));
    let limits = Limits { rows: 60, ..Limits::default() };
    let (records, report) = read_limited("t.csv", format!("name\n{rows}").as_bytes(), limits);
    assert_eq!(told(&report), ["ERROR TOO_MANY_ROWS - 62 -"]);
    assert_eq!(records.len(), 60);
}

#[test]
fn a_header_and_a_row_without_an_end_take_no_memory() {
    let commas = ",".repeat(100_000);
    let limits = Limits { columns: 10, ..Limits::default() };
    let (records, report) =
        read_limited("t.csv", format!("name\nA{commas}x\nB\n").as_bytes(), limits.clone());
    assert_eq!(told(&report), [] as [&str; 0], "what is far out is not looked at");
    assert_eq!(tables(&records), ["A", "B"]);
    let (_, report) = read_limited("t.csv", format!("name{commas}\nA\n").as_bytes(), limits);
    assert_eq!(errors(&report), ["TOO_MANY_COLUMNS"]);
}
