//! `AuditLog`.

use std::time::Duration;

use ariadne_domain::{
    Actor, AuditAction, AuditId, Problem, SourceId, StepStatus, TestReport, TestStep, Value,
};
use ariadne_ports::{AuditEntry, AuditFilter, PageRequest};

use super::World;
use super::expect::pages_are_the_list;
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
        address: None,
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
    full.address = Some("2001:db8::7".into());
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

/// Each filter alone, and some joined by "and"; of several actions any.
pub async fn every_filter_narrows_the_log(backend: &Backend) {
    let world = World::new(backend);
    let (shop, hr): (SourceId, SourceId) = (world.ids.make(), world.ids.make());
    let (ada, bob) = (person("Ada"), person("Bob"));
    let (test, fetch, sign_in) = (AuditAction::Test, AuditAction::Fetch, AuditAction::SignIn);
    let mut entries = Vec::new();
    for (second, action, source, actor, outcome) in [
        (0, test, Some(shop), &ada, "PASSED"),
        (1, fetch, Some(shop), &bob, "OK"),
        (2, test, Some(hr), &ada, "FAILED"),
        (3, fetch, None, &ada, "OK"),
        (3, sign_in, None, &bob, "OK"),
        (4, sign_in, None, &Actor::nobody(), "UNAUTHENTICATED"),
    ] {
        let mut entry = entry(&world, action, source, second);
        (entry.actor, entry.outcome) = (actor.clone(), outcome.to_owned());
        entries.push(appended(backend, entry).await);
    }
    let all = AuditFilter::default;
    let actions = |actions: &[AuditAction]| AuditFilter { actions: actions.to_vec(), ..all() };
    let outcome = |outcome: &str| AuditFilter { outcome: Some(outcome.into()), ..all() };
    let actor = |actor: &Actor| AuditFilter { actor: Some(actor.id), ..all() };
    let second = |n| Some(time_of_day(n));
    for (filter, expected) in [
        (actions(&[]), &[5, 4, 3, 2, 1, 0][..]),
        (actions(&[test]), &[2, 0]),
        (actions(&[fetch]), &[3, 1]),
        (actions(&[sign_in, test]), &[5, 4, 2, 0]),
        (actions(&[sign_in, fetch, sign_in]), &[5, 4, 3, 1]),
        (actions(&[AuditAction::Refused]), &[]),
        (AuditFilter { source: Some(shop), ..all() }, &[1, 0]),
        (AuditFilter { source: Some(shop), ..actions(&[fetch]) }, &[1]),
        (AuditFilter { source: Some(hr), ..actions(&[fetch]) }, &[]),
        (actor(&ada), &[3, 2, 0]),
        (actor(&Actor::nobody()), &[5]),
        (actor(&Actor::server()), &[]),
        (outcome("OK"), &[4, 3, 1]),
        (outcome("ok"), &[]),
        (outcome("\0"), &[]),
        (AuditFilter { actor: Some(bob.id), ..outcome("OK") }, &[4, 1]),
        (AuditFilter { from: second(3), ..all() }, &[5, 4, 3]),
        (AuditFilter { before: second(3), ..all() }, &[2, 1, 0]),
        (AuditFilter { from: second(1), before: second(4), ..all() }, &[4, 3, 2, 1]),
        (AuditFilter { from: second(3), before: second(3), ..all() }, &[]),
        (AuditFilter { from: second(1), before: second(4), ..actions(&[test, fetch]) }, &[3, 2, 1]),
        (
            AuditFilter {
                actions: vec![fetch, test],
                source: Some(shop),
                actor: Some(bob.id),
                outcome: Some("OK".into()),
                from: second(0),
                before: second(9),
            },
            &[1],
        ),
    ] {
        let expected: Vec<AuditEntry> =
            expected.iter().map(|n: &usize| entries[*n].clone()).collect();
        assert_eq!(listed(backend, filter.clone()).await, expected, "{filter:?}");
    }
}

/// Under every filter pages are the list.
pub async fn filtered_entries_page(backend: &Backend) {
    let world = World::new(backend);
    let shop: SourceId = world.ids.make();
    for n in 0..24 {
        let action = AuditAction::ALL[n % 4];
        let mut entry = entry(&world, action, (n % 3 == 0).then_some(shop), 0);
        entry.at = time_of_day(i64::try_from(n / 5).expect("small"));
        entry.outcome = String::from(if n % 2 == 0 { "OK" } else { "FAILED" });
        appended(backend, entry).await;
    }
    let all = AuditFilter::default;
    let some = AuditAction::ALL[..3].to_vec();
    for (filter, length) in [
        (AuditFilter { actions: some.clone(), ..all() }, 18),
        (AuditFilter { actions: vec![AuditAction::ALL[1]], ..all() }, 6),
        (AuditFilter { source: Some(shop), ..all() }, 8),
        (AuditFilter { source: Some(shop), actions: some.clone(), ..all() }, 6),
        (AuditFilter { actor: Some(person("Ada").id), ..all() }, 24),
        (AuditFilter { outcome: Some("OK".into()), ..all() }, 12),
        (AuditFilter { outcome: Some("OK".into()), actions: some, ..all() }, 12),
        (AuditFilter { from: Some(time_of_day(1)), before: Some(time_of_day(3)), ..all() }, 10),
    ] {
        let filter = &filter;
        let list =
            pages_are_the_list(|request| async move { backend.audit.list(filter, &request).await });
        assert_eq!(list.await.len(), length, "{filter:?}");
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
