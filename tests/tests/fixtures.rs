//! Every database that a released version wrote opens with the newest code and
//! answers what it answered then.

use std::os::unix::fs::PermissionsExt;

use ariadne_server::KeySource;
use ariadne_tests::{ariadne::Ariadne, fixture};
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn old_databases_open_and_answer_as_before() {
    let mut seen = 0;
    for entry in std::fs::read_dir(fixture::folder()).expect("the folder of fixtures") {
        let folder = entry.expect("an entry").path();
        let copy = tempfile::tempdir().expect("a temporary folder");
        for file in ["ariadne.db", "secret.key"] {
            std::fs::copy(folder.join(file), copy.path().join(file)).expect("a copy");
        }
        // git keeps no modes: a key that others can read is refused
        let key = copy.path().join("secret.key");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).expect("the mode");
        let database = copy.path().join("ariadne.db");
        let ariadne = Ariadne::start_with(|config| {
            config.database = ariadne_server::Location::Sqlite(database);
            config.key = KeySource::File(key);
        })
        .await;
        let expected = std::fs::read_to_string(folder.join("answers.json")).expect("the answers");
        let expected: Value = serde_json::from_str(&expected).expect("JSON");
        let found = fixture::answers(&ariadne.api).await;
        assert_eq!(found, expected, "{} answers differently", folder.display());
        // The stored secret still opens: the test gets as far as the server, which is gone.
        let source = &found[0]["sources"]["nodes"][0]["id"];
        let test = "mutation($id: ID!) { testSource(id: $id) { status } }";
        let tested = ariadne.api.run(test, serde_json::json!({ "id": source })).await;
        assert_eq!(tested["testSource"]["status"], "FAILED");
        ariadne.stop().await;
        seen += 1;
    }
    assert!(
        seen > 0,
        "there is no fixture: cargo run -p ariadne-tests --bin make-fixture -- 0.1.0"
    );
}
