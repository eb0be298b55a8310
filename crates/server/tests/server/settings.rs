//! The configuration file, and what counts in the end.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use crate::process::{run, run_with};

#[tokio::test]
async fn flag_environment_file_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = "max-depth = 30\nmax-complexity = 5000\n# a comment\nlisten = \"127.0.0.1:1\"\nallowed-host = [\"a.example\"]\n";
    fs::write(folder.path().join("a.toml"), file).expect("written");
    let arguments = ["config", "--show", "--config", "a.toml", "--listen", "127.0.0.1:2"];
    let environment = [("ARIADNE_MAX_COMPLEXITY", "7000"), ("ARIADNE_KEY", "canary")];
    let shown = run_with(folder.path(), &arguments, &environment).await;
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    for line in [
        "listen = \"127.0.0.1:2\"  # flag --listen",
        "max-complexity = 7000  # environment ARIADNE_MAX_COMPLEXITY",
        "max-depth = 30  # a.toml:1",
        "allowed-host = [\"a.example\"]  # a.toml:5",
        "log-format = \"text\"  # default",
        "# database-url is not set",
        "key = \"…\"  # environment ARIADNE_KEY",
    ] {
        assert!(shown.out.lines().any(|l| l == line), "{line} is not in {}", shown.out);
    }
    assert!(!shown.out.contains("canary"), "{}", shown.out);
}

#[tokio::test]
async fn what_is_shown_is_a_file_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let none = ("ARIADNE_ADMIN_TOKEN", "");
    let first = run_with(folder.path(), &["config", "--show", "--max-depth", "12"], &[none]).await;
    fs::write(folder.path().join("a.toml"), &first.out).expect("written");
    let again =
        run_with(folder.path(), &["config", "--show"], &[none, ("ARIADNE_CONFIG", "a.toml")]).await;
    assert_eq!(again.code, Some(0), "{}", again.err);
    let values = |out: &str| -> Vec<String> {
        out.lines().map(|line| line.split("  # ").next().unwrap_or(line).to_owned()).collect()
    };
    assert_eq!(values(&first.out), values(&again.out));
    assert!(again.out.contains("max-depth = 12  # a.toml:"), "{}", again.out);
}

#[tokio::test]
async fn secrets_need_a_file_of_ones_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.toml");
    let url = "database-url = \"postgres://me:canary@db/x\"\n";
    for secret in ["lineage-password = \"canary\"\n", url] {
        fs::write(&path, secret).expect("written");
        fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("sets");
        let arguments = ["config", "--show", "--config", "a.toml"];
        let refused = run(folder.path(), &arguments).await;
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
        assert!(refused.err.contains("Run: chmod 600 'a.toml'"), "{}", refused.err);
        fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("sets");
        let shown = run(folder.path(), &arguments).await;
        assert_eq!(shown.code, Some(0), "{}", shown.err);
        assert!(shown.out.contains("…") && !shown.out.contains("canary"), "{}", shown.out);
        assert!(!refused.err.contains("canary"), "{}", refused.err);
    }
}

#[tokio::test]
async fn a_wrong_file_is_told_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.toml"), "\nmax-dept = 7\n").expect("written");
    let wrong = run(folder.path(), &["serve", "--config", "a.toml"]).await;
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    let told = "ariadne: a.toml, line 2: there is no setting max-dept. Did you mean max-depth?\n";
    assert_eq!(wrong.err, told);
    let missing = run(folder.path(), &["serve", "--config", "none.toml"]).await;
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("none.toml cannot be read"), "{}", missing.err);
}
