//! Python clients that prove the wire-level servers.
//!
//! The interpreter is that of an environment in the workspace's `.cache` with the exact packages of
//! `tests/python/requirements.txt`; it is made at the first use and when that file changes.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// The exact packages, one a line.
const REQUIREMENTS: &str = include_str!("../python/requirements.txt");
const INSTALL_PYTHON: &str = "apt-get install --yes python3 python3-venv";

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python")
}

/// Runs a command to its end and fails with what it printed.
fn run(command: &mut Command, remedy: &str) {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?} does not start: {error}\n{remedy}"));
    assert!(
        output.status.success(),
        "{command:?} failed ({}):\n{}{}\n{remedy}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
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
fn interpreter() -> PathBuf {
    let environment = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests crate lies in the workspace")
        .join(".cache/python-venv");
    let python = environment.join("bin/python");
    if !is_complete(&python) {
        let remedy = format!("If Python or its venv module is missing: {INSTALL_PYTHON}");
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment), &remedy);
        run(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .arg("--requirement")
                .arg(scripts().join("requirements.txt")),
            "The package registry of Python must be reachable for the first run.",
        );
    }
    python
}

/// Runs a script of `tests/python` with this on its standard input, and returns what it printed.
///
/// # Panics
/// Panics with what the script printed when it fails, or when there is no Python to run it with.
pub async fn run_script(name: &str, given: &Value) -> String {
    let script = scripts().join(name);
    let given = given.to_string();
    let ended = tokio::task::spawn_blocking(move || {
        let mut child = Command::new(interpreter())
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the interpreter was found");
        let mut input = child.stdin.take().expect("it is piped");
        input.write_all(given.as_bytes()).expect("the script reads its input");
        drop(input);
        child.wait_with_output().expect("the script ends")
    });
    let output = ended.await.expect("waiting does not panic");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "the script failed:\n{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}
