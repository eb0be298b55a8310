//! Time and ids that tests can foretell.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use ariadne_domain::Timestamp;
use ariadne_ports::{Clock, IdSource};
use uuid::Uuid;

/// A fixed moment (2026-09-21T14:13:20Z), plus so many seconds.
pub fn time_of_day(seconds: i64) -> Timestamp {
    Timestamp(1_790_000_000_000_000).plus_micros(seconds * 1_000_000)
}

/// A clock that shows what it was set to.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that stands at `at`.
    pub fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Sets it, forwards or backwards.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.0, Ordering::SeqCst);
    }

    /// Moves it by so many microseconds.
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Default for FixedClock {
    fn default() -> Self {
        Self::at(time_of_day(0))
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// A clock that goes on by one step each time it is read.
#[derive(Debug)]
pub struct SteppingClock {
    next: AtomicI64,
    step: i64,
}

impl SteppingClock {
    /// Shows `start` first, then goes on by `step` microseconds a reading.
    pub fn new(start: Timestamp, step: i64) -> Self {
        Self { next: AtomicI64::new(start.0), step }
    }
}

impl Default for SteppingClock {
    fn default() -> Self {
        Self::new(time_of_day(0), 1_000_000)
    }
}

impl Clock for SteppingClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.next.fetch_add(self.step, Ordering::SeqCst))
    }
}

/// Ids that count up, of the shape of version 7.
#[derive(Debug, Default)]
pub struct SeqIds(AtomicU64);

impl SeqIds {
    /// Starts behind the id number `number`.
    pub fn after(number: u64) -> Self {
        Self(AtomicU64::new(number))
    }

    /// The id number `number`; ids sort as their numbers do.
    pub fn nth(number: u64) -> Uuid {
        const FIRST_MILLISECOND: u128 = 1_790_000_000_000;
        let time = (FIRST_MILLISECOND + u128::from(number)) << 80;
        let version_and_variant = (0x7 << 76) | (0b10 << 62);
        Uuid::from_u128(time | version_and_variant | u128::from(number & 0xffff_ffff))
    }

    /// A new id of any type.
    pub fn make<T: From<Uuid>>(&self) -> T {
        self.next().into()
    }
}

impl IdSource for SeqIds {
    fn next(&self) -> Uuid {
        Self::nth(self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_count_up_and_are_version_7() {
        let ids = SeqIds::default();
        let made: Vec<Uuid> = (0..1_000).map(|_| ids.next()).collect();
        assert!(made.is_sorted());
        assert!(made.iter().all(|id| id.get_version_num() == 7));
        assert!(made.iter().all(|id| id.get_variant() == uuid::Variant::RFC4122));
    }

    #[test]
    fn clocks_do_as_told() {
        let fixed = FixedClock::default();
        fixed.advance(-5);
        assert_eq!(fixed.now(), time_of_day(0).plus_micros(-5));
        let stepping = SteppingClock::default();
        assert_eq!((stepping.now(), stepping.now()), (time_of_day(0), time_of_day(1)));
    }
}
