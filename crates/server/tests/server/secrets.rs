//! What is kept is kept from others on the machine.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::running;

#[tokio::test]
async fn what_is_kept_is_for_this_user_alone() {
    const OTHERS: u32 = 0o077;
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    // As a container's volume or an operator makes it.
    fs::create_dir(&data).expect("made");
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).expect("set");
    let server = running(folder.path()).await;
    let kept = ["ariadne.db", "ariadne.db-wal", "ariadne.db-shm", "secret.key"];
    for name in kept {
        let mode = fs::metadata(data.join(name)).expect("it is there").permissions().mode();
        assert_eq!(mode & OTHERS, 0, "{name}: {mode:o}");
    }
    server.shutdown().await.expect("stops");
}
