//! The files for containers, as far as they can be checked without an engine.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use ariadne_tests::demo;
use parse_dockerfile::{Instruction, Source};
use serde_json::Value;

/// Known to the binary, but given in the environment alone, which no help lists.
const ENVIRONMENT_ONLY: [&str; 1] = ["ARIADNE_ADMIN_TOKEN"];

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn compose() -> Value {
    serde_saphyr::from_str(&read("docker-compose.yml")).expect("docker-compose.yml is YAML")
}

fn services(compose: &Value) -> impl Iterator<Item = (&String, &Value)> {
    compose["services"].as_object().expect("services").iter()
}

#[test]
fn the_compose_file_is_one() {
    let schema: Value = serde_json::from_str(&read("tests/fixtures/compose/compose-spec.json"))
        .expect("the schema is JSON");
    let validator = jsonschema::draft7::new(&schema).expect("the schema is one");
    let mut compose = compose();
    let errors: Vec<String> = validator
        .iter_errors(&compose)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // and a mistake is seen
    compose["services"]["ariadne"]["port"] = Value::from(8080);
    assert!(!validator.is_valid(&compose));
}

#[test]
fn what_services_name_is_there() {
    let compose = compose();
    let volumes: BTreeSet<&String> =
        compose["volumes"].as_object().expect("volumes").keys().collect();
    let names: BTreeSet<&String> = services(&compose).map(|(name, _)| name).collect();
    let mut mounted = 0;
    for (name, service) in services(&compose) {
        for volume in service["volumes"].as_array().into_iter().flatten() {
            let volume = volume.as_str().expect("the short form");
            let source = volume.split(':').next().expect("a source").to_owned();
            match source.strip_prefix("./") {
                Some(path) => assert!(root().join(path).exists(), "{name} mounts {path}"),
                None => assert!(volumes.contains(&source), "{name} mounts {source}"),
            }
            mounted += 1;
        }
        for other in service["depends_on"].as_object().into_iter().flatten() {
            assert!(names.contains(other.0), "{name} needs {}", other.0);
            let watched = &compose["services"][other.0];
            // ours are watched by the image itself
            let watched = watched["healthcheck"].is_object() || watched["build"].is_string();
            assert!(watched, "{name} waits for {}, which nothing watches", other.0);
        }
        for port in service["ports"].as_array().into_iter().flatten() {
            let port = port.as_str().expect("the short form");
            assert!(port.starts_with("127.0.0.1:"), "{name} publishes {port} to everybody");
        }
    }
    assert!(mounted > 8, "{mounted} mounts");
}

#[test]
fn variables_are_known_to_the_binary() {
    let help = Command::new(env!("CARGO_BIN_EXE_ariadne-under-test"))
        .args(["serve", "--help"])
        .output()
        .expect("the binary starts");
    let help = String::from_utf8(help.stdout).expect("text");
    let known = |name: &str| {
        ENVIRONMENT_ONLY.contains(&name)
            || help.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|w| w == name)
    };
    assert!(known("ARIADNE_LISTEN") && !known("ARIADNE_LISTE"), "{help}");
    let compose = compose();
    let mut set = BTreeSet::new();
    for (_, service) in services(&compose) {
        let names = service["environment"].as_object().into_iter().flatten().map(|(name, _)| name);
        set.extend(names.filter(|name| name.starts_with("ARIADNE_")).cloned());
    }
    set.extend(image_variables());
    let unknown: Vec<&String> = set.iter().filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(set.len() > 6, "{set:?}");
}

/// The variables that the image sets.
fn image_variables() -> Vec<String> {
    let text = read("Dockerfile");
    let file = parse_dockerfile::parse(&text).expect("the Dockerfile is one");
    let set = file.instructions.iter().filter_map(|instruction| match instruction {
        Instruction::Env(env) => Some(env.arguments.value.to_string()),
        _ => None,
    });
    let pairs = set.collect::<Vec<_>>().join(" ");
    let names = pairs.split_whitespace().filter_map(|pair| pair.split_once('='));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Whether a path of the folder is sent to the builder: the last pattern that names it, or
/// a folder above it, decides.
fn is_sent(path: &str, patterns: &str) -> bool {
    let lines = patterns.lines().map(str::trim);
    let mut sent = true;
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (pattern, allows) = match line.strip_prefix('!') {
            Some(pattern) => (pattern, true),
            None => (line, false),
        };
        if pattern == "*" || Path::new(path).starts_with(pattern) {
            sent = allows;
        }
    }
    sent
}

#[test]
fn the_image_is_built_from_what_is_there() {
    let (text, ignored) = (read("Dockerfile"), read(".dockerignore"));
    let file = parse_dockerfile::parse(&text).expect("the Dockerfile is one");
    let mut stages: Vec<String> = Vec::new();
    let mut copied = 0;
    for instruction in &file.instructions {
        match instruction {
            Instruction::From(from) => {
                stages.extend(from.as_.iter().map(|(_, name)| name.value.to_string()));
            }
            Instruction::Copy(copy) => {
                let from = copy.options.iter().find(|flag| flag.name.value == "from");
                if let Some(stage) = from.and_then(|flag| flag.value.as_ref()) {
                    assert!(stages.iter().any(|name| *name == stage.value), "{}", stage.value);
                    continue;
                }
                for source in &copy.src {
                    let Source::Path(path) = source else { panic!("a file is written here") };
                    let path = &*path.value;
                    assert!(root().join(path).exists(), "{path} is copied and not there");
                    assert!(is_sent(path, &ignored), "{path} is copied and ignored");
                    copied += 1;
                }
            }
            _ => {}
        }
    }
    assert!(copied > 5 && stages.len() == 2, "{copied} {stages:?}");
    for secret in [".env", "ariadne-data/secret.key", ".git/config", "target/debug"] {
        assert!(!is_sent(secret, &ignored), "{secret} is sent to the builder");
    }
}

/// The files outside their crate that sources below a folder take in, from the top.
fn taken_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            taken_in(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("text");
            for rest in text.split("include_str!(\"").skip(1) {
                let name = rest.split('"').next().expect("a first piece");
                let file = path.parent().expect("a folder").join(name);
                let file =
                    file.canonicalize().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
                let top = root().canonicalize().expect("there");
                let file = file.strip_prefix(top).expect("a file of ours").to_owned();
                found.insert(file.to_str().expect("text").to_owned());
            }
        }
    }
}

#[test]
fn the_image_has_what_the_binary_carries() {
    let (text, ignored) = (read("Dockerfile"), read(".dockerignore"));
    let build = text.split("AS build").nth(1).and_then(|rest| rest.split("\nFROM ").next());
    let build = build.expect("a stage that builds");
    let copied: Vec<&str> = build
        .lines()
        .filter_map(|line| line.strip_prefix("COPY "))
        .filter(|line| !line.starts_with("--from"))
        .flat_map(|line| line.split_whitespace())
        .collect();
    let mut carried = BTreeSet::new();
    for member in std::fs::read_dir(root().join("crates")).expect("crates") {
        taken_in(&member.expect("readable").path().join("src"), &mut carried);
    }
    assert!(carried.contains("web/entrance/index.html"), "{carried:?}");
    for file in carried {
        assert!(copied.iter().any(|path| Path::new(&file).starts_with(path)), "{file}");
        assert!(is_sent(&file, &ignored), "{file} is ignored");
    }
}

#[test]
fn the_image_runs_as_nobody_in_particular() {
    let text = read("Dockerfile");
    let file = parse_dockerfile::parse(&text).expect("the Dockerfile is one");
    let last = file.stages().last().expect("a stage");
    let mut seen = BTreeSet::new();
    for instruction in last.instructions {
        match instruction {
            Instruction::User(user) => {
                assert!(!user.arguments.value.starts_with('0') && user.arguments.value != "root");
                seen.insert("user");
            }
            Instruction::Healthcheck(_) => {
                seen.insert("healthcheck");
            }
            Instruction::Volume(_) => {
                seen.insert("volume");
            }
            Instruction::Expose(expose) => {
                assert_eq!(expose.arguments[0].value, "8080");
                seen.insert("port");
            }
            _ => {}
        }
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
    // the builder of the web page and the compiler are those that the developer has
    let toolchain = read("rust-toolchain.toml");
    let version = toolchain.split('"').nth(1).expect("a version");
    let version = version.rsplit_once('.').expect("three numbers").0;
    assert!(text.contains(&format!("FROM rust:{version}-")), "another compiler than {version}");
}

#[test]
fn the_sample_data_are_those_of_the_tour() {
    for (path, text) in demo::files() {
        let written = read(&format!("deploy/sample-data/{}", path.display()));
        assert!(written == text, "{}: run `make update`", path.display());
    }
}
