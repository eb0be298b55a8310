//! The binary as a process of its own.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use ariadne_tests::services::{self, Neo4j};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(1);

/// What the binary is started with.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// The data folder.
    pub(crate) folder: PathBuf,
    /// The database's URL.
    pub(crate) database: String,
    /// Further environment.
    pub(crate) environment: Vec<(&'static str, String)>,
}

impl Setting {
    /// A data folder with its SQLite database in it.
    pub(crate) fn sqlite(folder: &Path) -> Self {
        let database = format!("sqlite:{}", folder.join("ariadne.db").display());
        Self { folder: folder.to_owned(), database, environment: Vec::new() }
    }

    /// The same with the lineage graph on Neo4j, under a name of its own.
    pub(crate) fn on_neo4j(mut self, server: &Neo4j) -> Self {
        self.environment.extend([
            ("ARIADNE_LINEAGE_URL", server.url.clone()),
            ("ARIADNE_LINEAGE_USER", server.user.clone()),
            ("ARIADNE_LINEAGE_PASSWORD", server.password.clone()),
            ("ARIADNE_LINEAGE_NAME", services::unique("process")),
        ]);
        self
    }

    fn command(&self) -> Command {
        let mut command = self.subcommand("serve");
        command.args(["--listen", "127.0.0.1:0", "--log", "warn"]);
        command
    }

    fn subcommand(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ariadne-under-test"));
        command
            .args([name, "--data-dir"])
            .arg(&self.folder)
            .current_dir(&self.folder)
            .env_clear()
            .envs(coverage())
            .env("ARIADNE_DATABASE_URL", &self.database)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs it where it cannot serve, to its end.
    pub(crate) async fn fail(&self) -> Output {
        let ended = self.command().stderr(Stdio::piped()).output();
        tokio::time::timeout(HANG, ended).await.expect("in time").expect("the binary starts")
    }

    /// Rotates the key with the most talkative logs; what was printed and logged.
    pub(crate) async fn rotate_key(&self) -> String {
        let mut command = self.subcommand("rotate-key");
        let ended = command.args(["--log", "trace"]).stderr(Stdio::piped()).output();
        let ended = tokio::time::timeout(HANG, ended).await.expect("in time");
        let ended = ended.expect("the binary starts");
        let told = [ended.stdout, ended.stderr].concat();
        let told = String::from_utf8(told).expect("text");
        assert!(ended.status.success(), "{told}");
        told
    }

    /// Runs another command on the same catalog to its end.
    pub(crate) async fn run(&self, name: &str, arguments: &[&str]) -> Output {
        let mut command = self.subcommand(name);
        let ended = command.args(arguments).stderr(Stdio::piped()).output();
        tokio::time::timeout(HANG, ended).await.expect("in time").expect("the binary starts")
    }

    /// What the last process logged.
    pub(crate) fn logged(&self) -> String {
        std::fs::read_to_string(self.log()).expect("a log")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("ariadne.log")
    }
}

/// Where a coverage run collects what its processes did; nothing in any other run.
fn coverage() -> Option<(&'static str, OsString)> {
    const PLACE: &str = "LLVM_PROFILE_FILE";
    #[expect(
        clippy::disallowed_methods,
        reason = "a process of a test is started without the environment, and this belongs to the tool that measures it"
    )]
    std::env::var_os(PLACE).map(|file| (PLACE, file))
}

/// A serving process.
pub(crate) struct Process {
    /// `http://127.0.0.1:port`
    pub(crate) url: String,
    child: Child,
}

impl Process {
    /// Starts it and waits until it serves.
    pub(crate) async fn start(setting: &Setting) -> Self {
        let log = File::create(setting.log()).expect("a log");
        let mut child = setting.command().stderr(log).spawn().expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let line = tokio::time::timeout(HANG, lines.next_line()).await.expect("in time");
        let line = line.expect("readable").unwrap_or_else(|| panic!("{}", setting.logged()));
        let url = line
            .strip_prefix("Ariadne is ready: ")
            .and_then(|page| page.strip_suffix("/graphiql/"))
            .unwrap_or_else(|| panic!("not ready: {line}"));
        Self { url: url.to_owned(), child }
    }

    /// Kills it, as `kill -9` does, and waits until it is gone.
    pub(crate) async fn kill(mut self) {
        self.child.start_kill().expect("it runs");
        let status = tokio::time::timeout(HANG, self.child.wait()).await.expect("in time");
        assert_eq!(status.expect("is waited for").code(), None, "it did not end by itself");
    }
}
