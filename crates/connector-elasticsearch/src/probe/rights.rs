//! What the login may do: health, names, one mapping, one read.

use ariadne_domain::{Problem, TableKind, TableName};
use ariadne_ports::Deadline;

use super::reach::half;
use super::report::{Outcome, Report};
use crate::client::{Client, Session};
use crate::error::Failure;
use crate::grant::{Engine, Privilege, denied_for};
use crate::names::encode;
use crate::suggest;

/// The steps from the health of the cluster to the read of one object.
pub(super) async fn check(client: &Client, deadline: Deadline, report: &mut Report<'_>) {
    let session = client.session(deadline);
    let health = health(&session).await;
    if !report.step(health) {
        return;
    }
    let (outcome, object) = names(&session).await;
    if !report.step(outcome) {
        return;
    }
    let Some(object) = object else {
        report.step(Outcome::skipped("There is no name to try it with."));
        report.step(Outcome::skipped("There is no name to try it with."));
        return;
    };
    let mapping = mapping(&session, &object.name).await;
    if report.step(mapping) {
        let read = read(&session, &object.name).await;
        report.step(read);
    }
}

async fn health(session: &Session<'_>) -> Outcome {
    let path = "/_cluster/health?filter_path=status,number_of_nodes,unassigned_shards";
    let answer = match session.get_within(path, half(session.deadline)).await {
        Ok(answer) => answer,
        Err(failure) => return Outcome::failed(*failure.problem),
    };
    match (answer.status, answer.body["status"].as_str()) {
        (403, _) => {
            let mut problem = denied_for(&answer, Privilege::Monitor, "*").problem;
            "HEALTH_NOT_VISIBLE".clone_into(&mut problem.code);
            "The health of the cluster is not visible: the login lacks the privilege monitor."
                .clone_into(&mut problem.title);
            Outcome::warning("Fetches work without it.", *problem)
        }
        (_, Some("red")) => {
            let lost = answer.body["unassigned_shards"].as_u64().unwrap_or_default();
            let title = format!("The cluster is red: {lost} parts of indices are not there.");
            Outcome::warning(
                "red",
                Problem::new("CLUSTER_RED", title)
                    .with_cause("At least one primary shard is not assigned: documents are missing, and requests to its index may fail.")
                    .with_remedy("`GET /_cluster/health?level=indices` shows which indices, `GET /_cluster/allocation/explain` shows why."),
            )
        }
        (200..300, Some(status)) => Outcome::passed(format!("The cluster is {status}.")),
        // managed offers have no such interface
        (400 | 404 | 405 | 410, _) => Outcome::skipped("This cluster does not tell its health."),
        _ => Outcome::failed(*answer.failure().problem),
    }
}

/// Lists names; the object to try the rest with.
async fn names(session: &Session<'_>) -> (Outcome, Option<TableName>) {
    let names = match suggest::open(session).await {
        Ok(names) => names,
        Err(failure) if failure.kind == ariadne_ports::ErrorKind::SourcePermissionDenied => {
            let outcome =
                Outcome::warning("Names can be fetched when typed exactly.", *failure.problem);
            return (outcome, None);
        }
        Err(failure) => return (Outcome::failed(*failure.problem), None),
    };
    let count = names.len();
    let object = names
        .into_iter()
        .min_by_key(|name| (name.kind != Some(TableKind::Index), name.name.clone()));
    match object {
        Some(object) => (
            Outcome::passed(format!("{count} names are visible, {} among them.", object.name)),
            Some(object),
        ),
        None => (Outcome::warning("No name is visible.", nothing_visible()), None),
    }
}

fn nothing_visible() -> Problem {
    Problem::new("NO_INDEX_VISIBLE", "No index, alias or data stream is visible to this login.")
        .with_cause("The cluster is empty, or the login lacks the privilege view_index_metadata on all of its indices.")
        .with_remedy(Privilege::Metadata.grant(Engine::Either, "orders*"))
}

async fn mapping(session: &Session<'_>, name: &str) -> Outcome {
    let path = format!("/{}/_mapping", encode(name));
    match session.get_within(&path, half(session.deadline)).await {
        Ok(answer) if answer.is_success() => Outcome::passed(format!("GET {path}")),
        Ok(answer) if answer.status == 403 => {
            Outcome::failed(*denied_for(&answer, Privilege::Metadata, name).problem)
        }
        Ok(answer) => Outcome::failed(*answer.failure().problem),
        Err(failure) => Outcome::failed(*failure.problem),
    }
}

async fn read(session: &Session<'_>, name: &str) -> Outcome {
    let path = format!(
        "/{}/_search?size=1&terminate_after=1&track_total_hits=false&_source=false",
        encode(name)
    );
    let warn = |failure: Failure| {
        Outcome::warning(
            "Columns can be fetched, but documents can be neither counted nor looked at.",
            *failure.problem,
        )
    };
    match session.get_within(&path, half(session.deadline)).await {
        Ok(answer) if answer.is_success() => Outcome::passed(format!("GET {path}")),
        Ok(answer) if answer.status == 403 => warn(denied_for(&answer, Privilege::Read, name)),
        Ok(answer) => warn(answer.failure()),
        Err(failure) => Outcome::failed(*failure.problem),
    }
}
