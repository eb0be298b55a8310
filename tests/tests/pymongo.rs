//! A driver of another family logs in to the MongoDB test server and reads from it, so that a
//! misunderstanding shared by that server and the Rust driver shows.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ariadne_testserver_mongo::{TestServer, TlsMode};
use serde_json::json;

/// The exact packages, one a line.
const REQUIREMENTS: &str = include_str!("../python/requirements.txt");
const INSTALL_PYTHON: &str = "apt-get install --yes python3 python3-venv";

fn tests_directory() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a command to its end and fails with what it printed.
fn run(command: &mut Command, remedy: &str) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}\n{remedy}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?} failed ({}):\n{text}{}\n{remedy}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// Whether the environment has exactly the packages asked for.
fn is_complete(python: &Path) -> bool {
    python.exists()
        && Command::new(python).args(["-m", "pip", "freeze"]).output().is_ok_and(|output| {
            let installed = String::from_utf8_lossy(&output.stdout).into_owned();
            REQUIREMENTS.lines().all(|wanted| installed.lines().any(|line| line == wanted))
        })
}

/// The interpreter of an environment with the packages, made when it is missing or outdated.
fn python() -> PathBuf {
    let environment = tests_directory()
        .parent()
        .expect("the tests crate lies in the workspace")
        .join(".cache/pymongo-venv");
    let python = environment.join("bin/python");
    if !is_complete(&python) {
        let remedy = format!("If Python or its venv module is missing: {INSTALL_PYTHON}");
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment), &remedy);
        run(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .arg("--requirement")
                .arg(tests_directory().join("python/requirements.txt")),
            "The package registry of Python must be reachable for the first run.",
        );
    }
    python
}

#[tokio::test(flavor = "multi_thread")]
async fn pymongo_logs_in_and_reads() {
    let shop = || TestServer::builder().sample_shop();
    let login = shop().sample_users().start().await.unwrap();
    let old = shop().wire(8).start().await.unwrap();
    let tls = shop().tls(TlsMode::Valid).start().await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let ca = directory.path().join("ca.pem");
    std::fs::write(&ca, tls.ca_pem().expect("the server speaks TLS")).unwrap();

    let python = python();
    let mut child = Command::new(&python)
        .arg(tests_directory().join("python/pymongo_reads.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let given = json!({
        "login": login.uri_host(),
        "old": old.uri_host(),
        "tls": tls.uri_host(),
        "ca": ca,
    });
    child.stdin.take().expect("it is piped").write_all(given.to_string().as_bytes()).unwrap();
    let output =
        tokio::task::spawn_blocking(move || child.wait_with_output()).await.unwrap().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "the script failed:\n{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let passed = text.lines().filter(|line| line.ends_with(": passed")).count();
    assert_eq!(passed, 6, "{text}");
    // The script came through the door that it was meant to try.
    for mechanism in ["SCRAM-SHA-1", "SCRAM-SHA-256"] {
        let tried = login.commands().into_iter().any(|record| {
            let start = record.document.get_document("speculativeAuthenticate").ok();
            start
                .unwrap_or(&record.document)
                .get_str("mechanism")
                .is_ok_and(|name| name == mechanism)
        });
        assert!(tried, "{mechanism} was not tried");
    }
}
