//! What a graph shows, and how much of it is wholly there.
//!
//! Neo4j lets readers see a transaction that is still being written into its stores: the
//! number of a changeset before its edges, and edges before the index that finds them. Who
//! writes holds the lock of the graph until all is there. So what counts is a number that
//! was read under that lock, or that this process wrote itself; whatever was begun behind
//! it is told apart by its changeset.

use ariadne_ports::{Applied, Result};
use neo4rs::query;

use crate::client::{Client, Tx};
use crate::mapping::Fields;

/// The property is the same ever after, so that nothing is written but the first time.
const SETTLED: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.settled = true WITH g \
    RETURN g.catalog AS catalog, g.epoch AS epoch, g.seq AS seq, g.load AS load";

const LOAD: &str = "MATCH (g:AriadneGraph {name: $name}) RETURN g.load AS load";

/// Up to where which data are wholly there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whole {
    /// The load that the data are of.
    pub(crate) load: String,
    /// The last changeset.
    pub(crate) seq: u64,
}

/// What the graph shows, once whoever writes it is done; `None` when it was never loaded.
pub(crate) async fn settled(
    client: &Client,
    operation: &'static str,
) -> Result<Option<(Applied, Whole)>> {
    let mut tx = client.begin(operation).await?;
    let rows = tx.rows(query(SETTLED).param("name", client.name())).await;
    let rows = tx.end(rows).await?;
    let Some(row) = rows.first() else {
        client.forget();
        return Ok(None);
    };
    let fields = Fields::of(row, operation);
    let (catalog, epoch) = (fields.id("catalog")?, fields.number("epoch")?);
    let whole =
        Whole { load: fields.text("load")?.unwrap_or_default(), seq: fields.number("seq")? };
    client.saw(whole.clone());
    Ok(Some((Applied { catalog, epoch, seq: whole.seq }, whole)))
}

/// Whether the graph shows this load.
pub(crate) async fn still(tx: &mut Tx<'_>, name: &str, load: &str) -> Result<bool> {
    let rows = tx.rows(query(LOAD).param("name", name)).await?;
    let Some(row) = rows.first() else { return Ok(false) };
    Ok(Fields::of(row, tx.operation()).text("load")?.is_some_and(|now| now == load))
}
