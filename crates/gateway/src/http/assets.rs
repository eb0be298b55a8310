//! The page of `GraphiQL`, carried inside the binary.

use axum::extract::Path;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use include_dir::{Dir, File, include_dir};
use sha2::{Digest, Sha256};

static GRAPHIQL: Dir<'static> = include_dir!("$OUT_DIR/graphiql");

/// Everything from this server, nothing inline but styles (the editor sets them).
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    connect-src 'self'; worker-src 'self'; font-src 'self'; img-src 'self' data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const MISSING: &str = "This binary was built without GraphiQL. Run `make build` and start the server again; \
    the GraphQL endpoint at /graphql works without it.\n";

pub(super) async fn to_graphiql() -> Redirect {
    Redirect::temporary("/graphiql/")
}

pub(super) async fn index(headers: HeaderMap) -> Response {
    serve(&GRAPHIQL, "index.html", &headers)
}

pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    serve(&GRAPHIQL, &path, &headers)
}

fn serve(dir: &'static Dir<'static>, path: &str, asked: &HeaderMap) -> Response {
    if dir.get_file("index.html").is_none() {
        return (StatusCode::SERVICE_UNAVAILABLE, MISSING).into_response();
    }
    match dir.get_file(path) {
        Some(file) => send(file, path, asked),
        None => (StatusCode::NOT_FOUND, "GraphiQL has no such file.\n").into_response(),
    }
}

fn send(file: &'static File<'static>, path: &str, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if path.starts_with("assets/") {
        // The name holds a hash of the content.
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(CACHE_CONTROL, forever);
        return (headers, file.contents()).into_response();
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(Sha256::digest(file.contents())));
    let known = asked.get_all(IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok());
    let fresh = known
        .flat_map(|v| v.split(','))
        .map(|t| t.trim().trim_start_matches("W/"))
        .any(|t| t == tag || t == "*");
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    if fresh {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, file.contents()).into_response()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "wasm" => "application/wasm",
        "md" | "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use include_dir::DirEntry;

    use super::*;

    static FILES: &[DirEntry<'static>] = &[
        DirEntry::File(File::new("index.html", b"<!doctype html>")),
        DirEntry::Dir(Dir::new(
            "assets",
            &[DirEntry::File(File::new("assets/index-Ab12.js", b"let a"))],
        )),
    ];
    static BUILT: Dir<'static> = Dir::new("", FILES);
    static UNBUILT: Dir<'static> = Dir::new("", &[]);

    #[test]
    fn without_a_build_it_says_what_to_run() {
        let response = serve(&UNBUILT, "index.html", &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(MISSING.contains("make build"));
    }

    #[test]
    fn the_page_is_checked_and_its_assets_are_kept() {
        let page = serve(&BUILT, "index.html", &HeaderMap::new());
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(page.headers()[CACHE_CONTROL], "no-cache");
        assert_eq!(page.headers()[CONTENT_SECURITY_POLICY], POLICY);
        let again = HeaderMap::from_iter([(IF_NONE_MATCH, page.headers()[ETAG].clone())]);
        assert_eq!(serve(&BUILT, "index.html", &again).status(), StatusCode::NOT_MODIFIED);

        let script = serve(&BUILT, "assets/index-Ab12.js", &HeaderMap::new());
        assert_eq!(script.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert!(script.headers()[CACHE_CONTROL].to_str().expect("text").contains("immutable"));

        let status = serve(&BUILT, "../Cargo.toml", &HeaderMap::new()).status();
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}
