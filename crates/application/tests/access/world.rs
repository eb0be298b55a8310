//! Access over fakes, with an administrator.

use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{ActorId, AuditAction, Caller, Person, Role};
use ariadne_application::{
    Access, AccessAdmin, AccessOptions, AccessPorts, AuditEntry, AuditFilter, Credential, Error,
    ErrorKind, Invitation, JoinInput, MadeLink, NewSession, Origin, PageRequest, Result, SignIn,
    hash_secret,
};
use ariadne_ports::IdentityProvider;
use ariadne_testkit::fakes::{FakeHasher, MemoryRepo};
use ariadne_testkit::{FixedClock, SeqIds};

pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const PRESET: &str = "a-token-that-nobody-guesses";

/// Access to an empty catalog; its clock stands still until moved.
pub(crate) struct World {
    pub(crate) access: Access,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) hasher: Arc<FakeHasher>,
    ports: AccessPorts,
    options: AccessOptions,
}

/// A browser at this address.
pub(crate) fn from(address: &str) -> Origin {
    Origin { address: Some(address.to_owned()), user_agent: Some("a browser".to_owned()) }
}

/// The error that a call was refused with.
pub(crate) fn refused<T>(result: Result<T>, kind: ErrorKind) -> Error {
    let Err(error) = result else { panic!("it was not refused") };
    assert_eq!(error.kind(), kind, "{error}");
    error
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(None, None)
    }

    pub(crate) fn with(
        provider: Option<Arc<dyn IdentityProvider>>,
        external_role: Option<Role>,
    ) -> Self {
        let clock = Arc::new(FixedClock::default());
        let repo = Arc::new(MemoryRepo::with_clock(clock.clone()));
        let hasher = Arc::new(FakeHasher::new(3, 2));
        let ports = AccessPorts {
            people: repo.clone(),
            sessions: repo.clone(),
            tokens: repo.clone(),
            links: repo.clone(),
            attempts: repo.clone(),
            settings: repo.clone(),
            passwords: hasher.clone(),
            provider,
            audit: repo,
            clock: clock.clone(),
            ids: Arc::new(SeqIds::default()),
        };
        let options = AccessOptions {
            preset_token: Some(hash_secret(&PRESET.into())),
            external_role,
            ..AccessOptions::default()
        };
        let access = Access::new(ports.clone(), options.clone());
        Self { access, clock, hasher, ports, options }
    }

    /// Another server over the same database; it believes what it looked up for as long as
    /// `memory`.
    pub(crate) fn other_server(&self, memory: Duration) -> Access {
        let ids = Arc::new(SeqIds::after(1_000_000));
        let options = AccessOptions { memory, ..self.options.clone() };
        Access::new(AccessPorts { ids, ..self.ports.clone() }, options)
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, time: Duration) {
        self.clock.advance(i64::try_from(time.as_micros()).expect("not for ever"));
    }

    /// Sets the clock back.
    pub(crate) fn go_back(&self, time: Duration) {
        self.clock.advance(-i64::try_from(time.as_micros()).expect("not for ever"));
    }

    /// The administrator by the preset token.
    pub(crate) async fn admin(&self) -> AccessAdmin {
        let token = Credential::Token(PRESET.into());
        let caller = self.access.authenticate(&token, &from("10.0.0.9")).await.expect("preset");
        self.access.admin(&caller, &from("10.0.0.9")).expect("an administrator")
    }

    /// Joins by a link.
    pub(crate) async fn join(&self, link: &MadeLink, login: &str) -> Result<NewSession> {
        let input = JoinInput {
            link: link.secret.clone(),
            login: Some(login.to_owned()),
            name: None,
            password: PASSWORD.into(),
            replaces: None,
        };
        self.access.visitor(&from("10.0.0.1")).redeem(input).await
    }

    /// Somebody with this name and role, signed in.
    pub(crate) async fn person(&self, login: &str, role: Role) -> NewSession {
        let invitation = Invitation { role, login: Some(login.to_owned()), name: None };
        let link = self.admin().await.invite(invitation).await.expect("a link");
        self.join(&link, login).await.expect("joined")
    }

    pub(crate) async fn sign_in(
        &self,
        login: &str,
        password: &str,
        address: &str,
    ) -> Result<NewSession> {
        let input = SignIn { login: login.to_owned(), password: password.into(), replaces: None };
        self.access.visitor(&from(address)).sign_in(input).await
    }

    /// Who has this session or token now.
    pub(crate) async fn who(&self, credential: &Credential) -> Result<Caller> {
        self.access.authenticate(credential, &from("10.0.0.1")).await
    }

    /// The stored person.
    pub(crate) async fn stored(&self, id: ActorId) -> Person {
        let found = self.admin().await.people_by_id(&[id]).await.expect("people").pop();
        found.expect("the person exists")
    }

    /// The newest audit entries with this action, newest first.
    pub(crate) async fn audited(&self, action: AuditAction) -> Vec<AuditEntry> {
        let filter = AuditFilter { actions: vec![action], ..AuditFilter::default() };
        let page = self.admin().await.audit(&filter, &PageRequest::first(100)).await;
        page.expect("the log").into_items()
    }
}

/// What a browser shows that has this session.
pub(crate) fn cookie(session: &NewSession) -> Credential {
    Credential::Session(session.secret.clone())
}
