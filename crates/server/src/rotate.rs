//! Key rotation.
//!
//! 1. The new key is put beside the old one (`<key file>.new`), and is on the disk.
//! 2. One transaction seals every secret anew and keeps the new key's id.
//! 3. The file takes the old one's place in one step; the old key stays beside it.
//!
//! A server holds its key in memory, so none may run meanwhile: what it wrote later
//! would be sealed with the old one. The lock on the data folder keeps those of one
//! machine out, the repo opened alone those that share a PostgreSQL database.
//!
//! Whenever this is interrupted, one of the two files is the key that the database
//! belongs to. After step 1 the old one still is, and the next rotation goes on with
//! the new file; after step 2 the next start (or rotation) sees that the new file is
//! the database's key and does step 3.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result, SecretStore, SecretVault};
use ariadne_vault::Vault;
use secrecy::SecretString;

use crate::data_dir::Lock;
use crate::{Config, KeySource, compose, keys};

/// Where the new key comes from.
pub enum NewKey {
    /// It is made.
    Generated,
    /// A file that the operator made; it is copied.
    File(PathBuf),
    /// The key itself, from the environment; only when the old one comes from there.
    Text(SecretString),
}

/// Without the key.
impl fmt::Debug for NewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Generated => f.write_str("Generated"),
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Text(_) => f.write_str("Text(…)"),
        }
    }
}

/// What a rotation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// How many secrets were sealed anew; `None` when this only finished a rotation
    /// that had been interrupted.
    pub secrets: Option<usize>,
    /// The id of the key that counts now.
    pub key_id: String,
    /// The file that holds the old key, when it came from a file.
    pub retired: Option<PathBuf>,
}

/// Seals every secret with a new key and puts the key in place. Refused while a
/// server runs on the data folder or on the same PostgreSQL database; servers on
/// other machines need the new key before they start again.
pub async fn rotate_key(config: &Config, new: NewKey) -> Result<Rotated> {
    // Before the lock, which makes the folder.
    compose::there_is_a_catalog(&config.database, "server.rotate_key")?;
    let _lock = Lock::take(&config.data_dir)?;
    let repo = compose::open_alone(config).await?;
    let rotated = match &config.key {
        KeySource::Text(old) => in_environment(&repo, old, new).await,
        KeySource::File(path) => in_file(&repo, path, new).await,
    };
    repo.close().await?;
    rotated
}

fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Validation, "server.rotate_key", message)
}

async fn in_environment(
    store: &dyn SecretStore,
    old: &SecretString,
    new: NewKey,
) -> Result<Rotated> {
    let NewKey::Text(new) = new else {
        return Err(invalid(
            "The key comes from ARIADNE_KEY, so the new one has to come from ARIADNE_NEW_KEY.",
        ));
    };
    let (old, new) = (Vault::from_text(old)?, Vault::from_text(&new)?);
    let done = |secrets| Rotated { secrets, key_id: new.key_id().to_owned(), retired: None };
    let kept = store.claim_key(old.key_id()).await?;
    if kept == new.key_id() {
        return Ok(done(None));
    }
    if kept != old.key_id() {
        return Err(keys::another(&kept, old.key_id(), "ARIADNE_KEY"));
    }
    Ok(done(Some(reseal(store, &old, &new).await?)))
}

async fn in_file(store: &dyn SecretStore, path: &Path, new: NewKey) -> Result<Rotated> {
    let old = match Vault::from_key_file(path, false) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return replace_lost(store, path, new, error).await;
        }
        Err(error) => return Err(error),
    };
    let retired = || Some(keys::retired(path, old.key_id()));
    let kept = store.claim_key(old.key_id()).await?;
    if kept != old.key_id() {
        if keys::finish_rotation(path, Some(old.key_id()), &kept)? {
            return Ok(Rotated { secrets: None, key_id: kept, retired: retired() });
        }
        let place = format!("the key file {}", path.display());
        return Err(keys::another(&kept, old.key_id(), &place));
    }
    // From here on the database belongs to the old key, so a file that lies in the
    // new one's place has sealed nothing.
    let new = stage(path, new)?;
    if new.key_id() == old.key_id() {
        fs::remove_file(keys::staged(path)).map_err(|e| keys::unwritable(path, e))?;
        return Err(invalid("The new key is the old one; give another."));
    }
    let secrets = reseal(store, &old, &new).await?;
    keys::swap(path, Some(old.key_id()))?;
    Ok(Rotated { secrets: Some(secrets), key_id: new.key_id().to_owned(), retired: retired() })
}

/// A key file that is gone is replaced as long as nothing was sealed with it.
async fn replace_lost(
    store: &dyn SecretStore,
    path: &Path,
    new: NewKey,
    missing: Error,
) -> Result<Rotated> {
    if !store.secrets().await?.is_empty() {
        return Err(missing);
    }
    let new = stage(path, new)?;
    store.reseal(new.key_id(), Vec::new()).await?;
    keys::swap(path, None)?;
    Ok(Rotated { secrets: Some(0), key_id: new.key_id().to_owned(), retired: None })
}

async fn reseal(store: &dyn SecretStore, old: &Vault, new: &Vault) -> Result<usize> {
    let secrets = ariadne_vault::rotate(old, new, store.secrets().await?)?;
    let count = secrets.len();
    store.reseal(new.key_id(), secrets).await?;
    Ok(count)
}

/// Puts the new key beside the old one.
fn stage(path: &Path, new: NewKey) -> Result<Vault> {
    let staged = keys::staged(path);
    match new {
        // One is there when a rotation was interrupted before it sealed anything.
        NewKey::Generated => match Vault::from_key_file(&staged, false) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vault::generate_key_file(&staged),
            found => found,
        },
        NewKey::File(given) => {
            let vault = Vault::from_key_file(&given, false)?;
            // The file may be the staged one itself, which a copy would empty.
            if Vault::from_key_file(&staged, false).is_ok_and(|v| v.key_id() == vault.key_id()) {
                return Ok(vault);
            }
            // Copied aside and renamed: the place never holds half a key.
            let aside = keys::aside(&staged);
            let copied = fs::copy(&given, &aside)
                .and_then(|_| File::open(&aside)?.sync_all())
                .and_then(|()| fs::rename(&aside, &staged))
                .and_then(|()| keys::sync_folder(&staged));
            copied.map_err(|error| keys::unwritable(path, error))?;
            Ok(vault)
        }
        NewKey::Text(_) => Err(invalid(
            "The key lies in a file, so the new one has to come from a file too: give --new-key-file, or neither for a key that is made.",
        )),
    }
}
