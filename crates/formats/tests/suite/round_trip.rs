//! What is written comes back, in every format, whatever the names are.

use std::io::Cursor;

use ariadne_domain::Field;
use ariadne_formats::{Format, Record, RecordKind, Severity, Spool, Writer};
use proptest::prelude::*;

use crate::catalogs::catalog;
use crate::helpers::{read_named, told};

/// Without the difference between an empty cell and none, which documents do not write.
fn settled(record: &Record) -> Record {
    fn keep<T: Clone>(field: &Field<T>) -> Field<T> {
        if field.value().is_some() { field.clone() } else { Field::Clear }
    }
    let mut record = record.clone();
    match &mut record {
        Record::Source(s) => {
            (s.kind, s.description) = (keep(&s.kind), keep(&s.description));
            (s.is_active, s.settings) = (keep(&s.is_active), keep(&s.settings));
        }
        Record::Table(t) => {
            (t.source, t.schema, t.kind) = (keep(&t.source), keep(&t.schema), keep(&t.kind));
            t.external_schema = keep(&t.external_schema);
            t.external_name = keep(&t.external_name);
            (t.description, t.tags) = (keep(&t.description), keep(&t.tags));
            (t.owner, t.keys) = (keep(&t.owner), keep(&t.keys));
            (t.definition, t.row_count) = (keep(&t.definition), keep(&t.row_count));
            t.introspected_at = keep(&t.introspected_at);
            (t.properties, t.fetched) = (keep(&t.properties), keep(&t.fetched));
        }
        Record::Column(c) => {
            (c.ordinal, c.data_type) = (keep(&c.ordinal), keep(&c.data_type));
            (c.logical_type, c.nullable) = (keep(&c.logical_type), keep(&c.nullable));
            (c.primary_key, c.unique) = (keep(&c.primary_key), keep(&c.unique));
            (c.default, c.generated) = (keep(&c.default), keep(&c.generated));
            (c.description, c.tags) = (keep(&c.description), keep(&c.tags));
            c.properties = keep(&c.properties);
        }
        Record::Lineage(l) => {
            (l.transformation, l.process) = (keep(&l.transformation), keep(&l.process));
            (l.confidence, l.status) = (keep(&l.confidence), keep(&l.status));
            (l.origin, l.note) = (keep(&l.origin), keep(&l.note));
            (l.claimant, l.claimant_id) = (keep(&l.claimant), keep(&l.claimant_id));
            (l.claimant_kind, l.claimed_at) = (keep(&l.claimant_kind), keep(&l.claimed_at));
        }
    }
    record
}

/// In the order of a file that has each kind by itself.
fn by_kind(records: impl IntoIterator<Item = Record>) -> Vec<Record> {
    let mut records: Vec<Record> = records.into_iter().collect();
    records.sort_by_key(Record::kind);
    records
}

fn write(format: Format, records: &[Record]) -> Vec<u8> {
    let mut writer = Writer::new(format, Cursor::new(Vec::new())).expect("a writer");
    for record in records {
        writer.write(record).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

fn comes_back(format: Format, records: &[Record]) -> Result<(), TestCaseError> {
    if records.is_empty() {
        return Ok(());
    }
    let bytes = write(format, records);
    let (read, report) = read_named(&format!("catalog.{}", format.extension()), &bytes);
    let errors = report.problems.count(Severity::Error);
    prop_assert_eq!(errors, 0, "{:?}", told(&report));
    prop_assert_eq!(report.format, Some(format));
    let mut spool = Spool::new()?;
    read.iter().try_for_each(|placed| spool.push(placed))?;
    spool.finish()?;
    for (number, placed) in (0..).zip(&read) {
        let waited = spool.get(number)?;
        prop_assert_eq!(&waited.record, &placed.record);
        prop_assert_eq!(&waited.place, &placed.place);
    }
    let read = by_kind(read.iter().map(|placed| settled(&placed.record)));
    prop_assert_eq!(&read, &by_kind(records.iter().map(settled)));
    // What is written of what was read is the very file, where the order is the writer's.
    if !records.iter().any(|record| record.kind() == RecordKind::Column) {
        prop_assert_eq!(write(format, &read), bytes);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_zip_of_csv_comes_back(records in catalog()) {
        comes_back(Format::CsvZip, &records)?;
    }

    #[test]
    fn json_comes_back(records in catalog()) {
        comes_back(Format::Json, &records)?;
    }

    #[test]
    fn yaml_comes_back(records in catalog()) {
        comes_back(Format::Yaml, &records)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn xlsx_comes_back(records in catalog()) {
        comes_back(Format::Xlsx, &records)?;
    }
}
