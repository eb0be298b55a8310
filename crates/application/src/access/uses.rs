//! Which uses of tokens were written down lately.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ariadne_domain::{ActorId, Timestamp};

use super::{Origin, later};

/// A token's use from one address is noted in the audit log once in this time.
const NOTED_EVERY: Duration = Duration::from_hours(1);
/// Most that are remembered; beyond that all are forgotten at once, and noted once more.
const MOST: usize = 10_000;

/// Remembers what this process noted, so that a token that is used from two addresses in
/// turn does not fill the audit log.
#[derive(Debug, Default)]
pub(super) struct Uses(Mutex<HashMap<(ActorId, Option<String>), Timestamp>>);

impl Uses {
    /// Whether this use is to be noted; it counts as noted then.
    pub(super) fn is_news(&self, token: ActorId, origin: &Origin, now: Timestamp) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (token, origin.address.clone());
        // A clock that was set back must not silence it.
        let lately = |at: &Timestamp| *at <= now && now < later(*at, NOTED_EVERY);
        if noted.get(&key).is_some_and(lately) {
            return false;
        }
        if noted.len() >= MOST {
            noted.clear();
        }
        noted.insert(key, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn each_address_is_news_once_an_hour() {
        let uses = Uses::default();
        let token = ActorId(Uuid::from_u128(7));
        let at = |minutes: i64| Timestamp(minutes * 60_000_000);
        let from = |text: &str| Origin { address: Some(text.to_owned()), user_agent: None };
        let news = |minutes, text: &str| uses.is_news(token, &from(text), at(minutes));
        assert!(news(100, "10.0.0.1") && news(100, "10.0.0.2"));
        assert!(!news(101, "10.0.0.1") && !news(102, "10.0.0.2"), "in turn");
        assert!(news(160, "10.0.0.1"), "an hour later");
        assert!(news(30, "10.0.0.1"), "the clock was set back");
    }
}
