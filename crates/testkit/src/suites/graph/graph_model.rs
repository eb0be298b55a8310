//! Random graphs, answered like the reference.

use std::sync::Arc;

use ariadne_ports::LineageGraph;

use super::stories::tell_stories;

type Graph = Arc<dyn LineageGraph>;

const STORIES: u32 = 40;

/// Random stories, told in steps or loaded as rows, are answered like the reference.
pub async fn random_graphs_are_answered_like_the_reference(graph: &Graph) {
    tell_stories(graph.as_ref(), STORIES).await;
}
