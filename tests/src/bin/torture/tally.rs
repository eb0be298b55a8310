//! What was tried, and what must not have happened.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many faults of a scenario are told in words; all are counted.
const TOLD: usize = 12;
/// How much of a fault is told, in characters.
const LENGTH: usize = 1_500;

/// What must not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// An acknowledged write is not there.
    Lost,
    /// A write is there by half.
    Half,
    /// Somebody was not answered in time.
    Hung,
    /// The server panicked or ended by itself.
    Panicked,
    /// An answer is wrong: INTERNAL, a refusal out of place, a graph that differs.
    Wrong,
}

const FAULTS: [Fault; 5] = [Fault::Lost, Fault::Half, Fault::Hung, Fault::Panicked, Fault::Wrong];
const TITLES: [&str; 8] =
    ["scenario", "tried", "refused", "lost", "half-written", "hung", "panicked", "wrong"];

/// The counts of a scenario.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    tried: u64,
    refused: u64,
    faults: [u64; FAULTS.len()],
    told: Vec<String>,
    notes: Vec<String>,
}

/// A tally that everybody in a scenario writes into.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book(Arc<Mutex<Tally>>);

impl Book {
    fn open(&self) -> MutexGuard<'_, Tally> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something was tried.
    pub(crate) fn tried(&self) {
        self.open().tried += 1;
    }

    /// Something was refused, as the scenario means it.
    pub(crate) fn refused(&self) {
        self.open().refused += 1;
    }

    /// Something happened that must not.
    pub(crate) fn fault(&self, fault: Fault, what: impl Into<String>) {
        let mut tally = self.open();
        tally.faults[fault as usize] += 1;
        if tally.told.len() < TOLD {
            let what: String = what.into().chars().take(LENGTH).collect();
            tally.told.push(format!("{fault:?}: {what}"));
        }
    }

    /// Something that a reader of the table wants to know.
    pub(crate) fn note(&self, note: impl Into<String>) {
        self.open().notes.push(note.into());
    }

    /// How much was tried and refused so far.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let tally = self.open();
        (tally.tried, tally.refused)
    }

    /// What happened.
    pub(crate) fn close(&self) -> Tally {
        self.open().clone()
    }
}

impl Tally {
    /// Whether nothing happened that must not.
    pub(crate) fn is_clean(&self) -> bool {
        self.faults.iter().all(|count| *count == 0)
    }

    /// The faults in words, and the notes.
    pub(crate) fn words(&self) -> Vec<String> {
        let more = self.faults.iter().sum::<u64>() - self.told.len() as u64;
        let more = (more > 0).then(|| format!("and {more} more"));
        self.notes.iter().chain(&self.told).cloned().chain(more).collect()
    }

    fn add(&mut self, other: &Self) {
        self.tried += other.tried;
        self.refused += other.refused;
        for (sum, count) in self.faults.iter_mut().zip(other.faults) {
            *sum += count;
        }
    }

    fn cells(&self, name: &str) -> Vec<String> {
        let counts = [self.tried, self.refused].into_iter().chain(self.faults);
        std::iter::once(name.to_owned()).chain(counts.map(|count| count.to_string())).collect()
    }
}

/// The table of all scenarios and of all together.
pub(crate) fn table(scenarios: &[(String, Tally)]) -> String {
    let mut total = Tally::default();
    for (_, tally) in scenarios {
        total.add(tally);
    }
    let mut rows = vec![TITLES.map(str::to_owned).to_vec()];
    rows.extend(scenarios.iter().map(|(name, tally)| tally.cells(name)));
    rows.push(total.cells("all"));
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or_default();
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(n, cell)| match n {
            0 => format!("{cell:<width$}", width = width(n)),
            _ => format!("{cell:>width$}", width = width(n)),
        });
        cells.collect::<Vec<_>>().join("  ")
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_happen_is_counted_and_told() {
        let (good, bad) = (Book::default(), Book::default());
        good.tried();
        good.refused();
        bad.tried();
        for _ in 0..TOLD {
            bad.fault(Fault::Lost, "a write");
        }
        bad.fault(Fault::Panicked, "x".repeat(2 * LENGTH));
        let (good, bad) = (good.close(), bad.close());
        assert!(good.is_clean() && !bad.is_clean());
        assert_eq!(bad.words().last().map(String::as_str), Some("and 1 more"));
        let expected = "scenario  tried  refused  lost  half-written  hung  panicked  wrong\n\
            good          1        1     0             0     0         0      0\n\
            bad           1        0    12             0     0         1      0\n\
            all           2        1    12             0     0         1      0";
        let table = table(&[("good".to_owned(), good), ("bad".to_owned(), bad)]);
        assert_eq!(table, expected);
    }
}
