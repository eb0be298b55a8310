//! What is wrong, told to a person.

/// Something a person should know about a source: a warning of a fetch, a failed
/// step of a test, the cause of a failed call. Its texts are the product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// A stable upper-case word that scripts match on.
    pub code: String,
    /// What happened, in one short sentence.
    pub title: String,
    /// Why, as far as it is known.
    pub cause: Option<String>,
    /// What to do: the exact grant, role, setting or command to copy.
    pub remedy: Option<String>,
    /// The engine's own code, as it spells it.
    pub engine_code: Option<String>,
    /// The engine's own message, without secrets.
    pub engine_message: Option<String>,
}

impl Problem {
    /// A problem with a code and a title; the rest is added with the `with_` methods.
    pub fn new(code: impl Into<String>, title: impl Into<String>) -> Self {
        Self { code: code.into(), title: title.into(), ..Self::default() }
    }

    /// Adds why it happened.
    #[must_use]
    pub fn with_cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Adds the engine's own code and message.
    #[must_use]
    pub fn with_engine(mut self, code: Option<String>, message: Option<String>) -> Self {
        self.engine_code = code;
        self.engine_message = message;
        self
    }
}

/// One thing wrong with an input, at the place a form can show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where: field names and list positions from the input's root, for example
    /// `["settings", "port"]` or `["columns", "3", "dataType"]`.
    pub path: Vec<String>,
    /// A stable upper-case word: `REQUIRED`, `TOO_LONG`, `DUPLICATE`, `INVALID`, …
    pub code: &'static str,
    /// A sentence for the person at the form.
    pub message: String,
    /// Position in a list of objects that one call writes, from 0.
    pub row: Option<u32>,
}

impl Violation {
    /// A violation at `path`.
    pub fn new<S: Into<String>>(
        path: impl IntoIterator<Item = S>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into_iter().map(Into::into).collect(),
            code,
            message: message.into(),
            row: None,
        }
    }

    /// The same violation below `prefix`.
    #[must_use]
    pub fn below(mut self, prefix: impl Into<String>) -> Self {
        self.path.insert(0, prefix.into());
        self
    }

    /// The same violation at position `row` of a list.
    #[must_use]
    pub fn at_row(mut self, row: usize) -> Self {
        self.row = u32::try_from(row).ok();
        self
    }
}
