//! Writes the sample data of the containers into `deploy/sample-data`.

use std::path::Path;

use ariadne_tests::demo;

fn main() -> std::io::Result<()> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/sample-data"));
    for (path, text) in demo::files() {
        std::fs::write(folder.join(path), text)?;
    }
    Ok(())
}
