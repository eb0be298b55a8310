use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use ariadne_domain::SourceId;
use ariadne_ports::{Ciphertext, Error, ErrorKind, Result, SecretValues, SecretVault};

use super::sum::sum;

/// A vault that keeps what it sealed and hands out tickets for it. Nothing is
/// encrypted, and nothing has to be: the bytes that leave it hold no secret.
pub struct MemoryVault {
    key_id: String,
    sealed: Mutex<HashMap<Vec<u8>, (SourceId, SecretValues)>>,
}

impl MemoryVault {
    /// A vault whose key has this id. It opens only what it sealed itself.
    pub fn new(key_id: &str) -> Self {
        Self { key_id: key_id.to_owned(), sealed: Mutex::default() }
    }
}

impl Default for MemoryVault {
    fn default() -> Self {
        Self::new("memory")
    }
}

impl fmt::Debug for MemoryVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryVault(key {})", self.key_id)
    }
}

/// A ticket with a check sum, so that a changed one is no other ticket.
fn ticket(key_id: &str, number: u64) -> Vec<u8> {
    let text = format!("{key_id} {number}");
    number.to_be_bytes().into_iter().chain(sum(text.bytes()).to_be_bytes()).collect()
}

impl SecretVault for MemoryVault {
    fn key_id(&self) -> &str {
        &self.key_id
    }

    fn seal(&self, source: SourceId, values: &SecretValues) -> Result<Ciphertext> {
        let mut sealed = self.sealed.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = ticket(&self.key_id, sealed.len() as u64);
        sealed.insert(bytes.clone(), (source, values.clone()));
        Ok(Ciphertext { key_id: self.key_id.clone(), bytes })
    }

    fn fingerprint(&self, bytes: &[u8]) -> [u8; 32] {
        // Four sums that start differently; good enough where nobody attacks.
        let mut print = [0; 32];
        for (lane, place) in (0_u8..).zip(print.chunks_mut(8)) {
            let start = self.key_id.bytes().chain([0, lane]);
            place.copy_from_slice(&sum(start.chain(bytes.iter().copied())).to_be_bytes());
        }
        print
    }

    fn open(&self, source: SourceId, sealed: &Ciphertext) -> Result<SecretValues> {
        let kept = self.sealed.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.get(&sealed.bytes) {
            Some((owner, values)) if *owner == source && sealed.key_id == self.key_id => {
                Ok(values.clone())
            }
            _ => Err(Error::new(
                ErrorKind::Internal,
                "memory_vault.open",
                format!("The secret was not sealed with key {} for this source.", self.key_id),
            )),
        }
    }
}
