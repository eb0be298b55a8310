//! The published schema and the templates.

use std::collections::HashSet;

use ariadne_domain::{ActorKind, LineageOrigin, LineageStatus, SourceKind, TableKind};
use ariadne_formats::{Format, RecordKind, Shape, csv_template, document_schema, template};

use crate::helpers::{read_named, told};

fn schema() -> serde_json::Value {
    serde_json::from_str(&document_schema()).expect("the schema is JSON")
}

#[test]
fn what_is_written_fits_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let document = template(Format::Json, Vec::new()).expect("a template");
    let document: serde_json::Value = serde_json::from_slice(&document).expect("JSON");
    let errors: Vec<String> = validator.iter_errors(&document).map(|e| e.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn what_is_wrong_does_not_fit_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    for document in [
        r#"{"tables": [{"description": "no name"}]}"#,
        r#"{"tables": [{"name": "t", "kind": "TABEL"}]}"#,
        r#"{"tables": [{"name": "t", "colour": "red"}]}"#,
        r#"{"tables": {}}"#,
        r#"{"lineage": [{"fromTable": "a"}]}"#,
        r#"{"lineage": [{"fromTable": "a", "toTable": "b", "confidence": 2}]}"#,
    ] {
        let document = serde_json::from_str(document).expect("JSON");
        assert!(!validator.is_valid(&document), "{document}");
    }
}

#[test]
fn every_template_is_read_without_a_problem() {
    for format in Format::ALL {
        let file = template(format, Vec::new()).expect("a template");
        let (records, report) = read_named(&format!("template.{}", format.extension()), &file);
        assert_eq!(told(&report), [] as [&str; 0], "{format:?}");
        let kinds: HashSet<RecordKind> = records.iter().map(|r| r.record.kind()).collect();
        assert_eq!(kinds.len(), if format == Format::Csv { 1 } else { 4 }, "{format:?}");
    }
    for kind in RecordKind::ALL {
        let file = csv_template(kind, Vec::new()).expect("a template");
        let (records, report) = read_named("any.csv", &file);
        assert_eq!(told(&report), [] as [&str; 0], "{kind:?}");
        assert!(!records.is_empty() && records.iter().all(|r| r.record.kind() == kind));
    }
}

#[test]
fn the_words_are_the_domain_s() {
    let words = |kind: RecordKind, field: &str| match kind.field(field).map(|f| f.shape) {
        Some(Shape::Word(words)) => words.to_vec(),
        other => panic!("{field} is {other:?}"),
    };
    assert_eq!(words(RecordKind::Source, "kind"), all(SourceKind::ALL, SourceKind::as_str));
    assert_eq!(words(RecordKind::Table, "kind"), all(TableKind::ALL, TableKind::as_str));
    assert_eq!(
        words(RecordKind::Lineage, "status"),
        all(LineageStatus::ALL, LineageStatus::as_str)
    );
    assert_eq!(
        words(RecordKind::Lineage, "origin"),
        all(LineageOrigin::ALL, LineageOrigin::as_str)
    );
    assert_eq!(words(RecordKind::Lineage, "claimantKind"), all(ActorKind::ALL, ActorKind::as_str));
}

fn all<T: Copy>(values: &[T], text: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    values.iter().map(|v| text(*v)).collect()
}
