//! Bodies as the engines write them, for what a registry node cannot say.
//!
//! They were written after the engines' source and documentation, not recorded: what is proved with them is that we
//! read such an answer as documented, not that an engine gives it.

use serde_json::{Value, json};

use super::{Engine, Login, Privilege, Request};

/// `GET /` of an Elasticsearch of this version, such as `9.1.2`.
pub fn elasticsearch(version: &str) -> Value {
    json!({
        "name": "n1",
        "cluster_name": "replayed",
        "cluster_uuid": "replayed000000000000aA",
        "version": {
            "number": version,
            "build_flavor": "default",
            "build_type": "docker",
            "build_hash": "0000000000000000000000000000000000000000",
            "build_date": "2025-08-01T00:00:00.000000000Z",
            "build_snapshot": false,
            "lucene_version": "10.2.2",
            "minimum_wire_compatibility_version": "8.19.0",
            "minimum_index_compatibility_version": "8.0.0"
        },
        "tagline": "You Know, for Search"
    })
}

/// `GET /` of an `OpenSearch` of this version, such as `1.3.20` or `3.1.0`.
pub fn opensearch(version: &str) -> Value {
    json!({
        "name": "n1",
        "cluster_name": "replayed",
        "cluster_uuid": "replayed000000000000oS",
        "version": {
            "distribution": "opensearch",
            "number": version,
            "build_type": "tar",
            "build_hash": "0000000000000000000000000000000000000000",
            "build_date": "2025-06-20T00:00:00.000000000Z",
            "build_snapshot": false,
            "lucene_version": "10.2.1",
            "minimum_wire_compatibility_version": "2.19.0",
            "minimum_index_compatibility_version": "2.0.0"
        },
        "tagline": "The OpenSearch Project: https://opensearch.org/"
    })
}

/// `GET /<index>/_mapping` with these properties.
pub fn mapping(index: &str, properties: &Value) -> Value {
    json!({ index: { "mappings": { "properties": properties } } })
}

/// `GET /<index>`: aliases, mappings and settings.
pub fn index(index: &str, properties: &Value) -> Value {
    json!({
        index: {
            "aliases": {},
            "mappings": { "properties": properties },
            "settings": {
                "index": {
                    "creation_date": "1754000000000",
                    "number_of_shards": "1",
                    "number_of_replicas": "0",
                    "uuid": "replayed000000000000iX",
                    "provided_name": index
                }
            }
        }
    })
}

/// A 401 answer: `OpenSearch` sends plain text, so there is no JSON then.
pub(super) struct Unauthenticated {
    pub(super) body: Option<Value>,
    pub(super) challenges: Vec<&'static str>,
}

/// Why a login was refused.
pub(super) enum Refused {
    /// No credentials, or of an unknown scheme.
    Nothing,
    /// Basic authentication of this user.
    Password(String),
    /// An API key that is not the one.
    ApiKey,
    /// A bearer token that is not the one.
    Bearer,
}

pub(super) fn unauthenticated(
    engine: Engine,
    refused: Refused,
    request: &Request,
) -> Unauthenticated {
    if engine == Engine::OpenSearch {
        return Unauthenticated {
            body: None,
            challenges: vec!["Basic realm=\"OpenSearch Security\""],
        };
    }
    let path = &request.path;
    let reason = match refused {
        Refused::Nothing => format!("missing authentication credentials for REST request [{path}]"),
        Refused::Password(user) => {
            format!("unable to authenticate user [{user}] for REST request [{path}]")
        }
        Refused::ApiKey | Refused::Bearer => format!(
            "unable to authenticate with provided credentials and anonymous access is not allowed for REST request [{path}]"
        ),
    };
    let challenges =
        vec!["Basic realm=\"security\", charset=\"UTF-8\"", "Bearer realm=\"security\"", "ApiKey"];
    let header = json!({ "WWW-Authenticate": challenges });
    let body = json!({
        "error": {
            "root_cause": [{ "type": "security_exception", "reason": reason, "header": header }],
            "type": "security_exception",
            "reason": reason,
            "header": header
        },
        "status": 401
    });
    Unauthenticated { body: Some(body), challenges }
}

pub(super) fn forbidden(engine: Engine, login: Option<&Login>, privilege: &Privilege) -> Value {
    let user = match login {
        Some(Login::Basic { user, .. }) => user.as_str(),
        _ => "reader",
    };
    let Privilege { action, index, granted_by } = privilege;
    let reason = match (engine, index) {
        (Engine::OpenSearch, _) => format!(
            "no permissions for [{action}] and User [name={user}, backend_roles=[], requestedTenant=null]"
        ),
        (Engine::Elasticsearch, index) => {
            let who = match login {
                Some(Login::ApiKey(_)) => {
                    format!("API key id [VuaCfGcBCdbkQm-e5aOx] of user [{user}]")
                }
                _ => format!("user [{user}] with effective roles [reader]"),
            };
            match index {
                Some(index) => format!(
                    "action [{action}] is unauthorized for {who} on indices [{index}], this action is granted by the index privileges [{granted_by}]"
                ),
                None => format!(
                    "action [{action}] is unauthorized for {who}, this action is granted by the cluster privileges [{granted_by}]"
                ),
            }
        }
    };
    failure(403, "security_exception", &reason)
}

pub(super) fn circuit_breaking() -> Value {
    let reason = "[parent] Data too large, data for [<http_request>] would be [1057897264/1008.8mb], which is larger than the limit of [1020054732/972.7mb], real usage: [1057897264/1008.8mb], new bytes reserved: [0/0b]";
    let error = json!({
        "type": "circuit_breaking_exception",
        "reason": reason,
        "bytes_wanted": 1_057_897_264,
        "bytes_limit": 1_020_054_732,
        "durability": "PERMANENT"
    });
    let mut body = json!({ "error": error, "status": 429 });
    body["error"]["root_cause"] = json!([error]);
    body
}

pub(super) fn not_recovered() -> Value {
    failure(
        503,
        "cluster_block_exception",
        "blocked by: [SERVICE_UNAVAILABLE/1/state not recovered / initialized];",
    )
}

pub(super) fn unknown_path(request: &Request) -> Value {
    let index = request.path.trim_start_matches('/');
    let index = index.split(['/', '?']).next().unwrap_or_default();
    failure(404, "index_not_found_exception", &format!("no such index [{index}]"))
}

/// An error in the form that both engines share.
pub fn failure(status: u16, kind: &str, reason: &str) -> Value {
    json!({
        "error": {
            "root_cause": [{ "type": kind, "reason": reason }],
            "type": kind,
            "reason": reason
        },
        "status": status
    })
}

/// Standard base64 with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// The user of Basic credentials, or nothing when they cannot be read.
pub(super) fn basic_user(encoded: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(encoded)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.split_once(':').map(|(user, _)| user.to_owned()))
        .unwrap_or_default()
}
