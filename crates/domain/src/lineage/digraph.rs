//! A graph small enough to compute on: what an adapter fetches to answer one question.

/// Nodes `0..n` and the edges that leave them, one after the other in one list.
///
/// Whoever builds it numbers the nodes; where an answer has an order, it is the
/// order of these numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digraph {
    /// Where the edges of each node begin in `targets`, and where the last ones end.
    starts: Vec<u32>,
    targets: Vec<u32>,
}

impl Digraph {
    /// Of `nodes` nodes and these edges, each from a node to another. Repeated edges
    /// are one.
    ///
    /// # Panics
    /// When an edge names a node that there is not.
    pub fn new(nodes: u32, edges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut edges: Vec<(u32, u32)> = edges.into_iter().collect();
        edges.sort_unstable();
        edges.dedup();
        let mut starts = vec![0_u32; nodes as usize + 1];
        for (from, to) in &edges {
            assert!(*to < nodes, "node {to} of {nodes}");
            starts[*from as usize + 1] += 1;
        }
        for node in 1..starts.len() {
            starts[node] += starts[node - 1];
        }
        Self { starts, targets: edges.into_iter().map(|(_, to)| to).collect() }
    }

    /// How many nodes it has.
    pub fn nodes(&self) -> u32 {
        u32::try_from(self.starts.len() - 1).unwrap_or(u32::MAX)
    }

    /// Every node, in order.
    pub fn all(&self) -> impl Iterator<Item = u32> + use<> {
        0..self.nodes()
    }

    /// Where the edges that leave a node lead, in order.
    pub fn successors(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.targets[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// Every edge, in order.
    pub fn edges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.all().flat_map(|from| self.successors(from).iter().map(move |to| (from, *to)))
    }

    /// The same with every edge turned round.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self::new(self.nodes(), self.edges().map(|(from, to)| (to, from)))
    }

    /// Whether each node can be reached from `start`, which itself can.
    pub fn reachable(&self, start: u32) -> Vec<bool> {
        let mut seen = vec![false; self.nodes() as usize];
        seen[start as usize] = true;
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for next in self.successors(node) {
                if !std::mem::replace(&mut seen[*next as usize], true) {
                    open.push(*next);
                }
            }
        }
        seen
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Up to `nodes` nodes with up to `edges` edges between them.
    pub(in crate::lineage) fn any_digraph(
        nodes: u32,
        edges: usize,
    ) -> impl Strategy<Value = Digraph> {
        (2..=nodes).prop_flat_map(move |nodes| {
            let edge = (0..nodes, 0..nodes).prop_filter("not to itself", |(from, to)| from != to);
            proptest::collection::vec(edge, 0..=edges)
                .prop_map(move |edges| Digraph::new(nodes, edges))
        })
    }

    #[test]
    fn repeated_edges_are_one() {
        let graph = Digraph::new(3, [(2, 0), (0, 1), (2, 0), (2, 1)]);
        assert_eq!(graph.edges().collect::<Vec<_>>(), [(0, 1), (2, 0), (2, 1)]);
        assert_eq!(graph.successors(2), [0, 1]);
        assert_eq!(graph.successors(1), [0_u32; 0]);
    }

    proptest! {
        #[test]
        fn twice_reversed_is_the_same(graph in any_digraph(8, 20)) {
            prop_assert_eq!(graph.reversed().reversed(), graph);
        }

        #[test]
        fn reached_is_what_a_node_reached_leads_to(graph in any_digraph(8, 14), start in 0_u32..2) {
            let reached = graph.reachable(start);
            for (from, to) in graph.edges() {
                prop_assert!(!reached[from as usize] || reached[to as usize]);
            }
            let from_one = |node: u32| graph.edges().any(|(from, to)| to == node && reached[from as usize]);
            for node in graph.all().filter(|node| *node != start && reached[*node as usize]) {
                prop_assert!(from_one(node));
            }
        }
    }
}
