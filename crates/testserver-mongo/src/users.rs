//! Accounts.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::privileges::Privileges;
use crate::scram::{Credentials, Mechanism};

/// An account of the test server.
#[derive(Debug, Clone)]
pub struct User {
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) database: String,
    pub(crate) mechanisms: Vec<Mechanism>,
    pub(crate) privileges: Privileges,
}

impl User {
    /// An account in `admin` with both mechanisms and no privilege.
    pub fn new(name: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            password: password.into(),
            database: "admin".to_owned(),
            mechanisms: Mechanism::ALL.to_vec(),
            privileges: Privileges::none(),
        }
    }

    /// What the account may do.
    #[must_use]
    pub fn privileges(mut self, privileges: Privileges) -> Self {
        self.privileges = privileges;
        self
    }

    /// The database that holds the account, which is its `authSource`.
    #[must_use]
    pub fn database(mut self, database: impl Into<String>) -> Self {
        self.database = database.into();
        self
    }

    /// The mechanisms for which the account has credentials.
    #[must_use]
    pub fn mechanisms(mut self, mechanisms: impl IntoIterator<Item = Mechanism>) -> Self {
        self.mechanisms = mechanisms.into_iter().collect();
        self
    }
}

/// All accounts, with credentials derived at the first login of each.
#[derive(Default)]
pub(crate) struct Users {
    accounts: Vec<User>,
    derived: Mutex<HashMap<(usize, Mechanism), Credentials>>,
}

impl Users {
    pub(crate) fn new(accounts: Vec<User>) -> Self {
        Self { accounts, derived: Mutex::default() }
    }

    /// Whether logins are asked for at all.
    pub(crate) fn login_required(&self) -> bool {
        !self.accounts.is_empty()
    }

    /// The account's number, stable while the server runs.
    pub(crate) fn find(&self, database: &str, name: &str) -> Option<usize> {
        self.accounts.iter().position(|user| user.database == database && user.name == name)
    }

    pub(crate) fn get(&self, number: usize) -> &User {
        &self.accounts[number]
    }

    /// `None` when the account has none for the mechanism.
    pub(crate) fn credentials(&self, number: usize, mechanism: Mechanism) -> Option<Credentials> {
        let user = self.get(number);
        if !user.mechanisms.contains(&mechanism) {
            return None;
        }
        let mut derived = crate::shared::lock(&self.derived);
        let credentials = derived.entry((number, mechanism)).or_insert_with(|| {
            Credentials::of_user(mechanism, &user.database, &user.name, &user.password)
        });
        Some(credentials.clone())
    }
}
