//! Looks at a graph for ways to one node.

use std::collections::HashSet;

use super::Digraph;

/// Too far, or no way at all.
const FAR: u32 = u32::MAX;

/// A place where a path can be left.
#[derive(Clone, Copy)]
pub(super) struct Branch {
    /// The nodes of the shortest path that may leave it there: no shorter one does.
    pub(super) least: usize,
    /// Where the path is left.
    pub(super) place: usize,
    /// The first node that such a path may go on to.
    pub(super) next: u32,
}

/// Searches backwards from the end.
pub(super) struct Search<'a> {
    forwards: &'a Digraph,
    backwards: Digraph,
    to: u32,
    /// Edges to the end with nothing gone.
    least: Vec<u32>,
    /// Edges to the end, of nodes reached in this search.
    distance: Vec<u32>,
    reached: Vec<u32>,
    /// Nodes that are on no way, or on the way that is gone already.
    closed: Vec<bool>,
}

impl<'a> Search<'a> {
    pub(super) fn new(forwards: &'a Digraph, from: u32, to: u32) -> Self {
        let backwards = forwards.reversed();
        let ahead = forwards.reachable(from);
        let distance = vec![FAR; forwards.nodes() as usize];
        let closed = ahead.iter().map(|ahead| !ahead).collect();
        let reached = Vec::new();
        let least = distance.clone();
        let mut search = Self { forwards, backwards, to, least, distance, reached, closed };
        search.measure(None, &HashSet::new());
        search.least.clone_from(&search.distance);
        for (closed, least) in search.closed.iter_mut().zip(&search.least) {
            *closed |= *least == FAR;
        }
        search
    }

    /// The first path, by length and then nodes, that begins with `way` and does not go
    /// on from there to a node of `tried`.
    pub(super) fn first(&mut self, way: &[u32], tried: &HashSet<u32>) -> Option<Vec<u32>> {
        let (leaves, gone) = way.split_last()?;
        if self.closed[*leaves as usize] {
            return None;
        }
        for node in gone {
            self.closed[*node as usize] = true;
        }
        // Mostly the way on is what it would be with nothing gone.
        let path = self.descend(&self.least, way, tried).or_else(|| {
            let there = self.measure(Some(*leaves), tried);
            there.then(|| self.descend(&self.distance, way, tried)).flatten()
        });
        for node in gone {
            self.closed[*node as usize] = false;
        }
        path
    }

    /// Measures from the end until `leaves` is reached, or everywhere; whether it is.
    fn measure(&mut self, leaves: Option<u32>, tried: &HashSet<u32>) -> bool {
        for node in self.reached.drain(..) {
            self.distance[node as usize] = FAR;
        }
        self.distance[self.to as usize] = 0;
        self.reached.push(self.to);
        let mut at = 0;
        while let Some(node) = self.reached.get(at).copied() {
            at += 1;
            for before in self.backwards.successors(node) {
                let open = !self.closed[*before as usize] && self.distance[*before as usize] == FAR;
                let leaving = leaves == Some(*before);
                if !open || (leaving && tried.contains(&node)) {
                    continue;
                }
                self.distance[*before as usize] = self.distance[node as usize] + 1;
                self.reached.push(*before);
                if leaving {
                    return true;
                }
            }
        }
        false
    }

    /// From the end of `way` to the nearest, at each step to the first of those that
    /// are one nearer to the end; `None` when there is none or it is closed.
    fn descend(&self, distance: &[u32], way: &[u32], tried: &HashSet<u32>) -> Option<Vec<u32>> {
        let leaves = way[way.len() - 1];
        let open = |node: &u32| !self.closed[*node as usize] && *node != leaves;
        let ahead = self.forwards.successors(leaves).iter().copied();
        let ahead = ahead.filter(|next| open(next) && !tried.contains(next));
        let mut node = ahead.min_by_key(|next| (distance[*next as usize], *next))?;
        if distance[node as usize] == FAR {
            return None;
        }
        let mut path = way.to_vec();
        path.push(node);
        while node != self.to {
            let nearer = distance[node as usize].checked_sub(1)?;
            let ahead = self.forwards.successors(node).iter().copied();
            node = ahead.into_iter().find(|next| distance[*next as usize] == nearer)?;
            if !open(&node) {
                return None;
            }
            path.push(node);
        }
        Some(path)
    }

    /// Where a path can be left from `left_at` on, not to a node of `tried` there, so
    /// that the end is still reached.
    ///
    /// From the end of the path back, what is not on the way there only grows, so that
    /// each node is found to reach the end once.
    pub(super) fn branches(
        &mut self,
        path: &[u32],
        left_at: usize,
        tried: &HashSet<u32>,
    ) -> Vec<Branch> {
        let mut branches: Vec<Branch> = Vec::new();
        let mut leads = vec![false; self.closed.len()];
        for node in path {
            self.closed[*node as usize] = true;
        }
        for place in (left_at..path.len() - 1).rev() {
            let mut open = vec![path[place + 1]];
            self.closed[path[place + 1] as usize] = false;
            leads[path[place + 1] as usize] = true;
            while let Some(node) = open.pop() {
                for before in self.backwards.successors(node) {
                    let before = *before;
                    if !self.closed[before as usize] && !leads[before as usize] {
                        leads[before as usize] = true;
                        open.push(before);
                    }
                }
            }
            let gone =
                |next: &u32| *next == path[place + 1] || place == left_at && tried.contains(next);
            let ahead = self.forwards.successors(path[place]).iter().copied();
            let ahead = ahead.filter(|next| leads[*next as usize] && !gone(next));
            if let Some(next) = ahead.min_by_key(|next| (self.least[*next as usize], *next)) {
                let least = place + 2 + self.least[next as usize] as usize;
                branches.push(Branch { least, place, next });
            }
        }
        for node in path {
            self.closed[*node as usize] = false;
        }
        branches
    }
}
