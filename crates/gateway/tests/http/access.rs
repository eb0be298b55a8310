//! Who gets in over HTTP: cookies, tokens, pages of foreign sites, sockets, exports.

use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{AuditAction, Role};
use ariadne_application::{
    Access, AuditFilter, Credential, Invitation, MadeLink, Origin, PageRequest,
};
use ariadne_gateway::{Gateway, Limits, router};
use ariadne_testkit::fakes::MemoryRepo;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use futures_util::{SinkExt as _, StreamExt as _};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

use crate::support::{
    Answer, BEARER, TOKEN, access_over, body_request, catalog, config, request, send,
};

const PASSWORD: &str = "analytical engine";
const JOIN: &str = "mutation($secret: Secret!, $password: Secret!) {
  useOneTimeLink(secret: $secret, login: \"ada\", name: \"Ada\", password: $password) {
    me { name role csrfToken } } }";
const ME: &str = "{ me { name kind csrfToken person { sessions { isCurrent } } } }";
const CREATE: &str = "mutation { createTable(input: {name: \"t\"}) { table { name } } }";

/// The whole gateway over fakes.
struct World {
    app: Router,
    access: Access,
}

/// What a browser keeps.
#[derive(Clone, Debug, Default)]
struct Jar {
    cookie: String,
    csrf: String,
}

impl World {
    fn new() -> Self {
        Self::at(None)
    }

    /// The same whose users come to this address.
    fn at(public_url: Option<&str>) -> Self {
        let access = access_over(&Arc::new(MemoryRepo::default()));
        let catalog = catalog();
        let schema = ariadne_gateway::schema(catalog.clone(), access.clone(), Limits::default());
        let mut config = config();
        config.sockets.ping = Duration::from_millis(50);
        config.public_url = public_url.map(str::to_owned);
        let app = router(Gateway { catalog, access: access.clone(), schema, config });
        Self { app, access }
    }

    async fn link(&self, role: Role) -> MadeLink {
        let origin = Origin::default();
        let token = Credential::Token(TOKEN.into());
        let caller = self.access.authenticate(&token, &origin).await.expect("preset");
        let admin = self.access.admin(&caller, &origin).expect("an administrator");
        admin.invite(Invitation { role, login: None, name: None }).await.expect("a link")
    }

    async fn ask(&self, query: &str, variables: Value, headers: &[(&str, &str)]) -> Answer {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        let body = json!({ "query": query, "variables": variables }).to_string();
        send(&self.app, body_request(Method::POST, "/graphql", &all, Body::from(body))).await
    }

    /// Asks in a session, as a page of ours does.
    async fn page(&self, jar: &Jar, query: &str) -> Answer {
        let headers = [("cookie", jar.cookie.as_str()), ("ariadne-csrf", jar.csrf.as_str())];
        self.ask(query, json!({}), &headers).await
    }

    /// Joins with this role: what the browser keeps then.
    async fn join(&self, role: Role) -> Jar {
        let secret = self.link(role).await.secret;
        let variables = json!({ "secret": secret.expose_secret(), "password": PASSWORD });
        let answer = self.ask(JOIN, variables, &[]).await;
        assert_eq!(answer.json()["data"]["useOneTimeLink"]["me"]["name"], "Ada", "{}", answer.text);
        let jar = Jar::of(&answer);
        let csrf = &answer.json()["data"]["useOneTimeLink"]["me"]["csrfToken"];
        assert_eq!(*csrf, jar.csrf.as_str(), "a page may take it from either");
        jar
    }

    async fn refusals(&self) -> Vec<String> {
        let origin = Origin::default();
        let token = Credential::Token(TOKEN.into());
        let caller = self.access.authenticate(&token, &origin).await.expect("preset");
        let admin = self.access.admin(&caller, &origin).expect("an administrator");
        let filter = AuditFilter { actions: vec![AuditAction::Refused], ..AuditFilter::default() };
        let page = admin.audit(&filter, &PageRequest::first(50)).await.expect("the log");
        let reason = |value: &ariadne_application::domain::Value| {
            value.get("reason").and_then(|r| r.as_str()).unwrap_or_default().to_owned()
        };
        page.into_items().iter().map(|entry| reason(&entry.details)).collect()
    }
}

impl Jar {
    /// What an answer tells a browser to keep.
    fn of(answer: &Answer) -> Self {
        let set = answer.headers.get_all("set-cookie").iter();
        let set: Vec<_> = set.map(|c| c.to_str().expect("text").to_owned()).collect();
        let pair = |name: &str| {
            let found = set.iter().find(|cookie| cookie.contains(name));
            found.map(|c| c.split(';').next().expect("a pair").to_owned()).unwrap_or_default()
        };
        let csrf = pair("ariadne_csrf");
        let csrf = csrf.split_once('=').map(|(_, value)| value.to_owned()).unwrap_or_default();
        Self { cookie: pair("ariadne_session"), csrf }
    }
}

/// A browser drops a cookie for encrypted connections that comes over another one: it is
/// told where to sign in before its link is used up or its password tried.
#[tokio::test]
async fn a_page_of_plain_http_is_told_where_to_sign_in() {
    let world = World::at(Some("https://catalog.example.org"));
    let secret = world.link(Role::Editor).await.secret;
    let variables = json!({ "secret": secret.expose_secret(), "password": PASSWORD });
    let plain = [("origin", "http://catalog.example.org")];
    let refused = world.ask(JOIN, variables.clone(), &plain).await;
    let sign_in = "mutation { signIn(login: \"ada\", password: \"x\") { me { name } } }";
    for refused in [refused, world.ask(sign_in, json!({}), &plain).await] {
        assert_eq!(refused.code(), "VALIDATION");
        let problem = &refused.json()["errors"][0]["extensions"]["problems"][0];
        assert_eq!((&problem["code"], &problem["path"]), (&json!("NOT_SECURE"), &json!([])));
        let message = refused.message();
        assert!(message.contains("https://catalog.example.org"), "{message}");
        assert!(!refused.headers.contains_key("set-cookie"), "{:?}", refused.headers);
    }
    // The link is as good as before, whatever proxies end TLS: the page says where it is.
    let secure = [("origin", "https://catalog.example.org")];
    let answer = world.ask(JOIN, variables, &secure).await;
    assert_eq!(answer.json()["data"]["useOneTimeLink"]["me"]["name"], "Ada", "{}", answer.text);
    assert!(Jar::of(&answer).cookie.starts_with("__Host-"));
}

/// The way to a provider of identities begins where it ends: at the public address.
#[tokio::test]
async fn a_provider_is_asked_from_the_public_address() {
    let world = World::at(Some("https://catalog.example.org"));
    let get = async |path: &str, host: &str| {
        send(&world.app, request(Method::GET, path, &[("host", host)])).await
    };
    let moved = get("/auth/oidc?next=/tables", "127.0.0.1:8080").await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    let there = "https://catalog.example.org/auth/oidc?moved=true&next=%2Ftables";
    assert_eq!(moved.header("location"), there);
    // Once, and not from there: this catalog has no provider.
    for (path, host) in [
        ("/auth/oidc?moved=true&next=%2Ftables", "127.0.0.1:8080"),
        ("/auth/oidc", "catalog.example.org"),
    ] {
        assert_eq!(get(path, host).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_session_acts_for_its_person() {
    let world = World::new();
    let jar = world.join(Role::Editor).await;
    let me = world.page(&jar, ME).await.json();
    assert_eq!(me["data"]["me"]["name"], "Ada");
    assert_eq!(me["data"]["me"]["person"]["sessions"][0]["isCurrent"], true);
    let made = world.page(&jar, CREATE).await.json();
    assert_eq!(made["data"]["createTable"]["table"]["name"], "t");
    let audit = world.page(&jar, "{ audit { nodes { id } } }").await;
    assert_eq!(audit.code(), "FORBIDDEN");

    let out = world.page(&jar, "mutation { signOut { ended } }").await;
    assert_eq!(out.json()["data"]["signOut"]["ended"], 1);
    let gone = out.headers.get_all("set-cookie").iter().map(|c| c.to_str().expect("text"));
    assert_eq!(gone.filter(|cookie| cookie.contains("Max-Age=0")).count(), 2);
    let after = world.page(&jar, CREATE).await;
    assert_eq!(after.code(), "UNAUTHENTICATED");
    assert!(after.message().contains("The session has ended. Sign in again."));
}

/// Who ends the TLS of a public address of `https` need not be told to be trusted.
#[tokio::test]
async fn cookies_of_a_public_address_of_https_are_secure() {
    let world = World::at(Some("https://catalog.example.org"));
    let jar = world.join(Role::Editor).await;
    assert!(jar.cookie.starts_with("__Host-ariadne_session"), "{}", jar.cookie);
    let out = world.page(&jar, "mutation { signOut { ended } }").await;
    assert_eq!(out.json()["data"]["signOut"]["ended"], 1, "the session is known by it");
    let set = out.headers.get_all("set-cookie").iter().map(|c| c.to_str().expect("text"));
    assert_eq!(set.filter(|cookie| cookie.contains("; Secure")).count(), 2);
    let plain = World::at(Some("http://catalog.example.org")).join(Role::Editor).await;
    assert!(plain.cookie.starts_with("ariadne_session"), "{}", plain.cookie);
}

#[tokio::test]
async fn a_foreign_page_does_nothing_with_a_cookie() {
    let world = World::new();
    let jar = world.join(Role::Editor).await;
    let forged = Jar { csrf: "guessed".to_owned(), ..jar.clone() };
    let without = [("cookie", jar.cookie.as_str())];
    for answer in [
        world.page(&forged, CREATE).await,
        world.ask(CREATE, json!({}), &without).await,
        world.ask(ME, json!({}), &without).await,
    ] {
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert_eq!(answer.code(), "FORBIDDEN");
        assert!(answer.message().contains("Ariadne-Csrf"), "{}", answer.message());
    }
    assert_eq!(world.refusals().await, vec!["no Ariadne-Csrf"; 3]);
    let tables = world.page(&jar, "{ tables { nodes { name } } }").await.json();
    assert_eq!(tables["data"]["tables"]["nodes"], json!([]));
}

#[tokio::test]
async fn a_tampered_cookie_is_nobodys() {
    let world = World::new();
    let jar = world.join(Role::Editor).await;
    let tampered = Jar { cookie: format!("{}x", jar.cookie), ..jar };
    let answer = world.page(&tampered, CREATE).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    assert_eq!(world.refusals().await, ["unknown session"]);
    // With it one can still sign in.
    let secret = world.link(Role::Viewer).await.secret;
    let variables = json!({ "secret": secret.expose_secret(), "password": PASSWORD });
    let join = JOIN.replace("\"ada\"", "\"bob\"");
    let headers = [("cookie", tampered.cookie.as_str())];
    let answer = world.ask(&join, variables, &headers).await;
    assert!(answer.json().get("errors").is_none(), "{}", answer.text);
}

#[tokio::test]
async fn tokens_are_bearers_and_need_no_csrf() {
    let world = World::new();
    let made = world.ask(CREATE, json!({}), &[("authorization", BEARER)]).await.json();
    assert_eq!(made["data"]["createTable"]["table"]["name"], "t");
    for wrong in ["Bearer made-up", "Basic YTpi", "Bearer"] {
        let answer = world.ask(ME, json!({}), &[("authorization", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        assert_eq!(answer.code(), "UNAUTHENTICATED");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
    let nobody = world.ask(ME, json!({}), &[]).await.json();
    assert_eq!(nobody["data"]["me"], Value::Null);
    let nobody = world.ask(CREATE, json!({}), &[]).await;
    assert_eq!(nobody.code(), "UNAUTHENTICATED");
    assert!(nobody.message().contains("Authorization: Bearer"), "{}", nobody.message());
}

#[tokio::test]
async fn a_link_works_once_and_its_address_is_this_servers() {
    let world = World::new();
    let invite = "mutation { invitePerson(input: {role: VIEWER}) { url link { purpose } } }";
    let made = world.ask(invite, json!({}), &[("authorization", BEARER)]).await.json();
    let url = made["data"]["invitePerson"]["url"].as_str().expect("a link").to_owned();
    let secret = url.strip_prefix("http://127.0.0.1:8080/welcome#").expect("of this server");
    let look = "query($secret: Secret!) { oneTimeLink(secret: $secret) { purpose role } }";
    let variables = json!({ "secret": secret, "password": PASSWORD });
    let known = world.ask(look, json!({ "secret": secret }), &[]).await.json();
    assert_eq!(known["data"]["oneTimeLink"], json!({ "purpose": "INVITE", "role": "VIEWER" }));
    let first = world.ask(JOIN, variables.clone(), &[]).await;
    assert!(first.json().get("errors").is_none(), "{}", first.text);
    for again in [
        world.ask(JOIN, variables, &[]).await,
        world.ask(look, json!({ "secret": secret }), &[]).await,
    ] {
        assert_eq!(again.code(), "UNAUTHENTICATED");
        assert_eq!(again.headers.get("set-cookie"), None);
    }
}

#[tokio::test]
async fn graphiql_is_for_whoever_is_signed_in() {
    let world = World::new();
    let nobody = send(&world.app, request(Method::GET, "/graphiql/", &[])).await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
    assert_eq!(nobody.header("location"), "/sign-in?next=%2Fgraphiql%2F");
    let jar = world.join(Role::Viewer).await;
    let page = request(Method::GET, "/graphiql/", &[("cookie", jar.cookie.as_str())]);
    assert_ne!(send(&world.app, page).await.status, StatusCode::SEE_OTHER);
    for path in ["/sign-in", "/welcome"] {
        let page = send(&world.app, request(Method::GET, path, &[])).await;
        let policy = page.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).expect("a nonce").split('\'').next();
        let nonce = nonce.expect("its end");
        assert!(page.text.contains(&format!("nonce=\"{nonce}\"")), "{}", page.text);
        assert_eq!(page.text.matches("<script").count(), 1);
        assert_eq!(page.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn the_audit_log_is_exported_for_administrators() {
    let world = World::new();
    let get = async |headers: &[(&str, &str)], path: &str| {
        send(&world.app, request(Method::GET, path, headers)).await
    };
    let path = "/export/audit.csv?actions=LINK_MADE,SIGN_IN";
    assert_eq!(get(&[], path).await.status, StatusCode::UNAUTHORIZED);
    let jar = world.join(Role::Editor).await;
    let session = [("cookie", jar.cookie.as_str())];
    assert_eq!(get(&session, path).await.status, StatusCode::FORBIDDEN);
    let wrong = get(&[("authorization", BEARER)], "/export/audit.csv?actions=NONE").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.message().contains("An action is one of TEST, FETCH"), "{}", wrong.message());
    let file = get(&[("authorization", BEARER)], path).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<_> = file.text.lines().collect();
    assert!(lines[0].starts_with("\"at\",\"actor\",\"actorKind\""), "{}", lines[0]);
    assert_eq!(lines.len(), 3, "{}", file.text);
    assert!(lines[1].contains("\"Ada\",\"PERSON\"") && lines[1].contains("\"SIGN_IN\",\"OK\""));
    let exported = get(&[("authorization", BEARER)], "/export/audit.csv?actions=AUDIT_EXPORTED");
    assert_eq!(exported.await.text.lines().count(), 3, "each export is noted, this one too");
}

/// A socket of the running app.
async fn socket(
    world: &World,
    headers: &[(&'static str, String)],
) -> tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let addr = listener.local_addr().expect("bound");
    let app = world.app.clone();
    tokio::spawn(async move { axum::serve(listener, app).await });
    let mut request = format!("ws://{addr}/graphql").into_client_request().expect("a request");
    request
        .headers_mut()
        .insert("sec-websocket-protocol", "graphql-transport-ws".parse().expect("a header"));
    for (name, value) in headers {
        // The cookie's name holds the port.
        let value = value.replace("_8080=", &format!("_{}=", addr.port()));
        request.headers_mut().insert(*name, value.parse().expect("a header"));
    }
    connect_async(request).await.expect("admitted").0
}

/// Says something and hears until a message fits; the code of a close otherwise.
async fn hear(
    socket: &mut (
             impl futures_util::Stream<Item = Result<Message, tokio_tungstenite::tungstenite::Error>>
             + Unpin
         ),
    wanted: &str,
) -> Result<Value, u16> {
    let listening = async {
        loop {
            match socket.next().await.expect("open").expect("a message") {
                Message::Text(text) if text.contains(wanted) => {
                    return Ok(serde_json::from_str(&text).expect("JSON"));
                }
                Message::Close(frame) => return Err(frame.map_or(0, |f| u16::from(f.code))),
                _ => {}
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(30), listening).await.expect("in time")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_speaks_for_its_session_and_ends_with_it() {
    let world = World::new();
    let jar = world.join(Role::Editor).await;
    let mut open = socket(&world, &[("cookie", jar.cookie.clone())]).await;
    open.send(Message::text(r#"{"type":"connection_init"}"#)).await.expect("open");
    hear(&mut open, "connection_ack").await.expect("known");
    let ask = json!({ "type": "subscribe", "id": "a", "payload": { "query": "{ me { name } }" } });
    open.send(Message::text(ask.to_string())).await.expect("open");
    let told = hear(&mut open, "\"next\"").await.expect("an answer");
    assert_eq!(told["payload"]["data"]["me"]["name"], "Ada");
    let sign_in = json!({ "type": "subscribe", "id": "b", "payload": { "query": "mutation { signIn(login: \"ada\", password: \"x\") { me { name } } }" } });
    open.send(Message::text(sign_in.to_string())).await.expect("open");
    let told = hear(&mut open, "\"id\":\"b\"").await.expect("an answer");
    assert_eq!(told["payload"]["errors"][0]["extensions"]["code"], "VALIDATION", "{told:#}");
    world.page(&jar, "mutation { signOut { ended } }").await;
    assert_eq!(hear(&mut open, "nothing").await, Err(4401));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_takes_a_token_in_its_introduction_and_nobody_else() {
    let world = World::new();
    let mut open = socket(&world, &[]).await;
    let init = json!({ "type": "connection_init", "payload": { "authorization": BEARER } });
    open.send(Message::text(init.to_string())).await.expect("open");
    hear(&mut open, "connection_ack").await.expect("known");
    for payload in
        [json!({}), json!({ "authorization": "Bearer made-up" }), json!({ "authorization": 7 })]
    {
        let mut turned_away = socket(&world, &[]).await;
        let init = json!({ "type": "connection_init", "payload": payload });
        turned_away.send(Message::text(init.to_string())).await.expect("open");
        assert_eq!(hear(&mut turned_away, "connection_ack").await, Err(4401));
    }
}
