//! The binary: its output, its exit codes, its signals.

use std::ffi::OsString;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::support::TOKEN;

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(1);

/// Where a coverage run collects what its processes did; nothing in any other run.
fn coverage() -> Option<(&'static str, OsString)> {
    const PLACE: &str = "LLVM_PROFILE_FILE";
    #[expect(
        clippy::disallowed_methods,
        reason = "a process of a test is started without the environment, and this belongs to the tool that measures it"
    )]
    std::env::var_os(PLACE).map(|file| (PLACE, file))
}

pub(crate) fn ariadne(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ariadne"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("ARIADNE_ADMIN_TOKEN", TOKEN)
        .envs(coverage())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) async fn ended(child: Child) -> Ended {
    let output = tokio::time::timeout(HANG, child.wait_with_output()).await;
    let output = output.expect("ends in time").expect("is waited for");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) async fn run(folder: &Path, arguments: &[&str]) -> Ended {
    ended(ariadne(folder, arguments).spawn().expect("starts")).await
}

pub(crate) async fn run_with(
    folder: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> Ended {
    let mut command = ariadne(folder, arguments);
    command.envs(environment.iter().copied());
    ended(command.spawn().expect("starts")).await
}

/// Reads what is printed at the start and answers the address in it.
pub(crate) async fn ready(child: &mut Child) -> String {
    let (address, link) = ready_with_link(child).await;
    assert_eq!(link, None, "there is a token already");
    address
}

/// The same with the link of the first administrator.
pub(crate) async fn ready_with_link(child: &mut Child) -> (String, Option<String>) {
    let out = child.stdout.take().expect("piped");
    let mut lines = BufReader::new(out).lines();
    let mut found = None;
    loop {
        let line = tokio::time::timeout(HANG, lines.next_line()).await.expect("in time");
        let line = line.expect("readable").expect("a line");
        if let Some(page) = line.strip_prefix("Ariadne is ready: ") {
            let address = page.strip_suffix('/').unwrap_or_else(|| panic!("{line}"));
            return (address.to_owned(), found);
        }
        let (_, address) = line.split_once("24 hours): ").unwrap_or_else(|| panic!("{line}"));
        found = Some(address.to_owned());
    }
}

pub(crate) async fn signal(child: &Child, name: &str) {
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
async fn whoever_watches_is_told_whether_it_is_ready() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = ariadne(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let mut child = command.spawn().expect("starts");
    let address = ready(&mut child).await;
    let listen = address.trim_start_matches("http://").to_owned();
    let page = format!("{address}/readyz");
    for arguments in [["healthcheck", "--listen", &listen], ["healthcheck", "--url", &page]] {
        let told = run(folder.path(), &arguments).await;
        assert_eq!((told.code, told.out.as_str()), (Some(0), "The server is ready.\n"));
    }
    let other = run(folder.path(), &["healthcheck", "--url", &format!("{address}/nowhere")]).await;
    assert_eq!((other.code, other.out.as_str()), (Some(1), ""));
    assert!(other.err.starts_with("ariadne: The server at http://127.0.0.1:"), "{}", other.err);
    child.kill().await.expect("killed");
    let gone = run(folder.path(), &["healthcheck", "--listen", &listen]).await;
    assert_eq!((gone.code, gone.out.as_str()), (Some(1), ""));
    let sentence = format!("ariadne: No server answers at {page}. Start it,");
    assert!(gone.err.starts_with(&sentence), "{}", gone.err);
}

#[tokio::test]
async fn the_database_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, Permissions::from_mode(mode)).expect("set");
    };
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a folder");
    set(&data, 0o755);
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data-dir", "data"];
    let served = async || {
        let mut child = ariadne(folder.path(), &serve).spawn().expect("starts");
        ready(&mut child).await;
        let files = ["ariadne.db", "ariadne.db-wal", "ariadne.db-shm"].map(|name| data.join(name));
        let modes = files.map(|file| {
            let about = std::fs::metadata(&file).unwrap_or_else(|e| panic!("{file:?}: {e}"));
            about.permissions().mode() & 0o777
        });
        signal(&child, "TERM").await;
        (modes, ended(child).await.err)
    };
    let (modes, logged) = served().await;
    assert_eq!(modes, [0o600; 3]);
    assert!(!logged.contains("chmod"), "{logged}");
    // As versions before left it: told, and served.
    set(&data.join("ariadne.db"), 0o644);
    let (_, logged) = served().await;
    assert!(logged.contains("Run: chmod 600 'data/ariadne.db' 'data/ariadne.db-wal'"), "{logged}");
    // Nobody gets past such a folder.
    set(&data, 0o700);
    let (_, logged) = served().await;
    assert!(!logged.contains("chmod"), "{logged}");
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
        &["migrate", "--database-url", "sqlite:letters.db"][..],
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
        &["serve", "--max-body-bytes", "12"],
        &["serve", "--max-depth", "100"],
        &["serve", "--max-complexity", "none"],
        &["serve", "--request-timeout-seconds", "0"],
        &["serve", "--max-connections", "0"],
        &["serve", "--tls-certificate", "certificate.pem"],
        &["serve", "--tls-key", "key.pem"],
        &["serve", "--trusted-proxy", "proxy.example"],
        &["serve", "--cors-origin", "*"],
    ] {
        let wrong = run(folder.path(), arguments).await;
        assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""), "{arguments:?}");
    }
}

#[tokio::test]
async fn a_key_is_not_rotated_where_there_is_no_catalog() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = run(folder.path(), &["rotate-key", "--data-dir", "d"]).await;
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""), "{}", refused.err);
    assert!(refused.err.starts_with("ariadne: There is no catalog in "), "{}", refused.err);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is made");
}

/// The twins of all flags.
const TWINS: [&str; 29] = [
    "ARIADNE_ALLOWED_HOSTS",
    "ARIADNE_CONFIG",
    "ARIADNE_CORS_ORIGINS",
    "ARIADNE_DATABASE_URL",
    "ARIADNE_DATA_DIR",
    "ARIADNE_KEY",
    "ARIADNE_KEY_FILE",
    "ARIADNE_LISTEN",
    "ARIADNE_LOG",
    "ARIADNE_LOG_FORMAT",
    "ARIADNE_MAX_BODY_BYTES",
    "ARIADNE_MAX_COMPLEXITY",
    "ARIADNE_MAX_CONNECTIONS",
    "ARIADNE_MAX_DEPTH",
    "ARIADNE_NEW_KEY",
    "ARIADNE_NEW_KEY_FILE",
    "ARIADNE_OIDC_CA_FILE",
    "ARIADNE_OIDC_CLIENT_ID",
    "ARIADNE_OIDC_ISSUER",
    "ARIADNE_OIDC_ROLE",
    "ARIADNE_OIDC_SCOPES",
    "ARIADNE_OIDC_TITLE",
    "ARIADNE_PUBLIC_URL",
    "ARIADNE_REQUEST_TIMEOUT_SECONDS",
    "ARIADNE_SESSION_DAYS",
    "ARIADNE_SESSION_IDLE_DAYS",
    "ARIADNE_TLS_CERTIFICATE",
    "ARIADNE_TLS_KEY",
    "ARIADNE_TRUSTED_PROXIES",
];

#[tokio::test]
async fn a_blank_variable_is_not_set() {
    let folder = tempfile::tempdir().expect("a folder");
    for blank in ["", " "] {
        let with_blanks = |arguments: &[&str]| {
            let mut command = ariadne(folder.path(), arguments);
            command.envs(TWINS.map(|twin| (twin, blank)));
            command.spawn().expect("starts")
        };
        let migrated = ended(with_blanks(&["migrate"])).await;
        assert_eq!(migrated.code, Some(0), "{}", migrated.err);
        assert!(folder.path().join("ariadne-data").join("ariadne.db").exists());
        // The default address may be taken, so another one is given.
        let mut server = with_blanks(&["serve", "--listen", "127.0.0.1:0"]);
        let _address = ready(&mut server).await;
        server.kill().await.expect("killed");
        let rotated = ended(with_blanks(&["rotate-key"])).await;
        assert_eq!(rotated.code, Some(0), "{}", rotated.err);
        // What fails after the arguments were read, a blank address among them.
        let refused = ended(with_blanks(&["serve", "--database-url", "mysql://db/x"])).await;
        assert_eq!(refused.code, Some(2), "{}", refused.err);
        assert!(!refused.err.contains("--listen"), "{}", refused.err);
    }
    // What is not blank is still read, and told where it is wrong.
    for (twin, argument) in [
        ("ARIADNE_LISTEN", "--listen"),
        ("ARIADNE_MAX_DEPTH", "--max-depth"),
        ("ARIADNE_LOG_FORMAT", "--log-format"),
    ] {
        let mut command = ariadne(folder.path(), &["serve"]);
        let refused = ended(command.env(twin, "x").spawn().expect("starts")).await;
        assert_eq!(refused.code, Some(2), "{twin}");
        assert!(refused.err.contains(argument), "{}", refused.err);
    }
}

/// The code of the first error of an answer, and its message.
fn refusal(answer: &serde_json::Value) -> (&str, &str) {
    let error = &answer["errors"][0];
    let code = error["extensions"]["code"].as_str().unwrap_or("OK");
    (code, error["message"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn requests_are_limited_as_configured() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--max-body-bytes", "2048"];
    let mut command = ariadne(folder.path(), &arguments);
    command.envs([
        ("ARIADNE_MAX_DEPTH", "5"),
        ("ARIADNE_MAX_COMPLEXITY", "1000"),
        ("ARIADNE_REQUEST_TIMEOUT_SECONDS", "1"),
    ]);
    let mut server = command.spawn().expect("starts");
    let address = ready(&mut server).await;
    let ask = async |query: &str| -> serde_json::Value {
        let request = reqwest::Client::new().post(format!("{address}/graphql"));
        let answer =
            request.bearer_auth(TOKEN).json(&serde_json::json!({"query": query})).send().await;
        answer.expect("answered").json().await.expect("JSON")
    };
    let fine = ask("{ tables(first: 100) { nodes { source { name } } } }").await;
    assert_eq!(refusal(&fine).0, "OK", "{fine}");
    let deep = ask("{ tables { nodes { source { tables { nodes { name } } } } } }").await;
    assert_eq!(
        refusal(&deep),
        ("LIMIT", "The document has 6 levels of fields, and 5 are allowed.")
    );
    let large = ask("{ tables(first: 500) { nodes { name kind } } }").await;
    let (code, message) = refusal(&large);
    assert!(code == "LIMIT" && message.contains("1000"), "{large}");
    let long = ask(&format!("{{ server {{ version }} }} # {}", "x".repeat(2_048))).await;
    let (code, message) = refusal(&long);
    assert!(code == "LIMIT" && message.contains("2048"), "{long}");

    // A body that does not come is waited for as long as it may take.
    let mut slow = TcpStream::connect(address.trim_start_matches("http://")).await.expect("open");
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: 9\r\nconnection: close\r\n\r\n",
        address.trim_start_matches("http://")
    );
    slow.write_all(head.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    let read = tokio::time::timeout(HANG, slow.read_to_string(&mut answer)).await;
    read.expect("in time").expect("readable");
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("TIMEOUT"), "{answer}");
    server.kill().await.expect("killed");
}

#[tokio::test]
async fn the_help_names_every_flag_with_its_twin_and_bounds() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut help = String::new();
    for command in ["serve", "rotate-key"] {
        let told = run(folder.path(), &[command, "--help"]).await;
        assert_eq!(told.code, Some(0));
        help.push_str(&told.out);
    }
    for twin in TWINS {
        assert!(help.contains(twin), "{twin} is missing in {help}");
    }
    for bounds in ["1024 to 1073741824", "5 to 64", "1000 to 100000000", "1 to 3600"] {
        assert!(help.split_whitespace().collect::<Vec<_>>().join(" ").contains(bounds), "{help}");
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
