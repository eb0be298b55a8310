//! How a test describes its server.

use std::io;
use std::net::Ipv4Addr;

use crate::catalog::Catalog;
use crate::fault::{Fault, Faults};
use crate::privileges::Privileges;
use crate::scram::Mechanism;
use crate::server::TestServer;
use crate::shared::Shared;
use crate::spec::CollectionSpec;
use crate::tls::{Tls, TlsMode};
use crate::users::{User, Users};

/// What a member of a replica set says of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Takes reads and writes.
    #[default]
    Primary,
    /// Takes reads that allow a secondary, and no writes.
    Secondary,
    /// Starting up or catching up: takes neither.
    Recovering,
}

/// What does not change while the server runs.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) wire: i32,
    pub(crate) version: String,
    pub(crate) replica_set: Option<String>,
    pub(crate) role: Role,
    pub(crate) mongos: bool,
    pub(crate) mechanisms: Vec<Mechanism>,
}

/// Describes a [`TestServer`] and starts it.
#[derive(Debug, Clone)]
pub struct TestServerBuilder {
    wire: i32,
    version: Option<String>,
    replica_set: Option<String>,
    role: Role,
    mongos: bool,
    mechanisms: Vec<Mechanism>,
    port: u16,
    advertised_host: String,
    users: Vec<User>,
    collections: Vec<(String, String, CollectionSpec)>,
    tls: TlsMode,
    faults: Vec<Fault>,
}

impl TestServerBuilder {
    pub(crate) fn new() -> Self {
        Self {
            wire: 21,
            version: None,
            replica_set: None,
            role: Role::default(),
            mongos: false,
            mechanisms: Mechanism::ALL.to_vec(),
            port: 0,
            advertised_host: Ipv4Addr::LOCALHOST.to_string(),
            users: Vec::new(),
            collections: Vec::new(),
            tls: TlsMode::default(),
            faults: Vec::new(),
        }
    }

    /// The highest wire version that the server speaks: 8 is MongoDB 4.2, 9 is 4.4, 13 is 5.0,
    /// 17 is 6.0, 21 is 7.0 (the default) and 25 is 8.0.
    #[must_use]
    pub fn wire(mut self, wire: i32) -> Self {
        self.wire = wire;
        self
    }

    /// The version in `buildInfo`; without it, one that fits the wire version.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Makes the server the one member of a replica set of this name.
    #[must_use]
    pub fn replica_set(mut self, name: impl Into<String>) -> Self {
        self.replica_set = Some(name.into());
        self
    }

    /// The member's role; it needs a replica set to be told to clients.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Makes the server say that it is a router of a sharded cluster.
    #[must_use]
    pub fn mongos(mut self) -> Self {
        self.mongos = true;
        self
    }

    /// The mechanisms that the server has enabled; both without this.
    #[must_use]
    pub fn mechanisms(mut self, mechanisms: impl IntoIterator<Item = Mechanism>) -> Self {
        self.mechanisms = mechanisms.into_iter().collect();
        self
    }

    /// The port to listen on; a free one without this.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The host by which the server calls itself towards clients; `127.0.0.1` without this.
    #[must_use]
    pub fn advertised_host(mut self, host: impl Into<String>) -> Self {
        self.advertised_host = host.into();
        self
    }

    /// Adds an account in `admin` with both mechanisms. The first account switches logins on.
    #[must_use]
    pub fn user(self, name: &str, password: &str, privileges: Privileges) -> Self {
        self.account(User::new(name, password).privileges(privileges))
    }

    /// Adds an account. The first one switches logins on.
    #[must_use]
    pub fn account(mut self, user: User) -> Self {
        self.users.push(user);
        self
    }

    /// Adds a collection, a view or a time series.
    #[must_use]
    pub fn collection(
        mut self,
        database: impl Into<String>,
        name: impl Into<String>,
        spec: CollectionSpec,
    ) -> Self {
        self.collections.push((database.into(), name.into(), spec));
        self
    }

    /// Whether and how well the server speaks TLS.
    #[must_use]
    pub fn tls(mut self, mode: TlsMode) -> Self {
        self.tls = mode;
        self
    }

    /// Adds a fault that is in force from the start.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Starts the server on its own thread; it accepts connections when this returns.
    ///
    /// Fails when the port is taken or a collection is described wrongly.
    pub async fn start(self) -> io::Result<TestServer> {
        let listener =
            tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?.into_std()?;
        let port = listener.local_addr()?.port();
        let mut catalog = Catalog::default();
        for (database, name, spec) in self.collections {
            catalog.put(&database, &name, spec).map_err(|error| {
                let message = format!("{database}.{name}: {}", error.message);
                io::Error::new(io::ErrorKind::InvalidInput, message)
            })?;
        }
        let settings = Settings {
            wire: self.wire,
            version: self.version.unwrap_or_else(|| version_of_wire(self.wire).to_owned()),
            replica_set: self.replica_set,
            role: self.role,
            mongos: self.mongos,
            mechanisms: self.mechanisms,
        };
        let shared = Shared::new(
            settings,
            format!("{}:{port}", self.advertised_host),
            Users::new(self.users),
            Tls::new(self.tls)?,
            catalog,
            Faults::new(self.faults),
        );
        TestServer::launch(listener, port, shared)
    }
}

fn version_of_wire(wire: i32) -> &'static str {
    match wire {
        ..=6 => "3.6.23",
        7 => "4.0.28",
        8 => "4.2.24",
        9..=12 => "4.4.29",
        13..=16 => "5.0.31",
        17..=20 => "6.0.20",
        21..=24 => "7.0.16",
        _ => "8.0.4",
    }
}
