//! What lets somebody in is told to him alone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use crate::process::{ariadne, ended, ready, run, signal};
use crate::support::{TOKEN, running};

const FIRST: &str = "canary-first-password-7c1e";
const SECOND: &str = "canary-second-password-90ab";
const WRONG: &str = "canary-wrong-password-33d0";

const USE_LINK: &str = "mutation($secret: Secret!, $password: Secret!) { useOneTimeLink(secret: $secret, name: \"Ada\", password: $password) { me { csrfToken } } }";
const SIGN_IN: &str = "mutation($login: String!, $password: Secret!) { signIn(login: $login, password: $password) { me { csrfToken } } }";

/// A server, and all that it said.
struct World {
    client: reqwest::Client,
    address: String,
    heard: Vec<(String, String)>,
}

/// A session as a browser has it.
#[derive(Clone, Default)]
struct Browser {
    secret: String,
    cookie: String,
    csrf: String,
}

impl World {
    /// Asks in a session, or by a token, or as nobody; the answer, and the session that it
    /// brings.
    async fn ask(&self, by: By<'_>, query: &str, variables: Value) -> (Value, Option<Browser>) {
        let request = self.client.post(format!("{}/graphql", self.address));
        let request = by.put_into(request).json(&json!({"query": query, "variables": variables}));
        let answer = request.send().await.expect("answered");
        let cookies = answer.headers().get_all(SET_COOKIE).iter();
        let pairs: Vec<String> = cookies
            .filter_map(|value| value.to_str().ok()?.split(';').next().map(str::to_owned))
            .collect();
        let body: Value = answer.json().await.expect("JSON");
        let of = |name: &str| {
            let found = pairs.iter().find(|pair| pair.starts_with(name))?;
            found.split_once('=').map(|(_, value)| value.to_owned())
        };
        let browser = of("ariadne_session").map(|secret| Browser {
            secret,
            cookie: pairs.join("; "),
            csrf: of("ariadne_csrf").expect("both cookies"),
        });
        (body, browser)
    }

    /// Asks what must not bring a secret, and remembers the answer.
    async fn hear(&mut self, by: By<'_>, query: &str, variables: Value) {
        let (answer, _) = self.ask(by, query, variables).await;
        self.heard.push((query.to_owned(), answer.to_string()));
    }
}

#[derive(Clone, Copy)]
enum By<'a> {
    Nobody,
    Token(&'a str),
    Session(&'a Browser),
}

impl By<'_> {
    fn put_into(self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match self {
            Self::Nobody => request,
            Self::Token(token) => request.bearer_auth(token),
            Self::Session(browser) => {
                request.header(COOKIE, &browser.cookie).header("ariadne-csrf", &browser.csrf)
            }
        }
    }
}

fn text(answer: &Value, path: &str) -> String {
    let found = answer.pointer(path).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no {path} in {answer:#}")).to_owned()
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).expect("readable")));
        }
    }
    found
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

#[tokio::test]
async fn what_lets_somebody_in_is_kept_and_told_nowhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "debug,ariadne=trace"];
    // Much is logged; a pipe that nobody reads would hold the server back.
    let log = fs::File::create(folder.path().join("log")).expect("a file");
    let mut child = ariadne(folder.path(), &arguments).stderr(log).spawn().expect("starts");
    let address = ready(&mut child).await;
    let mut world = World { client: reqwest::Client::new(), address, heard: Vec::new() };
    let preset = By::Token(TOKEN);

    let invite = "mutation { invitePerson(input: {role: ADMIN, login: \"ada\"}) { url } }";
    let (answer, _) = world.ask(preset, invite, json!({})).await;
    let url = text(&answer, "/data/invitePerson/url");
    let link = url.split_once('#').expect("a secret").1.to_owned();
    let used = json!({"secret": link, "password": FIRST});
    let (_, first) = world.ask(By::Nobody, USE_LINK, used.clone()).await;
    let first = first.expect("a session");
    world.hear(By::Nobody, USE_LINK, used).await;
    world.hear(By::Nobody, SIGN_IN, json!({"login": "ada", "password": WRONG})).await;
    // Somebody types his password where his name belongs.
    world.hear(By::Nobody, SIGN_IN, json!({"login": WRONG, "password": FIRST})).await;
    let change = "mutation($current: Secret!, $new: Secret!) { changePassword(current: $current, new: $new) { id } }";
    let passwords = json!({"current": FIRST, "new": SECOND});
    world.hear(By::Session(&first), change, passwords).await;
    let signing = json!({"login": "ada", "password": SECOND});
    let (_, second) = world.ask(By::Nobody, SIGN_IN, signing).await;
    let second = second.expect("a session");
    let ada = By::Session(&second);

    let make =
        "mutation { createToken(input: {name: \"script\", role: EDITOR}) { secret token { id } } }";
    let (answer, _) = world.ask(ada, make, json!({})).await;
    let token = text(&answer, "/data/createToken/secret");
    let id = text(&answer, "/data/createToken/token/id");
    world.hear(By::Token(&token), "{ me { id name kind } }", json!({})).await;
    let table = "mutation { createTable(input: {name: \"t\"}) { changeset { actor { name } } } }";
    world.hear(By::Token(&token), table, json!({})).await;
    let revoke = "mutation($id: ID!) { revokeToken(id: $id) { id } }";
    world.hear(ada, revoke, json!({"id": id})).await;
    world.hear(By::Token(&token), "{ me { id } }", json!({})).await;
    let forged = Browser { csrf: "made up".to_owned(), ..second.clone() };
    world.hear(By::Session(&forged), "mutation { signOut { ended } }", json!({})).await;
    let everything = "{ people { nodes { id login sessions { id userAgent } } } \
        tokens { nodes { id name lastUsed } } oneTimeLinks { id purpose } \
        audit(first: 100) { nodes { actor { name } action outcome details } } }";
    world.hear(ada, everything, json!({})).await;

    for path in ["/metrics", "/export/audit.csv"] {
        let request = ada.put_into(world.client.get(format!("{}{path}", world.address)));
        let answer = request.send().await.expect("answered");
        assert_eq!(answer.status(), 200, "{path}");
        let body = answer.text().await.expect("text");
        assert!(body.len() > 500, "{path}: {body}");
        world.heard.push((path.to_owned(), body));
    }
    for command in [&["backup", "saved.db"][..], &["check"], &["config", "--show"]] {
        let ended = run(folder.path(), command).await;
        assert_eq!(ended.code, Some(0), "{command:?}: {}", ended.err);
        world.heard.push((format!("{command:?}"), ended.out + &ended.err));
    }
    signal(&child, "TERM").await;
    assert_eq!(ended(child).await.code, Some(0));
    let log = fs::read_to_string(folder.path().join("log")).expect("readable");
    assert!(log.contains("DEBUG") && log.contains("UNAUTHENTICATED"), "{log}");

    let secrets = [
        FIRST,
        SECOND,
        WRONG,
        TOKEN,
        &link,
        &token,
        &first.secret,
        &second.secret,
        &first.csrf,
        &second.csrf,
    ];
    let kept = files(folder.path());
    assert!(kept.iter().any(|(name, bytes)| name.ends_with("saved.db") && bytes.len() > 10_000));
    assert!(kept.iter().any(|(_, bytes)| holds(bytes, "$argon2id$")), "the search finds things");
    for secret in secrets {
        for (what, said) in &world.heard {
            assert!(!said.contains(secret), "{secret} in {what}: {said}");
        }
        for (name, bytes) in &kept {
            assert!(!holds(bytes, secret), "{secret} in {name}");
        }
    }
}

#[tokio::test]
async fn what_is_kept_is_for_this_user_alone() {
    const OTHERS: u32 = 0o077;
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    // As a container's volume or an operator makes it.
    fs::create_dir(&data).expect("made");
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).expect("set");
    let server = running(folder.path()).await;
    let kept = ["ariadne.db", "ariadne.db-wal", "ariadne.db-shm", "secret.key"];
    for name in kept {
        let mode = fs::metadata(data.join(name)).expect("it is there").permissions().mode();
        assert_eq!(mode & OTHERS, 0, "{name}: {mode:o}");
    }
    server.shutdown().await.expect("stops");
}
