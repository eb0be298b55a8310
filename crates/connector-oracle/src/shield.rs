//! Keeps a panic of the thin driver from ending the process.
//!
//! The driver (26.0.0-beta.5) panics on answers that it cannot read, and it does so while
//! it holds the lock of its connection. Two of its destructors run on the way out, and a
//! panic in one of them, in the middle of the first, aborts the process; no
//! `catch_unwind` helps there.
//!
//! * `Statement` unwraps the lock, which is poisoned by then. A lock that is taken while
//!   its thread is unwinding already is not poisoned by another panic
//!   ([`std::sync::Mutex`], "Poisoning"). So a query works inside a destructor that runs
//!   during an unwinding of our own ([`guarded`]): its `Statement` finds the lock healthy.
//! * `Connection` logs off, unless the lock is poisoned, and may stumble over the same
//!   bytes again. So it is no part of what unwinds; it is closed and dropped afterwards,
//!   with an ordinary [`caught`]: a panic there poisons the lock, and the second destructor
//!   behind it does nothing.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What a piece of work panicked with.
type Payload = Box<dyn Any + Send>;

/// Runs work that makes and drops statements; what it panicked with if it did.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Payload> {
    let mut outcome = None;
    let ended = caught(|| {
        let _running = Running { work: Some(work), outcome: &mut outcome };
        // begins an unwinding without a message: nothing went wrong
        resume_unwind(Box::new(()))
    });
    match (outcome, ended) {
        (Some(outcome), _) => outcome,
        // the destructor has always run; this is what the compiler cannot know
        (None, Err(payload)) => Err(payload),
        (None, Ok(())) => Err(Box::new("the work was not done")),
    }
}

/// Runs other work of the driver; what it panicked with if it did.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Payload> {
    catch_unwind(AssertUnwindSafe(work))
}

/// Does its work when it is dropped.
struct Running<'a, W: FnOnce() -> T, T> {
    work: Option<W>,
    outcome: &'a mut Option<Result<T, Payload>>,
}

impl<W: FnOnce() -> T, T> Drop for Running<'_, W, T> {
    fn drop(&mut self) {
        if let Some(work) = self.work.take() {
            *self.outcome = Some(caught(work));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    /// As the driver's: its destructor unwraps the lock that a panic was raised under.
    struct Statement(Arc<Mutex<u32>>);

    impl Drop for Statement {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }

    #[expect(clippy::needless_pass_by_value, reason = "the driver consumes its statement too")]
    fn query(statement: Statement) {
        let _held = statement.0.lock().unwrap();
        panic!("an answer that cannot be read");
    }

    #[test]
    fn a_panic_under_a_lock_that_a_destructor_unwraps_is_one_panic() {
        let dropped = Arc::new(Mutex::new(0));
        for _ in 0..3 {
            let statement = Statement(Arc::clone(&dropped));
            let payload = guarded(move || query(statement)).unwrap_err();
            let message = payload.downcast_ref::<&str>().unwrap();
            assert_eq!(*message, "an answer that cannot be read");
            assert!(!std::thread::panicking());
        }
        assert_eq!(*dropped.lock().unwrap(), 3);
    }

    #[test]
    fn work_without_a_panic_is_passed_on() {
        assert_eq!(guarded(|| 5).unwrap(), 5);
        let _ = guarded(|| guarded(|| 6).unwrap()).unwrap();
    }
}
