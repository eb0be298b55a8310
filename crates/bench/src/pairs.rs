//! New edges: pairs of tables that nothing joins yet, along the flow, so that none closes
//! a cycle; every other one begins at a hub.

use std::collections::HashSet;

use uuid::Uuid;

use crate::Outcome;
use crate::data::id;
use crate::random::Random;

/// Layers of the dense graph: table `n` stands in layer `n % LAYERS`, and all its edges go
/// to the next one. What skips a layer is new.
const LAYERS: u64 = 10;
/// Hubs that edges begin at.
const HUBS: usize = 20;
/// Tries to find a pair; some are enough unless nearly all are made.
const TRIES: usize = 10_000;

/// Makes pairs, each once.
pub(crate) struct Pairs {
    tables: u64,
    hubs: Vec<u64>,
    made: HashSet<(u64, u64)>,
    random: Random,
    at_hub: bool,
}

impl Pairs {
    /// Pairs of so many tables, of which these feed most others, the most feeding first.
    pub(crate) fn new(tables: u64, hubs: impl IntoIterator<Item = u64>, seed: u64) -> Self {
        // a hub in one of the last two layers has nothing to skip to
        let hubs = hubs.into_iter().filter(|hub| hub % LAYERS + 2 < LAYERS).take(HUBS).collect();
        let random = Random::new(seed, tables);
        Self { tables, hubs, made: HashSet::new(), random, at_hub: false }
    }

    /// The ids of two tables that nothing joins, and that no other call answers.
    pub(crate) fn next_pair(&mut self) -> Outcome<(Uuid, Uuid)> {
        self.at_hub = !self.at_hub;
        for _ in 0..TRIES {
            let (any, to) = (self.random.below(self.tables), self.random.below(self.tables));
            let from = if self.at_hub && !self.hubs.is_empty() {
                self.hubs[crate::random::index(any, self.hubs.len())]
            } else {
                any
            };
            if from % LAYERS + 2 <= to % LAYERS && self.made.insert((from, to)) {
                return Ok((id(from, 0), id(to, 0)));
            }
        }
        Err("There is no pair of tables left that nothing joins.".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_new_skip_a_layer_and_begin_at_hubs() {
        let mut pairs = Pairs::new(1_000, [7, 8, 12], 1);
        let places: std::collections::HashMap<Uuid, u64> =
            (0..1_000).map(|n| (id(n, 0), n)).collect();
        let mut seen = HashSet::new();
        let mut at_hubs = 0;
        for _ in 0..200 {
            let (from, to) = pairs.next_pair().expect("a pair");
            let (from, to) = (places[&from], places[&to]);
            assert!(seen.insert((from, to)), "{from} {to}");
            assert!(from % LAYERS + 2 <= to % LAYERS, "{from} {to}");
            assert_ne!(from, 8, "nothing is behind its layer but the next one");
            at_hubs += usize::from([7, 12].contains(&from));
        }
        assert!(at_hubs >= 100, "{at_hubs}");
    }
}
