//! Shared by the integration tests: facts and columns in one line.

use std::time::Duration;

use ariadne_domain::{
    Column, ColumnFacts, ColumnId, Evidence, FetchedTable, KeyFacts, KeyKind, LogicalType,
    ObjectName, Path, Table, TableFacts, TableId, TableKind, Timestamp, Value, merge_fetched,
};
use uuid::Uuid;

/// Column facts of a printed path and a type.
pub(crate) fn facts(path: &str, data_type: &str) -> ColumnFacts {
    ColumnFacts {
        path: path.parse().expect("a printed path"),
        data_type: data_type.to_owned(),
        logical_type: LogicalType::guess(data_type),
        nullable: true,
        default: None,
        generated: None,
        comment: None,
        properties: Value::object(),
    }
}

/// A primary or unique key over printed paths.
pub(crate) fn key(kind: KeyKind, columns: &[&str]) -> KeyFacts {
    KeyFacts {
        kind,
        name: None,
        columns: columns.iter().map(|p| p.parse().expect("a printed path")).collect(),
        references: None,
        enabled: None,
    }
}

/// A fetch of these columns.
pub(crate) fn fetched(columns: Vec<ColumnFacts>) -> FetchedTable {
    FetchedTable {
        facts: TableFacts {
            external: ObjectName { schema: Some("shop".into()), name: "orders".into() },
            kind: TableKind::Collection,
            comment: None,
            definition: None,
            row_count: Some(10),
            properties: Value::object(),
            keys: Vec::new(),
        },
        columns,
        warnings: Vec::new(),
        evidence: Evidence { elapsed: Duration::from_millis(5), ..Evidence::default() },
    }
}

/// Ids that count up from `start`.
pub(crate) fn ids(start: u128) -> impl FnMut() -> ColumnId {
    let mut next = start;
    move || {
        next += 1;
        ColumnId(Uuid::from_u128(next))
    }
}

/// A table made from a fetch, accepted whole.
pub(crate) fn table_of(fetch: &FetchedTable) -> (Table, Vec<Column>) {
    let table = Table::new(TableId(Uuid::from_u128(1)), None, "orders".into());
    let merge = merge_fetched(&table, &[], fetch, None, Timestamp(1), ids(100));
    (merge.table, merge.columns)
}

/// Printed paths in order, hidden ones left out.
pub(crate) fn paths(columns: &[Column]) -> Vec<String> {
    columns.iter().filter(|c| !c.overrides.hidden).map(|c| c.path.to_string()).collect()
}

/// The column at a printed path.
pub(crate) fn column<'a>(columns: &'a [Column], path: &str) -> &'a Column {
    let path: Path = path.parse().expect("a printed path");
    columns.iter().find(|c| c.path == path).expect("a column there")
}
