//! What is up or down from somewhere.

use std::collections::HashSet;

use ariadne_ports::{GraphEdge, Result, Walk, WalkNode, WalkRequest};

use crate::question::{Question, Towards};
use crate::reach::{Around, Facets};

pub(crate) async fn walk(question: &mut Question<'_>, request: &WalkRequest) -> Result<Walk> {
    let around = Around::search(question, &request.of, request.direction, request.depth).await?;
    let facets = if question.filter().shows_all() {
        Facets::unasked()
    } else {
        Facets::of(question, around.reached().map(|(place, _)| place)).await?
    };
    let shown: HashSet<u32> = around
        .reached()
        .map(|(place, _)| place)
        .filter(|place| around.starts.contains(place) || facets.show(question, *place))
        .collect();

    let mut order: Vec<(u32, u32)> =
        around.reached().filter(|(place, _)| shown.contains(place)).collect();
    order.sort_unstable_by_key(|(place, depth)| (*depth, question.node(*place).id));
    let total_nodes = order.len();
    order.truncate(request.max_nodes);
    let places: Vec<u32> = order.into_iter().map(|(place, _)| place).collect();
    // mostly known from the walk; of those at its ends and on its other side it is not
    let downstream = question.counts(Towards::Downstream, &places).await?;
    let upstream = question.counts(Towards::Upstream, &places).await?;
    let node = |place: &u32| {
        let start = around.starts.contains(place).then_some(0);
        WalkNode {
            node: question.node(*place),
            up_depth: around.up.depth(*place).or(start),
            down_depth: around.down.depth(*place).or(start),
            upstream: upstream[place],
            downstream: downstream[place],
        }
    };
    let nodes: Vec<WalkNode> = places.iter().map(node).collect();

    let answered: HashSet<u32> = places.into_iter().collect();
    let (mut edges, total_edges) = between(question, &around, &shown, &answered);
    edges.sort_unstable_by_key(|edge| (edge.from, edge.to));
    edges.truncate(request.max_edges);
    Ok(Walk { total_nodes, total_edges, ..Walk::of(nodes, edges) })
}

/// The edges that the walk went along between answered nodes, and how many there are
/// between all shown ones.
fn between(
    question: &Question<'_>,
    around: &Around,
    shown: &HashSet<u32>,
    answered: &HashSet<u32>,
) -> (Vec<GraphEdge>, usize) {
    let (mut edges, mut total) = (Vec::new(), 0);
    for (towards, reach) in [(Towards::Downstream, &around.down), (Towards::Upstream, &around.up)] {
        let went_on = reach.order.iter().copied().filter(|place| reach.went_on_from(*place));
        for place in went_on.filter(|place| shown.contains(place)) {
            for link in question.links(towards, place) {
                // what both walks go along is one edge
                let twice = towards == Towards::Upstream && around.down.went_on_from(link.node);
                if twice || !shown.contains(&link.node) {
                    continue;
                }
                total += 1;
                if answered.contains(&place) && answered.contains(&link.node) {
                    edges.push(question.edge(towards, place, link));
                }
            }
        }
    }
    (edges, total)
}
