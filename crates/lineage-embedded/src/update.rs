//! A graph after further changesets.

use std::collections::HashMap;

use ariadne_domain::{EdgeState, LineageLevel};
use ariadne_ports::{EdgeEnds, Error, ErrorKind, GraphStep, Node, Result};
use uuid::Uuid;

use crate::nodes::{ColumnRecord, EdgeRecord, TableRecord};
use crate::snapshot::{Joined, Snapshot, is_plain};
use crate::times::Times;

const OPERATION: &str = "lineage.apply";

/// What joined two nodes before the steps.
#[derive(Clone, Copy, Debug)]
enum Before {
    Nothing,
    Something { plain: bool },
}

/// A graph that takes steps; links are written at the end, each leaf once.
struct Update {
    next: Snapshot,
    /// Column edges that were touched.
    columns: HashMap<u32, Before>,
    /// Pairs of tables that were touched, with the tables.
    pairs: HashMap<u32, (u32, u32, Before)>,
    /// New pairs, which have no links yet.
    new_pairs: HashMap<(u32, u32), u32>,
}

impl Snapshot {
    /// This graph and what the steps change; `Conflict` when they do not follow it.
    pub(crate) fn after(&self, steps: &[GraphStep]) -> Result<Self> {
        for (expected, step) in (self.applied.seq + 1..).zip(steps) {
            if step.seq != expected {
                let message = "The lineage graph stands at another changeset.";
                return Err(Error::new(ErrorKind::Conflict, OPERATION, message)
                    .with_context("expected", expected)
                    .with_context("seq", step.seq));
            }
        }
        let mut update = Update {
            next: self.clone(),
            columns: HashMap::new(),
            pairs: HashMap::new(),
            new_pairs: HashMap::new(),
        };
        for step in steps {
            update.take(step)?;
        }
        Ok(update.finish())
    }
}

impl Update {
    fn take(&mut self, step: &GraphStep) -> Result<()> {
        for (table, facet) in &step.tables {
            let table = self.table(table.0);
            self.next.tables.at_mut(table).facet.set(step.seq, *facet);
        }
        for (ends, state) in &step.edges {
            self.set(step.seq, ends, *state)?;
        }
        self.next.applied.seq = step.seq;
        Ok(())
    }

    fn table(&mut self, id: Uuid) -> u32 {
        self.next.tables.find_or_add(id, || TableRecord { id, facet: Times::default() })
    }

    fn node(&mut self, level: LineageLevel, node: Node) -> u32 {
        let table = self.table(node.table.0);
        match level {
            LineageLevel::Table => table,
            LineageLevel::Column => {
                let make = || ColumnRecord { id: node.id, table };
                self.next.columns.find_or_add(node.id, make)
            }
        }
    }

    fn set(&mut self, seq: u64, ends: &EdgeEnds, state: Option<EdgeState>) -> Result<()> {
        let place = match self.next.edges.find(ends.id.0) {
            Some(place) => {
                if self.next.ends(self.next.edges.at(place)) != *ends {
                    let message = "an edge has other ends than before";
                    return Err(Error::internal(OPERATION, message).with_context("edge", ends.id));
                }
                self.touch(place, None);
                place
            }
            // What was never there cannot end.
            None if state.is_none() => return Ok(()),
            None => self.add(ends),
        };
        self.next.edges.at_mut(place).state.set(seq, state);
        Ok(())
    }

    fn add(&mut self, ends: &EdgeEnds) -> u32 {
        let from = self.node(ends.level, ends.from);
        let to = self.node(ends.level, ends.to);
        let (id, level) = (ends.id.0, ends.level);
        let place = self.next.edges.find_or_add(id, || EdgeRecord {
            id,
            level,
            from,
            to,
            state: Times::default(),
        });
        self.touch(place, Some(level));
        place
    }

    /// Remembers what an edge joined before it changes; `new` is the level of a new one.
    fn touch(&mut self, place: u32, new: Option<LineageLevel>) {
        let edge = self.next.edges.at(place);
        if edge.level == LineageLevel::Column {
            let plain = is_plain(edge.state.now());
            let before = if new.is_some() { Before::Nothing } else { Before::Something { plain } };
            self.columns.entry(place).or_insert(before);
        }
        let Some((from, to)) = self.next.tables_of(edge) else {
            return;
        };
        let pair = self.pair(from, to);
        if let Some(level) = new {
            self.next.pairs.at_mut(pair).add(place, level);
        }
    }

    /// The pair of two tables, as touched.
    fn pair(&mut self, from: u32, to: u32) -> u32 {
        if let Some(pair) = self.new_pairs.get(&(from, to)) {
            return *pair;
        }
        let links = &self.next.table_links;
        let (out, into) = (links.downstream.all(from), links.upstream.all(to));
        let known = if out.len() <= into.len() {
            out.iter().find(|link| link.node == to)
        } else {
            into.iter().find(|link| link.node == from)
        };
        if let Some(link) = known {
            let (next, pair) = (&self.next, link.edge);
            self.pairs.entry(pair).or_insert_with(|| {
                let state = next.pairs.at(pair).state(&next.edges, None);
                (from, to, Before::Something { plain: is_plain(state) })
            });
            return pair;
        }
        let pair = self.next.pairs.push(crate::pairs::Pair::default());
        self.new_pairs.insert((from, to), pair);
        self.pairs.insert(pair, (from, to, Before::Nothing));
        pair
    }

    fn finish(mut self) -> Snapshot {
        let columns = self.columns.iter().filter_map(|(place, before)| {
            let edge = self.next.edges.at(*place);
            joined(edge.from, edge.to, *place, *before, edge.state.now())
        });
        let columns: Vec<Joined> = columns.collect();
        let mut tables = Vec::new();
        for (place, (from, to, before)) in &self.pairs {
            let pair = self.next.pairs.at_mut(*place);
            pair.settle(&self.next.edges);
            tables.extend(joined(*from, *to, *place, *before, pair.state(&self.next.edges, None)));
        }
        self.next.column_links.change(&columns);
        self.next.table_links.change(&tables);
        self.next
    }
}

/// What changes of the links between two nodes, if anything.
fn joined(from: u32, to: u32, edge: u32, before: Before, now: Option<EdgeState>) -> Option<Joined> {
    let plain = is_plain(now);
    match before {
        Before::Something { plain: was } if was == plain => None,
        before => {
            let known = matches!(before, Before::Something { .. });
            Some(Joined { from, to, edge, plain, known })
        }
    }
}
