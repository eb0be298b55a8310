//! The file that an export becomes: how it is spelled, and that it is there whole or not at all.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ariadne_ports::{Error, ErrorKind, Result};
use clap::ValueEnum;
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

/// How an export is spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One CSV file, for a list
    Csv,
    /// A zip archive of CSV files
    #[value(name = "csv.zip")]
    CsvZip,
    Xlsx,
    Json,
    Yaml,
}

impl Format {
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::CsvZip => "csv.zip",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Yaml => "yaml",
        }
    }

    /// What a file's name asks for.
    pub(super) fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "zip" => Some(Self::CsvZip),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// A file that is being written, or the standard output.
pub(super) struct Target {
    place: PathBuf,
    /// Where it is written until it is whole; `None` where what is there is no file.
    beside: Option<PathBuf>,
    out: Box<dyn AsyncWrite + Unpin>,
}

impl Target {
    pub(super) async fn open(place: &Path) -> Result<Self> {
        if place == Path::new("-") {
            let out = Box::new(tokio::io::stdout());
            return Ok(Self { place: place.to_owned(), beside: None, out });
        }
        // Behind a link is the file that is meant.
        let found = tokio::fs::canonicalize(place).await.unwrap_or_else(|_| place.to_owned());
        let place = found.as_path();
        let of = |beside, out| Self { place: place.to_owned(), beside, out };
        let there = tokio::fs::metadata(place).await;
        // A pipe or a device takes what comes.
        let is_other = there.as_ref().is_ok_and(|there| !there.is_file());
        let beside = (!is_other).then(|| {
            let mut name = place.file_name().map(OsString::from).unwrap_or_default();
            name.push(format!(".{}.part", std::process::id()));
            place.with_file_name(name)
        });
        let file = tokio::fs::File::create(beside.as_deref().unwrap_or(place)).await;
        let file = file.map_err(|error| not_written(place, &error))?;
        if let (true, Ok(there)) = (beside.is_some(), there) {
            // Whoever may read what was there may read what comes, and nobody else.
            let kept = file.set_permissions(there.permissions()).await;
            kept.map_err(|error| not_written(place, &error))?;
        }
        Ok(of(beside, Box::new(file)))
    }

    pub(super) async fn write(&mut self, part: &[u8]) -> Result<()> {
        self.out.write_all(part).await.map_err(|error| not_written(&self.place, &error))
    }

    /// Puts the whole file in its place.
    pub(super) async fn finish(mut self) -> Result<()> {
        let failed = |error| not_written(&self.place, &error);
        self.out.flush().await.map_err(failed)?;
        if let Some(beside) = self.beside.take() {
            let moved = async {
                tokio::fs::File::open(&beside).await?.sync_all().await?;
                tokio::fs::rename(&beside, &self.place).await
            };
            let moved = moved.await;
            if moved.is_err() {
                self.beside = Some(beside);
            }
            moved.map_err(|error| not_written(&self.place, &error))?;
        }
        Ok(())
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // What is not whole is of no use; that it cannot be removed helps nobody to know.
            std::fs::remove_file(beside).ok();
        }
    }
}

pub(super) fn not_written(file: &Path, error: &dyn std::fmt::Display) -> Error {
    let message = format!("{} could not be written whole: {error}.", file.display());
    Error::new(ErrorKind::Unavailable, "server.export", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_tells_the_format() {
        for (name, extension) in
            [("a.csv.zip", "csv.zip"), ("a.csv", "csv"), ("a.XLSX", "xlsx"), ("b.yml", "yaml")]
        {
            assert_eq!(Format::of(Path::new(name)).map(Format::extension), Some(extension));
        }
        assert!(Format::of(Path::new("a.txt")).is_none());
    }

    #[tokio::test]
    async fn what_breaks_off_leaves_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("a.json");
        std::fs::write(&place, "before").expect("written");
        let mut target = Target::open(&place).await.expect("opened");
        target.write(b"half").await.expect("written");
        drop(target);
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "before");
        let mut target = Target::open(&place).await.expect("opened");
        target.write(b"whole").await.expect("written");
        target.finish().await.expect("in its place");
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "whole");
        let left = std::fs::read_dir(folder.path()).expect("listed").count();
        assert_eq!(left, 1, "nothing lies beside it");
    }

    #[tokio::test]
    async fn what_was_there_keeps_its_readers_and_its_links() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let (place, link) = (folder.path().join("a.json"), folder.path().join("link.json"));
        std::fs::write(&place, "before").expect("written");
        std::fs::set_permissions(&place, std::fs::Permissions::from_mode(0o600)).expect("set");
        symlink(&place, &link).expect("linked");
        let mut target = Target::open(&link).await.expect("opened");
        target.write(b"whole").await.expect("written");
        target.finish().await.expect("in its place");
        assert!(std::fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(std::fs::read_to_string(&place).expect("read"), "whole");
        let mode = std::fs::metadata(&place).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
