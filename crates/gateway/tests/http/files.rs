//! Files in and out, over the real schema.

use ariadne_application::Catalog;
use ariadne_gateway::{Gateway, Limits, router, schema};
use ariadne_testkit::builders::local_administrator;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::support::{Answer, BEARER, access, body_request, catalog, config, get, request, send};

fn app() -> (Router, Catalog) {
    let catalog = catalog();
    let config = ariadne_gateway::HttpConfig {
        limits: Limits { upload_bytes: 4_096, ..config().limits },
        ..config()
    };
    let schema = schema(catalog.clone(), access(), config.limits);
    let gateway = Gateway { catalog: catalog.clone(), access: access(), schema, config };
    (router(gateway), catalog)
}

const QUERY: &str = "mutation($file: Upload!) { importFile(file: $file) { status fileName format problems { nodes { code row column } } } }";

fn form(file: &str) -> String {
    let operations = serde_json::json!({ "query": QUERY, "variables": { "file": null } });
    format!(
        "--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{operations}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{{\"0\":[\"variables.file\"]}}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"0\"; filename=\"tables.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{file}\r\n--x--\r\n"
    )
}

const FORM: (&str, &str) = ("content-type", "multipart/form-data; boundary=x");
const ASKED: (&str, &str) = ("ariadne-request", "1");
const KNOWN: (&str, &str) = ("authorization", BEARER);

async fn upload(app: &Router, body: String, headers: &[(&str, &str)]) -> Answer {
    send(app, body_request(Method::POST, "/graphql", headers, Body::from(body))).await
}

#[tokio::test]
async fn a_file_comes_with_a_form() {
    let (app, _) = app();
    let answer = upload(&app, form("table,kind\norders,TABEL\n"), &[FORM, ASKED, KNOWN]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let job = &answer.json()["data"]["importFile"];
    assert_eq!(job["fileName"], "tables.csv", "{}", answer.text);
    assert_eq!(job["format"], "CSV");
    assert_eq!(job["problems"]["nodes"][0]["row"], 2);
    assert_eq!(job["problems"]["nodes"][0]["column"], "kind");
}

#[tokio::test]
async fn a_form_that_is_none_is_refused_with_a_sentence() {
    let (app, _) = app();
    for (body, headers, status) in [
        (form("a"), vec![FORM, KNOWN], StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (form("a"), vec![FORM, ASKED], StatusCode::UNAUTHORIZED),
        (form(&"a".repeat(5_000)), vec![FORM, ASKED, KNOWN], StatusCode::PAYLOAD_TOO_LARGE),
        ("--x\r\n".into(), vec![FORM, ASKED, KNOWN], StatusCode::BAD_REQUEST),
        (
            form("a").replace("name=\"0\"", "name=\"1\""),
            vec![FORM, ASKED, KNOWN],
            StatusCode::BAD_REQUEST,
        ),
        (
            form("a").replace("operations", "query"),
            vec![FORM, ASKED, KNOWN],
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let answer = upload(&app, body, &headers).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert!(answer.message().ends_with('.'), "{}", answer.text);
    }
}

#[tokio::test]
async fn the_catalog_is_taken_away_and_templates_too() {
    let (app, catalog) = app();
    crate::support::commit(&catalog).await;
    let answer = get(&app, "/export/catalog.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"catalog.json\"");
    assert_eq!(answer.json()["tables"][0]["name"], "orders", "{}", answer.text);
    let before = get(&app, "/export/catalog.json?seq=0").await;
    assert!(before.json()["tables"].as_array().is_none_or(Vec::is_empty), "{}", before.text);
    let none = get(&app, "/export/catalog.json?text=nothing").await;
    assert!(!none.text.contains("orders"));
    for path in ["/export/template.yaml", "/export/catalog.yaml", "/export/catalog.schema.json"] {
        assert_eq!(get(&app, path).await.status, StatusCode::OK, "{path}");
    }
    for (path, status) in [
        ("/export/catalog.pdf", StatusCode::NOT_FOUND),
        ("/export/catalog.csv", StatusCode::NOT_FOUND),
        ("/export/template.csv", StatusCode::NOT_FOUND),
        ("/export/catalog.json?tables=x", StatusCode::BAD_REQUEST),
        ("/export/catalog.json?kinds=TABEL", StatusCode::BAD_REQUEST),
        ("/export/catalog.json?fetched=true", StatusCode::OK),
        ("/export/catalog.json?fetched=perhaps", StatusCode::BAD_REQUEST),
        (
            "/export/catalog.json?sourceId=0192f0aa-0000-7000-8000-000000000001",
            StatusCode::NOT_FOUND,
        ),
        ("/export/import/nothing", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(get(&app, path).await.status, status, "{path}");
    }
    let nobody = send(&app, request(Method::GET, "/export/catalog.json", &[])).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_is_affected_and_what_was_found_is_taken_away() {
    let (app, catalog) = app();
    let editor = catalog.editor(&local_administrator()).expect("allowed");
    let file = "{\"tables\": [{\"name\": \"orders\", \"owner\": \"Ada\", \"tags\": [\"a\"]}, {\"name\": \"=report\"}, {\"name\": \"last\"}],
        \"lineage\": [{\"from\": \"orders\", \"toTable\": \"=report\"}, {\"fromTable\": \"=report\", \"to\": \"last\"}]}";
    let mut content = tempfile::tempfile().expect("a file");
    std::io::Write::write_all(&mut content, file.as_bytes()).expect("written");
    let options = ariadne_application::ImportOptions { execute: true, ..Default::default() };
    let job = editor.import_file(content, Some("c.json".into()), options).await.expect("begun");
    let job = editor.wait_for_import(job.id, std::time::Duration::from_mins(1)).await;
    assert!(job.expect("done").changeset.is_some());
    let query = "{ tableByName(name: \"orders\") { id } }";
    let body = serde_json::json!({ "query": query }).to_string();
    let orders =
        crate::support::post(&app, &body, &[KNOWN]).await.json()["data"]["tableByName"]["id"]
            .as_str()
            .expect("an id")
            .to_owned();
    let query = format!(
        "{{ impact(of: [\"{orders}\"], filter: {{kinds: [TABLE]}}) {{ exportUrl(format: CSV) }} }}"
    );
    let body = serde_json::json!({ "query": query }).to_string();
    let answer = crate::support::post(&app, &body, &[KNOWN]).await.json();
    let url = answer["data"]["impact"]["exportUrl"].as_str().expect("an address").to_owned();
    let path = &url[url.find("/export").expect("a path")..];
    let csv = get(&app, path).await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.text);
    assert_eq!(csv.header("content-disposition"), "attachment; filename=\"impact.csv\"");
    let rows: Vec<Vec<&str>> =
        csv.text.lines().map(|line| line.split(',').take(5).collect()).collect();
    assert_eq!(rows[1..], [["1", "TABLE", "", "", "'=report"], ["2", "TABLE", "", "", "last"]]);
    let json = get(&app, &format!("/export/impact.json?of={orders}&direction=UPSTREAM")).await;
    assert_eq!(json.json()["impact"], serde_json::json!([]));
    let before = get(&app, &format!("/export/impact.json?of={orders}&seq=0")).await;
    assert_eq!(before.json()["impact"], serde_json::json!([]), "{}", before.text);

    // An address has no form to put what is wrong beside: the sentence tells all of it.
    let wrong = "/export/impact.json?of=x&minConfidence=nan&direction=UPSTREAM,DOWNSTREAM";
    let wrong = get(&app, wrong).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    for field in ["of: ", "minConfidence: ", "direction: "] {
        assert!(wrong.text.contains(field), "{}", wrong.text);
    }

    let found = get(&app, "/export/search.json?text=orders").await.json();
    assert_eq!(found["found"][0]["match"], "EXACT", "{found}");
    assert_eq!(found["found"][0]["owner"], "Ada");
    assert_eq!(found["found"][0]["tags"], serde_json::json!(["a"]));
    assert_eq!(found["found"][0]["id"], orders.as_str());
    for (path, status) in [
        (format!("/export/impact.yaml?of={orders}"), StatusCode::OK),
        ("/export/impact.csv".to_owned(), StatusCode::BAD_REQUEST),
        ("/export/search.yaml?text=orders".to_owned(), StatusCode::OK),
        ("/export/search.csv?text=orders&at=now".to_owned(), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(get(&app, &path).await.status, status, "{path}");
        let nobody = send(&app, request(Method::GET, &path, &[])).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn a_form_that_is_sent_again_with_its_key_begins_one_import() {
    let (app, _) = app();
    let key = ("idempotency-key", "one");
    let query = "mutation($file: Upload!) { importFile(file: $file) { id } }";
    let sent = |file: &str| form(file).replace(QUERY, query);
    let mut ids = Vec::new();
    for _ in 0..2 {
        let answer = upload(&app, sent("table\norders\n"), &[FORM, ASKED, KNOWN, key]).await;
        ids.push(answer.json()["data"]["importFile"]["id"].clone());
    }
    assert!(ids[0].is_string() && ids[0] == ids[1], "{ids:?}");
    let other = upload(&app, sent("table\ncustomers\n"), &[FORM, ASKED, KNOWN, key]).await;
    assert_eq!(other.code(), "CONFLICT", "{}", other.text);
    let without = upload(&app, sent("table\norders\n"), &[FORM, ASKED, KNOWN]).await;
    assert_ne!(without.json()["data"]["importFile"]["id"], ids[0]);
    let query = serde_json::json!({ "query": "{ imports { nodes { id } totalCount { value } } }" });
    let list = crate::support::post(&app, &query.to_string(), &[KNOWN]).await.json();
    assert_eq!(list["data"]["imports"]["totalCount"]["value"], 2, "{list}");
}

#[tokio::test]
async fn a_file_comes_back_with_its_problems() {
    let (app, catalog) = app();
    let editor = catalog.editor(&local_administrator()).expect("allowed");
    let mut file = tempfile::tempfile().expect("a file");
    std::io::Write::write_all(&mut file, b"table,kind\norders,TABEL\n").expect("written");
    let options = ariadne_application::ImportOptions::default();
    let job = editor.import_file(file, Some("t.csv".into()), options).await.expect("begun");
    editor.wait_for_import(job.id, std::time::Duration::from_mins(1)).await.expect("planned");
    let answer = get(&app, &format!("/export/import/{}", job.id)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let lines: Vec<&str> = answer.text.lines().collect();
    assert!(lines[0].ends_with("table,kind,Problems"), "{}", answer.text);
    assert!(lines[1].contains("This is none of"), "{}", answer.text);
}
