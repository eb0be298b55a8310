//! Random catalogs there and back.

use std::fmt::Write as _;
use std::sync::Arc;

use ariadne_application::domain::{Delta, EntityChange, Value};
use ariadne_application::formats::Format;
use ariadne_application::{ImportOptions, ImportPhase, Options, PageRequest};
use ariadne_ports::CatalogWriter;
use ariadne_testkit::random::{Content, History};
use ariadne_testkit::{Backend, SeqIds};

use crate::bulk::{begin, export, problems};
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
        lines.push(line);
    }
    let visible = content.columns.values().filter(|column| !column.overrides.hidden);
    for column in visible {
        let mut line = table_name(column.table);
        let _ = write!(
            line,
            " {} {} {} {} {:?} {:?} {:?} {:?}",
            column.path,
            column.data_type(),
            column.logical_type(),
            column.nullable(),
            column.default(),
            column.description(),
            column.tags,
            column.properties(),
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

#[tokio::test]
async fn an_export_restores_an_empty_catalog() {
    for seed in 0..12 {
        let world = random(seed).await;
        for format in FORMATS {
            let file = export(world.admin(), format).await;
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
        }
    }
}
