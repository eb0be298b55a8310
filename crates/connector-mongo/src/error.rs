//! A failure: a reason, where it happened and what the server said, told to a person.

use ariadne_domain::Problem;
use ariadne_ports::{Error, ErrorKind};

use crate::config::Settings;
pub(crate) use crate::reason::Reason;
use crate::shell::quoted;

/// A failure before it is told: its reason and what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    /// The host that failed, where it is one.
    pub(crate) host: Option<String>,
    /// The collection that was refused, where it is about one.
    pub(crate) collection: Option<String>,
    /// A sentence that the row's texts may include.
    pub(crate) detail: Option<String>,
    /// What the server or the driver said.
    said: Option<Box<Said>>,
}

/// The words of the server, or of the driver where it speaks for it.
#[derive(Clone, Debug, Default)]
struct Said {
    code: Option<i32>,
    code_name: String,
    message: String,
}

impl Failure {
    /// A failure of which only the reason is known.
    pub(crate) fn new(reason: Reason) -> Self {
        Self { reason, host: None, collection: None, detail: None, said: None }
    }

    #[must_use]
    pub(crate) fn at(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into());
        self
    }

    #[must_use]
    pub(crate) fn about(mut self, collection: impl Into<String>) -> Self {
        self.collection = Some(collection.into());
        self
    }

    #[must_use]
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub(crate) fn saying(mut self, code: Option<i32>, code_name: &str, message: &str) -> Self {
        let (code_name, message) = (code_name.to_owned(), message.to_owned());
        self.said = Some(Box::new(Said { code, code_name, message }));
        self
    }

    /// Whether the server said that the login lacks a privilege.
    pub(crate) fn is_denied(&self) -> bool {
        matches!(self.reason, Reason::NotAuthorized | Reason::LoginNeeded)
    }

    /// Whether the connection is of no use any more, so that trying on is pointless.
    pub(crate) fn is_fatal(&self) -> bool {
        self.said.as_ref().is_none_or(|said| said.code.is_none())
            || matches!(self.kind(), ErrorKind::SourceAuthFailed)
    }

    /// Its kind.
    pub(crate) fn kind(&self) -> ErrorKind {
        self.reason.row().kind
    }

    /// The failure told for a source with these settings, reading `database`.
    pub(crate) fn problem(&self, settings: &Settings, database: &str) -> Problem {
        let row = self.reason.row();
        let fill = |text: &str| self.fill(text, settings, database);
        let said = self.said.as_deref();
        let engine_code = said.and_then(|said| {
            let code = said.code?;
            Some(format!("{code} {}", said.code_name).trim_end().to_owned())
        });
        let message = said.map(|said| clip(&redact(&said.message, settings), 500));
        Problem::new(row.code, fill(row.title))
            .with_cause(fill(row.cause))
            .with_remedy(fill(row.remedy))
            .with_engine(engine_code, message.filter(|m| !m.is_empty()))
    }

    /// The failure as an error of `operation`.
    pub(crate) fn into_error(
        self,
        operation: &'static str,
        settings: &Settings,
        database: &str,
    ) -> Error {
        let kind = self.kind();
        Error::of_source(kind, operation, self.problem(settings, database))
    }

    fn fill(&self, text: &str, settings: &Settings, database: &str) -> String {
        let user = settings.username.as_deref().unwrap_or("(none)");
        let host = self.host.clone().unwrap_or_else(|| settings.host_list());
        let detail = self.detail.as_deref().map(|d| redact(d, settings)).unwrap_or_default();
        let values = [
            ("{host}", host),
            ("{databaseText}", quoted(database)),
            ("{database}", database.to_owned()),
            ("{userText}", quoted(user)),
            ("{user}", user.to_owned()),
            ("{authSourceText}", quoted(settings.auth_source())),
            ("{authSource}", settings.auth_source().to_owned()),
            ("{replicaSet}", settings.replica_set.clone().unwrap_or_default()),
            ("{collection}", self.collection.clone().unwrap_or_default()),
            ("{grant}", grant(settings, database)),
            ("{detail}", detail),
        ];
        // one pass over the template, so that a value that looks like a placeholder stays as it is
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some((key, value)) = values.iter().find(|(key, _)| rest.starts_with(key)) {
                filled.push_str(value);
                rest = &rest[key.len()..];
            } else {
                filled.push('{');
                rest = &rest[1..];
            }
        }
        filled.push_str(rest);
        filled.trim_end().to_owned()
    }
}

/// What an administrator runs so that the login may read `database`.
pub(crate) fn grant(settings: &Settings, database: &str) -> String {
    match &settings.username {
        Some(user) => format!(
            "db.getSiblingDB({}).grantRolesToUser({}, [{{ role: \"read\", db: {} }}])",
            quoted(settings.auth_source()),
            quoted(user),
            quoted(database)
        ),
        None => format!(
            "db.getSiblingDB(\"admin\").createUser({{ user: \"ariadne\", pwd: passwordPrompt(), roles: [{{ role: \"read\", db: {} }}] }}), then enter that user in the settings.",
            quoted(database)
        ),
    }
}

/// `text` without the password, should a server send it back.
fn redact(text: &str, settings: &Settings) -> String {
    use secrecy::ExposeSecret;
    match &settings.password {
        Some(password) if password.expose_secret().len() >= 4 => {
            text.replace(password.expose_secret(), "•••")
        }
        _ => text.to_owned(),
    }
}

/// The first `max` characters of one line.
pub(crate) fn clip(text: &str, max: usize) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(max).collect();
    if text.chars().count() > max { format!("{line}…") } else { line }
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
