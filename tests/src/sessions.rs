//! Signing in at the servers that tests start, as a person does who opens the link that a
//! first start prints.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use ariadne_application::csrf_token;
use reqwest::header::{COOKIE, HeaderMap, HeaderValue, SET_COOKIE};
use secrecy::SecretString;
use serde_json::json;

/// The first administrator's name to sign in with, and his display name.
pub const LOGIN: &str = "ada@example.org";
/// His display name.
pub const NAME: &str = "Ada Lovelace";
/// His password.
pub const PASSWORD: &str = "analytical engine";

const USE_LINK: &str = "mutation ($secret: Secret!, $login: String!, $name: String!, $password: Secret!) {
  useOneTimeLink(secret: $secret, login: $login, name: $name, password: $password) { me { role } } }";

/// Sessions by the catalog, which outlives its servers, and by the server's address.
#[derive(Default)]
struct Known {
    catalogs: HashMap<String, String>,
    servers: HashMap<String, String>,
}

static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

fn known() -> std::sync::MutexGuard<'static, Known> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Signs in at the server at `url`: by the link that its start printed, else by the session
/// that an earlier server of the same catalog gave. One with neither was started with a
/// preset token, and is used with that.
pub async fn register(url: &str, link: Option<&str>, catalog: &str) {
    let session = match link {
        Some(link) => use_link(url, link).await,
        None => match known().catalogs.get(catalog).cloned() {
            Some(session) => session,
            None => return,
        },
    };
    let mut known = known();
    known.catalogs.insert(catalog.to_owned(), session.clone());
    known.servers.insert(url.to_owned(), session);
}

/// Becomes the first administrator; the session's secret.
async fn use_link(url: &str, link: &str) -> String {
    let (_, secret) = link.split_once("/welcome#").expect("the link of a first start");
    let variables = json!({ "secret": secret, "login": LOGIN, "name": NAME, "password": PASSWORD });
    let request = reqwest::Client::new().post(format!("{url}/graphql"));
    let request = request.json(&json!({ "query": USE_LINK, "variables": variables }));
    let answer = request.send().await.expect("the server answers");
    let session = session_of(answer.headers());
    let answer: serde_json::Value = answer.json().await.expect("the answer is JSON");
    assert_eq!(answer["data"]["useOneTimeLink"]["me"]["role"], "ADMIN", "{answer:#}");
    session.expect("a session's cookie")
}

/// A token for commands that ask the server at `url`, of whoever is signed in there.
pub async fn token(url: &str) -> String {
    let query = "mutation { createToken(input: { name: \"a command\", role: ADMIN }) { secret } }";
    let request = reqwest::Client::new().post(format!("{url}/graphql")).headers(headers(url));
    let answer = request.json(&json!({ "query": query })).send().await.expect("answered");
    let answer: serde_json::Value = answer.json().await.expect("JSON");
    let secret = answer["data"]["createToken"]["secret"].as_str();
    secret.unwrap_or_else(|| panic!("no token: {answer:#}")).to_owned()
}

/// The session that an answer brings.
pub fn session_of(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut sessions = cookies.filter(|cookie| cookie.contains("ariadne_session"));
    let (_, rest) = sessions.next()?.split_once('=')?;
    Some(rest.split(';').next().unwrap_or_default().to_owned())
}

/// What a page of the server at `url` sends with its requests in the session that was
/// registered for it; nothing when none was.
pub fn headers(url: &str) -> HeaderMap {
    let session = known().servers.get(url).cloned();
    session.map(|session| headers_of(url, &session)).unwrap_or_default()
}

/// What a page of the server at `url` sends in a session.
pub fn headers_of(url: &str, session: &str) -> HeaderMap {
    let port = url.rsplit(':').next().filter(|port| port.parse::<u16>().is_ok());
    let port = port.map(|port| format!("_{port}")).unwrap_or_default();
    let value = |text: String| HeaderValue::from_str(&text).expect("a header");
    let csrf = csrf_token(&SecretString::from(session.to_owned()));
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, value(format!("ariadne_session{port}={session}")));
    headers.insert("ariadne-csrf", value(csrf));
    headers
}
