//! Columns, from the rows of `ALL_TAB_COLS`.

use std::collections::HashMap;

use ariadne_domain::{ColumnFacts, LogicalType, Path, Value};

use super::types::RawType;
use super::{flag, number, owned, text};
use crate::backend::Row;

/// What other views say of the columns, by name.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub(crate) comments: HashMap<String, String>,
    /// `ALWAYS` or `BY DEFAULT`.
    pub(crate) identities: HashMap<String, String>,
    /// What the types of users are.
    pub(crate) types: HashMap<String, LogicalType>,
}

/// The columns in the table's order; invisible ones, which have no place in it, last.
pub(crate) fn build(rows: &[Row], beside: &Beside) -> Vec<ColumnFacts> {
    rows.iter().map(|row| column(row, beside)).collect()
}

/// Whether one of the columns numbers its rows by itself.
pub(crate) fn has_identity(rows: &[Row]) -> bool {
    rows.iter().any(|row| flag(row, at::IDENTITY))
}

/// The columns whose type a user made: name, and owner and name of the type.
pub(crate) fn of_user_types(rows: &[Row]) -> Vec<(String, String, String)> {
    rows.iter()
        .map(|row| (owned(row, at::NAME), raw(row)))
        .filter(|(_, raw)| raw.is_to_look_up())
        .map(|(column, raw)| (column, raw.owner.unwrap_or_default(), raw.name))
        .collect()
}

/// Places in a row of [`crate::sql::COLUMNS`].
mod at {
    pub(super) const NAME: usize = 1;
    pub(super) const TYPE: usize = 2;
    pub(super) const TYPE_MODIFIER: usize = 3;
    pub(super) const TYPE_OWNER: usize = 4;
    pub(super) const LENGTH: usize = 5;
    pub(super) const PRECISION: usize = 6;
    pub(super) const SCALE: usize = 7;
    pub(super) const CHAR_LENGTH: usize = 8;
    pub(super) const CHAR_USED: usize = 9;
    pub(super) const NULLABLE: usize = 10;
    pub(super) const VIRTUAL: usize = 11;
    pub(super) const IDENTITY: usize = 12;
    pub(super) const DEFAULT_ON_NULL: usize = 13;
    pub(super) const HIDDEN: usize = 14;
    pub(super) const DEFAULT: usize = 15;
}

fn raw(row: &Row) -> RawType {
    RawType {
        name: owned(row, at::TYPE),
        modifier: text(row, at::TYPE_MODIFIER).map(str::to_owned),
        owner: text(row, at::TYPE_OWNER).map(str::to_owned),
        length: number(row, at::LENGTH),
        precision: number(row, at::PRECISION),
        scale: number(row, at::SCALE),
        char_length: number(row, at::CHAR_LENGTH),
        in_characters: text(row, at::CHAR_USED) == Some("C"),
    }
}

fn column(row: &Row, beside: &Beside) -> ColumnFacts {
    let (name, raw) = (owned(row, at::NAME), raw(row));
    // the dictionary keeps the blanks and line breaks behind an expression
    let expression = text(row, at::DEFAULT).map(str::trim).filter(|e| !e.is_empty());
    let (is_identity, is_virtual) = (flag(row, at::IDENTITY), flag(row, at::VIRTUAL));
    let (default, generated) = match expression {
        // the call of a sequence that nobody wrote
        _ if is_identity => (None, Some("IDENTITY".to_owned())),
        Some(expression) if is_virtual => (None, Some(format!("VIRTUAL: {expression}"))),
        None if is_virtual => (None, Some("VIRTUAL".to_owned())),
        // a default that was taken back stands as NULL
        Some(expression) if expression.eq_ignore_ascii_case("null") => (None, None),
        expression => (expression.map(str::to_owned), None),
    };
    let mut properties = Value::object();
    if is_identity && let Some(how) = beside.identities.get(&name) {
        properties.set("identity", how.as_str());
    }
    if flag(row, at::DEFAULT_ON_NULL) {
        properties.set("defaultOnNull", true);
    }
    if flag(row, at::HIDDEN) {
        properties.set("invisible", true);
    }
    ColumnFacts {
        data_type: raw.spelling(),
        logical_type: match beside.types.get(&name) {
            Some(made) if raw.is_to_look_up() => made.clone(),
            _ => raw.logical(),
        },
        nullable: text(row, at::NULLABLE) != Some("N"),
        default,
        generated,
        comment: beside.comments.get(&name).cloned(),
        properties,
        path: Path::key(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row of `ALL_TAB_COLS`: name and type, then `key=value` for what differs.
    fn row(name: &str, kind: &str, rest: &[(usize, &str)]) -> Row {
        let mut row: Row = vec![None; 16];
        row[0] = Some("1".to_owned());
        row[at::NAME] = Some(name.to_owned());
        row[at::TYPE] = Some(kind.to_owned());
        row[at::NULLABLE] = Some("Y".to_owned());
        for place in [at::VIRTUAL, at::IDENTITY, at::DEFAULT_ON_NULL, at::HIDDEN] {
            row[place] = Some("NO".to_owned());
        }
        for (place, value) in rest {
            row[*place] = Some((*value).to_owned());
        }
        row
    }

    fn one(row: Row) -> ColumnFacts {
        build(&[row], &Beside::default()).remove(0)
    }

    #[test]
    fn a_plain_column() {
        let beside = Beside {
            comments: [("NAME".to_owned(), "Who".to_owned())].into(),
            ..Beside::default()
        };
        let rest = [
            (at::LENGTH, "40"),
            (at::CHAR_LENGTH, "10"),
            (at::CHAR_USED, "C"),
            (at::NULLABLE, "N"),
            (at::DEFAULT, "'x'  \n"),
        ];
        let found = build(&[row("NAME", "VARCHAR2", &rest)], &beside).remove(0);
        assert_eq!(found.path, Path::key("NAME"));
        assert_eq!(found.data_type, "VARCHAR2(10 CHAR)");
        assert!(!found.nullable);
        assert_eq!(found.default.as_deref(), Some("'x'"));
        assert_eq!(found.comment.as_deref(), Some("Who"));
        assert_eq!((found.generated, found.properties), (None, Value::object()));
    }

    #[test]
    fn an_identity_shows_no_sequence() {
        let rest = [
            (at::IDENTITY, "YES"),
            (at::DEFAULT_ON_NULL, "YES"),
            (at::DEFAULT, "\"HR\".\"ISEQ$$_1\".nextval"),
        ];
        let beside = Beside {
            identities: [("ID".to_owned(), "BY DEFAULT".to_owned())].into(),
            ..Beside::default()
        };
        let rows = [row("ID", "NUMBER", &rest)];
        assert!(has_identity(&rows));
        let found = build(&rows, &beside).remove(0);
        assert_eq!(
            (found.default.as_deref(), found.generated.as_deref()),
            (None, Some("IDENTITY"))
        );
        assert_eq!(
            found.properties,
            Value::object().with("identity", "BY DEFAULT").with("defaultOnNull", true)
        );
    }

    #[test]
    fn virtual_invisible_and_default_on_null() {
        let found =
            one(row("NET", "NUMBER", &[(at::VIRTUAL, "YES"), (at::DEFAULT, "\"GROSS\"-\"TAX\" ")]));
        assert_eq!(found.generated.as_deref(), Some("VIRTUAL: \"GROSS\"-\"TAX\""));
        assert_eq!(found.default, None);
        let found = one(row("H", "DATE", &[(at::HIDDEN, "YES")]));
        assert_eq!(found.properties, Value::object().with("invisible", true));
        let found = one(row("D", "NUMBER", &[(at::DEFAULT_ON_NULL, "YES"), (at::DEFAULT, "0")]));
        assert_eq!(found.properties, Value::object().with("defaultOnNull", true));
        assert_eq!(found.default.as_deref(), Some("0"));
        assert_eq!(one(row("X", "DATE", &[(at::DEFAULT, "NULL ")])).default, None);
        assert!(!has_identity(&[row("X", "DATE", &[])]));
    }
}
