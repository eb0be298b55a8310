//! What something was, when.

use std::sync::Arc;

/// A state that changes: what it is now in place, what it was aside.
#[derive(Clone, Debug)]
pub(crate) struct Times<T> {
    now: Option<T>,
    /// Since which changeset that holds.
    since: u64,
    /// Earlier states, oldest first.
    past: Option<Arc<Vec<Past<T>>>>,
}

#[derive(Clone, Copy, Debug)]
struct Past<T> {
    state: T,
    from: u64,
    to: u64,
}

impl<T> Default for Times<T> {
    fn default() -> Self {
        Self { now: None, since: 0, past: None }
    }
}

impl<T: Copy + PartialEq> Times<T> {
    /// What it is now.
    pub(crate) fn now(&self) -> Option<T> {
        self.now
    }

    /// What it was right after a changeset; now for `None`.
    pub(crate) fn at(&self, seq: Option<u64>) -> Option<T> {
        let Some(seq) = seq.filter(|seq| *seq < self.since) else {
            return self.now;
        };
        let past = self.past.as_deref()?;
        let begun = past.partition_point(|past| past.from <= seq);
        past[..begun].last().filter(|past| seq < past.to).map(|past| past.state)
    }

    /// What it is from a changeset on, which is not before the last one told.
    pub(crate) fn set(&mut self, seq: u64, state: Option<T>) {
        if state == self.now {
            return;
        }
        if let Some(was) = self.now.filter(|_| self.since < seq) {
            self.add_past(was, self.since, seq);
        }
        (self.now, self.since) = (state, seq);
    }

    /// Adds a state that is later than those added.
    pub(crate) fn add(&mut self, state: T, from: u64, to: Option<u64>) {
        match to {
            None => (self.now, self.since) = (Some(state), from),
            Some(to) => {
                self.add_past(state, from, to);
                (self.now, self.since) = (None, to);
            }
        }
    }

    fn add_past(&mut self, state: T, from: u64, to: u64) {
        Arc::make_mut(self.past.get_or_insert_default()).push(Past { state, from, to });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_each(times: &Times<char>) -> Vec<Option<char>> {
        (0..8).map(|seq| times.at(Some(seq))).collect()
    }

    #[test]
    fn told_step_by_step_or_at_once_is_the_same() {
        let mut told = Times::default();
        for (seq, state) in
            [(1, Some('a')), (3, Some('b')), (3, Some('c')), (5, None), (6, Some('a'))]
        {
            told.set(seq, state);
        }
        let mut read = Times::default();
        for (state, from, to) in [('a', 1, Some(3)), ('c', 3, Some(5)), ('a', 6, None)] {
            read.add(state, from, to);
        }
        let a = Some('a');
        assert_eq!(at_each(&told), [None, a, a, Some('c'), Some('c'), None, a, a]);
        assert_eq!(at_each(&read), at_each(&told));
        assert_eq!((told.now(), told.at(None)), (a, a));
    }

    #[test]
    fn what_begins_and_ends_at_once_never_was() {
        let mut times = Times::default();
        times.set(2, Some('a'));
        times.set(2, None);
        assert_eq!(at_each(&times), [None; 8]);
    }
}
