//! A session with the server: a driver on a thread of its own, asked and answered by
//! messages. Everything ends by the deadline; dropping a session ends it.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use ariadne_ports::Deadline;
use secrecy::SecretString;
use tokio::sync::oneshot;

use crate::backend::{self, Backend, Login, Row};
use crate::config::{Driver, Settings};
use crate::descriptor::{Host, descriptor};
use crate::error::{Failure, Reason};
use crate::relay::{Line, Relay};
use crate::shield::{caught, guarded};
use crate::sql::{self, Statement};
use crate::threads::{Place, Watch};
use crate::tns::Accepted;

/// The most rows of one answer: many times what any table has of columns and keys, so that
/// it only stops a server that never ends.
const MAX_ROWS: usize = 100_000;

/// What logging off may take.
const LOGOFF: Duration = Duration::from_millis(500);

/// What the thread is asked for.
enum Command {
    Query {
        sql: &'static str,
        binds: Vec<String>,
        most: usize,
        within: Duration,
        reply: oneshot::Sender<Result<Vec<Row>, Failure>>,
    },
    Close(oneshot::Sender<()>),
}

/// What is known as soon as the login has worked.
#[derive(Debug)]
struct Greeting {
    version: Result<String, Failure>,
    warning: Option<String>,
}

/// A login under way: the driver is at work.
#[derive(Debug)]
pub(crate) struct Connecting {
    opening: Option<oneshot::Receiver<Result<Accepted, Failure>>>,
    greeting: oneshot::Receiver<Result<Greeting, Failure>>,
    commands: mpsc::Sender<Command>,
    relay: Option<Relay>,
    watch: Watch,
    deadline: Deadline,
}

impl Connecting {
    /// Starts the driver on the thread of `place`. The thin one talks through `line`, an
    /// open connection to the listener; the other one makes its own.
    pub(crate) async fn start(
        settings: &Arc<Settings>,
        place: Place,
        line: Option<Line>,
        deadline: Deadline,
    ) -> Result<Self, Failure> {
        let password = settings.password.clone();
        let password = password.ok_or_else(|| Failure::new(Reason::PasswordMissing))?;
        let (relay, opening) = match (settings.driver, line) {
            (Driver::Thin, Some(line)) => {
                let (relay, opening) = Relay::start(Arc::clone(settings), line, deadline).await?;
                (Some(relay), Some(opening))
            }
            _ => (None, None),
        };
        let login = login(settings, relay.as_ref(), password, deadline);
        let driver = settings.driver;
        let (commands, asked) = mpsc::channel();
        let (greet, greeting) = oneshot::channel();
        let watch = place.spawn(move || work(driver, &login, greet, &asked))?;
        Ok(Self { opening, greeting, commands, relay, watch, deadline })
    }

    /// Waits for the listener's answer; `None` when the driver does not tell it apart.
    pub(crate) async fn accepted(&mut self) -> Result<Option<Accepted>, Failure> {
        let Some(opening) = self.opening.take() else { return Ok(None) };
        match tokio::time::timeout_at(self.deadline.instant().into(), opening).await {
            Ok(Ok(outcome)) => outcome.map(Some),
            Ok(Err(_)) => Err(Failure::new(Reason::Closed)),
            Err(_) => Err(Failure::new(Reason::Deadline)),
        }
    }

    /// Waits for the login.
    pub(crate) async fn session(mut self) -> Result<Session, Failure> {
        self.accepted().await?;
        let greeting = match tokio::time::timeout_at(self.deadline.instant().into(), self.greeting)
            .await
        {
            Ok(Ok(greeting)) => greeting,
            // the thread ended without a word: the driver panicked
            Ok(Err(_)) if self.relay.as_ref().is_some_and(Relay::login_ended) => {
                return Err(Failure::new(Reason::Verifier));
            }
            Ok(Err(_)) => return Err(Failure::new(Reason::InvalidReply)),
            Err(_) => {
                return Err(Failure::new(Reason::Deadline)
                    .detail("The listener accepted the connection, but the login got no answer."));
            }
        };
        let greeting = greeting?;
        if let Some(relay) = &self.relay {
            relay.login_ended();
        }
        Ok(Session {
            version: greeting.version,
            warning: greeting.warning,
            commands: self.commands,
            statements: Mutex::default(),
            deadline: self.deadline,
            _relay: self.relay,
            _watch: self.watch,
        })
    }
}

fn login(
    settings: &Settings,
    relay: Option<&Relay>,
    password: SecretString,
    deadline: Deadline,
) -> Login {
    let descriptor = if let Some(relay) = relay {
        // TLS ends at the relay
        let loopback = Host::Address([127, 0, 0, 1].into());
        descriptor("tcp", &loopback, relay.port(), &settings.target)
    } else {
        let protocol = if settings.tls.is_some() { "tcps" } else { "tcp" };
        descriptor(protocol, &settings.host, settings.port, &settings.target)
    };
    let username = match &settings.proxy_user {
        Some(user) => format!("{}[{user}]", settings.username),
        None => settings.username.clone(),
    };
    Login { descriptor, username, password, within: deadline.remaining() / 2 }
}

/// The thread: logs in, answers one query after the other, logs off. A panic of the
/// driver ends it; who waits for an answer then sees the channel close. What it panicked
/// with may hold anything, and goes nowhere.
fn work(
    driver: Driver,
    login: &Login,
    greet: oneshot::Sender<Result<Greeting, Failure>>,
    asked: &mpsc::Receiver<Command>,
) {
    let Ok(connected) = caught(|| backend::connect(driver, login)) else { return };
    let mut backend = match connected {
        Ok(backend) => backend,
        Err(failure) => return drop(greet.send(Err(failure))),
    };
    let greeting = Greeting { version: backend.version(), warning: backend.warning() };
    let done = match greet.send(Ok(greeting)) {
        Ok(()) => serve(backend.as_mut(), asked),
        Err(_) => None,
    };
    // logs off where it can
    let _ = caught(|| backend.close());
    if let Some(done) = done {
        let _ = done.send(());
    }
}

/// Answers queries until the session is closed or given up, or the driver panics; whom to
/// tell that the session is closed.
fn serve(
    backend: &mut dyn Backend,
    asked: &mpsc::Receiver<Command>,
) -> Option<oneshot::Sender<()>> {
    while let Ok(command) = asked.recv() {
        match command {
            Command::Query { sql, binds, most, within, reply } => {
                let answer = guarded(|| backend.query(sql, &binds, most, within)).ok()?;
                reply.send(answer).ok()?;
            }
            Command::Close(done) => return Some(done),
        }
    }
    None
}

/// A session that is logged in.
#[derive(Debug)]
pub(crate) struct Session {
    version: Result<String, Failure>,
    warning: Option<String>,
    commands: mpsc::Sender<Command>,
    statements: Mutex<Vec<String>>,
    deadline: Deadline,
    _relay: Option<Relay>,
    _watch: Watch,
}

impl Session {
    /// The server's version, in full.
    pub(crate) fn version(&self) -> Result<&str, Failure> {
        self.version.as_deref().map_err(Clone::clone)
    }

    /// What the server warned of at the login.
    pub(crate) fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// The deadline of the call that this session serves.
    pub(crate) fn deadline(&self) -> Deadline {
        self.deadline
    }

    /// The statements sent so far, as text.
    pub(crate) fn statements(&self) -> Vec<String> {
        self.statements.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks for the rows of a statement; half of the time that is left is its.
    pub(crate) async fn rows(
        &self,
        statement: &Statement,
        binds: &[&str],
    ) -> Result<Vec<Row>, Failure> {
        let most = if statement.single { 1 } else { MAX_ROWS };
        self.ask(statement, binds, most, self.deadline.remaining() / 2).await
    }

    /// Asks for the first rows of a statement.
    pub(crate) async fn first(
        &self,
        statement: &Statement,
        binds: &[&str],
        most: usize,
    ) -> Result<Vec<Row>, Failure> {
        self.ask(statement, binds, most, self.deadline.remaining() / 2).await
    }

    /// Asks for the one row of a statement.
    pub(crate) async fn row(
        &self,
        statement: &Statement,
        binds: &[&str],
    ) -> Result<Option<Row>, Failure> {
        Ok(self.rows(statement, binds).await?.into_iter().next())
    }

    /// Asks for the rows of a statement, which may take so long.
    pub(crate) async fn rows_within(
        &self,
        statement: &Statement,
        binds: &[&str],
        within: Duration,
    ) -> Result<Vec<Row>, Failure> {
        self.ask(statement, binds, MAX_ROWS, within).await
    }

    async fn ask(
        &self,
        statement: &Statement,
        binds: &[&str],
        most: usize,
        within: Duration,
    ) -> Result<Vec<Row>, Failure> {
        let text = sql::told(statement, binds);
        self.statements.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        let (reply, answer) = oneshot::channel();
        let asked = Instant::now();
        let query = Command::Query {
            sql: statement.text,
            binds: binds.iter().map(|bind| (*bind).to_owned()).collect(),
            most,
            within,
            reply,
        };
        if self.commands.send(query).is_err() {
            return Err(Failure::new(Reason::InvalidReply));
        }
        match tokio::time::timeout_at(self.deadline.instant().into(), answer).await {
            Ok(Ok(answer)) => answer.map_err(|failure| of_statement(failure, statement)),
            // the thread ended without an answer: the driver panicked, as it also does when
            // its time is up in the middle of a packet
            Ok(Err(_)) if asked.elapsed() >= within => Err(Failure::new(Reason::Deadline)
                .detail("The server stopped in the middle of an answer.")),
            Ok(Err(_)) => Err(Failure::new(Reason::InvalidReply)),
            Err(_) => Err(Failure::new(Reason::Deadline)),
        }
    }

    /// Logs off and waits a moment for it.
    pub(crate) async fn close(self) {
        let (done, closed) = oneshot::channel();
        if self.commands.send(Command::Close(done)).is_ok() {
            let within = LOGOFF.min(self.deadline.remaining());
            // dropping what is left ends a thread that is not done yet
            let _ = tokio::time::timeout(within, closed).await;
        }
    }
}

/// A failure of this statement: which view it was about, and no rule of a login.
fn of_statement(mut failure: Failure, statement: &Statement) -> Failure {
    if failure.reason == Reason::LoginTrigger {
        failure.reason = Reason::CommandFailed;
    }
    failure.reading(statement.views())
}
