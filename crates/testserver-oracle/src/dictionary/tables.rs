//! Tables, views and materialized views.

use super::Kind::{Date, Long, Number, Text};
use super::objects::NAME;
use super::{Family, Look, public_views};
use crate::catalog::{Lifetime, MaterializedView, NOW, Relation, RelationKind, TableFacts, View};
use crate::sql::Row;
use crate::value::Value;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        all: "ALL_TABLES",
        user: Some("USER_TABLES"),
        dba: Some("DBA_TABLES"),
        columns: &[
            ("OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("TABLESPACE_NAME", Text(30)),
            ("CLUSTER_NAME", NAME),
            ("IOT_NAME", NAME),
            ("STATUS", Text(8)),
            ("NUM_ROWS", Number),
            ("BLOCKS", Number),
            ("LAST_ANALYZED", Date),
            ("PARTITIONED", Text(3)),
            ("IOT_TYPE", Text(12)),
            ("TEMPORARY", Text(1)),
            ("SECONDARY", Text(1)),
            ("NESTED", Text(3)),
            ("DURATION", Text(15)),
            ("DROPPED", Text(3)),
            ("READ_ONLY", Text(3)),
            ("EXTERNAL", Text(3)),
        ],
        maker: tables,
    },
    Family {
        all: "ALL_VIEWS",
        user: Some("USER_VIEWS"),
        dba: Some("DBA_VIEWS"),
        columns: &[
            ("OWNER", NAME),
            ("VIEW_NAME", NAME),
            ("TEXT_LENGTH", Number),
            ("TEXT", Long),
            ("TEXT_VC", Text(4000)),
            ("READ_ONLY", Text(1)),
        ],
        maker: views,
    },
    Family {
        all: "ALL_MVIEWS",
        user: Some("USER_MVIEWS"),
        dba: Some("DBA_MVIEWS"),
        columns: &[
            ("OWNER", NAME),
            ("MVIEW_NAME", NAME),
            ("CONTAINER_NAME", NAME),
            ("QUERY", Long),
            ("QUERY_LEN", Number),
            ("UPDATABLE", Text(1)),
            ("REWRITE_ENABLED", Text(1)),
            ("REFRESH_MODE", Text(9)),
            ("REFRESH_METHOD", Text(8)),
            ("BUILD_MODE", Text(9)),
            ("LAST_REFRESH_TYPE", Text(8)),
            ("LAST_REFRESH_DATE", Date),
            ("STALENESS", Text(19)),
            ("COMPILE_STATE", Text(19)),
        ],
        maker: materialized_views,
    },
    Family {
        all: "ALL_TAB_COMMENTS",
        user: Some("USER_TAB_COMMENTS"),
        dba: Some("DBA_TAB_COMMENTS"),
        columns: &[
            ("OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("TABLE_TYPE", Text(11)),
            ("COMMENTS", Text(4000)),
            ("ORIGIN_CON_ID", Number),
        ],
        maker: comments,
    },
    Family {
        all: "ALL_MVIEW_COMMENTS",
        user: Some("USER_MVIEW_COMMENTS"),
        dba: Some("DBA_MVIEW_COMMENTS"),
        columns: &[("OWNER", NAME), ("MVIEW_NAME", NAME), ("COMMENTS", Text(4000))],
        maker: materialized_comments,
    },
    Family {
        all: "ALL_PART_TABLES",
        user: Some("USER_PART_TABLES"),
        dba: Some("DBA_PART_TABLES"),
        columns: &[
            ("OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("PARTITIONING_TYPE", Text(9)),
            ("SUBPARTITIONING_TYPE", Text(9)),
            ("PARTITION_COUNT", Number),
            ("PARTITIONING_KEY_COUNT", Number),
        ],
        maker: partitioned,
    },
    Family {
        all: "ALL_PART_KEY_COLUMNS",
        user: Some("USER_PART_KEY_COLUMNS"),
        dba: Some("DBA_PART_KEY_COLUMNS"),
        columns: &[
            ("OWNER", NAME),
            ("NAME", NAME),
            ("OBJECT_TYPE", Text(5)),
            ("COLUMN_NAME", Text(4000)),
            ("COLUMN_POSITION", Number),
        ],
        maker: partition_keys,
    },
    Family {
        all: "ALL_EXTERNAL_TABLES",
        user: Some("USER_EXTERNAL_TABLES"),
        dba: Some("DBA_EXTERNAL_TABLES"),
        columns: &[
            ("OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("TYPE_OWNER", Text(3)),
            ("TYPE_NAME", NAME),
            ("DEFAULT_DIRECTORY_OWNER", Text(3)),
            ("DEFAULT_DIRECTORY_NAME", NAME),
        ],
        maker: external,
    },
];

/// What is stored in rows: tables, and the tables of materialized views.
fn stored<'a>(
    look: &'a Look<'_>,
) -> impl Iterator<Item = (&'a str, &'a str, TableFacts, &'a Relation)> {
    look.relations().filter_map(|(owner, name, _, relation)| match &relation.kind {
        RelationKind::Table(facts) => Some((owner, name, facts.clone(), relation)),
        RelationKind::MaterializedView(_) => Some((owner, name, TableFacts::default(), relation)),
        RelationKind::View(_) => None,
    })
}

fn length(text: &str) -> Value {
    Value::number(u32::try_from(text.len()).unwrap_or(u32::MAX))
}

fn tables(look: &Look<'_>) -> Vec<Row> {
    stored(look)
        .map(|(owner, name, facts, relation)| {
            let rows = relation.analysed_rows.and_then(|rows| i64::try_from(rows).ok());
            let segment = facts.temporary.is_none()
                && facts.external.is_none()
                && facts.partitioning.is_none();
            Row::from([
                Value::text(owner),
                Value::text(name),
                Value::optional((segment && !facts.index_organised).then_some("USERS")),
                Value::Null,
                Value::Null,
                Value::text("VALID"),
                rows.map_or(Value::Null, Value::number),
                rows.map_or(Value::Null, |rows| Value::number(rows / 100 + 1)),
                rows.map_or(Value::Null, |_| Value::Date(NOW)),
                Value::yes(facts.partitioning.is_some()),
                Value::optional(facts.index_organised.then_some("IOT")),
                Value::text(if facts.temporary.is_some() { "Y" } else { "N" }),
                Value::text("N"),
                Value::text("NO"),
                Value::optional(facts.temporary.map(|lifetime| match lifetime {
                    Lifetime::Session => "SYS$SESSION",
                    Lifetime::Transaction => "SYS$TRANSACTION",
                })),
                Value::text("NO"),
                Value::text("NO"),
                Value::yes(facts.external.is_some()),
            ])
        })
        .collect()
}

fn views(look: &Look<'_>) -> Vec<Row> {
    let row = |owner: &str, name: &str, view: &View| {
        let short: String = view.text.chars().take(1000).collect();
        Row::from([
            Value::text(owner),
            Value::text(name),
            length(&view.text),
            Value::text(&view.text),
            Value::text(short),
            Value::text(if view.read_only { "Y" } else { "N" }),
        ])
    };
    let mut rows = Vec::new();
    for (owner, name, _, relation) in look.relations() {
        if let RelationKind::View(view) = &relation.kind {
            rows.push(row(owner, name, view));
        }
    }
    for view in public_views(look) {
        let text = format!("select * from sys.\"INT${}\"", view.name);
        rows.push(row("SYS", view.name, &View { text, valid: true, read_only: false }));
    }
    rows
}

fn materialized<'a>(
    look: &'a Look<'_>,
) -> impl Iterator<Item = (&'a str, &'a str, &'a MaterializedView)> {
    look.relations().filter_map(|(owner, name, _, relation)| match &relation.kind {
        RelationKind::MaterializedView(view) => Some((owner, name, view)),
        _ => None,
    })
}

fn materialized_views(look: &Look<'_>) -> Vec<Row> {
    materialized(look)
        .map(|(owner, name, view)| {
            let built = view.build_mode == "IMMEDIATE";
            Row::from([
                Value::text(owner),
                Value::text(name),
                Value::text(name),
                Value::text(&view.query),
                length(&view.query),
                Value::text("N"),
                Value::text("N"),
                Value::text(&view.refresh_mode),
                Value::text(&view.refresh_method),
                Value::text(&view.build_mode),
                Value::text(if built { "COMPLETE" } else { "NA" }),
                if built { Value::Date(NOW) } else { Value::Null },
                Value::text(if built { "FRESH" } else { "UNUSABLE" }),
                Value::text("VALID"),
            ])
        })
        .collect()
}

fn comments(look: &Look<'_>) -> Vec<Row> {
    look.relations()
        .map(|(owner, name, _, relation)| {
            // The table of a materialized view has the view's comment.
            let comment = match &relation.kind {
                RelationKind::MaterializedView(view) => view.comment.as_deref(),
                _ => relation.comment.as_deref(),
            };
            Row::from([
                Value::text(owner),
                Value::text(name),
                Value::text(if relation.is_view() { "VIEW" } else { "TABLE" }),
                Value::optional(comment),
                Value::number(3),
            ])
        })
        .collect()
}

fn materialized_comments(look: &Look<'_>) -> Vec<Row> {
    materialized(look)
        .map(|(owner, name, view)| {
            Row::from([
                Value::text(owner),
                Value::text(name),
                Value::optional(view.comment.as_deref()),
            ])
        })
        .collect()
}

fn partitioned(look: &Look<'_>) -> Vec<Row> {
    stored(look)
        .filter_map(|(owner, name, facts, _)| {
            let partitioning = facts.partitioning?;
            Some(Row::from([
                Value::text(owner),
                Value::text(name),
                Value::text(&partitioning.kind),
                Value::text(partitioning.sub_kind.as_deref().unwrap_or("NONE")),
                Value::number(partitioning.count),
                Value::number(u32::try_from(partitioning.columns.len()).unwrap_or(u32::MAX)),
            ]))
        })
        .collect()
}

fn partition_keys(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, name, facts, _) in stored(look) {
        let Some(partitioning) = facts.partitioning else {
            continue;
        };
        for (position, column) in (1_u32..).zip(&partitioning.columns) {
            rows.push(Row::from([
                Value::text(owner),
                Value::text(name),
                Value::text("TABLE"),
                Value::text(column),
                Value::number(position),
            ]));
        }
    }
    rows
}

fn external(look: &Look<'_>) -> Vec<Row> {
    stored(look)
        .filter_map(|(owner, name, facts, _)| {
            let external = facts.external?;
            Some(Row::from([
                Value::text(owner),
                Value::text(name),
                Value::text("SYS"),
                Value::text("ORACLE_LOADER"),
                Value::text("SYS"),
                Value::optional(external.directory.as_deref()),
            ]))
        })
        .collect()
}
