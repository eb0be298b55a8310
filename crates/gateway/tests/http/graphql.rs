//! GraphQL by POST.

use std::sync::Arc;
use std::time::Duration;

use ariadne_gateway::{Gateway, router};
use async_graphql::futures_util::stream;
use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use serde_json::json;
use tokio::sync::Notify;

use crate::support::{
    BEARER, access, app, body_request, catalog, commit, config, gateway, gateway_holding, post,
    request, send,
};

const DOUBLE: &str = r#"{"query":"query Twice($n: ID!) { double(number: $n) }","variables":{"n":"21"},"operationName":"Twice"}"#;

#[tokio::test]
async fn a_query_with_variables() {
    let answer = post(&app(), DOUBLE, &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.json(), json!({"data": {"double": "2121"}}));
}

#[tokio::test]
async fn the_media_type_follows_accept() {
    let accept = [("accept", "application/graphql-response+json, application/json;q=0.9")];
    let answer = post(&app(), DOUBLE, &accept).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/graphql-response+json; charset=utf-8");
    // A document that cannot be executed is a failed request there, and has no data.
    let unknown = r#"{"query":"{ unknown }"}"#;
    let answer = post(&app(), unknown, &accept).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::BAD_REQUEST, "VALIDATION"));
    assert!(answer.json().get("data").is_none());
    let answer = post(&app(), unknown, &[]).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::OK, "VALIDATION"));
}

#[tokio::test]
async fn only_json_is_taken() {
    let app = app();
    for (content_type, taken) in [
        ("application/json", true),
        ("application/json; charset=utf-8", true),
        ("Application/JSON;charset=\"UTF-8\"", true),
        ("application/json; charset=latin1", false),
        ("text/plain", false),
        ("application/x-www-form-urlencoded", false),
        ("application/graphql", false),
    ] {
        let headers = [("content-type", content_type)];
        let body = Body::from(DOUBLE);
        let answer = send(&app, body_request(Method::POST, "/graphql", &headers, body)).await;
        if taken {
            assert_eq!(answer.status, StatusCode::OK, "{content_type}");
        } else {
            assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{content_type}");
            assert_eq!(answer.code(), "VALIDATION");
        }
    }
    let untyped = body_request(Method::POST, "/graphql", &[], Body::from(DOUBLE));
    assert_eq!(send(&app, untyped).await.code(), "VALIDATION");
}

#[tokio::test]
async fn multipart_needs_its_header() {
    let app = app();
    let multipart = ("content-type", "multipart/form-data; boundary=x");
    let answer = send(&app, request(Method::POST, "/graphql", &[multipart])).await;
    assert_eq!(answer.code(), "VALIDATION");
    assert!(answer.message().contains("Ariadne-Request: 1"));
    let headers = [multipart, ("ariadne-request", "1")];
    let answer = send(&app, request(Method::POST, "/graphql", &headers)).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED", "a file is taken of nobody");
}

#[tokio::test]
async fn wrong_bodies_are_told_without_their_text() {
    let app = app();
    for body in [
        "",
        "{",
        "7",
        "[]",
        r#"[{"query":"{ __typename }"}]"#,
        "  \n [1]",
        "{}",
        r#"{"query":"  "}"#,
        r#"{"query":7}"#,
        r#"{"query":"{ __typename }","variables":"canary"}"#,
        r#"{"query":"{ __typename }","variables":["canary"]}"#,
    ] {
        let answer = post(&app, body, &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.code(), "VALIDATION", "{body}");
        assert!(!answer.text.contains("canary"), "{}", answer.text);
    }
    let batch = post(&app, r#"[{"query":"{ __typename }"}]"#, &[]).await;
    assert!(batch.message().contains("one at a time"));
}

#[tokio::test]
async fn a_long_body_is_a_limit_however_it_comes() {
    let app = app();
    let long = format!(r#"{{"query":"{}"}}"#, " ".repeat(70_000));
    let answer = post(&app, &long, &[("content-length", &long.len().to_string())]).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "LIMIT"));
    assert!(answer.message().contains("65536"));

    let chunks = (0..100).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![b' '; 1_000])));
    let body = Body::from_stream(stream::iter(chunks));
    let headers = [("content-type", "application/json"), ("authorization", BEARER)];
    let answer = send(&app, body_request(Method::POST, "/graphql", &headers, body)).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "LIMIT"));
}

#[tokio::test]
async fn strangers_may_send_what_a_sign_in_needs() {
    let app = app();
    let body =
        |bytes: usize| Body::from(format!(r#"{{"query":"{{ {}context }}"}}"#, " ".repeat(bytes)));
    let headers = [("content-type", "application/json")];
    let sent = |bytes| send(&app, body_request(Method::POST, "/graphql", &headers, body(bytes)));
    assert_eq!(sent(16_000).await.json()["data"]["context"][4], "nobody");
    let answer = sent(16_400).await;
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED")
    );
    assert!(answer.message().contains("Nobody is signed in"), "{}", answer.message());
}

#[tokio::test]
async fn other_methods_are_told_to_post() {
    let app = app();
    let query = "/graphql?query=mutation%7Btouch%7D";
    for (method, path) in [
        (Method::GET, "/graphql"),
        (Method::GET, query),
        (Method::PUT, query),
        (Method::DELETE, "/graphql"),
        (Method::OPTIONS, "/graphql"),
    ] {
        let answer = send(&app, request(method.clone(), path, &[])).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(answer.code(), "VALIDATION");
        assert_eq!(answer.header("allow"), "POST");
        assert!(answer.message().contains("POST"));
    }
    let touched = post(&app, r#"{"query":"mutation { touch }"}"#, &[]).await;
    assert_eq!(touched.json(), json!({"data": {"touch": 1}}), "no GET was executed before");
}

#[tokio::test]
async fn the_resolvers_see_who_asks() {
    let body = r#"{"query":"{ context }"}"#;
    let headers =
        [("idempotency-key", "key-7"), ("x-request-id", "mine.1"), ("ariadne-client", "web")];
    let answer = post(&app(), body, &headers).await;
    let seen = answer.json()["data"]["context"].clone();
    assert_eq!(seen[0], "mine.1");
    assert_eq!(seen[1], "key-7");
    assert_eq!(seen[2], "uwtkutXF4ofXOZHJo3z2aX28IEn6B3WuSCziDbxFPCM");
    assert_eq!(seen[3], "true");
    assert_eq!(seen[4], "preset admin token");
    assert_eq!(answer.header("x-request-id"), "mine.1");

    let plain = post(&app(), body, &[]).await;
    let other = plain.json()["data"]["context"].clone();
    assert_eq!((other[0].as_str(), other[1].as_str()), (Some("made-1"), Some("")));
    assert_eq!(other[2], seen[2], "the same body has the same hash");
    let spaced = post(&app(), r#"{"query":"{  context }"}"#, &[]).await;
    assert_ne!(spaced.json()["data"]["context"][2], seen[2]);
    assert_eq!(post(&app(), body, &[("idempotency-key", "")]).await.code(), "VALIDATION");
    let long = "k".repeat(256);
    assert_eq!(post(&app(), body, &[("idempotency-key", &long)]).await.code(), "VALIDATION");
}

#[tokio::test]
async fn a_panic_is_an_internal_error() {
    let answer = post(&app(), r#"{"query":"{ panics }"}"#, &[("x-request-id", "p1")]).await;
    assert_eq!(answer.code(), "INTERNAL");
    assert_eq!(answer.json()["errors"][0]["extensions"]["requestId"], "p1");
    assert!(!answer.text.contains("on purpose"), "{}", answer.text);
}

#[tokio::test]
async fn an_operation_has_a_time() {
    let mut config = config();
    config.limits.time = Duration::from_millis(50);
    let app = router(gateway(config, catalog()));
    let answer = post(&app, r#"{"query":"{ never }"}"#, &[]).await;
    assert_eq!(answer.code(), "TIMEOUT");
    assert_eq!(answer.json()["errors"][0]["extensions"]["temporary"], true);
    assert!(!answer.message().contains("write"), "{}", answer.message());
    // Only a write may have been committed.
    let answer = post(&app, r#"{"query":"mutation { stuck }"}"#, &[]).await;
    assert_eq!(answer.code(), "TIMEOUT");
    assert!(answer.message().contains("a write may have been committed"), "{}", answer.message());
}

/// A call to a source is still waited for when what began with it was cut off.
#[tokio::test(start_paused = true)]
async fn a_live_operation_has_its_own_time() {
    let mut config = config();
    config.limits.time = Duration::from_secs(1);
    config.limits.live_time = Duration::from_secs(10);
    let held = Arc::new(Notify::new());
    let app = router(gateway_holding(config, catalog(), Arc::clone(&held)));
    let spread = r#"{"query":"mutation M { ...f } fragment f on Mutation { a: fetchColumns ...f }","operationName":"M"}"#;
    let live = r#"{"query":"mutation M { ...f } fragment f on Mutation { a: fetchColumns }","operationName":"M"}"#;
    let ordinary = async {
        let answer = post(&app, r#"{"query":"query fetchColumns { never }"}"#, &[]).await;
        held.notify_one();
        answer
    };
    let (live, ordinary) = tokio::join!(post(&app, live, &[]), ordinary);
    assert_eq!(live.json(), json!({"data": {"a": true}}));
    assert_eq!(ordinary.code(), "TIMEOUT");
    assert_eq!(post(&app, spread, &[]).await.code(), "VALIDATION", "the fragment contains itself");
    // It has an end, too.
    assert_eq!(post(&app, r#"{"query":"mutation { fetchColumns }"}"#, &[]).await.code(), "TIMEOUT");
}

/// A document that would keep the parser busy for seconds is refused unread.
#[tokio::test]
async fn a_document_of_brackets_is_refused() {
    let mut config = config();
    config.limits.body_bytes = 4 * 1024 * 1024;
    let limits = config.limits;
    let catalog = catalog();
    let schema = ariadne_gateway::schema(catalog.clone(), access(), limits);
    let app = router(Gateway { catalog, access: access(), schema, config });
    for query in [
        format!("{}{}", "{ a ".repeat(250_000), "}".repeat(250_000)),
        format!("{{ a(b: {}{}) }}", "[".repeat(400_000), "]".repeat(400_000)),
        format!("{{ a }} # {}", "x".repeat(2 * 1024 * 1024)),
    ] {
        let answer = post(&app, &json!({"query": query}).to_string(), &[]).await;
        assert_eq!(answer.code(), "LIMIT");
    }
}

#[tokio::test]
async fn a_body_has_a_time() {
    let mut config = config();
    config.limits.time = Duration::from_millis(50);
    config.limits.live_time = Duration::from_millis(50);
    let app = router(gateway(config, catalog()));
    let body = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    let headers = [("content-type", "application/json")];
    let answer = send(&app, body_request(Method::POST, "/graphql", &headers, body)).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::REQUEST_TIMEOUT, "TIMEOUT"));
}

#[tokio::test]
async fn a_reader_waits_for_what_it_wrote() {
    let catalog = catalog();
    let app = router(gateway(config(), catalog.clone()));
    let query = r#"{"query":"{ context }"}"#;
    let answer = post(&app, query, &[("ariadne-min-seq", "0")]).await;
    assert_eq!(answer.json()["data"]["context"][5], "0", "lineage waits for it too");
    assert_eq!(post(&app, query, &[]).await.json()["data"]["context"][5], "");
    assert_eq!(post(&app, query, &[("ariadne-min-seq", "-1")]).await.code(), "VALIDATION");

    let header = [("ariadne-min-seq", "1")];
    let (answer, ()) = tokio::join!(post(&app, query, &header), async {
        // The request is polled first and finds nothing.
        tokio::task::yield_now().await;
        commit(&catalog).await;
    });
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
}

#[tokio::test(start_paused = true)]
async fn a_reader_does_not_wait_for_ever() {
    let query = r#"{"query":"{ __typename }"}"#;
    let answer = post(&app(), query, &[("ariadne-min-seq", "1")]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.code(), "UNAVAILABLE");
    assert_eq!(answer.json()["errors"][0]["extensions"]["temporary"], true);
}

#[tokio::test]
async fn a_subscription_needs_a_socket() {
    let answer = post(&app(), r#"{"query":"subscription { forever }"}"#, &[]).await;
    assert_eq!(answer.code(), "VALIDATION");
}
