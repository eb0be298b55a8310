//! Breadth-first search, one round trip per level.

use std::collections::{BTreeSet, HashMap};

use ariadne_domain::{Direction, TableId, TableKind};
use ariadne_ports::{Node, Result, TableFacet};

use crate::question::{Question, Towards};

/// What a search in one direction came to.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    depths: HashMap<u32, u32>,
    /// Places, the nearest first.
    pub(crate) order: Vec<u32>,
    limit: Option<u32>,
}

impl Reach {
    /// How far a place is, when it was reached.
    pub(crate) fn depth(&self, place: u32) -> Option<u32> {
        self.depths.get(&place).copied()
    }

    /// Whether links were followed from a place.
    pub(crate) fn went_on_from(&self, place: u32) -> bool {
        self.depth(place).is_some_and(|depth| self.within(depth))
    }

    fn within(&self, depth: u32) -> bool {
        self.limit.is_none_or(|limit| depth < limit)
    }

    /// Adds a place; whether it is new.
    pub(crate) fn meet(&mut self, place: u32, depth: u32) -> bool {
        if self.depths.contains_key(&place) {
            return false;
        }
        self.depths.insert(place, depth);
        self.order.push(place);
        true
    }
}

impl Question<'_> {
    /// Goes from the starts as far as `limit` edges.
    pub(crate) async fn search(
        &mut self,
        towards: Towards,
        starts: &[u32],
        limit: Option<u32>,
    ) -> Result<Reach> {
        let mut reach = Reach { limit, ..Reach::default() };
        let mut level: Vec<u32> =
            starts.iter().copied().filter(|start| reach.meet(*start, 0)).collect();
        let mut depth = 0;
        while !level.is_empty() && reach.within(depth) {
            depth += 1;
            level = self.next_level(towards, &level, |place| reach.meet(place, depth)).await?;
        }
        Ok(reach)
    }

    /// The neighbours of a level that are new to whoever meets them.
    pub(crate) async fn next_level(
        &mut self,
        towards: Towards,
        level: &[u32],
        mut meet: impl FnMut(u32) -> bool + Send,
    ) -> Result<Vec<u32>> {
        self.expand(towards, level).await?;
        let mut next = Vec::new();
        for place in level {
            let links = self.links(towards, *place);
            next.extend(links.iter().map(|link| link.node).filter(|node| meet(*node)));
        }
        Ok(next)
    }
}

/// A search in the directions that are asked, from the starts by id.
#[derive(Debug)]
pub(crate) struct Around {
    pub(crate) starts: BTreeSet<u32>,
    pub(crate) down: Reach,
    pub(crate) up: Reach,
}

impl Around {
    pub(crate) async fn search(
        question: &mut Question<'_>,
        of: &[Node],
        direction: Direction,
        limit: Option<u32>,
    ) -> Result<Self> {
        let places: Vec<u32> = of.iter().map(|node| question.place(*node)).collect();
        let (mut down, mut up) = (Reach::default(), Reach::default());
        if direction != Direction::Upstream {
            down = question.search(Towards::Downstream, &places, limit).await?;
        }
        if direction != Direction::Downstream {
            up = question.search(Towards::Upstream, &places, limit).await?;
        }
        Ok(Self { starts: places.into_iter().collect(), down, up })
    }

    /// Every place reached with its depth, the starts too.
    pub(crate) fn reached(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let down = self.down.order.iter().copied();
        let up = self.up.order.iter().copied();
        let up = up.filter(|place| self.down.depth(*place).is_none());
        down.chain(up).map(|place| {
            let both = [self.down.depth(place), self.up.depth(place)];
            (place, both.into_iter().flatten().min().unwrap_or_default())
        })
    }
}

/// What the tables of places are.
pub(crate) struct Facets(HashMap<TableId, TableFacet>);

impl Facets {
    pub(crate) async fn of(
        question: &mut Question<'_>,
        places: impl Iterator<Item = u32> + Send,
    ) -> Result<Self> {
        let tables: BTreeSet<TableId> = places.map(|place| question.node(place).table).collect();
        Ok(Self(question.facets(tables).await?))
    }

    /// For a question that shows every node and does not ask what it is.
    pub(crate) fn unasked() -> Self {
        Self(HashMap::new())
    }

    pub(crate) fn get(&self, node: Node) -> TableFacet {
        let untold = TableFacet { source: None, kind: TableKind::Other };
        self.0.get(&node.table).copied().unwrap_or(untold)
    }

    /// Whether a node that is no start is shown.
    pub(crate) fn show(&self, question: &Question<'_>, place: u32) -> bool {
        let filter = question.filter();
        let facet = self.get(question.node(place));
        filter.shows_all() || filter.shows(facet.source, facet.kind)
    }
}
