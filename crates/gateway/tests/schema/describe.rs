use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::world::World;

/// Type names of a `__Type`, unwrapped.
fn unwrapped(ty: &Value) -> &str {
    match ty["name"].as_str() {
        Some(name) => name,
        None if ty.is_object() => unwrapped(&ty["ofType"]),
        None => panic!("more wrappings than were asked for"),
    }
}

/// Whatever is an `Int` has 32 bits in the code too: a new one has to be put here by
/// someone who has looked.
#[tokio::test]
async fn only_32_bits_are_behind_int() {
    let query = "{ __schema { types { name
        fields { name type { ...type } args { name type { ...type } } }
        inputFields { name type { ...type } } } } }
        fragment type on __Type { name ofType { name ofType { name ofType { name } } } }";
    let types = World::new().data(query, json!({})).await;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ty in types["__schema"]["types"].as_array().expect("types") {
        let name = ty["name"].as_str().expect("a name");
        let none = Vec::new();
        let fields = ty["fields"].as_array().unwrap_or(&none);
        let args = fields.iter().flat_map(|f| f["args"].as_array().unwrap_or(&none));
        let inputs = ty["inputFields"].as_array().unwrap_or(&none);
        for field in fields.iter().chain(args).chain(inputs) {
            if unwrapped(&field["type"]) == "Int" {
                let field = field["name"].as_str().expect("a name").to_owned();
                found.entry(field).or_default().push(name.to_owned());
            }
        }
    }
    let mut names: Vec<_> = found.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "columnCount",
            "depth",
            "downDepth",
            "downstreamCount",
            "elapsedMs",
            "first",
            "limit",
            "max",
            "ordinal",
            "primaryKey",
            "rank",
            "row",
            "sampleSize",
            "totalEdges",
            "totalNodes",
            "upDepth",
            "upstreamCount",
            "version",
            "waitSeconds",
        ],
        "{found:#?}"
    );
}

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

/// No field or argument of the schema is a 64-bit integer of Rust, which the library
/// would call `Int`.
#[test]
fn no_64_bit_integer_is_exposed() {
    const WIDE: [&str; 4] = ["i64", "u64", "usize", "isize"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/schema");
    let mut files = Vec::new();
    for folder in ["types", "input", "mutation"] {
        sources(&root.join(folder), &mut files);
    }
    files.extend([root.join("query.rs"), root.join("subscription.rs")]);
    assert!(files.len() > 30, "the sources moved");
    let mut exposed = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let (mut in_resolver, mut in_struct) = (false, false);
        for line in text.lines() {
            in_resolver |= line.starts_with("    async fn ");
            in_struct |= line.starts_with("pub struct ") && line.ends_with('{');
            let wide = line
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| WIDE.contains(&word));
            if (in_resolver || in_struct) && wide {
                exposed.push(format!("{}: {line}", file.display()));
            }
            in_resolver &= !line.ends_with('{');
            in_struct &= line != "}";
        }
    }
    assert_eq!(exposed, Vec::<String>::new(), "use the scalar Long");
}

/// Everything is described.
#[tokio::test]
async fn everything_has_a_description() {
    let query = "{ __schema { types { name kind description
        fields { name description } inputFields { name description } enumValues { name description } } } }";
    let types = World::new().data(query, json!({})).await;
    let mut silent = Vec::new();
    for ty in types["__schema"]["types"].as_array().expect("types") {
        let name = ty["name"].as_str().expect("a name");
        let of_the_language = ["ID", "Int", "Float", "String", "Boolean"].contains(&name);
        if name.starts_with("__") || of_the_language {
            continue;
        }
        let blank = |value: &Value| value["description"].as_str().is_none_or(str::is_empty);
        if blank(ty) {
            silent.push(name.to_owned());
        }
        for part in ["fields", "inputFields", "enumValues"] {
            for field in ty[part].as_array().into_iter().flatten().filter(|f| blank(f)) {
                silent.push(format!("{name}.{}", field["name"]));
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

/// What forms are generated from.
#[tokio::test]
async fn kinds_of_sources_describe_their_settings() {
    let query = "{ server { version catalog seq at } sourceKinds { kind title settings {
        name label type required default help secret bindsSecret choices { value label } } } }";
    let world = World::new();
    let answer = world.data(query, json!({})).await;
    assert_eq!(answer["server"]["seq"], 0);
    assert_eq!(answer["server"]["at"], json!(null));
    assert_eq!(answer["server"]["version"], env!("CARGO_PKG_VERSION"));
    let kind = &answer["sourceKinds"][0];
    assert_eq!((&kind["kind"], &kind["title"]), (&json!("MONGODB"), &json!("MongoDB")));
    let password = kind["settings"].as_array().expect("settings").last().expect("one");
    assert_eq!(password["name"], "password");
    assert_eq!((&password["secret"], &password["type"]), (&json!(true), &json!("TEXT")));
    world.source("shop").await;
    let answer = world.data(query, json!({})).await;
    assert_eq!(answer["server"]["seq"], 1);
    assert!(answer["server"]["at"].as_str().expect("a time").ends_with('Z'));
}
