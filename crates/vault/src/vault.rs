//! Sealing and opening.

use std::fmt;
use std::path::Path;

use ariadne_domain::SourceId;
use ariadne_ports::{Ciphertext, Error, ErrorKind, Resealed, Result, SecretValues, SecretVault};
use chacha20poly1305::aead::{Aead, AeadCore, OsRng, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, KeyInit as _, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2_for_hmac::Sha256;
use zeroize::Zeroizing;

use crate::key::Key;
use crate::plain;

const NONCE: usize = 24;

/// A [`SecretVault`] over one key.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    fingerprints: Zeroizing<[u8; 32]>,
    key_id: String,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault(key {})", self.key_id)
    }
}

impl Vault {
    fn new(key: &Key) -> Self {
        // A key of its own for each use: neither tells anything of the other.
        let fingerprints = Zeroizing::new(keyed(key.bytes(), b"ariadne-vault fingerprints 1"));
        let cipher = XChaCha20Poly1305::new(key.bytes().into());
        Self { cipher, fingerprints, key_id: key.id() }
    }

    /// Reads the key from a file. With `create`, a file that is not there is made
    /// with a new key and mode 0600; without, it is `NotFound`. A file that others
    /// can read or that holds no key is `Validation`, with what to do.
    pub fn from_key_file(path: &Path, create: bool) -> Result<Self> {
        if let Some(key) = Key::read(path)? {
            return Ok(Self::new(&key));
        }
        if !create {
            let message = format!(
                "There is no key file {}. Put the key that the secrets were sealed with there, or give its path.",
                path.display()
            );
            return Err(Error::new(ErrorKind::NotFound, "vault.key_file", message));
        }
        match Key::write_new(path) {
            Ok(key) => Ok(Self::new(&key)),
            // Another server that starts at the same time made it.
            Err(error) if error.kind() == ErrorKind::Conflict => Self::from_key_file(path, false),
            Err(error) => Err(error),
        }
    }

    /// Takes the key from a text: one line of base64 for 32 bytes.
    pub fn from_text(text: &SecretString) -> Result<Self> {
        Key::parse(text.expose_secret(), "The key").map(|key| Self::new(&key))
    }

    /// Makes a file with a new key and mode 0600. `Conflict` when the file is there.
    pub fn generate_key_file(path: &Path) -> Result<Self> {
        Key::write_new(path).map(|key| Self::new(&key))
    }
}

/// HMAC-SHA-256.
fn keyed(key: &[u8; 32], bytes: &[u8]) -> [u8; 32] {
    let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.chain_update(bytes).finalize().into_bytes().into()
}

/// What a secret is bound to beside the key.
fn associated(source: SourceId) -> Vec<u8> {
    [b"ariadne secret 1\0".as_slice(), source.0.as_bytes()].concat()
}

impl SecretVault for Vault {
    fn key_id(&self) -> &str {
        &self.key_id
    }

    fn seal(&self, source: SourceId, values: &SecretValues) -> Result<Ciphertext> {
        let failed = || {
            let message = format!("The secret could not be sealed with key {}.", self.key_id);
            Error::new(ErrorKind::Internal, "vault.seal", message)
        };
        let plain = plain::write(values).ok_or_else(failed)?;
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let payload = Payload { msg: &plain, aad: &associated(source) };
        let sealed = self.cipher.encrypt(&nonce, payload).map_err(|_| failed())?;
        let bytes = [nonce.as_slice(), &sealed].concat();
        Ok(Ciphertext { key_id: self.key_id.clone(), bytes })
    }

    fn open(&self, source: SourceId, sealed: &Ciphertext) -> Result<SecretValues> {
        let failed = |message: String| {
            Error::new(ErrorKind::Internal, "vault.open", message).with_context("source", source)
        };
        if sealed.key_id != self.key_id {
            return Err(failed(format!(
                "The secret was sealed with key {}, and this server has key {}. Start it with that key, or enter the secret again.",
                sealed.key_id, self.key_id
            )));
        }
        let broken = || {
            failed(format!(
                "The secret cannot be opened with key {}: it was changed, or it belongs to another source. Enter it again.",
                self.key_id
            ))
        };
        let (nonce, body) = sealed.bytes.split_at_checked(NONCE).ok_or_else(broken)?;
        let payload = Payload { msg: body, aad: &associated(source) };
        let opened =
            self.cipher.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| broken())?;
        plain::read(&Zeroizing::new(opened)).ok_or_else(broken)
    }

    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32] {
        keyed(&self.fingerprints, bytes)
    }
}

/// Opens every secret with `old` and seals it with `new`; all or, when one does not
/// open, none.
pub fn rotate(
    old: &dyn SecretVault,
    new: &dyn SecretVault,
    secrets: Vec<(SourceId, Ciphertext)>,
) -> Result<Vec<Resealed>> {
    let reseal = |(source, sealed): (SourceId, Ciphertext)| {
        let values = old.open(source, &sealed)?;
        Ok(Resealed { source, old: sealed, new: new.seal(source, &values)? })
    };
    secrets.into_iter().map(reseal).collect()
}
