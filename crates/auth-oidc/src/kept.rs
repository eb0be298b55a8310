//! What the browser keeps while its owner is at the provider.

use ariadne_ports::Begun;
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

/// [`Begun::kept`], as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    /// Comes back with the answer: this browser asked.
    pub(crate) state: CsrfToken,
    /// Stands in the ID token: it was made for this sign-in.
    pub(crate) nonce: Nonce,
    /// What the challenge was made of: the code is of no use to others (RFC 7636).
    pub(crate) verifier: PkceCodeVerifier,
}

impl Kept {
    /// Reads what came back; anything else is `None`.
    pub(crate) fn read(text: &SecretString) -> Option<Self> {
        serde_json::from_str(text.expose_secret()).ok()
    }

    pub(crate) fn begun(&self, url: &Url) -> Result<Begun, serde_json::Error> {
        let kept = SecretString::from(serde_json::to_string(self)?);
        Ok(Begun { url: url.to_string(), kept })
    }

    /// Whether the answer belongs to it; takes as long wherever the first difference is.
    pub(crate) fn is_of(&self, state: &SecretString) -> bool {
        self.state == CsrfToken::new(state.expose_secret().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let kept = Kept {
            state: CsrfToken::new("one".to_owned()),
            nonce: Nonce::new("two".to_owned()),
            verifier: PkceCodeVerifier::new("three".to_owned()),
        };
        let url = Url::parse("https://login.example.org/auth?x=1").expect("a URL");
        let begun = kept.begun(&url).expect("written");
        assert_eq!(begun.url, url.as_str());
        assert_eq!(
            begun.kept.expose_secret(),
            r#"{"state":"one","nonce":"two","verifier":"three"}"#
        );
        let back = Kept::read(&begun.kept).expect("readable");
        assert!(back.is_of(&SecretString::from("one")));
        for other in ["", "on", "One", "one ", "two"] {
            assert!(!back.is_of(&SecretString::from(other)), "{other:?}");
        }
        assert_eq!(back.verifier.secret(), "three");
    }

    #[test]
    fn nothing_else_is_read() {
        let broken = ["", "{}", "null", r#"{"state":"one","nonce":"two"}"#, r#"{"state":1}"#];
        for text in broken {
            assert!(Kept::read(&SecretString::from(text)).is_none(), "{text}");
        }
    }
}
