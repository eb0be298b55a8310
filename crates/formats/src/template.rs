//! Templates: a small shop, to be replaced by what is one's own.

use std::io::{self, Write};

use ariadne_domain::{
    Confidence, Field, ForeignTarget, KeyFacts, KeyKind, LineageOrigin, LogicalType, Path,
    SourceKind, TableKind, Value,
};

use crate::record::{
    ColumnRecord, LineageRecord, Record, Reference, ReferenceName, SourceRecord, TableRecord,
};
use crate::{Format, RecordKind, Writer};

/// Writes a template: every field with an example of what goes in.
pub fn template<W: Write + Send>(format: Format, out: W) -> io::Result<W> {
    fill(Writer::new(format, out)?, |_| true, format == Format::Csv)
}

/// Writes a template of one kind of records as a CSV file.
pub fn csv_template<W: Write + Send>(kind: RecordKind, out: W) -> io::Result<W> {
    fill(Writer::csv(kind, out)?, |record| record.kind() == kind, false)
}

fn fill<W: Write + Send>(
    mut writer: Writer<W>,
    wanted: impl Fn(&Record) -> bool,
    tables_only: bool,
) -> io::Result<W> {
    for record in examples() {
        if wanted(&record) && (!tables_only || record.kind() == RecordKind::Table) {
            writer.write(&record)?;
        }
    }
    writer.finish()
}

fn set(text: &str) -> Field<String> {
    Field::Set(text.to_owned())
}

/// The records of the templates.
pub(crate) fn examples() -> Vec<Record> {
    let settings = Value::object()
        .with("host", "db.example.com")
        .with("port", 1521_u32)
        .with("serviceName", "SHOP")
        .with("username", "CATALOG_READER");
    let source = SourceRecord {
        id: None,
        name: "shop".to_owned(),
        kind: Field::Set(SourceKind::Oracle),
        description: set("The web shop's database"),
        is_active: Field::Set(true),
        settings: Field::Set(settings),
    };
    let orders_key = KeyFacts {
        kind: KeyKind::Foreign,
        name: Some("ORDERS_CUSTOMER_FK".to_owned()),
        columns: vec![Path::key("CUSTOMER_ID")],
        references: Some(ForeignTarget {
            schema: Some("SALES".to_owned()),
            name: "CUSTOMERS".to_owned(),
            columns: vec!["CUSTOMER_ID".to_owned()],
        }),
        enabled: Some(true),
    };
    let primary = KeyFacts {
        kind: KeyKind::Primary,
        name: Some("ORDERS_PK".to_owned()),
        columns: vec![Path::key("ORDER_ID")],
        references: None,
        enabled: Some(true),
    };
    let orders = TableRecord {
        source: set("shop"),
        schema: set("SALES"),
        name: "ORDERS".to_owned(),
        kind: Field::Set(TableKind::Table),
        description: set("One row for each order.\nPaid and unpaid ones."),
        tags: Field::Set(vec!["core".to_owned(), "sales, retail".to_owned()]),
        owner: set("Ada Lovelace"),
        keys: Field::Set(vec![primary, orders_key]),
        ..TableRecord::default()
    };
    let report = TableRecord {
        name: "Revenue by customer".to_owned(),
        kind: Field::Set(TableKind::Report),
        description: set("A dashboard that lives in no source"),
        owner: set("Grace Hopper"),
        ..TableRecord::default()
    };
    let column =
        |table: &TableRecord, ordinal, path: &str, data_type: &str, logical: LogicalType| {
            let key = (path == "ORDER_ID").then_some(1);
            Record::Column(ColumnRecord {
                id: None,
                table: Reference { id: None, name: Some(name_of(table, None)) },
                path: path.parse().ok(),
                ordinal: Field::Set(ordinal),
                data_type: set(data_type),
                logical_type: Field::Set(logical),
                nullable: Field::Set(key.is_none()),
                primary_key: key.map_or(Field::Keep, Field::Set),
                unique: Field::Keep,
                default: Field::Keep,
                generated: Field::Keep,
                description: Field::Keep,
                tags: Field::Keep,
                properties: Field::Keep,
            })
        };
    let decimal = |p, s| LogicalType::Decimal { precision: Some(p), scale: s };
    let lineage = LineageRecord {
        from: Reference { id: None, name: Some(name_of(&orders, Some("AMOUNT"))) },
        to: Reference { id: None, name: Some(name_of(&report, Some("revenue.total"))) },
        transformation: set("sum of AMOUNT by customer"),
        process: set("nightly revenue job"),
        confidence: Confidence::from_thousandths(900).map_or(Field::Keep, Field::Set),
        origin: Field::Set(LineageOrigin::Import),
        note: set("Agreed with the finance team"),
        ..LineageRecord::default()
    };
    vec![
        Record::Source(source),
        Record::Table(orders.clone()),
        column(&orders, 0, "ORDER_ID", "NUMBER(10)", decimal(10, Some(0))),
        column(&orders, 1, "CUSTOMER_ID", "NUMBER(10)", decimal(10, Some(0))),
        column(&orders, 2, "AMOUNT", "NUMBER(12,2)", decimal(12, Some(2))),
        Record::Table(report.clone()),
        column(&report, 0, "revenue", "object", LogicalType::Object),
        column(&report, 1, "revenue.total", "number", decimal(14, Some(2))),
        Record::Lineage(lineage),
    ]
}

fn name_of(table: &TableRecord, column: Option<&str>) -> ReferenceName {
    let part = |field: &Field<String>| match field {
        Field::Keep => Field::Clear,
        said => said.clone(),
    };
    ReferenceName::Cells {
        source: part(&table.source),
        schema: part(&table.schema),
        table: table.name.clone(),
        column: column.and_then(|c| c.parse().ok()),
    }
}
