//! The edges of each shape, made from the seed again whenever they are wanted: table
//! by table, those that end at it or at its columns.
//!
//! - `Real`: an edge into a table for most tables, for a few of them dozens; one table
//!   feeds one edge in 23.
//! - `Dense`: 11 or 12 edges into every table but those of the first layer, from the
//!   layer before; who feeds them is drawn so that the first of a layer feed very many.
//! - `Columns`: every table has two tables that it is made from, in the layer before;
//!   seven edges of ten join columns of the same place, the others any two.
//! - `Odd`: table 0 feeds its children; the ladder, the tree and the cycle follow.

use ariadne_domain::{
    Actor, ActorId, ActorKind, AssertionId, Claims, Confidence, Edge, EdgeDraft, EdgeId, EdgeState,
    EntityChange, LineageLevel, LineageOrigin, NewClaim, TableId,
};
use ariadne_ports::{EdgeEnds, Node};
use uuid::Uuid;

use crate::Outcome;
use crate::data::{Generator, START, id};
use crate::random::{Random, mixed};
use crate::shape::{CYCLE, LADDER, Shape, children};
use crate::words::LAYERS;

/// Ids of edges are behind those of tables and sources.
const EDGE_IDS: u64 = 1 << 33;
/// What edges are drawn by is another series than what tables are.
const SERIES: u64 = 0x5eed_ed9e;
const DENSE_LAYERS: u64 = 10;
/// Of a thousand edges of `Real`, so many come from the first table of the first layer.
const HUB: u64 = 44;
/// Of ten thousand tables of `Real`, so many have at most so many edges into them.
const INTO: [(u64, u64); 7] =
    [(0, 0), (4_500, 0), (8_000, 1), (9_000, 2), (9_400, 3), (9_900, 11), (10_000, 72)];

/// An edge with one claim about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    number: u64,
    pub(crate) level: LineageLevel,
    pub(crate) from: Node,
    pub(crate) to: Node,
}

impl Link {
    /// Its id.
    pub(crate) fn id(&self) -> EdgeId {
        EdgeId(id(EDGE_IDS + self.number, 0))
    }

    /// What never changes of it.
    pub(crate) fn ends(&self) -> EdgeEnds {
        EdgeEnds { id: self.id(), level: self.level, from: self.from, to: self.to }
    }

    /// Most edges are read from queries, some from events, one in ten is drawn.
    fn origin(&self) -> LineageOrigin {
        match mixed(self.number) % 10 {
            0 => LineageOrigin::Manual,
            1 | 2 => LineageOrigin::OpenLineage,
            _ => LineageOrigin::Sql,
        }
    }

    /// What its claim makes of it.
    pub(crate) fn state(&self) -> EdgeState {
        let mut claims = Claims::default();
        claims.add(self.origin(), Confidence::CERTAIN);
        EdgeState { status: self.origin().first_status(), claims }
    }

    /// What it takes to create it, as the use case makes it.
    pub(crate) fn created(&self) -> Outcome<Vec<EntityChange>> {
        let origin = self.origin();
        let manual = origin == LineageOrigin::Manual;
        let claimant = if manual {
            actor(2, "Local administrator", ActorKind::Person)
        } else {
            actor(3, "Query log", ActorKind::System)
        };
        let mut draft = EdgeDraft::new(Edge {
            id: self.id(),
            level: self.level,
            from: self.from.id,
            to: self.to.id,
            from_table: self.from.table,
            to_table: self.to.table,
            state: self.state(),
        });
        let claim = NewClaim {
            origin,
            status: None,
            claimant,
            process: (!manual).then(|| format!("job_{}", self.number % 5_000)),
            confidence: None,
            transformation: None,
            note: None,
        };
        let assertion = || AssertionId(id(EDGE_IDS + self.number, 1));
        draft.claim(claim, START, assertion).map_err(|violation| violation.message)?;
        Ok(draft.into_changes())
    }
}

fn actor(number: u128, name: &str, kind: ActorKind) -> Actor {
    Actor { id: ActorId(Uuid::from_u128(number)), name: name.to_owned(), kind }
}

/// Table `n` as an end.
pub(crate) fn table(n: u64) -> Node {
    let id = id(n, 0);
    Node { id, table: TableId(id) }
}

/// Column `at` of table `n` as an end.
pub(crate) fn column(n: u64, at: u64) -> Node {
    Node { id: id(n, at + 1), table: TableId(id(n, 0)) }
}

/// Makes the edges of a catalog.
pub(crate) struct Edges {
    generator: Generator,
    /// The tables of each layer.
    layers: Vec<Vec<u64>>,
    /// How many columns each table has, where edges run between columns.
    widths: Vec<u64>,
}

impl Edges {
    pub(crate) fn new(generator: Generator) -> Self {
        let tables = generator.tables();
        let mut edges = Self { generator, layers: Vec::new(), widths: Vec::new() };
        let layers = match generator.shape() {
            Shape::Lists | Shape::Odd => return edges,
            Shape::Dense => DENSE_LAYERS,
            Shape::Real | Shape::Columns => LAYERS.len() as u64,
        };
        edges.layers = (0..layers).map(|_| Vec::new()).collect();
        for n in 0..tables {
            let layer = edges.layer(n);
            edges.layers[layer].push(n);
        }
        if generator.shape() == Shape::Columns {
            edges.widths = (0..tables).map(|n| generator.width(n)).collect();
        }
        edges
    }

    /// All edges, by the table that they end at.
    pub(crate) fn all(&self) -> impl Iterator<Item = Link> + '_ {
        let shape = self.generator.shape();
        let level =
            if shape == Shape::Columns { LineageLevel::Column } else { LineageLevel::Table };
        let tables = 0..self.generator.tables();
        let ends = tables.flat_map(move |n| match shape {
            Shape::Lists => Vec::new(),
            Shape::Real => self.real(n),
            Shape::Dense => self.dense(n),
            Shape::Odd => self.odd(n),
            Shape::Columns => self.columns(n),
        });
        (0..).zip(ends).map(move |(number, (from, to))| Link { number, level, from, to })
    }

    /// The tables that feed most others, most first.
    pub(crate) fn hubs(&self) -> impl Iterator<Item = u64> + '_ {
        let feeding = self.layers.len().saturating_sub(1);
        let largest = self.layers.iter().map(Vec::len).max().unwrap_or_default();
        (0..largest).flat_map(move |rank| {
            self.layers[..feeding].iter().filter_map(move |layer| layer.get(rank).copied())
        })
    }

    fn layer(&self, n: u64) -> usize {
        match self.generator.shape() {
            Shape::Dense => usize::try_from(n % DENSE_LAYERS).unwrap_or_default(),
            _ => self.generator.layer(n),
        }
    }

    fn random(&self, n: u64) -> Random {
        Random::new(self.generator.seed() ^ SERIES, n)
    }

    fn real(&self, n: u64) -> Vec<(Node, Node)> {
        let (layer, mut random) = (self.layer(n), self.random(n));
        if layer == 0 {
            return Vec::new();
        }
        let wanted = into(&mut random);
        let mut from = Vec::new();
        for _ in 0..wanted {
            let source = if random.below(1_000) < HUB {
                self.layers[0][0]
            } else {
                let back = if random.percent(80) { 1 } else { 1 + random.rank(1, layer) };
                let layer = &self.layers[layer - back];
                layer[random.rank(2, layer.len())]
            };
            if !from.contains(&source) {
                from.push(source);
            }
        }
        from.into_iter().map(|source| (table(source), table(n))).collect()
    }

    fn dense(&self, n: u64) -> Vec<(Node, Node)> {
        let Some(before) = self.layer(n).checked_sub(1).map(|layer| &self.layers[layer]) else {
            return Vec::new();
        };
        let mut random = self.random(n);
        let wanted = 11 + usize::from((n / DENSE_LAYERS).is_multiple_of(9));
        let mut from = Vec::with_capacity(wanted);
        while from.len() < wanted {
            let source = before[random.rank(3, before.len())];
            if !from.contains(&source) {
                from.push(source);
            }
        }
        from.into_iter().map(|source| (table(source), table(n))).collect()
    }

    fn columns(&self, n: u64) -> Vec<(Node, Node)> {
        let Some(before) = self.layer(n).checked_sub(1).map(|layer| &self.layers[layer]) else {
            return Vec::new();
        };
        let mut random = self.random(n);
        let width = |n: u64| usize::try_from(n).ok().map_or(1, |n| self.widths[n]);
        // a table is mostly made from wider ones
        let mut made_from = [(); DRAWN].map(|()| before[random.rank(1, before.len())]);
        made_from.sort_by_key(|source| std::cmp::Reverse(width(*source)));
        let made_from = [made_from[0], made_from[1]];
        let mut found: Vec<(Node, Node)> = Vec::new();
        for at in 0..width(n) {
            let first = found.len();
            let mut add = |from: u64, place: u64| {
                let ends = (column(from, place), column(n, at));
                if !found[first..].contains(&ends) {
                    found.push(ends);
                }
            };
            for (share, source) in [100, 55].into_iter().zip(made_from) {
                if at < width(source) && random.percent(share) {
                    add(source, at);
                }
            }
            for share in [45, 18] {
                if random.percent(share) {
                    let source = made_from[random.rank(1, made_from.len())];
                    add(source, random.below(width(source)));
                }
            }
        }
        found
    }

    fn odd(&self, n: u64) -> Vec<(Node, Node)> {
        let places = Odd::new(self.generator);
        let from = if n == 0 {
            Vec::new()
        } else if n < places.ladder {
            vec![0]
        } else if n < places.tree {
            // two nodes a layer, each fed by both of the layer before
            let layer = (n - places.ladder) / 2;
            let before = layer.checked_sub(1).map(|layer| places.ladder + 2 * layer);
            before.map_or_else(Vec::new, |first| vec![first, first + 1])
        } else if n < places.cycle {
            let at = n - places.tree;
            at.checked_sub(1).map_or_else(Vec::new, |at| vec![places.tree + at / 2])
        } else {
            let at = n - places.cycle;
            vec![places.cycle + (at + CYCLE - 1) % CYCLE]
        };
        from.into_iter().map(|from| (table(from), table(n))).collect()
    }
}

/// Where the parts of [`Shape::Odd`] begin; the hub is table 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Odd {
    pub(crate) ladder: u64,
    pub(crate) tree: u64,
    pub(crate) cycle: u64,
}

impl Odd {
    pub(crate) fn new(generator: Generator) -> Self {
        let ladder = 1 + children(generator.scale().into());
        Self { ladder, tree: ladder + LADDER, cycle: ladder + 2 * LADDER }
    }
}

/// Of so many tables the two widest are what another is made from.
const DRAWN: usize = 8;

/// How many edges go into a table, by [`INTO`].
fn into(random: &mut Random) -> u64 {
    let at = 1 + random.below(10_000);
    let pair = INTO.windows(2).find(|pair| at <= pair[1].0);
    let (low, high) = pair.map_or((INTO[5], INTO[6]), |pair| (pair[0], pair[1]));
    // rounded up: the first of a step has one more than the step before
    low.1 + ((at - low.0) * (high.1 - low.1)).div_ceil(high.0 - low.0)
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::data::parts;

    fn links(shape: Shape, scale: u32) -> Vec<Link> {
        let all: Vec<Link> = Edges::new(Generator::new(shape, 1, scale)).all().collect();
        let pairs: HashSet<(Uuid, Uuid)> = all.iter().map(|l| (l.from.id, l.to.id)).collect();
        assert_eq!(pairs.len(), all.len(), "one edge for a pair");
        assert!(all.iter().all(|link| link.from != link.to));
        all
    }

    fn most(links: &[Link], end: impl Fn(&Link) -> Node) -> usize {
        let mut counts: HashMap<Uuid, usize> = HashMap::new();
        for link in links {
            *counts.entry(end(link).id).or_default() += 1;
        }
        counts.into_values().max().unwrap_or_default()
    }

    #[test]
    fn shapes_have_the_edges_they_claim() {
        let real = links(Shape::Real, 10_000);
        assert!((12_000..14_000).contains(&real.len()), "{}", real.len());
        assert!((450..700).contains(&most(&real, |link| link.from)));
        assert!((50..=72).contains(&most(&real, |link| link.to)));
        let dense = links(Shape::Dense, 10_000);
        assert!((99_900..=100_100).contains(&dense.len()), "{}", dense.len());
        let columns = links(Shape::Columns, 10_000);
        let of = Generator::new(Shape::Columns, 1, 10_000);
        let all: u64 = (0..of.tables()).map(|n| of.width(n)).sum();
        let share = columns.len() as u64 * 100 / all;
        assert!((130..170).contains(&share), "{share} edges for a hundred of {all} columns");
        let place = |node: Node| parts(node.id).map(|(_, place)| place);
        let same_place = |link: &&Link| place(link.from) == place(link.to);
        let same = columns.iter().filter(same_place).count() * 100 / columns.len();
        assert!((65..78).contains(&same), "{same} of a hundred join the same place");
    }

    #[test]
    fn the_odd_ones_are_what_they_are_called() {
        let odd = links(Shape::Odd, 1_000);
        let Odd { ladder, tree, cycle } = Odd::new(Generator::new(Shape::Odd, 1, 1_000));
        let within = |from: u64, until: u64| {
            odd.iter().filter(|l| (table(from).id..table(until).id).contains(&l.to.id)).count()
        };
        assert_eq!(within(0, ladder), 500);
        assert_eq!(within(ladder, tree), 4 * 19);
        assert_eq!(within(tree, cycle), 39);
        assert_eq!(within(cycle, cycle + CYCLE), 100);
    }

    #[test]
    fn a_claim_makes_the_state_that_is_told() {
        let link = links(Shape::Odd, 1_000)[0];
        let changes = link.created().expect("a claim");
        let EntityChange::Edge(edge) = &changes[0] else { panic!("an edge comes first") };
        assert_eq!(edge.after.as_ref().map(|edge| edge.state), Some(link.state()));
        assert_eq!(changes.len(), 2);
    }
}
