//! What is in an archive, counted before anything of it is kept.

use std::io::{Read, Seek};
use std::sync::Arc;

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::{Limits, Place, Problem};

/// An entry of an archive.
pub(crate) struct Entry {
    pub(crate) index: usize,
    pub(crate) name: String,
    /// Whether it is a worksheet with merged cells.
    pub(crate) merged: bool,
}

/// Unpacks every entry once, keeping nothing: what an archive says of its sizes may be a
/// lie. Refuses what unpacks to too much, is encrypted or is damaged.
pub(crate) fn inspect<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    limits: &Limits,
) -> Result<Vec<Entry>, Box<Problem>> {
    if archive.len() > limits.entries {
        let message = format!(
            "The archive has {} entries; at most {} are read.",
            archive.len(),
            limits.entries
        );
        return Err(Box::new(Problem::error(Place::file(), "TOO_MANY_ENTRIES", message)));
    }
    let mut entries = Vec::new();
    let mut total = 0;
    let mut buffer = vec![0; 64 << 10];
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = file.name().map_err(|error| damaged(&error))?.into_owned();
        if file.is_dir() {
            continue;
        }
        let packed = file.compressed_size().max(1);
        let mut unpacked: u64 = 0;
        let mut sheet = name.starts_with("xl/worksheets/").then(Worksheet::default);
        loop {
            let read = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => return Err(damaged(&ZipError::Io(error)).at_entry(&name)),
            };
            unpacked += read as u64;
            total += read as u64;
            if unpacked > limits.ratio_from && unpacked / packed > limits.ratio {
                let message = format!(
                    "The entry {name:?} unpacks to more than {} times its size, as no honest file does.",
                    limits.ratio
                );
                return Err(Problem::error(Place::file(), "ARCHIVE_BOMB", message).at_entry(&name));
            }
            let held = name.starts_with("xl/") && sheet.is_none() && unpacked > limits.held;
            if total > limits.unpacked || held {
                let most = if held { limits.held } else { limits.unpacked };
                let message =
                    format!("The file unpacks to more than {most} bytes; import it in parts.");
                return Err(
                    Problem::error(Place::file(), "ARCHIVE_TOO_LARGE", message).at_entry(&name)
                );
            }
            if let Some(sheet) = &mut sheet {
                sheet.take(&buffer[..read]);
                if sheet.text > limits.record {
                    let message = "A cell of this worksheet is larger than one may be.";
                    let problem = Problem::error(Place::file(), "ROW_TOO_LARGE", message);
                    return Err(problem.at_entry(&name));
                }
            }
        }
        entries.push(Entry { index, name, merged: sheet.is_some_and(|s| s.merged) });
    }
    Ok(entries)
}

/// What is seen of the text of a worksheet while it passes.
#[derive(Default)]
struct Worksheet {
    merged: bool,
    /// Bytes since the last tag began.
    text: u64,
    /// The end of the last piece, for a tag that is cut.
    tail: Vec<u8>,
}

const MERGED: &[u8] = b"<mergeCell ";

impl Worksheet {
    fn take(&mut self, piece: &[u8]) {
        match memchr::memrchr(b'<', piece) {
            Some(at) => self.text = (piece.len() - at) as u64,
            None => self.text += piece.len() as u64,
        }
        if self.merged {
            return;
        }
        self.tail.extend_from_slice(&piece[..piece.len().min(MERGED.len())]);
        self.merged =
            memmem::find(&self.tail, MERGED).is_some() || memmem::find(piece, MERGED).is_some();
        let kept = MERGED.len() - 1;
        if piece.len() >= kept {
            self.tail.clear();
            self.tail.extend_from_slice(&piece[piece.len() - kept..]);
        }
    }
}

/// An archive that cannot be read, as a problem.
pub(crate) fn damaged(error: &ZipError) -> Box<Problem> {
    let (code, message) = match error {
        ZipError::UnsupportedArchive(text) if text.to_lowercase().contains("password") => {
            ("ENCRYPTED", "The archive is protected by a password; save it without one.".to_owned())
        }
        ZipError::InvalidPassword => {
            ("ENCRYPTED", "The archive is protected by a password; save it without one.".to_owned())
        }
        error => (
            "DAMAGED",
            format!("The file is damaged or cut off ({error}); save or upload it again."),
        ),
    };
    Box::new(Problem::error(Place::file(), code, message))
}

impl Problem {
    /// The same problem in an entry of an archive.
    fn at_entry(mut self, name: &str) -> Box<Self> {
        self.place.sheet = Some(Arc::from(name));
        Box::new(self)
    }
}
