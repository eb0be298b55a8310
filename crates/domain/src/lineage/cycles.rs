//! Nodes that feed each other.

use super::Digraph;

/// Not visited yet.
const NEVER: u32 = u32::MAX;

/// The largest sets of nodes each of which reaches all others, those of more than
/// one node: nodes in order, sets by their first.
///
/// Tarjan's algorithm on a stack of its own, so that a chain of a million nodes
/// ends too.
pub fn strong_components(graph: &Digraph) -> Vec<Vec<u32>> {
    let mut search = Search {
        graph,
        index: vec![NEVER; graph.nodes() as usize],
        low: vec![0; graph.nodes() as usize],
        settled: vec![false; graph.nodes() as usize],
        open: Vec::new(),
        next: 0,
        found: Vec::new(),
    };
    for node in graph.all() {
        if search.index[node as usize] == NEVER {
            search.from(node);
        }
    }
    let mut found = search.found;
    for component in &mut found {
        component.sort_unstable();
    }
    found.sort_unstable();
    found
}

struct Search<'a> {
    graph: &'a Digraph,
    /// When each node was visited.
    index: Vec<u32>,
    /// The earliest visited node known to be in a node's component.
    low: Vec<u32>,
    /// Whether a node's component is complete.
    settled: Vec<bool>,
    /// Visited nodes of components that are not complete.
    open: Vec<u32>,
    next: u32,
    found: Vec<Vec<u32>>,
}

impl Search<'_> {
    fn visit(&mut self, node: u32) {
        self.index[node as usize] = self.next;
        self.low[node as usize] = self.next;
        self.next += 1;
        self.open.push(node);
    }

    fn from(&mut self, root: u32) {
        self.visit(root);
        // Each node on the way with how many of its successors were looked at.
        let mut way = vec![(root, 0_usize)];
        while let Some((node, looked_at)) = way.last_mut() {
            let node = *node;
            if let Some(next) = self.graph.successors(node).get(*looked_at).copied() {
                *looked_at += 1;
                if self.index[next as usize] == NEVER {
                    self.visit(next);
                    way.push((next, 0));
                } else if !self.settled[next as usize] {
                    self.lower(node, self.index[next as usize]);
                }
                continue;
            }
            way.pop();
            if let Some((before, _)) = way.last() {
                self.lower(*before, self.low[node as usize]);
            }
            if self.low[node as usize] == self.index[node as usize] {
                self.close(node);
            }
        }
    }

    fn lower(&mut self, node: u32, to: u32) {
        let low = &mut self.low[node as usize];
        *low = (*low).min(to);
    }

    /// The component of which `first` was visited first is complete.
    fn close(&mut self, first: u32) {
        let from = self.open.iter().rposition(|node| *node == first).unwrap_or_default();
        let component = self.open.split_off(from);
        for node in &component {
            self.settled[*node as usize] = true;
        }
        if component.len() > 1 {
            self.found.push(component);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::digraph::tests::any_digraph;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_the_classes_of_reaching_each_other(graph in any_digraph(9, 18)) {
            let reached: Vec<Vec<bool>> = graph.all().map(|node| graph.reachable(node)).collect();
            let both = |a: u32, b: u32| reached[a as usize][b as usize] && reached[b as usize][a as usize];
            let mut expected: Vec<Vec<u32>> = graph
                .all()
                .map(|node| graph.all().filter(|other| both(node, *other)).collect::<Vec<u32>>())
                .filter(|class| class.len() > 1)
                .collect();
            expected.sort_unstable();
            expected.dedup();
            prop_assert_eq!(strong_components(&graph), expected);
        }
    }

    #[test]
    fn a_long_ring_is_one_and_a_long_chain_is_none() {
        let nodes = 200_000;
        let chain = (0..nodes - 1).map(|node| (node, node + 1));
        assert!(strong_components(&Digraph::new(nodes, chain.clone())).is_empty());
        let ring = Digraph::new(nodes, chain.chain([(nodes - 1, 0)]));
        assert_eq!(strong_components(&ring), [(0..nodes).collect::<Vec<u32>>()]);
    }
}
