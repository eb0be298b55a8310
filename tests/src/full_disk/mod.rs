//! A disk that becomes full, and empty again, when a test says so.
//!
//! A small file system would need rights that tests do not have. The system's answer to
//! a write is exchanged instead, in the one process that is started with
//! [`FullDisk::environment`]; what the database makes of it is real.

use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/full_disk/full.c");

/// The disk of databases of one process.
#[derive(Debug)]
pub struct FullDisk {
    library: PathBuf,
    flag: PathBuf,
}

impl FullDisk {
    /// With its files in `folder`; there is room at first. Needs the C compiler that the
    /// database itself is built with.
    pub fn new(folder: &Path) -> Self {
        let library = folder.join("full.so");
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(&library)
            .arg(SOURCE)
            .arg("-ldl")
            .status()
            .expect("the C compiler cc is installed");
        assert!(built.success(), "full.c compiles");
        Self { library, flag: folder.join("full") }
    }

    /// What a process is started with whose disk this is.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let shown = |path: &Path| path.to_str().expect("a path of text").to_owned();
        vec![("LD_PRELOAD", shown(&self.library)), ("FULL_DISK", shown(&self.flag))]
    }

    /// Takes nothing more.
    pub fn fill(&self) {
        std::fs::write(&self.flag, "").expect("writes");
    }

    /// Has room again.
    pub fn empty(&self) {
        std::fs::remove_file(&self.flag).expect("removes");
    }
}
