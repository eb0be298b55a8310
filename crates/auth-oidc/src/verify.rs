//! What makes an ID token good (OpenID Connect Core 1.0, section 3.1.3.7).

use ariadne_domain::Timestamp;
use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJsonWebKeySet,
    CoreJwsSigningAlgorithm as Algorithm,
};
use openidconnect::{
    ClaimsVerificationError, ClientId, IssuerUrl, Nonce, SignatureVerificationError,
};

/// How far the provider's clock may be behind ours.
const LEEWAY_MICROS: i64 = 60_000_000;

/// The signatures that are taken. Not `none`, which is no signature, and none with the
/// client's secret (HS256 and its kin), which a public client does not have.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// Whose tokens are taken.
#[derive(Debug)]
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a IssuerUrl,
    pub(crate) client_id: &'a ClientId,
    pub(crate) nonce: &'a Nonce,
    pub(crate) now: Timestamp,
}

/// The claims of a token that is the provider's, for us, of this sign-in, and not expired.
pub(crate) fn verify<'t>(
    token: &'t CoreIdToken,
    expected: &Expected<'_>,
    keys: &CoreJsonWebKeySet,
) -> Result<&'t CoreIdTokenClaims, ClaimsVerificationError> {
    let micros = expected.now.0.saturating_sub(LEEWAY_MICROS);
    let time = DateTime::<Utc>::from_timestamp_micros(micros).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let client = expected.client_id.clone();
    // A public client's verifier knows no secret, so that none can be a key.
    let verifier =
        CoreIdTokenVerifier::new_public_client(client, expected.issuer.clone(), keys.clone())
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || time);
    let claims = token.claims(&verifier, expected.nonce)?;
    match claims.authorized_party() {
        Some(party) if party != expected.client_id => {
            let message = "the authorized party is another client".to_owned();
            Err(ClaimsVerificationError::InvalidAudience(message))
        }
        _ => Ok(claims),
    }
}

/// Whether the provider may have a newer key.
pub(crate) fn is_of_unknown_key(error: &ClaimsVerificationError) -> bool {
    let ClaimsVerificationError::SignatureVerification(error) = error else { return false };
    matches!(error, SignatureVerificationError::NoMatchingKey)
}
