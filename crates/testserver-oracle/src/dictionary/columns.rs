//! Columns.

use super::Kind::{Long, Number, Text};
use super::objects::NAME;
use super::{Family, Kind, Look, public_views};
use crate::catalog::{Column, Identity, Relation, Visibility};
use crate::sql::Row;
use crate::types::ColumnType;
use crate::value::Value;

const COLUMNS: &[(&str, Kind)] = &[
    ("OWNER", NAME),
    ("TABLE_NAME", NAME),
    ("COLUMN_NAME", NAME),
    ("DATA_TYPE", NAME),
    ("DATA_TYPE_MOD", Text(3)),
    ("DATA_TYPE_OWNER", NAME),
    ("DATA_LENGTH", Number),
    ("DATA_PRECISION", Number),
    ("DATA_SCALE", Number),
    ("NULLABLE", Text(1)),
    ("COLUMN_ID", Number),
    ("DEFAULT_LENGTH", Number),
    ("DATA_DEFAULT", Long),
    ("CHARACTER_SET_NAME", Text(44)),
    ("CHAR_COL_DECL_LENGTH", Number),
    ("CHAR_LENGTH", Number),
    ("CHAR_USED", Text(1)),
    ("HIDDEN_COLUMN", Text(3)),
    ("VIRTUAL_COLUMN", Text(3)),
    ("SEGMENT_COLUMN_ID", Number),
    ("INTERNAL_COLUMN_ID", Number),
    ("QUALIFIED_COL_NAME", Text(4000)),
    ("USER_GENERATED", Text(3)),
    ("DEFAULT_ON_NULL", Text(3)),
    ("IDENTITY_COLUMN", Text(3)),
    ("COLLATION", Text(100)),
];

pub(super) const FAMILIES: &[Family] = &[
    Family {
        all: "ALL_TAB_COLS",
        user: Some("USER_TAB_COLS"),
        dba: Some("DBA_TAB_COLS"),
        columns: COLUMNS,
        maker: all_columns,
    },
    Family {
        all: "ALL_TAB_COLUMNS",
        user: Some("USER_TAB_COLUMNS"),
        dba: Some("DBA_TAB_COLUMNS"),
        columns: COLUMNS,
        maker: shown_columns,
    },
    Family {
        all: "ALL_COL_COMMENTS",
        user: Some("USER_COL_COMMENTS"),
        dba: Some("DBA_COL_COMMENTS"),
        columns: &[
            ("OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("COLUMN_NAME", NAME),
            ("COMMENTS", Text(4000)),
            ("ORIGIN_CON_ID", Number),
        ],
        maker: comments,
    },
    Family {
        all: "ALL_TAB_IDENTITY_COLS",
        user: Some("USER_TAB_IDENTITY_COLS"),
        dba: Some("DBA_TAB_IDENTITY_COLS"),
        columns: &[
            ("OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("COLUMN_NAME", NAME),
            ("GENERATION_TYPE", Text(10)),
            ("SEQUENCE_NAME", NAME),
            ("IDENTITY_OPTIONS", Text(298)),
        ],
        maker: identities,
    },
];

/// A column with its place among those that `*` shows and among all.
struct Placed<'a> {
    column: &'a Column,
    nullable: bool,
    shown: Option<u32>,
    internal: u32,
}

fn row(owner: &str, table: &str, placed: &Placed<'_>) -> Row {
    let Placed { column, nullable, shown, internal } = *placed;
    let of = &column.data_type;
    let number = |value: Option<u32>| value.map_or(Value::Null, Value::number);
    let default = column.default.as_deref();
    Row::from([
        Value::text(owner),
        Value::text(table),
        Value::text(&column.name),
        Value::text(of.data_type()),
        Value::optional(of.modifier()),
        Value::optional(of.owner()),
        Value::number(of.data_length()),
        of.precision().map_or(Value::Null, Value::number),
        of.scale().map_or(Value::Null, Value::number),
        Value::text(if nullable { "Y" } else { "N" }),
        number(shown),
        number(default.map(|text| u32::try_from(text.len()).unwrap_or(u32::MAX))),
        Value::optional(default),
        Value::optional(of.character_set()),
        number(of.char_used().map(|_| of.data_length())),
        Value::number(of.char_length()),
        Value::optional(of.char_used()),
        Value::yes(column.visibility != Visibility::Shown),
        Value::yes(column.is_virtual),
        number((!column.is_virtual).then_some(internal)),
        Value::number(internal),
        Value::text(&column.name),
        Value::yes(column.visibility != Visibility::System),
        Value::yes(column.default_on_null),
        Value::yes(column.identity.is_some()),
        Value::optional(of.char_used().map(|_| "USING_NLS_COMP")),
    ])
}

fn placed(relation: &Relation) -> impl Iterator<Item = Placed<'_>> {
    let mut shown = 0;
    (1..).zip(&relation.columns).map(move |(internal, column)| {
        let is_shown = column.visibility == Visibility::Shown;
        shown += u32::from(is_shown);
        let nullable = relation.is_nullable(column);
        Placed { column, nullable, shown: is_shown.then_some(shown), internal }
    })
}

fn all_columns(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, table, _, relation) in look.relations() {
        rows.extend(placed(relation).map(|placed| row(owner, table, &placed)));
    }
    for view in public_views(look) {
        for (number, column) in (1..).zip(&view.columns) {
            let column = Column::new(column.name, ColumnType::clone(&column.column_type));
            let placed =
                Placed { column: &column, nullable: true, shown: Some(number), internal: number };
            rows.push(row("SYS", view.name, &placed));
        }
    }
    rows
}

/// As [`all_columns`] without what is hidden.
fn shown_columns(look: &Look<'_>) -> Vec<Row> {
    let hidden = COLUMNS.iter().position(|(name, _)| *name == "HIDDEN_COLUMN");
    let hidden = hidden.expect("the list has it");
    let mut rows = all_columns(look);
    rows.retain(|row| row[hidden] == Value::text("NO"));
    rows
}

fn comments(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, table, _, relation) in look.relations() {
        for column in
            relation.columns.iter().filter(|column| column.visibility != Visibility::System)
        {
            rows.push(Row::from([
                Value::text(owner),
                Value::text(table),
                Value::text(&column.name),
                Value::optional(column.comment.as_deref()),
                Value::number(3),
            ]));
        }
    }
    rows
}

fn identities(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, table, _, relation) in look.relations() {
        for column in &relation.columns {
            let Some(identity) = column.identity else {
                continue;
            };
            let sequence = column.default.as_deref().and_then(|text| text.split('"').nth(3));
            rows.push(Row::from([
                Value::text(owner),
                Value::text(table),
                Value::text(&column.name),
                Value::text(match identity {
                    Identity::Always => "ALWAYS",
                    Identity::ByDefault => "BY DEFAULT",
                }),
                Value::optional(sequence),
                Value::text("START WITH: 1, INCREMENT BY: 1"),
            ]));
        }
    }
    rows
}
