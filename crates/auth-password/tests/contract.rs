//! The contract of `PasswordHasher`.

use std::sync::Arc;

use ariadne_auth_password::{Argon2Hasher, Cost, Settings};
use ariadne_testkit::suites::passwords::{Effort, HasherCase};

/// So little that a test takes no time.
const CHEAP: Cost = Cost { memory_kib: 64, passes: 2, lanes: 1 };

fn hasher(cost: Cost) -> Arc<Argon2Hasher> {
    Arc::new(Argon2Hasher::new(Settings { cost, at_once: 2 }).expect("valid settings"))
}

fn make_hasher() -> HasherCase {
    let hasher = hasher(CHEAP);
    let counted = Arc::clone(&hasher);
    HasherCase {
        hasher,
        weaker: self::hasher(Cost { memory_kib: 32, ..CHEAP }),
        at_once: 2,
        effort: Box::new(move || {
            let effort = counted.effort();
            Effort { units: effort.blocks, peak: effort.peak }
        }),
    }
}

ariadne_testkit::password_suite!(make_hasher);
