//! `Connector`: what holds for every engine, tried on servers that are none.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ariadne_domain::{StepStatus, TestStep};
use ariadne_ports::{
    Connector, Deadline, Error, ErrorKind, Fetch, FetchRequest, Progress, ProgressSink, Result,
    StepSink,
};
use futures_util::FutureExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::expect::refused;
use crate::fakes::SECRET_CANARY;

/// Short enough for a test, long enough for a connection on this machine.
const DEADLINE: Duration = Duration::from_millis(600);

/// Only ends a test that hangs; nothing is measured by it.
const HANG_GUARD: Duration = Duration::from_secs(20);

/// A connector under test.
pub struct ConnectorCase {
    /// A connector to a source at this port of 127.0.0.1, without TLS, with a
    /// login whose password is [`SECRET_CANARY`].
    pub connect: Box<dyn Fn(u16) -> Arc<dyn Connector> + Send + Sync>,
    /// Something to fetch.
    pub request: FetchRequest,
}

/// Keeps the steps that it hears.
#[derive(Default)]
struct Steps(Mutex<Vec<TestStep>>);

impl StepSink for Steps {
    fn step(&self, step: &TestStep) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(step.clone());
    }
}

struct Unheard;

impl ProgressSink for Unheard {
    fn progress(&self, _: Progress) {}
}

/// Accepts connections, reads what comes and never answers.
struct Silent {
    port: u16,
    listener: TcpListener,
}

impl Silent {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        Self { port, listener }
    }

    async fn accept(&self) -> TcpStream {
        guarded(self.listener.accept()).await.expect("a connection").0
    }
}

async fn guarded<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(HANG_GUARD, future).await.expect("it hangs")
}

async fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address").port()
}

async fn fetch(case: &ConnectorCase, connector: &dyn Connector) -> Result<Fetch> {
    guarded(connector.fetch_table(&case.request, Deadline::after(DEADLINE), &Unheard)).await
}

/// Asserts a problem with title, cause and remedy, and no secret.
#[track_caller]
fn well_told(error: &Error) {
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(SECRET_CANARY), "{shown}");
    let problem = error.problem().unwrap_or_else(|| panic!("no problem in {error:?}"));
    assert!(!problem.title.is_empty(), "{problem:?}");
    assert!(problem.cause.is_some() && problem.remedy.is_some(), "{problem:?}");
}

/// A fetch from a server that never answers ends at its deadline, as `Timeout`.
pub async fn a_fetch_from_a_silent_server_times_out(case: &ConnectorCase) {
    let server = Silent::start().await;
    let connector = (case.connect)(server.port);
    let error = refused(fetch(case, &*connector).await, ErrorKind::Timeout);
    well_told(&error);
    assert!(error.is_temporary());
}

/// A suggestion from a server that never answers ends at its deadline too.
pub async fn a_suggestion_from_a_silent_server_times_out(case: &ConnectorCase) {
    let server = Silent::start().await;
    let connector = (case.connect)(server.port);
    let answer = guarded(connector.suggest("orders", 10, Deadline::after(DEADLINE))).await;
    well_told(&refused(answer, ErrorKind::Timeout));
}

/// A test of a server that never answers ends at its deadline with a failed step
/// and its remedy; what depends on it is skipped, and each step was heard in order.
pub async fn a_test_of_a_silent_server_fails_step_by_step(case: &ConnectorCase) {
    let server = Silent::start().await;
    let connector = (case.connect)(server.port);
    let steps = Steps::default();
    let report = guarded(connector.test(Deadline::after(DEADLINE), &steps)).await;
    assert_eq!(report.status(), StepStatus::Failed, "{report:?}");
    let heard = steps.0.into_inner().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(heard, report.steps, "steps are reported as they end");
    let failed = report.steps.iter().position(|step| step.status == StepStatus::Failed);
    let failed = failed.expect("a failed step");
    let problem = report.steps[failed].problem.as_ref().expect("a problem");
    assert!(problem.remedy.is_some(), "{problem:?}");
    assert!(!format!("{report:?}").contains(SECRET_CANARY));
    for step in &report.steps[failed + 1..] {
        assert_eq!(step.status, StepStatus::Skipped, "{step:?}");
    }
}

/// Each step of a report has a name of its own.
pub async fn steps_have_names_of_their_own(case: &ConnectorCase) {
    let connector = (case.connect)(closed_port().await);
    let report = guarded(connector.test(Deadline::after(DEADLINE), &Steps::default())).await;
    let mut names: Vec<&str> = report.steps.iter().map(|step| step.name.as_str()).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "{report:?}");
    assert!(report.steps.iter().all(|step| !step.title.is_empty()), "{report:?}");
}

/// A port where nobody listens is unreachable, with what to do.
pub async fn a_closed_port_is_unreachable(case: &ConnectorCase) {
    let connector = (case.connect)(closed_port().await);
    let error = refused(fetch(case, &*connector).await, ErrorKind::SourceUnreachable);
    well_told(&error);
    let answer = guarded(connector.suggest("orders", 10, Deadline::after(DEADLINE))).await;
    well_told(&refused(answer, ErrorKind::SourceUnreachable));
    let report = guarded(connector.test(Deadline::after(DEADLINE), &Steps::default())).await;
    assert_eq!(report.status(), StepStatus::Failed, "{report:?}");
}

/// A deadline that has passed already is a `Timeout`, not a hang.
pub async fn a_passed_deadline_times_out(case: &ConnectorCase) {
    let server = Silent::start().await;
    let connector = (case.connect)(server.port);
    let past = Deadline::after(Duration::ZERO);
    let answer = guarded(connector.fetch_table(&case.request, past, &Unheard)).await;
    refused(answer, ErrorKind::Timeout);
}

/// Waits until every connection of the other side has ended.
async fn all_closed(server: &Silent, first: TcpStream) {
    let mut open = vec![first];
    while let Some(Ok((socket, _))) = server.listener.accept().now_or_never() {
        open.push(socket);
    }
    for mut socket in open {
        let mut rest = Vec::new();
        // Answers when the other side has closed, be it by an end or by a reset.
        let _ = guarded(socket.read_to_end(&mut rest)).await;
    }
}

/// Dropping a fetch closes its connections.
pub async fn dropping_a_fetch_closes_its_connections(case: &ConnectorCase) {
    let server = Silent::start().await;
    let connector = (case.connect)(server.port);
    let deadline = Deadline::after(HANG_GUARD * 2);
    let socket = tokio::select! {
        answer = connector.fetch_table(&case.request, deadline, &Unheard) => {
            panic!("a silent server answered: {answer:?}")
        }
        socket = server.accept() => socket,
    };
    drop(connector);
    all_closed(&server, socket).await;
}

/// Dropping a test closes its connections.
pub async fn dropping_a_test_closes_its_connections(case: &ConnectorCase) {
    let server = Silent::start().await;
    let connector = (case.connect)(server.port);
    let steps = Steps::default();
    let deadline = Deadline::after(HANG_GUARD * 2);
    let socket = tokio::select! {
        report = connector.test(deadline, &steps) => {
            panic!("a silent server passed: {report:?}")
        }
        socket = server.accept() => socket,
    };
    drop(connector);
    all_closed(&server, socket).await;
}

/// A server that speaks another language is refused by kind, within the deadline.
pub async fn a_server_of_another_kind_is_refused(case: &ConnectorCase) {
    let server = Silent::start().await;
    let port = server.port;
    let answering = tokio::spawn(async move {
        while let Ok((mut socket, _)) = server.listener.accept().await {
            tokio::spawn(async move {
                let mut asked = [0; 1_024];
                // What the other side makes of the answer is what the case looks at.
                let _ = socket.read(&mut asked).await;
                let _ = socket.write_all(b"220 mail.example ESMTP ready\r\n").await;
            });
        }
    });
    let connector = (case.connect)(port);
    let error = match fetch(case, &*connector).await {
        Ok(answer) => panic!("a mail server answered: {answer:?}"),
        Err(error) => error,
    };
    let kinds = [ErrorKind::SourceUnreachable, ErrorKind::SourceUnsupported, ErrorKind::Timeout];
    assert!(kinds.contains(&error.kind()), "{error:?}");
    well_told(&error);
    answering.abort();
}

/// A server that hangs up at once is refused by kind, within the deadline.
pub async fn a_server_that_hangs_up_is_unreachable(case: &ConnectorCase) {
    let server = Silent::start().await;
    let port = server.port;
    let closing = tokio::spawn(async move {
        while let Ok((socket, _)) = server.listener.accept().await {
            drop(socket);
        }
    });
    let connector = (case.connect)(port);
    let error = match fetch(case, &*connector).await {
        Ok(answer) => panic!("nobody answered: {answer:?}"),
        Err(error) => error,
    };
    let kinds = [ErrorKind::SourceUnreachable, ErrorKind::Timeout];
    assert!(kinds.contains(&error.kind()), "{error:?}");
    well_told(&error);
    closing.abort();
}
