//! The secrets of a password login.
//!
//! Client and server prove to each other that they know what a password derives to: each sends
//! half of a session key, encrypted by the password's hash, and what both halves make together
//! encrypts the password itself and the server's answer to it. The two verifiers differ in the
//! hash and in how the halves are put together; the steps are those that the open drivers take.

use aes::cipher::block_padding::{NoPadding, Pkcs7};
use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};
use aes::{Aes192, Aes256};
use hmac::Hmac;
use md5::{Digest as _, Md5};

use rand::RngCore as _;
use sha1::Sha1;
use sha2_for_hmac::Sha512;

use crate::profile::Verifier;

/// Rounds over the password that a real server asks for.
pub(crate) const PASSWORD_ROUNDS: u32 = 4096;
/// Rounds over the session key; sent to the client as `AUTH_PBKDF2_SDER_COUNT`.
pub(crate) const SESSION_ROUNDS: u32 = 3;

const PURPOSE: &[u8] = b"AUTH_PBKDF2_SPEEDY_KEY";
const ANSWER: &[u8] = b"SERVER_TO_CLIENT";

/// Upper-case hexadecimal text, as every secret travels.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// The bytes of hexadecimal text, `None` when it is none.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

fn random(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

const IV: [u8; 16] = [0; 16];

/// AES by a key of 24 or 32 bytes; whole blocks stay as they are, without padding.
fn encrypt(key: &[u8], plain: &[u8]) -> Vec<u8> {
    if key.len() == 24 {
        cbc::Encryptor::<Aes192>::new_from_slices(key, &IV)
            .expect("24 bytes are a key")
            .encrypt_padded_vec::<NoPadding>(plain)
    } else {
        cbc::Encryptor::<Aes256>::new_from_slices(key, &IV)
            .expect("32 bytes are a key")
            .encrypt_padded_vec::<NoPadding>(plain)
    }
}

/// The reverse of [`encrypt`]; `None` when the length is not whole blocks.
fn decrypt(key: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    if key.len() == 24 {
        cbc::Decryptor::<Aes192>::new_from_slices(key, &IV)
            .ok()?
            .decrypt_padded_vec::<NoPadding>(secret)
            .ok()
    } else {
        cbc::Decryptor::<Aes256>::new_from_slices(key, &IV)
            .ok()?
            .decrypt_padded_vec::<NoPadding>(secret)
            .ok()
    }
}

/// As [`decrypt`], without the padding; `None` when it is not padded.
fn decrypt_padded(key: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    if key.len() == 24 {
        cbc::Decryptor::<Aes192>::new_from_slices(key, &IV)
            .ok()?
            .decrypt_padded_vec::<Pkcs7>(secret)
            .ok()
    } else {
        cbc::Decryptor::<Aes256>::new_from_slices(key, &IV)
            .ok()?
            .decrypt_padded_vec::<Pkcs7>(secret)
            .ok()
    }
}

fn stretch(password: &[u8], salt: &[u8], rounds: u32, length: usize) -> Vec<u8> {
    let mut key = vec![0; length];
    pbkdf2::pbkdf2::<Hmac<Sha512>>(password, salt, rounds, &mut key)
        .expect("HMAC takes keys of any length");
    key
}

/// What a server stores of a password.
#[derive(Clone)]
pub(crate) struct StoredPassword {
    pub(crate) verifier: Verifier,
    /// Sent to the client as `AUTH_VFR_DATA`.
    pub(crate) salt: Vec<u8>,
    /// Rounds over the password; sent to the client as `AUTH_PBKDF2_VGEN_COUNT`.
    pub(crate) rounds: u32,
    hash: Vec<u8>,
}

impl StoredPassword {
    /// With a salt of its own.
    pub(crate) fn of(verifier: Verifier, password: &str, rounds: u32) -> Self {
        let salt = random(match verifier {
            Verifier::V12c => 16,
            Verifier::V11g => 10,
        });
        let hash = match verifier {
            Verifier::V12c => {
                let salted = [salt.as_slice(), PURPOSE].concat();
                let key = stretch(password.as_bytes(), &salted, rounds, 64);
                Sha512::digest([key, salt.clone()].concat())[..32].to_vec()
            }
            Verifier::V11g => {
                let mut hash =
                    Sha1::digest([password.as_bytes(), salt.as_slice()].concat()).to_vec();
                hash.resize(24, 0);
                hash
            }
        };
        Self { verifier, salt, rounds, hash }
    }

    /// For a name that has no account: nobody knows a password for it, but a client can't tell.
    pub(crate) fn of_nobody(verifier: Verifier, rounds: u32) -> Self {
        Self::of(verifier, &hex(&random(16)), rounds)
    }

    /// The number by which clients know the verifier.
    pub(crate) fn number(&self) -> u32 {
        match self.verifier {
            Verifier::V12c => 0x4815,
            Verifier::V11g => 0xB152,
        }
    }
}

/// One login between the server's first answer and the client's password.
pub(crate) struct Exchange {
    stored: StoredPassword,
    half: Vec<u8>,
    /// Sent to the client as `AUTH_PBKDF2_CSK_SALT`.
    pub(crate) session_salt: Vec<u8>,
}

/// What the client sent, as hexadecimal text decoded.
pub(crate) struct Proof {
    /// `AUTH_SESSKEY`.
    pub(crate) session_key: Vec<u8>,
    /// `AUTH_PASSWORD`.
    pub(crate) password: Vec<u8>,
}

impl Exchange {
    pub(crate) fn new(stored: StoredPassword) -> Self {
        let half = random(match stored.verifier {
            Verifier::V12c => 32,
            Verifier::V11g => 48,
        });
        Self { stored, half, session_salt: random(16) }
    }

    pub(crate) fn stored(&self) -> &StoredPassword {
        &self.stored
    }

    /// The server's half of the session key, as `AUTH_SESSKEY` tells it.
    pub(crate) fn session_key(&self) -> Vec<u8> {
        encrypt(&self.stored.hash, &self.half)
    }

    /// What both halves make together.
    fn combined(&self, client_half: &[u8]) -> Vec<u8> {
        match self.stored.verifier {
            Verifier::V12c => {
                let both = hex(&[client_half, self.half.as_slice()].concat());
                stretch(both.as_bytes(), &self.session_salt, SESSION_ROUNDS, 32)
            }
            Verifier::V11g => {
                let mixed: Vec<u8> = self.half[16..40]
                    .iter()
                    .zip(&client_half[16..40])
                    .map(|(ours, theirs)| ours ^ theirs)
                    .collect();
                let mut key = Md5::digest(&mixed[..16]).to_vec();
                key.extend_from_slice(&Md5::digest(&mixed[16..]));
                key.truncate(24);
                key
            }
        }
    }

    /// Whether the client knows the password: then the server's own proof, `AUTH_SVR_RESPONSE`.
    pub(crate) fn accept(&self, proof: &Proof, password: &str) -> Option<Vec<u8>> {
        let client_half = decrypt(&self.stored.hash, &proof.session_key)?;
        if client_half.len() != self.half.len() {
            return None;
        }
        let key = self.combined(&client_half);
        // The first block is noise, so that one password never looks the same twice.
        let plain = decrypt_padded(&key, &proof.password)?;
        if plain.get(16..)? != password.as_bytes() {
            return None;
        }
        let answer = [random(16).as_slice(), ANSWER, &[16; 16]].concat();
        Some(encrypt(&key, &answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The client's part, as drivers do it.
    fn prove(exchange: &Exchange, password: &str) -> Proof {
        let half = random(exchange.half.len());
        let key = exchange.combined(&half);
        let mut plain = [random(16).as_slice(), password.as_bytes()].concat();
        let padding = 16 - plain.len() % 16;
        plain.resize(plain.len() + padding, u8::try_from(padding).unwrap());
        Proof {
            session_key: encrypt(&exchange.stored.hash, &half),
            password: encrypt(&key, &plain),
        }
    }

    #[test]
    fn the_right_password_alone_is_accepted() {
        for verifier in [Verifier::V12c, Verifier::V11g] {
            let exchange = Exchange::new(StoredPassword::of(verifier, "tiger", PASSWORD_ROUNDS));
            let answer = exchange.accept(&prove(&exchange, "tiger"), "tiger").unwrap();
            assert_eq!(answer.len(), 48);
            assert!(exchange.accept(&prove(&exchange, "tigers"), "tiger").is_none());
            let nobody = Exchange::new(StoredPassword::of_nobody(verifier, PASSWORD_ROUNDS));
            assert!(nobody.accept(&prove(&exchange, "tiger"), "tiger").is_none());
        }
    }

    #[test]
    fn hexadecimal_text_round_trips() {
        assert_eq!(hex(&[0, 0xab, 0xff]), "00ABFF");
        assert_eq!(unhex("00ABff"), Some(vec![0, 0xab, 0xff]));
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("0g"), None);
    }
}
