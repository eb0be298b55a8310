//! The in-memory lineage graph keeps the contract of real ones.

use std::sync::Arc;

use ariadne_ports::LineageGraph;
use ariadne_testkit::fakes::MemoryGraph;

async fn make_graph() -> Arc<dyn LineageGraph> {
    Arc::new(MemoryGraph::default())
}

ariadne_testkit::graph_suite!(make_graph);
