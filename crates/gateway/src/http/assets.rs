//! The built pages, carried inside the binary: the web app and `GraphiQL`.

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

use super::protection::{PageNeeds, Styles};

/// A page with the files that it loads, as they were built.
#[derive(Debug)]
pub(super) struct Bundle {
    /// What people call it.
    name: &'static str,
    files: Dir<'static>,
    needs: PageNeeds,
}

/// The web app. Its components add style elements as they appear, each with the nonce; a
/// worker lays lineage out.
pub(super) static APP: Bundle = Bundle {
    name: "the web app",
    files: include_dir!("$OUT_DIR/app"),
    needs: PageNeeds { styles: Styles::WithNonce, fonts: false, workers: true },
};

/// `GraphiQL`. Its editor sets styles as it goes, runs workers and brings fonts.
pub(super) static GRAPHIQL: Bundle = Bundle {
    name: "GraphiQL",
    files: include_dir!("$OUT_DIR/graphiql"),
    needs: PageNeeds { styles: Styles::Inline, fonts: true, workers: true },
};

/// For the files of a page. A worker has the policy that its script comes with; it loads
/// its own parts and nothing else.
const FILE_POLICY: &str = "default-src 'none'; script-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// Stands in a built page where its nonce belongs (`cspNonce` in `vite.config.ts`).
const NONCE_PLACE: &str = "ARIADNE-CSP-NONCE";

pub(super) async fn to_graphiql() -> Redirect {
    Redirect::temporary("/graphiql/")
}

pub(super) async fn graphiql_file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    GRAPHIQL.serve(&path, &headers)
}

pub(super) async fn app_file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    APP.serve(&path, &headers)
}

impl Bundle {
    /// The page itself.
    pub(super) fn index(&'static self, asked: &HeaderMap) -> Response {
        self.serve("index.html", asked)
    }

    fn serve(&'static self, path: &str, asked: &HeaderMap) -> Response {
        let name = self.name;
        if self.files.get_file("index.html").is_none() {
            let missing = format!(
                "This binary was built without {name}. Run `make build` and start the server again; \
                 the GraphQL endpoint at /graphql works without it.\n"
            );
            return (StatusCode::SERVICE_UNAVAILABLE, missing).into_response();
        }
        match self.files.get_file(path) {
            Some(file) if path == "index.html" => page(file, self.needs),
            Some(file) => send(file, path, asked),
            None => (StatusCode::NOT_FOUND, format!("There is no such file of {name}.\n"))
                .into_response(),
        }
    }
}

/// A page is made anew for each request: its nonce must never be seen twice.
fn page(file: &'static File<'static>, needs: PageNeeds) -> Response {
    let nonce = STANDARD.encode(rand::random::<[u8; 16]>());
    let Some(html) = file.contents_utf8() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (CONTENT_TYPE, content_type("index.html").to_owned()),
        (CONTENT_SECURITY_POLICY, needs.policy(&nonce)),
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
    const STRICT: PageNeeds = PageNeeds { styles: Styles::Files, fonts: false, workers: false };
    static BUILT: Bundle = Bundle { name: "it", files: Dir::new("", FILES), needs: STRICT };
    static UNBUILT: Bundle = Bundle { name: "it", files: Dir::new("", &[]), needs: STRICT };

    #[tokio::test]
    async fn without_a_build_it_says_what_to_run() {
        let response = UNBUILT.index(&HeaderMap::new());
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        assert!(String::from_utf8_lossy(&body).contains("make build"));
    }

    /// The app's worker and `GraphiQL`'s come from here alone.
    #[test]
    fn the_pages_run_workers_of_ours() {
        for bundle in [&APP, &GRAPHIQL] {
            let policy = bundle.needs.policy("abc");
            assert!(policy.contains("worker-src 'self';"), "{}: {policy}", bundle.name);
        }
        assert!(!APP.needs.policy("abc").contains("unsafe-inline"));
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
        let page = BUILT.index(&HeaderMap::new());
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.headers()[CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(page.headers()[CACHE_CONTROL], "no-store");
        let (html, nonce) = read(page).await;
        assert_eq!(STANDARD.decode(&nonce).expect("base64").len(), 16);
        assert!(html.contains(&format!("<script nonce=\"{nonce}\"")), "{html}");
        let (_, other) = read(BUILT.index(&HeaderMap::new())).await;
        assert_ne!(nonce, other);
    }

    #[test]
    fn files_are_kept_as_long_as_their_names_say() {
        let script = BUILT.serve("assets/index-Ab12.js", &HeaderMap::new());
        assert_eq!(script.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert_eq!(script.headers()[CONTENT_SECURITY_POLICY], FILE_POLICY);
        assert!(script.headers()[CACHE_CONTROL].to_str().expect("text").contains("immutable"));

        let icon = BUILT.serve("favicon.svg", &HeaderMap::new());
        assert_eq!(icon.headers()[CACHE_CONTROL], "no-cache");
        let again = HeaderMap::from_iter([(IF_NONE_MATCH, icon.headers()[ETAG].clone())]);
        assert_eq!(BUILT.serve("favicon.svg", &again).status(), StatusCode::NOT_MODIFIED);

        let status = BUILT.serve("../Cargo.toml", &HeaderMap::new()).status();
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}
