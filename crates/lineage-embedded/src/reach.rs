//! Breadth-first search.

use std::sync::{Mutex, PoisonError};

use ariadne_domain::Direction;

use crate::view::{Towards, View};

/// A set of places.
#[derive(Debug, Default)]
pub(crate) struct Places(Vec<u64>);

impl Places {
    /// Makes room for so many places.
    pub(crate) fn fit(&mut self, places: usize) {
        let words = places.div_ceil(64);
        if self.0.len() < words {
            self.0.resize(words, 0);
        }
    }

    pub(crate) fn contains(&self, place: u32) -> bool {
        self.0[place as usize / 64] & (1 << (place % 64)) != 0
    }

    /// Adds a place; whether it is new.
    pub(crate) fn insert(&mut self, place: u32) -> bool {
        let (word, bit) = (&mut self.0[place as usize / 64], 1 << (place % 64));
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Removes a place, and maybe others beside it.
    fn clear(&mut self, place: u32) {
        self.0[place as usize / 64] = 0;
    }
}

/// What a search in one direction came to.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    seen: Places,
    /// How far from the start; only of places seen.
    depth: Vec<u32>,
    /// The places seen, the nearest first.
    order: Vec<u32>,
    /// Links are followed from nodes nearer than this.
    limit: Option<u32>,
}

impl Reach {
    /// Forgets the last search, which costs as much as it found.
    fn clear(&mut self) {
        for place in self.order.drain(..) {
            self.seen.clear(place);
        }
        self.limit = None;
    }

    fn fit(&mut self, places: usize) {
        self.seen.fit(places);
        if self.depth.len() < places {
            self.depth.resize(places, 0);
        }
    }

    /// Goes from the starts as far as `limit` edges.
    pub(crate) fn search(
        &mut self,
        view: &View<'_>,
        towards: Towards,
        starts: &[u32],
        limit: Option<u32>,
    ) {
        self.begin(view, starts, limit);
        let mut next = 0;
        while self.expand(view, towards, next, |_| ()).is_some() {
            next += 1;
        }
    }

    fn begin(&mut self, view: &View<'_>, starts: &[u32], limit: Option<u32>) {
        self.fit(view.nodes());
        self.limit = limit;
        for start in starts {
            self.meet(*start, 0);
        }
    }

    /// Follows the links of the place that was seen as number `next`, telling where
    /// they lead to; answers how many there are, `None` when the search is over.
    fn expand(
        &mut self,
        view: &View<'_>,
        towards: Towards,
        next: usize,
        mut leads_to: impl FnMut(u32),
    ) -> Option<usize> {
        let place = self.order.get(next).copied()?;
        let depth = self.depth[place as usize];
        if !self.within(depth) {
            return None;
        }
        let mut links = 0;
        for link in view.links(towards, place) {
            links += 1;
            self.meet(link.node, depth + 1);
            leads_to(link.node);
        }
        Some(links)
    }

    fn meet(&mut self, place: u32, depth: u32) {
        if self.seen.insert(place) {
            self.depth[place as usize] = depth;
            self.order.push(place);
        }
    }

    fn within(&self, depth: u32) -> bool {
        self.limit.is_none_or(|limit| depth < limit)
    }

    /// The places reached, the nearest first.
    pub(crate) fn order(&self) -> &[u32] {
        &self.order
    }

    /// How far a place is, when it was reached.
    pub(crate) fn depth(&self, place: u32) -> Option<u32> {
        let seen = (place as usize) < self.depth.len() && self.seen.contains(place);
        seen.then(|| self.depth[place as usize])
    }

    /// Whether the search went on from a place.
    pub(crate) fn went_on_from(&self, place: u32) -> bool {
        self.depth(place).is_some_and(|depth| self.within(depth))
    }
}

/// What a question writes on: kept from one to the next, so that a small question
/// about a large graph costs little.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) down: Reach,
    pub(crate) up: Reach,
    /// Where a place stands in an answer; only of places that are in it.
    pub(crate) position: Vec<u32>,
}

impl Scratch {
    /// Searches in one direction or both.
    pub(crate) fn search(
        &mut self,
        view: &View<'_>,
        direction: Direction,
        starts: &[u32],
        limit: Option<u32>,
    ) {
        self.down.fit(view.nodes());
        self.up.fit(view.nodes());
        if direction != Direction::Upstream {
            self.down.search(view, Towards::Downstream, starts, limit);
        }
        if direction != Direction::Downstream {
            self.up.search(view, Towards::Upstream, starts, limit);
        }
    }

    /// Whether any way leads from one place to another: searched from both ends at
    /// once, so that it costs no more than twice the smaller side.
    pub(crate) fn connected(&mut self, view: &View<'_>, from: u32, to: u32) -> bool {
        let Self { down, up, .. } = self;
        down.begin(view, &[from], None);
        up.begin(view, &[to], None);
        let mut ends = [(down, Towards::Downstream, 0, 0), (up, Towards::Upstream, 0, 0)];
        let mut met = from == to;
        while !met {
            let [one, other] = &mut ends;
            let (near, far) = if one.3 <= other.3 { (one, other) } else { (other, one) };
            let (reach, towards, next, cost) = near;
            let meets = |place: u32| met |= far.0.depth(place).is_some();
            let Some(links) = reach.expand(view, *towards, *next, meets) else { break };
            *next += 1;
            *cost += links + 1;
        }
        for (reach, ..) in ends {
            reach.clear();
        }
        met
    }

    /// The places reached, each once, with the lesser depth. Nearest first in one
    /// direction, in no order in both.
    pub(crate) fn reached(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let down = self.down.order().iter().filter_map(|place| {
            let (down, up) = (self.down.depth(*place)?, self.up.depth(*place));
            Some((*place, up.map_or(down, |up| up.min(down))))
        });
        let up = self.up.order().iter().filter(|place| self.down.depth(**place).is_none());
        down.chain(up.filter_map(|place| Some((*place, self.up.depth(*place)?))))
    }
}

/// Scratches that nobody writes on.
#[derive(Debug, Default)]
pub(crate) struct Pool(Mutex<Vec<Scratch>>);

impl Pool {
    /// Lends a clean scratch to a question.
    pub(crate) fn with<T>(&self, ask: impl FnOnce(&mut Scratch) -> T) -> T {
        let lent = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut scratch = lent.unwrap_or_default();
        let answer = ask(&mut scratch);
        scratch.down.clear();
        scratch.up.clear();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
        answer
    }
}
