//! The fakes keep the contracts that they stand in for.

use ariadne_testkit::Backend;

mod repo {
    use super::*;

    fn make_backend() -> impl Future<Output = Backend> {
        std::future::ready(Backend::memory())
    }

    ariadne_testkit::catalog_suite!(make_backend);
}

mod memory_vault {
    use std::sync::Arc;

    use ariadne_testkit::fakes::MemoryVault;
    use ariadne_testkit::suites::vault::Vaults;

    fn make_vaults() -> Vaults {
        let make = |key| Arc::new(MemoryVault::new(key));
        Vaults { vault: make("one"), other: make("two") }
    }

    ariadne_testkit::vault_suite!(make_vaults);
}

mod fake_factory {
    use std::sync::Arc;

    use ariadne_domain::{SourceKind, Value};
    use ariadne_testkit::fakes::FakeFactory;
    use ariadne_testkit::suites::factories::FactoryCase;

    fn make_factory() -> FactoryCase {
        FactoryCase {
            factory: Arc::new(FakeFactory::new(SourceKind::Mongodb)),
            settings: |port| Value::object().with("host", "127.0.0.1").with("port", port),
            secret: FactoryCase::canaries(["password"]),
        }
    }

    ariadne_testkit::factory_suite!(make_factory);
}
