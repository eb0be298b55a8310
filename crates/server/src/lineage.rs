//! Which lineage graph a server uses, and how far it is behind.

use std::fmt;
use std::sync::Arc;

use ariadne_application::Catalog;
use ariadne_lineage_embedded::EmbeddedGraph;
use ariadne_lineage_neo4j::{Neo4jGraph, Neo4jSettings};
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

/// The graph at this place.
pub(crate) fn graph(place: &GraphPlace) -> Result<Arc<dyn LineageGraph>> {
    Ok(match place {
        GraphPlace::Embedded => Arc::new(EmbeddedGraph::new()),
        GraphPlace::Neo4j(settings) => Arc::new(Neo4jGraph::new(settings.as_ref().clone())?),
    })
}

/// Says what the gauge means.
pub(crate) fn describe() {
    metrics::describe_gauge!(
        "ariadne_lineage_lag_changesets",
        "Changesets of the record that the lineage graph does not show yet, as far as this server knows"
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
