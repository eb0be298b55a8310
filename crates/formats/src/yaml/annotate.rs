//! A YAML document with what is wrong with it in comments at its beginning.

use std::io::{self, BufRead, BufReader, Read, Write};

use crate::notes::line;
use crate::{Place, Problem};

/// How each of these comments begins.
pub(crate) const COMMENT: &str = "# Problem: ";

/// Copies a document and puts a comment for each problem before it, in place of those of an
/// earlier copy. What follows is copied as it is, whole or not, in UTF-8.
pub(crate) fn annotate(
    problems: &[Problem],
    document: impl Read,
    mut out: impl Write,
) -> io::Result<()> {
    for problem in problems {
        // Lines are not told: the comments themselves move them.
        let Place { sheet, row, .. } = &problem.place;
        let sheet = sheet.as_deref().map(str::to_owned);
        let place = [sheet, row.map(|row| format!("entry {row}"))];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let place = if place.is_empty() { "the whole file".to_owned() } else { place.join(", ") };
        // A comment ends with its line.
        let told = line(problem).replace(|c: char| c.is_control(), " ");
        writeln!(out, "{COMMENT}{}, {place}: {told}", problem.severity.as_str())?;
    }
    let mut document = BufReader::new(document);
    while document.fill_buf()?.starts_with(COMMENT.as_bytes()) {
        document.skip_until(b'\n')?;
    }
    io::copy(&mut document, &mut out)?;
    out.flush()
}
