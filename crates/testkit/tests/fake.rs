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

mod fake_hasher {
    use std::sync::Arc;

    use ariadne_testkit::fakes::FakeHasher;
    use ariadne_testkit::suites::passwords::{Effort, HasherCase};

    fn make_hasher() -> HasherCase {
        let hasher = Arc::new(FakeHasher::new(10, 2));
        let counted = Arc::clone(&hasher);
        HasherCase {
            hasher,
            weaker: Arc::new(FakeHasher::new(9, 2)),
            at_once: 2,
            effort: Box::new(move || Effort { units: counted.worked(), peak: counted.peak() }),
        }
    }

    ariadne_testkit::password_suite!(make_hasher);
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
