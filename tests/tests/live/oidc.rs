//! Signing in at a real provider of `OpenID` Connect.

use std::sync::Arc;
use std::time::SystemTime;

use ariadne_auth_oidc::{OidcProvider, Settings};
use ariadne_domain::Timestamp;
use ariadne_ports::{Begun, Error, ErrorKind, ExternalPerson, IdentityProvider, Result, Returned};
use ariadne_testkit::FixedClock;
use ariadne_tests::ariadne::Ariadne;
use ariadne_tests::services::owned::oidc;
use ariadne_tests::services::{Misbehaviour, Oidc};
use ariadne_tests::sessions;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

const SECOND: i64 = 1_000_000;

/// The provider's own clock is the machine's.
#[expect(clippy::disallowed_methods, reason = "a real provider's tokens are of real time")]
fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Timestamp(i64::try_from(since.as_micros()).unwrap())
}

fn settings(issuer: &str) -> Settings {
    let client_secret = Some(SecretString::from(Oidc::SECRET));
    Settings { client_secret, title: "Tests".to_owned(), ..Settings::new(issuer, "ariadne") }
}

fn ours(settings: Settings) -> (OidcProvider, Arc<FixedClock>) {
    let clock = Arc::new(FixedClock::at(now()));
    let clock_of_it = Arc::clone(&clock);
    (OidcProvider::new(settings, clock_of_it).unwrap(), clock)
}

async fn provider(how: Misbehaviour) -> Oidc {
    oidc(0, how).await.unwrap_or_else(|reason| panic!("{reason}"))
}

fn saying(claims: &Value) -> Misbehaviour {
    let claims = claims.as_object().cloned().unwrap();
    Misbehaviour { claims, ..Misbehaviour::default() }
}

/// Begins, and goes to the provider and back.
async fn returned(ours: &OidcProvider, theirs: &Oidc, login: &str) -> Returned {
    let Begun { url, kept } = ours.begin(Oidc::REDIRECT).await.unwrap();
    let back = theirs.sign_in(&url, login).await;
    Returned {
        code: SecretString::from(back.code),
        state: SecretString::from(back.state),
        kept,
        redirect: Oidc::REDIRECT.to_owned(),
    }
}

async fn signed_in(ours: &OidcProvider, theirs: &Oidc, login: &str) -> Result<ExternalPerson> {
    let returned = returned(ours, theirs, login).await;
    ours.finish(&returned).await
}

/// The refusal, which says what to do and holds nothing that opens a door.
#[track_caller]
fn refused(answer: Result<ExternalPerson>, kind: ErrorKind, says: &str) -> Error {
    let error = answer.unwrap_err();
    assert_eq!(error.kind(), kind, "{error:?}");
    assert!(error.to_string().contains(says), "{error}");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(Oidc::SECRET) && !shown.contains("eyJ"), "{shown}");
    error
}

#[tokio::test]
async fn a_person_signs_in_whichever_way_his_address_comes() {
    for in_id_token in [false, true] {
        let theirs = provider(Misbehaviour { in_id_token, ..Misbehaviour::default() }).await;
        let (ours, _) = ours(settings(&theirs.issuer));
        assert_eq!(ours.title(), "Tests");
        let person = signed_in(&ours, &theirs, "ada").await.unwrap();
        assert_eq!(person.identity.issuer, theirs.issuer);
        assert_eq!(person.identity.subject, "ada");
        assert_eq!(person.verified_email.as_deref(), Some("ada@example.org"));
        assert_eq!(person.name.as_deref(), Some("ada of the tests"));
        // what the provider did not verify is not said
        let person = signed_in(&ours, &theirs, "newcomer").await.unwrap();
        assert_eq!((person.identity.subject.as_str(), person.verified_email), ("newcomer", None));
    }
}

#[tokio::test]
async fn a_client_needs_no_secret_and_a_wrong_one_is_told() {
    let theirs = provider(Misbehaviour::default()).await;
    let public = Settings::new(&theirs.issuer, "public");
    let (without, _) = ours(public);
    assert!(signed_in(&without, &theirs, "ada").await.is_ok());
    let wrong = Some(SecretString::from("not the secret"));
    let (wrong, _) = ours(Settings { client_secret: wrong, ..settings(&theirs.issuer) });
    let answer = signed_in(&wrong, &theirs, "ada").await;
    refused(answer, ErrorKind::Internal, "client secret");
}

#[tokio::test]
async fn an_answer_of_another_sign_in_is_refused() {
    let theirs = provider(Misbehaviour::default()).await;
    let (ours, _) = ours(settings(&theirs.issuer));
    let good = returned(&ours, &theirs, "ada").await;
    for state in ["", "guessed"] {
        let forged = Returned { state: SecretString::from(state), ..good.clone() };
        refused(ours.finish(&forged).await, ErrorKind::Unauthenticated, "did not begin");
    }
    let nothing_kept = Returned { kept: SecretString::from("{}"), ..good.clone() };
    refused(ours.finish(&nothing_kept).await, ErrorKind::Unauthenticated, "did not begin");
    // none of it reached the provider: the code is still good, and only once
    ours.finish(&good).await.unwrap();
    refused(ours.finish(&good).await, ErrorKind::Unauthenticated, "used already");
}

/// What was kept, with one part changed.
fn tampered(good: &Returned, part: &str) -> Returned {
    let mut kept: Value = serde_json::from_str(good.kept.expose_secret()).unwrap();
    assert!(kept[part].is_string());
    kept[part] = json!("x".repeat(43));
    Returned { kept: SecretString::from(kept.to_string()), ..good.clone() }
}

#[tokio::test]
async fn what_the_browser_kept_cannot_be_changed() {
    let theirs = provider(Misbehaviour::default()).await;
    let (ours, _) = ours(settings(&theirs.issuer));
    let good = returned(&ours, &theirs, "ada").await;
    let nonce = ours.finish(&tampered(&good, "nonce")).await;
    refused(nonce, ErrorKind::Unauthenticated, "of another sign-in");
    let good = returned(&ours, &theirs, "ada").await;
    let verifier = ours.finish(&tampered(&good, "verifier")).await;
    refused(verifier, ErrorKind::Unauthenticated, "used already");
}

#[tokio::test]
async fn an_expired_token_is_refused_after_a_minute_of_leeway() {
    let theirs = provider(Misbehaviour::default()).await;
    let (ours, clock) = ours(settings(&theirs.issuer));
    let begun = now();
    let good = returned(&ours, &theirs, "ada").await;
    // the provider's tokens last for an hour
    clock.set(begun.plus_micros((3_600 + 30) * SECOND));
    ours.finish(&good).await.unwrap();
    let late = returned(&ours, &theirs, "ada").await;
    clock.set(now().plus_micros((3_600 + 90) * SECOND));
    refused(ours.finish(&late).await, ErrorKind::Unauthenticated, "expired");
}

#[tokio::test]
async fn tokens_that_are_not_for_us_are_refused() {
    for (claims, says) in [
        (json!({"aud": "other"}), "another client"),
        (json!({"aud": ["ariadne", "other"]}), "another client"),
        (json!({"azp": "other"}), "another client"),
        (json!({"iss": "https://login.example.org"}), "not by Tests"),
        (json!({"nonce": "another"}), "another sign-in"),
        (json!({"exp": 1_000_000_000}), "expired"),
    ] {
        let theirs = provider(saying(&claims)).await;
        let (ours, _) = ours(settings(&theirs.issuer));
        let answer = signed_in(&ours, &theirs, "ada").await;
        refused(answer, ErrorKind::Unauthenticated, says);
    }
    let fine = provider(saying(&json!({"azp": "ariadne"}))).await;
    let (ours, _) = ours(settings(&fine.issuer));
    signed_in(&ours, &fine, "ada").await.unwrap();
}

#[tokio::test]
async fn tokens_that_the_provider_did_not_sign_are_refused() {
    for algorithm in ["none", "HS256"] {
        let how = Misbehaviour { algorithm: Some(algorithm), ..Misbehaviour::default() };
        let theirs = provider(how).await;
        let (ours, _) = ours(settings(&theirs.issuer));
        let answer = signed_in(&ours, &theirs, "ada").await;
        refused(answer, ErrorKind::Unauthenticated, "not signed by Tests");
    }
}

#[tokio::test]
async fn userinfo_of_somebody_else_is_refused() {
    let theirs = provider(saying(&json!({"sub": "eve"}))).await;
    let (ours, _) = ours(settings(&theirs.issuer));
    let answer = signed_in(&ours, &theirs, "ada").await;
    refused(answer, ErrorKind::Unauthenticated, "somebody else");
}

#[tokio::test]
async fn a_provider_may_come_later_than_the_catalog() {
    let port = {
        let gone = provider(Misbehaviour::default()).await;
        gone.port()
    };
    let (ours, _) = ours(settings(&format!("http://127.0.0.1:{port}")));
    let error = ours.begin(Oidc::REDIRECT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable);
    assert!(error.is_temporary() && error.to_string().contains("no connection"), "{error}");
    let theirs = oidc(port, Misbehaviour::default()).await.unwrap();
    signed_in(&ours, &theirs, "ada").await.unwrap();
}

#[tokio::test]
async fn a_new_key_is_fetched_when_it_is_met() {
    let first = provider(Misbehaviour::default()).await;
    let port = first.port();
    let (ours, _) = ours(settings(&first.issuer));
    signed_in(&ours, &first, "ada").await.unwrap();
    drop(first);
    // the same provider with another key; what it said of itself is still believed
    let second = oidc(port, Misbehaviour::default()).await.unwrap();
    signed_in(&ours, &second, "ada").await.unwrap();
}

/// The whole way, as a browser goes it: to the provider, back, and into the catalog.
#[tokio::test(flavor = "multi_thread")]
async fn a_browser_comes_in_by_the_provider() {
    let theirs = provider(Misbehaviour::default()).await;
    let ariadne = Ariadne::start_with(|config| {
        config.access.oidc = Some(settings(&theirs.issuer));
        // what the provider knows as the way back
        config.access.public_url = Some("http://127.0.0.1:8080".to_owned());
    })
    .await;
    let url = ariadne.api.url.clone();
    let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let browser = browser.build().unwrap();
    let go = async || {
        let there = browser.get(format!("{url}/auth/oidc?next=/graphiql/")).send().await.unwrap();
        assert_eq!(there.status(), 303);
        let kept = there.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap();
        let back = theirs.sign_in(there.headers()["location"].to_str().unwrap(), "bob").await;
        let query = [("code", back.code), ("state", back.state)];
        (kept.to_owned(), query)
    };
    let come = async |kept: &str, query: &[(&str, String); 2]| {
        let back = browser.get(format!("{url}/auth/oidc/callback")).query(query);
        back.header("cookie", kept).send().await.unwrap()
    };

    let options = ariadne.api.run("{ signInOptions { provider } }", json!({})).await;
    assert_eq!(options["signInOptions"]["provider"], "Tests");
    let (kept, query) = go().await;
    let stranger = come(&kept, &query).await;
    assert_eq!(stranger.status(), 401);
    assert_eq!(sessions::session_of(stranger.headers()), None);
    let page = stranger.text().await.unwrap();
    assert!(page.contains("bob@example.org is not known to this catalog"), "{page}");

    let invite =
        "mutation { invitePerson(input: {role: EDITOR, login: \"bob@example.org\"}) { url } }";
    ariadne.api.run(invite, json!({})).await;

    let (kept, query) = go().await;
    let other_browser = come("ariadne_begun=x", &query).await;
    assert_eq!(other_browser.status(), 400, "it began no sign-in");
    let home = come(&kept, &query).await;
    assert_eq!(
        (home.status().as_u16(), &home.headers()["location"]),
        (303, &"/graphiql/".parse().unwrap())
    );
    let session = sessions::session_of(home.headers()).unwrap();
    let ask = browser.post(format!("{url}/graphql")).headers(sessions::headers_of(&url, &session));
    let ask = ask.json(&json!({ "query": "{ me { name role person { issuer hasPassword } } }" }));
    let answer: Value = ask.send().await.unwrap().json().await.unwrap();
    let expected = json!({ "name": "bob of the tests", "role": "EDITOR",
        "person": { "issuer": theirs.issuer, "hasPassword": false } });
    assert_eq!(answer["data"]["me"], expected, "{answer:#}");
    let replayed = come(&kept, &query).await;
    assert_eq!(replayed.status(), 401);
    ariadne.stop().await;
}
