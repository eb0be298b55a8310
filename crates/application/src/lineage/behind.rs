//! What a graph still shows of tables and columns that the record has no more.
//!
//! A graph is a moment behind the record, so an answer of now may name what was deleted
//! in between. It is told as it was last there, so that the answer is whole.

use std::collections::{BTreeMap, HashMap};

use ariadne_domain::LineageLevel;
use ariadne_ports::{At, ChangesetFilter, Node, PageRequest, Result};
use uuid::Uuid;

use super::labels::NodeLabel;
use super::nodes::Known;
use crate::Reader;

impl Reader {
    /// The changeset as of which each of these tables or columns, that are not there now,
    /// was last seen: the one that the graph shows, or else the last one before it was
    /// deleted. What was never there is left out.
    pub async fn last_seen(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, u64>> {
        let seen = self.last_known(ids).await?;
        Ok(seen.into_iter().map(|(id, (seq, _))| (id, seq)).collect())
    }

    async fn last_known(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, (u64, Known)>> {
        let mut seen = HashMap::with_capacity(ids.len());
        if ids.is_empty() {
            return Ok(seen);
        }
        if let Some(shown) = self.core.ports.graph.applied().await? {
            let known = self.known_nodes(At::Seq(shown.seq), ids.iter().copied()).await?;
            seen.extend(known.into_iter().map(|(id, known)| (id, (shown.seq, known))));
        }
        let rest: Vec<Uuid> = ids.iter().copied().filter(|id| !seen.contains_key(id)).collect();
        for id in rest {
            let filter = ChangesetFilter { entity: Some(id), ..ChangesetFilter::default() };
            let last = self.list_changesets(&filter, &PageRequest::first(1)).await?.items.pop();
            let Some((last, _)) = last else { continue };
            let before = last.seq.saturating_sub(1);
            let known = self.known_nodes(At::Seq(before), [id]).await?.remove(&id);
            seen.extend(known.map(|known| (id, (before, known))));
        }
        Ok(seen)
    }

    /// The nodes of a level that an answer of the graph names by these ids; what was
    /// never there is left out.
    pub async fn shown_nodes(
        &self,
        at: At,
        level: LineageLevel,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<Vec<Node>> {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let mut known = self.known_nodes(at, ids.iter().copied()).await?;
        if at == At::Head {
            let mut gone: Vec<Uuid> =
                ids.into_iter().filter(|id| !known.contains_key(id)).collect();
            gone.sort_unstable();
            gone.dedup();
            let gone = self.last_known(&gone).await?;
            known.extend(gone.into_iter().map(|(id, (_, known))| (id, known)));
        }
        Ok(known.into_values().filter(|known| known.level == level).map(|k| k.node).collect())
    }

    /// What the nodes of an answer of the graph are called, in their order; `None` for
    /// what is hidden or was never there.
    pub async fn shown_labels(&self, at: At, nodes: &[Node]) -> Result<Vec<Option<NodeLabel>>> {
        let mut labels = self.labels(at, nodes).await?;
        if at != At::Head {
            return Ok(labels);
        }
        let unnamed = nodes.iter().zip(&labels).filter(|(_, label)| label.is_none());
        let unnamed: Vec<Uuid> = unnamed.map(|(node, _)| node.id).collect();
        let seen = self.last_seen(&unnamed).await?;
        let mut then: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (place, node) in nodes.iter().enumerate().filter(|(place, _)| labels[*place].is_none())
        {
            if let Some(seq) = seen.get(&node.id) {
                then.entry(*seq).or_default().push(place);
            }
        }
        for (seq, places) in then {
            let of: Vec<Node> = places.iter().map(|place| nodes[*place]).collect();
            let named = self.labels(At::Seq(seq), &of).await?;
            for (place, label) in places.into_iter().zip(named) {
                labels[place] = label;
            }
        }
        Ok(labels)
    }
}
