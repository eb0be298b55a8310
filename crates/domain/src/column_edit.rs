//! What a person says of columns, and what of it is wrong on its face.

use crate::{ColumnId, LogicalType, NameOrigin, Path, Value, Violation, check_name, check_text};

/// A field of a patch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// Absent: it stays as it is.
    #[default]
    Keep,
    /// Null: back to what was observed, or to nothing.
    Clear,
    /// A value.
    Set(T),
}

impl<T> Field<T> {
    /// The value, when one is set.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// Whether it says anything.
    pub fn is_given(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    /// Hands what to set to `set` (`None` clears), unless it stays.
    pub fn apply(&self, set: impl FnOnce(Option<T>))
    where
        T: Clone,
    {
        match self {
            Self::Keep => {}
            Self::Clear => set(None),
            Self::Set(value) => set(Some(value.clone())),
        }
    }
}

/// What a person says of one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnEdit {
    /// The column; `None` for a new one (or, by path, see [`EditMode::ByPath`]).
    pub id: Option<ColumnId>,
    /// Where it is.
    pub path: Field<Path>,
    /// The type in the engine's spelling.
    pub data_type: Field<String>,
    /// The normal form of the type, as text.
    pub logical_type: Field<String>,
    /// Whether it may be absent or null.
    pub nullable: Field<bool>,
    /// Position in the primary key; only the order counts.
    pub primary_key: Field<u32>,
    /// Whether it alone is unique.
    pub unique: Field<bool>,
    /// The default expression.
    pub default: Field<String>,
    /// The description.
    pub description: Field<String>,
    /// The tags, all of them.
    pub tags: Field<Vec<String>>,
    /// Properties, an object.
    pub properties: Field<Value>,
}

/// What a list of edits stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditMode {
    /// The whole table in its order: what is not listed goes (an observed column
    /// is hidden, a manual one ends).
    Whole,
    /// Some columns, each by its id.
    Some,
    /// Columns by path: an existing one is patched, else it is added.
    ByPath,
    /// The whole table in its order, columns by path: what is not listed goes, as in
    /// [`EditMode::Whole`], and an existing one that is listed stays as it is but for what
    /// the edit says of it.
    WholeByPath,
}

impl EditMode {
    /// Whether the list is all that the table has.
    pub(crate) fn is_whole(self) -> bool {
        matches!(self, Self::Whole | Self::WholeByPath)
    }

    /// Whether a path says which column is meant.
    pub(crate) fn is_by_path(self) -> bool {
        matches!(self, Self::ByPath | Self::WholeByPath)
    }
}

/// Most columns that a table may have.
pub(crate) const MAX_COLUMNS: usize = 20_000;
/// Longest type or default expression, in characters.
const MAX_EXPRESSION: usize = 4_000;
/// Longest description, in characters.
pub const MAX_DESCRIPTION: usize = 100_000;
/// Most tags of one thing.
pub const MAX_TAGS: usize = 100;

/// Checks tags: at most [`MAX_TAGS`], each a name.
pub fn check_tags(field: &str, tags: &[String]) -> Option<Violation> {
    if tags.len() > MAX_TAGS {
        let message = format!("At most {MAX_TAGS} tags; these are {}.", tags.len());
        return Some(Violation::new([field], "TOO_MANY", message));
    }
    if tags.iter().any(String::is_empty) {
        return Some(Violation::new([field], "REQUIRED", "A tag is empty; write it or remove it."));
    }
    tags.iter().find_map(|tag| check_name(field, tag, NameOrigin::Typed))
}

/// The violation at `["columns", row, field]`.
pub(crate) fn at(row: usize, field: &str, violation: Violation) -> Violation {
    Violation { path: vec!["columns".to_owned(), row.to_string(), field.to_owned()], ..violation }
        .at_row(row)
}

/// Everything that is wrong with an edit whatever the table is.
pub(crate) fn check_edit(edit: &ColumnEdit, row: usize, violations: &mut Vec<Violation>) {
    let mut push = |field: &str, violation: Option<Violation>| {
        violations.extend(violation.map(|v| at(row, field, v)));
    };
    if let Field::Set(data_type) = &edit.data_type {
        let violation = if data_type.is_empty() {
            Some(Violation::new(["dataType"], "REQUIRED", "Enter a type, for example VARCHAR(50)."))
        } else {
            check_text("dataType", data_type, MAX_EXPRESSION)
        };
        push("dataType", violation);
    }
    if let Field::Set(logical) = &edit.logical_type {
        let parsed = logical.parse::<LogicalType>().err();
        push(
            "logicalType",
            parsed.map(|e| Violation::new(["logicalType"], "INVALID", e.to_string())),
        );
    }
    if let Field::Set(position) = &edit.primary_key {
        let zero = *position == 0;
        push(
            "primaryKey",
            zero.then(|| {
                Violation::new(
                    ["primaryKey"],
                    "INVALID",
                    "Positions in the primary key count from 1.",
                )
            }),
        );
    }
    if let Field::Set(default) = &edit.default {
        push("default", check_text("default", default, MAX_EXPRESSION));
    }
    if let Field::Set(description) = &edit.description {
        push("description", check_text("description", description, MAX_DESCRIPTION));
    }
    if let Field::Set(tags) = &edit.tags {
        push("tags", check_tags("tags", tags));
    }
    if let Field::Set(properties) = &edit.properties {
        let object = properties.as_object().is_some();
        push(
            "properties",
            (!object).then(|| {
                Violation::new(
                    ["properties"],
                    "INVALID",
                    "Properties are an object of names and values.",
                )
            }),
        );
    }
}
