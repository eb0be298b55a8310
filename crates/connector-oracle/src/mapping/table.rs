//! The facts of a table as a whole.

use ariadne_domain::{KeyFacts, ObjectName, TableFacts, TableKind, Value};

use super::{flag, number, text};
use crate::backend::Row;

/// Everything read of a table beside columns and keys; `None` where there is nothing, or
/// it could not be read.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) comment: Option<String>,
    /// Of [`crate::sql::TABLE`].
    pub(crate) table: Option<Row>,
    /// Of [`crate::sql::VIEW`].
    pub(crate) view: Option<Row>,
    /// Of [`crate::sql::MVIEW`].
    pub(crate) mview: Option<Row>,
    /// Of [`crate::sql::PARTITIONS`].
    pub(crate) partitions: Option<Row>,
    /// Of [`crate::sql::PARTITION_KEY`].
    pub(crate) partition_key: Vec<Row>,
    /// Of [`crate::sql::EXTERNAL`].
    pub(crate) external: Option<Row>,
    /// It does not compile.
    pub(crate) is_invalid: bool,
}

/// Whether the table is split into partitions, as its row of `ALL_TABLES` says.
pub(crate) fn is_partitioned(table: Option<&Row>) -> bool {
    table.is_some_and(|row| flag(row, 4))
}

/// Builds the facts.
pub(crate) fn build(
    external: ObjectName,
    kind: TableKind,
    known: &Known,
    keys: Vec<KeyFacts>,
) -> TableFacts {
    let definition = match kind {
        TableKind::View => known.view.as_ref().and_then(|row| text(row, 0)),
        TableKind::MaterializedView => known.mview.as_ref().and_then(|row| text(row, 3)),
        _ => None,
    };
    TableFacts {
        external,
        kind,
        comment: known.comment.clone(),
        definition: definition.map(|text| text.trim_end().to_owned()),
        row_count: known.table.as_ref().and_then(|row| number(row, 0)),
        properties: properties(known),
        keys,
    }
}

fn properties(known: &Known) -> Value {
    let mut properties = Value::object();
    let mut set = |name: &str, value: Value| {
        if !value.is_blank() {
            properties.set(name, value);
        }
    };
    if known.is_invalid {
        set("status", "INVALID".into());
    }
    if let Some(row) = &known.table {
        if let Some(at) = text(row, 1) {
            set("statistics", Value::object().with("lastAnalyzed", at));
        }
        if flag(row, 2) {
            set("temporary", temporary(row).into());
        }
        if let Some(kind) = text(row, 5) {
            set("organization", "INDEX".into());
            if kind != "IOT" {
                // IOT_OVERFLOW, IOT_MAPPING: segments that belong to another table
                set("iotType", kind.into());
            }
        }
    }
    if let Some(row) = &known.external {
        set("organization", "EXTERNAL".into());
        let described =
            some(Value::object(), &[("accessDriver", text(row, 0)), ("directory", text(row, 1))]);
        set("external", described);
    }
    if let Some(row) = &known.partitions {
        set("partitioning", partitioning(row, &known.partition_key));
    }
    if let Some(row) = &known.mview {
        let facts = [
            ("refreshMode", text(row, 0)),
            ("refreshMethod", text(row, 1)),
            ("lastRefresh", text(row, 2)),
        ];
        set("materializedView", some(Value::object(), &facts));
    }
    properties
}

/// How long the rows of a temporary table live.
fn temporary(row: &Row) -> &'static str {
    match text(row, 3) {
        Some("SYS$TRANSACTION") => "TRANSACTION",
        _ => "SESSION",
    }
}

fn partitioning(row: &Row, key: &[Row]) -> Value {
    let mut facts = some(Value::object(), &[("type", text(row, 0))]);
    if let Some(sub) = text(row, 1).filter(|sub| *sub != "NONE") {
        facts.set("subpartitioning", sub);
    }
    // interval partitioning says one short of 2^20: there is no count
    if let Some(count) = number::<u64>(row, 2).filter(|count| *count < 1_048_575) {
        facts.set("partitions", Value::Number(count.to_string()));
    }
    let columns: Vec<Value> = key.iter().filter_map(|row| text(row, 0)).map(Value::from).collect();
    if !columns.is_empty() {
        facts.set("columns", Value::Array(columns));
    }
    facts
}

fn some(mut value: Value, facts: &[(&str, Option<&str>)]) -> Value {
    for (name, fact) in facts {
        if let Some(fact) = fact {
            value.set(*name, *fact);
        }
    }
    value
}

/// The comment of a materialized view, unless it is the one that Oracle writes itself.
pub(crate) fn mview_comment(comment: String) -> Option<String> {
    (!comment.starts_with("snapshot table for snapshot ")).then_some(comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(values: &[&str]) -> Row {
        values.iter().map(|v| (!v.is_empty()).then(|| (*v).to_owned())).collect()
    }

    fn facts(kind: TableKind, known: &Known) -> TableFacts {
        let external = ObjectName { schema: Some("HR".to_owned()), name: "T".to_owned() };
        build(external, kind, known, Vec::new())
    }

    fn json(value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let parts: Vec<String> =
                    members.iter().map(|(k, v)| format!("{k}: {}", json(v))).collect();
                format!("{{{}}}", parts.join(", "))
            }
            Value::Array(items) => {
                let parts: Vec<String> = items.iter().map(json).collect();
                format!("[{}]", parts.join(", "))
            }
            Value::Number(text) | Value::String(text) => text.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_plain_table_has_its_estimate_with_its_date() {
        let known = Known {
            table: Some(cells(&["107", "2026-01-02T03:04:05", "N", "", "NO", ""])),
            ..Known::default()
        };
        let told = facts(TableKind::Table, &known);
        assert_eq!(told.row_count, Some(107));
        assert_eq!(json(&told.properties), "{statistics: {lastAnalyzed: 2026-01-02T03:04:05}}");
        assert!(!is_partitioned(known.table.as_ref()));
    }

    #[test]
    fn how_a_table_is_stored() {
        let told = |known: Known| json(&facts(TableKind::Table, &known).properties);
        let temporary =
            |how| Known { table: Some(cells(&["", "", "Y", how, "NO", ""])), ..Known::default() };
        assert_eq!(told(temporary("SYS$TRANSACTION")), "{temporary: TRANSACTION}");
        assert_eq!(told(temporary("SYS$SESSION")), "{temporary: SESSION}");
        let index =
            Known { table: Some(cells(&["", "", "N", "", "NO", "IOT"])), ..Known::default() };
        assert_eq!(told(index), "{organization: INDEX}");
        let external =
            Known { external: Some(cells(&["ORACLE_LOADER", "DATA_DIR"])), ..Known::default() };
        assert_eq!(
            told(external),
            "{organization: EXTERNAL, external: {accessDriver: ORACLE_LOADER, directory: DATA_DIR}}"
        );
        let partitioned = Known {
            table: Some(cells(&["", "", "N", "", "YES", ""])),
            partitions: Some(cells(&["RANGE", "HASH", "12"])),
            partition_key: vec![cells(&["DAY"])],
            ..Known::default()
        };
        assert!(is_partitioned(partitioned.table.as_ref()));
        assert_eq!(
            told(partitioned),
            "{partitioning: {type: RANGE, subpartitioning: HASH, partitions: 12, columns: [DAY]}}"
        );
        let interval =
            Known { partitions: Some(cells(&["RANGE", "NONE", "1048575"])), ..Known::default() };
        assert_eq!(told(interval), "{partitioning: {type: RANGE}}");
    }

    #[test]
    fn views_keep_their_text() {
        let view = Known {
            view: Some(cells(&["select 1 from dual\n"])),
            is_invalid: true,
            ..Known::default()
        };
        let told = facts(TableKind::View, &view);
        assert_eq!(told.definition.as_deref(), Some("select 1 from dual"));
        assert_eq!(json(&told.properties), "{status: INVALID}");
        let mview = Known {
            mview: Some(cells(&[
                "DEMAND",
                "COMPLETE",
                "2026-01-02T00:00:00",
                "select 2 from dual",
            ])),
            ..Known::default()
        };
        let told = facts(TableKind::MaterializedView, &mview);
        assert_eq!(told.definition.as_deref(), Some("select 2 from dual"));
        assert_eq!(
            json(&told.properties),
            "{materializedView: {refreshMode: DEMAND, refreshMethod: COMPLETE, lastRefresh: 2026-01-02T00:00:00}}"
        );
    }

    #[test]
    fn the_comment_that_oracle_writes_is_none() {
        assert_eq!(mview_comment("snapshot table for snapshot HR.M".to_owned()), None);
        assert_eq!(mview_comment("Sales by day".to_owned()).as_deref(), Some("Sales by day"));
    }
}
