//! What is looked for: each secret in clear, as base64 and as hex.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// The spellings under which a secret would be recognised.
#[derive(Debug)]
pub(super) struct Canaries(Vec<Spelling>);

#[derive(Debug)]
struct Spelling {
    what: String,
    text: String,
}

impl Canaries {
    /// Every spelling of these secrets.
    pub(super) fn of(secrets: &[&str]) -> Self {
        Self(secrets.iter().flat_map(|secret| spellings(secret)).collect())
    }

    /// What is found in `text`, if anything.
    pub(super) fn found_in(&self, text: &str) -> Option<&str> {
        self.0.iter().find(|s| text.contains(&s.text)).map(|s| s.what.as_str())
    }

    /// What is found in bytes of any kind.
    pub(super) fn found_in_bytes(&self, bytes: &[u8]) -> Option<&str> {
        // what is no UTF-8 is replaced, runs of ASCII stay whole
        self.found_in(&String::from_utf8_lossy(bytes))
    }
}

fn hexadecimal(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    text.bytes().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn spellings(secret: &str) -> Vec<Spelling> {
    let mut all = vec![("clear".to_owned(), secret.to_owned())];
    let hex = hexadecimal(secret);
    all.push(("hex".to_owned(), hex.to_uppercase()));
    all.push(("hex".to_owned(), hex));
    for before in 0..3 {
        all.push((format!("base64 after {before}"), inner_base64(secret, before, &STANDARD)));
        all.push((format!("base64url after {before}"), inner_base64(secret, before, &URL_SAFE)));
    }
    all.into_iter()
        .map(|(how, text)| Spelling { what: format!("{secret} as {how}"), text })
        .collect()
}

/// The digits that stand for `secret` alone in the base64 of any longer text in which
/// `before` bytes (modulo 3) precede it.
fn inner_base64(secret: &str, before: usize, alphabet: &impl Engine) -> String {
    let mut bytes = vec![0; before];
    bytes.extend(secret.bytes());
    let coded = alphabet.encode(&bytes);
    // digits that hold bits of what precedes
    let first = [0, 2, 3][before];
    let digits = coded.trim_end_matches('=');
    // the last digit before padding would hold bits of what follows
    let last = if digits.len() < coded.len() { digits.len() - 1 } else { digits.len() };
    digits[first..last].to_owned()
}

#[test]
fn every_spelling_is_recognised_wherever_it_stands() {
    let secret = "canary_5f0e?>~";
    let canaries = Canaries::of(&[secret]);
    let hex = hexadecimal(secret);
    assert!(canaries.found_in(&format!("login {secret}!")).is_some());
    assert!(canaries.found_in(&format!("x'{hex}'")).is_some());
    assert!(canaries.found_in(&hex.to_uppercase()).is_some());
    for around in ["", "u", "us", "use", "user:"] {
        let text = format!("{around}{secret}{around}");
        assert!(canaries.found_in(&STANDARD.encode(&text)).is_some(), "{around}");
        assert!(canaries.found_in(&URL_SAFE.encode(&text)).is_some(), "{around}");
        let mut bytes = vec![0xff, 0xe2];
        bytes.extend(text.bytes());
        assert!(canaries.found_in_bytes(&bytes).is_some(), "{around}");
    }
    assert_eq!(canaries.found_in("canary_5f0d, Y2FuYXJ5, 63616e617279"), None);
}
