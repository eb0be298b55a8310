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
