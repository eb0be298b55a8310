//! Ways from one node to another.

use std::collections::BTreeSet;

use super::Digraph;

/// Too far, or no way at all.
const FAR: u32 = u32::MAX;

/// The `max` shortest paths without a node twice, shortest first, between equals by
/// the numbers of their nodes from the start. From a node to itself there are none.
///
/// Yen's algorithm: every further path leaves a known one at some node, so each
/// takes at most as many breadth-first searches as it has nodes, however many paths
/// there are. Only nodes that lie on some way are searched.
pub fn shortest_simple_paths(graph: &Digraph, from: u32, to: u32, max: usize) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = Vec::new();
    if from == to || max == 0 {
        return found;
    }
    let mut search = Search::new(graph, from, to);
    // By length, then nodes: the first is the next path. Each with the place where it
    // left the one that it was made of; before that, others were tried already.
    let mut candidates: BTreeSet<(usize, Vec<u32>, usize)> = BTreeSet::new();
    candidates.extend(search.shortest(&[from], &[]).map(|path| (path.len(), path, 0)));
    while let Some((_, path, left_at)) = candidates.pop_first() {
        found.push(path.clone());
        if found.len() == max {
            break;
        }
        for place in left_at..path.len() - 1 {
            let way = &path[..=place];
            let tried: Vec<u32> = found
                .iter()
                .filter(|known| known.len() > place + 1 && known.starts_with(way))
                .map(|known| known[place + 1])
                .collect();
            let next = search.shortest(way, &tried);
            candidates.extend(next.map(|path| (path.len(), path, place)));
        }
    }
    found
}

/// Searches backwards from the end.
struct Search<'a> {
    forwards: &'a Digraph,
    backwards: Digraph,
    to: u32,
    /// Edges to the end, of nodes reached in this search.
    distance: Vec<u32>,
    reached: Vec<u32>,
    /// Nodes that are on no way, or on the way that is gone already.
    closed: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(forwards: &'a Digraph, from: u32, to: u32) -> Self {
        let backwards = forwards.reversed();
        let (ahead, behind) = (forwards.reachable(from), backwards.reachable(to));
        let closed = ahead.iter().zip(behind).map(|(ahead, behind)| !(*ahead && behind)).collect();
        let distance = vec![FAR; forwards.nodes() as usize];
        Self { forwards, backwards, to, distance, reached: Vec::new(), closed }
    }

    /// The first path, by length and then nodes, that begins with `way` and does not go
    /// on from there to a node of `tried`.
    fn shortest(&mut self, way: &[u32], tried: &[u32]) -> Option<Vec<u32>> {
        let (leaves, gone) = way.split_last()?;
        if self.closed[*leaves as usize] {
            return None;
        }
        for node in gone {
            self.closed[*node as usize] = true;
        }
        let path = self.measure(*leaves, tried).then(|| self.descend(way, tried));
        for node in gone {
            self.closed[*node as usize] = false;
        }
        path
    }

    /// Measures from the end until `leaves` is reached; whether it is.
    fn measure(&mut self, leaves: u32, tried: &[u32]) -> bool {
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
                if !open || (*before == leaves && tried.contains(&node)) {
                    continue;
                }
                self.distance[*before as usize] = self.distance[node as usize] + 1;
                self.reached.push(*before);
                if *before == leaves {
                    return true;
                }
            }
        }
        false
    }

    /// From the end of `way` to the nearest, at each step to the first of those that
    /// are one nearer to the end.
    fn descend(&self, way: &[u32], tried: &[u32]) -> Vec<u32> {
        let mut path = way.to_vec();
        let mut node = way[way.len() - 1];
        let mut banned = tried;
        while node != self.to {
            let nearer = self.distance[node as usize] - 1;
            let next = self
                .forwards
                .successors(node)
                .iter()
                .copied()
                .find(|next| self.distance[*next as usize] == nearer && !banned.contains(next));
            node = next.unwrap_or(self.to);
            path.push(node);
            banned = &[];
        }
        path
    }
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
}
