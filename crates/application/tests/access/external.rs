//! Signing in by somebody whom a provider vouches for.

use std::sync::{Arc, Mutex};

use ariadne_application::domain::{AuditAction, ExternalIdentity, Role};
use ariadne_application::{ErrorKind, Invitation, PersonPatch, Result, Returned};
use ariadne_ports::{Begun, ExternalPerson, IdentityProvider};
use async_trait::async_trait;

use crate::world::{World, cookie, from, refused};

/// A provider that vouches for whom a test names.
#[derive(Debug, Default)]
struct Provider(Mutex<Option<ExternalPerson>>);

#[async_trait]
impl IdentityProvider for Provider {
    fn title(&self) -> &'static str {
        "Elsewhere"
    }

    async fn begin(&self, redirect: &str) -> Result<Begun> {
        Ok(Begun { url: format!("https://elsewhere.example?to={redirect}"), kept: "kept".into() })
    }

    async fn finish(&self, _: &Returned) -> Result<ExternalPerson> {
        Ok(self.0.lock().expect("free").clone().expect("somebody is named"))
    }
}

fn somebody(subject: &str, email: Option<&str>) -> ExternalPerson {
    let issuer = "https://elsewhere.example".to_owned();
    ExternalPerson {
        identity: ExternalIdentity { issuer, subject: subject.to_owned() },
        verified_email: email.map(str::to_owned),
        name: Some("Ada Lovelace".to_owned()),
    }
}

struct Elsewhere {
    world: World,
    provider: Arc<Provider>,
}

impl Elsewhere {
    fn new(role: Option<Role>) -> Self {
        let provider = Arc::new(Provider::default());
        Self { world: World::with(Some(provider.clone()), role), provider }
    }

    async fn comes(&self, person: ExternalPerson) -> Result<ariadne_application::NewSession> {
        *self.provider.0.lock().expect("free") = Some(person);
        let returned = Returned {
            code: "code".into(),
            state: "state".into(),
            kept: "kept".into(),
            redirect: "https://catalog.example/auth/oidc/callback".to_owned(),
        };
        self.world.access.visitor(&from("10.0.0.1")).finish_external(&returned, None).await
    }
}

#[tokio::test]
async fn a_stranger_is_not_let_in() {
    let here = Elsewhere::new(None);
    let error = refused(
        here.comes(somebody("1", Some("ada@example.org"))).await,
        ErrorKind::Unauthenticated,
    );
    assert!(error.to_string().contains("ada@example.org is not known"), "{error}");
    assert_eq!(here.world.audited(AuditAction::SignIn).await[0].outcome, "UNAUTHENTICATED");
    let none = World::new();
    let begun = none.access.visitor(&from("10.0.0.1")).begin_external("https://x").await;
    refused(begun, ErrorKind::NotFound);
}

#[tokio::test]
async fn an_invited_one_joins_by_his_verified_address_once() {
    let here = Elsewhere::new(None);
    let invitation =
        Invitation { role: Role::Editor, login: Some("Ada@example.org".to_owned()), name: None };
    let link = here.world.admin().await.invite(invitation).await.expect("a link");
    refused(here.comes(somebody("1", None)).await, ErrorKind::Unauthenticated);
    let ada = here.comes(somebody("1", Some("ada@example.org"))).await.expect("joined");
    assert_eq!((ada.person.role, ada.person.name.as_str()), (Role::Editor, "Ada Lovelace"));
    assert!(here.world.who(&cookie(&ada)).await.is_ok());
    refused(here.world.join(&link, "eve").await, ErrorKind::Unauthenticated);
    let again = here.comes(somebody("1", None)).await.expect("known by identity now");
    assert_eq!(again.person.id, ada.person.id);
    refused(here.comes(somebody("2", Some("ada@example.org"))).await, ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn a_person_with_a_password_is_known_by_both() {
    let here = Elsewhere::new(None);
    let ada = here.world.person("ada@example.org", Role::Viewer).await;
    let external = here.comes(somebody("1", Some("ADA@example.org"))).await.expect("known");
    assert_eq!(external.person.id, ada.person.id);
    let patch = PersonPatch { active: Some(false), ..PersonPatch::default() };
    let version = here.world.stored(ada.person.id).await.version;
    here.world.admin().await.update_person(ada.person.id, version, patch).await.expect("changed");
    refused(here.comes(somebody("1", Some("ada@example.org"))).await, ErrorKind::Unauthenticated);
}

#[tokio::test]
async fn an_operator_may_let_everybody_in() {
    let here = Elsewhere::new(Some(Role::Viewer));
    let ada = here.comes(somebody("1", None)).await.expect("joined");
    assert_eq!((ada.person.login.as_str(), ada.person.role), ("1", Role::Viewer));
    assert!(!ada.person.has_password);
}

#[tokio::test]
async fn an_address_that_only_looks_alike_is_another_one() {
    let here = Elsewhere::new(None);
    here.world.person("kim@example.org", Role::Admin).await;
    let invitation =
        Invitation { role: Role::Admin, login: Some("kay@example.org".to_owned()), name: None };
    here.world.admin().await.invite(invitation).await.expect("a link");
    for email in ["\u{212a}im@example.org", "\u{ff4b}ay@example.org"] {
        refused(here.comes(somebody("1", Some(email))).await, ErrorKind::Unauthenticated);
    }
    assert!(here.comes(somebody("2", Some("Kim@Example.org"))).await.is_ok());
}

#[tokio::test]
async fn nobody_takes_the_address_of_somebody_whom_the_provider_knows() {
    let here = Elsewhere::new(None);
    let invitation = || Invitation { role: Role::Viewer, login: None, name: None };
    let link = here.world.admin().await.invite(invitation()).await.expect("a link");
    let taken = here.world.join(&link, "ada@example.org").await;
    assert_eq!(refused(taken, ErrorKind::Validation).violations()[0].path, ["login"]);
    here.world.join(&link, "eve").await.expect("another name");
    // Without a provider an address is a name as any other.
    let alone = World::new();
    let link = alone.admin().await.invite(invitation()).await.expect("a link");
    alone.join(&link, "ada@example.org").await.expect("joined");
}
