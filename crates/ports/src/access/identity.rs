//! Signing in at somebody else's.

use std::fmt;

use ariadne_domain::ExternalIdentity;
use async_trait::async_trait;
use secrecy::SecretString;

use crate::Result;

/// A sign-in that was begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Where the browser goes.
    pub url: String,
    /// What the browser has to bring back with the answer (state, nonce, verifier), to be
    /// kept by this browser alone.
    pub kept: SecretString,
}

/// What the browser brings back.
#[derive(Clone, Debug)]
pub struct Returned {
    /// The parameter `code`.
    pub code: SecretString,
    /// The parameter `state`.
    pub state: SecretString,
    /// [`Begun::kept`].
    pub kept: SecretString,
    /// The address that [`IdentityProvider::begin`] was told.
    pub redirect: String,
}

/// Somebody whom the provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalPerson {
    /// Who.
    pub identity: ExternalIdentity,
    /// His e-mail address, when the provider says that it verified it.
    pub verified_email: Option<String>,
    /// His name.
    pub name: Option<String>,
}

/// A provider of identities, by the authorization code flow of OpenID Connect.
///
/// - `finish` answers a person only when `state` is the one that was begun with, and the
///   token is the provider's, for us, of this sign-in, and not expired: else
///   `Unauthenticated` with a sentence.
/// - A provider that cannot be reached is `Unavailable`; it is asked for its description
///   when needed, so that a server starts without it.
#[async_trait]
pub trait IdentityProvider: Send + Sync + fmt::Debug {
    /// What the button says, such as `Keycloak`.
    fn title(&self) -> &str;

    /// Begins a sign-in that comes back to `redirect`.
    async fn begin(&self, redirect: &str) -> Result<Begun>;

    /// Ends it.
    async fn finish(&self, returned: &Returned) -> Result<ExternalPerson>;
}
