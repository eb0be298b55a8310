//! A JSON document with what is wrong with it in a list `problems` before its other lists.

use std::io::{self, BufRead, BufReader, Cursor, Read, Write};

use ariadne_domain::Value;

use super::text;
use crate::{Place, Problem};

/// The key of the list, which an import passes over.
pub(crate) const PROBLEMS_KEY: &str = "problems";
/// How the list begins, on a line of its own, where an earlier copy put it.
const BEGIN: &str = "\"problems\": [";
/// How much of the document is looked at for its beginning.
const HEAD: u64 = 4 << 10;

/// Copies a document and puts its problems at its beginning, in place of those of an earlier
/// copy. What follows is copied as it is, whole or not, in UTF-8.
///
/// # Errors
/// `InvalidData` where the document is no object, else what reading or writing says.
pub(crate) fn annotate(
    problems: &[Problem],
    mut document: impl Read,
    mut out: impl Write,
) -> io::Result<()> {
    let mut head = Vec::new();
    document.by_ref().take(HEAD).read_to_end(&mut head)?;
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let begin = head.iter().position(|byte| !blank(byte)).filter(|at| head[*at] == b'{');
    let Some(begin) = begin else {
        let message = "the document is no object, and has no place for a list of problems";
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    };
    let head = head.split_off(begin + 1);
    let mut rest = BufReader::new(Cursor::new(head).chain(document));
    skip_earlier(&mut rest)?;
    writeln!(out, "{{\n{BEGIN}")?;
    for (number, problem) in problems.iter().enumerate() {
        let before = if number == 0 { "  " } else { ",\n  " };
        write!(out, "{before}{}", text(&entry(problem)))?;
    }
    let alone = rest.fill_buf()?.iter().find(|byte| !blank(byte)).is_some_and(|byte| *byte == b'}');
    writeln!(out, "\n]{}", if alone { "" } else { "," })?;
    io::copy(&mut rest, &mut out)?;
    out.flush()
}

/// Passes over the list that an earlier copy put there; its end is a line of its own.
fn skip_earlier(rest: &mut impl BufRead) -> io::Result<()> {
    let start = rest.fill_buf()?;
    let blanks = start.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    if !start[blanks..].starts_with(BEGIN.as_bytes()) {
        return Ok(());
    }
    let mut line = Vec::new();
    loop {
        line.clear();
        if rest.read_until(b'\n', &mut line)? == 0 || matches!(line.trim_ascii(), b"]" | b"],") {
            return Ok(());
        }
    }
}

fn entry(problem: &Problem) -> Value {
    // Lines are not told: the list itself moves them.
    let Place { sheet, row, column, .. } = &problem.place;
    let mut entry = Value::object().with("severity", problem.severity.as_str());
    let members = [
        ("list", sheet.as_deref().map(Value::from)),
        ("entry", row.map(Value::from)),
        ("key", column.as_ref().map(|column| Value::from(&*column.name))),
        ("code", Some(problem.code.into())),
        ("message", Some(problem.message.as_str().into())),
        ("value", problem.value.as_deref().map(Value::from)),
        ("suggestion", problem.suggestion.as_deref().map(Value::from)),
    ];
    for (key, value) in members {
        if let Some(value) = value {
            entry.set(key, value);
        }
    }
    entry
}
