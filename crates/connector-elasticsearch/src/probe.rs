//! The test of a connection, step by step.

mod reach;
mod report;
mod rights;

use ariadne_domain::{Problem, TestReport};
use ariadne_ports::{Deadline, ErrorKind, StepSink};
use serde_json::Value as Json;

use self::report::{Outcome, Report};
use crate::answer::Answer;
use crate::client::Client;
use crate::config::Auth;
use crate::error::{Code, Failure};
use crate::grant::{Privilege, denied_for};

/// Steps after the first ones, in order, with what they check.
const STEPS: [(&str, &str); 10] = [
    ("dns", "Find the address of each host"),
    ("tcp", "Connect to each address"),
    ("tls", "Check the certificates"),
    ("protocol", "Ask whether it is Elasticsearch or OpenSearch"),
    ("authentication", "Log in"),
    ("version", "Ask for the version"),
    ("health", "Ask for the health of the cluster"),
    ("names", "List names"),
    ("mapping", "Read the mapping of one of them"),
    ("read", "Read from it"),
];

/// Tests every URL, then the cluster behind them.
pub(crate) async fn test(client: &Client, deadline: Deadline, steps: &dyn StepSink) -> TestReport {
    let mut report = Report::new(&STEPS, steps);
    run(client, deadline, &mut report).await;
    report.finish()
}

async fn run(client: &Client, deadline: Deadline, report: &mut Report<'_>) {
    let mut urls = reach::start(client);
    if !report.step(reach::dns(client, &mut urls, deadline).await) {
        return;
    }
    if !report.step(reach::tcp(client, &mut urls, deadline).await) {
        return;
    }
    let asked = reach::ask(client, urls, deadline).await;
    if !report.step(tls(client, &asked)) || !report.step(protocol(client, &asked)) {
        return;
    }
    // the first URL that a cluster answers at stands for all of them from here on
    let Some(first) = asked.iter().find(|url| is_cluster(&url.answer)) else { return };
    client.prefer(first.node);
    if !report.step(authentication(client, &first.answer)) {
        return;
    }
    let (outcome, version) = version(&asked, &first.answer);
    report.version(version);
    if !report.step(outcome) {
        return;
    }
    rights::check(client, deadline, report).await;
}

/// What a URL answered to `GET /`.
pub(crate) struct Asked {
    node: usize,
    url: String,
    answer: Result<Answer, Failure>,
}

/// Whether a cluster answers there, be it with a refusal.
fn is_cluster(answer: &Result<Answer, Failure>) -> bool {
    match answer {
        Ok(answer) => answer.status == 403 || number(&answer.body).is_some(),
        Err(failure) => {
            matches!(failure.kind, ErrorKind::SourceAuthFailed | ErrorKind::SourcePermissionDenied)
        }
    }
}

fn number(root: &Json) -> Option<&str> {
    root["version"]["number"].as_str()
}

fn tls(client: &Client, asked: &[Asked]) -> Outcome {
    let config = &client.config;
    let https = |url: &str| url.starts_with("https:");
    let failed = |a: &Asked| a.answer.as_ref().is_err_and(|f| f.kind == ErrorKind::SourceTlsFailed);
    let each: Vec<(String, Result<String, Failure>)> = asked
        .iter()
        .filter(|a| https(&a.url))
        .map(|a| {
            let result = match &a.answer {
                Err(failure) if failed(a) => Err(failure.clone()),
                Err(failure) if failure.code == Code::NoAnswer => {
                    Ok("not known, as it did not answer".to_owned())
                }
                _ if config.verify => Ok("the certificate is valid".to_owned()),
                _ => Ok("encrypted, the certificate was not checked".to_owned()),
            };
            (a.url.clone(), result)
        })
        .collect();
    let outcome = if each.is_empty() {
        Outcome::skipped("The URLs begin with http://: there is no TLS.")
    } else {
        reach::over(each)
    };
    if outcome.is_failed() {
        return outcome;
    }
    if !config.verify {
        let problem = Problem::new("VERIFICATION_OFF", "The certificate of the server is not checked.")
            .with_cause("The setting that verifies it is off. Anybody between Ariadne and the cluster can pretend to be the cluster, read the secret and change answers.")
            .with_remedy("Put the authority's certificate into the setting CA certificate and turn verification on again.");
        return outcome.warn(problem);
    }
    let exposed = asked.iter().find(|a| !https(&a.url) && !reach::is_local(&a.url));
    match exposed {
        Some(url) if config.auth != Auth::None => {
            let title = format!("The secret is sent to {} in clear text.", url.url);
            outcome.warn(
                Problem::new("NO_TLS", title)
                    .with_cause("The URL begins with http://, so everybody on the way can read the login.")
                    .with_remedy("Turn on TLS in the cluster (`xpack.security.http.ssl.enabled: true`) and write https:// in the URL."),
            )
        }
        _ => outcome,
    }
}

fn protocol(client: &Client, asked: &[Asked]) -> Outcome {
    let each = asked
        .iter()
        // what failed in TLS was told in that step
        .filter(|a| !a.answer.as_ref().is_err_and(|f| f.kind == ErrorKind::SourceTlsFailed))
        .map(|a| {
            let result = match &a.answer {
                Ok(answer) if is_cluster(&a.answer) => Ok(match number(&answer.body) {
                    Some(_) => format!(
                        "cluster {}",
                        answer.body["cluster_name"].as_str().unwrap_or("without a name")
                    ),
                    None => "it answers, but does not say what it is".to_owned(),
                }),
                Ok(answer) if answer.is_success() => Err(client.failure(
                    a.node,
                    Code::NotElasticsearch,
                    &[("detail", "JSON, but not what a cluster says of itself")],
                )),
                Ok(answer) => Err(answer.failure()),
                Err(_) if is_cluster(&a.answer) => Ok("it wants a login first".to_owned()),
                Err(failure) => Err(failure.clone()),
            };
            (a.url.clone(), result)
        })
        .collect();
    reach::over(each)
}

fn authentication(client: &Client, answer: &Result<Answer, Failure>) -> Outcome {
    if let Err(failure) = answer {
        return Outcome::failed(*failure.problem.clone());
    }
    let user = client.config.username.as_deref().unwrap_or_default();
    Outcome::passed(match client.config.auth {
        Auth::None => "The cluster wants no login.".to_owned(),
        Auth::Basic => format!("As user {user}."),
        Auth::ApiKey => "With the API key.".to_owned(),
        Auth::Bearer => "With the bearer token.".to_owned(),
    })
}

/// The step, and the version for the head of the report.
fn version(asked: &[Asked], answer: &Result<Answer, Failure>) -> (Outcome, Option<String>) {
    let Ok(answer) = answer else { return (Outcome::skipped("There is no answer."), None) };
    let Some(number) = number(&answer.body) else {
        let mut problem = denied_for(answer, Privilege::Monitor, "*").problem;
        "VERSION_NOT_VISIBLE".clone_into(&mut problem.code);
        "The version of the cluster is not visible: the login lacks the privilege monitor."
            .clone_into(&mut problem.title);
        return (Outcome::warning("Fetches work without it.", *problem), None);
    };
    let version = &answer.body["version"];
    let open = version["distribution"] == "opensearch";
    let text = format!("{} {number}", if open { "OpenSearch" } else { "Elasticsearch" });
    let major: Option<u32> = number.split('.').next().and_then(|major| major.parse().ok());
    if !open && major.is_some_and(|major| major < 7) {
        let failure = Failure::new(Code::VersionTooOld, &[("detail", number)]);
        return (Outcome::failed(*failure.problem), Some(text));
    }
    let uuids: Vec<(&str, &str)> = asked
        .iter()
        .filter_map(|a| {
            Some((a.url.as_str(), a.answer.as_ref().ok()?.body["cluster_uuid"].as_str()?))
        })
        .collect();
    if let Some((other, _)) = uuids.iter().find(|(_, uuid)| *uuid != uuids[0].1) {
        let title = format!("{} and {other} are different clusters.", uuids[0].0);
        let problem = Problem::new("CLUSTERS_DIFFER", title)
            .with_cause("They have different cluster_uuids, so what is fetched would depend on which one answers.")
            .with_remedy("Keep the URLs of one cluster, and add the other as a source of its own.");
        return (Outcome::warning(text.clone(), problem), Some(text));
    }
    (Outcome::passed(text.clone()), Some(text))
}
