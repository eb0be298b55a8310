//! What the golden corpora share: the files, the form of an answer, and how one is compared.

pub(crate) mod answer;
mod file;

use std::collections::BTreeSet;

use ariadne_ports::{Progress, ProgressSink};

pub(crate) use self::file::{File, files};

/// Who fetches for a corpus looks at the answer only.
pub(crate) struct Nobody;

impl ProgressSink for Nobody {
    fn progress(&self, _: Progress) {}
}

/// Fails when a line has no case, a case has no line, or there are too few of them.
pub(crate) fn assert_covered<'a>(
    cases: impl ExactSizeIterator<Item = &'a [String]>,
    lines: &[&str],
) {
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let covered: BTreeSet<&str> = cases.flatten().map(String::as_str).collect();
    let wanted: BTreeSet<&str> = lines.iter().copied().collect();
    let missing: Vec<_> = wanted.difference(&covered).collect();
    let unknown: Vec<_> = covered.difference(&wanted).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "without a case: {missing:?}; not a line: {unknown:?}"
    );
}

/// Fails when an answer was not the expected one.
pub(crate) fn assert_right(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} answers differ:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
