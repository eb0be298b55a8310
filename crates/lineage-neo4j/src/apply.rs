//! Changesets, in one transaction with the number of the last.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use ariadne_ports::{Error, ErrorKind, GraphStep, Result};
use neo4rs::query;

use crate::batch::Batch;
use crate::client::{Client, Tx};
use crate::mapping::{Fields, int};
use crate::shown::Whole;

const OPERATION: &str = "lineage.apply";

/// Takes the lock of the graph first, then compares: a number read before the lock may
/// be another's by then.
const COMPARE_AND_SET: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.locked = $last \
    WITH g WHERE g.seq = $before SET g.seq = $last RETURN g.load AS load";

pub(crate) async fn apply(client: Arc<Client>, steps: Vec<GraphStep>) -> Result<()> {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Ok(()) };
    let before = first.seq.checked_sub(1).ok_or_else(|| conflict(&steps))?;
    if steps.windows(2).any(|two| two[1].seq != two[0].seq + 1) {
        return Err(conflict(&steps));
    }
    let set = query(COMPARE_AND_SET)
        .param("name", client.name())
        .param("before", int(before))
        .param("last", int(last.seq));
    let mut tx = client.begin(OPERATION).await?;
    let done = async {
        let rows = tx.rows(set).await?;
        let Some(row) = rows.first() else { return Err(conflict(&steps)) };
        let load = Fields::of(row, OPERATION).text("load")?.unwrap_or_default();
        write(&mut tx, &load, &steps).await?;
        Ok(load)
    };
    let done = done.await;
    let load = tx.end(done).await?;
    client.saw(Whole { load, seq: last.seq });
    Ok(())
}

async fn write(tx: &mut Tx<'_>, load: &str, steps: &[GraphStep]) -> Result<()> {
    let mut batch = Batch::default();
    let edges = steps.iter().flat_map(|step| {
        step.edges.iter().map(|(ends, state)| (ends.id, step.seq, (ends, *state)))
    });
    for (first, said) in by_entity(edges) {
        batch.close_edge(said[0].1.0, first);
        for (at, (seq, (ends, state))) in said.iter().enumerate() {
            let to = said.get(at + 1).map(|(seq, _)| *seq);
            if let Some(state) = state {
                batch.edge(ends, state, (*seq, to), |_| false);
            }
        }
    }
    let tables = steps
        .iter()
        .flat_map(|step| step.tables.iter().map(|(table, facet)| (*table, step.seq, *facet)));
    for (table, (first, said)) in keyed(tables) {
        batch.close_facet(table, first);
        for (at, (seq, facet)) in said.iter().enumerate() {
            let to = said.get(at + 1).map(|(seq, _)| *seq);
            if let Some(facet) = facet {
                batch.facet(table, facet, (*seq, to));
            }
        }
    }
    tx.run(batch.queries(load)).await
}

/// What is said of one entity: the changeset of the first, and all by changeset.
type Said<T> = (u64, Vec<(u64, T)>);

fn by_entity<K: Eq + Hash, T>(said: impl Iterator<Item = (K, u64, T)>) -> Vec<Said<T>> {
    keyed(said).into_values().collect()
}

/// Of what one changeset says twice, the last counts.
fn keyed<K: Eq + Hash, T>(said: impl Iterator<Item = (K, u64, T)>) -> HashMap<K, Said<T>> {
    let mut all: HashMap<K, Said<T>> = HashMap::new();
    for (key, seq, what) in said {
        let (_, of_one) = all.entry(key).or_insert_with(|| (seq, Vec::new()));
        match of_one.last_mut() {
            Some(last) if last.0 == seq => last.1 = what,
            _ => of_one.push((seq, what)),
        }
    }
    all
}

fn conflict(steps: &[GraphStep]) -> Error {
    let message = "The lineage graph does not stand right before these changesets.";
    let seqs: Vec<u64> = steps.iter().map(|step| step.seq).collect();
    Error::new(ErrorKind::Conflict, OPERATION, message)
        .with_context("first", seqs.first().copied().unwrap_or_default())
        .with_context("steps", seqs.len())
}
