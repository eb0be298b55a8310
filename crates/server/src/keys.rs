//! The key that belongs to the database, and the swap that ends a rotation.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result, SecretStore, SecretVault};
use ariadne_vault::Vault;

use crate::KeySource;

/// The vault of this server. The first key that a database sees is kept as its own;
/// a server with another one is refused. A rotation that was interrupted between
/// the database and the file is brought to its end.
pub(crate) async fn vault(key: &KeySource, store: &dyn SecretStore) -> Result<Vault> {
    let path = match key {
        KeySource::Text(text) => {
            let vault = Vault::from_text(text)?;
            let kept = store.claim_key(vault.key_id()).await?;
            return if kept == vault.key_id() {
                Ok(vault)
            } else {
                Err(another(&kept, vault.key_id(), "the environment"))
            };
        }
        KeySource::File(path) => path,
    };
    let (vault, made) = match Vault::from_key_file(path, false) {
        Ok(vault) => (vault, false),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            (Vault::generate_key_file(path)?, true)
        }
        Err(error) => return Err(error),
    };
    let kept = store.claim_key(vault.key_id()).await?;
    if kept == vault.key_id() {
        return Ok(vault);
    }
    if made {
        // Nothing was sealed with it; left there, it would pass for the right one.
        fs::remove_file(path).map_err(|error| unwritable(path, error))?;
        if finish_rotation(path, None, &kept)? {
            return Vault::from_key_file(path, false);
        }
        return Err(lost(path, &kept));
    }
    if finish_rotation(path, Some(vault.key_id()), &kept)? {
        return Vault::from_key_file(path, false);
    }
    Err(another(&kept, vault.key_id(), &format!("the key file {}", path.display())))
}

pub(crate) fn another(kept: &str, given: &str, place: &str) -> Error {
    let message = format!(
        "The secrets in the database are sealed with the key {kept}, and {place} holds the key {given}. Start with the key that belongs to this database."
    );
    Error::new(ErrorKind::Validation, "server.key", message)
}

fn lost(path: &Path, kept: &str) -> Error {
    let message = format!(
        "There is no key file {}, and the database belongs to the key {kept}. Put that key there; if it is lost and no data source has a secret, `ariadne rotate-key` makes a new one.",
        path.display()
    );
    Error::new(ErrorKind::NotFound, "server.key", message)
}

/// Where the new key lies while a rotation runs.
pub(crate) fn staged(path: &Path) -> PathBuf {
    beside(path, ".new")
}

/// Where a key file is written before it takes its place in one step.
pub(crate) fn aside(path: &Path) -> PathBuf {
    beside(path, ".part")
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name: OsString = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Puts the staged key in place when it is the one that the database belongs to,
/// which is how a rotation looks that ended between its two steps. Answers whether
/// it did.
pub(crate) fn finish_rotation(path: &Path, old: Option<&str>, kept: &str) -> Result<bool> {
    match Vault::from_key_file(&staged(path), false) {
        Ok(vault) if vault.key_id() == kept => {
            swap(path, old)?;
            tracing::warn!(key = kept, "an interrupted key rotation was brought to its end");
            Ok(true)
        }
        Ok(_) => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The old key's file once another one has taken its place.
pub(crate) fn retired(path: &Path, old: &str) -> PathBuf {
    beside(path, &format!(".{old}"))
}

/// Puts the staged key in place, at once. The old one stays beside it, because a
/// backup made before needs it.
pub(crate) fn swap(path: &Path, old: Option<&str>) -> Result<()> {
    let link = |from: &Path, to: &Path| fs::hard_link(from, to);
    old.map_or(Ok(()), |old| keep(path, &retired(path, old), link))
        .and_then(|()| fs::rename(staged(path), path))
        .and_then(|()| sync_folder(path))
        .map_err(|error| unwritable(path, error))
}

/// Gives the key's file a second name; where the disk knows no hard links, a copy bears it.
fn keep(
    path: &Path,
    retired: &Path,
    link: impl Fn(&Path, &Path) -> io::Result<()>,
) -> io::Result<()> {
    match link(path, retired) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // What refuses links says so in many ways, and a copy fails in its own words.
        Err(_) => {
            let part = aside(retired);
            fs::copy(path, &part)?;
            File::open(&part)?.sync_all()?;
            fs::rename(&part, retired)
        }
        Ok(()) => Ok(()),
    }
}

/// Makes new names last through a loss of power.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

pub(crate) fn unwritable(path: &Path, error: io::Error) -> Error {
    let message = format!(
        "The key file {} cannot be replaced ({}). Let this user write to its folder, and run the same again.",
        path.display(),
        error.kind()
    );
    Error::new(ErrorKind::Unavailable, "server.key", message).with_source(error)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_old_key_is_kept_where_no_links_are_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret.key");
        Vault::generate_key_file(&path).expect("a key");
        let kept = retired(&path, "old");
        let unsupported = |_: &Path, _: &Path| Err(io::Error::from(io::ErrorKind::Unsupported));
        keep(&path, &kept, unsupported).expect("a copy");
        assert_eq!(fs::read(&kept).expect("kept"), fs::read(&path).expect("there"));
        let mode = fs::metadata(&kept).expect("kept").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else reads it");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "no part is left");
    }

    #[test]
    fn a_key_that_is_kept_already_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret.key");
        fs::write(&path, "new").expect("written");
        let kept = retired(&path, "old");
        fs::write(&kept, "old").expect("written");
        keep(&path, &kept, |from, to| fs::hard_link(from, to)).expect("it is there");
        assert_eq!(fs::read_to_string(&kept).expect("kept"), "old");
    }
}
