//! No case is forgotten: what stands in a suite is run by its macro.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What cases share; no suites.
const SHARED: &[&str] = &[
    "mod",
    "expect",
    "world",
    "world_access",
    "world_lineage",
    "drawing",
    "reference",
    "stories",
    "model",
];

/// All files in a folder and the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let (folders, mut found): (Vec<PathBuf>, Vec<PathBuf>) =
        entries.map(|entry| entry.path()).partition(|path| path.is_dir());
    found.extend(folders.iter().flat_map(|folder| files(folder)));
    found
}

/// Names between a prefix at the start of a line and the next `(`.
fn names<'a>(text: &'a str, prefix: &str) -> BTreeSet<&'a str> {
    let after = text.lines().filter_map(|line| line.strip_prefix(prefix));
    after.filter_map(|rest| rest.split('(').next()).collect()
}

/// The list that the macros have for a suite.
fn listed<'a>(macros: &'a str, suite: &str) -> BTreeSet<&'a str> {
    let start =
        macros.find(&format!(" {suite}: [")).unwrap_or_else(|| panic!("{suite} is not run"));
    let list = &macros[start..];
    let list = &list[list.find('[').expect("a list") + 1..list.find(']').expect("an end")];
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_case_of_every_suite_is_run() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let macros = fs::read_to_string(source.join("macros.rs")).expect("the macros");
    let mut suites = 0;
    for path in files(&source.join("suites")) {
        let suite = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        if SHARED.contains(&suite.as_str()) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a suite");
        let written = names(&text, "pub async fn ");
        assert!(!written.is_empty(), "{suite} has no case");
        assert_eq!(written, listed(&macros, &suite), "cases of {suite}");
        suites += 1;
    }
    assert!(suites > 20, "only {suites} suites were found");
}
