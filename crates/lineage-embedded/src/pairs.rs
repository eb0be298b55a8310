//! What joins two tables.

use std::sync::Arc;

use ariadne_domain::{EdgeState, LineageLevel, pair_state};

use crate::nodes::{EdgeRecord, Nodes};

/// Stands for no edge.
pub(crate) const NO_EDGE: u32 = u32::MAX;

/// Two tables that are or were joined. Most have one edge, which says it all.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    /// The newest edge of its own, or [`NO_EDGE`].
    own: u32,
    more: Option<Arc<More>>,
}

/// What else joins them.
#[derive(Clone, Debug, Default)]
struct More {
    /// What all of it adds up to now.
    now: Option<EdgeState>,
    /// The column edges between them and earlier edges of its own, ended ones included.
    edges: Vec<u32>,
}

impl Default for Pair {
    fn default() -> Self {
        Self { own: NO_EDGE, more: None }
    }
}

impl Pair {
    /// Adds an edge of its own or a column edge.
    pub(crate) fn add(&mut self, edge: u32, level: LineageLevel) {
        let aside = match level {
            LineageLevel::Table => std::mem::replace(&mut self.own, edge),
            LineageLevel::Column => edge,
        };
        if aside != NO_EDGE {
            Arc::make_mut(self.more.get_or_insert_default()).edges.push(aside);
        }
    }

    /// Sums up anew what joins them now.
    pub(crate) fn settle(&mut self, edges: &Nodes<EdgeRecord>) {
        let now = self.sum(edges, None);
        if let Some(more) = self.more.as_mut().filter(|more| more.now != now) {
            Arc::make_mut(more).now = now;
        }
    }

    /// What is held of them.
    pub(crate) fn state(&self, edges: &Nodes<EdgeRecord>, at: Option<u64>) -> Option<EdgeState> {
        match (&self.more, at) {
            (Some(more), None) => more.now,
            (Some(_), Some(_)) => self.sum(edges, at),
            (None, _) if self.own == NO_EDGE => None,
            (None, _) => edges.at(self.own).state.at(at),
        }
    }

    /// The edge of its own that lived then.
    pub(crate) fn own_edge<'a>(
        &'a self,
        edges: &'a Nodes<EdgeRecord>,
        at: Option<u64>,
    ) -> Option<&'a EdgeRecord> {
        self.members(edges)
            .filter(|edge| edge.level == LineageLevel::Table)
            .find(|edge| edge.state.at(at).is_some())
    }

    fn sum(&self, edges: &Nodes<EdgeRecord>, at: Option<u64>) -> Option<EdgeState> {
        let own = self.own_edge(edges, at).and_then(|edge| edge.state.at(at));
        let columns = self.members(edges).filter(|edge| edge.level == LineageLevel::Column);
        pair_state(own.as_ref(), columns.filter_map(|edge| edge.state.at(at)))
    }

    fn members<'a>(&'a self, edges: &'a Nodes<EdgeRecord>) -> impl Iterator<Item = &'a EdgeRecord> {
        let own = Some(self.own).filter(|edge| *edge != NO_EDGE);
        let more = self.more.as_ref().map_or(&[][..], |more| &more.edges);
        own.into_iter().chain(more.iter().copied()).map(|edge| edges.at(edge))
    }
}
