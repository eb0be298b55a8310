//! Files that cannot be imported, as they come over HTTP: each gets a problem with its place
//! and a sentence, and nothing is written.

use std::io::{Cursor, Write as _};

use ariadne_gateway::{Gateway, router, schema};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::support::{BEARER, access, body_request, catalog, config, post, send};

fn app() -> Router {
    let (catalog, config) = (catalog(), config());
    let schema = schema(catalog.clone(), access(), config.limits);
    router(Gateway { catalog, access: access(), schema, config })
}

const QUERY: &str = "mutation($file: Upload!) { importFile(file: $file, options: {execute: true, waitSeconds: 120}) { status changeset { seq } problems(first: 500) { nodes { severity code sheet row column message } } } }";

async fn import(app: &Router, name: &str, file: &[u8]) -> Value {
    let operations = json!({ "query": QUERY, "variables": { "file": null } });
    let mut body = format!(
        "--x7\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{operations}\r\n\
         --x7\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{{\"0\":[\"variables.file\"]}}\r\n\
         --x7\r\nContent-Disposition: form-data; name=\"0\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x7--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=x7"),
        ("ariadne-request", "1"),
        ("authorization", BEARER),
    ];
    let sent = body_request(Method::POST, "/graphql", &headers, Body::from(body));
    let answer = send(app, sent).await;
    assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.text);
    answer.json()["data"]["importFile"].clone()
}

/// A zip of texts.
fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook of these sheets: their names, and what stands in `worksheet`.
fn workbook(sheets: &[(String, String)]) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let (mut list, mut targets, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (name, data)) in sheets.iter().enumerate() {
        let id = number + 1;
        list.push(format!(r#"<sheet name="{name}" sheetId="{id}" r:id="rId{id}"/>"#));
        targets.push(format!(
            r#"<Relationship Id="rId{id}" Type="{office}/worksheet" Target="worksheets/sheet{id}.xml"/>"#
        ));
        let sheet = format!(r#"{head}<worksheet xmlns="{main}">{data}</worksheet>"#);
        parts.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    let (list, targets) = (list.concat(), targets.concat());
    parts.push(("[Content_Types].xml".into(), format!(
        r#"{head}<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#
    )));
    parts.push(("_rels/.rels".into(), format!(
        r#"{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    )));
    parts.push(("xl/workbook.xml".into(), format!(
        r#"{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{list}</sheets></workbook>"#
    )));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!(
            r#"{head}<Relationships xmlns="{package}/relationships">{targets}</Relationships>"#
        ),
    ));
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    zip_of(&parts)
}

/// A row of texts.
fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells.iter().zip('A'..).map(|(text, column)| {
        format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    });
    format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
}

fn tables(rows: &str, behind: &str) -> Vec<u8> {
    let data = format!("<sheetData>{rows}</sheetData>{behind}");
    workbook(&[("Tables".to_owned(), data)])
}

/// A file that is refused: what it is called, what is in it, and where and how that is told.
struct Bad {
    name: &'static str,
    file: Vec<u8>,
    code: &'static str,
    sheet: Option<&'static str>,
    row: Option<u32>,
    column: Option<&'static str>,
}

fn bad(name: &'static str, file: impl Into<Vec<u8>>, code: &'static str) -> Bad {
    Bad { name, file: file.into(), code, sheet: None, row: None, column: None }
}

impl Bad {
    fn at(self, sheet: impl Into<Option<&'static str>>, row: u32) -> Self {
        Self { sheet: sheet.into(), row: Some(row), ..self }
    }

    fn column(self, column: &'static str) -> Self {
        Self { column: Some(column), ..self }
    }
}

fn files() -> Vec<Bad> {
    let whole = zip_of(&[("tables.csv", &"name,description\norders,all of them\n".repeat(200))]);
    let mut encrypted = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    encrypted.resize(2_048, 0);
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let hundred: Vec<(String, String)> = (0..100)
        .map(|n| {
            (format!("Sheet{n}"), format!("<sheetData>{}</sheetData>", row(1, &["colour", "size"])))
        })
        .collect();
    let header = row(1, &["name", "description"]);
    let merged = r#"<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>"#;
    let formula = r#"<row r="2"><c r="A2"><f>B2</f></c></row>"#;
    let many = ",\n".repeat(1_048_574);
    let lines: Vec<_> = (0..20).map(|n| format!("b{n}: [*a, *a]\n")).collect();
    let bomb = format!("a: &a [x]\n{}", lines.concat());
    let bomb = format!("tables: &a [{{name: x}}]\nlineage: [*a, *a]\n{bomb}");
    let deep = format!("{{\"tables\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    vec![
        bad("empty.csv", "", "EMPTY_FILE"),
        bad("picture.csv", b"\x89PNG\r\n\x1a\n".to_vec(), "UNKNOWN_FORMAT"),
        bad("cut.zip", whole[..whole.len() / 2].to_vec(), "DAMAGED"),
        bad("locked.xlsx", encrypted, "ENCRYPTED"),
        bad("hundred.xlsx", workbook(&hundred), "NO_ROWS"),
        bad("merged.xlsx", tables(&(header.clone() + &row(2, &["a", "b"])), merged), "MERGED_CELLS")
            .at("Tables", 2)
            .column("A"),
        bad("formula.xlsx", tables(&(header.clone() + formula), ""), "FORMULA_WITHOUT_VALUE")
            .at("Tables", 2)
            .column("name"),
        bad("rows.csv", format!("name,kind\n{many}orders,CHAIR\n"), "INVALID").at(None, 1_048_576).column("kind"),
        bad("ends.csv", "name,kind\r\norders,CHAIR\nreport,TABLE\n", "INVALID").at(None, 2).column("kind"),
        bad("nul.csv", b"name,owner\norders,A\0b\n".to_vec(), "CONTROL_CHARACTER").at(None, 2).column("owner"),
        bad("twice.csv", "table_name,Table Name,owner\norders,report,Ada\n", "DUPLICATE_COLUMN").at(None, 1).column("Table Name"),
        bad("header.csv", "name,kind\n", "NO_ROWS"),
        bad("disagree.csv", "name,owner\norders,Ada\norders,Eve\n", "DUPLICATE").at(None, 3).column("name"),
        bad(
            "lineage.json",
            r#"{"tables": [{"name": "a"}, {"name": "b", "columns": [{"path": "x"}]}],
                "lineage": [{"fromTable": "a", "fromColumn": "y", "toTable": "b", "toColumn": "x"}]}"#,
            "UNKNOWN_COLUMN",
        )
        .at("lineage", 1)
        .column("fromColumn"),
        bad("self.csv", "from,to\norders,orders\n", "UNKNOWN_TABLE").at(None, 2).column("from"),
        bad(
            "itself.json",
            r#"{"tables": [{"name": "a"}], "lineage": [{"from": "a", "to": "a"}]}"#,
            "SELF",
        )
        .at("lineage", 1)
        .column("toTable"),
        bad("bomb.yaml", bomb, "ALIAS"),
        bad("deep.json", deep, "TOO_DEEP"),
    ]
}

#[tokio::test]
async fn a_bad_file_is_told_with_its_place_and_writes_nothing() {
    let app = app();
    for bad in files() {
        let job = import(&app, bad.name, &bad.file).await;
        let name = bad.name;
        assert_eq!(
            (&job["status"], &job["changeset"]),
            (&json!("PLANNED"), &Value::Null),
            "{name}: {job:#}"
        );
        let problems = job["problems"]["nodes"].as_array().expect("problems");
        let found = problems
            .iter()
            .find(|one| one["severity"] == "ERROR" && one["code"] == bad.code)
            .unwrap_or_else(|| panic!("{name}: {problems:?}"));
        let place = [&found["sheet"], &found["row"], &found["column"]];
        let expected = [&json!(bad.sheet), &json!(bad.row), &json!(bad.column)];
        if bad.row.is_some() {
            assert_eq!(place, expected, "{name}");
        }
        let message = found["message"].as_str().unwrap_or_default();
        assert!(message.len() > 20 && message.ends_with(['.', '?']), "{name}: {message}");
    }
    let query = json!({ "query": "{ changesets { nodes { id } } }" }).to_string();
    let written = post(&app, &query, &[("authorization", BEARER)]).await.json();
    assert_eq!(written["data"]["changesets"]["nodes"], json!([]), "nothing was written");
}

/// Tables may refer to each other and data may flow in a circle: both are so at real sources.
#[tokio::test]
async fn circles_are_no_mistake() {
    let app = app();
    let table = |name: &str, other: &str| {
        json!({ "name": name, "columns": [
            { "path": "id", "dataType": "INT" }, { "path": "other", "dataType": "INT" }],
          "keys": [{ "kind": "PRIMARY", "columns": ["id"] },
            { "kind": "FOREIGN", "columns": ["other"],
              "references": { "name": other, "columns": ["id"] } }] })
    };
    let edge = |from: &str, to: &str| json!({ "from": from, "to": to });
    let column = |from: &str, to: &str| json!({ "fromTable": "own", "fromColumn": from, "toTable": "own", "toColumn": to });
    let document = json!({
        "tables": [table("a", "b"), table("b", "a"), table("own", "own")],
        "lineage": [edge("a", "b"), edge("b", "own"), edge("own", "a"),
            column("id", "other"), column("other", "id")],
    });
    let file = document.to_string();
    let job = import(&app, "circles.json", file.as_bytes()).await;
    assert_eq!(job["status"], "DONE", "{job:#}");
    let problems = job["problems"]["nodes"].as_array().expect("problems");
    assert!(problems.iter().all(|one| one["severity"] == "WARNING"), "{job:#}");
    assert!(job["changeset"]["seq"].is_u64(), "{job:#}");
    let again = import(&app, "circles.json", file.as_bytes()).await;
    assert_eq!(
        (&again["status"], &again["changeset"]),
        (&json!("DONE"), &Value::Null),
        "{again:#}"
    );
}
