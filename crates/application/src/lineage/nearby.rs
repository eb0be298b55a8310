//! What is near new lineage: the edges of the graph on which a cycle could be closed.

use std::collections::HashSet;

use ariadne_domain::{Direction, LineageFilter, LineageLevel};
use ariadne_ports::{At, Node, Result, WalkRequest};
use uuid::Uuid;

use crate::Reader;

/// Nodes that one look starts from at most.
const STARTS: usize = 10_000;
/// Edges that one look reads at most.
const MAX_EDGES: usize = 1_000_000;
/// While fewer nodes than this are to go on from, each look goes twice as far as the
/// last one, so that long chains take few.
const NARROW: usize = 100;

/// Edges near new ones.
#[derive(Default)]
pub(super) struct Nearby {
    /// From and to.
    pub(super) edges: HashSet<(Uuid, Uuid)>,
    /// Whether every way back from the end of a new edge to the beginning of one is
    /// among them.
    pub(super) whole: bool,
}

impl Reader {
    /// The edges downstream of where these edges lead, and, when these are too many,
    /// those upstream of where they begin: a way back lies in either. At most
    /// `Options::cycle_nodes` nodes are looked at on either side, and a few more.
    pub(super) async fn nearby(
        &self,
        level: LineageLevel,
        drawn: &[(Node, Node)],
    ) -> Result<Nearby> {
        let mut nearby = Nearby::default();
        for direction in [Direction::Downstream, Direction::Upstream] {
            if nearby.whole {
                break;
            }
            let start = |(from, to): &(Node, Node)| match direction {
                Direction::Upstream => *from,
                Direction::Downstream | Direction::Both => *to,
            };
            let starts = drawn.iter().map(start).collect();
            self.look(level, direction, starts, &mut nearby).await?;
        }
        Ok(nearby)
    }

    async fn look(
        &self,
        level: LineageLevel,
        direction: Direction,
        mut starts: Vec<Node>,
        nearby: &mut Nearby,
    ) -> Result<()> {
        starts.sort_unstable();
        starts.dedup();
        let mut seen: HashSet<Uuid> = starts.iter().map(|node| node.id).collect();
        let beside = self.core.options.cycle_nodes;
        let most = seen.len() + beside;
        let mut depth = 1;
        while !starts.is_empty() {
            let mut next = Vec::new();
            for of in starts.chunks(STARTS) {
                let walk = WalkRequest {
                    level,
                    of: of.to_vec(),
                    direction,
                    depth: Some(depth),
                    filter: LineageFilter::default(),
                    at: At::Head,
                    max_nodes: of.len() + beside,
                    max_edges: MAX_EDGES,
                };
                let walk = self.core.ports.graph.walk(&walk).await?;
                nearby.edges.extend(walk.graph_edges().map(|edge| (edge.from, edge.to)));
                let met = walk.nodes.iter().filter(|node| seen.insert(node.node.id));
                let last = met.filter(|node| node.depth() == depth);
                next.extend(last.map(|node| node.node));
                if walk.truncated() || seen.len() > most {
                    return Ok(());
                }
            }
            depth = if next.len() < NARROW { depth.saturating_mul(2) } else { 1 };
            starts = next;
        }
        nearby.whole = true;
        Ok(())
    }
}
