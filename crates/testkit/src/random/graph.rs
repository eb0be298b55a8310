//! Random lineage for graphs: few nodes, so that cycles, diamonds and pairs with
//! several edges are common.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use ariadne_domain::{
    Claims, Confidence, EdgeId, EdgeState, LineageLevel, LineageOrigin, LineageStatus, SourceId,
    TableId, TableKind,
};
use ariadne_ports::{EdgeEnds, GraphStep, Node, TableFacet};
use proptest::prelude::*;
use uuid::Uuid;

use crate::SeqIds;

const TABLES: usize = 5;
const COLUMNS: usize = 3;

/// A table of the stories.
pub fn story_table(number: usize) -> Node {
    let id = SeqIds::nth(number as u64 % TABLES as u64 + 1);
    Node { id, table: TableId(id) }
}

/// A column of the stories.
pub fn story_column(number: usize) -> Node {
    let table = story_table(number / COLUMNS).table;
    Node { id: SeqIds::nth((number % (TABLES * COLUMNS)) as u64 + 101), table }
}

/// A source of the stories.
pub fn story_source(number: usize) -> SourceId {
    SourceId(SeqIds::nth(number as u64 % 3 + 1_001))
}

/// Changesets 1 and on, and a seed for the questions about them.
#[derive(Clone, PartialEq, Eq)]
pub struct GraphStory {
    /// The changesets.
    pub steps: Vec<GraphStep>,
    /// For whatever else is to be random.
    pub seed: u64,
}

impl fmt::Debug for GraphStory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {}", self.seed)?;
        for step in &self.steps {
            writeln!(f, "changeset {}:", step.seq)?;
            for (ends, state) in &step.edges {
                let (from, to) = (ends.from.id, ends.to.id);
                writeln!(f, "  edge {} from {from} to {to}: {state:?}", ends.id)?;
            }
            for (table, facet) in &step.tables {
                writeln!(f, "  table {table}: {facet:?}")?;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Debug)]
enum Event {
    /// An edge gets a state; one that ended gets another id when `anew`.
    Edge {
        level: LineageLevel,
        from: usize,
        to: usize,
        state: EdgeState,
        anew: bool,
    },
    /// One of the edges ends.
    End(usize),
    Table(usize, Option<TableFacet>),
}

fn any_state() -> impl Strategy<Value = EdgeState> {
    let status = proptest::sample::select(LineageStatus::ALL);
    let claim = (proptest::sample::select(LineageOrigin::ALL), 0_u16..=4);
    (status, proptest::collection::vec(claim, 0..3)).prop_map(|(status, said)| {
        let mut claims = Claims::default();
        for (origin, quarters) in said {
            let confidence = Confidence::from_thousandths(quarters * 250);
            claims.add(origin, confidence.unwrap_or(Confidence::CERTAIN));
        }
        EdgeState { status, claims }
    })
}

fn any_event() -> impl Strategy<Value = Event> {
    let level = proptest::sample::select(LineageLevel::ALL);
    let edge = (level, 0..TABLES * COLUMNS, 0..TABLES * COLUMNS, any_state(), any::<bool>());
    let kind = proptest::sample::select(&[TableKind::Table, TableKind::View, TableKind::Other][..]);
    let facet = (proptest::option::of(0_usize..3), kind)
        .prop_map(|(source, kind)| TableFacet { source: source.map(story_source), kind });
    prop_oneof![
        6 => edge.prop_map(|(level, from, to, state, anew)| Event::Edge { level, from, to, state, anew }),
        2 => (0_usize..100).prop_map(Event::End),
        1 => (0..TABLES, proptest::option::of(facet)).prop_map(|(table, facet)| Event::Table(table, facet)),
    ]
}

/// Any story of up to eight changesets.
pub fn any_graph_story() -> impl Strategy<Value = GraphStory> {
    let changeset = proptest::collection::vec(any_event(), 0..9);
    (proptest::collection::vec(changeset, 0..9), any::<u64>()).prop_map(|(changesets, seed)| {
        let mut edges = Edges::default();
        let steps = (1..).zip(&changesets).map(|(seq, events)| edges.step(seq, events));
        GraphStory { steps: steps.collect(), seed }
    })
}

/// The edges so far by their nodes: how many each pair of nodes had, and whether the
/// last one lives.
#[derive(Default)]
struct Edges(BTreeMap<(Uuid, Uuid), (EdgeEnds, u128, bool)>);

impl Edges {
    fn step(&mut self, seq: u64, events: &[Event]) -> GraphStep {
        let mut step = GraphStep { seq, ..GraphStep::default() };
        // A changeset says of each edge and table once what it is from then on.
        let mut told = BTreeSet::new();
        for event in events {
            match event {
                Event::Edge { level, from, to, state, anew } => {
                    let node = match level {
                        LineageLevel::Table => story_table,
                        LineageLevel::Column => story_column,
                    };
                    let (from, to) = (node(*from), node(*to));
                    if from != to {
                        let ends = self.draw(*level, from, to, *anew);
                        if told.insert(ends.id.0) {
                            step.edges.push((ends, Some(*state)));
                            self.0.insert(
                                (from.id, to.id),
                                (ends, self.times(from, to, *anew), true),
                            );
                        }
                    }
                }
                Event::End(number) => {
                    let count = self.0.len().max(1);
                    let nth = self.0.values_mut().nth(number % count);
                    if let Some((ends, _, lives)) =
                        nth.filter(|(ends, _, lives)| *lives && !told.contains(&ends.id.0))
                    {
                        told.insert(ends.id.0);
                        *lives = false;
                        step.edges.push((*ends, None));
                    }
                }
                Event::Table(number, facet) => {
                    let table = story_table(*number).table;
                    if told.insert(table.0) {
                        step.tables.push((table, *facet));
                    }
                }
            }
        }
        step
    }

    /// How many edges of two nodes there were before the one to draw.
    fn times(&self, from: Node, to: Node, anew: bool) -> u128 {
        match self.0.get(&(from.id, to.id)) {
            Some((_, times, false)) if anew => times + 1,
            Some((_, times, _)) => *times,
            None => 0,
        }
    }

    fn draw(&self, level: LineageLevel, from: Node, to: Node, anew: bool) -> EdgeEnds {
        let times = self.times(from, to, anew);
        let id = from.id.as_u128().rotate_left(31) ^ to.id.as_u128() ^ times << 60;
        EdgeEnds { id: EdgeId(Uuid::from_u128(id)), level, from, to }
    }
}
