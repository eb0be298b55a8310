//! Secrets that are made here: shown once, kept as hashes.

use ariadne_ports::SecretHash;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use ariadne_ports::{Error, Result};

/// What every token begins with, so that scanners for leaked secrets know one.
const TOKEN_PREFIX: &str = "ariadne_";

/// 256 random bits as text of 43 characters.
fn random() -> Result<String> {
    let mut bytes = [0_u8; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| Error::internal("access.random", error))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A new secret of a session or link, and what is kept of it.
pub(super) fn new_secret() -> Result<(SecretString, SecretHash)> {
    let secret = SecretString::from(random()?);
    let hash = hash_secret(&secret);
    Ok((secret, hash))
}

/// A new token, and what is kept of it.
pub(super) fn new_token() -> Result<(SecretString, SecretHash)> {
    let secret = SecretString::from(format!("{TOKEN_PREFIX}{}", random()?));
    let hash = hash_secret(&secret);
    Ok((secret, hash))
}

/// What is kept of a secret of this kind.
pub fn hash_secret(secret: &SecretString) -> SecretHash {
    SecretHash(Sha256::digest(secret.expose_secret()).into())
}

/// What a page has to send with the requests of a session, to show that it could read
/// what this server sent: a foreign site's page can make a browser send the session's
/// cookie and cannot know this. It tells nothing about the cookie.
pub fn csrf_token(session: &SecretString) -> String {
    let mut hash = Sha256::new();
    hash.update(b"ariadne csrf\0");
    hash.update(session.expose_secret());
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_never_twice() {
        let (one, hash) = new_secret().expect("random bytes");
        let (other, another) = new_secret().expect("random bytes");
        assert_eq!(one.expose_secret().len(), 43);
        assert_ne!(one.expose_secret(), other.expose_secret());
        assert_ne!(hash, another);
        assert_eq!(hash, hash_secret(&one));
        let (token, _) = new_token().expect("random bytes");
        assert!(token.expose_secret().starts_with("ariadne_"));
    }

    #[test]
    fn what_a_page_sends_does_not_tell_the_cookie() {
        let (secret, hash) = new_secret().expect("random bytes");
        let csrf = csrf_token(&secret);
        assert_ne!(csrf, *secret.expose_secret());
        assert_ne!(csrf, URL_SAFE_NO_PAD.encode(hash.0));
        assert_eq!(csrf, csrf_token(&secret));
    }
}
