//! No case is forgotten: what stands in a suite is run by its macro.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

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
    for entry in fs::read_dir(source.join("suites")).expect("the suites") {
        let path = entry.expect("a file").path();
        let suite = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        if ["mod", "expect", "world", "model"].contains(&suite.as_str()) {
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
