//! Reading CSV.

use std::io::{BufReader, Read};
use std::sync::Arc;

use ariadne_domain::Value;

use super::detect::delimiter;
use super::escape::unescape;
use super::lines::Lines;
use super::{Decoded, Encoded};
use crate::input::{Bounded, Budget};
use crate::row::Wrong;
use crate::run::Run;
use crate::sheet::{Cell, Sheet};
use crate::{Place, Problem};

/// Longest text in which the first line is looked for.
const HEAD: usize = 32 << 10;

/// Reads one CSV text. `name` is its place in problems, `hint` what it is called.
pub(crate) fn read(
    run: &mut Run<'_>,
    name: Option<&Arc<str>>,
    hint: Option<&str>,
    text: impl Read,
    encoded: Encoded,
) {
    let place = Place::sheet(name.cloned());
    let budget = Budget::new(run.options.limits.record);
    let decoded = Decoded::new(Bounded::new(text, budget.clone()), encoded);
    let malformed = decoded.malformed();
    let mut decoded = BufReader::with_capacity(HEAD, decoded);
    let mut head = String::new();
    if let Err(error) = head_of(&mut decoded, &mut head) {
        run.push(unreadable(place, &error));
        return;
    }
    let delimiter = delimiter(&head);
    let lines = Lines::new(std::io::Cursor::new(head.into_bytes()).chain(decoded), delimiter);
    let seen = lines.seen();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(64 << 10)
        .from_reader(lines);
    // One more than may be, so that it is told; a row of a million commas is not kept.
    let most = run.options.limits.columns + 1;
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    let mut sheet: Option<Sheet> = None;
    loop {
        budget.reset();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) if budget.is_spent() => {
                let message = "The row is larger than a row may be; a quotation mark that is never closed makes one text of all that follows.";
                let place = place.clone().row(row + 1).line(seen.get().open);
                run.push(Problem::error(place, "ROW_TOO_LARGE", message));
                return;
            }
            Err(error) => {
                run.push(unreadable(place.clone().row(row + 1), &error.to_string()));
                return;
            }
        }
        row += 1;
        let Some(sheet) = &mut sheet else {
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let header: Vec<String> =
                record.iter().take(most).map(|c| unescape(c).to_owned()).collect();
            let opened = Sheet::open(run, name.cloned(), hint, row, &header);
            let Some(opened) = opened else { return };
            opened.read_as(run, encoded.encoding.name(), char::from(delimiter));
            sheet = Some(opened);
            continue;
        };
        let line = record.position().map(csv::Position::line);
        let cells = record.iter().take(most).map(|text| cell(text, malformed.get())).collect();
        sheet.row(run, row, line, cells);
        if run.is_over() {
            return;
        }
    }
    if row == 0 {
        run.push(Problem::error(
            place,
            "EMPTY_FILE",
            "The file is empty; there is nothing to import.",
        ));
        return;
    }
    let seen = seen.get();
    if let Some(line) = seen.open {
        let message = "A quotation mark is opened on this line and never closed, so that all that follows is one text.";
        run.push(Problem::error(place.clone().line(Some(line)), "UNCLOSED_QUOTE", message));
    }
    if let Some(line) = seen.mixed {
        let message = "Some lines end otherwise than the first, as in a file put together from several; all of them were read.";
        run.push(Problem::warning(place.line(Some(line)), "MIXED_LINE_ENDS", message));
    }
}

/// The beginning of the text, as far as the first line may reach.
fn head_of(decoded: &mut impl Read, head: &mut String) -> Result<(), String> {
    let mut bytes = Vec::new();
    decoded.by_ref().take(HEAD as u64).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    // What was decoded is UTF-8, but for a character that is cut at the end of the head.
    while bytes.last().is_some() && std::str::from_utf8(&bytes).is_err() && bytes.len() >= HEAD {
        let mut next = [0];
        match decoded.read(&mut next) {
            Ok(1) => bytes.push(next[0]),
            _ => break,
        }
    }
    head.push_str(&String::from_utf8_lossy(&bytes));
    Ok(())
}

fn unreadable(place: Place, error: &str) -> Problem {
    Problem::error(place, "UNREADABLE", format!("The file cannot be read: {error}."))
}

fn cell(text: &str, malformed: bool) -> Cell {
    if text.is_empty() {
        return Cell::Empty;
    }
    if malformed && text.contains('\u{fffd}') {
        let message = "Some bytes here are no text in the encoding of the file; save it as UTF-8.";
        return Cell::Bad(Wrong::new("INVALID_CHARACTER", message), Some(text.to_owned()));
    }
    if text.contains('\0') {
        let message = "The cell holds the character U+0000; remove it.";
        return Cell::Bad(Wrong::new("CONTROL_CHARACTER", message), Some(text.replace('\0', "␀")));
    }
    Cell::Value(Value::String(unescape(text).to_owned()))
}
