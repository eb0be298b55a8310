//! Privileges: which one is missing, and the exact role that grants it.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::error::{Code, Failure};

/// The role of an API key that may do all that Ariadne does.
pub(crate) const READER: &str = r#"{"cluster":["monitor"],"indices":[{"names":["*"],"privileges":["view_index_metadata","read"]}]}"#;

/// Whose security speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Elasticsearch.
    Elasticsearch,
    /// `OpenSearch`.
    OpenSearch,
    /// The answer does not show it.
    Either,
}

/// What an answer shows of its engine: the product header, or the words of a refusal.
pub(crate) fn engine(product_header: bool, reason: Option<&str>) -> Engine {
    match reason {
        _ if product_header => Engine::Elasticsearch,
        Some(text) if text.starts_with("no permissions for [") => Engine::OpenSearch,
        Some(text) if text.contains("is unauthorized for") => Engine::Elasticsearch,
        _ => Engine::Either,
    }
}

/// A privilege that a fetch or a test needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Privilege {
    /// Names, mappings, settings and aliases.
    Metadata,
    /// Counts and documents.
    Read,
    /// Facts of the cluster.
    Monitor,
}

impl Privilege {
    /// As Elasticsearch names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Metadata => "view_index_metadata",
            Self::Read => "read",
            Self::Monitor => "monitor",
        }
    }

    /// The requests to grant it on `names`, for one engine or for both.
    pub(crate) fn grant(self, engine: Engine, names: &str) -> String {
        let elastic = format!("PUT /_security/role/ariadne {}", self.elastic_role(names));
        let open = format!("PUT /_plugins/_security/api/roles/ariadne {}", self.open_role(names));
        match engine {
            Engine::Elasticsearch => format!("Give the login a role with this: {elastic}"),
            Engine::OpenSearch => format!("Give the login a role with this: {open}"),
            Engine::Either => {
                format!("Give the login a role with this: {elastic} (on OpenSearch: {open})")
            }
        }
    }

    fn elastic_role(self, names: &str) -> Value {
        match self {
            Self::Monitor => json!({ "cluster": ["monitor"] }),
            // one without the other is of little use, so the role has both
            Self::Metadata | Self::Read => json!({
                "indices": [{ "names": [names], "privileges": ["view_index_metadata", "read"] }]
            }),
        }
    }

    fn open_role(self, names: &str) -> Value {
        match self {
            Self::Monitor => json!({ "cluster_permissions": ["cluster_monitor"] }),
            Self::Metadata | Self::Read => json!({
                "index_permissions": [{
                    "index_patterns": [names],
                    "allowed_actions": [
                        "indices:admin/resolve/index", "indices:admin/mappings/get",
                        "indices:admin/aliases/get", "indices:monitor/settings/get",
                        "indices:admin/data_stream/get", "read"
                    ]
                }]
            }),
        }
    }

    /// The privilege that the refused action belongs to.
    fn of_action(action: &str) -> Self {
        if action.starts_with("cluster:") {
            Self::Monitor
        } else if action.starts_with("indices:data/read/") {
            Self::Read
        } else {
            Self::Metadata
        }
    }
}

/// The text in the first `[…]` after `before`.
fn bracketed<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.split_once(']').map(|(inside, _)| inside)
}

/// The failure of an answer 403: the privilege, who lacks it, and the role that grants it.
pub(crate) fn denied(answer: &Answer) -> Failure {
    let reason = answer.reason().unwrap_or_default();
    let action = bracketed(reason, "action [").or(bracketed(reason, "no permissions for ["));
    let privilege = Privilege::of_action(action.unwrap_or_default());
    let names = bracketed(reason, "on indices [").unwrap_or("*");
    denied_for(answer, privilege, names)
}

/// As [`denied`], for a privilege and names that are known.
pub(crate) fn denied_for(answer: &Answer, privilege: Privilege, names: &str) -> Failure {
    let reason = answer.reason().unwrap_or_default();
    let who =
        bracketed(reason, "for user [").or(bracketed(reason, "User [name=")).unwrap_or_default();
    let who = who.split([',', ']']).next().unwrap_or_default();
    let on = if privilege == Privilege::Monitor {
        "the cluster".to_owned()
    } else {
        format!("`{names}`")
    };
    let detail = match who {
        "" => format!("The cluster knows the login, but does not let it do this on {on}."),
        who => format!("The cluster knows the user {who}, but does not let them do this on {on}."),
    };
    let grant = privilege.grant(answer.engine, names);
    let fill =
        [("privilege", privilege.name()), ("detail", detail.as_str()), ("grant", grant.as_str())];
    Failure::new(Code::PermissionDenied, &fill).with_engine(answer.engine_words())
}
