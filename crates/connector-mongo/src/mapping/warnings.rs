//! The warnings of a fetch.

use ariadne_domain::{Path, Problem};

use super::shape::MAX_DEPTH;

/// Warnings of one kind that are told one by one; the rest is counted.
pub(crate) const MAX_OF_A_KIND: usize = 20;

pub(crate) fn type_outside(path: &Path, seen: &str, declared: &str) -> Problem {
    Problem::new("VALIDATOR_TYPE", format!("{path} holds {seen}, but the validator declares {declared}."))
        .with_cause("Documents that were there before the validator, or that were written past it, are not checked.")
        .with_remedy("Trust what was seen, and correct either the documents or the validator.")
}

pub(crate) fn elements_outside(path: &Path, seen: &str, declared: &str) -> Problem {
    let mut problem = type_outside(path, seen, declared);
    problem.title =
        format!("{path} has elements that are {seen}, but the validator declares {declared}.");
    problem
}

/// `share` of the objects that should have the field lack it; of the documents, at the top.
pub(crate) fn required_missing(path: &Path, share: &str) -> Problem {
    let holders = if path.parent().is_none() { "documents" } else { "objects that should have it" };
    Problem::new("VALIDATOR_REQUIRED", format!("{path} is required by the validator, but missing in {share} of the {holders}."))
        .with_cause("Documents that were there before the validator, or that were written past it, are not checked.")
        .with_remedy("Treat the field as one that may be missing, or correct the documents.")
}

pub(crate) fn value_outside(path: &Path, documents: u64) -> Problem {
    Problem::new("VALIDATOR_ENUM", format!("{path} has values that the validator does not list, in {documents} of the documents looked at."))
        .with_cause("Documents that were there before the validator, or that were written past it, are not checked.")
        .with_remedy("Correct either the documents or the list of the validator.")
}

pub(crate) fn undeclared(path: &Path) -> Problem {
    Problem::new(
        "VALIDATOR_UNDECLARED",
        format!("{path} was seen, but the validator allows no such field."),
    )
    .with_cause("The validator says `additionalProperties: false` and does not name the field.")
    .with_remedy("Correct either the documents or the validator.")
}

pub(crate) fn and_more(code: &str, count: usize) -> Problem {
    Problem::new(code, format!("The same holds for {count} more path(s)."))
}

pub(crate) fn paths_cut(kept: usize, cut: usize) -> Problem {
    Problem::new("PATHS_CUT", format!("The documents have {} paths; {kept} are shown and {cut} were left out.", kept + cut))
        .with_cause("At most this many are kept: those with the fewest segments first, then those that most documents have, then by name.")
        .with_remedy("If the keys of an object are data, store them as values; otherwise document what is missing by hand.")
}

pub(crate) fn depth_cut(places: usize) -> Problem {
    Problem::new(
        "DEPTH_CUT",
        format!(
            "Documents are nested deeper than {MAX_DEPTH} levels; what lies below was not looked at, in {places} place(s)."
        ),
    )
}

pub(crate) fn long_keys(count: u64) -> Problem {
    Problem::new(
        "LONG_KEYS",
        format!(
            "{count} value(s) have a field name of more than {} characters and were left out.",
            ariadne_domain::MAX_NAME
        ),
    )
}

pub(crate) fn duplicate_keys(documents: u64) -> Problem {
    Problem::new(
        "DUPLICATE_KEYS",
        format!("{documents} document(s) have the same field twice in one object."),
    )
    .with_cause("BSON allows it, most programs see only one of the two. All values were counted.")
    .with_remedy("Rewrite these documents.")
}

pub(crate) fn damaged(documents: u64) -> Problem {
    Problem::new(
        "DAMAGED_DOCUMENTS",
        format!(
            "{documents} document(s) hold damaged BSON; what could be read of them was counted."
        ),
    )
    .with_cause("Lengths do not add up, or a text is not UTF-8.")
    .with_remedy("Run `validate` on the collection.")
}

pub(crate) fn no_documents(declared: bool) -> Problem {
    let rest = if declared {
        "the columns are those that the validator declares"
    } else {
        "there are no columns to see"
    };
    Problem::new("NO_DOCUMENTS", format!("There was no document to look at, so that {rest}."))
        .with_remedy("Fetch again when there are documents.")
}

pub(crate) fn index_columns_unseen(index: &str, columns: &str) -> Problem {
    Problem::new("INDEX_COLUMNS_UNSEEN", format!("The unique index {index} is on {columns}, which no document looked at has."))
        .with_cause("The key is left out, because its columns are not known; the index stands in the table's properties.")
        .with_remedy("Fetch again with a larger sample if the field exists.")
}

pub(crate) fn sample_cut(documents: usize, megabytes: usize) -> Problem {
    Problem::new("SAMPLE_CUT", format!("Only {documents} documents were looked at, because they are more than {megabytes} MB together."))
        .with_cause("A sample is bounded in bytes, so that it burdens neither the server nor this machine.")
}

pub(crate) fn sample_limited(asked: u32, limit: u32) -> Problem {
    Problem::new(
        "SAMPLE_LIMITED",
        format!("A sample of {asked} documents was asked for; at most {limit} are taken."),
    )
}

pub(crate) fn sample_refused(problem: &Problem) -> Problem {
    Problem::new("SAMPLE_FALLBACK", "The server refused a random sample; the first documents were looked at instead.")
        .with_cause("Documents that were written about the same time may look more alike than the collection does.")
        .with_engine(problem.engine_code.clone(), problem.engine_message.clone())
}

pub(crate) fn estimate_wrong() -> Problem {
    Problem::new("ESTIMATE_TOO_LOW", "The collection holds more documents than the server's estimate; the first ones were looked at.")
        .with_cause("The estimate is off after an unclean shutdown.")
        .with_remedy("Run `validate` on the collection to correct it.")
}

/// A part that could not be read, with the server's words and what to grant.
pub(crate) fn part_missing(code: &str, part: &str, problem: Problem) -> Problem {
    Problem { code: code.to_owned(), title: format!("{part}: {}", problem.title), ..problem }
}
