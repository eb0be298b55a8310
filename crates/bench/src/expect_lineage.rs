//! The right answers about lineage, found in plain lists of neighbours.

use std::collections::HashMap;

use ariadne_domain::Direction;
use uuid::Uuid;

use crate::Outcome;
use crate::data::{Generator, parts};
use crate::edges::Edges;
use crate::lineage::{Answered, Question};
use crate::shape::Shape;

/// Neighbours in one direction: those of node `n` stand from `ends[n]` to `ends[n + 1]`.
struct Beside {
    ends: Vec<usize>,
    nodes: Vec<u32>,
}

impl Beside {
    fn new(nodes: usize, pairs: &[(u32, u32)], key: impl Fn(&(u32, u32)) -> (u32, u32)) -> Self {
        let mut sorted: Vec<(u32, u32)> = pairs.iter().map(key).collect();
        sorted.sort_unstable();
        let mut ends = vec![0; nodes + 1];
        for (from, _) in &sorted {
            ends[*from as usize + 1] += 1;
        }
        for n in 1..ends.len() {
            ends[n] += ends[n - 1];
        }
        Self { ends, nodes: sorted.into_iter().map(|(_, to)| to).collect() }
    }

    fn of(&self, node: u32) -> &[u32] {
        &self.nodes[self.ends[node as usize]..self.ends[node as usize + 1]]
    }
}

/// Everybody's neighbours.
pub(crate) struct Reference {
    /// The number of the first column of each table, where edges run between columns.
    first: Option<Vec<u32>>,
    downstream: Beside,
    upstream: Beside,
}

impl Reference {
    pub(crate) fn new(generator: Generator, edges: &Edges) -> Outcome<Self> {
        let mut count = u32::try_from(generator.tables())?;
        let first = if generator.shape() == Shape::Columns {
            let mut first = Vec::new();
            count = 0;
            for n in 0..generator.tables() {
                first.push(count);
                count += u32::try_from(generator.width(n))?;
            }
            Some(first)
        } else {
            None
        };
        let number = |id| number(first.as_deref(), id);
        let pairs = edges.all().map(|link| Some((number(link.from.id)?, number(link.to.id)?)));
        let pairs: Option<Vec<(u32, u32)>> = pairs.collect();
        let pairs = pairs.ok_or("An edge ends at nothing.")?;
        let nodes = count as usize;
        let downstream = Beside::new(nodes, &pairs, |pair| *pair);
        let upstream = Beside::new(nodes, &pairs, |(from, to)| (*to, *from));
        Ok(Self { first, downstream, upstream })
    }

    /// How many neighbours a table has, upstream and downstream.
    pub(crate) fn degree(&self, id: Uuid) -> usize {
        let node = number(self.first.as_deref(), id);
        node.map_or(0, |node| self.downstream.of(node).len() + self.upstream.of(node).len())
    }

    /// Compares an answer with what is right.
    pub(crate) fn check(&self, question: &Question, answer: &Answered) -> Outcome<()> {
        let wrong = |what: &str| -> Box<dyn std::error::Error + Send + Sync> {
            format!("The product's answer to {question:?} is wrong: {what}.").into()
        };
        let of: Option<Vec<u32>> =
            question.of.iter().map(|id| number(self.first.as_deref(), *id)).collect();
        let of = of.ok_or("A start is nothing.")?;
        let search =
            |on: bool, beside| if on { reach(beside, &of, question.depth) } else { HashMap::new() };
        let down = search(question.direction != Direction::Upstream, &self.downstream);
        let up = search(question.direction != Direction::Downstream, &self.upstream);
        let nodes = &answer.compact.nodes;
        let found: Option<Vec<u32>> =
            nodes.id.iter().map(|id| number(self.first.as_deref(), *id)).collect();
        let found = found.ok_or_else(|| wrong("a node is none"))?;
        let expected = down.len() + up.keys().filter(|node| !down.contains_key(node)).count();
        if (found.len(), answer.total_nodes, answer.truncated) != (expected, expected, false) {
            return Err(wrong(&format!("{} nodes instead of {expected}", found.len())));
        }
        let mut seen = std::collections::HashSet::new();
        for (node, depth) in found.iter().zip(&nodes.depth) {
            let right = match (up.get(node), down.get(node)) {
                (Some(up), Some(down)) if up < down => -i64::from(*up),
                (_, Some(down)) => i64::from(*down),
                (Some(up), None) => -i64::from(*up),
                (None, None) => return Err(wrong("a node is not connected")),
            };
            if *depth != right || !seen.insert(*node) {
                return Err(wrong(&format!("a node is {depth} away instead of {right}")));
            }
        }
        let within = |depth: Option<&u32>| {
            depth.is_some_and(|depth| question.depth.is_none_or(|limit| *depth < limit))
        };
        let mut expected = 0;
        for from in down.keys().filter(|node| within(down.get(node))) {
            expected += self.downstream.of(*from).len();
        }
        for to in up.keys().filter(|node| within(up.get(node))) {
            let others = self.upstream.of(*to).iter().filter(|from| !within(down.get(from)));
            expected += others.count();
        }
        let edges = &answer.compact.edges;
        if (edges.from.len(), answer.total_edges) != (expected, expected) {
            return Err(wrong(&format!("{} edges instead of {expected}", edges.from.len())));
        }
        let mut last = None;
        for (from, to) in edges.from.iter().zip(&edges.to) {
            let (Some(from), Some(to)) = (found.get(*from), found.get(*to)) else {
                return Err(wrong("an edge ends nowhere"));
            };
            let there = self.downstream.of(*from).binary_search(to).is_ok();
            let asked = within(down.get(from)) || within(up.get(to));
            // ids sort as they are numbered
            if !there || !asked || last >= Some((from, to)) {
                return Err(wrong("an edge is none, was not asked for or stands elsewhere"));
            }
            last = Some((from, to));
        }
        Ok(())
    }
}

/// What reaches how far.
fn reach(beside: &Beside, of: &[u32], limit: Option<u32>) -> HashMap<u32, u32> {
    let mut found: HashMap<u32, u32> = of.iter().map(|start| (*start, 0)).collect();
    let mut order = of.to_vec();
    let mut next = 0;
    while let Some(node) = order.get(next).copied() {
        next += 1;
        let depth = found[&node] + 1;
        if limit.is_some_and(|limit| depth > limit) {
            continue;
        }
        for other in beside.of(node) {
            found.entry(*other).or_insert_with(|| {
                order.push(*other);
                depth
            });
        }
    }
    found
}

/// The number of a table, or of a column where edges run between columns.
fn number(first: Option<&[u32]>, id: Uuid) -> Option<u32> {
    let (table, part) = parts(id)?;
    match first {
        None => u32::try_from(table).ok(),
        Some(first) => {
            let column = u32::try_from(part.checked_sub(1)?).ok()?;
            first.get(usize::try_from(table).ok()?).map(|first| first + column)
        }
    }
}
