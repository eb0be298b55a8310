use serde_json::json;
use url::Url;

use super::*;
use crate::answer::{Raw, judge};
use crate::client::About;
use crate::config::{Auth, Config};

fn config(auth: Auth) -> Config {
    Config {
        urls: vec![Url::parse("https://es1.example:9200").unwrap()],
        auth,
        username: Some("reader".to_owned()),
        secret: None,
        ca_certificate: None,
        verify: true,
    }
}

fn about(config: &Config) -> About<'_> {
    About::new(config, &config.urls[0], std::time::Duration::from_secs(4))
}

/// What a driver's chain of errors says, whether the URL was https, and its row.
const DRIVER: &[(&str, bool, Code)] = &[
    (
        "error sending request: client error (Connect): dns error: failed to lookup address information: Name or service not known",
        true,
        Code::DnsNotFound,
    ),
    (
        "client error (Connect): tcp connect error: Connection refused (os error 111)",
        false,
        Code::Refused,
    ),
    ("tcp connect error: No route to host (os error 113)", false, Code::Unreachable),
    ("tcp connect error: Network is unreachable (os error 101)", false, Code::Unreachable),
    ("error sending request: operation timed out", true, Code::NoAnswer),
    (
        "error decoding response body: connection closed before message completed",
        true,
        Code::ConnectionCut,
    ),
    (
        "error decoding response body: end of file before message length reached",
        false,
        Code::ConnectionCut,
    ),
    ("invalid peer certificate: UnknownIssuer", true, Code::TlsUnknownIssuer),
    (
        "invalid peer certificate: certificate expired: verified at 1 (UNIX), expired at 0",
        true,
        Code::TlsExpired,
    ),
    ("invalid peer certificate: certificate not valid yet: verified at 0", true, Code::TlsExpired),
    (
        "invalid peer certificate: certificate not valid for name \"es1.example\"",
        true,
        Code::TlsWrongHost,
    ),
    ("received corrupt message of type InvalidContentType", true, Code::TlsNotSpoken),
    ("received fatal alert: HandshakeFailure", true, Code::TlsFailed),
    ("invalid peer certificate: BadEncoding", true, Code::TlsFailed),
    ("client error (Connect): tls handshake eof", true, Code::TlsFailed),
    (
        "client error (SendRequest): connection closed before message completed",
        false,
        Code::TlsOrNotHttp,
    ),
    ("client error (SendRequest): invalid HTTP version parsed", false, Code::NotHttp),
];

/// Status, media type, body, login, and its row.
#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
fn answers() -> Vec<(u16, &'static str, String, Auth, Code)> {
    const JSON: &str = "application/json; charset=UTF-8";
    let error = |status: u16, kind: &str, reason: &str| {
        json!({ "error": { "type": kind, "reason": reason }, "status": status }).to_string()
    };
    let security = |status, reason| error(status, "security_exception", reason);
    vec![
        (
            200,
            "text/html",
            "<html><title>Sign in</title></html>".to_owned(),
            Auth::None,
            Code::NotElasticsearch,
        ),
        (200, "", "hello".to_owned(), Auth::None, Code::NotElasticsearch),
        (200, JSON, "[1]".to_owned(), Auth::None, Code::NotElasticsearch),
        (200, JSON, "{\"half\":".to_owned(), Auth::None, Code::AnswerNotJson),
        (502, "text/html", "<html>Bad gateway</html>".to_owned(), Auth::None, Code::GatewayError),
        (503, "text/plain", "no healthy upstream".to_owned(), Auth::None, Code::GatewayError),
        (504, "", String::new(), Auth::None, Code::GatewayError),
        (403, "text/html", "<html>Forbidden</html>".to_owned(), Auth::None, Code::GatewayForbids),
        (
            403,
            JSON,
            json!({ "Message": "User: anonymous is not authorized" }).to_string(),
            Auth::None,
            Code::GatewayForbids,
        ),
        (
            401,
            JSON,
            security(401, "missing authentication credentials for REST request [/]"),
            Auth::None,
            Code::LoginRequired,
        ),
        (
            401,
            JSON,
            security(401, "unable to authenticate user [reader]"),
            Auth::Basic,
            Code::PasswordRefused,
        ),
        (401, "text/plain", "Unauthorized".to_owned(), Auth::Basic, Code::PasswordRefused),
        (
            401,
            JSON,
            security(401, "unable to authenticate with provided credentials"),
            Auth::ApiKey,
            Code::ApiKeyRefused,
        ),
        (
            401,
            JSON,
            security(401, "unable to authenticate with provided credentials"),
            Auth::Bearer,
            Code::TokenRefused,
        ),
        (401, JSON, security(401, "api key is expired"), Auth::ApiKey, Code::LoginExpired),
        (401, JSON, security(401, "token expired"), Auth::Bearer, Code::LoginExpired),
        (
            403,
            JSON,
            security(
                403,
                "action [indices:admin/mappings/get] is unauthorized for user [reader] with effective roles [r] on indices [orders], this action is granted by the index privileges [view_index_metadata,manage,all]",
            ),
            Auth::Basic,
            Code::PermissionDenied,
        ),
        (
            403,
            JSON,
            security(
                403,
                "no permissions for [indices:data/read/search] and User [name=reader, backend_roles=[], requestedTenant=null]",
            ),
            Auth::Basic,
            Code::PermissionDenied,
        ),
        (
            403,
            JSON,
            security(403, "current license is non-compliant for [security]"),
            Auth::Basic,
            Code::LicenseExpired,
        ),
        (
            503,
            JSON,
            error(
                503,
                "cluster_block_exception",
                "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered]",
            ),
            Auth::None,
            Code::ClusterStarting,
        ),
        (
            503,
            JSON,
            error(503, "master_not_discovered_exception", "none"),
            Auth::None,
            Code::ClusterStarting,
        ),
        (429, "text/plain", "slow down".to_owned(), Auth::None, Code::TooManyRequests),
        (
            429,
            JSON,
            error(429, "es_rejected_execution_exception", "queue is full"),
            Auth::None,
            Code::TooManyRequests,
        ),
        (
            429,
            JSON,
            error(429, "circuit_breaking_exception", "[parent] Data too large"),
            Auth::None,
            Code::CircuitBreaker,
        ),
        (500, JSON, error(500, "null_pointer_exception", "oops"), Auth::None, Code::EngineError),
        (400, JSON, error(400, "illegal_argument_exception", "bad"), Auth::None, Code::EngineError),
    ]
}

fn of_answer(status: u16, media_type: &str, body: &str, auth: Auth) -> Failure {
    let config = config(auth);
    let raw =
        Raw { status, media_type: media_type.to_owned(), elastic: false, body: body.as_bytes() };
    match judge(&raw, "/orders/_mapping", &about(&config), &config) {
        Err(failure) => failure,
        Ok(answer) => answer.failure(),
    }
}

/// Rows whose cause is not in an answer or in an error; live and local tests provoke them.
const BY_HAND: &[Code] =
    &[Code::StalledAnswer, Code::Redirected, Code::AnswerTooLarge, Code::VersionTooOld];

#[test]
fn every_cause_finds_its_row() {
    let mut hit: Vec<Code> = BY_HAND.to_vec();
    for (chain, tls, code) in DRIVER {
        assert_eq!(classify(chain, *tls), *code, "{chain}");
        hit.push(*code);
    }
    for (status, media_type, body, auth, code) in answers() {
        assert_eq!(of_answer(status, media_type, &body, auth).code, code, "{status} {body}");
        hit.push(code);
    }
    for row in TABLE {
        assert!(hit.contains(&row.code), "{} has no cause here", row.id);
    }
}

#[test]
fn every_row_is_one_of_its_own_with_all_its_texts() {
    for (at, row) in TABLE.iter().enumerate() {
        assert!(
            TABLE[..at].iter().all(|other| other.id != row.id && other.code != row.code),
            "{}",
            row.id
        );
        assert!(row.title.ends_with('.'), "{}", row.id);
        assert!(!row.cause.is_empty() && !row.remedy.is_empty(), "{}", row.id);
    }
}

#[test]
fn no_placeholder_is_left_in_a_text() {
    let config = config(Auth::Basic);
    let fill = [
        ("detail", "D"),
        ("privilege", "P"),
        ("grant", "G"),
        ("status", "500"),
        ("request", "GET /"),
    ];
    let names = [
        "host",
        "port",
        "url",
        "seconds",
        "user",
        "role",
        "detail",
        "privilege",
        "grant",
        "status",
        "request",
    ];
    for row in TABLE {
        let problem = about(&config).failure_with(row.code, &fill).problem;
        for text in [Some(problem.title), problem.cause, problem.remedy].into_iter().flatten() {
            for name in names {
                assert!(!text.contains(&format!("{{{name}}}")), "{}: {text}", row.id);
            }
        }
    }
}

#[test]
fn a_refusal_names_privilege_user_and_role() {
    let (status, media_type, body, auth, _) = answers().swap_remove(16);
    let problem = of_answer(status, media_type, &body, auth).problem;
    assert_eq!(problem.title, "The login lacks the privilege view_index_metadata.");
    assert_eq!(
        problem.cause.unwrap(),
        "The cluster knows the user reader, but does not let them do this on `orders`."
    );
    assert_eq!(
        problem.remedy.unwrap(),
        "Give the login a role with this: PUT /_security/role/ariadne {\"indices\":[{\"names\":[\"orders\"],\"privileges\":[\"view_index_metadata\",\"read\"]}]}"
    );
    assert_eq!(problem.engine_code.unwrap(), "security_exception");
    let (status, media_type, body, auth, _) = answers().swap_remove(17);
    let problem = of_answer(status, media_type, &body, auth).problem;
    assert_eq!(problem.title, "The login lacks the privilege read.");
    let remedy = problem.remedy.unwrap();
    assert!(remedy.contains("PUT /_plugins/_security/api/roles/ariadne"), "{remedy}");
    assert!(!remedy.contains("/_security/role/"), "{remedy}");
}

#[test]
fn a_key_to_copy_is_valid_json() {
    let problem = about(&config(Auth::ApiKey)).failure(Code::ApiKeyRefused).problem;
    let remedy = problem.remedy.unwrap();
    let body = &remedy[remedy.find('{').unwrap()..=remedy.rfind('}').unwrap()];
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(
        body["role_descriptors"]["ariadne"]["indices"][0]["privileges"],
        json!(["view_index_metadata", "read"])
    );
}

#[test]
fn what_the_engine_says_of_the_secret_is_not_passed_on() {
    let mut config = config(Auth::Bearer);
    config.secret = Some("canary-4711".to_owned().into());
    let body =
        json!({ "error": { "type": "x", "reason": "token canary-4711 is wrong" }, "status": 401 })
            .to_string();
    let raw = Raw {
        status: 401,
        media_type: "application/json".to_owned(),
        elastic: true,
        body: body.as_bytes(),
    };
    let failure = judge(&raw, "/", &about(&config), &config).unwrap_err();
    assert_eq!(failure.problem.engine_message.as_deref(), Some("token … is wrong"));
}

#[test]
fn a_fault_of_the_engine_may_be_gone_next_time() {
    let (temporary, lasting) = (
        of_answer(500, "application/json", "{}", Auth::None),
        of_answer(400, "application/json", "{}", Auth::None),
    );
    assert!(temporary.kind.is_temporary());
    assert!(!lasting.kind.is_temporary());
}
