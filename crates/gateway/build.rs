//! Puts the built web pages where `include_dir!` finds them. Without a build of one its
//! folder is empty, the crate compiles all the same, and the route says what to run.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[expect(clippy::disallowed_methods, reason = "cargo tells a build script its folders this way")]
fn folder(name: &str) -> PathBuf {
    PathBuf::from(env::var_os(name).expect("cargo sets it"))
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    for page in ["app", "graphiql"] {
        let dist = folder("CARGO_MANIFEST_DIR").join("../../web").join(page).join("dist");
        // Cargo takes a watched path that is missing for changed, and would build this
        // crate anew each time; an empty folder is watched as any other.
        fs::create_dir_all(&dist)?;
        println!("cargo::rerun-if-changed={}", dist.display());
        let target = folder("OUT_DIR").join(page);
        if target.exists() {
            fs::remove_dir_all(&target)?;
        }
        copy(&dist, &target)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
