//! What a terminal is told of an import: how far it is, what is wrong, what it does.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};

use serde_json::Value;

/// Problems that are printed; all of them are in the annotated file.
const SHOWN: usize = 200;

/// A line on a terminal that is written over.
pub(super) struct Line {
    terminal: bool,
    shown: bool,
}

impl Line {
    pub(super) fn new() -> Self {
        Self { terminal: std::io::stderr().is_terminal(), shown: false }
    }

    pub(super) fn show(&mut self, state: &Value) {
        if !self.terminal {
            return;
        }
        let (done, total) = (state["processed"].as_u64().unwrap_or(0), state["total"].as_u64());
        let word = match state["status"].as_str() {
            Some("PLANNING") => "Planning",
            Some("EXECUTING") => "Planning again",
            _ => "Writing",
        };
        let mut text = match total {
            Some(total) if total > 0 => {
                let filled = usize::try_from(done * 30 / total).unwrap_or(30).min(30);
                format!(
                    "{word} [{}{}] {done} of {total} rows",
                    "#".repeat(filled),
                    " ".repeat(30 - filled)
                )
            }
            _ => format!("{word}: {done} rows read"),
        };
        if let Some(rate) = state["rowsPerSecond"].as_u64() {
            text = format!("{text}, {rate} a second");
        }
        // Nobody may be looking, and that is no failure.
        let _ =
            write!(std::io::stderr(), "\r\x1b[K{text}").and_then(|()| std::io::stderr().flush());
        self.shown = true;
    }

    pub(super) fn end(&mut self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

/// Problems in columns.
pub(super) fn table_of(problems: &[Value]) -> String {
    let head = ["SEVERITY", "WHERE", "CODE", "WHAT"].map(str::to_owned);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let rows = problems.iter().take(SHOWN).map(|problem| {
        let row = problem["row"].as_u64().map(|row| format!("row {row}"));
        let place = [text(&problem["sheet"]), row, text(&problem["column"])];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let mut what = text(&problem["message"]).unwrap_or_default();
        if let Some(suggestion) = text(&problem["suggestion"]) {
            what = format!("{what} (did you mean {suggestion}?)");
        }
        [
            text(&problem["severity"]).unwrap_or_default(),
            place.join(", "),
            text(&problem["code"]).unwrap_or_default(),
            what,
        ]
    });
    let rows: Vec<[String; 4]> = std::iter::once(head).chain(rows).collect();
    let width =
        |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2)];
    let line = |row: &[String; 4]| {
        let cells = row.iter().zip(widths.iter().chain(std::iter::once(&0)));
        let cells = cells.map(|(cell, width)| {
            // A control character of a file must not steer the terminal.
            let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            format!("{cell:width$}")
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a plan has or had of each kind, a line each.
pub(super) fn summed_up(summary: &Value) -> String {
    let kinds = ["sources", "tables", "columns", "lineage"];
    let lines = kinds.iter().filter_map(|kind| {
        let counts: BTreeMap<&str, u64> = ["created", "updated", "unchanged", "skipped", "ended"]
            .into_iter()
            .filter_map(|word| Some((word, summary[kind][word].as_u64().filter(|n| *n > 0)?)))
            .collect();
        let counts: Vec<String> = counts.iter().map(|(word, n)| format!("{n} {word}")).collect();
        (!counts.is_empty()).then(|| format!("{kind}: {}", counts.join(", ")))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        "Nothing of the file could be planned.".to_owned()
    } else {
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn problems_stand_in_columns_and_steer_no_terminal() {
        let problems = [json!({
            "severity": "ERROR", "sheet": "Tables", "row": 7, "column": "name",
            "code": "UNKNOWN_TABLE", "message": "There is no table a\u{1b}[2J.", "suggestion": "b"
        })];
        let table = table_of(&problems);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "SEVERITY  WHERE                CODE           WHAT");
        let told = "ERROR     Tables, row 7, name  UNKNOWN_TABLE  There is no table a [2J. (did you mean b?)";
        assert_eq!(lines[1], told);
    }
}
