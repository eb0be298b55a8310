//! The binary as a process of its own, which may be killed.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::services::{self, Neo4j};
use crate::sessions;

/// Waiting longer than this means that something hangs.
const HANG: Duration = Duration::from_mins(1);

/// What the binary is started with.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The binary, or what runs it, with the arguments that stand before those of the binary.
    pub program: Vec<OsString>,
    /// The data folder.
    pub folder: PathBuf,
    /// The database's URL.
    pub database: String,
    /// Where a process writes its log; by default in the data folder.
    pub log: PathBuf,
    /// Further environment.
    pub environment: Vec<(&'static str, String)>,
}

impl Setting {
    /// A data folder with its SQLite database in it.
    pub fn sqlite(folder: &Path) -> Self {
        let database = format!("sqlite:{}", folder.join("ariadne.db").display());
        let program = vec![beside("ariadne-under-test").into_os_string()];
        let (folder, log) = (folder.to_owned(), folder.join("ariadne.log"));
        Self { program, folder, database, log, environment: Vec::new() }
    }

    /// The same with the lineage graph on Neo4j, under a name of its own.
    #[must_use]
    pub fn on_neo4j(mut self, server: &Neo4j) -> Self {
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
        let mut command = Command::new(&self.program[0]);
        command
            .args(&self.program[1..])
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
    pub async fn fail(&self) -> Output {
        let ended = self.command().stderr(Stdio::piped()).output();
        tokio::time::timeout(HANG, ended).await.expect("in time").expect("the binary starts")
    }

    /// Rotates the key with the most talkative logs; what was printed and logged.
    pub async fn rotate_key(&self) -> String {
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
    pub async fn run(&self, name: &str, arguments: &[&str]) -> Output {
        let mut command = self.subcommand(name);
        let ended = command.args(arguments).stderr(Stdio::piped()).output();
        tokio::time::timeout(HANG, ended).await.expect("in time").expect("the binary starts")
    }

    /// What the last process logged.
    pub fn logged(&self) -> String {
        std::fs::read_to_string(&self.log).expect("a log")
    }
}

/// A binary of this build: beside the running one, or one folder above, where tests are.
pub fn beside(name: &str) -> PathBuf {
    let own = std::env::current_exe().expect("the system knows which program this is");
    let found = own.ancestors().skip(1).take(2).map(|folder| folder.join(name));
    found.into_iter().find(|path| path.is_file()).unwrap_or_else(|| {
        panic!("{name} is not built: run `cargo build --package ariadne-tests --bins`")
    })
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
#[derive(Debug)]
pub struct Process {
    /// `http://127.0.0.1:port`
    pub url: String,
    child: Child,
}

impl Process {
    /// Starts it and waits until it serves.
    pub async fn start(setting: &Setting) -> Self {
        Self::try_start(setting).await.unwrap_or_else(|reason| panic!("{reason}"))
    }

    /// The same, where it may be that it does not serve: then with what it said.
    pub async fn try_start(setting: &Setting) -> Result<Self, String> {
        let log = File::create(&setting.log).map_err(|error| format!("its log: {error}"))?;
        let spawned = setting.command().stderr(log).spawn();
        let mut child = spawned.map_err(|error| format!("{:?}: {error}", setting.program))?;
        let stdout = child.stdout.take().ok_or("its output is not piped")?;
        let mut lines = BufReader::new(stdout).lines();
        let mut first = None;
        loop {
            let line = tokio::time::timeout(HANG, lines.next_line()).await;
            let line =
                line.map_err(|_| format!("it neither serves nor ends: {}", setting.logged()))?;
            let Ok(Some(line)) = line else { return Err(setting.logged()) };
            if let Some((_, address)) = line.split_once("(once, within 24 hours): ") {
                first = Some(address.to_owned());
                continue;
            }
            let url = line
                .strip_prefix("Ariadne is ready: ")
                .and_then(|page| page.strip_suffix('/'))
                .ok_or_else(|| format!("not ready: {line}"))?;
            sessions::register(url, first.as_deref(), &setting.database).await;
            return Ok(Self { url: url.to_owned(), child });
        }
    }

    /// The system's number of it, while it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Kills it, as `kill -9` does, and waits until it is gone.
    pub async fn kill(mut self) {
        self.child.start_kill().expect("it runs");
        let status = tokio::time::timeout(HANG, self.child.wait()).await.expect("in time");
        assert_eq!(status.expect("is waited for").code(), None, "it did not end by itself");
    }
}
