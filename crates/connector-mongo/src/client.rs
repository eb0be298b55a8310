//! The driver's client with bounds: everything ends by the deadline, connections are
//! closed at the end, and a server that cannot be reached is told within milliseconds.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ariadne_ports::Deadline;
use mongodb::bson::{Document, RawDocumentBuf};
use mongodb::error::{Error as DriverError, ErrorKind as DriverKind};
use mongodb::event::EventHandler;
use mongodb::options::{
    AuthMechanism, ClientOptions, Credential, ReadPreference, SelectionCriteria, ServerAddress,
    ServerMonitoringMode,
};
use secrecy::ExposeSecret;
use tempfile::NamedTempFile;
use tokio::runtime::{self, Runtime};
use tokio_util::task::AbortOnDropHandle;

use crate::causes::of_driver;
use crate::config::Settings;
use crate::error::{Failure, Reason};
use crate::health::{Cause, Health};
use crate::shell;
use crate::tls;

/// The name that administrators see in the server's log and in `currentOp`.
const APP_NAME: &str = "ariadne";

/// What closing may take; after that the sockets are dropped as they are.
const CLOSE_TIMEOUT: Duration = Duration::from_millis(500);

/// The driver's tasks, all of them on a runtime of their own.
///
/// The driver logs in on tasks that nothing stops: a server that goes silent in the
/// middle of a login would keep one, and its socket, for as long as the process lives.
/// Ending the runtime ends them all.
struct Engine(Option<Runtime>);

impl Engine {
    fn new() -> Result<Self, Failure> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("mongo-driver")
            .enable_all()
            .build()
            .map_err(|error| Failure::new(Reason::NoThread).detail(error.to_string()))?;
        Ok(Self(Some(runtime)))
    }

    /// Runs work of the driver; dropping the future ends it.
    async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, DriverError>> + Send + 'static,
    ) -> Result<T, DriverError> {
        let Some(runtime) = &self.0 else { return Err(broken()) };
        match AbortOnDropHandle::new(runtime.spawn(work)).await {
            Ok(outcome) => outcome,
            // a panic of the driver is a message that it could not read
            Err(_) => Err(broken()),
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

fn broken() -> DriverError {
    DriverError::custom("the driver's task ended")
}

/// A client for one call of the connector. Dropping it closes its connections.
pub(crate) struct Client {
    engine: Engine,
    driver: mongodb::Client,
    /// The driver reads the authority from it whenever it makes a connection.
    _authority: Option<NamedTempFile>,
    health: Arc<Health>,
    hosts: String,
    logged_in: bool,
    deadline: Deadline,
    statements: Mutex<Vec<String>>,
}

/// Documents read with a cursor.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) documents: Vec<RawDocumentBuf>,
    /// The limit in bytes ended it.
    pub(crate) cut: bool,
}

/// How much to read with a cursor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    pub(crate) documents: usize,
    pub(crate) bytes: usize,
}

impl Client {
    /// A client with these settings, whose SRV record has been looked up. It connects when
    /// it is used.
    pub(crate) async fn new(settings: &Settings, deadline: Deadline) -> Result<Self, Failure> {
        if settings.username.is_some() && settings.password.is_none() {
            return Err(Failure::new(Reason::PasswordMissing));
        }
        let (tls, authority) = tls::driver_options(settings)
            .map_err(|error| Failure::new(Reason::NoTemporaryFile).detail(error.to_string()))?;
        let engine = Engine::new()?;
        let mut options = seeds(settings);
        let remaining = deadline.remaining();
        options.app_name = Some(APP_NAME.to_owned());
        options.tls = Some(tls);
        options.direct_connection = Some(settings.direct);
        options.load_balanced = settings.load_balanced.then_some(true);
        options.repl_set_name = settings.replica_set.clone();
        options.credential = credential(settings);
        options.retry_reads = Some(false);
        options.max_pool_size = Some(2);
        // no connection beside the monitor's own
        options.server_monitoring_mode = Some(ServerMonitoringMode::Poll);
        // shorter than what an operation may take, or the cause of its failure is lost
        options.server_selection_timeout = Some(remaining * 3 / 8);
        // shorter, or the selection fails first and its cause is lost
        options.connect_timeout = Some((remaining / 4).max(Duration::from_millis(50)));
        let health = Arc::new(Health::new(&options));
        let listener = Arc::clone(&health);
        options.sdam_event_handler =
            Some(EventHandler::callback(move |event| listener.hear(event)));
        let driver =
            engine.run(async move { mongodb::Client::with_options(options) }).await.map_err(
                |error| of_driver(&error, &settings.host_list(), settings.username.is_some()),
            )?;
        Ok(Self {
            engine,
            driver,
            _authority: authority,
            health,
            hosts: settings.host_list(),
            logged_in: settings.username.is_some(),
            deadline,
            statements: Mutex::default(),
        })
    }

    /// The statements sent so far, as text.
    pub(crate) fn statements(&self) -> Vec<String> {
        self.statements.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Runs a command that answers with one document. It and the server's work end
    /// after `within`, or by the deadline.
    pub(crate) async fn command(
        &self,
        database: &str,
        command: Document,
        within: Duration,
    ) -> Result<Document, Failure> {
        let (command, within) = self.prepare(database, command, within);
        let database = self.driver.database(database);
        let running =
            async move { database.run_command(command).selection_criteria(readable()).await };
        self.bounded(within, running).await
    }

    /// Runs a command that answers with a cursor, and reads it up to `limit`.
    pub(crate) async fn cursor(
        &self,
        database: &str,
        command: Document,
        limit: Limit,
        within: Duration,
    ) -> Result<Batch, Failure> {
        let (command, within) = self.prepare(database, command, within);
        let database = self.driver.database(database);
        let reading = async move {
            let mut cursor =
                database.run_cursor_command(command).selection_criteria(readable()).await?;
            let mut batch = Batch::default();
            let mut bytes = 0;
            while batch.documents.len() < limit.documents && cursor.advance().await? {
                let document = cursor.current().to_owned();
                bytes += document.as_bytes().len();
                batch.documents.push(document);
                if bytes > limit.bytes {
                    batch.cut = cursor.has_next();
                    break;
                }
            }
            Ok(batch)
        };
        self.bounded(within, reading).await
    }

    /// Adds the time limit and writes the command down.
    fn prepare(
        &self,
        database: &str,
        mut command: Document,
        within: Duration,
    ) -> (Document, Duration) {
        let within = within.min(self.deadline.remaining());
        let milliseconds = i64::try_from(within.as_millis()).unwrap_or(i64::MAX).max(1);
        let text = shell::statement(database, &command);
        // a server older than the driver's own minimum never gets here, so all know the option
        command.insert("maxTimeMS", milliseconds);
        self.statements.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        (command, within)
    }

    async fn bounded<T: Send + 'static>(
        &self,
        within: Duration,
        running: impl Future<Output = Result<T, DriverError>> + Send + 'static,
    ) -> Result<T, Failure> {
        let outcome = tokio::select! {
            biased;
            outcome = self.engine.run(running) => outcome,
            () = self.health.hopeless() => return Err(self.unreachable(None)),
            () = tokio::time::sleep(within) => {
                return Err(if self.health.is_known() {
                    Failure::new(Reason::Deadline).at(&self.hosts)
                } else {
                    self.unreachable(None)
                });
            }
        };
        self.health.served(&outcome);
        outcome.map_err(|error| {
            // the text of an error holds data of the server: it goes nowhere
            let failure = of_driver(&error, &self.hosts, self.logged_in);
            if matches!(*error.kind, DriverKind::ServerSelection { .. }) {
                self.unreachable(Some(failure))
            } else {
                failure
            }
        })
    }

    /// Why no server can be used, from what the monitors heard.
    fn unreachable(&self, told: Option<Failure>) -> Failure {
        let member = |address: &str| {
            Failure::new(Reason::MemberUnreachable)
                .at(&self.hosts)
                .detail(format!("{address} is one of these names."))
        };
        match self.health.cause() {
            Some(Cause::Unusable(failure)) => failure,
            Some(Cause::Failed { address, error, is_seed: true }) => {
                of_driver(&error, &address, self.logged_in)
            }
            Some(Cause::Failed { address, is_seed: false, .. }) => member(&address),
            None => told.unwrap_or_else(|| Failure::new(Reason::Silent).at(&self.hosts)),
        }
    }

    /// Ends cursors and sessions on the server and closes the connections.
    pub(crate) async fn close(self) {
        let within = CLOSE_TIMEOUT.min(self.deadline.remaining());
        let driver = self.driver.clone();
        let closing = self.engine.run(async move {
            driver.shutdown().await;
            Ok(())
        });
        let _ = tokio::time::timeout(within, closing).await;
    }
}

/// Reads go to the primary, or to a secondary when there is none.
fn readable() -> SelectionCriteria {
    SelectionCriteria::ReadPreference(ReadPreference::PrimaryPreferred { options: None })
}

/// Options with nothing but the hosts to begin with.
fn seeds(settings: &Settings) -> ClientOptions {
    let hosts = settings
        .hosts
        .iter()
        .map(|host| ServerAddress::Tcp { host: host.name.clone(), port: Some(host.port) });
    let mut options = ClientOptions::default();
    options.hosts = hosts.collect();
    options
}

fn credential(settings: &Settings) -> Option<Credential> {
    let username = settings.username.clone()?;
    let mut credential = Credential::default();
    credential.username = Some(username);
    credential.source = Some(settings.auth_source().to_owned());
    credential.password = settings.password.as_ref().map(|p| p.expose_secret().to_owned());
    credential.mechanism = match settings.mechanism.as_deref() {
        Some("SCRAM-SHA-256") => Some(AuthMechanism::ScramSha256),
        Some("SCRAM-SHA-1") => Some(AuthMechanism::ScramSha1),
        _ => None,
    };
    Some(credential)
}
