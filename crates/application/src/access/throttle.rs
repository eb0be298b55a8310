//! Guessing is made slow.
//!
//! Who fails often for one account from one address has to wait, longer each time. Others
//! are never kept out by that: the account's owner comes from another address, the
//! address's others have accounts of their own. Many failures for one account from
//! everywhere, or from one address for every account, only delay the answer.
//!
//! Attempts whose outcome is not known yet count as failures: else who sends a thousand
//! guesses at once would have them all looked at before the first is counted.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ariadne_domain::{Timestamp, fold};
use ariadne_ports::{Attempts, Error, ErrorKind, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::{Core, Origin, later};

/// So many failures for one account from one address are free.
const FREE: u32 = 5;
/// The longest wait after one more.
const LONGEST: Duration = Duration::from_mins(15);
/// From so many failures of one account, or of one address, an answer is delayed …
const MANY: u32 = 50;
/// … by this.
const DELAY: Duration = Duration::from_secs(1);
/// So many attempts from one address may be under way at once, whatever the account: each
/// waits for its turn to be hashed, and so do those of everybody else behind them.
const AT_ONCE: u32 = 32;
/// The part of an IPv6 address that is one customer's: he has all addresses in it.
const IPV6_PREFIX: u32 = 64;
/// Failures are forgotten after so long without another one.
const FORGOTTEN_AFTER: Duration = Duration::from_hours(24);

/// The keys under which one attempt counts. They tell neither account nor address: what
/// is typed as a name may be a password.
pub(super) struct Keys([String; 3]);

impl Keys {
    pub(super) fn of(login: &str, origin: &Origin) -> Self {
        let (login, address) = (fold(login), neighbourhood(origin));
        let key = |kind: &str, parts: [&str; 2]| {
            let mut hash = Sha256::new();
            for part in [kind, parts[0], parts[1]] {
                hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
                hash.update(part);
            }
            URL_SAFE_NO_PAD.encode(hash.finalize())
        };
        Self([
            key("pair", [&login, &address]),
            key("account", [&login, ""]),
            key("address", ["", &address]),
        ])
    }
}

/// Where somebody comes from, as far as he cannot choose it.
fn neighbourhood(origin: &Origin) -> String {
    let text = origin.address.as_deref().unwrap_or_default();
    match text.parse() {
        Ok(IpAddr::V6(address)) => {
            let network = address.to_bits() >> IPV6_PREFIX << IPV6_PREFIX;
            std::net::Ipv6Addr::from_bits(network).to_string()
        }
        _ => text.to_owned(),
    }
}

/// The attempts whose outcome is not known yet, by key. Each server counts its own: what
/// several let pass at once is bounded by their number.
#[derive(Debug, Default)]
pub(super) struct UnderWay(Mutex<HashMap<String, u32>>);

/// One attempt that is under way, until it is dropped.
#[derive(Debug)]
pub(super) struct Attempt<'c> {
    under_way: &'c UnderWay,
    keys: [String; 2],
    /// How many were under way already for its account from its address.
    before: u32,
}

impl UnderWay {
    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<String, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets one more begin beside those under way, unless they are too many.
    fn enter(&self, keys: &Keys) -> Option<Attempt<'_>> {
        let [own, _, address] = &keys.0;
        let mut counts = self.counts();
        let count = |key: &String| counts.get(key).copied().unwrap_or_default();
        let before = count(own);
        if before >= FREE || count(address) >= AT_ONCE {
            return None;
        }
        let keys = [own.clone(), address.clone()];
        for key in &keys {
            *counts.entry(key.clone()).or_default() += 1;
        }
        drop(counts);
        Some(Attempt { under_way: self, keys, before })
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        let mut counts = self.under_way.counts();
        for key in &self.keys {
            let left = counts.get(key).map_or(0, |count| count.saturating_sub(1));
            if left == 0 {
                counts.remove(key);
            } else {
                counts.insert(key.clone(), left);
            }
        }
    }
}

/// When the next attempt may be made.
fn free_again(attempts: Attempts) -> Timestamp {
    match attempts.failures.checked_sub(FREE) {
        None => Timestamp(i64::MIN),
        Some(over) => {
            let wait = Duration::from_secs(1_u64 << over.min(10)).min(LONGEST);
            later(attempts.last, wait)
        }
    }
}

fn at_once(operation: &'static str) -> Error {
    let message = "Too many attempts at once from your address. Try again in a few seconds.";
    Error::new(ErrorKind::Limit, operation, message)
}

impl Core {
    /// Lets an attempt pass, later or now, or refuses it as `Limit`. The answer is to be
    /// held until the outcome is noted.
    pub(super) async fn throttle(
        &self,
        operation: &'static str,
        keys: &Keys,
    ) -> Result<Attempt<'_>> {
        // Before the failures are read: one that ends in between is counted twice, else it
        // could be counted by neither.
        let attempt = self.under_way.enter(keys).ok_or_else(|| at_once(operation))?;
        let found = self.ports.attempts.attempts(&keys.0).await?;
        let [pair, account, address] = found[..] else {
            return Err(Error::internal(operation, "the store answered another number of keys"));
        };
        let left = free_again(pair).0.saturating_sub(self.now().0);
        // A clock that jumped back would keep everybody waiting for as long as it jumped.
        if left > 0 && left <= i64::try_from(LONGEST.as_micros()).unwrap_or(i64::MAX) {
            let message = format!(
                "Too many wrong passwords for this account from your address. Try again in {} s.",
                left.div_euclid(1_000_000) + 1
            );
            return Err(Error::new(ErrorKind::Limit, operation, message));
        }
        if attempt.before > 0 && pair.failures.saturating_add(attempt.before) >= FREE {
            return Err(at_once(operation));
        }
        if account.failures >= MANY || address.failures >= MANY {
            tokio::time::sleep(DELAY).await;
        }
        Ok(attempt)
    }

    /// Notes a failed attempt.
    pub(super) async fn failed(&self, keys: &Keys) -> Result<()> {
        let now = self.now();
        let before = Timestamp(
            now.0.saturating_sub(i64::try_from(FORGOTTEN_AFTER.as_micros()).unwrap_or(i64::MAX)),
        );
        self.ports.attempts.note_failure(&keys.0, now, before).await
    }

    /// Forgets what failed for this account from this address.
    pub(super) async fn succeeded(&self, keys: &Keys) -> Result<()> {
        self.ports.attempts.clear_attempts(&keys.0[0]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(login: &str, address: &str) -> Keys {
        Keys::of(login, &Origin { address: Some(address.to_owned()), user_agent: None })
    }

    #[test]
    fn few_attempts_are_under_way_at_once() {
        let under_way = UnderWay::default();
        let ada = keys("ada", "10.0.0.1");
        let mut begun: Vec<_> = (0..FREE).map_while(|_| under_way.enter(&ada)).collect();
        assert_eq!(begun.iter().map(|attempt| attempt.before).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert!(under_way.enter(&ada).is_none());
        assert!(under_way.enter(&keys("ada", "10.0.0.2")).is_some(), "from elsewhere");
        let others: Vec<_> = (0..AT_ONCE)
            .map_while(|n| under_way.enter(&keys(&format!("p{n}"), "10.0.0.1")))
            .collect();
        assert_eq!(others.len(), 27, "all from one address");
        begun.pop();
        assert!(under_way.enter(&ada).is_some(), "there is a place again");
        drop((begun, others));
        assert!(under_way.counts().is_empty(), "nothing is left behind");
    }

    #[test]
    fn who_has_many_addresses_counts_as_one() {
        let (one, other) = (keys("ada", "2001:db8:1:2::1"), keys("ada", "2001:db8:1:2:ffff::7"));
        assert_eq!(one.0, other.0);
        assert_ne!(one.0, keys("ada", "2001:db8:1:3::1").0);
    }

    #[test]
    fn waiting_grows_to_a_bound() {
        let wait = |failures| {
            let last = Timestamp(0);
            free_again(Attempts { failures, last }).0.div_euclid(1_000_000)
        };
        assert!(wait(4) < 0);
        assert_eq!([wait(5), wait(6), wait(9), wait(14)], [1, 2, 16, 512]);
        assert_eq!([wait(15), wait(u32::MAX)], [900, 900]);
    }

    #[test]
    fn attempts_count_for_the_account_however_it_is_spelled() {
        let origin = Origin { address: Some("10.0.0.1".to_owned()), user_agent: None };
        assert_eq!(Keys::of("Ada", &origin).0, Keys::of("ADA", &origin).0);
        let other = Origin { address: Some("10.0.0.2".to_owned()), user_agent: None };
        let (here, there) = (Keys::of("ada", &origin).0, Keys::of("ada", &other).0);
        assert_eq!(here[1], there[1]);
        assert!(here[0] != there[0] && here[2] != there[2]);
        assert!(!here.concat().contains("ada"));
    }
}
