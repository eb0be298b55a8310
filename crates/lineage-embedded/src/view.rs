//! A graph as one question sees it.

use std::cmp::Ordering;

use ariadne_domain::{
    EdgeId, EdgeState, LineageFilter, LineageLevel, SourceId, TableId, TableKind, derived_edge_id,
};
use ariadne_ports::{At, Node, TableFacet};
use uuid::Uuid;

use crate::links::{Link, Links};
use crate::snapshot::{Both, Snapshot};

/// Which way a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Towards {
    /// Along the flow.
    Downstream,
    /// Against the flow.
    Upstream,
}

/// One level of a graph at one time under one filter.
#[derive(Debug)]
pub(crate) struct View<'a> {
    snapshot: &'a Snapshot,
    level: LineageLevel,
    filter: &'a LineageFilter,
    /// The changeset, when it is not the last one.
    at: Option<u64>,
    /// Whether exactly the plain links are walked.
    plain: bool,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        level: LineageLevel,
        filter: &'a LineageFilter,
        at: At,
    ) -> Self {
        let at = match at {
            At::Seq(seq) if seq < snapshot.applied.seq => Some(seq),
            At::Head | At::Seq(_) => None,
        };
        let unconditional = filter.origins.is_empty()
            && filter.statuses.is_empty()
            && filter.min_confidence.is_none();
        Self { snapshot, level, filter, at, plain: at.is_none() && unconditional }
    }

    /// How many nodes there are.
    pub(crate) fn nodes(&self) -> usize {
        match self.level {
            LineageLevel::Table => self.snapshot.tables.len(),
            LineageLevel::Column => self.snapshot.columns.len(),
        }
    }

    /// How many tables there are.
    pub(crate) fn tables(&self) -> usize {
        self.snapshot.tables.len()
    }

    /// The place of a node.
    pub(crate) fn find(&self, node: Node) -> Option<u32> {
        match self.level {
            LineageLevel::Table => self.snapshot.tables.find(node.id),
            LineageLevel::Column => self.snapshot.columns.find(node.id),
        }
    }

    /// The node at a place.
    pub(crate) fn node(&self, place: u32) -> Node {
        self.snapshot.node(self.level, place)
    }

    /// The place of the table of a node.
    pub(crate) fn table_of(&self, place: u32) -> u32 {
        self.snapshot.table_of(self.level, place)
    }

    /// Compares two nodes by their ids.
    pub(crate) fn by_id(&self, a: u32, b: u32) -> Ordering {
        match self.level {
            LineageLevel::Table => self.snapshot.tables.by_id(a, b),
            LineageLevel::Column => self.snapshot.columns.by_id(a, b),
        }
    }

    fn links_towards(&self, towards: Towards) -> &'a Links {
        let Both { downstream, upstream } = match self.level {
            LineageLevel::Table => &self.snapshot.table_links,
            LineageLevel::Column => &self.snapshot.column_links,
        };
        match towards {
            Towards::Downstream => downstream,
            Towards::Upstream => upstream,
        }
    }

    /// The links of a node that are walked.
    pub(crate) fn links(&self, towards: Towards, place: u32) -> impl Iterator<Item = Link> + '_ {
        let links = self.links_towards(towards);
        let links = if self.plain { links.plain(place) } else { links.all(place) };
        links.iter().copied().filter(|link| self.plain || self.admits(*link))
    }

    /// How many neighbours a node has.
    pub(crate) fn count(&self, towards: Towards, place: u32) -> u32 {
        if self.plain {
            return crate::dense(self.links_towards(towards).plain(place).len());
        }
        crate::dense(self.links(towards, place).count())
    }

    fn admits(&self, link: Link) -> bool {
        self.state(link.edge).is_some_and(|state| self.filter.admits(&state))
    }

    fn state(&self, edge: u32) -> Option<EdgeState> {
        let edges = &self.snapshot.edges;
        match self.level {
            LineageLevel::Table => self.snapshot.pairs.at(edge).state(edges, self.at),
            LineageLevel::Column => edges.at(edge).state.at(self.at),
        }
    }

    /// The id and the state of the edge of a link that is walked, between these ids, and
    /// whether it is derived.
    pub(crate) fn edge(
        &self,
        from: Uuid,
        to: Uuid,
        edge: u32,
    ) -> Option<(EdgeId, EdgeState, bool)> {
        let state = self.state(edge)?;
        let edges = &self.snapshot.edges;
        let own = match self.level {
            LineageLevel::Table => self.snapshot.pairs.at(edge).own_edge(edges, self.at),
            LineageLevel::Column => Some(edges.at(edge)),
        };
        let id = match own {
            Some(own) => EdgeId(own.id),
            None => derived_edge_id(TableId(from), TableId(to)),
        };
        Some((id, state, own.is_none()))
    }

    /// The source of a node's table.
    pub(crate) fn source(&self, place: u32) -> Option<SourceId> {
        self.facet(place).and_then(|facet| facet.source)
    }

    fn facet(&self, place: u32) -> Option<TableFacet> {
        self.snapshot.tables.at(self.table_of(place)).facet.at(self.at)
    }

    /// Whether every node is shown.
    pub(crate) fn shows_all(&self) -> bool {
        self.filter.shows_all()
    }

    /// Whether a node that is no start is shown.
    pub(crate) fn shows(&self, place: u32) -> bool {
        if self.shows_all() {
            return true;
        }
        match self.facet(place) {
            Some(facet) => self.filter.shows(facet.source, facet.kind),
            None => self.filter.shows(None, TableKind::Other),
        }
    }
}
