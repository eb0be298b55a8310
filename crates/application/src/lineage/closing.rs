//! Cycles that new lineage closes.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{Edge, LineageFilter, LineageLevel, LineageStatus, Problem};
use ariadne_ports::{At, Node, PathsRequest, Result};
use uuid::Uuid;

use crate::Reader;

/// New edges that are each looked at for a cycle; of more, the cycles of the whole
/// graph are looked through once.
const FEW: usize = 16;
/// Most cycles that a write warns of.
const MAX_CYCLES: usize = 10;

impl Reader {
    /// Warnings about cycles that these new edges are part of, each showing one.
    pub(super) async fn cycles_closed(&self, new: &[Edge]) -> Result<Vec<Problem>> {
        // What is rejected from the start is no way for data.
        let walked = |edge: &&Edge| edge.state.status != LineageStatus::Rejected;
        let new: Vec<&Edge> = new.iter().filter(walked).collect();
        let mut suspects: Vec<&Edge> = Vec::new();
        if new.len() <= FEW {
            suspects.extend(&new);
        } else {
            for level in LineageLevel::ALL {
                if !new.iter().any(|edge| edge.level == *level) {
                    continue;
                }
                let cycles =
                    self.lineage_cycles(*level, &LineageFilter::default(), At::Head).await?;
                let mut set_of: HashMap<Uuid, usize> = HashMap::new();
                for (set, nodes) in cycles.iter().enumerate() {
                    set_of.extend(nodes.iter().map(|node| (node.id, set)));
                }
                let mut shown: HashSet<usize> = HashSet::new();
                suspects.extend(new.iter().copied().filter(|edge| {
                    let (from, to) = (set_of.get(&edge.from), set_of.get(&edge.to));
                    edge.level == *level && from == to && from.is_some_and(|set| shown.insert(*set))
                }));
            }
        }
        let mut warnings = Vec::new();
        for edge in suspects {
            if warnings.len() == MAX_CYCLES {
                break;
            }
            let request = PathsRequest {
                level: edge.level,
                from: Node { id: edge.to, table: edge.to_table },
                to: Node { id: edge.from, table: edge.from_table },
                max: 1,
                filter: LineageFilter::default(),
                at: At::Head,
            };
            let Some(path) = self.core.ports.graph.paths(&request).await?.pop() else {
                continue;
            };
            let mut around = vec![edge.from, edge.to];
            around.extend(path.iter().map(|step| step.to));
            warnings.push(self.cycle_warning(&around).await?);
        }
        Ok(warnings)
    }

    async fn cycle_warning(&self, around: &[Uuid]) -> Result<Problem> {
        let names = self.names_at(At::Head, around.iter().copied()).await?;
        let shown: Vec<&str> =
            around.iter().filter_map(|id| names.get(id).map(String::as_str)).collect();
        Ok(Problem::new("CYCLE", "This lineage closes a cycle.")
            .with_cause(shown.join(" -> "))
            .with_remedy("Look whether one of these edges points the wrong way."))
    }
}
