//! The warnings of a fetch.

use ariadne_domain::{KeyFacts, Path, Problem};

use crate::names::{qualified, quoted, shown, shown_one};

/// A part that could not be read, with the server's words and what to grant.
pub(crate) fn part_missing(part: &str, problem: Problem) -> Problem {
    Problem {
        code: "PART_MISSING".to_owned(),
        title: format!("{part} could not be read. {}", problem.title),
        ..problem
    }
}

/// A foreign key whose parent the login may not see: the key there has a name, the table
/// none.
pub(crate) fn target_hidden(key: &str, owner: &str, parent_key: &str, user: &str) -> Problem {
    Problem::new(
        "TARGET_HIDDEN",
        format!("The foreign key {} points to a table of {} that cannot be seen.", shown_one(key), shown_one(owner)),
    )
    .with_cause("The login has no right on the parent table, so that the dictionary shows neither its name nor its columns.")
    .with_remedy(format!(
        "The owner of the table that has the key {}, or a DBA, runs: GRANT SELECT ON {} TO {}; then fetch again.",
        shown(owner, parent_key),
        qualified(owner, "<table>"),
        quoted(user)
    ))
}

/// A type of a user that the login may not see.
pub(crate) fn type_hidden(owner: &str, name: &str, user: &str) -> Problem {
    Problem::new(
        "TYPE_HIDDEN",
        format!("What the type {} is cannot be seen.", shown(owner, name)),
    )
    .with_cause("The login has no right on the type, so that the dictionary does not tell whether it is an object or a collection: the logical type of its columns is unknown.")
    .with_remedy(format!(
        "The owner of the type, or a DBA, runs: GRANT EXECUTE ON {} TO {}; then fetch again.",
        qualified(owner, name),
        quoted(user)
    ))
}

/// A key that is not on plain columns of the table.
pub(crate) fn key_column_unseen(key: &KeyFacts, path: &Path) -> Problem {
    let name = key.name.as_deref().unwrap_or_default();
    Problem::new(
        "KEY_COLUMN_UNSEEN",
        format!("The key {} is on {path}, which is no column of the table.", shown_one(name)),
    )
    .with_cause("It is an attribute of an object, or a column that was dropped in between. The key is left out.")
    .with_remedy("Describe the key by hand, or fetch again if the table was just changed.")
}

/// An object that does not compile.
pub(crate) fn invalid(schema: &str, name: &str, kind: &str) -> Problem {
    Problem::new("OBJECT_INVALID", format!("{} is invalid.", shown(schema, name)))
        .with_cause("Something that it is made of was changed or dropped since it was compiled: the columns are those of that time.")
        .with_remedy(format!("Its owner mends and compiles it: ALTER {kind} {} COMPILE;", qualified(schema, name)))
}
