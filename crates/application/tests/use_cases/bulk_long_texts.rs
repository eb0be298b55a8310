//! Texts that a cell of a workbook has no room for.

use ariadne_application::formats::Format;
use ariadne_application::{ImportOptions, ImportPhase};

use crate::bulk::{begin, export, problems};
use crate::world::World;

/// Characters of the texts here; a cell holds 32,767.
const LONG: usize = 40_000;

fn file() -> String {
    let long = "\u{6f22}".repeat(LONG);
    let tables = format!(
        r#"{{ "name": "orders", "kind": "TABLE", "description": "{long}",
             "columns": [{{ "path": "id", "dataType": "INT", "description": "{long}" }}] }}"#
    );
    format!(r#"{{ "tables": [{tables}] }}"#)
}

#[tokio::test]
async fn a_workbook_says_what_it_cut_and_changes_none_of_it() {
    let world = World::new();
    let execute = ImportOptions { execute: true, ..ImportOptions::default() };
    let job = begin(world.admin(), "long.json", file().as_bytes(), execute.clone()).await;
    assert_eq!(job.phase, ImportPhase::Done, "{:?}", problems(world.admin(), &job).await);
    let before = world.seq().await;

    for format in [Format::CsvZip, Format::Json, Format::Yaml, Format::Xlsx] {
        let file = export(world.admin(), format).await;
        let name = format!("all.{}", format.extension());
        let job = begin(world.admin(), &name, &file, execute.clone()).await;
        let cut = |sheet: &str, column: &str| {
            (
                "WARNING".to_owned(),
                "TEXT_CUT".to_owned(),
                Some(sheet.to_owned()),
                Some(column.to_owned()),
            )
        };
        let expected = match format {
            Format::Xlsx => vec![cut("Tables", "description"), cut("Columns", "description")],
            _ => Vec::new(),
        };
        let told = problems(world.admin(), &job).await.into_iter();
        let told: Vec<_> = told.map(|p| (p.severity, p.code, p.sheet, p.column)).collect();
        assert_eq!(told, expected, "{name}");
        assert_eq!(job.phase, ImportPhase::Done, "{name}");
        assert_eq!(world.seq().await, before, "{name}: what it says is so already");
    }
}
