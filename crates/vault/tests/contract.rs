//! The contract of `SecretVault`.

use std::sync::Arc;

use ariadne_testkit::suites::vault::Vaults;
use ariadne_vault::Vault;

fn make_vaults() -> Vaults {
    let folder = tempfile::tempdir().expect("a folder");
    let make = |name: &str| Vault::generate_key_file(&folder.path().join(name)).expect("a key");
    Vaults { vault: Arc::new(make("one")), other: Arc::new(make("two")) }
}

ariadne_testkit::vault_suite!(make_vaults);
