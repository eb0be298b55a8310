//! Reading a file, whatever it is.

use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use zip::ZipArchive;

use crate::csv::{Decoded, detect};
use crate::kind_of_file::{Content, content_of, rewind, unreadable, wrong_format};
use crate::options::{ReadOptions, Report};
use crate::record::Placed;
use crate::run::Run;
use crate::zip_guard::{Entry, damaged, inspect};
use crate::{Format, Place, Problem, csv, json, xlsx, yaml};

/// Reads a file and hands each record to `sink`, in the order of the file. Never more than
/// one record is held (for a workbook: its shared texts too), whatever the size of the
/// file; what is wrong with it comes back in the report, all of it, up to the limit on
/// problems. Nothing but problems comes of a file that cannot be read at all.
///
/// The file is read more than once: a text for its encoding, an archive for its true size.
pub fn read<R: Read + Seek>(
    file: &mut R,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Placed) -> ControlFlow<()>,
) -> Report {
    let mut sink = |placed: Placed| sink(placed);
    let mut run = Run::new(options, &mut sink);
    let name = options.name.as_deref();
    let said = options.format;
    let content = match content_of(file, name, said) {
        Ok(content) => content,
        Err(problem) => {
            run.push(*problem);
            return run.finish(None);
        }
    };
    let format = match content {
        Content::Archive => match archive(&mut run, file) {
            Ok(format) => Some(format),
            Err(problem) => {
                run.push(*problem);
                None
            }
        },
        Content::Text(format, encoded) => {
            match format {
                Format::Json => json::read(&mut run, Decoded::new(&mut *file, encoded)),
                Format::Yaml => yaml::read(&mut run, Decoded::new(&mut *file, encoded)),
                _ => csv::read(&mut run, None, name.map(stem), &mut *file, encoded),
            }
            Some(format)
        }
    };
    if let (Some(found), Some(claimed)) = (format, name.and_then(Format::of_name))
        && said.is_none()
        && found != claimed
    {
        let message = format!(
            "The name says that the file is {}, but it is {}, and was read as such.",
            claimed.as_str(),
            found.as_str()
        );
        run.push(Problem::warning(Place::file(), "WRONG_EXTENSION", message));
    }
    run.finish(format)
}

fn archive<R: Read + Seek>(run: &mut Run<'_>, file: &mut R) -> Result<Format, Box<Problem>> {
    let mut archive =
        ZipArchive::new(BufReader::new(&mut *file)).map_err(|error| damaged(&error))?;
    let workbook = archive.index_for_name("xl/workbook.xml").is_some();
    let entries = inspect(&mut archive, &run.options.limits)?;
    let found = if workbook { Format::Xlsx } else { Format::CsvZip };
    let fits = |said| said == found || (said == Format::Csv && found == Format::CsvZip);
    if let Some(said) = run.options.format.filter(|said| !fits(*said)) {
        let what = if workbook { "an Excel workbook" } else { "an archive" };
        return Err(wrong_format(said, what));
    }
    if workbook {
        drop(archive);
        rewind(file)?;
        xlsx::read(run, BufReader::new(file), &entries);
        return Ok(Format::Xlsx);
    }
    csv_files(run, &mut archive, &entries);
    Ok(Format::CsvZip)
}

/// Names that systems put into archives.
const LITTER: [&str; 3] = ["__MACOSX/", ".DS_Store", "Thumbs.db"];

/// Whether an entry of an archive is a CSV file.
pub(crate) fn is_csv(name: &str) -> bool {
    Format::of_name(name) == Some(Format::Csv) && !is_litter(name)
}

fn is_litter(name: &str) -> bool {
    LITTER.iter().any(|litter| name.contains(litter))
}

fn csv_files<R: Read + Seek>(run: &mut Run<'_>, archive: &mut ZipArchive<R>, entries: &[Entry]) {
    let mut any = false;
    for entry in entries.iter().filter(|entry| !is_litter(&entry.name)) {
        let name: Arc<str> = Arc::from(entry.name.as_str());
        if !is_csv(&entry.name) {
            let message = "This file of the archive is no CSV file and is left out.";
            let place = Place::sheet(Some(name));
            run.push(Problem::warning(place, "NO_CSV", message));
            continue;
        }
        any = true;
        let encoded = archive
            .by_index(entry.index)
            .map_err(|error| damaged(&error))
            .and_then(|text| detect(text).map_err(|error| unreadable(&error)));
        let text = archive.by_index(entry.index).map_err(|error| damaged(&error));
        match (encoded, text) {
            (Ok(encoded), Ok(text)) => {
                csv::read(run, Some(&name), Some(stem(&entry.name)), text, encoded);
            }
            (Err(problem), _) | (_, Err(problem)) => run.push(*problem),
        }
        if run.is_over() {
            return;
        }
    }
    if !any {
        let message = "The archive holds neither a workbook nor CSV files.";
        run.push(Problem::error(Place::file(), "UNKNOWN_FORMAT", message));
    }
}

/// A file's name without folders and ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split('.').next().unwrap_or(name)
}
