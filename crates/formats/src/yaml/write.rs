//! Writing YAML: block style, one key a line, texts in quotation marks unless they are
//! plain words.

use std::io::{self, Write};

use ariadne_domain::Value;

use crate::RecordKind;
use crate::document::{VERSION, VERSION_KEY};
use crate::json::{quote, text};

/// Writes a document, table by table with its columns.
pub(crate) struct YamlWriter<W> {
    out: W,
    list: Option<RecordKind>,
    in_columns: bool,
}

impl<W: Write> YamlWriter<W> {
    /// Begins the document.
    pub(crate) fn new(mut out: W) -> io::Result<Self> {
        writeln!(out, "{VERSION_KEY}: {VERSION}")?;
        Ok(Self { out, list: None, in_columns: false })
    }

    /// Writes a record; `nested` within the table before it.
    pub(crate) fn record(
        &mut self,
        kind: RecordKind,
        nested: bool,
        members: &[(&'static str, Value)],
    ) -> io::Result<()> {
        let indent = if nested { 6 } else { 2 };
        if nested {
            if !self.in_columns {
                writeln!(self.out, "    {}:", RecordKind::Column.list())?;
            }
        } else if self.list != Some(kind) {
            writeln!(self.out, "{}:", kind.list())?;
            self.list = Some(kind);
        }
        self.in_columns = nested;
        entry(&mut self.out, indent, members)
    }

    /// Ends the document.
    pub(crate) fn finish(self) -> W {
        self.out
    }
}

/// Writes an entry of a list, a key a line.
pub(crate) fn entry(
    out: &mut impl Write,
    indent: usize,
    members: &[(&'static str, Value)],
) -> io::Result<()> {
    let mut line = String::new();
    for (at, (key, value)) in members.iter().enumerate() {
        let dash = if at == 0 { "- " } else { "  " };
        line.extend(std::iter::repeat_n(' ', indent));
        line.push_str(dash);
        line.push_str(key);
        line.push_str(": ");
        scalar(value, &mut line);
        line.push('\n');
    }
    out.write_all(line.as_bytes())
}

/// A value on one line; lists and objects in JSON's spelling, which is YAML's too.
fn scalar(value: &Value, out: &mut String) {
    match value {
        Value::String(text) if is_plain(text) => out.push_str(text),
        Value::String(text) => quote(text, out),
        other => out.push_str(&text(other)),
    }
}

/// Words that stand for something else than a text in some version of YAML.
const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

fn is_plain(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | '.'))
        && text.len() <= 120
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " _.-/()+,".contains(c))
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}
