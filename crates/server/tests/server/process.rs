//! The binary: its output, its exit codes, its signals.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(1);

fn ariadne(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ariadne"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

async fn ended(child: Child) -> Ended {
    let output = tokio::time::timeout(HANG, child.wait_with_output()).await;
    let output = output.expect("ends in time").expect("is waited for");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

async fn run(folder: &Path, arguments: &[&str]) -> Ended {
    ended(ariadne(folder, arguments).spawn().expect("starts")).await
}

/// Reads the one line at start and answers the address in it.
async fn ready(child: &mut Child) -> String {
    let out = child.stdout.take().expect("piped");
    let mut lines = BufReader::new(out).lines();
    let line = tokio::time::timeout(HANG, lines.next_line()).await.expect("in time");
    let line = line.expect("readable").expect("a line");
    let address = line.strip_prefix("Ariadne is ready: ").unwrap_or_else(|| panic!("{line}"));
    address.strip_suffix("/graphiql/").unwrap_or_else(|| panic!("{line}")).to_owned()
}

async fn signal(child: &Child, name: &str) {
    let id = child.id().expect("runs").to_string();
    let sent = Command::new("kill").args(["-s", name, &id]).status().await.expect("kill runs");
    assert!(sent.success());
}

#[tokio::test]
async fn it_says_where_to_go_and_stops_when_asked() {
    for name in ["TERM", "INT"] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = ariadne(folder.path(), &["serve", "--log-format", "json"]);
        let mut child = command.env("ARIADNE_LISTEN", "127.0.0.1:0").spawn().expect("starts");
        let address = ready(&mut child).await;
        let health = reqwest::get(format!("{address}/healthz")).await.expect("answered");
        assert_eq!(health.status(), 200);
        let page = reqwest::Client::new()
            .get(format!("{address}/schema.graphql"))
            .header("x-request-id", "from-the-test")
            .send()
            .await
            .expect("answered");
        assert_eq!(page.headers()["x-request-id"], "from-the-test");
        assert!(folder.path().join("ariadne-data").join("ariadne.db").exists());
        signal(&child, name).await;
        let ended = ended(child).await;
        assert_eq!(ended.code, Some(0), "{name}: {}", ended.err);
        let logged = ended.err.lines().map(serde_json::from_str::<serde_json::Value>);
        let logged: Vec<_> = logged.map(|l| l.expect("JSON lines only")).collect();
        let answered = logged.iter().find(|l| l["span"]["id"] == "from-the-test");
        let answered = answered.unwrap_or_else(|| panic!("not logged: {}", ended.err));
        assert_eq!(answered["status"], 200);
        assert_eq!(answered["span"]["route"], "/schema.graphql");
    }
}

#[tokio::test]
async fn a_second_one_on_the_same_folder_fails_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data-dir", "d"];
    let mut first = ariadne(folder.path(), &arguments).spawn().expect("starts");
    let _address = ready(&mut first).await;
    for command in
        [&arguments[..], &["migrate", "--data-dir", "d"], &["rotate-key", "--data-dir", "d"]]
    {
        let second = run(folder.path(), command).await;
        assert_eq!((second.code, second.out.as_str()), (Some(1), ""), "{command:?}");
        let last = second.err.lines().last().expect("a sentence").to_owned();
        let owner = format!("(process {})", first.id().expect("runs"));
        assert!(last.starts_with("ariadne: Another Ariadne process"), "{last}");
        assert!(last.contains(&owner), "{last}");
    }
    first.kill().await.expect("killed");
    // The lock of a process that was killed is free.
    let after = run(folder.path(), &["migrate", "--data-dir", "d"]).await;
    assert_eq!(after.code, Some(0), "{}", after.err);
}

#[tokio::test]
async fn failures_are_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("letters.db"), "x".repeat(5_000)).expect("written");
    for arguments in [
        &["serve", "--listen", "0.0.0.0:8080"][..],
        &["migrate", "--database-url", "sqlite:letters.db"],
        &["migrate", "--database-url", "sqlite:nowhere/ariadne.db"],
    ] {
        let failed = run(folder.path(), arguments).await;
        assert_eq!((failed.code, failed.out.as_str()), (Some(1), ""), "{arguments:?}");
        assert_eq!(failed.err.lines().count(), 1, "{}", failed.err);
        assert!(failed.err.starts_with("ariadne: ") && failed.err.ends_with(".\n"));
    }
    for arguments in [
        &[][..],
        &["fly"],
        &["serve", "--listen", "8080"],
        &["serve", "--log", "a=b=c"],
        &["serve", "--database-url", "mysql://db/x"],
    ] {
        let wrong = run(folder.path(), arguments).await;
        assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""), "{arguments:?}");
    }
}

#[tokio::test]
async fn the_schema_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let printed = run(folder.path(), &["schema"]).await;
    assert_eq!(printed.code, Some(0));
    assert_eq!(printed.out.trim_end(), ariadne_gateway::sdl().trim_end());
    assert!(!folder.path().join("ariadne-data").exists(), "nothing is opened");
}
