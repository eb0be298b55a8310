//! What a file is, by what is in it.

use std::io::{self, Read, Seek, SeekFrom};

use memchr::memmem;

use crate::csv::{Decoded, Encoded, detect};
use crate::headers::kind_of_name;
use crate::{Format, Place, Problem, yaml};

/// What a file turned out to be.
pub(crate) enum Content {
    /// An archive: a workbook or CSV files.
    Archive,
    /// A text of a format and an encoding.
    Text(Format, Encoded),
}

/// How much of a file is looked at.
const HEAD: usize = 8 << 10;

/// Tells what a file is; what `said` says of a text stands over what it looks like. `Err` is
/// the problem that keeps it from being read.
pub(crate) fn content_of<R: Read + Seek>(
    file: &mut R,
    name: Option<&str>,
    said: Option<Format>,
) -> Result<Content, Box<Problem>> {
    let head = head_of(file).map_err(|error| unreadable(&error))?;
    if head.is_empty() {
        return Err(Box::new(Problem::error(
            Place::file(),
            "EMPTY_FILE",
            "The file is empty; there is nothing to import.",
        )));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Content::Archive);
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Err(compound(file).map_or_else(|error| unreadable(&error), Box::new));
    }
    for (magic, what) in OTHERS {
        if head.starts_with(magic) {
            let message = format!(
                "The file is {what}; CSV, a zip of CSV files, XLSX, JSON and YAML are read."
            );
            return Err(Box::new(Problem::error(Place::file(), "UNKNOWN_FORMAT", message)));
        }
    }
    if let Some(said @ (Format::Xlsx | Format::CsvZip)) = said {
        return Err(wrong_format(said, "a text"));
    }
    let encoded = detect(&mut *file).map_err(|error| unreadable(&error))?;
    rewind(file)?;
    if let Some(said) = said {
        return Ok(Content::Text(said, encoded));
    }
    let mut text = Vec::new();
    let decoded = Decoded::new(head.as_slice(), encoded);
    decoded.take(HEAD as u64).read_to_end(&mut text).map_err(|error| unreadable(&error))?;
    let text = String::from_utf8_lossy(&text);
    Ok(Content::Text(text_format(&text, name), encoded))
}

/// A file that is not what somebody says.
pub(crate) fn wrong_format(said: Format, found: &str) -> Box<Problem> {
    let message = format!(
        "The file was said to be {}, but it is {found}; say what it is, or leave the format to be found out.",
        said.as_str()
    );
    Box::new(Problem::error(Place::file(), "WRONG_FORMAT", message))
}

/// Beginnings of files that are sent by mistake.
const OTHERS: [(&[u8], &str); 7] = [
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
];

fn head_of<R: Read + Seek>(file: &mut R) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(head)
}

/// Goes back to the beginning.
pub(crate) fn rewind<R: Seek>(file: &mut R) -> Result<(), Box<Problem>> {
    file.seek(SeekFrom::Start(0)).map(|_| ()).map_err(|error| unreadable(&error))
}

pub(crate) fn unreadable(error: &io::Error) -> Box<Problem> {
    let message = format!("The file cannot be read: {error}.");
    Box::new(Problem::error(Place::file(), "UNREADABLE", message))
}

/// A compound file (MS-CFB) is an old workbook, or a new one behind a password: that one
/// has a stream of the name `EncryptedPackage`, in UTF-16 (MS-OFFCRYPTO, 2.3.4.4).
fn compound<R: Read>(file: &mut R) -> io::Result<Problem> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut kept = Vec::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            let message = "The file is a workbook of the old format (.xls); save it as .xlsx.";
            return Ok(Problem::error(Place::file(), "OLD_WORKBOOK", message));
        }
        kept.extend_from_slice(&piece[..read]);
        if memmem::find(&kept, &name).is_some() {
            let message = "The workbook is protected by a password; save it without one.";
            return Ok(Problem::error(Place::file(), "ENCRYPTED", message));
        }
        kept.drain(..kept.len().saturating_sub(name.len()));
    }
}

/// The format of a text: JSON begins with a bracket, YAML with the name of a list, a
/// document mark or a directive; a name that says YAML is believed; all else is CSV.
fn text_format(text: &str, name: Option<&str>) -> Format {
    let text = text.trim_start_matches('\u{feff}');
    if text.starts_with(yaml::COMMENT) {
        return Format::Yaml;
    }
    let start = text.trim_start();
    let named = name.and_then(Format::of_name);
    if start.starts_with('{') || (start.starts_with('[') && named != Some(Format::Csv)) {
        return Format::Json;
    }
    let first = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).unwrap_or("");
    let key = first.split_once(':').map(|(key, _)| key.trim());
    let list = key.is_some_and(|k| k == crate::document::VERSION_KEY || kind_of_name(k).is_some());
    if named == Some(Format::Yaml) || list || first.starts_with("---") || first.starts_with("%YAML")
    {
        Format::Yaml
    } else if named == Some(Format::Json) {
        Format::Json
    } else {
        Format::Csv
    }
}
