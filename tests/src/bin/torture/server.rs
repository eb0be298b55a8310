//! The server under torture.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ariadne_tests::process::{Process, Setting};

use crate::client::{Client, TOKEN, TOKEN_VARIABLE};
use crate::tally::{Book, Fault};

/// What a process writes that panics.
const PANIC: &str = "panicked at";

/// How the servers of a scenario are started.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The binary.
    pub(crate) binary: PathBuf,
    /// Where all choices come from.
    pub(crate) seed: u64,
    /// What the scenario counts in.
    pub(crate) book: Book,
}

impl Plan {
    /// A server with its SQLite database in a folder.
    pub(crate) fn setting(&self, folder: &Path) -> Setting {
        Setting {
            program: vec![self.binary.clone().into_os_string()],
            environment: vec![(TOKEN_VARIABLE, TOKEN.to_owned())],
            ..Setting::sqlite(folder)
        }
    }

    /// The same, run by another program, such as one that sets limits.
    pub(crate) fn setting_by(&self, program: &[&str], folder: &Path) -> Setting {
        let mut setting = self.setting(folder);
        let program: Vec<OsString> = program.iter().map(OsString::from).collect();
        setting.program.splice(0..0, program);
        setting
    }
}

/// A server whose end is looked into.
#[derive(Debug)]
pub(crate) struct Server {
    process: Process,
    setting: Setting,
    book: Book,
}

impl Server {
    /// Starts it and waits until it serves.
    pub(crate) async fn start(setting: &Setting, book: &Book) -> Result<Self, String> {
        let process = Process::try_start(setting).await;
        let process = process.map_err(|told| format!("the server does not start: {told}"))?;
        Ok(Self { process, setting: setting.clone(), book: book.clone() })
    }

    /// `http://127.0.0.1:port`
    pub(crate) fn url(&self) -> &str {
        &self.process.url
    }

    /// `127.0.0.1:port`
    pub(crate) fn address(&self) -> &str {
        self.url().trim_start_matches("http://")
    }

    /// A client of it.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.url())
    }

    /// What it holds open.
    pub(crate) fn open_files(&self) -> usize {
        let files = self.process.id().map(|id| std::fs::read_dir(format!("/proc/{id}/fd")));
        files.and_then(Result::ok).map_or(0, Iterator::count)
    }

    /// Whether it still runs.
    pub(crate) fn runs(&mut self) -> bool {
        self.process.runs()
    }

    /// Kills it, as `kill -9` does, and looks into what it left behind.
    pub(crate) async fn kill(mut self) {
        if self.process.runs() {
            self.process.kill().await;
        } else {
            self.book.fault(Fault::Panicked, format!("it ended by itself: {}", self.log()));
        }
        look_for_panics(&self.setting, &self.book);
    }

    fn log(&self) -> String {
        self.setting.logged()
    }
}

/// Counts the panics in the log of the last process.
pub(crate) fn look_for_panics(setting: &Setting, book: &Book) {
    let log = setting.logged();
    for (at, _) in log.match_indices(PANIC) {
        let tail: String = log[at..].chars().take(600).collect();
        book.fault(Fault::Panicked, tail);
    }
}
