//! Ways from one node to another.

use std::collections::HashMap;

use ariadne_domain::{Asker, Digraph, LineageLevel, shortest_simple_paths_unless};
use ariadne_ports::{GraphEdge, PathsRequest, Result};
use neo4rs::query;

use crate::mapping::id;
use crate::question::{Question, Towards};
use crate::reach::Reach;
use crate::schema::{COLUMN_EDGE, IMPLIED, TABLE_EDGE};

pub(crate) async fn paths(
    question: &mut Question<'_>,
    request: &PathsRequest,
) -> Result<Vec<Vec<GraphEdge>>> {
    let (from, to) = (question.place(request.from), question.place(request.to));
    if from == to || request.max == 0 {
        return Ok(Vec::new());
    }
    if !question.ever_joined(from, to).await? {
        return Ok(Vec::new());
    }
    let Some((towards, reach)) = meet(question, from, to).await? else {
        return Ok(Vec::new());
    };
    // By id, as paths of one length are.
    let mut places = reach.order;
    places.sort_unstable_by_key(|place| question.node(*place).id);
    let numbers: HashMap<u32, u32> = (0..).zip(&places).map(|(at, place)| (*place, at)).collect();
    let mut edges: HashMap<(u32, u32), GraphEdge> = HashMap::new();
    for near in &places {
        for link in question.links(towards, *near) {
            let (near_at, far_at) = (numbers[near], numbers[&link.node]);
            let ends = match towards {
                Towards::Downstream => (near_at, far_at),
                Towards::Upstream => (far_at, near_at),
            };
            edges.insert(ends, question.edge(towards, *near, link));
        }
    }
    let graph = Digraph::new(crate::dense(places.len()), edges.keys().copied());
    let (from, to) = (numbers[&from], numbers[&to]);
    // A graph with many ways can take long to search: aside, until nobody waits any more.
    let max = request.max;
    let asker = Asker::default();
    let gone = asker.gone();
    let search = move || shortest_simple_paths_unless(&graph, from, to, max, gone);
    let found = tokio::task::spawn_blocking(search).await;
    drop(asker);
    let found = found.map_err(|error| ariadne_ports::Error::internal("lineage.paths", error))?;
    let step = |step: &[u32]| edges.get(&(step[0], step[1])).copied();
    Ok(found.iter().map(|path| path.windows(2).filter_map(step).collect()).collect())
}

impl Question<'_> {
    /// Whether there was ever a way along edges of any state: when not, which is what most
    /// new edges are asked about, the database says so in one round trip.
    async fn ever_joined(&mut self, from: u32, to: u32) -> Result<bool> {
        let (label, kinds) = match self.level() {
            LineageLevel::Table => ("AriadneTable", format!("{TABLE_EDGE}|{IMPLIED}")),
            LineageLevel::Column => ("AriadneColumn", COLUMN_EDGE.to_owned()),
        };
        let text = format!(
            "MATCH (a:{label} {{load: $load, id: $from}}) USING INDEX SEEK a:{label}(load, id) \
             MATCH (b:{label} {{load: $load, id: $to}}) USING INDEX SEEK b:{label}(load, id) \
             MATCH way = shortestPath((a)-[:{kinds}*]->(b)) RETURN length(way) AS length"
        );
        let (from, to) = (id(self.node(from).id), id(self.node(to).id));
        let asked = query(&text).param("from", from).param("to", to);
        Ok(!self.rows(asked).await?.is_empty())
    }
}

/// Searches from both ends, always on the side with fewer nodes to go on from, until one side
/// comes to its end: all ways lie in what that one reached. `None` when it did not reach
/// the other.
async fn meet(question: &mut Question<'_>, from: u32, to: u32) -> Result<Option<(Towards, Reach)>> {
    let mut sides = [(Towards::Downstream, from, to), (Towards::Upstream, to, from)].map(
        |(towards, start, end)| {
            let mut reach = Reach::default();
            reach.meet(start, 0);
            (towards, end, reach, vec![start], 0)
        },
    );
    loop {
        let [down, up] = &mut sides;
        let side = if down.3.len() <= up.3.len() { down } else { up };
        let (towards, end, reach, level, depth) = side;
        *depth += 1;
        *level = question.next_level(*towards, level, |place| reach.meet(place, *depth)).await?;
        if level.is_empty() {
            let met = reach.depth(*end).is_some();
            return Ok(met.then(|| (*towards, std::mem::take(reach))));
        }
    }
}
