//! Taking turns, and what is made of the times.

use std::time::{Duration, Instant};

use crate::Outcome;

/// How long one of them runs in a round, and how often at least and at most.
const SLICE: Duration = Duration::from_millis(150);
const LEAST: usize = 3;
const MOST: usize = 1_000;

/// Times of the same work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    pub(crate) fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub(crate) fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// Those of all of these.
    pub(crate) fn merged<'a>(all: impl IntoIterator<Item = &'a Self>) -> Self {
        Self(all.into_iter().flat_map(|samples| samples.0.iter().copied()).collect())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The median.
    pub(crate) fn p50(&self) -> Duration {
        self.at(50)
    }

    /// Ninety-nine of a hundred took at most this.
    pub(crate) fn p99(&self) -> Duration {
        self.at(99)
    }

    fn at(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(place).copied().unwrap_or_default()
    }
}

/// Work that is timed.
pub(crate) type Work<'a> = &'a mut dyn FnMut() -> Outcome<()>;

/// Lets every work run in turn, warm-up first, and answers the times of each. Whoever
/// is first changes from round to round.
pub(crate) fn alternate<const N: usize>(
    rounds: u32,
    mut works: [Work<'_>; N],
) -> Outcome<[Samples; N]> {
    let mut samples = std::array::from_fn(|_| Samples::default());
    let mut unused = Samples::default();
    for work in &mut works {
        slice(work, &mut unused)?;
    }
    for round in 0..rounds as usize {
        for n in 0..N {
            let turn = (round + n) % N;
            slice(&mut works[turn], &mut samples[turn])?;
        }
    }
    Ok(samples)
}

/// Work that is timed, one of several questions a time.
pub(crate) type Answering<'a> = &'a mut dyn FnMut(usize) -> Outcome<()>;

/// Lets every work answer each question in turn, once a round, and answers the times
/// of each by question. Whoever is first changes from question to question. There is
/// no warm-up: whoever checked the answers has asked everything before.
pub(crate) fn each<const N: usize>(
    rounds: u32,
    questions: usize,
    works: &mut [Answering<'_>; N],
) -> Outcome<[Vec<Samples>; N]> {
    let mut samples = std::array::from_fn(|_| vec![Samples::default(); questions]);
    for place in 0..rounds as usize * questions {
        let (round, question) = (place / questions, place % questions);
        for n in 0..N {
            let turn = (round + question + n) % N;
            let start = Instant::now();
            works[turn](question)?;
            samples[turn][question].push(start.elapsed());
        }
    }
    Ok(samples)
}

fn slice(work: &mut Work<'_>, samples: &mut Samples) -> Outcome<()> {
    let begun = Instant::now();
    let mut runs = 0;
    while runs < LEAST || (runs < MOST && begun.elapsed() < SLICE) {
        let start = Instant::now();
        work()?;
        samples.push(start.elapsed());
        runs += 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let mut samples = Samples::default();
        for n in (1..=100).rev() {
            samples.push(Duration::from_millis(n));
        }
        assert_eq!(samples.p50(), Duration::from_millis(51));
        assert_eq!(samples.p99(), Duration::from_millis(100));
        assert_eq!(Samples::default().p50(), Duration::ZERO);
    }

    #[test]
    fn every_question_is_answered_by_all_in_every_round() {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        let mut one = |question| {
            a.push(question);
            Ok(())
        };
        let mut other = |question| {
            b.push(question);
            Ok(())
        };
        let [ones, others] = each(5, 3, &mut [&mut one, &mut other]).expect("answers");
        assert!(ones.iter().chain(&others).all(|samples| samples.count() == 5));
        assert_eq!(Samples::merged(&ones).count(), 15);
        assert_eq!((a.len(), b), (15, [0, 1, 2].repeat(5)));
    }

    #[test]
    fn everybody_gets_a_turn_in_every_round() {
        let (mut a, mut b) = (0, 0);
        let mut one = || {
            a += 1;
            std::thread::yield_now();
            Ok(())
        };
        let mut other = || {
            b += 1;
            Err("stop".into())
        };
        assert!(alternate(5, [&mut one, &mut other]).is_err());
        assert!(a >= LEAST);
        assert_eq!(b, 1);
    }
}
