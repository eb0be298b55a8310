//! The page of `GraphiQL`, carried inside the binary.

use axum::extract::Path;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use include_dir::{Dir, File, include_dir};
use sha2::{Digest, Sha256};

use super::protection::PageNeeds;

static GRAPHIQL: Dir<'static> = include_dir!("$OUT_DIR/graphiql");

/// Its editor sets styles as it goes, runs workers and brings fonts.
const NEEDS: PageNeeds = PageNeeds { inline_styles: true, fonts: true, workers: true };

/// For the files of a page. A worker has the policy that its script comes with; it loads
/// its own parts and nothing else.
const FILE_POLICY: &str = "default-src 'none'; script-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Stands in a built page where its nonce belongs (`cspNonce` in `vite.config.ts`).
const NONCE_PLACE: &str = "ARIADNE-CSP-NONCE";

const MISSING: &str = "This binary was built without GraphiQL. Run `make build` and start the server again; \
    the GraphQL endpoint at /graphql works without it.\n";

pub(super) async fn to_graphiql() -> Redirect {
    Redirect::temporary("/graphiql/")
}

pub(super) fn index(headers: &HeaderMap) -> Response {
    serve(&GRAPHIQL, "index.html", headers)
}

pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    serve(&GRAPHIQL, &path, &headers)
}

fn serve(dir: &'static Dir<'static>, path: &str, asked: &HeaderMap) -> Response {
    if dir.get_file("index.html").is_none() {
        return (StatusCode::SERVICE_UNAVAILABLE, MISSING).into_response();
    }
    match dir.get_file(path) {
        Some(file) if path == "index.html" => page(file),
        Some(file) => send(file, path, asked),
        None => (StatusCode::NOT_FOUND, "GraphiQL has no such file.\n").into_response(),
    }
}

/// A page is made anew for each request: its nonce must never be seen twice.
fn page(file: &'static File<'static>) -> Response {
    let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
    let Some(html) = file.contents_utf8() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (CONTENT_TYPE, content_type("index.html").to_owned()),
        (CONTENT_SECURITY_POLICY, NEEDS.policy(&nonce)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, html.replace(NONCE_PLACE, &nonce)).into_response()
}

fn send(file: &'static File<'static>, path: &str, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FILE_POLICY));
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
    use axum::body::to_bytes;
    use include_dir::DirEntry;

    use super::*;

    static FILES: &[DirEntry<'static>] = &[
        DirEntry::File(File::new(
            "index.html",
            b"<!doctype html><script nonce=\"ARIADNE-CSP-NONCE\" src=\"a.js\"></script>",
        )),
        DirEntry::File(File::new("favicon.svg", b"<svg/>")),
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

    /// The text of a page, and its nonce by its policy.
    async fn read(page: Response) -> (String, String) {
        let policy = page.headers()[CONTENT_SECURITY_POLICY].to_str().expect("text");
        let nonce = policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\''));
        let nonce = nonce.expect("a nonce").0.to_owned();
        let body = to_bytes(page.into_body(), usize::MAX).await.expect("a body");
        (String::from_utf8(body.to_vec()).expect("text"), nonce)
    }

    #[tokio::test]
    async fn a_page_has_a_nonce_of_its_own_and_is_not_kept() {
        let page = serve(&BUILT, "index.html", &HeaderMap::new());
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(page.headers()[CACHE_CONTROL], "no-store");
        let (html, nonce) = read(page).await;
        assert_eq!(STANDARD.decode(&nonce).expect("base64").len(), 16);
        assert!(html.contains(&format!("<script nonce=\"{nonce}\"")), "{html}");
        let (_, other) = read(serve(&BUILT, "index.html", &HeaderMap::new())).await;
        assert_ne!(nonce, other);
    }

    #[test]
    fn files_are_kept_as_long_as_their_names_say() {
        let script = serve(&BUILT, "assets/index-Ab12.js", &HeaderMap::new());
        assert_eq!(script.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert_eq!(script.headers()[CONTENT_SECURITY_POLICY], FILE_POLICY);
        assert!(script.headers()[CACHE_CONTROL].to_str().expect("text").contains("immutable"));

        let icon = serve(&BUILT, "favicon.svg", &HeaderMap::new());
        assert_eq!(icon.headers()[CACHE_CONTROL], "no-cache");
        let again = HeaderMap::from_iter([(IF_NONE_MATCH, icon.headers()[ETAG].clone())]);
        assert_eq!(serve(&BUILT, "favicon.svg", &again).status(), StatusCode::NOT_MODIFIED);

        let status = serve(&BUILT, "../Cargo.toml", &HeaderMap::new()).status();
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}
