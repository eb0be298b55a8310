//! Changesets, in one transaction with the number of the last; very large ones ahead of it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use ariadne_ports::{Error, ErrorKind, GraphStep, Result};
use neo4rs::{Query, query};

use crate::ahead;
use crate::batch::Batch;
use crate::client::Client;
use crate::mapping::{Fields, int};
use crate::shown::Whole;

pub(crate) const OPERATION: &str = "lineage.apply";

/// Takes the lock of the graph first, then compares: a number read before the lock may
/// be another's by then. What somebody began to write ahead has to be taken back first.
const COMPARE_AND_SET: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.locked = $last \
    WITH g WHERE g.seq = $before \
    SET g.seq = CASE WHEN g.ahead IS NULL THEN $last ELSE g.seq END \
    RETURN g.load AS load, g.ahead AS ahead";

pub(crate) async fn apply(client: Arc<Client>, steps: Vec<GraphStep>) -> Result<()> {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Ok(()) };
    let span = Span { first: first.seq, last: last.seq };
    if first.seq == 0 || steps.windows(2).any(|two| two[1].seq != two[0].seq + 1) {
        return Err(span.conflict());
    }
    let batch = changes(&steps);
    let load = if batch.is_large() {
        ahead::apply(&client, span, batch).await?
    } else {
        match at_once(&client, span, batch).await? {
            Some(load) => load,
            None => ahead::apply(&client, span, changes(&steps)).await?,
        }
    };
    client.saw(Whole { load, seq: span.last });
    Ok(())
}

/// Consecutive changesets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    first: u64,
    pub(crate) last: u64,
}

impl Span {
    /// The query, told where the graph has to stand and where it comes to.
    pub(crate) fn query(self, text: &str, client: &Client) -> Query {
        query(text)
            .param("name", client.name())
            .param("before", int(self.before()))
            .param("last", int(self.last))
    }

    pub(crate) fn before(self) -> u64 {
        self.first - 1
    }

    pub(crate) fn conflict(self) -> Error {
        let message = "The lineage graph does not stand right before these changesets.";
        Error::new(ErrorKind::Conflict, OPERATION, message)
            .with_context("first", self.first)
            .with_context("last", self.last)
    }
}

/// Answers the load that was written to; `None` when somebody began to write ahead.
async fn at_once(client: &Client, span: Span, batch: Batch) -> Result<Option<String>> {
    let mut tx = client.begin(OPERATION).await?;
    let done = async {
        let rows = tx.rows(span.query(COMPARE_AND_SET, client)).await?;
        let row = rows.first().ok_or_else(|| span.conflict())?;
        let fields = Fields::of(row, OPERATION);
        if fields.text("ahead")?.is_some() {
            return Ok(None);
        }
        let load = fields.text("load")?.unwrap_or_default();
        tx.run(batch.queries(&load)).await?;
        Ok(Some(load))
    };
    let done = done.await;
    tx.end(done).await
}

/// What the steps change.
fn changes(steps: &[GraphStep]) -> Batch {
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
    batch
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
