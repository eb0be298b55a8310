//! Ways from one node to another.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};

use super::Digraph;
use super::path_search::{Branch, Search};

/// The `max` shortest paths without a node twice, shortest first, between equals by
/// the numbers of their nodes from the start. From a node to itself there are none.
///
/// Every further path leaves a known one at some node (Yen), and no path is found
/// twice, because what was tried where is kept (Lawler). Where a known one can be left
/// is one look at the graph, with the least length that such a path can have; a path
/// itself is only made when none can come before it. So a path costs about as much time
/// as there are nodes and edges, unless many detours turn out to be longer than the
/// graph without the way there lets expect: each of these costs as much again. The
/// memory is that of the graph and of a few times `max` paths.
pub fn shortest_simple_paths(graph: &Digraph, from: u32, to: u32, max: usize) -> Vec<Vec<u32>> {
    shortest_simple_paths_unless(graph, from, to, max, || false)
}

/// The same, unless whoever asks gives up: then what was found until then. That is asked
/// after every look at the graph.
pub fn shortest_simple_paths_unless(
    graph: &Digraph,
    from: u32,
    to: u32,
    max: usize,
    gave_up: impl Fn() -> bool,
) -> Vec<Vec<u32>> {
    let mut found: Vec<Known> = Vec::new();
    if from == to || max == 0 {
        return Vec::new();
    }
    let mut search = Search::new(graph, from, to);
    // Paths that are made and not answered yet, the next one first.
    let mut made: BTreeSet<Made> = BTreeSet::new();
    let tried = HashSet::new();
    made.extend(search.first(&[from], &tried).map(|path| Made { path, left_at: 0, tried }));
    'paths: while found.len() < max {
        while let Some(which) = nearest(&found, made.first()) {
            if gave_up() {
                break 'paths;
            }
            let Some(branch) = found[which].branches.pop() else { break };
            let known = &found[which];
            let tried = known.tried(branch.place);
            let path = search.first(&known.path[..=branch.place], &tried);
            made.extend(path.map(|path| Made { path, left_at: branch.place, tried }));
            if made.len() > max - found.len() {
                made.pop_last();
            }
        }
        let Some(Made { path, left_at, tried }) = made.pop_first() else { break };
        let mut known = Known { path, left_at, tried, branches: Vec::new() };
        if found.len() + 1 < max {
            let mut branches = search.branches(&known.path, known.left_at, &known.tried);
            branches.sort_unstable_by(|a, b| known.order(b, a));
            known.branches = branches;
        }
        found.push(known);
    }
    found.into_iter().map(|known| known.path).collect()
}

/// A path that is made: by length, then nodes.
#[derive(PartialEq, Eq)]
struct Made {
    path: Vec<u32>,
    /// The place where it left the one that it was made of; before that, others were
    /// tried already.
    left_at: usize,
    /// Where others went on to from there.
    tried: HashSet<u32>,
}

impl Ord for Made {
    fn cmp(&self, other: &Self) -> Ordering {
        // No two are one path.
        (self.path.len(), &self.path).cmp(&(other.path.len(), &other.path))
    }
}

impl PartialOrd for Made {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A path that is answered, and where it can still be left.
struct Known {
    path: Vec<u32>,
    left_at: usize,
    tried: HashSet<u32>,
    /// The one that may come first last.
    branches: Vec<Branch>,
}

impl Known {
    /// Where the path and those before it go on to from a place.
    fn tried(&self, place: usize) -> HashSet<u32> {
        let mut tried = if place == self.left_at { self.tried.clone() } else { HashSet::new() };
        tried.insert(self.path[place + 1]);
        tried
    }

    /// Which of two of its branches may come first: they part where the earlier one
    /// leaves the path.
    fn order(&self, a: &Branch, b: &Branch) -> Ordering {
        let parted = || match a.place.cmp(&b.place) {
            Ordering::Less => a.next.cmp(&self.path[a.place + 1]),
            Ordering::Equal => a.next.cmp(&b.next),
            Ordering::Greater => self.path[b.place + 1].cmp(&b.next),
        };
        a.least.cmp(&b.least).then_with(parted)
    }

    /// The nodes that a path has at least to begin with, when it takes a branch.
    fn begins(&self, branch: &Branch) -> impl Iterator<Item = u32> {
        self.path[..=branch.place].iter().copied().chain([branch.next])
    }
}

/// The known path with the branch that may come first of all, unless `made` comes before it.
fn nearest(found: &[Known], made: Option<&Made>) -> Option<usize> {
    let branches = found.iter().enumerate();
    let branches =
        branches.filter_map(|(which, known)| Some((which, known, known.branches.last()?)));
    let (which, known, branch) = branches.min_by(|(_, a, one), (_, b, other)| {
        one.least.cmp(&other.least).then_with(|| a.begins(one).cmp(b.begins(other)))
    })?;
    let before = made.is_none_or(|made| {
        let made_of = made.path.iter().copied();
        branch.least.cmp(&made.path.len()).then_with(|| known.begins(branch).cmp(made_of)).is_lt()
    });
    before.then_some(which)
}

#[cfg(test)]
mod tests {
    use super::super::digraph::tests::any_digraph;
    use super::*;
    use proptest::prelude::*;

    /// Every path, by going every way.
    fn all_paths(graph: &Digraph, way: &mut Vec<u32>, to: u32, found: &mut Vec<Vec<u32>>) {
        let node = way[way.len() - 1];
        if node == to {
            found.push(way.clone());
            return;
        }
        for next in graph.successors(node) {
            if !way.contains(next) {
                way.push(*next);
                all_paths(graph, way, to, found);
                way.pop();
            }
        }
    }

    proptest! {
        #[test]
        fn they_are_the_first_of_all_paths(graph in any_digraph(7, 22), max in 0_usize..30) {
            let mut all = Vec::new();
            all_paths(&graph, &mut vec![0], 1, &mut all);
            all.sort_by_key(|path| (path.len(), path.clone()));
            all.truncate(max);
            prop_assert_eq!(shortest_simple_paths(&graph, 0, 1, max), all);
        }
    }

    #[test]
    fn from_a_node_to_itself_there_are_none() {
        let ring = Digraph::new(2, [(0, 1), (1, 0)]);
        assert!(shortest_simple_paths(&ring, 0, 0, 10).is_empty());
    }

    /// 20 layers of two nodes each, every node to both of the next layer: 2^20 paths.
    #[test]
    fn a_ladder_of_a_million_paths_ends() {
        let rungs = 20;
        let end = 2 * rungs + 1;
        let between = (0..rungs - 1).flat_map(|rung| {
            let (here, next) = (2 * rung + 1, 2 * rung + 3);
            [(here, next), (here, next + 1), (here + 1, next), (here + 1, next + 1)]
        });
        let edges = [(0, 1), (0, 2), (end - 2, end), (end - 1, end)];
        let graph = Digraph::new(end + 1, between.chain(edges));
        let paths = shortest_simple_paths(&graph, 0, end, 50);
        assert_eq!(paths.len(), 50);
        assert!(paths.iter().all(|path| path.len() == 22));
        assert!(paths.is_sorted());
    }

    /// Between two ends a ladder whose rungs go both ways: a path changes sides at any
    /// of the rungs.
    fn ladder(rungs: u32) -> (Digraph, u32) {
        let end = 2 * rungs + 1;
        let along = (0..rungs - 1).flat_map(|rung| {
            let here = 2 * rung + 1;
            [(here, here + 2), (here + 1, here + 3)]
        });
        let across = (0..rungs).flat_map(|rung| {
            let here = 2 * rung + 1;
            [(here, here + 1), (here + 1, here)]
        });
        let ends = [(0, 1), (0, 2), (end - 2, end), (end - 1, end)];
        (Digraph::new(end + 1, along.chain(across).chain(ends)), end)
    }

    /// The two sides of a long ladder are the shortest ways, then come those that change
    /// sides once, from the first side to the second and at the first rungs first.
    #[test]
    fn a_long_ladder_is_answered_in_order() {
        let rungs = 5_000;
        let (graph, end) = ladder(rungs);
        let side = |first: u32| (0..rungs).map(move |rung| 2 * rung + first);
        let whole = |middle: Vec<u32>| [vec![0], middle, vec![end]].concat();
        let changing = |at: usize| whole(side(1).take(at + 1).chain(side(2).skip(at)).collect());
        let sides = [1, 2].map(|first| whole(side(first).collect()));
        let expected: Vec<Vec<u32>> = sides.into_iter().chain((0..8).map(changing)).collect();
        assert_eq!(shortest_simple_paths(&graph, 0, end, 10), expected);
    }

    #[test]
    fn who_gives_up_is_not_searched_for() {
        let (graph, end) = ladder(50);
        let asked = std::cell::Cell::new(0);
        let gave_up = || {
            asked.set(asked.get() + 1);
            asked.get() > 20
        };
        let found = shortest_simple_paths_unless(&graph, 0, end, 100, gave_up);
        let all = shortest_simple_paths(&graph, 0, end, 100);
        assert_eq!(all.len(), 100);
        assert!((1..=21).contains(&found.len()), "{}", found.len());
        assert!(all.starts_with(&found));
    }
}
