//! The contract of the lineage graph, on Neo4j.

use std::sync::Arc;

use ariadne_lineage_neo4j::{Neo4jGraph, Neo4jSettings};
use ariadne_ports::LineageGraph;
use ariadne_tests::services::{self, Neo4j};
use secrecy::SecretString;

pub(crate) fn settings(server: &Neo4j) -> Neo4jSettings {
    let password = SecretString::from(server.password.clone());
    Neo4jSettings::new(&server.url, &server.user, password).expect("settings")
}

/// A graph under a name of its own: cases run at the same time in one database.
async fn make_graph() -> Arc<dyn LineageGraph> {
    let settings = settings(services::neo4j().await).named(services::unique("suite"));
    Arc::new(Neo4jGraph::new(settings).expect("a graph"))
}

ariadne_testkit::graph_suite!(make_graph);
ariadne_testkit::large_graph_suite!(make_graph);
