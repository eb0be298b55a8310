//! `AuditLog`.

use std::time::Duration;

use ariadne_domain::{AuditId, Problem, SourceId, StepStatus, TestReport, TestStep, Value};
use ariadne_ports::{AuditAction, AuditEntry, AuditFilter, PageRequest};

use super::World;
use crate::builders::person;
use crate::{Backend, time_of_day};

fn entry(world: &World<'_>, action: AuditAction, source: Option<SourceId>, at: i64) -> AuditEntry {
    AuditEntry {
        id: AuditId(world.id()),
        at: time_of_day(at),
        actor: person("Ada"),
        action,
        source,
        outcome: "PASSED".into(),
        details: Value::object(),
        report: None,
    }
}

async fn appended(backend: &Backend, entry: AuditEntry) -> AuditEntry {
    backend.audit.append(&entry).await.expect("appended");
    entry
}

async fn listed(backend: &Backend, filter: AuditFilter) -> Vec<AuditEntry> {
    let page = backend.audit.list(&filter, &PageRequest::first(100)).await;
    page.expect("a page").into_items()
}

/// What was appended is read back equal, a whole report included.
pub async fn what_was_appended_is_read_back_equal(backend: &Backend) {
    let world = World::new(backend);
    let step = |name: &str, status, problem| TestStep {
        name: name.to_owned(),
        title: "Log in".into(),
        status,
        elapsed: Duration::from_micros(1_234_567),
        detail: Some("as ‘ada’".into()),
        problem,
    };
    let problem = Problem::new("AUTH", "The login was refused.")
        .with_cause("Wrong password.")
        .with_remedy("GRANT x TO y;\n")
        .with_engine(Some("18".into()), Some("Authentication failed.".into()));
    let mut full = entry(&world, AuditAction::Test, Some(world.ids.make()), 1);
    full.outcome = "FAILED".into();
    full.details = Value::object().with("n", Value::Number("1.0".into())).with("a", Value::Null);
    full.report = Some(TestReport {
        elapsed: Duration::from_secs(8),
        server_version: Some("7.0 é".into()),
        steps: vec![
            step("tcp", StepStatus::Passed, None),
            step("authentication", StepStatus::Failed, Some(problem)),
            step("read", StepStatus::Skipped, None),
        ],
    });
    let bare = appended(backend, entry(&world, AuditAction::Fetch, None, 0)).await;
    let full = appended(backend, full).await;
    assert_eq!(listed(backend, AuditFilter::default()).await, [full, bare]);
}

/// Newest first: by time, then id.
pub async fn entries_are_listed_newest_first(backend: &Backend) {
    let world = World::new(backend);
    let mut entries = Vec::new();
    for at in [5, 9, 5, 1] {
        entries.push(appended(backend, entry(&world, AuditAction::Test, None, at)).await);
    }
    let expected = [1, 2, 0, 3].map(|n: usize| entries[n].clone());
    assert_eq!(listed(backend, AuditFilter::default()).await, expected);
}

/// Appending an id twice is an error and changes nothing.
pub async fn appending_an_id_twice_changes_nothing(backend: &Backend) {
    let world = World::new(backend);
    let first = appended(backend, entry(&world, AuditAction::Test, None, 1)).await;
    let mut second = first.clone();
    second.outcome = "FAILED".into();
    assert!(backend.audit.append(&second).await.is_err());
    assert_eq!(listed(backend, AuditFilter::default()).await, [first]);
}

/// Action and source filter, joined by "and".
pub async fn actions_and_sources_filter_entries(backend: &Backend) {
    let world = World::new(backend);
    let (shop, hr) = (Some(world.ids.make()), Some(world.ids.make()));
    let (test, fetch) = (AuditAction::Test, AuditAction::Fetch);
    let mut entries = Vec::new();
    for (n, (action, source)) in (0..).zip([(test, shop), (fetch, shop), (test, hr), (fetch, None)])
    {
        entries.push(appended(backend, entry(&world, action, source, n)).await);
    }
    for (action, source, expected) in [
        (Some(test), None, &[2, 0][..]),
        (Some(fetch), None, &[3, 1]),
        (None, shop, &[1, 0]),
        (Some(fetch), shop, &[1]),
        (Some(fetch), hr, &[]),
    ] {
        let expected: Vec<AuditEntry> =
            expected.iter().map(|n: &usize| entries[*n].clone()).collect();
        assert_eq!(listed(backend, AuditFilter { action, source }).await, expected);
    }
}

/// The newest test of each source that has one; fetches do not count.
pub async fn the_latest_test_of_each_source_is_answered(backend: &Backend) {
    let world = World::new(backend);
    let [shop, hr, idle]: [SourceId; 3] = std::array::from_fn(|_| world.ids.make());
    let (test, fetch) = (AuditAction::Test, AuditAction::Fetch);
    appended(backend, entry(&world, test, Some(shop), 1)).await;
    let newest = appended(backend, entry(&world, test, Some(shop), 7)).await;
    appended(backend, entry(&world, test, Some(shop), 3)).await;
    appended(backend, entry(&world, fetch, Some(shop), 9)).await;
    let only = appended(backend, entry(&world, test, Some(hr), 2)).await;
    appended(backend, entry(&world, fetch, Some(idle), 4)).await;
    appended(backend, entry(&world, test, None, 8)).await;
    let mut latest = backend.audit.latest_tests(&[idle, hr, shop, hr]).await.expect("tests");
    latest.sort_by_key(|entry| entry.at);
    assert_eq!(latest, [only, newest.clone()]);
    assert_eq!(backend.audit.latest_tests(&[shop]).await.expect("tests"), [newest]);
    assert_eq!(backend.audit.latest_tests(&[]).await.expect("tests"), []);
}
