//! `AttemptStore`.

use ariadne_domain::Timestamp;
use ariadne_ports::Attempts;

use super::world_access::at_once;
use crate::{Backend, time_of_day};

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

async fn fail(backend: &Backend, failed: &[&str], second: i64, forget_before: i64) {
    let (at, before) = (time_of_day(second), time_of_day(forget_before));
    backend.attempts.note_failure(&keys(failed), at, before).await.expect("noted");
}

async fn seen(backend: &Backend, key: &str) -> Attempts {
    let seen = backend.attempts.attempts(&keys(&[key])).await.expect("attempts");
    assert_eq!(seen.len(), 1);
    seen[0]
}

fn times(failures: u32, second: i64) -> Attempts {
    Attempts { failures, last: time_of_day(second) }
}

/// A key that never failed has no attempts.
pub async fn a_key_that_never_failed_has_none(backend: &Backend) {
    let none = Attempts { failures: 0, last: Timestamp(0) };
    assert_eq!(seen(backend, "ada").await, none);
    assert_eq!(backend.attempts.attempts(&[]).await.expect("attempts"), []);
    backend.attempts.clear_attempts("ada").await.expect("no error");
}

/// Attempts are answered in the order of the keys.
pub async fn attempts_come_in_the_order_of_keys(backend: &Backend) {
    fail(backend, &["a", "b"], 1, 0).await;
    fail(backend, &["b"], 2, 0).await;
    let asked = keys(&["b", "never", "a", "b"]);
    let answered = backend.attempts.attempts(&asked).await.expect("attempts");
    assert_eq!(answered, [times(2, 2), Attempts::default(), times(1, 1), times(2, 2)]);
}

/// Keys are told apart by every byte; one that is given twice counts once.
pub async fn keys_are_told_apart_by_every_byte(backend: &Backend) {
    let long = "x".repeat(5_000);
    let longer = format!("{long}y");
    let all = ["ada", "Ada", "ada ", "", "ada\0", "ä", "a\u{308}", &long, &longer];
    for (second, key) in (1..).zip(all) {
        fail(backend, &[key, key], second, 0).await;
    }
    for (second, key) in (1..).zip(all) {
        assert_eq!(seen(backend, key).await, times(1, second), "{key:?}");
    }
}

/// However many fail at once, all are counted.
pub async fn raced_failures_are_all_counted(backend: &Backend) {
    let failures = (0..24_i64).map(|n| {
        let attempts = backend.attempts.clone();
        // in both orders, as two addresses that try two names do
        let failed = if n % 2 == 0 { keys(&["name", "address"]) } else { keys(&["address", "name"]) };
        async move { attempts.note_failure(&failed, time_of_day(n * 7 % 24), time_of_day(-9)).await }
    });
    for answer in at_once(failures).await {
        answer.expect("noted");
    }
    assert_eq!(seen(backend, "name").await, times(24, 23));
    assert_eq!(seen(backend, "address").await, times(24, 23));
}

/// The count starts at one when the last failure is older than what is remembered.
pub async fn a_long_silence_is_forgotten(backend: &Backend) {
    fail(backend, &["ada"], 10, 0).await;
    fail(backend, &["ada"], 20, 10).await;
    assert_eq!(seen(backend, "ada").await, times(2, 20), "the last one is just remembered");
    fail(backend, &["ada"], 40, 21).await;
    assert_eq!(seen(backend, "ada").await, times(1, 40));
}

/// The last time never goes back.
pub async fn the_last_time_never_goes_back(backend: &Backend) {
    fail(backend, &["ada"], 20, 0).await;
    fail(backend, &["ada"], 15, 0).await;
    assert_eq!(seen(backend, "ada").await, times(2, 20));
}

/// Keys whose last failure is older are dropped, whichever key fails.
pub async fn old_keys_are_dropped(backend: &Backend) {
    fail(backend, &["old"], 10, 0).await;
    fail(backend, &["newer"], 11, 0).await;
    fail(backend, &["other"], 30, 11).await;
    assert_eq!(seen(backend, "old").await, Attempts::default());
    assert_eq!(seen(backend, "newer").await, times(1, 11));
    fail(backend, &[], 50, 30).await;
    assert_eq!(seen(backend, "newer").await, Attempts::default());
    assert_eq!(seen(backend, "other").await, times(1, 30));
}

/// A key that was cleared has no attempts, and starts anew; others stay.
pub async fn a_cleared_key_starts_anew(backend: &Backend) {
    fail(backend, &["ada", "bob"], 1, 0).await;
    fail(backend, &["ada"], 2, 0).await;
    backend.attempts.clear_attempts("ada").await.expect("cleared");
    assert_eq!(seen(backend, "ada").await, Attempts::default());
    assert_eq!(seen(backend, "bob").await, times(1, 1));
    fail(backend, &["ada"], 3, 0).await;
    assert_eq!(seen(backend, "ada").await, times(1, 3));
}
