use std::collections::HashMap;

use ariadne_application::domain::{Assertion, Edge, EdgeId, Stored};
use ariadne_application::{Neighbours as Counts, Node, Reader, Result};

use super::{Key, Load};

/// Edges by id.
pub(crate) struct Edges(pub(super) Reader);

impl Load for Edges {
    type Key = Key<EdgeId>;
    type Value = Stored<Edge>;

    async fn load(&self, keys: &[Key<EdgeId>]) -> Result<HashMap<Key<EdgeId>, Self::Value>> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.edges(Key::<EdgeId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}

/// What changed or ended edges first after the point of history that they are seen at.
pub(crate) struct EdgeEnds(pub(super) Reader);

impl Load for EdgeEnds {
    type Key = Key<EdgeId>;
    type Value = u64;

    async fn load(&self, keys: &[Key<EdgeId>]) -> Result<HashMap<Key<EdgeId>, u64>> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            // Nothing comes after the newest changeset.
            let Some(after) = seq else { continue };
            loaded.extend(Key::found(seq, self.0.edges_changed_after(after, &ids).await?));
        }
        Ok(loaded)
    }
}

/// Claims by edge.
pub(crate) struct Assertions(pub(super) Reader);

impl Load for Assertions {
    type Key = Key<EdgeId>;
    type Value = Vec<Assertion>;

    async fn load(&self, keys: &[Key<EdgeId>]) -> Result<HashMap<Key<EdgeId>, Self::Value>> {
        let mut loaded = HashMap::new();
        for (seq, ids) in Key::by_point(keys) {
            let found = self.0.assertions_of(Key::<EdgeId>::at(seq), &ids).await?;
            loaded.extend(Key::found(seq, found));
        }
        Ok(loaded)
    }
}

/// Numbers of direct neighbours by table or column.
pub(crate) struct Neighbours(pub(super) Reader);

impl Load for Neighbours {
    type Key = Key<Node>;
    type Value = Counts;

    async fn load(&self, keys: &[Key<Node>]) -> Result<HashMap<Key<Node>, Self::Value>> {
        let mut loaded = HashMap::new();
        for (seq, nodes) in Key::by_point(keys) {
            let found = self.0.neighbours(Key::<Node>::at(seq), &nodes).await?;
            let of = |node: Node| Some((node, *found.get(&node.id)?));
            loaded.extend(Key::found(seq, nodes.into_iter().filter_map(of).collect()));
        }
        Ok(loaded)
    }
}
