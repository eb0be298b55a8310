//! The key: where it comes from and what it is called.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write as _};
use std::path::Path;

use ariadne_ports::{Error, ErrorKind, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::OsRng;
use chacha20poly1305::aead::rand_core::RngCore;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const LENGTH: usize = 32;

/// More than a key file ever holds; what is longer is not read any further.
const LONGEST_FILE: u64 = 4_096;

/// 32 bytes of key material, wiped when dropped.
pub(crate) struct Key(Zeroizing<[u8; LENGTH]>);

impl Key {
    fn random() -> Self {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        OsRng.fill_bytes(&mut *bytes);
        Self(bytes)
    }

    /// Reads one line of base64. `place` says in an error where the text is from.
    pub(crate) fn parse(text: &str, place: &str) -> Result<Self> {
        let wrong = |what: &str| {
            let message = format!(
                "{place} {what}. A key is one line of base64 for {LENGTH} bytes, as `openssl rand -base64 {LENGTH}` makes it."
            );
            Error::new(ErrorKind::Validation, "vault.key", message)
        };
        let text = text.trim();
        if text.is_empty() {
            return Err(wrong("is empty"));
        }
        let decoded = STANDARD.decode(text).map_err(|_| wrong("is not base64"))?;
        let decoded = Zeroizing::new(decoded);
        let bytes = <[u8; LENGTH]>::try_from(decoded.as_slice())
            .map_err(|_| wrong(&format!("holds {} bytes", decoded.len())))?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// Reads a key file that nobody else can read.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>> {
        let shown = path.display();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(path, error)),
        };
        // Of the open file, so that nobody can exchange it in between.
        let metadata = file.metadata().map_err(|error| unreadable(path, error))?;
        if !metadata.is_file() {
            return Err(refused(format!(
                "The key file {shown} is a folder or a device. Give the path of a file, or of one that can be made."
            )));
        }
        check_private(path, &metadata)?;
        let mut text = Zeroizing::new(String::new());
        let mut limited = file.take(LONGEST_FILE + 1);
        limited.read_to_string(&mut text).map_err(|error| unreadable(path, error))?;
        Self::parse(&text, &format!("The key file {shown}")).map(Some)
    }

    /// Makes a key file with a new key, mode 0600. One that is there stays, and is
    /// `Conflict`.
    pub(crate) fn write_new(path: &Path) -> Result<Self> {
        let key = Self::random();
        let mut line = Zeroizing::new(STANDARD.encode(key.bytes()));
        line.push('\n');
        // Written aside and then linked: the file appears whole or not at all, and
        // the first of two that start together wins.
        let mut aside = path.as_os_str().to_owned();
        aside.push(format!(".{:016x}.new", OsRng.next_u64()));
        let aside = Path::new(&aside);
        write_private(aside, line.as_bytes()).map_err(|error| unwritable(path, error))?;
        let linked = fs::hard_link(aside, path);
        let removed = fs::remove_file(aside);
        match linked.and(removed) {
            Ok(()) => {
                sync_folder(path).map_err(|error| unwritable(path, error))?;
                Ok(key)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Error::new(
                ErrorKind::Conflict,
                "vault.generate_key_file",
                format!(
                    "There is a file {} already; a key file is never overwritten.",
                    path.display()
                ),
            )),
            Err(error) => Err(unwritable(path, error)),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8; LENGTH] {
        &self.0
    }

    /// 16 hex digits that tell this key from others and reveal nothing of it.
    pub(crate) fn id(&self) -> String {
        let hash = Sha256::new()
            .chain_update(b"ariadne-vault key id 1\0")
            .chain_update(self.bytes())
            .finalize();
        hash[..8].iter().fold(String::new(), |mut id, byte| {
            // Writing to a text cannot fail.
            let _ = write!(id, "{byte:02x}");
            id
        })
    }
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Validation, "vault.key_file", message)
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    let message = format!(
        "The key file {} cannot be read ({}). Let the user that runs the server read it.",
        path.display(),
        error.kind()
    );
    Error::new(ErrorKind::Validation, "vault.key_file", message).with_source(error)
}

fn unwritable(path: &Path, error: io::Error) -> Error {
    let message = format!(
        "The key file {} cannot be made ({}). Let the user that runs the server write to its folder, or make the file with `openssl rand -base64 {LENGTH}` and mode 0600.",
        path.display(),
        error.kind()
    );
    Error::new(ErrorKind::Validation, "vault.generate_key_file", message).with_source(error)
}

fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes the new name last through a loss of power.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    #[cfg(unix)]
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(unix)]
fn check_private(path: &Path, metadata: &fs::Metadata) -> Result<()> {
    use std::os::unix::fs::MetadataExt;
    // No bit of the six for group and others is set.
    if metadata.mode().trailing_zeros() >= 6 {
        return Ok(());
    }
    Err(refused(format!(
        "The key file {0} can be read by others (mode {1:04o}). Run: chmod 600 '{0}'",
        path.display(),
        metadata.mode() & 0o7777
    )))
}

#[cfg(not(unix))]
fn check_private(_: &Path, _: &fs::Metadata) -> Result<()> {
    Ok(())
}
