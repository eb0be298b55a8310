//! Writes `tests/fixtures/databases/<name>`: run once per release that changed the
//! schema, with the version as the name, and commit what it writes.

use ariadne_tests::fixture;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).ok_or("usage: make-fixture NAME")?;
    let target = fixture::folder().join(name);
    std::fs::create_dir_all(&target)?;
    let ariadne = fixture::write().await;
    let answers = fixture::answers(&ariadne.api).await;
    let data = ariadne.stop().await;
    for file in ["ariadne.db", "secret.key"] {
        std::fs::copy(data.path().join("data").join(file), target.join(file))?;
    }
    std::fs::write(target.join("answers.json"), serde_json::to_string_pretty(&answers)? + "\n")?;
    Ok(())
}
