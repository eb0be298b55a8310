//! A small file system in memory, where this program may make one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The file system; it is unmounted when this is dropped.
#[derive(Debug)]
pub(crate) struct Tmpfs {
    folder: tempfile::TempDir,
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    let ended = command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).status();
    ended.is_ok_and(|status| status.success())
}

impl Tmpfs {
    /// One of so many bytes; nothing where only root may mount.
    pub(crate) fn mount(bytes: u64) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let options = format!("size={bytes},mode=0755");
        let mounted =
            runs("mount", &["-t", "tmpfs", "-o", &options, "none", folder.path().to_str()?]);
        mounted.then_some(Self { folder })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Lets nobody write to it, or everybody again.
    pub(crate) fn remount(&self, mode: &str) -> Result<(), String> {
        let options = format!("remount,{mode}");
        let path = self.path().display().to_string();
        let done = runs("mount", &["-o", &options, &path]);
        done.then_some(()).ok_or_else(|| format!("mount -o {options} {path} fails"))
    }

    /// Takes all the room that is left.
    pub(crate) fn fill(&self) {
        // ends by the error that is wanted
        let _ = std::fs::write(self.filler(), vec![0; 64 * 1024 * 1024]);
    }

    /// Makes room again.
    pub(crate) fn empty(&self) -> Result<(), String> {
        std::fs::remove_file(self.filler()).map_err(|error| error.to_string())
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        // lazily, for a process may just be ending in it; what fails is told by the folder that stays
        runs("umount", &["--lazy", &self.path().display().to_string()]);
    }
}
