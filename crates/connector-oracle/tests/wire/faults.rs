//! Faults while working: always a typed error within the deadline, and nothing left
//! behind.

use std::time::Duration;

use ariadne_connector_oracle::OracleFactory;
use ariadne_domain::StepStatus;
use ariadne_ports::{Deadline, Error, ErrorKind};
use ariadne_testserver_oracle::{Fault, Moment, Profile};
use tokio::task::JoinSet;

use crate::support::{
    Ear, HANG, company, connector, made_by, on_every_version, problem, request, settings, soon,
    try_fetch,
};

on_every_version! {
    silent_servers_end_a_test_by_its_deadline,
    errors_of_the_engine_have_their_kinds,
    a_slow_part_is_left_out,
    native_encryption_is_told,
    dropping_a_fetch_closes_its_connections,
    dropping_a_test_closes_its_connections,
    a_server_that_stops_while_answering,
}

async fn silent_servers_end_a_test_by_its_deadline(profile: Profile) {
    let mut cases = JoinSet::new();
    for (fault, step) in [
        (Fault::silent(), "listener"),
        (Fault::hang(Moment::Listener), "listener"),
        (Fault::hang(Moment::Negotiation), "authentication"),
        (Fault::hang(Moment::Account), "authentication"),
        (Fault::hang(Moment::Password), "authentication"),
        (Fault::hang(Moment::Execute).on_statement("all_objects"), "all_objects"),
        (Fault::hang_mid_answer(Moment::Execute).on_statement("all_tab_cols"), "all_tab_cols"),
    ] {
        cases.spawn(async move {
            let server = company(profile).fault(fault.clone()).start().await.unwrap();
            let (ear, factory) = (Ear::default(), OracleFactory::default());
            let source = made_by(&factory, &settings(server.port()));
            // long enough for the steps before the fault on a machine that is busy
            let testing = source.test(Deadline::after(Duration::from_secs(6)), &ear);
            let report = tokio::time::timeout(HANG, testing).await.unwrap();
            let failed = report.steps.iter().find(|s| s.status == StepStatus::Failed).unwrap();
            assert_eq!(failed.name, step, "{fault:?}: {report:#?}");
            let code = problem(&report).code;
            assert!(matches!(code.as_str(), "NO_ANSWER" | "TIMEOUT"), "{fault:?}: {code}");
            assert_eq!(*ear.steps.lock().unwrap(), report.steps);
            server.connections_down_to(0).await;
            crate::threads::all_ended(&factory).await;
        });
    }
    all_pass(cases).await;
}

#[tokio::test]
async fn a_fetch_that_hangs_ends_by_its_deadline() {
    let mut cases = JoinSet::new();
    for profile in Profile::ALL {
        for fault in [
            Fault::silent(),
            Fault::hang(Moment::Listener),
            Fault::hang(Moment::Negotiation),
            Fault::hang(Moment::Account),
            Fault::hang(Moment::Password),
            Fault::hang(Moment::Execute),
            Fault::hang(Moment::Execute).on_statement("all_constraints"),
            Fault::hang(Moment::Fetch),
            Fault::hang_mid_answer(Moment::Account),
            Fault::hang_mid_answer(Moment::Execute).on_statement("all_tab_cols"),
            Fault::hang_mid_answer(Moment::Fetch),
        ] {
            cases.spawn(async move {
                let error = fetch_fails(profile, fault.clone()).await;
                assert_eq!(error.kind(), ErrorKind::Timeout, "{profile:?} {fault:?}: {error:?}");
                assert!(error.is_temporary());
                assert!(error.problem().unwrap().remedy.is_some());
            });
        }
    }
    all_pass(cases).await;
}

/// A fetch that this fault makes fail, with nothing left behind.
async fn fetch_fails(profile: Profile, fault: Fault) -> Error {
    let server = company(profile).fault(fault).start().await.unwrap();
    let factory = OracleFactory::default();
    let source = made_by(&factory, &settings(server.port()));
    let (wanted, ear) = (request("employees"), Ear::default());
    let fetching = source.fetch_table(&wanted, soon(), &ear);
    let error = tokio::time::timeout(HANG, fetching).await.unwrap().unwrap_err();
    server.connections_down_to(0).await;
    crate::threads::all_ended(&factory).await;
    error
}

/// Waits for cases that run side by side; a panic in one is one here.
async fn all_pass(mut cases: JoinSet<()>) {
    while let Some(ended) = cases.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test]
async fn broken_conversations_are_typed() {
    for profile in Profile::ALL {
        for (fault, kinds) in [
            (Fault::http(), &[ErrorKind::SourceUnsupported][..]),
            (Fault::cut(Moment::Connection), &[ErrorKind::SourceUnreachable]),
            (Fault::cut(Moment::Listener), &[ErrorKind::SourceUnreachable]),
            (Fault::cut(Moment::Negotiation), &[ErrorKind::SourceUnreachable]),
            (Fault::cut(Moment::Account), &[ErrorKind::SourceUnreachable]),
            (Fault::cut(Moment::Password), &[ErrorKind::SourceUnreachable]),
            (Fault::cut(Moment::Execute), &[ErrorKind::SourceUnreachable]),
            (Fault::cut(Moment::Fetch), &[ErrorKind::SourceUnreachable]),
            (Fault::cut_mid_answer(Moment::Execute), &[ErrorKind::SourceUnreachable]),
            (Fault::cut_mid_answer(Moment::Account), &[ErrorKind::SourceUnreachable]),
            (Fault::garbage(Moment::Connection), &[ErrorKind::SourceUnsupported]),
            (Fault::garbage(Moment::Listener), &[ErrorKind::SourceUnsupported]),
        ] {
            let server = company(profile).fault(fault.clone()).start().await.unwrap();
            let error =
                try_fetch(&settings(server.port()), &request("employees")).await.unwrap_err();
            assert!(kinds.contains(&error.kind()), "{profile:?} {fault:?}: {error:?}");
            assert!(error.problem().is_some());
            server.connections_down_to(0).await;
        }
    }
}

/// Bytes that the driver cannot read make it fail, wait or panic; it even unwraps a
/// poisoned lock then. Whatever it does, the process goes on and the answer has a kind.
#[tokio::test]
async fn garbage_in_the_conversation_never_ends_the_process() {
    let mut cases = JoinSet::new();
    for profile in Profile::ALL {
        for moment in
            [Moment::Negotiation, Moment::Account, Moment::Password, Moment::Execute, Moment::Fetch]
        {
            cases.spawn(async move {
                let error = fetch_fails(profile, Fault::garbage(moment)).await;
                let kinds = [
                    ErrorKind::SourceUnsupported,
                    ErrorKind::SourceUnreachable,
                    ErrorKind::Timeout,
                ];
                assert!(kinds.contains(&error.kind()), "{profile:?} {moment:?}: {error:?}");
            });
        }
    }
    all_pass(cases).await;
}

async fn errors_of_the_engine_have_their_kinds(profile: Profile) {
    for (code, kind, public) in [
        (1_033, ErrorKind::SourceBusy, "DATABASE_NOT_OPEN"),
        (20_001, ErrorKind::SourcePermissionDenied, "LOGON_TRIGGER"),
    ] {
        let fault = Fault::error(Moment::Password, code, "as the server says it");
        let server = company(profile).fault(fault).start().await.unwrap();
        let error = try_fetch(&settings(server.port()), &request("employees")).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.problem().unwrap().code.as_str()),
            (kind, public),
            "{error:?}"
        );
    }
    let killed = Fault::error(Moment::Execute, 28, "your session has been killed");
    let server = company(profile).fault(killed).start().await.unwrap();
    let error = try_fetch(&settings(server.port()), &request("employees")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceUnreachable);
}

/// A statement that takes too long is cancelled; the session goes on without its part.
async fn a_slow_part_is_left_out(profile: Profile) {
    let slow = Fault::slow(Moment::Execute, HANG).on_statement("all_constraints");
    let server = company(profile).fault(slow).start().await.unwrap();
    let (wanted, ear) = (request("employees"), Ear::default());
    let source = connector(&settings(server.port()));
    let deadline = Deadline::after(Duration::from_secs(6));
    let table = crate::support::found(source.fetch_table(&wanted, deadline, &ear).await);
    assert_eq!(table.columns.len(), 6);
    assert_eq!(crate::support::codes(&table), ["PART_MISSING"]);
    assert!(table.warnings[0].title.starts_with("Keys could not be read."), "{:?}", table.warnings);
    assert!(server.cancels() >= 1, "the server was told to stop");
}

async fn native_encryption_is_told(profile: Profile) {
    let server = company(profile).native_encryption_required().start().await.unwrap();
    let error = try_fetch(&settings(server.port()), &request("employees")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SourceUnsupported);
    assert_eq!(error.problem().unwrap().code, "NATIVE_ENCRYPTION_REQUIRED");
}

async fn dropping_a_fetch_closes_its_connections(profile: Profile) {
    for fault in
        [Fault::hang(Moment::Account), Fault::hang(Moment::Execute).on_statement("all_tab_cols")]
    {
        let server = company(profile).fault(fault).start().await.unwrap();
        let factory = OracleFactory::default();
        let source = made_by(&factory, &settings(server.port()));
        let (wanted, ear) = (request("employees"), Ear::default());
        tokio::select! {
            outcome = source.fetch_table(&wanted, Deadline::after(HANG), &ear) => panic!("{outcome:?}"),
            () = server.connections_accepted(1) => {}
        }
        // the future is dropped here
        tokio::time::timeout(HANG, server.connections_down_to(0)).await.unwrap();
        crate::threads::all_ended(&factory).await;
    }
}

async fn dropping_a_test_closes_its_connections(profile: Profile) {
    let fault = Fault::hang(Moment::Execute).on_statement("all_tab_cols");
    let server = company(profile).fault(fault).start().await.unwrap();
    let source = connector(&settings(server.port()));
    let ear = Ear::default();
    tokio::select! {
        report = source.test(Deadline::after(HANG), &ear) => panic!("{report:?}"),
        _ = server.statement_seen("all_tab_cols") => {}
    }
    tokio::time::timeout(HANG, server.connections_down_to(0)).await.unwrap();
}

async fn a_server_that_stops_while_answering(profile: Profile) {
    let fault = Fault::hang(Moment::Execute).on_statement("all_tab_cols");
    let server = company(profile).fault(fault).start().await.unwrap();
    let source = connector(&settings(server.port()));
    let (wanted, ear) = (request("employees"), Ear::default());
    let stopping = async {
        server.statement_seen("all_tab_cols").await;
        server.disconnect_all();
    };
    let (outcome, ()) =
        tokio::join!(source.fetch_table(&wanted, Deadline::after(HANG), &ear), stopping);
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::SourceUnreachable);
}
