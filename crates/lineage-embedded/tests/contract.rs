//! The contract of `LineageGraph`.

use std::sync::Arc;

use ariadne_lineage_embedded::EmbeddedGraph;
use ariadne_ports::LineageGraph;

async fn make_graph() -> Arc<dyn LineageGraph> {
    Arc::new(EmbeddedGraph::new())
}

ariadne_testkit::graph_suite!(make_graph);
ariadne_testkit::large_graph_suite!(make_graph);
