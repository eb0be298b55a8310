//! Accounts.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::crypto::StoredPassword;
use crate::profile::Verifier;
use crate::shared::lock;

/// What a login with the right password gets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum LoginState {
    /// A session.
    #[default]
    Open,
    /// ORA-28000: the account is locked.
    Locked,
    /// ORA-28001: the password has expired.
    Expired,
    /// ORA-01045: the account lacks CREATE SESSION.
    NoCreateSession,
    /// Another error, with its number and its text without the `ORA-…: ` before it.
    Refused {
        /// The number, such as 1033.
        code: u32,
        /// The text, such as `ORACLE initialization or shutdown in progress`.
        message: String,
    },
}

impl LoginState {
    /// The number and the text of the refusal.
    pub(crate) fn error(&self, user: &str) -> Option<(u32, String)> {
        Some(match self {
            Self::Open => return None,
            Self::Locked => (28000, "The account is locked.".to_owned()),
            Self::Expired => (28001, "The password has expired.".to_owned()),
            Self::NoCreateSession => {
                (1045, format!("user {user} lacks CREATE SESSION privilege; logon denied"))
            }
            Self::Refused { code, message } => (*code, message.clone()),
        })
    }
}

/// An account of the test server.
///
/// Its name is exact: `APP` is the account that a person calls `app`.
#[derive(Clone)]
pub struct User {
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) state: LoginState,
    pub(crate) verifier: Option<Verifier>,
    pub(crate) hidden_views: Vec<String>,
    pub(crate) clients: Vec<String>,
}

impl std::fmt::Debug for User {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("User")
            .field("name", &self.name)
            .field("state", &self.state)
            .field("verifier", &self.verifier)
            .field("hidden_views", &self.hidden_views)
            .field("clients", &self.clients)
            .finish_non_exhaustive()
    }
}

impl User {
    /// An account that may log in. What it sees is what it owns or was granted by the catalog's
    /// script.
    pub fn new(name: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            password: password.into(),
            state: LoginState::Open,
            verifier: None,
            hidden_views: Vec::new(),
            clients: Vec::new(),
        }
    }

    /// What a login with the right password gets.
    #[must_use]
    pub fn state(mut self, state: LoginState) -> Self {
        self.state = state;
        self
    }

    /// The kind of verifier; the server's own without this.
    #[must_use]
    pub fn verifier(mut self, verifier: Verifier) -> Self {
        self.verifier = Some(verifier);
        self
    }

    /// Lets this account log in as another one, as `GRANT CONNECT THROUGH` does.
    #[must_use]
    pub fn proxy_for(mut self, client: impl Into<String>) -> Self {
        self.clients.push(client.into());
        self
    }

    /// Takes a dictionary view, such as `ALL_CONSTRAINTS`, from this account: ORA-00942.
    #[must_use]
    pub fn without_view(mut self, view: impl Into<String>) -> Self {
        self.hidden_views.push(view.into().to_uppercase());
        self
    }
}

/// All accounts, with verifiers derived at the first login of each.
#[derive(Default)]
pub(crate) struct Users {
    accounts: Mutex<Vec<User>>,
    derived: Mutex<HashMap<(String, String, Verifier), StoredPassword>>,
}

impl Users {
    pub(crate) fn new(accounts: Vec<User>) -> Self {
        Self { accounts: Mutex::new(accounts), derived: Mutex::default() }
    }

    pub(crate) fn find(&self, name: &str) -> Option<User> {
        lock(&self.accounts).iter().find(|user| user.name == name).cloned()
    }

    /// Adds an account or puts it in the place of the one of its name.
    pub(crate) fn put(&self, user: User) {
        let mut accounts = lock(&self.accounts);
        accounts.retain(|other| other.name != user.name);
        accounts.push(user);
    }

    /// What is stored of a password: the same at every login, since it holds the salt.
    pub(crate) fn stored(&self, user: &User, verifier: Verifier, rounds: u32) -> StoredPassword {
        let key = (user.name.clone(), user.password.clone(), verifier);
        lock(&self.derived)
            .entry(key)
            .or_insert_with(|| StoredPassword::of(verifier, &user.password, rounds))
            .clone()
    }
}
