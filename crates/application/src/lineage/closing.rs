//! Cycles that new lineage closes.

use std::collections::HashMap;

use ariadne_domain::{
    Digraph, Edge, LineageFilter, LineageLevel, LineageStatus, Problem, shortest_simple_paths,
    strong_components,
};
use ariadne_ports::{At, Error, Node, PathsRequest, Result};
use uuid::Uuid;

use super::nearby::Nearby;
use crate::Reader;

/// New edges that are each looked at for a way back; what more of them close is found
/// in what is near them all.
const FEW: usize = 16;
/// Most cycles that a write shows.
const MAX_CYCLES: usize = 10;

/// What ends that are new too are called; `None` for one that is stored.
pub(crate) type Names<'a> = &'a (dyn Fn(Uuid) -> Option<String> + Sync);

/// Nodes one after the other, the first again at the end.
type Cycle = Vec<Uuid>;

/// Cycles that are shown of those that new edges close.
#[derive(Default)]
struct Closed {
    cycles: Vec<Cycle>,
    /// Whether some new edge may close another one that is not shown.
    more: bool,
}

impl Closed {
    /// Whether the way back of this edge is to be looked for: it is on no cycle that is
    /// shown already, and another one can be shown.
    fn wants(&mut self, from: Uuid, to: Uuid) -> bool {
        let shown = |cycle: &Cycle| cycle.windows(2).any(|step| step == [from, to]);
        if self.cycles.iter().any(shown) {
            return false;
        }
        self.more |= self.cycles.len() == MAX_CYCLES;
        !self.more
    }
}

impl Reader {
    /// What a write warns of: the cycles that it closes, or that they are not known.
    pub(crate) async fn warn_of_cycles(
        &self,
        new: &[Edge],
        dry_run: bool,
        names: Names<'_>,
    ) -> Vec<Problem> {
        self.cycles_closed(new, dry_run, names).await.unwrap_or_else(|error| {
            let title =
                "Whether this closes a cycle is not known: the lineage graph does not answer.";
            vec![Problem::new("CYCLE_UNKNOWN", title).with_cause(error.to_string())]
        })
    }

    /// Warnings about cycles that these new edges are part of: each new edge that is on
    /// one is on one that is shown, up to 10 of them. In a dry run the graph does not
    /// have the edges yet; they are looked at as if it had.
    ///
    /// Of up to 16 edges that are written each is asked for a way back. For more, and in
    /// a dry run, at most `Options::cycle_nodes` nodes downstream of the edges are looked
    /// at, and as many upstream when there are more; when there are more there too, a
    /// warning says so.
    /// `names` tells what those ends are called that are new too.
    pub(crate) async fn cycles_closed(
        &self,
        new: &[Edge],
        dry_run: bool,
        names: Names<'_>,
    ) -> Result<Vec<Problem>> {
        let mut warnings = Vec::new();
        for level in LineageLevel::ALL {
            // What is rejected from the start is no way for data.
            let walked =
                |edge: &&Edge| edge.level == *level && edge.state.status != LineageStatus::Rejected;
            let edges = || new.iter().filter(walked);
            let count = edges().count();
            let closed = if count == 0 {
                continue;
            } else if count <= FEW && !dry_run {
                self.ways_back(edges()).await?
            } else {
                let mut drawn: Vec<(Node, Node)> = edges().map(nodes_of).collect();
                if dry_run && *level == LineageLevel::Table {
                    drawn.extend(self.implied(new).await?);
                }
                let nearby = self.nearby(*level, &drawn).await?;
                if !nearby.whole {
                    warnings.push(not_all_looked_at(self.core.options.cycle_nodes));
                }
                closed_near(count, drawn, nearby).await?
            };
            for cycle in &closed.cycles {
                warnings.push(self.cycle_warning(cycle, names).await?);
            }
            if closed.more {
                let title = format!("It may close more cycles than the {MAX_CYCLES} shown.");
                let remedy = "lineageCycles shows whatever feeds itself.";
                warnings.push(Problem::new("CYCLE", title).with_remedy(remedy));
            }
        }
        Ok(warnings)
    }

    /// Asks the graph, which has these edges, for a way from the end of each to its
    /// beginning.
    async fn ways_back(&self, edges: impl Iterator<Item = &Edge>) -> Result<Closed> {
        let mut closed = Closed::default();
        for edge in edges {
            if !closed.wants(edge.from, edge.to) {
                continue;
            }
            let (from, to) = nodes_of(edge);
            let request = PathsRequest {
                level: edge.level,
                from: to,
                to: from,
                max: 1,
                filter: LineageFilter::default(),
                at: At::Head,
            };
            if let Some(path) = self.core.ports.graph.paths(&request).await?.pop() {
                let around = path.iter().map(|step| step.to);
                closed.cycles.push([edge.from, edge.to].into_iter().chain(around).collect());
            }
        }
        Ok(closed)
    }

    /// The table edges that new column edges will imply: between two tables whose own
    /// edge is not rejected.
    async fn implied(&self, new: &[Edge]) -> Result<Vec<(Node, Node)>> {
        let node = |table: ariadne_domain::TableId| Node { id: table.0, table };
        let pairs = new.iter().filter(|edge| {
            edge.level == LineageLevel::Column
                && edge.state.status != LineageStatus::Rejected
                && edge.from_table != edge.to_table
        });
        let mut pairs: Vec<(Node, Node)> =
            pairs.map(|edge| (node(edge.from_table), node(edge.to_table))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let ids: Vec<(Uuid, Uuid)> = pairs.iter().map(|(from, to)| (from.id, to.id)).collect();
        let stored = self.core.ports.lineage.edges_between(&ids).await?;
        let own = stored.iter().map(|edge| &edge.value).chain(new);
        let rejected: Vec<(Uuid, Uuid)> = own
            .filter(|edge| edge.state.status == LineageStatus::Rejected)
            .map(|edge| (edge.from, edge.to))
            .collect();
        pairs.retain(|(from, to)| !rejected.contains(&(from.id, to.id)));
        Ok(pairs)
    }

    async fn cycle_warning(&self, around: &[Uuid], new: Names<'_>) -> Result<Problem> {
        let new: HashMap<Uuid, String> =
            around.iter().filter_map(|id| Some((*id, new(*id)?))).collect();
        let stored = around.iter().copied().filter(|id| !new.contains_key(id));
        let names = self.names_at(At::Head, stored).await?;
        let name = |id: &Uuid| new.get(id).or_else(|| names.get(id)).map(String::as_str);
        let shown: Vec<&str> = around.iter().filter_map(name).collect();
        Ok(Problem::new("CYCLE", "This lineage closes a cycle.")
            .with_cause(shown.join(" -> "))
            .with_remedy("Look whether one of these edges points the wrong way."))
    }
}

fn nodes_of(edge: &Edge) -> (Node, Node) {
    let node = |id, table| Node { id, table };
    (node(edge.from, edge.from_table), node(edge.to, edge.to_table))
}

fn not_all_looked_at(most: usize) -> Problem {
    let title = "Whether this lineage closes a cycle far away is not known.";
    let cause = format!(
        "More than {most} tables or columns lie downstream of it, and more than {most} \
         upstream; those farther away were not looked at."
    );
    let remedy = "lineageCycles looks at all lineage and shows whatever feeds itself.";
    Problem::new("CYCLE_UNKNOWN", title).with_cause(cause).with_remedy(remedy)
}

/// The cycles that the first `count` edges drawn close together with the others and with
/// what is near.
async fn closed_near(count: usize, drawn: Vec<(Node, Node)>, nearby: Nearby) -> Result<Closed> {
    let compute = move || {
        let edges = drawn.iter().take(count).map(|(from, to)| (from.id, to.id));
        let drawn = drawn.iter().map(|(from, to)| (from.id, to.id));
        let all: Vec<(Uuid, Uuid)> = nearby.edges.into_iter().chain(drawn).collect();
        let mut ids: Vec<Uuid> = all.iter().flat_map(|(from, to)| [*from, *to]).collect();
        ids.sort_unstable();
        ids.dedup();
        let number: HashMap<Uuid, u32> = ids.iter().copied().zip(0..).collect();
        let nodes = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let graph = Digraph::new(nodes, all.iter().map(|(from, to)| (number[from], number[to])));
        let mut set_of: HashMap<u32, usize> = HashMap::new();
        for (set, nodes) in strong_components(&graph).into_iter().enumerate() {
            set_of.extend(nodes.into_iter().map(|node| (node, set)));
        }
        let mut closed = Closed::default();
        for (begin, end) in edges {
            let (from, to) = (number[&begin], number[&end]);
            let set = set_of.get(&from);
            if set.is_none() || set != set_of.get(&to) || !closed.wants(begin, end) {
                continue;
            }
            let back = shortest_simple_paths(&graph, to, from, 1).into_iter().flatten();
            let back = back.map(|node| ids[node as usize]);
            closed.cycles.push([begin].into_iter().chain(back).collect());
        }
        closed
    };
    let computed = tokio::task::spawn_blocking(compute).await;
    computed.map_err(|error| Error::internal("lineage.cycles_closed", error))
}
