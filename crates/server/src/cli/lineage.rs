//! Asking a running server about its lineage graph.

use std::net::SocketAddr;

use ariadne_ports::{Error, ErrorKind, Result};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::arguments::Server;
use super::output::tell;
use super::own_server;
use crate::Finding;

const SAID: &str = "inSync seq appliedSeq recordEdges graphEdges differences \
    examples { edgeId record graph }";

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// Compare the graph with the record.
    Verify,
    /// Load the graph anew, then compare.
    Rebuild,
}

/// Asks the server and prints what it says. Fails when graph and record
/// differ.
pub(super) async fn ask(
    server: &Server,
    token: Option<SecretString>,
    request: Request,
) -> Result<()> {
    let (query, field) = match request {
        Request::Verify => (format!("{{ lineageHealth {{ {SAID} }} }}"), "lineageHealth"),
        Request::Rebuild => {
            (format!("mutation {{ rebuildLineage {{ {SAID} }} }}"), "rebuildLineage")
        }
    };
    let answer = send(server, token, &query).await?;
    if let Some(error) = answer["errors"].get(0) {
        let message = error["message"].as_str().unwrap_or("The server gave no reason.");
        if error["extensions"]["code"] == ErrorKind::Unauthenticated.code() {
            let message = format!("{message} This command takes the token from ARIADNE_TOKEN.");
            return Err(Error::new(ErrorKind::Unauthenticated, "server.lineage", message));
        }
        return Err(Error::new(ErrorKind::Unavailable, "server.lineage", message));
    }
    let health = &answer["data"][field];
    if !health.is_object() {
        return Err(stranger(server.listen));
    }
    tell(&described(health));
    if health["inSync"] == true {
        return Ok(());
    }
    let message = match request {
        Request::Verify => {
            "The lineage graph does not show what the record says. `ariadne lineage rebuild` loads it anew."
        }
        Request::Rebuild => "The lineage graph was loaded anew and still differs from the record.",
    };
    Err(Error::new(ErrorKind::Internal, "server.lineage", message))
}

/// The catalog that the server serves; `None` when none answers there, or not to this token.
pub(super) async fn served(server: &Server, token: Option<SecretString>) -> Option<String> {
    let answer = send(server, token, "{ server { catalog } }").await.ok()?;
    answer["data"]["server"]["catalog"].as_str().map(str::to_owned)
}

/// What the server finds when it compares its graph with the record.
pub(super) async fn finding(server: &Server, token: Option<SecretString>) -> Result<Finding> {
    let mut finding = Finding::of("graph");
    let answer = send(server, token, &format!("{{ lineageHealth {{ {SAID} }} }}")).await?;
    let health = &answer["data"]["lineageHealth"];
    if let Some(error) = answer["errors"].get(0) {
        finding.add(|| error["message"].as_str().unwrap_or("the server gave no reason").to_owned());
    } else if health["inSync"] != true {
        let lines = described(health).replace('\n', " ");
        finding.add(|| lines);
        finding.wrong = health["differences"].as_u64().unwrap_or(1).max(1);
    }
    Ok(finding)
}

async fn send(server: &Server, token: Option<SecretString>, query: &str) -> Result<Value> {
    let listen = server.listen;
    let (client, scheme) = own_server::client(server.tls_certificate.as_deref())?;
    let unreachable = |error: reqwest::Error| {
        let message = format!(
            "No Ariadne server answers at {scheme}://{listen}. Start it, or give its address with --listen; a server with TLS is known by its --tls-certificate."
        );
        Error::new(ErrorKind::Unavailable, "server.lineage", message).with_source(error)
    };
    let request = client.post(format!("{scheme}://{listen}/graphql"));
    let mut request = request.json(&serde_json::json!({ "query": query }));
    if let Some(token) = token {
        request = request.bearer_auth(token.expose_secret());
    }
    let answer = request.send().await.map_err(unreachable)?;
    answer.json().await.map_err(|error| stranger(listen).with_source(error))
}

fn stranger(listen: SocketAddr) -> Error {
    let message = format!(
        "What answers at {listen} is not Ariadne. Give the address of the server with --listen."
    );
    Error::new(ErrorKind::Unavailable, "server.lineage", message)
}

/// What the server said, for a person.
fn described(health: &Value) -> String {
    let number = |field: &str| match &health[field] {
        Value::Null => "none".to_owned(),
        number => number.to_string(),
    };
    let edges = |field: &str| match health[field].as_u64() {
        Some(1) => "1 edge".to_owned(),
        _ => format!("{} edges", number(field)),
    };
    let mut lines = vec![
        format!("Record: {} at changeset {}.", edges("recordEdges"), number("seq")),
        format!("Graph: {} at changeset {}.", edges("graphEdges"), number("appliedSeq")),
    ];
    if health["inSync"] == true {
        lines.push("They say the same.".to_owned());
        return lines.join("\n");
    }
    lines.push(format!("Different edges: {}.", number("differences")));
    for example in health["examples"].as_array().into_iter().flatten() {
        let side = |field: &str| example[field].as_str().unwrap_or("no such edge").to_owned();
        let id = example["edgeId"].as_str().unwrap_or_default();
        lines.push(format!("{id}\n  record: {}\n  graph:  {}", side("record"), side("graph")));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn differences_are_shown_side_by_side() {
        let health = json!({
            "inSync": false, "seq": 7, "appliedSeq": null, "recordEdges": 2, "graphEdges": 1,
            "differences": 1,
            "examples": [{ "edgeId": "e", "record": "TABLE a -> b APPROVED [MANUAL]", "graph": null }],
        });
        let expected = "Record: 2 edges at changeset 7.\nGraph: 1 edge at changeset none.\n\
            Different edges: 1.\ne\n  record: TABLE a -> b APPROVED [MANUAL]\n  graph:  no such edge";
        assert_eq!(described(&health), expected);
    }
}
