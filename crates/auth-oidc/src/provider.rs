//! The provider.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use ariadne_domain::Timestamp;
use ariadne_ports::{
    Begun, Clock, Error, ErrorKind, ExternalPerson, IdentityProvider, Result, Returned,
};
use async_trait::async_trait;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreProviderMetadata,
    CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, SubjectIdentifier, TokenResponse, TokenUrl, UserInfoUrl,
};
use secrecy::ExposeSecret;
use tokio::sync::Mutex;

use crate::config::{self, Settings, is_safe};
use crate::error;
use crate::http::Http;
use crate::kept::Kept;
use crate::person::{MoreClaims, lacks_email, person};
use crate::verify::{Expected, is_of_unknown_key, verify};

/// How long the description and the keys of a provider are believed.
const BELIEVED_MICROS: i64 = 3_600_000_000;

/// The library's client, as a description makes it.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the provider said of itself, keys included, and when.
#[derive(Debug)]
struct Described {
    metadata: CoreProviderMetadata,
    at: Timestamp,
}

/// An [`IdentityProvider`] that speaks OpenID Connect.
pub struct OidcProvider {
    settings: Settings,
    issuer: IssuerUrl,
    client_id: ClientId,
    http: Http,
    clock: Arc<dyn Clock>,
    /// Held while it is asked for, so that many who sign in ask once.
    described: Mutex<Option<Arc<Described>>>,
}

impl fmt::Debug for OidcProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OidcProvider({:?})", self.settings)
    }
}

impl OidcProvider {
    /// A provider with these settings; nothing is contacted yet. `Validation` names each
    /// field that is wrong.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self> {
        const OPERATION: &str = "auth_oidc.new";
        let parsed =
            config::parse(&settings).map_err(|wrong| Error::validation(OPERATION, wrong))?;
        let http =
            Http::new(parsed.authorities).map_err(|reason| Error::internal(OPERATION, reason))?;
        let client_id = ClientId::new(settings.client_id.clone());
        let issuer = parsed.issuer;
        Ok(Self { settings, issuer, client_id, http, clock, described: Mutex::default() })
    }

    /// What the provider says of itself: what is known, unless it is old or `unlike`.
    async fn described(&self, unlike: Option<&Arc<Described>>) -> Result<Arc<Described>> {
        let mut described = self.described.lock().await;
        let now = self.clock.now();
        if let Some(known) = &*described {
            // also when the clock was put back
            let is_fresh = (0..BELIEVED_MICROS).contains(&(now.0 - known.at.0));
            let is_wanted = unlike.is_none_or(|unlike| !Arc::ptr_eq(unlike, known));
            if is_fresh && is_wanted {
                return Ok(Arc::clone(known));
            }
        }
        let title = &self.settings.title;
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http)
            .await
            .map_err(|reason| error::discovery(title, reason))?;
        let endpoints = [
            ("authorization endpoint", Some(metadata.authorization_endpoint().url())),
            ("token endpoint", metadata.token_endpoint().map(TokenUrl::url)),
            ("userinfo endpoint", metadata.userinfo_endpoint().map(UserInfoUrl::url)),
            ("key set", Some(metadata.jwks_uri().url())),
        ];
        for (name, url) in endpoints {
            if url.is_some_and(|url| !is_safe(url)) {
                return Err(error::unsafe_endpoint(title, name));
            }
        }
        let new = Arc::new(Described { metadata, at: now });
        *described = Some(Arc::clone(&new));
        Ok(new)
    }

    fn client(&self, described: &Described) -> Client {
        let secret = self.settings.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        let metadata = described.metadata.clone();
        let ways = metadata.token_endpoint_auth_methods_supported().cloned().unwrap_or_default();
        let client = CoreClient::from_provider_metadata(metadata, self.client_id.clone(), secret);
        let takes = |way| ways.contains(&way);
        if takes(CoreClientAuthMethod::ClientSecretPost)
            && !takes(CoreClientAuthMethod::ClientSecretBasic)
        {
            return client.set_auth_type(AuthType::RequestBody);
        }
        client
    }

    /// The address that a sign-in comes back to.
    fn redirect(operation: &'static str, text: &str) -> Result<RedirectUrl> {
        RedirectUrl::new(text.to_owned()).map_err(|reason| Error::internal(operation, reason))
    }

    /// Buys the tokens with the code.
    async fn exchange(
        &self,
        client: &Client,
        returned: &Returned,
        kept: &Kept,
    ) -> Result<CoreTokenResponse> {
        const OPERATION: &str = "auth_oidc.token";
        let title = &self.settings.title;
        let redirect = Self::redirect(OPERATION, &returned.redirect)?;
        let code = AuthorizationCode::new(returned.code.expose_secret().to_owned());
        let verifier = PkceCodeVerifier::new(kept.verifier.secret().to_owned());
        let request = client
            .exchange_code(code)
            .map_err(|_| error::no_endpoint(OPERATION, title, "token endpoint"))?;
        request
            .set_pkce_verifier(verifier)
            .set_redirect_uri(Cow::Owned(redirect))
            .request_async(&self.http)
            .await
            .map_err(|reason| error::token(title, reason))
    }

    /// What the provider knows of the one whom the access token stands for.
    async fn user_info(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        subject: &SubjectIdentifier,
    ) -> Result<Option<MoreClaims>> {
        // Not every provider has it.
        let access = tokens.access_token().to_owned();
        let Ok(request) = client.user_info(access, Some(subject.clone())) else {
            return Ok(None);
        };
        let answer = request.request_async(&self.http).await;
        answer.map(Some).map_err(|reason| error::user_info(&self.settings.title, reason))
    }
}

#[async_trait]
impl IdentityProvider for OidcProvider {
    fn title(&self) -> &str {
        &self.settings.title
    }

    async fn begin(&self, redirect: &str) -> Result<Begun> {
        const OPERATION: &str = "auth_oidc.begin";
        let redirect = Self::redirect(OPERATION, redirect)?;
        let client = self.client(&*self.described(None).await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let asked = self.settings.scopes.iter().filter(|scope| *scope != "openid");
        let (url, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scopes(asked.map(|scope| Scope::new(scope.clone())))
            .set_pkce_challenge(challenge)
            .set_redirect_uri(Cow::Owned(redirect))
            .url();
        let begun = Kept { state, nonce, verifier }.begun(&url);
        begun.map_err(|reason| Error::internal(OPERATION, reason))
    }

    async fn finish(&self, returned: &Returned) -> Result<ExternalPerson> {
        const OPERATION: &str = "auth_oidc.finish";
        let title = &self.settings.title;
        let kept = Kept::read(&returned.kept)
            .filter(|kept| kept.is_of(&returned.state))
            .ok_or_else(|| error::refused(OPERATION, "This browser did not begin this sign-in."))?;
        let mut described = self.described(None).await?;
        let client = self.client(&described);
        let tokens = self.exchange(&client, returned, &kept).await?;
        let token = tokens.id_token().ok_or_else(|| {
            let message = format!(
                "{title} confirmed nobody: its answer holds no ID token. An administrator should check that the client may ask for the scope openid."
            );
            Error::new(ErrorKind::Unauthenticated, OPERATION, message)
        })?;
        let expected = Expected {
            issuer: &self.issuer,
            client_id: &self.client_id,
            nonce: &kept.nonce,
            now: self.clock.now(),
        };
        let mut verified = verify(token, &expected, described.metadata.jwks());
        if verified.as_ref().is_err_and(is_of_unknown_key) {
            // It may have a new key since it was asked.
            described = self.described(Some(&described)).await?;
            verified = verify(token, &expected, described.metadata.jwks());
        }
        let claims = verified.map_err(|reason| error::claims(title, &reason))?;
        let more = if lacks_email(claims) {
            self.user_info(&client, &tokens, claims.subject()).await?
        } else {
            None
        };
        Ok(person(claims, more.as_ref()))
    }
}
