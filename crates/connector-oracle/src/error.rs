//! A failure: a reason, where it happened and what the server said, told to a person.

use ariadne_domain::Problem;
use ariadne_ports::{Error, ErrorKind};

use crate::codes;
use crate::config::Settings;
use crate::names::{qualified, quoted, shown_one};
pub(crate) use crate::reason::Reason;

/// A failure before it is told: its reason and what is known of it.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    known: Box<Known>,
}

/// What is known of a failure beside its reason.
#[derive(Clone, Debug, Default)]
struct Known {
    /// The object that it is about, where it is about one.
    about: Option<String>,
    /// The dictionary views that the failed statement reads; the server does not tell
    /// which of them it is about.
    views: Vec<String>,
    /// Where it happened, when not where the settings say.
    host: Option<String>,
    /// A sentence that the row's texts may include.
    detail: Option<String>,
    /// What the server or the driver said.
    code: Option<u32>,
    message: Option<String>,
}

impl Failure {
    /// A failure of which only the reason is known.
    pub(crate) fn new(reason: Reason) -> Self {
        Self { reason, known: Box::default() }
    }

    /// What the engine answers with this number and message.
    pub(crate) fn of_engine(code: u32, message: &str) -> Self {
        let mut failure = Self::new(codes::reason_of(code));
        failure.known.code = Some(code);
        failure.known.message = Some(message.to_owned());
        if failure.reason == Reason::TooOld {
            failure.known.detail =
                Some("Its dictionary lacks a column that version 12.1 brought.".to_owned());
        }
        failure
    }

    #[must_use]
    pub(crate) fn about(mut self, object: impl Into<String>) -> Self {
        self.known.about = Some(object.into());
        self
    }

    #[must_use]
    pub(crate) fn reading(mut self, views: impl Iterator<Item = &'static str>) -> Self {
        self.known.views = views.map(str::to_uppercase).collect();
        self
    }

    #[must_use]
    pub(crate) fn at(mut self, host: impl Into<String>) -> Self {
        self.known.host = Some(host.into());
        self
    }

    #[must_use]
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.known.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub(crate) fn saying(mut self, message: &str) -> Self {
        self.known.message = Some(message.to_owned());
        self
    }

    /// Whether the rest can be read without this part: the server refused a statement
    /// or cancelled it, and the session goes on.
    pub(crate) fn spares_the_session(&self) -> bool {
        match self.reason {
            Reason::TimeLimit => true,
            Reason::ViewHidden
            | Reason::Denied
            | Reason::TooOld
            | Reason::CommandFailed
            | Reason::Overloaded => self.known.code.is_some(),
            _ => false,
        }
    }

    /// Its kind.
    pub(crate) fn kind(&self) -> ErrorKind {
        self.reason.row().kind
    }

    /// The failure told for a source with these settings.
    pub(crate) fn problem(&self, settings: &Settings) -> Problem {
        let row = self.reason.row();
        let fill = |text: &str| self.fill(text, settings);
        let message = self.known.message.as_deref().map(|m| clip(&redact(m, settings), 500));
        Problem::new(row.code, fill(row.title))
            .with_cause(fill(row.cause))
            .with_remedy(fill(row.remedy))
            .with_engine(
                self.known.code.map(|code| format!("ORA-{code:05}")),
                message.filter(|m| !m.is_empty()),
            )
    }

    /// The failure as an error of `operation`.
    pub(crate) fn into_error(self, operation: &'static str, settings: &Settings) -> Error {
        Error::of_source(self.kind(), operation, self.problem(settings))
    }

    /// What a DBA runs against a missing right.
    fn grant(&self, user: &str) -> String {
        if self.known.views.is_empty() {
            return "Show the message to a DBA of the database, who grants the right that it names."
                .to_owned();
        }
        let grant = |view| format!("GRANT SELECT ON SYS.{view} TO {};", quoted(user));
        let grants: Vec<String> = self.known.views.iter().map(grant).collect();
        format!("This is for a DBA of the database: {}", grants.join(" "))
    }

    fn fill(&self, text: &str, settings: &Settings) -> String {
        let (login, user) = (settings.login_user(), settings.effective_user());
        let about = self.known.about.clone().unwrap_or_default();
        let values = [
            ("{host}", self.known.host.clone().unwrap_or_else(|| settings.place())),
            ("{hostName}", self.known.host.clone().unwrap_or_else(|| settings.host.to_string())),
            ("{target}", settings.target.told()),
            ("{loginQuoted}", quoted(&login)),
            ("{login}", shown_one(&login)),
            ("{userQuoted}", quoted(&user)),
            ("{user}", shown_one(&user)),
            ("{object}", about),
            ("{view}", self.known.views.join(" or ")),
            ("{grant}", self.grant(&user)),
            (
                "{detail}",
                self.known.detail.as_deref().map(|d| redact(d, settings)).unwrap_or_default(),
            ),
        ];
        fill(text, &values)
    }
}

/// One pass over the template, so that a value that looks like a placeholder stays.
fn fill(text: &str, values: &[(&str, String)]) -> String {
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

/// What the owner of an object, or a DBA, runs so that `user` sees it.
pub(crate) fn grant_select(user: &str, schema: &str, name: &str) -> String {
    format!("GRANT SELECT ON {} TO {};", qualified(schema, name), quoted(user))
}

/// `text` without a secret, should a server send it back.
fn redact(text: &str, settings: &Settings) -> String {
    let mut text = text.to_owned();
    for secret in settings.secrets().filter(|secret| secret.len() >= 4) {
        text = text.replace(secret, "•••");
    }
    text
}

/// The first `max` characters of one line.
pub(crate) fn clip(text: &str, max: usize) -> String {
    let line: String =
        text.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c }).take(max).collect();
    if text.trim_end().chars().count() > max { format!("{line}…") } else { line }
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
