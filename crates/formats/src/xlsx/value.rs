//! Cells as what they look like.

use ariadne_domain::Value;
use calamine::{DataRef, ExcelDateTime};

use super::CUT;
use crate::row::Wrong;
use crate::sheet::Cell;

/// The content of a cell; `formula` when it is the result of one.
pub(super) fn cell(value: &DataRef<'_>, formula: bool) -> Cell {
    let text = match value {
        DataRef::Empty if formula => {
            let message = "The formula has no stored result; open the file in a spreadsheet and save it, or put the value here.";
            return Cell::Bad(Wrong::new("FORMULA_WITHOUT_VALUE", message), None);
        }
        DataRef::Empty => return Cell::Empty,
        DataRef::Error(error) => {
            let wrong = Wrong::new("CELL_ERROR", "The cell holds an error instead of a value.");
            return Cell::Bad(wrong, Some(error.to_string()));
        }
        DataRef::Int(number) => return Cell::Value(Value::Number(number.to_string())),
        DataRef::Float(number) => return Cell::Value(Value::Number(number.to_string())),
        DataRef::Bool(flag) => return Cell::Value((*flag).into()),
        DataRef::DateTime(time) => date_time(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) | DataRef::String(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
    };
    if text.is_empty() {
        Cell::Empty
    } else if text.ends_with(CUT) {
        Cell::Cut
    } else if text.contains('\0') {
        let message = "The cell holds the character U+0000; remove it.";
        Cell::Bad(Wrong::new("CONTROL_CHARACTER", message), Some(text.replace('\0', "␀")))
    } else {
        Cell::Value(Value::String(text))
    }
}

/// A day, a time of day, or both.
fn date_time(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let of_day = match milli {
        0 => format!("{hour:02}:{minute:02}:{second:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{milli:03}"),
    };
    if time.is_duration() || time.as_f64() < 1.0 {
        of_day
    } else if time.as_f64().fract() == 0.0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {of_day}")
    }
}

/// The letters of a column, counted from 0: A, B, …, Z, AA.
pub(super) fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, expected) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }
}
