//! Nodes that feed each other.

use ariadne_domain::{Digraph, strong_components};
use ariadne_ports::{Error, Node, Result};

use crate::question::{Question, Towards};

pub(crate) async fn cycles(question: &mut Question<'_>) -> Result<Vec<Vec<Node>>> {
    question.expand_all().await?;
    let nodes = question.met();
    let links =
        |from| question.links(Towards::Downstream, from).iter().map(move |l| (from, l.node));
    let graph = Digraph::new(nodes, (0..nodes).flat_map(links));
    let found = tokio::task::spawn_blocking(move || strong_components(&graph)).await;
    let found = found.map_err(|error| Error::internal("lineage.cycles", error))?;
    let nodes = |places: Vec<u32>| {
        let mut nodes: Vec<Node> = places.into_iter().map(|place| question.node(place)).collect();
        nodes.sort_unstable();
        nodes
    };
    let mut sets: Vec<Vec<Node>> = found.into_iter().map(nodes).collect();
    sets.sort_unstable();
    Ok(sets)
}
