//! How a test describes its server.

use std::io;
use std::net::Ipv4Addr;

use crate::catalog::Catalog;
use crate::crypto::PASSWORD_ROUNDS;
use crate::fault::{Fault, Faults};
use crate::profile::{FinalMessage, Profile, Verifier};
use crate::server::TestServer;
use crate::shared::Shared;
use crate::tls::{Tls, TlsMode};
use crate::users::{User, Users};

/// What does not change while the server runs.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) profile: Profile,
    pub(crate) verifier: Verifier,
    pub(crate) password_rounds: u32,
    pub(crate) markers: bool,
    pub(crate) compression: bool,
    pub(crate) sdu: u16,
    pub(crate) final_message: FinalMessage,
    pub(crate) native_encryption: bool,
    pub(crate) manner: ListenerManner,
    /// Service names in lower case: listeners compare them without regard to case.
    pub(crate) services: Vec<String>,
    pub(crate) sids: Vec<String>,
}

/// What the listener does before it lets a client in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ListenerManner {
    pub(crate) resend: bool,
    pub(crate) redirect: bool,
    pub(crate) refuse: Option<u32>,
}

/// Describes a [`TestServer`] and starts it.
#[derive(Debug, Clone)]
pub struct TestServerBuilder {
    settings: Settings,
    port: u16,
    users: Vec<User>,
    catalog: Catalog,
    scripts: Vec<String>,
    hidden_views: Vec<String>,
    tls: TlsMode,
    faults: Vec<Fault>,
}

impl TestServerBuilder {
    pub(crate) fn new() -> Self {
        Self {
            settings: Settings {
                profile: Profile::default(),
                verifier: Verifier::default(),
                password_rounds: PASSWORD_ROUNDS,
                markers: false,
                compression: true,
                sdu: 8192,
                final_message: FinalMessage::default(),
                native_encryption: false,
                manner: ListenerManner::default(),
                services: vec!["freepdb1".to_owned()],
                sids: vec!["free".to_owned()],
            },
            port: 0,
            users: Vec::new(),
            catalog: Catalog::new(),
            scripts: Vec::new(),
            hidden_views: Vec::new(),
            tls: TlsMode::default(),
            faults: Vec::new(),
        }
    }

    /// The release; 19c without this.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.settings.profile = profile;
        self
    }

    /// The kind of verifier of accounts that don't say; 12c without this.
    #[must_use]
    pub fn verifier(mut self, verifier: Verifier) -> Self {
        self.settings.verifier = verifier;
        self
    }

    /// The rounds of the key derivation over a password of a 12c verifier; 4096 without this, as on
    /// a real server. Both sides take them, a tenth of a second each in a build without
    /// optimisation: fewer are for tests that count time.
    #[must_use]
    pub fn password_rounds(mut self, rounds: u32) -> Self {
        self.settings.password_rounds = rounds.max(1);
        self
    }

    /// Whether errors are announced by a BREAK marker and a RESET handshake, as many real
    /// servers do; off without this.
    #[must_use]
    pub fn markers(mut self, markers: bool) -> Self {
        self.settings.markers = markers;
        self
    }

    /// Whether columns that repeat the row before are left out of a row, as real servers do; on
    /// without this.
    #[must_use]
    pub fn duplicate_compression(mut self, compression: bool) -> Self {
        self.settings.compression = compression;
        self
    }

    /// The most bytes in a packet, at least 512; 8192 without this. The client may ask for less.
    #[must_use]
    pub fn sdu(mut self, sdu: u16) -> Self {
        self.settings.sdu = sdu.max(512);
        self
    }

    /// The message at the end of answers that have nothing to say.
    #[must_use]
    pub fn final_message(mut self, message: FinalMessage) -> Self {
        self.settings.final_message = message;
        self
    }

    /// Whether the listener asks every client once to send its CONNECT again.
    #[must_use]
    pub fn resend(mut self, resend: bool) -> Self {
        self.settings.manner.resend = resend;
        self
    }

    /// Whether the listener redirects every client to itself once, as one does that hands
    /// connections to other hosts.
    #[must_use]
    pub fn redirect(mut self, redirect: bool) -> Self {
        self.settings.manner.redirect = redirect;
        self
    }

    /// Makes the listener refuse every client with this TNS number, such as 12516, 12520, 12526
    /// or 12528. (An unknown service or SID is refused with 12514 or 12505 without this.)
    #[must_use]
    pub fn refuse(mut self, code: u32) -> Self {
        self.settings.manner.refuse = Some(code);
        self
    }

    /// Makes the server demand native network encryption, which thin drivers don't have.
    #[must_use]
    pub fn native_encryption_required(mut self) -> Self {
        self.settings.native_encryption = true;
        self
    }

    /// The service names that the listener knows, compared without regard to case; `FREEPDB1`
    /// without this.
    #[must_use]
    pub fn services<S: AsRef<str>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.settings.services =
            names.into_iter().map(|name| name.as_ref().to_lowercase()).collect();
        self
    }

    /// The SIDs that the listener knows, compared without regard to case; `FREE` without this.
    #[must_use]
    pub fn sids<S: AsRef<str>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.settings.sids = names.into_iter().map(|name| name.as_ref().to_lowercase()).collect();
        self
    }

    /// The port to listen on; a free one without this.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds an account that may log in. Names are exact: `APP`, not `app`.
    #[must_use]
    pub fn user(self, name: &str, password: &str) -> Self {
        self.account(User::new(name, password))
    }

    /// Adds an account.
    #[must_use]
    pub fn account(mut self, user: User) -> Self {
        self.users.push(user);
        self
    }

    /// Puts a catalog in the place of the one described so far.
    #[must_use]
    pub fn catalog(mut self, catalog: Catalog) -> Self {
        self.catalog = catalog;
        self
    }

    /// Runs a script of DDL when the server starts, after the catalog and the scripts added
    /// before; see [`Catalog::run`] for what it may hold.
    #[must_use]
    pub fn script(mut self, script: impl Into<String>) -> Self {
        self.scripts.push(script.into());
        self
    }

    /// Takes a dictionary view, such as `ALL_MVIEWS`, from everybody: ORA-00942.
    #[must_use]
    pub fn without_view(mut self, view: impl Into<String>) -> Self {
        self.hidden_views.push(view.into().to_uppercase());
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
    /// Fails when the port is taken or a script is wrong; the error says at which line.
    pub async fn start(self) -> io::Result<TestServer> {
        let mut catalog = self.catalog;
        for script in &self.scripts {
            catalog.run(script).map_err(io::Error::other)?;
        }
        let listener =
            tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?.into_std()?;
        let port = listener.local_addr()?.port();
        let shared = Shared::new(
            self.settings,
            port,
            Users::new(self.users),
            Tls::new(self.tls)?,
            catalog,
            self.hidden_views,
            Faults::new(self.faults),
        );
        TestServer::launch(listener, shared)
    }
}
