//! A row of values on its way to a record: what a cell means, and what it lacks.

use ariadne_domain::{Field, Value};

use crate::headers::nearest;
use crate::record::Layout;
use crate::{Place, Problem, Problems, RecordKind};

/// The values of one record by field, as a sheet or a document gave them.
pub(crate) struct Row {
    /// What it describes.
    pub(crate) kind: RecordKind,
    /// Where it stands.
    pub(crate) place: Place,
    /// Where its fields stand.
    pub(crate) layout: Layout,
    /// One for each of the kind's fields; `None` where there is no cell or key for it.
    pub(crate) values: Vec<Option<Value>>,
    /// Whether something of it was not understood.
    pub(crate) faulty: bool,
    /// The fields that were not understood: nothing is said of what they lack.
    pub(crate) spoiled: Vec<usize>,
}

impl Row {
    fn index(&self, name: &str) -> usize {
        let at = self.kind.fields().iter().position(|f| f.name == name);
        debug_assert!(at.is_some(), "{name} is no field");
        at.unwrap_or(0)
    }

    /// The place of a field, or of the row where there is no cell for it.
    pub(crate) fn at(&self, name: &str) -> Place {
        let column = self.layout.get(self.index(name)).cloned().flatten();
        Place { column, ..self.place.clone() }
    }

    /// Whether the file has a cell or key for it, empty or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.values[self.index(name)].is_some()
    }

    /// Whether what stands in a field was told to be wrong.
    pub(crate) fn is_spoiled(&self, name: &str) -> bool {
        self.spoiled.contains(&self.index(name))
    }

    /// The value of a field, left where it is.
    pub(crate) fn peek(&self, name: &str) -> Option<Value> {
        self.values[self.index(name)].clone()
    }

    /// Sets the value of a field.
    pub(crate) fn set(&mut self, name: &str, value: Value) {
        let index = self.index(name);
        self.values[index] = Some(value);
    }

    /// Takes the value of a field: an empty text is no text.
    pub(crate) fn take(&mut self, name: &str) -> Field<Value> {
        let index = self.index(name);
        match self.values[index].take() {
            None => Field::Keep,
            Some(Value::Null) => Field::Clear,
            Some(Value::String(text)) if text.is_empty() => Field::Clear,
            Some(value) => Field::Set(value),
        }
    }

    /// Takes a field through `read`, which answers the value or the problem's code and
    /// message.
    pub(crate) fn read<T>(
        &mut self,
        problems: &mut Problems,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, Wrong>,
    ) -> Field<T> {
        let value = match self.take(name) {
            Field::Keep => return Field::Keep,
            Field::Clear => return Field::Clear,
            Field::Set(value) => value,
        };
        let shown = show(&value);
        match read(value) {
            Ok(value) => Field::Set(value),
            Err(wrong) => {
                self.wrong(problems, name, Some(&shown), wrong);
                Field::Keep
            }
        }
    }

    /// Reports an error at a field.
    pub(crate) fn wrong(
        &mut self,
        problems: &mut Problems,
        name: &str,
        value: Option<&str>,
        wrong: Wrong,
    ) {
        self.faulty = true;
        self.spoiled.push(self.index(name));
        let mut problem = Problem::error(self.at(name), wrong.code, wrong.message)
            .with_suggestion(wrong.suggestion);
        if let Some(value) = value {
            problem = problem.with_value(value);
        }
        problems.push(problem);
    }
}

/// Why a value is refused.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) suggestion: Option<String>,
}

impl Wrong {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), suggestion: None }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new("INVALID", message)
    }

    /// One of `words` was expected.
    pub(crate) fn word(found: &str, words: &[&'static str]) -> Self {
        let suggestion = nearest(found, words.iter().copied()).map(str::to_owned);
        let message = format!("This is none of {}.", words.join(", "));
        Self { code: "INVALID", message, suggestion }
    }
}

/// A value for people.
pub(crate) fn show(value: &Value) -> String {
    match value {
        Value::String(text) | Value::Number(text) => text.clone(),
        other => crate::json::text(other),
    }
}
