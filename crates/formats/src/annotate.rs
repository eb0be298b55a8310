//! Handing a file back with its problems in it.

use std::io::{self, BufReader, Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::csv::{Decoded, annotate as annotate_csv, detect};
use crate::notes::Notes;
use crate::options::Report;
use crate::read::is_csv;
use crate::{Format, json, xlsx, yaml};

/// Copies a file that was read and writes its problems into it: in a column `Problems`,
/// and in a workbook as notes at the cells too; JSON gets a list `problems` before its
/// other lists, YAML comments at its beginning. Mended, the copy can be imported: the
/// column, the list and the comments are passed over.
///
/// # Errors
/// `Unsupported` for what could not be read, `InvalidData` for JSON that is no object, else
/// what reading or writing says.
pub fn annotate<R: Read + Seek, W: Write + Send>(
    file: &mut R,
    report: &Report,
    out: W,
) -> io::Result<()> {
    let notes = Notes::new(report.problems.kept());
    file.rewind()?;
    let delimiter = |sheet: Option<&str>| {
        let of_sheet = report.sheets.iter().find(|s| s.name.as_deref() == sheet);
        let found = of_sheet.and_then(|s| s.delimiter).unwrap_or(',');
        u8::try_from(found).unwrap_or(b',')
    };
    match report.format {
        Some(Format::Csv) => {
            let encoded = detect(&mut *file)?;
            file.rewind()?;
            annotate_csv(None, &notes, file, encoded, delimiter(None), out)
        }
        Some(Format::Xlsx) => xlsx::annotate(&notes, BufReader::new(file), out),
        Some(Format::CsvZip) => {
            let mut archive = ZipArchive::new(BufReader::new(file))?;
            let mut copy = ZipWriter::new_stream(out);
            for index in 0..archive.len() {
                let name = archive.by_index(index)?.name()?.into_owned();
                if !is_csv(&name) {
                    continue;
                }
                let encoded = detect(archive.by_index(index)?)?;
                let options = SimpleFileOptions::default().large_file(true);
                copy.start_file(name.as_str(), options)?;
                let text = archive.by_index(index)?;
                let sheet = Some(name.as_str());
                annotate_csv(sheet, &notes, text, encoded, delimiter(sheet), &mut copy)?;
            }
            copy.finish()?.flush()
        }
        Some(format @ (Format::Json | Format::Yaml)) => {
            let encoded = detect(&mut *file)?;
            file.rewind()?;
            let (text, problems) = (Decoded::new(file, encoded), report.problems.kept());
            match format {
                Format::Json => json::annotate(problems, text, out),
                _ => yaml::annotate(problems, text, out),
            }
        }
        None => {
            let message = "what could not be read is not handed back with its problems";
            Err(io::Error::new(io::ErrorKind::Unsupported, message))
        }
    }
}
