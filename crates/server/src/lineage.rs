//! Which lineage graph a server uses, and how far it is behind.

use std::fmt;
use std::sync::Arc;

use ariadne_application::Catalog;
use ariadne_lineage_embedded::EmbeddedGraph;
use ariadne_lineage_neo4j::{Connections, Neo4jGraph, Neo4jSettings};
use ariadne_ports::{LineageGraph, Result};

/// Where the lineage graph is held.
#[derive(Clone)]
pub enum GraphPlace {
    /// In this process, loaded from the record at each start.
    Embedded,
    /// On a Neo4j server, which need not be there yet.
    Neo4j(Box<Neo4jSettings>),
}

/// Without the password.
impl fmt::Debug for GraphPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Embedded => f.write_str("Embedded"),
            Self::Neo4j(settings) => write!(f, "Neo4j({settings:?})"),
        }
    }
}

/// The graph at this place, and its connections when it is on a server.
pub(crate) fn graph(place: &GraphPlace) -> Result<(Arc<dyn LineageGraph>, Option<Connections>)> {
    Ok(match place {
        GraphPlace::Embedded => (Arc::new(EmbeddedGraph::new()), None),
        GraphPlace::Neo4j(settings) => {
            let graph = Neo4jGraph::new(settings.as_ref().clone())?;
            let connections = graph.connections();
            (Arc::new(graph), Some(connections))
        }
    })
}

/// Measures how the connections to the graph's server are used.
pub(crate) fn measure_connections(connections: &Connections) {
    let (used, most) = connections.used();
    for (state, count) in [("used", used), ("most", most)] {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        metrics::gauge!("ariadne_lineage_connections", "state" => state).set(count);
    }
}

/// Says what the gauge means.
pub(crate) fn describe() {
    metrics::describe_gauge!(
        "ariadne_lineage_lag_changesets",
        "Changesets of the record that the lineage graph does not show yet, as far as this server knows"
    );
    metrics::describe_gauge!(
        "ariadne_lineage_connections",
        "Connections to the lineage graph's server: used ones, and the most that may be"
    );
}

/// Measures how far the graph is behind the record.
pub(crate) async fn measure(catalog: &Catalog) {
    match catalog.lineage_lag().await {
        Ok(lag) => {
            let lag = u32::try_from(lag).unwrap_or(u32::MAX);
            metrics::gauge!("ariadne_lineage_lag_changesets").set(lag);
        }
        Err(error) => tracing::debug!(%error, "the lag of the lineage graph is not known"),
    }
}
