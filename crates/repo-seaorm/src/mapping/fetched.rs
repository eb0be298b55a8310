//! Stored fetches.

use std::time::Duration;

use ariadne_domain::{
    ColumnFacts, Evidence, FetchedTable, KeyFacts, KeyKind, Path, TableFacts, TableKind,
};
use serde::{Deserialize, Serialize};

use super::column::FactsDoc;
use super::document::{Corrupt, from_json, to_json, word};
use super::problem::ProblemDoc;
use super::table::{NameDoc, TargetDoc};
use super::value::JsonValue;

#[derive(Serialize, Deserialize)]
struct KeyFactsDoc {
    kind: String,
    name: Option<String>,
    columns: Vec<Vec<String>>,
    references: Option<TargetDoc>,
    enabled: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct TableFactsDoc {
    external: NameDoc,
    kind: String,
    comment: Option<String>,
    definition: Option<String>,
    row_count: Option<u64>,
    properties: JsonValue,
    keys: Vec<KeyFactsDoc>,
}

#[derive(Serialize, Deserialize)]
struct EvidenceDoc {
    statements: Vec<String>,
    sampled_documents: Option<u64>,
    sample_method: Option<String>,
    elapsed: Duration,
    resolved_from: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct FetchedDoc {
    facts: TableFactsDoc,
    columns: Vec<FactsDoc>,
    warnings: Vec<ProblemDoc>,
    evidence: EvidenceDoc,
}

pub(crate) fn fetched_to_text(fetched: &FetchedTable) -> String {
    let facts = &fetched.facts;
    let key = |key: &KeyFacts| KeyFactsDoc {
        kind: key.kind.as_str().to_owned(),
        name: key.name.clone(),
        columns: key.columns.iter().map(Path::to_wire).collect(),
        references: key.references.as_ref().map(Into::into),
        enabled: key.enabled,
    };
    let evidence = fetched.evidence.clone();
    to_json(&FetchedDoc {
        facts: TableFactsDoc {
            external: (&facts.external).into(),
            kind: facts.kind.as_str().to_owned(),
            comment: facts.comment.clone(),
            definition: facts.definition.clone(),
            row_count: facts.row_count,
            properties: JsonValue(facts.properties.clone()),
            keys: facts.keys.iter().map(key).collect(),
        },
        columns: fetched.columns.iter().map(Into::into).collect(),
        warnings: fetched.warnings.iter().map(Into::into).collect(),
        evidence: EvidenceDoc {
            statements: evidence.statements,
            sampled_documents: evidence.sampled_documents,
            sample_method: evidence.sample_method,
            elapsed: evidence.elapsed,
            resolved_from: evidence.resolved_from,
        },
    })
}

pub(crate) fn fetched_from_text(text: &str) -> Result<FetchedTable, Corrupt> {
    let doc: FetchedDoc = from_json("fetch", text)?;
    let key = |key: KeyFactsDoc| {
        Ok(KeyFacts {
            kind: word("key kind", &key.kind, KeyKind::from_name)?,
            name: key.name,
            columns: key.columns.into_iter().map(Path::from_wire).collect(),
            references: key.references.map(Into::into),
            enabled: key.enabled,
        })
    };
    let facts = doc.facts;
    Ok(FetchedTable {
        facts: TableFacts {
            external: facts.external.into(),
            kind: word("table kind", &facts.kind, TableKind::from_name)?,
            comment: facts.comment,
            definition: facts.definition,
            row_count: facts.row_count,
            properties: facts.properties.0,
            keys: facts.keys.into_iter().map(key).collect::<Result<_, Corrupt>>()?,
        },
        columns: doc.columns.into_iter().map(ColumnFacts::try_from).collect::<Result<_, _>>()?,
        warnings: doc.warnings.into_iter().map(Into::into).collect(),
        evidence: Evidence {
            statements: doc.evidence.statements,
            sampled_documents: doc.evidence.sampled_documents,
            sample_method: doc.evidence.sample_method,
            elapsed: doc.evidence.elapsed,
            resolved_from: doc.evidence.resolved_from,
        },
    })
}
