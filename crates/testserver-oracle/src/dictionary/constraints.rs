//! Constraints and indexes.

use super::Kind::{Date, Long, Number, Text};
use super::objects::NAME;
use super::{Family, Look};
use crate::catalog::{Constraint, ConstraintKind, NOW};
use crate::sql::Row;
use crate::value::Value;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        all: "ALL_CONSTRAINTS",
        user: Some("USER_CONSTRAINTS"),
        dba: Some("DBA_CONSTRAINTS"),
        columns: &[
            ("OWNER", NAME),
            ("CONSTRAINT_NAME", NAME),
            ("CONSTRAINT_TYPE", Text(1)),
            ("TABLE_NAME", NAME),
            ("SEARCH_CONDITION", Long),
            ("SEARCH_CONDITION_VC", Text(4000)),
            ("R_OWNER", NAME),
            ("R_CONSTRAINT_NAME", NAME),
            ("DELETE_RULE", Text(9)),
            ("STATUS", Text(8)),
            ("DEFERRABLE", Text(14)),
            ("DEFERRED", Text(9)),
            ("VALIDATED", Text(13)),
            ("GENERATED", Text(14)),
            ("RELY", Text(4)),
            ("LAST_CHANGE", Date),
            ("VIEW_RELATED", Text(14)),
        ],
        maker: constraints,
    },
    Family {
        all: "ALL_CONS_COLUMNS",
        user: Some("USER_CONS_COLUMNS"),
        dba: Some("DBA_CONS_COLUMNS"),
        columns: &[
            ("OWNER", NAME),
            ("CONSTRAINT_NAME", NAME),
            ("TABLE_NAME", NAME),
            ("COLUMN_NAME", Text(4000)),
            ("POSITION", Number),
        ],
        maker: constraint_columns,
    },
    Family {
        all: "ALL_INDEXES",
        user: Some("USER_INDEXES"),
        dba: Some("DBA_INDEXES"),
        columns: &[
            ("OWNER", NAME),
            ("INDEX_NAME", NAME),
            ("INDEX_TYPE", Text(27)),
            ("TABLE_OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("TABLE_TYPE", Text(11)),
            ("UNIQUENESS", Text(9)),
            ("STATUS", Text(8)),
        ],
        maker: indexes,
    },
    Family {
        all: "ALL_IND_COLUMNS",
        user: None,
        dba: Some("DBA_IND_COLUMNS"),
        columns: &[
            ("INDEX_OWNER", NAME),
            ("INDEX_NAME", NAME),
            ("TABLE_OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("COLUMN_NAME", Text(4000)),
            ("COLUMN_POSITION", Number),
            ("DESCEND", Text(4)),
        ],
        maker: index_columns,
    },
];

/// The columns of a constraint; those of a check are the ones that its condition names.
fn columns_of(constraint: &Constraint) -> Vec<String> {
    match &constraint.kind {
        ConstraintKind::Check { condition } if constraint.columns.is_empty() => condition
            .split(|one: char| !one.is_alphanumeric() && !matches!(one, '_' | '$' | '#'))
            .map(str::to_uppercase)
            .collect(),
        _ => constraint.columns.clone(),
    }
}

fn constraints(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, table, _, relation) in look.relations() {
        for constraint in &relation.constraints {
            let (letter, target, condition) = match &constraint.kind {
                ConstraintKind::Primary => ("P", None, None),
                ConstraintKind::Unique => ("U", None, None),
                ConstraintKind::Foreign { owner, constraint, on_delete } => {
                    ("R", Some([owner, constraint, on_delete]), None)
                }
                ConstraintKind::Check { condition } => ("C", None, Some(condition.as_str())),
            };
            let target = |at: usize| Value::optional(target.map(|parts| parts[at].as_str()));
            let validated =
                if constraint.standing.validated { "VALIDATED" } else { "NOT VALIDATED" };
            rows.push(Row::from([
                Value::text(owner),
                Value::text(&constraint.name),
                Value::text(letter),
                Value::text(table),
                Value::optional(condition),
                Value::optional(condition),
                target(0),
                target(1),
                target(2),
                Value::text(if constraint.standing.enabled { "ENABLED" } else { "DISABLED" }),
                Value::text("NOT DEFERRABLE"),
                Value::text("IMMEDIATE"),
                Value::text(validated),
                Value::text(if constraint.generated { "GENERATED NAME" } else { "USER NAME" }),
                Value::optional(constraint.standing.rely.then_some("RELY")),
                Value::Date(NOW),
                Value::optional(relation.is_view().then_some("DEPEND ON VIEW")),
            ]));
        }
    }
    rows
}

fn constraint_columns(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, table, _, relation) in look.relations() {
        for constraint in &relation.constraints {
            let is_check = matches!(constraint.kind, ConstraintKind::Check { .. });
            for (position, column) in (1_u32..).zip(columns_of(constraint)) {
                if relation.column(&column).is_none() {
                    continue;
                }
                rows.push(Row::from([
                    Value::text(owner),
                    Value::text(&constraint.name),
                    Value::text(table),
                    Value::text(&column),
                    if is_check { Value::Null } else { Value::number(position) },
                ]));
            }
        }
    }
    rows
}

/// An index: owner, name, type, table's owner, table, whether it is unique, columns.
type Listed<'a> = (&'a str, &'a str, &'static str, &'a str, &'a str, bool, &'a [String]);

/// Indexes that someone made, and those of keys.
fn all_indexes<'a>(look: &'a Look<'_>) -> Vec<Listed<'a>> {
    let mut all = Vec::new();
    for (owner, table, _, relation) in look.relations() {
        for index in &relation.indexes {
            let on_expression = index.columns.iter().any(|name| name.starts_with("SYS_NC"));
            let kind = if on_expression { "FUNCTION-BASED NORMAL" } else { "NORMAL" };
            let columns = index.columns.as_slice();
            all.push((
                index.owner.as_str(),
                index.name.as_str(),
                kind,
                owner,
                table,
                index.unique,
                columns,
            ));
        }
        for key in relation.constraints.iter().filter(|_| !relation.is_view()) {
            if matches!(key.kind, ConstraintKind::Primary | ConstraintKind::Unique)
                && key.standing.enabled
            {
                let columns = key.columns.as_slice();
                all.push((owner, key.name.as_str(), "NORMAL", owner, table, true, columns));
            }
        }
    }
    all
}

fn indexes(look: &Look<'_>) -> Vec<Row> {
    all_indexes(look)
        .into_iter()
        .map(|(owner, name, kind, table_owner, table, unique, _)| {
            Row::from([
                Value::text(owner),
                Value::text(name),
                Value::text(kind),
                Value::text(table_owner),
                Value::text(table),
                Value::text("TABLE"),
                Value::text(if unique { "UNIQUE" } else { "NONUNIQUE" }),
                Value::text("VALID"),
            ])
        })
        .collect()
}

fn index_columns(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, name, _, table_owner, table, _, columns) in all_indexes(look) {
        for (position, column) in (1_u32..).zip(columns) {
            rows.push(Row::from([
                Value::text(owner),
                Value::text(name),
                Value::text(table_owner),
                Value::text(table),
                Value::text(column),
                Value::number(position),
                Value::text("ASC"),
            ]));
        }
    }
    rows
}
