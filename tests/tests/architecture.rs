//! The layers of the house: which crate may see which, by allow-list.
//!
//! A crate in no layer, an edge that is not in the table, or a framework where it
//! must not be fails. The table stands in the README too ("The house").

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// What a crate may use of the workspace, as a normal dependency.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("ports", &["domain"]),
    ("testkit", &["domain", "ports"]),
    ("formats", &["domain"]),
    ("application", &["domain", "ports", "formats"]),
    ("connector-mongo", &["domain", "ports"]),
    ("connector-elasticsearch", &["domain", "ports"]),
    ("connector-oracle", &["domain", "ports"]),
    ("lineage-embedded", &["domain", "ports"]),
    ("lineage-neo4j", &["domain", "ports"]),
    ("vault", &["domain", "ports"]),
    ("auth-password", &["domain", "ports"]),
    ("auth-oidc", &["domain", "ports"]),
    // The repo opens a database only at the schema it was written for: it migrates, and
    // refuses a newer one by the migrations' names. The two always change together.
    ("repo-seaorm", &["domain", "ports", "migrations"]),
    ("gateway", &["domain", "application"]),
    ("migrations", &[]),
    ("testserver-mongo", &[]),
    ("testserver-oracle", &[]),
    ("server", &["*"]),
    ("bench", &["*"]),
    ("tests", &["*"]),
];

/// What any crate may use of the workspace as a dev-dependency.
const DEV: &[&str] = &["testkit", "testserver-mongo", "testserver-oracle"];

/// The only crates of others that the inner layers may use.
const INNER: &[(&str, &[&str])] = &[
    ("domain", &["caseless", "unicode-normalization", "uuid"]),
    ("ports", &["async-trait", "secrecy", "uuid"]),
];

/// Frameworks and drivers with the crates that may name them.
const OUTER: &[(&str, &[&str])] = &[
    ("async-graphql", &["gateway", "server", "bench", "tests"]),
    ("async-graphql-axum", &["gateway", "bench"]),
    ("axum", &["gateway", "server", "bench", "tests"]),
    ("sea-orm", &["repo-seaorm", "bench", "tests", "server"]),
    ("sea-orm-migration", &["migrations", "repo-seaorm"]),
    ("mongodb", &["connector-mongo", "testserver-mongo", "tests"]),
    ("elasticsearch", &["connector-elasticsearch", "tests"]),
    ("oracle", &["connector-oracle"]),
    ("oracledb", &["connector-oracle", "tests"]),
    ("neo4rs", &["lineage-neo4j", "bench", "tests"]),
    ("chacha20poly1305", &["vault"]),
    ("argon2", &["auth-password"]),
    ("openidconnect", &["auth-oidc"]),
    ("clap", &["server", "bench", "tests"]),
    ("reqwest", &["auth-oidc", "bench", "tests", "server"]),
];

const PREFIX: &str = "ariadne-";

fn packages() -> Vec<Package> {
    let metadata = MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo metadata reads the workspace");
    metadata.packages
}

fn short(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

/// Every edge that no rule allows, as sentences.
fn offences(packages: &[Package]) -> Vec<String> {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut offences = Vec::new();
    for package in packages {
        let name = short(package.name.as_str());
        let Some(allowed) = layers.get(name) else {
            offences.push(format!("{name} is in no layer"));
            continue;
        };
        for dependency in &package.dependencies {
            let target = short(&dependency.name);
            let own = dependency.name.starts_with(PREFIX);
            let fine = match (own, dependency.kind) {
                (true, DependencyKind::Development) => {
                    DEV.contains(&target) || allowed.contains(&"*") || allowed.contains(&target)
                }
                (true, _) => allowed.contains(&"*") || allowed.contains(&target),
                (false, DependencyKind::Development) => true,
                (false, _) => third_party_is_fine(name, target),
            };
            if !fine {
                offences.push(format!("{name} must not use {target} ({:?})", dependency.kind));
            }
        }
    }
    offences
}

fn third_party_is_fine(name: &str, target: &str) -> bool {
    let inner = INNER.iter().find(|(layer, _)| *layer == name);
    let outer = OUTER.iter().find(|(framework, _)| *framework == target);
    inner.is_none_or(|(_, allowed)| allowed.contains(&target))
        && outer.is_none_or(|(_, users)| users.contains(&name))
}

#[test]
fn every_edge_is_in_the_table() {
    let offences = offences(&packages());
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_test_sees_offences() {
    let mut packages = packages();
    let domain = packages.iter_mut().find(|p| p.name.as_str() == "ariadne-domain").expect("domain");
    let mut edge = domain.dependencies[0].clone();
    edge.name = "ariadne-gateway".to_owned();
    edge.kind = DependencyKind::Normal;
    domain.dependencies.push(edge.clone());
    edge.name = "tokio".to_owned();
    domain.dependencies.push(edge);
    let found = offences(&packages);
    assert_eq!(found.len(), 2, "{found:?}");
}

/// Every Rust file below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Names of technologies have no place outside adapters.
#[test]
fn inner_layers_name_no_technology() {
    let storage = ["sqlite", "postgres", "seaorm", "sea_orm", "neo4j", "mongodb::"];
    let web = ["axum", "async_graphql"];
    let layers: [(&str, &[&[&str]]); 4] = [
        ("domain", &[&storage, &web]),
        ("ports", &[&storage, &web]),
        ("application", &[&storage, &web]),
        ("gateway", &[&storage]),
    ];
    let mut found = BTreeSet::new();
    for (layer, banned) in layers {
        let mut files = Vec::new();
        let folder = format!("{}/../crates/{layer}/src", env!("CARGO_MANIFEST_DIR"));
        sources(Path::new(&folder), &mut files);
        assert!(files.len() > 3, "{layer} has no sources");
        for path in files {
            let text = std::fs::read_to_string(&path).expect("a source file").to_lowercase();
            for word in banned.iter().copied().flatten().filter(|w| text.contains(**w)) {
                found.insert(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
