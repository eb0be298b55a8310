//! A login in two steps: who is it, and does he know the password.

use crate::crypto::{self, Exchange, Proof, SESSION_ROUNDS, StoredPassword};
use crate::log::SessionRecord;
use crate::shared::Shared;
use crate::sql::{SqlError, fold_name};
use crate::users::{LoginState, User};
use crate::wire::answer;
use crate::wire::request;
use crate::wire::writer::Writer;

/// A client that has logged in.
pub(crate) struct LoggedIn {
    pub(crate) name: String,
    /// The schema of names that have none.
    pub(crate) schema: String,
    pub(crate) service: String,
    pub(crate) program: String,
    pub(crate) hidden_views: Vec<String>,
}

/// A login on its way.
pub(crate) struct Login {
    connection: u64,
    service: String,
    started: Option<(Option<User>, Exchange)>,
    /// What the client said of itself.
    program: String,
    machine: String,
    os_user: String,
}

impl Login {
    pub(crate) fn new(connection: u64, service: String) -> Self {
        Self {
            connection,
            service,
            started: None,
            program: String::new(),
            machine: String::new(),
            os_user: String::new(),
        }
    }

    /// Answers the name of an account with half of a session key. A name that has no account
    /// gets an answer of the same shape.
    pub(crate) fn begin(&mut self, shared: &Shared, writer: &mut Writer, account: &request::Login) {
        self.program = account.value("AUTH_PROGRAM_NM");
        self.machine = account.value("AUTH_MACHINE");
        self.os_user = account.value("AUTH_SID");
        let user = shared.users.find(&fold_name(&account.user));
        let (own, rounds) = (shared.settings.verifier, shared.settings.password_rounds);
        let stored = match &user {
            Some(user) => shared.users.stored(user, user.verifier.unwrap_or(own), rounds),
            None => StoredPassword::of_nobody(own, rounds),
        };
        let exchange = Exchange::new(stored);
        let stored = exchange.stored();
        answer::parameters(
            writer,
            &[
                ("AUTH_SESSKEY", crypto::hex(&exchange.session_key()), 0),
                ("AUTH_VFR_DATA", crypto::hex(&stored.salt), stored.number()),
                ("AUTH_PBKDF2_CSK_SALT", crypto::hex(&exchange.session_salt), 0),
                ("AUTH_PBKDF2_VGEN_COUNT", stored.rounds.to_string(), 0),
                ("AUTH_PBKDF2_SDER_COUNT", SESSION_ROUNDS.to_string(), 0),
                ("AUTH_GLOBALLY_UNIQUE_DBID\0", "5A0D0E7C9B1F4E63AE2B7C11D2F05B44".to_owned(), 0),
            ],
        );
        self.started = Some((user, exchange));
    }

    /// Answers a password, with the server's proof that it knows it too.
    pub(crate) fn complete(
        &mut self,
        shared: &Shared,
        writer: &mut Writer,
        password: &request::Login,
    ) -> Result<LoggedIn, SqlError> {
        let denied = || SqlError::login_denied(shared.settings.profile);
        let (user, exchange) = self.started.take().ok_or_else(denied)?;
        let user = user.ok_or_else(denied)?;
        let refusal = user.state.error(&user.name);
        // A locked account says so to everybody, what else is wrong only to him who knows the
        // password.
        if let (LoginState::Locked, Some((code, message))) = (&user.state, &refusal) {
            return Err(SqlError::new(*code, message.clone()));
        }
        let proof = Proof {
            session_key: crypto::unhex(&password.value("AUTH_SESSKEY")).ok_or_else(denied)?,
            password: crypto::unhex(&password.value("AUTH_PASSWORD")).ok_or_else(denied)?,
        };
        let answer = exchange.accept(&proof, &user.password).ok_or_else(denied)?;
        if let Some((code, message)) = refusal {
            return Err(SqlError::new(code, message));
        }
        let name = Self::acting_as(&user, &password.value("PROXY_CLIENT_NAME"))?;
        self.welcome(shared, writer, &answer);
        shared.log.session(SessionRecord {
            connection: self.connection,
            user: name.clone(),
            program: self.program.clone(),
            machine: self.machine.clone(),
            os_user: self.os_user.clone(),
            service: self.service.clone(),
            open: true,
        });
        Ok(LoggedIn {
            schema: name.clone(),
            name,
            service: self.service.clone(),
            program: self.program.clone(),
            hidden_views: user.hidden_views,
        })
    }

    /// The account whose rights the session has.
    fn acting_as(user: &User, client: &str) -> Result<String, SqlError> {
        if client.is_empty() {
            return Ok(user.name.clone());
        }
        let client = fold_name(client);
        if user.clients.contains(&client) {
            Ok(client)
        } else {
            Err(SqlError::new(28150, "proxy not authorized to connect as client"))
        }
    }

    fn welcome(&self, shared: &Shared, writer: &mut Writer, answer: &[u8]) {
        let settings = &shared.settings;
        let text = |text: &str| text.to_owned();
        let service = match settings.services.first() {
            Some(first) if self.service.is_empty() => first.clone(),
            _ => self.service.to_lowercase(),
        };
        answer::parameters(
            writer,
            &[
                ("AUTH_VERSION_STRING", format!("- {}", settings.profile.product()), 0),
                ("AUTH_VERSION_NO", settings.profile.version_number().to_string(), 0),
                ("AUTH_SVR_RESPONSE", crypto::hex(answer), 0),
                ("AUTH_SESSION_ID", (self.connection + 40).to_string(), 0),
                ("AUTH_SERIAL_NUM", (self.connection % 60_000 + 1_000).to_string(), 0),
                ("AUTH_DBNAME", text("FREEPDB1"), 0),
                ("AUTH_INSTANCENAME", text("FREE"), 0),
                ("AUTH_SC_SERVICE_NAME", service, 0),
                ("AUTH_SC_DBUNIQUE_NAME", text("FREE"), 0),
                ("AUTH_SC_INSTANCE_NAME", text("FREE"), 0),
                ("AUTH_SC_SERVER_HOST", text("testserver"), 0),
                ("AUTH_MAX_OPEN_CURSORS", text("300"), 0),
                ("AUTH_MAX_IDEN_LENGTH", text("128"), 0),
            ],
        );
    }
}
