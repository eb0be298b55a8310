//! Random catalogs there and back.

use std::fmt::Write as _;
use std::sync::Arc;

use ariadne_application::domain::{ColumnId, Delta, EntityChange, Key, Value};
use ariadne_application::formats::{Format, from_json, to_json};
use ariadne_application::{ExportRequest, ImportOptions, ImportPhase, Options, PageRequest};
use ariadne_ports::CatalogWriter;
use ariadne_testkit::random::{Content, History};
use ariadne_testkit::{Backend, SeqIds};

use crate::bulk::{begin, export, export_of, problems};
use crate::world::World;

const FORMATS: [Format; 4] = [Format::CsvZip, Format::Xlsx, Format::Json, Format::Yaml];

/// A catalog of a random history.
async fn random(seed: u64) -> World {
    let world = World::new();
    let backend = Backend::of(world.repo.clone(), Box::new(()));
    let mut history = History::new(seed);
    for _ in 0..60 {
        let (head, mut changes) = history.step(&backend).await;
        for change in &mut changes {
            if let EntityChange::Source(Delta { after: Some(source), .. }) = change {
                // What the fake's kind of sources takes.
                source.settings = Value::object().with("host", "db.example");
            }
            if let EntityChange::Table(Delta { after: Some(table), .. }) = change {
                // What use cases bind to a source has a name there, and nothing else has.
                let named = table.external.take().or_else(|| Some(table.external_name()));
                table.external = named.filter(|_| table.source.is_some());
                // None keeps a word that says what was observed either.
                let own = std::mem::take(&mut table.overrides);
                table.set_kind(own.kind);
                table.set_description(own.description);
                own.keys.into_iter().for_each(|keys| table.set_keys(keys));
            }
            if let EntityChange::Assertion(Delta { after: Some(claim), .. }) = change {
                // No use case keeps an empty text.
                for text in [&mut claim.process, &mut claim.transformation, &mut claim.note] {
                    *text = text.take().filter(|text| !text.is_empty());
                }
            }
        }
        // Some steps are stale or collide on purpose.
        let _ = world.repo.commit(head, changes).await;
    }
    world.catalog.prepare_lineage().await.expect("a graph");
    world
}

#[tokio::test]
async fn what_was_exported_plans_no_change() {
    for seed in 0..12 {
        let world = random(seed).await;
        let editor = world.admin();
        for format in FORMATS {
            let file = export(editor, format).await;
            let name = format!("catalog.{}", format.extension());
            let job = begin(editor, &name, &file, ImportOptions::default()).await;
            let found = problems(editor, &job).await;
            assert_eq!(found, [], "seed {seed}, {format:?}");
            let changes = editor.import_changes(&job, &PageRequest::first(500)).await;
            let changes = changes.expect("changes").into_items();
            assert_eq!(changes, [], "seed {seed}, {format:?}");
        }
    }
}

/// What a catalog says, by names alone: fields of tables, columns and claims in a fixed order.
async fn told(world: &World) -> Vec<String> {
    let backend = Backend::of(world.repo.clone(), Box::new(()));
    let content = Content::read(&backend, ariadne_application::At::Head).await;
    let table_name = |id| {
        let table: &ariadne_application::domain::Table = &content.tables[&id];
        let source = table.source.map(|id| content.sources[&id].name.clone());
        format!("{source:?} {:?} {:?}", table.schema, table.name)
    };
    let mut lines = Vec::new();
    for source in content.sources.values() {
        lines.push(format!(
            "{} {} {:?} {:?}",
            source.name, source.kind, source.description, source.settings
        ));
    }
    for table in content.tables.values() {
        let mut line = table_name(table.id);
        let _ = write!(
            line,
            " {} {:?} {:?} {:?}",
            table.kind(),
            table.description(),
            table.tags,
            table.owner
        );
        // What fetches found out and what people said instead, keys by paths.
        let path = |id: &ColumnId| content.columns.get(id).map(|column| column.path.to_string());
        let by_path = |keys: Vec<Key>| {
            let paths = |key: &Key| key.columns.iter().map(path).collect::<Vec<_>>();
            let told = |key: Key| (paths(&key), key.kind, key.name, key.references, key.enabled);
            keys.into_iter().map(told).collect::<Vec<_>>()
        };
        let (mut observed, mut overrides) = (table.observed.clone(), table.overrides.clone());
        let fetched = observed.as_mut().map(|o| by_path(std::mem::take(&mut o.keys)));
        let own = overrides.keys.take().map(by_path);
        let _ = write!(
            line,
            " {observed:?} {fetched:?} {overrides:?} {own:?} {:?}",
            table.introspected_at
        );
        lines.push(line);
    }
    for column in content.columns.values() {
        let mut line = table_name(column.table);
        let mut overrides = column.overrides.clone();
        if column.is_manual() {
            // A row says what it means that nothing was said.
            overrides.nullable = Some(column.nullable());
        }
        let _ = write!(
            line,
            " {} {:?} {:?} {:?}",
            column.path, column.observed, overrides, column.tags
        );
        lines.push(line);
    }
    for claim in content.assertions.values() {
        let edge = &content.edges[&claim.edge];
        let end = |id: uuid::Uuid, table| {
            let path = content.columns.get(&id.into()).map(|column| column.path.to_string());
            format!("{} {path:?}", table_name(table))
        };
        lines.push(format!(
            "{} -> {} {} {} {:?} {:?} {:?} {:?} {:?} {:?}",
            end(edge.from, edge.from_table),
            end(edge.to, edge.to_table),
            claim.origin,
            claim.status,
            claim.claimant,
            claim.process,
            claim.confidence,
            claim.transformation,
            claim.note,
            claim.at,
        ));
    }
    lines.sort();
    lines
}

/// Takes out what no two catalogs share: the ids that each of them gave; and the numbers of
/// columns, which stand in their order, but in one catalog with gaps where others went.
fn without_ids(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let own = |key: &str| matches!(key, "id" | "edgeId" | "fromId" | "toId" | "ordinal");
            let members = members.into_iter().filter(|(key, _)| !own(key));
            Value::Object(members.map(|(key, member)| (key, without_ids(member))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_ids).collect()),
        other => other,
    }
}

/// All that is exported of a catalog, by names alone and in a fixed order.
async fn exported(world: &World) -> Vec<String> {
    let whole = ExportRequest { fetched: true, ..ExportRequest::default() };
    let file = export_of(world.admin(), whole, Format::Json).await;
    let text = String::from_utf8(file).expect("a text");
    let Ok(Value::Object(lists)) = from_json(&text) else { panic!("no document: {text}") };
    let mut lines = Vec::new();
    for (list, records) in lists {
        let records = records.as_array().map(<[Value]>::to_vec).unwrap_or_default();
        let line = |record| format!("{list} {}", to_json(&without_ids(record)));
        lines.extend(records.into_iter().map(line));
    }
    lines.sort();
    lines
}

#[tokio::test]
async fn an_export_restores_an_empty_catalog() {
    for seed in 0..12 {
        let world = random(seed).await;
        let here_exported = exported(&world).await;
        for format in FORMATS {
            let whole = ExportRequest { fetched: true, ..ExportRequest::default() };
            let file = export_of(world.admin(), whole, format).await;
            let other = World::with(Options::default(), |ports| {
                // As two catalogs never have the same ids.
                ports.ids = Arc::new(SeqIds::after(1_000_000));
            });
            other.catalog.prepare_lineage().await.expect("a graph");
            let options =
                ImportOptions { keep_claims: true, execute: true, ..ImportOptions::default() };
            let name = format!("catalog.{}", format.extension());
            let job = begin(other.admin(), &name, &file, options).await;
            let found = problems(other.admin(), &job).await;
            let errors: Vec<_> = found.iter().filter(|p| p.severity == "ERROR").collect();
            assert!(errors.is_empty(), "seed {seed}, {format:?}: {errors:#?}");
            assert_eq!(job.phase, ImportPhase::Done, "seed {seed}, {format:?}: {:?}", job.problem);
            let (here, there) = (told(&world).await, told(&other).await);
            let lost: Vec<_> = here.iter().filter(|line| !there.contains(line)).collect();
            let more: Vec<_> = there.iter().filter(|line| !here.contains(line)).collect();
            assert!(
                lost.is_empty() && more.is_empty(),
                "seed {seed}, {format:?}: {lost:#?} became {more:#?}"
            );
            let there_exported = exported(&other).await;
            let lost: Vec<_> =
                here_exported.iter().filter(|line| !there_exported.contains(line)).collect();
            let more: Vec<_> =
                there_exported.iter().filter(|line| !here_exported.contains(line)).collect();
            assert!(
                lost.is_empty() && more.is_empty(),
                "seed {seed}, {format:?}: {lost:#?} is exported as {more:#?}"
            );
        }
    }
}
