//! The first ones in: the link of the first start, the console, the preset token.

use std::path::Path;

use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};

use crate::process::{ariadne, ended, ready, ready_with_link, run, signal};
use crate::support::TOKEN;

const USE_LINK: &str = "mutation($secret: Secret!, $login: String, $password: Secret!) {
  useOneTimeLink(secret: $secret, login: $login, name: \"Ada Lovelace\", password: $password) {
    me { name role person { id login } } } }";
const SIGN_IN: &str = "mutation($login: String!, $password: Secret!) {
  signIn(login: $login, password: $password) { me { name } } }";
const WORD: &str = "analytical engine";

async fn ask(address: &str, query: &str, variables: Value) -> (Value, Vec<String>) {
    let request = reqwest::Client::new().post(format!("{address}/graphql"));
    let answer = request.json(&json!({ "query": query, "variables": variables })).send().await;
    let answer = answer.expect("answered");
    let cookies = answer.headers().get_all(SET_COOKIE).iter();
    let cookies = cookies.map(|c| c.to_str().expect("text").to_owned()).collect();
    (answer.json().await.expect("JSON"), cookies)
}

fn secret(link: &str) -> &str {
    link.split_once("/welcome#").expect("a link").1
}

#[tokio::test]
async fn a_first_start_prints_the_way_in_and_it_works_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = || {
        let mut command = ariadne(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
        command.env_remove("ARIADNE_ADMIN_TOKEN").spawn().expect("starts")
    };
    let mut server = start();
    let (address, link) = ready_with_link(&mut server).await;
    let link = link.expect("nobody administers it yet");
    assert!(link.starts_with(&address), "{link}");
    let page = reqwest::get(&link).await.expect("answered").text().await.expect("text");
    assert!(page.contains("/entrance/entrance.js"), "{page}");

    let variables =
        json!({ "secret": secret(&link), "login": "ada@example.org", "password": WORD });
    let (nobody, _) = ask(&address, "{ server { version } }", json!({})).await;
    assert_eq!(nobody["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    let (short, _) = ask(
        &address,
        USE_LINK,
        json!({ "secret": secret(&link), "login": "a b", "password": "x" }),
    )
    .await;
    let problems = short["errors"][0]["extensions"]["problems"].as_array().expect("problems");
    assert_eq!(problems.len(), 2, "the link is as good as before: {short:#}");
    let (joined, cookies) = ask(&address, USE_LINK, variables.clone()).await;
    assert_eq!(joined["data"]["useOneTimeLink"]["me"]["role"], "ADMIN", "{joined:#}");
    assert!(cookies.iter().any(|cookie| cookie.contains("HttpOnly")), "{cookies:?}");
    let (again, none) = ask(&address, USE_LINK, variables).await;
    assert_eq!(again["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{again:#}");
    assert_eq!(none, Vec::<String>::new());

    // A session outlives its server, and a server with an administrator prints no link.
    signal(&server, "TERM").await;
    let logged = ended(server).await.err;
    assert!(!logged.contains(secret(&link)) && !logged.contains(WORD), "{logged}");
    let mut server = start();
    let (address, none) = ready_with_link(&mut server).await;
    assert_eq!(none, None);
    let port = address.rsplit(':').next().expect("a port");
    let value = cookies[0].split(';').next().expect("a cookie");
    let value = value.split_once('=').expect("a value").1;
    let page = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let page = page.build().expect("a client").get(format!("{address}/graphiql/"));
    let known = page.try_clone().expect("a request");
    let known = known.header(COOKIE, format!("ariadne_session_{port}={value}")).send().await;
    assert_ne!(known.expect("answered").status(), 303);
    assert_eq!(page.send().await.expect("answered").status(), 303, "others sign in first");
    let variables = json!({ "login": "ADA@example.org", "password": WORD });
    let (signed_in, _) = ask(&address, SIGN_IN, variables).await;
    assert_eq!(signed_in["data"]["signIn"]["me"]["name"], "Ada Lovelace", "{signed_in:#}");
    server.kill().await.expect("killed");
}

#[tokio::test]
async fn other_machines_are_let_in_when_somebody_keeps_others_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = ["serve", "--listen", "0.0.0.0:0"];
    let mut command = ariadne(folder.path(), &open);
    let refused = ended(command.env_remove("ARIADNE_ADMIN_TOKEN").spawn().expect("starts")).await;
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
    let last = refused.err.lines().last().expect("a sentence");
    assert!(last.contains("nobody administers this catalog") && last.contains("0.0.0.0"), "{last}");

    let mut server = ariadne(folder.path(), &open).spawn().expect("starts");
    let address = ready(&mut server).await;
    assert!(address.starts_with("http://127.0.0.1:"), "an address to open: {address}");
    let invite =
        "mutation { invitePerson(input: {role: ADMIN, login: \"ada@example.org\"}) { url } }";
    let request = reqwest::Client::new().post(format!("{address}/graphql")).bearer_auth(TOKEN);
    let answer = request.json(&json!({ "query": invite })).send().await.expect("answered");
    let answer: Value = answer.json().await.expect("JSON");
    let link = answer["data"]["invitePerson"]["url"].as_str().expect("a link").to_owned();
    let variables = json!({ "secret": secret(&link), "password": WORD });
    let (joined, _) = ask(&address, USE_LINK, variables).await;
    let person = &joined["data"]["useOneTimeLink"]["me"]["person"];
    assert_eq!(person["login"], "ada@example.org", "{joined:#}");
    signal(&server, "TERM").await;
    let logged = ended(server).await.err;
    assert!(logged.contains("Give --public-url"), "{logged}");
    assert!(logged.contains("Passwords and tokens travel readable"), "{logged}");

    // Now there is an administrator, and no token is needed.
    let behind = ["--trusted-proxy", "127.0.0.1", "--public-url", "https://catalog.example.org"];
    let mut command = ariadne(folder.path(), &[&open[..], &behind[..]].concat());
    let mut server = command.env_remove("ARIADNE_ADMIN_TOKEN").spawn().expect("starts");
    ready(&mut server).await;
    signal(&server, "TERM").await;
    let logged = ended(server).await.err;
    assert!(!logged.contains("--public-url") && !logged.contains("readable"), "{logged}");
}

#[tokio::test]
async fn the_console_refuses_what_an_administrator_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = async |arguments: &[&str], sentence: &str| {
        let told = run(folder.path(), arguments).await;
        assert_eq!((told.code, told.out.as_str()), (Some(1), ""), "{arguments:?}");
        assert!(told.err.contains(sentence), "{}", told.err);
    };
    refused(&["people", "invite"], "There is no catalog in ariadne-data/ariadne.db.").await;
    refused(&["people", "reset", "ada"], "There is no catalog in ").await;
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is made");

    let mut server = ariadne(folder.path(), &["serve", "--listen", "127.0.0.1:0"]).spawn();
    let server = server.as_mut().expect("starts");
    let address = ready(server).await;
    let everywhere = ["people", "invite", "--login", "ada", "--listen", "0.0.0.0:8080"];
    let told = run(folder.path(), &everywhere).await;
    assert!(told.out.starts_with("http://127.0.0.1:8080/welcome#"), "{}", told.out);
    assert!(told.err.contains("Give --public-url"), "{}", told.err);
    let variables = json!({ "secret": secret(told.out.trim()), "password": WORD });
    let (joined, _) = ask(&address, USE_LINK, variables).await;
    let id = joined["data"]["useOneTimeLink"]["me"]["person"]["id"].clone();

    let spaces = ["people", "invite", "--login", "a b"];
    refused(&spaces, "A name to sign in with has no spaces.").await;
    let taken = ["people", "invite", "--login", "ADA"];
    refused(&taken, "Ada Lovelace signs in by this name already.").await;
    let rest = "mutation($id: ID!) { updatePerson(id: $id, version: 1, patch: { isActive: false }) { id } }";
    // One active administrator stays: another one comes first.
    let link = console(folder.path(), &["people", "invite", "--role", "admin"]).await;
    let variables = json!({ "secret": secret(&link), "login": "grace", "password": WORD });
    let (grace, _) = ask(&address, USE_LINK, variables).await;
    assert_eq!(grace["data"]["useOneTimeLink"]["me"]["role"], "ADMIN", "{grace:#}");
    let request = reqwest::Client::new().post(format!("{address}/graphql")).bearer_auth(TOKEN);
    let answer = request.json(&json!({ "query": rest, "variables": { "id": id } })).send().await;
    let answer: Value = answer.expect("answered").json().await.expect("JSON");
    assert!(answer["errors"].is_null(), "{answer:#}");
    refused(&["people", "reset", "ada"], "Ada Lovelace is not active.").await;
    server.kill().await.expect("killed");
}

/// What a command of the console prints.
async fn console(folder: &Path, arguments: &[&str]) -> String {
    let told = run(folder, arguments).await;
    assert_eq!(told.code, Some(0), "{}", told.err);
    told.out.trim().to_owned()
}

#[tokio::test]
async fn the_console_lets_people_in_beside_a_running_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = ariadne(folder.path(), &["serve", "--listen", "127.0.0.1:0"]).spawn();
    let server = server.as_mut().expect("starts");
    let address = ready(server).await;
    let at = address.trim_start_matches("http://").to_owned();
    let invite = ["people", "invite", "--role", "editor", "--listen", &at];
    let link = console(folder.path(), &invite).await;
    assert!(link.starts_with(&format!("{address}/welcome#")), "{link}");
    let variables = json!({ "secret": secret(&link), "login": "ada", "password": WORD });
    let (joined, _) = ask(&address, USE_LINK, variables).await;
    assert_eq!(joined["data"]["useOneTimeLink"]["me"]["role"], "EDITOR", "{joined:#}");

    let reset = ["people", "reset", "ADA", "--public-url", "https://catalog.example.org/"];
    let link = console(folder.path(), &reset).await;
    assert!(link.starts_with("https://catalog.example.org/welcome#"), "{link}");
    let variables = json!({ "secret": secret(&link), "password": "another engine" });
    let (reset, _) = ask(&address, USE_LINK, variables).await;
    assert_eq!(reset["data"]["useOneTimeLink"]["me"]["person"]["login"], "ada", "{reset:#}");
    let (old, _) = ask(&address, SIGN_IN, json!({ "login": "ada", "password": WORD })).await;
    assert_eq!(old["errors"][0]["message"], "Name or password is wrong.");
    let (new, _) =
        ask(&address, SIGN_IN, json!({ "login": "ada", "password": "another engine" })).await;
    assert_eq!(new["data"]["signIn"]["me"]["name"], "Ada Lovelace", "{new:#}");
    let stranger = run(folder.path(), &["people", "reset", "eve"]).await;
    assert_eq!(stranger.code, Some(1));
    assert!(stranger.err.contains("Nobody signs in by the name eve."), "{}", stranger.err);
    server.kill().await.expect("killed");
}

#[tokio::test]
async fn a_token_that_can_be_guessed_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = ariadne(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let refused =
        ended(command.env("ARIADNE_ADMIN_TOKEN", "secret").spawn().expect("starts")).await;
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("fewer than 20 characters"), "{}", refused.err);
    assert!(!refused.err.contains("secret.") && !refused.err.contains("\"secret\""));
}
