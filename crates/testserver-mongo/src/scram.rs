//! The server's half of SCRAM (RFC 5802 and RFC 7677), without channel binding.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2_for_hmac::{Digest, Sha256};

/// The number of rounds; the least that the drivers accept, to keep tests quick.
const ITERATIONS: u32 = 4096;

/// A login mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mechanism {
    /// `SCRAM-SHA-1`, the default of old servers.
    ScramSha1,
    /// `SCRAM-SHA-256`.
    ScramSha256,
}

impl Mechanism {
    /// Both mechanisms, in the order in which a real server names them.
    pub const ALL: [Self; 2] = [Self::ScramSha1, Self::ScramSha256];

    /// The mechanism's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::ScramSha1 => "SCRAM-SHA-1",
            Self::ScramSha256 => "SCRAM-SHA-256",
        }
    }

    /// The mechanism of a name on the wire.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mechanism| mechanism.name() == name)
    }

    fn hash(self, input: &[u8]) -> Vec<u8> {
        match self {
            Self::ScramSha1 => Sha1::digest(input).to_vec(),
            Self::ScramSha256 => Sha256::digest(input).to_vec(),
        }
    }

    fn hmac(self, key: &[u8], input: &[u8]) -> Vec<u8> {
        match self {
            Self::ScramSha1 => mac::<Hmac<Sha1>>(key, input),
            Self::ScramSha256 => mac::<Hmac<Sha256>>(key, input),
        }
    }

    fn salted(self, password: &[u8], salt: &[u8], iterations: u32) -> Vec<u8> {
        let (mut key, outcome);
        match self {
            Self::ScramSha1 => {
                key = vec![0; 20];
                outcome = pbkdf2::pbkdf2::<Hmac<Sha1>>(password, salt, iterations, &mut key);
            }
            Self::ScramSha256 => {
                key = vec![0; 32];
                outcome = pbkdf2::pbkdf2::<Hmac<Sha256>>(password, salt, iterations, &mut key);
            }
        }
        outcome.expect("HMAC takes keys of every length");
        key
    }

    /// What is hashed in place of the password: its MD5 digest with the name for SHA-1, as
    /// MongoDB wants it, and the `SASLprep` form for SHA-256.
    fn prepare(self, user: &str, password: &str) -> String {
        match self {
            Self::ScramSha1 => hex(&Md5::digest(format!("{user}:mongo:{password}"))),
            Self::ScramSha256 => stringprep::saslprep(password)
                .map_or_else(|_| password.to_owned(), std::borrow::Cow::into_owned),
        }
    }
}

fn mac<M: Mac + KeyInit>(key: &[u8], input: &[u8]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("HMAC takes keys of every length");
    mac.update(input);
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// What a server keeps of a password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    mechanism: Mechanism,
    salt: Vec<u8>,
    iterations: u32,
    stored_key: Vec<u8>,
    server_key: Vec<u8>,
}

impl Credentials {
    /// Derives them; the salt follows from the names, so that a driver's cache of derived keys
    /// serves across servers.
    pub(crate) fn of_user(
        mechanism: Mechanism,
        database: &str,
        user: &str,
        password: &str,
    ) -> Self {
        let mut salt = Sha256::digest(format!("{database}.{user}")).to_vec();
        // the lengths that the real server uses
        salt.truncate(match mechanism {
            Mechanism::ScramSha1 => 16,
            Mechanism::ScramSha256 => 28,
        });
        let prepared = mechanism.prepare(user, password);
        Self::derive(mechanism, prepared.as_bytes(), salt, ITERATIONS)
    }

    fn derive(mechanism: Mechanism, prepared: &[u8], salt: Vec<u8>, iterations: u32) -> Self {
        let salted = mechanism.salted(prepared, &salt, iterations);
        let client_key = mechanism.hmac(&salted, b"Client Key");
        Self {
            mechanism,
            stored_key: mechanism.hash(&client_key),
            server_key: mechanism.hmac(&salted, b"Server Key"),
            salt,
            iterations,
        }
    }
}

/// The client's opening message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ClientFirst {
    header: String,
    bare: String,
    pub(crate) user: String,
    nonce: String,
}

impl ClientFirst {
    /// `None` when the message is not SCRAM without channel binding.
    pub(crate) fn parse(message: &[u8]) -> Option<Self> {
        let message = std::str::from_utf8(message).ok()?;
        let bare_start = message.match_indices(',').nth(1)?.0 + 1;
        let (header, bare) = message.split_at(bare_start);
        if !header.starts_with("n,") && !header.starts_with("y,") {
            return None;
        }
        let mut parts = bare.splitn(2, ",r=");
        let user = parts.next()?.strip_prefix("n=")?;
        let nonce = parts.next()?.split(',').next()?;
        Some(Self {
            header: header.to_owned(),
            bare: bare.to_owned(),
            user: user.replace("=2C", ",").replace("=3D", "="),
            nonce: nonce.to_owned(),
        })
    }
}

/// A login between its first and its last message.
pub(crate) struct Exchange {
    credentials: Credentials,
    client_first: ClientFirst,
    nonce: String,
    server_first: String,
}

impl Exchange {
    /// Starts with the client's opening; `server_nonce` is appended to the client's nonce.
    pub(crate) fn start(
        credentials: Credentials,
        client_first: ClientFirst,
        server_nonce: &str,
    ) -> Self {
        let nonce = format!("{}{server_nonce}", client_first.nonce);
        let server_first = format!(
            "r={nonce},s={},i={}",
            BASE64.encode(&credentials.salt),
            credentials.iterations
        );
        Self { credentials, client_first, nonce, server_first }
    }

    /// The server's first message.
    pub(crate) fn server_first(&self) -> &str {
        &self.server_first
    }

    /// Checks the client's proof; the server's last message, or `None` when the proof is wrong.
    pub(crate) fn finish(&self, client_final: &[u8]) -> Option<String> {
        let client_final = std::str::from_utf8(client_final).ok()?;
        let (without_proof, proof) = client_final.rsplit_once(",p=")?;
        let mut parts = without_proof.split(',');
        let binding = BASE64.decode(parts.next()?.strip_prefix("c=")?).ok()?;
        let nonce = parts.next()?.strip_prefix("r=")?;
        if binding != self.client_first.header.as_bytes() || nonce != self.nonce {
            return None;
        }
        let Credentials { mechanism, stored_key, server_key, .. } = &self.credentials;
        let message = format!("{},{},{without_proof}", self.client_first.bare, self.server_first);
        let signature = mechanism.hmac(stored_key, message.as_bytes());
        let proof = BASE64.decode(proof).ok()?;
        if proof.len() != signature.len() {
            return None;
        }
        let client_key: Vec<u8> = proof.iter().zip(&signature).map(|(a, b)| a ^ b).collect();
        if mechanism.hash(&client_key) != *stored_key {
            return None;
        }
        let verifier = mechanism.hmac(server_key, message.as_bytes());
        Some(format!("v={}", BASE64.encode(verifier)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(
        mechanism: Mechanism,
        salt: &str,
        client_nonce: &str,
        server_nonce: &str,
    ) -> Exchange {
        let salt = BASE64.decode(salt).unwrap();
        let credentials = Credentials::derive(mechanism, b"pencil", salt, 4096);
        let first = ClientFirst::parse(format!("n,,n=user,r={client_nonce}").as_bytes()).unwrap();
        assert_eq!(first.user, "user");
        Exchange::start(credentials, first, server_nonce)
    }

    #[test]
    fn the_example_of_rfc_7677() {
        let exchange = exchange(
            Mechanism::ScramSha256,
            "W22ZaJ0SNY7soEsUEjb6gQ==",
            "rOprNGfwEbeRWgbNEkqO",
            "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
        );
        assert_eq!(
            exchange.server_first(),
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
        );
        let last = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=";
        assert_eq!(
            exchange
                .finish(format!("{last}dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=").as_bytes())
                .as_deref(),
            Some("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
        );
        assert_eq!(
            exchange
                .finish(format!("{last}dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVR=").as_bytes()),
            None
        );
    }

    #[test]
    fn the_example_of_rfc_5802() {
        let exchange = exchange(
            Mechanism::ScramSha1,
            "QSXCR+Q6sek8bf92",
            "fyko+d2lbbFgONRv9qkxdawL",
            "3rfcNHYJY1ZVvWVs7j",
        );
        assert_eq!(
            exchange
                .finish(
                    b"c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,\
                      p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
                )
                .as_deref(),
            Some("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")
        );
    }

    #[test]
    fn a_foreign_nonce_or_header_is_refused() {
        let exchange = exchange(
            Mechanism::ScramSha1,
            "QSXCR+Q6sek8bf92",
            "fyko+d2lbbFgONRv9qkxdawL",
            "3rfcNHYJY1ZVvWVs7j",
        );
        for message in [
            "c=biws,r=other,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            "c=eSws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            "nonsense",
        ] {
            assert_eq!(exchange.finish(message.as_bytes()), None, "{message}");
        }
    }

    #[test]
    fn names_are_unescaped_and_channel_binding_is_refused() {
        let first = ClientFirst::parse(b"n,,n=a=2Cb=3Dc,r=x").unwrap();
        assert_eq!(first.user, "a,b=c");
        assert_eq!(ClientFirst::parse(b"p=tls-unique,,n=user,r=x"), None);
        assert_eq!(ClientFirst::parse(b"hello"), None);
    }

    #[test]
    fn sha1_hashes_the_password_with_the_name_first() {
        // md5("user:mongo:pencil"), as the MongoDB SCRAM specification shows it
        assert_eq!(
            Mechanism::ScramSha1.prepare("user", "pencil"),
            "1c33006ec1ffd90f9cadcbcc0e118200"
        );
        assert_eq!(Mechanism::ScramSha256.prepare("user", "I\u{ad}X"), "IX");
    }
}
