//! What lets people and scripts in: passwords, sessions, tokens, links. Each is shown where
//! it is made, once, and is then in no answer, log, metric, export, file or backup.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;

use ariadne_tests::process::Setting;
use ariadne_tests::sessions::{headers_of, session_of};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use super::canaries::Canaries;
use super::search_files;

const PRESET: &str = "canary-preset-token-4f1c9b";
const PASSWORD: &str = "canary-first-password-77d1";
const NEXT: &str = "canary-second-password-03aa";
const WRONG: &str = "canary-wrong-password-e5b2";

const EVERYTHING: &str = "{
  me { id name person { id login name sessions { id address userAgent } }
    tokens(onlyActive: false) { nodes { id name lastUsedFrom } } }
  people { nodes { id login name sessions { id } } } oneTimeLinks { id purpose login personId }
  tokens { nodes { id name ownerId } }
  audit(first: 200) { nodes { action outcome address details actor { name } } }
  changesets { nodes { actor { name } message } } }";

/// A server that logs all it can, and a client that looks at every byte of it.
struct Served {
    url: String,
    known: Vec<String>,
    http: reqwest::Client,
    _child: Child,
}

impl Served {
    async fn start(folder: &Path, log: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ariadne-under-test"))
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "trace", "--data-dir"])
            .arg(folder)
            .env_clear()
            .env("ARIADNE_ADMIN_TOKEN", PRESET)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(log).expect("a log"))
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let line = lines.next_line().await.expect("readable").expect("a line");
        let url = line.strip_prefix("Ariadne is ready: ").and_then(|l| l.strip_suffix('/'));
        let url = url.unwrap_or_else(|| panic!("{line}")).to_owned();
        let known = [PRESET, PASSWORD, NEXT, WRONG].map(str::to_owned).to_vec();
        Self { url, known, http: reqwest::Client::new(), _child: child }
    }

    fn canaries(&self) -> Canaries {
        Canaries::of(&self.known.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The answer to a request, which shows nothing that was known before.
    async fn sent(&self, what: &str, request: reqwest::RequestBuilder) -> (String, HeaderMap) {
        let answer = request.send().await.expect("answered");
        let headers = answer.headers().clone();
        let text = answer.text().await.expect("a whole answer");
        let shown = format!("{headers:?} {text}");
        assert_eq!(self.canaries().found_in(&shown), None, "{what} is answered {shown}");
        (text, headers)
    }

    async fn ask(&self, query: &str, variables: Value, headers: HeaderMap) -> (Value, HeaderMap) {
        let request = self.http.post(format!("{}/graphql", self.url)).headers(headers);
        let request = request.json(&json!({ "query": query, "variables": variables }));
        let (text, headers) = self.sent(query, request).await;
        (serde_json::from_str(&text).expect("JSON"), headers)
    }

    async fn read(&self, path: &str, headers: HeaderMap) -> String {
        self.sent(path, self.http.get(format!("{}{path}", self.url)).headers(headers)).await.0
    }

    /// Notes a secret that was just shown.
    fn learn(&mut self, secret: &str) -> String {
        assert!(secret.len() > 30, "{secret} is no secret");
        self.known.push(secret.to_owned());
        secret.to_owned()
    }
}

fn bearer(token: &str) -> HeaderMap {
    let value = format!("Bearer {token}").parse().expect("a header");
    HeaderMap::from_iter([(reqwest::header::AUTHORIZATION, value)])
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lets_people_in_is_shown_once_and_nowhere_else() {
    let root = tempfile::tempdir().expect("a folder");
    let (data, log) = (root.path().join("data"), root.path().join("ariadne.log"));
    let mut served = Served::start(&data, &log).await;
    let preset = bearer(PRESET);

    // An invitation, a person, a session.
    let invite = "mutation { invitePerson(input: {role: ADMIN, login: \"ada\"}) { url } }";
    let (made, _) = served.ask(invite, json!({}), preset.clone()).await;
    let url = made["data"]["invitePerson"]["url"].as_str().expect("a link").to_owned();
    let link = served.learn(url.split_once('#').expect("a secret").1);
    let join = "mutation($secret: Secret!, $password: Secret!) {
      useOneTimeLink(secret: $secret, password: $password) { me { person { id } } } }";
    let variables = json!({ "secret": link, "password": PASSWORD });
    let (joined, headers) = served.ask(join, variables.clone(), HeaderMap::new()).await;
    let person = joined["data"]["useOneTimeLink"]["me"]["person"]["id"].clone();
    let session = served.learn(&session_of(&headers).expect("a session"));
    let page = headers_of(&served.url, &session);
    served.learn(page["ariadne-csrf"].to_str().expect("text"));
    served.ask(join, variables, HeaderMap::new()).await;

    // A token, a reset, another password, wrong ones in every place.
    let create = "mutation { createToken(input: {name: \"import\", role: EDITOR}) { secret } }";
    let (made, _) = served.ask(create, json!({}), page.clone()).await;
    let token = served.learn(made["data"]["createToken"]["secret"].as_str().expect("a token"));
    served.ask(EVERYTHING, json!({}), bearer(&token)).await;
    let reset = "mutation($id: ID!) { resetPassword(personId: $id) { url } }";
    let (made, _) = served.ask(reset, json!({ "id": person }), page.clone()).await;
    let url = made["data"]["resetPassword"]["url"].as_str().expect("a link").to_owned();
    served.learn(url.split_once('#').expect("a secret").1);
    let sign_in = "mutation($login: String!, $password: Secret!) {
      signIn(login: $login, password: $password) { me { name } } }";
    for (login, password) in [("ada", WRONG), (PASSWORD, WRONG), ("eve", PASSWORD)] {
        let variables = json!({ "login": login, "password": password });
        served.ask(sign_in, variables, HeaderMap::new()).await;
    }
    let (_, headers) = served
        .ask(sign_in, json!({ "login": "ada", "password": PASSWORD }), HeaderMap::new())
        .await;
    served.learn(&session_of(&headers).expect("a session"));
    let change =
        "mutation($a: Secret!, $b: Secret!) { changePassword(current: $a, new: $b) { id } }";
    served.ask(change, json!({ "a": WRONG, "b": NEXT }), page.clone()).await;
    served.ask(change, json!({ "a": PASSWORD, "b": NEXT }), page.clone()).await;
    for misplaced in [
        json!({ "login": { "x": WRONG }, "password": WRONG }),
        json!({ "login": "ada", "password": [WRONG] }),
        json!({ "password": { "text": WRONG } }),
    ] {
        served.ask(sign_in, misplaced, HeaderMap::new()).await;
    }
    served.ask(EVERYTHING, json!({}), bearer(&format!("{token}x"))).await;
    served.ask(EVERYTHING, json!({}), bearer(WRONG)).await;
    served.ask(EVERYTHING, json!({}), headers_of(&served.url, WRONG)).await;
    served.read(&format!("/welcome?x={link}"), HeaderMap::new()).await;

    // Everything that can be read afterwards.
    let (all, _) = served.ask(EVERYTHING, json!({}), page.clone()).await;
    assert!(all.get("errors").is_none(), "{all:#}");
    for path in ["/metrics", "/export/audit.csv", "/readyz", "/schema.graphql", "/graphiql/"] {
        let text = served.read(path, page.clone()).await;
        assert!(!text.is_empty(), "{path}");
    }

    // What operators make and see.
    let mut setting = Setting::sqlite(&data);
    setting.environment.push(("ARIADNE_ADMIN_TOKEN", PRESET.to_owned()));
    let backup = root.path().join("backup.db");
    let canaries = served.canaries();
    for (command, arguments) in [
        ("backup", vec![backup.to_str().expect("a path")]),
        ("check", vec!["--listen", "127.0.0.1:9"]),
        ("config", vec!["--show"]),
    ] {
        let told = setting.run(command, &arguments).await;
        assert!(told.status.success(), "{command}");
        let told = String::from_utf8([told.stdout, told.stderr].concat()).expect("text");
        assert_eq!(canaries.found_in(&told), None, "{command}: {told}");
    }
    drop(served);
    assert!(backup.exists());
    assert!(search_files(root.path(), &canaries) >= 3, "database, backup and log are looked at");
    let logged = std::fs::read_to_string(&log).expect("a log");
    let heard = logged.contains("DEBUG") && logged.contains("/graphql");
    assert!(heard, "it logged not all it could: {}", logged.get(..2_000).unwrap_or(&logged));
}
