//! A fetch against canned answers: what is asked, what is answered, and what partial rights leave.

use std::time::Duration;

use ariadne_domain::{TableKind, Value};
use ariadne_ports::{Deadline, ErrorKind, FetchRequest, Visibility};
use serde_json::json;

use crate::support::{
    Canned, Nobody, Server, ample, connector, fetch, found, missing, request, short, with_login,
};

const DENIED: &str = "action [indices:admin/mappings/get] is unauthorized for user [reader] with effective roles [r] on indices [orders], this action is granted by the index privileges [view_index_metadata,manage,all]";

#[tokio::test]
async fn a_fetch_sends_five_requests_and_says_which() {
    let server = Server::cluster().await;
    let table = found(&connector(&[&server.url]), "orders").await;
    assert_eq!(
        table.evidence.statements,
        [
            "GET /_resolve/index/orders",
            "GET /orders/_mapping",
            "GET /orders/_settings",
            "GET /orders/_alias",
            "GET /orders/_count",
        ]
    );
    assert_eq!(server.requests().len(), 5);
    assert_eq!(table.facts.kind, TableKind::Index);
    assert_eq!(table.facts.row_count, Some(3));
    assert_eq!(table.evidence.resolved_from, None);
    assert_eq!(table.evidence.sampled_documents, None);
    assert!(table.warnings.is_empty(), "{:?}", table.warnings);
    let columns: Vec<String> = table.columns.iter().map(|c| c.path.to_string()).collect();
    assert_eq!(columns, ["_id", "total"]);
}

#[tokio::test]
async fn every_request_names_the_program_and_no_media_type_of_a_version() {
    let server = Server::cluster().await;
    found(&connector(&[&server.url]), "orders").await;
    for head in server.requests() {
        let head = head.to_ascii_lowercase();
        assert!(head.starts_with("get "), "{head}");
        assert!(head.contains("\r\nx-opaque-id: ariadne\r\n"), "{head}");
        assert!(head.contains("\r\nuser-agent: ariadne/"), "{head}");
        assert!(head.contains("\r\naccept: application/json\r\n"), "{head}");
        assert!(!head.contains("compatible-with") && !head.contains("authorization:"), "{head}");
    }
}

#[tokio::test]
async fn each_login_is_sent_in_its_own_form() {
    for (auth, secret, header) in [
        ("basic", ("password", "pä"), "authorization: Basic cmVhZGVyOnDDpA=="),
        ("apiKey", ("apiKey", "id:key"), "authorization: ApiKey aWQ6a2V5"),
        ("apiKey", ("apiKey", "aWQ6a2V5"), "authorization: ApiKey aWQ6a2V5"),
        ("bearer", ("bearerToken", "a.b.c"), "authorization: Bearer a.b.c"),
    ] {
        let server = Server::cluster().await;
        found(&with_login(&server.url, auth, secret), "orders").await;
        assert!(
            server.requests().iter().all(|head| head.contains(header)),
            "{:?}",
            server.requests()
        );
    }
}

#[tokio::test]
async fn a_path_in_the_url_stands_before_every_request() {
    let server = Server::start().await;
    let body = json!({ "indices": [], "aliases": [], "data_streams": [] });
    server.on("/es/prod/_resolve/index/x", Canned::json(&body));
    for url in ["/es/prod", "/es/prod/"] {
        missing(&connector(&[&format!("{}{url}", server.url)]), "x").await;
    }
    assert!(server.requests().iter().all(|head| head.starts_with("GET /es/prod/")));
}

#[tokio::test]
async fn a_look_at_documents_is_taken_when_asked_for() {
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    for (asked, sent) in [(5, "size=5&"), (5_000, "size=1000&")] {
        let request =
            FetchRequest { schema: None, name: "orders".to_owned(), sample_size: Some(asked) };
        let answer = connector.fetch_table(&request, ample(), &Nobody).await.unwrap();
        let ariadne_ports::Fetch::Found(table) = answer else { panic!("{answer:?}") };
        let last = table.evidence.statements.last().unwrap();
        assert!(last.starts_with("GET /orders/_search?") && last.contains(sent), "{last}");
        assert_eq!(table.evidence.sampled_documents, Some(1));
        assert!(table.evidence.sample_method.is_some());
        assert_eq!(table.columns[1].logical_type.to_string(), "array<float>");
        assert_eq!(table.warnings.iter().any(|w| w.code == "SAMPLE_LIMITED"), asked > 1_000);
    }
}

#[tokio::test]
async fn a_name_that_nothing_can_have_is_not_asked_for() {
    let server = Server::cluster().await;
    let connector = connector(&[&server.url]);
    for name in ["a,b", "_all", "other:orders", "order?", "..", ""] {
        let missing = missing(&connector, name).await;
        assert_eq!(
            (missing.visibility, missing.problem.code.as_str()),
            (Visibility::Missing, "INVALID_NAME")
        );
    }
    let schema =
        FetchRequest { schema: Some("s".to_owned()), name: "orders".to_owned(), sample_size: None };
    let error = connector.fetch_table(&schema, ample(), &Nobody).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Validation);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_missing_name_comes_with_similar_ones() {
    let server = Server::cluster().await;
    let listed = json!({
        "indices": [{ "name": "orders" }, { "name": ".orders-hidden" }, { "name": "orderly" }],
        "aliases": [{ "name": "ordrs" }],
    });
    server.on("/_resolve/index/*ordres*,ord*,*res", Canned::json(&listed));
    for canned in [
        Canned::json(&json!({ "indices": [], "aliases": [], "data_streams": [] })),
        Canned::error(404, "index_not_found_exception", "no such index [ordres]"),
    ] {
        server.on("/_resolve/index/ordres", canned);
        let missing = missing(&connector(&[&server.url]), "ordres").await;
        assert_eq!(missing.visibility, Visibility::Missing);
        let names: Vec<&str> = missing.suggestions.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["orders", "ordrs"]);
        assert_eq!(missing.suggestions[1].kind, Some(TableKind::Alias));
    }
    // with a login the cluster may be hiding it
    let known = with_login(&server.url, "bearer", ("bearerToken", "t"));
    let hidden = missing(&known, "ordres").await;
    assert_eq!(hidden.visibility, Visibility::MissingOrHidden);
    let remedy = hidden.problem.remedy.unwrap();
    assert!(
        remedy.contains(r#""names":["ordres"],"privileges":["view_index_metadata","read"]"#),
        "{remedy}"
    );
}

#[tokio::test]
async fn an_engine_that_cannot_resolve_names_is_read_all_the_same() {
    let server = Server::cluster().await;
    for canned in [
        Canned::error(404, "index_not_found_exception", "no such index [_resolve]"),
        Canned::error(
            400,
            "invalid_index_name_exception",
            "Invalid index name [_resolve], must not start with '_'.",
        ),
        Canned::status(405, &json!({ "error": "Incorrect HTTP method", "status": 405 })),
    ] {
        server.on("/_resolve/index/orders", canned);
        let table = found(&connector(&[&server.url]), "orders").await;
        assert_eq!((table.facts.kind, table.columns.len()), (TableKind::Index, 2));
    }
    server.on(
        "/_resolve/index/open",
        Canned::error(404, "index_not_found_exception", "no such index [_resolve]"),
    );
    server.on("/open/_mapping", Canned::json(&json!({ "orders": { "mappings": {} } })));
    server.on(
        "/open/_alias",
        Canned::json(
            &json!({ "orders": { "aliases": { "open": { "filter": { "term": { "a": 1 } } } } } }),
        ),
    );
    let alias = found(&connector(&[&server.url]), "open").await;
    assert_eq!(alias.facts.kind, TableKind::Alias);
    assert_eq!(alias.facts.definition.as_deref(), Some(r#"{"term":{"a":1}}"#));
    assert_eq!(alias.evidence.resolved_from.as_deref(), Some("filtered alias open of orders"));
}

#[tokio::test]
async fn each_missing_part_is_a_warning_of_its_own() {
    let server = Server::cluster().await;
    for (path, action) in [
        ("_settings", "indices:monitor/settings/get"),
        ("_alias", "indices:admin/aliases/get"),
        ("_count", "indices:data/read/search"),
    ] {
        let reason = DENIED.replace("indices:admin/mappings/get", action);
        server.on(&format!("/orders/{path}"), Canned::error(403, "security_exception", &reason));
    }
    let table = found(&connector(&[&server.url]), "orders").await;
    assert_eq!(table.columns.len(), 2);
    assert_eq!(table.facts.row_count, None);
    let codes: Vec<&str> = table.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["SETTINGS_NOT_READ", "ALIASES_NOT_READ", "ROW_COUNT_NOT_READ"]);
    let count = &table.warnings[2];
    assert!(count.cause.as_ref().unwrap().contains("lacks the privilege read"), "{count:?}");
    assert!(count.remedy.as_ref().unwrap().contains(r#""names":["orders"]"#), "{count:?}");
}

#[tokio::test]
async fn without_the_mapping_the_readable_fields_are_the_columns() {
    let server = Server::cluster().await;
    server.on("/orders/_mapping", Canned::error(403, "security_exception", DENIED));
    server.on("/orders/_field_caps", Canned::json(&json!({
        "indices": ["orders"],
        "fields": {
            "title": { "text": { "type": "text", "searchable": true, "aggregatable": false } },
            "title.raw": { "keyword": { "type": "keyword", "searchable": true, "aggregatable": true } },
        },
    })));
    let table = found(&connector(&[&server.url]), "orders").await;
    let columns: Vec<String> = table.columns.iter().map(|c| c.path.to_string()).collect();
    assert_eq!(columns, ["_id", "title", "title.raw"]);
    assert_eq!(table.columns[2].properties.get("multiField"), Some(&Value::Bool(true)));
    let warning = &table.warnings[0];
    assert_eq!(warning.code, "MAPPING_NOT_READ");
    assert!(warning.remedy.as_ref().unwrap().contains("view_index_metadata"), "{warning:?}");
}

#[tokio::test]
async fn a_name_that_may_not_be_seen_at_all_is_refused_or_unknown() {
    let server = Server::cluster().await;
    let denied = Canned::error(403, "security_exception", DENIED);
    for path in ["_mapping", "_settings", "_alias", "_count", "_field_caps"] {
        server.on(&format!("/orders/{path}"), denied.clone());
    }
    let error = fetch(&connector(&[&server.url]), "orders").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourcePermissionDenied, "it is known to be there");
    let problem = error.problem().unwrap();
    assert_eq!(problem.title, "The login lacks the privilege view_index_metadata.");
    assert!(problem.remedy.as_ref().unwrap().contains("PUT /_security/role/ariadne"));
    server.on("/_resolve/index/orders", denied);
    let hidden = missing(&connector(&[&server.url]), "orders").await;
    assert_eq!(
        hidden.visibility,
        Visibility::MissingOrHidden,
        "the cluster does not say whether it is there"
    );
    assert_eq!(hidden.problem.engine_code.as_deref(), Some("security_exception"));
}

#[tokio::test]
async fn a_closed_index_is_told_and_read() {
    let server = Server::cluster().await;
    server.on("/_resolve/index/orders", Canned::json(&json!({
        "indices": [{ "name": "orders", "attributes": ["closed"] }], "aliases": [], "data_streams": [],
    })));
    server.on("/orders/_count", Canned::status(400, &json!({
        "error": { "type": "index_closed_exception", "reason": "closed", "index": "orders" }, "status": 400,
    })));
    let request = FetchRequest { schema: None, name: "orders".to_owned(), sample_size: Some(5) };
    let answer = connector(&[&server.url]).fetch_table(&request, ample(), &Nobody).await.unwrap();
    let ariadne_ports::Fetch::Found(table) = answer else { panic!("{answer:?}") };
    assert_eq!(table.columns.len(), 2);
    let codes: Vec<&str> = table.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["INDEX_CLOSED"]);
    assert!(
        !table.evidence.statements.iter().any(|s| s.contains("_search")),
        "it cannot be searched"
    );
    let state =
        table.facts.properties.get("indices").and_then(Value::as_array).unwrap()[0].get("state");
    assert_eq!(state, Some(&Value::from("closed")));
}

#[tokio::test]
async fn a_part_that_hangs_costs_that_part_only() {
    let server = Server::cluster().await;
    server.on("/orders/_count", Canned::Silence);
    let deadline = Deadline::after(Duration::from_secs(3));
    let answer = connector(&[&server.url]).fetch_table(&request("orders"), deadline, &Nobody).await;
    let Ok(ariadne_ports::Fetch::Found(table)) = answer else { panic!("{answer:?}") };
    assert_eq!(table.warnings[0].code, "ROW_COUNT_NOT_READ");
    server.on("/orders/_mapping", Canned::Silence);
    let error = connector(&[&server.url])
        .fetch_table(&request("orders"), short(), &Nobody)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn suggestions_are_bounded_and_ranked() {
    let server = Server::cluster().await;
    let many: Vec<serde_json::Value> =
        (0..500).map(|i| json!({ "name": format!("orders-{i:03}") })).collect();
    server.on("/_resolve/index/*orders*,ord*,*ers", Canned::json(&json!({ "indices": many })));
    let names = connector(&[&server.url]).suggest("orders", 3, ample()).await.unwrap();
    let names: Vec<&str> = names.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names, ["orders-000", "orders-001", "orders-002"]);
    let listed = connector(&[&server.url]).suggest("", 10, ample()).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn suggestions_of_an_old_engine_come_from_its_aliases() {
    let server = Server::start().await;
    let body = json!({ "orders-1": { "aliases": { "orders": {} } }, ".hidden": { "aliases": {} } });
    server.on("/*ord*,ord*,*ord/_alias", Canned::json(&body));
    let names = connector(&[&server.url]).suggest("ord", 10, ample()).await.unwrap();
    let names: Vec<&str> = names.iter().map(|n| n.name.as_str()).collect();
    assert_eq!(names, ["orders", "orders-1"]);
}

#[tokio::test]
async fn a_pattern_is_counted_over_its_open_indices() {
    let server = Server::start().await;
    server.on("/_resolve/index/o-*", Canned::json(&json!({
        "indices": [{ "name": "o-1", "attributes": ["open"] }, { "name": "o-2", "attributes": ["closed"] }],
        "aliases": [], "data_streams": [],
    })));
    server.on(
        "/o-*/_mapping",
        Canned::json(&json!({ "o-2": { "mappings": {} }, "o-1": { "mappings": {} } })),
    );
    server.on("/o-*/_settings", Canned::json(&json!({})));
    server.on("/o-*/_alias", Canned::json(&json!({})));
    server.on("/o-*/_count", Canned::json(&json!({ "count": 3, "_shards": { "failed": 0 } })));
    server.on("/o-*/_search", Canned::json(&json!({ "hits": { "hits": [] } })));
    let request = FetchRequest { schema: None, name: "o-*".to_owned(), sample_size: Some(1) };
    let answer = connector(&[&server.url]).fetch_table(&request, ample(), &Nobody).await.unwrap();
    let ariadne_ports::Fetch::Found(table) = answer else { panic!("{answer:?}") };
    assert_eq!(table.facts.row_count, Some(3));
    let titles: Vec<&str> = table.warnings.iter().map(|w| w.title.as_str()).collect();
    assert_eq!(titles, ["The index o-2 is closed."]);
    let [_, mapping, _, _, count, search] = table.evidence.statements.as_slice() else {
        panic!("{:?}", table.evidence.statements)
    };
    assert_eq!(mapping, "GET /o-*/_mapping?expand_wildcards=open,closed");
    assert_eq!(count, "GET /o-*/_count?expand_wildcards=open");
    assert!(search.starts_with("GET /o-*/_search?expand_wildcards=open&size=1&"), "{search}");
    assert_eq!(table.evidence.resolved_from.as_deref(), Some("pattern o-* over o-1, o-2"));
}

#[tokio::test]
async fn streams_and_aliases_are_asked_for_in_their_own_way() {
    let server = Server::start().await;
    let index = ".ds-logs-000001";
    server.on("/_resolve/index/logs", Canned::json(&json!({
        "indices": [], "aliases": [],
        "data_streams": [{ "name": "logs", "backing_indices": [index], "timestamp_field": "@timestamp" }],
    })));
    server.on("/logs/_mapping", Canned::json(&json!({ index: { "mappings": {} } })));
    server.on("/logs/_settings", Canned::json(&json!({ index: { "settings": { "index": {} } } })));
    server.on(
        "/logs/_alias",
        Canned::error(404, "index_not_found_exception", "no such index [logs]"),
    );
    server.on("/logs/_count", Canned::json(&json!({ "count": 1 })));
    server.on(
        "/_data_stream/logs",
        Canned::json(&json!({ "data_streams": [{ "name": "logs", "template": "t" }] })),
    );
    let connector = connector(&[&server.url]);
    let stream = found(&connector, "logs").await;
    assert!(
        stream.warnings.is_empty(),
        "OpenSearch knows no aliases of data streams: {:?}",
        stream.warnings
    );
    assert_eq!(stream.facts.kind, TableKind::DataStream);
    assert_eq!(stream.evidence.statements.last().unwrap(), "GET /_data_stream/logs");
    server.on("/_resolve/index/all-logs", Canned::json(&json!({
        "indices": [], "aliases": [{ "name": "all-logs", "indices": [index] }], "data_streams": [],
    })));
    server.on("/all-logs/_mapping", Canned::json(&json!({ index: { "mappings": {} } })));
    server.on("/all-logs/_settings", Canned::json(&json!({})));
    server.on("/all-logs/_count", Canned::json(&json!({ "count": 1 })));
    server.on(
        "/_alias/all-logs",
        Canned::json(&json!({
            "logs": { "aliases": { "all-logs": { "filter": { "term": { "a": 1 } } } } },
        })),
    );
    let alias = found(&connector, "all-logs").await;
    assert_eq!(alias.facts.definition.as_deref(), Some(r#"{"term":{"a":1}}"#));
    assert_eq!(alias.facts.kind, TableKind::Alias);
}

#[tokio::test]
async fn date_math_that_cannot_be_read_is_no_name() {
    let server = Server::start().await;
    let refused = Canned::error(400, "parse_exception", "failed to parse date field [x]");
    server.on("/_resolve/index/%3Clogs-%7Bx%7D%3E", refused.clone());
    server.on("/%3Clogs-%7Bx%7D%3E/_mapping", refused);
    let missing = missing(&connector(&[&server.url]), "<logs-{x}>").await;
    assert_eq!(missing.problem.code, "INVALID_NAME");
    assert_eq!(missing.problem.engine_code.as_deref(), Some("parse_exception"));
}
