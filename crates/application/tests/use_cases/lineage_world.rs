//! Claims, and a look at what became of them.

use ariadne_application::domain::{
    Direction, EdgeId, LineageFilter, LineageLevel, LineageOrigin, LineageStatus, TableId,
};
use ariadne_application::{At, EdgeView, LineageInput, LineageRequest, Outcome, ReviewInput, Walk};
use uuid::Uuid;

use crate::world::{World, ctx};

/// What a person says who draws an edge.
pub(crate) fn claim(from: Uuid, to: Uuid) -> LineageInput {
    LineageInput {
        from,
        to,
        origin: None,
        status: None,
        confidence: None,
        transformation: None,
        process: None,
        note: None,
    }
}

/// What a file says.
pub(crate) fn imported(from: Uuid, to: Uuid) -> LineageInput {
    LineageInput { origin: Some(LineageOrigin::Import), ..claim(from, to) }
}

pub(crate) fn review(id: EdgeId, decision: LineageStatus) -> ReviewInput {
    ReviewInput { ids: vec![id], decision, note: None }
}

/// To the ends of both ways.
pub(crate) fn around(id: Uuid, level: LineageLevel) -> LineageRequest {
    LineageRequest {
        of: vec![id],
        level,
        direction: Direction::Both,
        depth: None,
        filter: LineageFilter::default(),
        at: At::Head,
        limit: None,
    }
}

/// The ids of an answer's nodes.
pub(crate) fn ids(walk: &Walk) -> Vec<Uuid> {
    walk.nodes.iter().map(|node| node.node.id).collect()
}

/// Codes of the warnings of a write.
pub(crate) fn warned<T>(outcome: &Outcome<T>) -> Vec<&str> {
    outcome.warnings.iter().map(|warning| warning.code.as_str()).collect()
}

impl World {
    /// Ids of new manual tables of one column each, `a`.
    pub(crate) async fn add_tables<const N: usize>(&self, names: [&str; N]) -> [TableId; N] {
        let mut ids = [TableId(Uuid::nil()); N];
        for (id, name) in ids.iter_mut().zip(names) {
            *id = self.add_table(name, &["a"]).await.value.id;
        }
        ids
    }

    /// Id of a column.
    pub(crate) async fn column_id(&self, table: TableId, path: &str) -> Uuid {
        self.column(table, path).await.id.0
    }

    pub(crate) async fn claims(&self, input: Vec<LineageInput>) -> Outcome<Vec<EdgeView>> {
        self.admin().create_lineage(ctx(), input).await.expect("claimed")
    }

    /// Draws an edge.
    pub(crate) async fn link(&self, from: Uuid, to: Uuid) -> EdgeView {
        let mut outcome = self.claims(vec![claim(from, to)]).await;
        outcome.value.pop().expect("an edge")
    }

    /// An edge of the record as it is now.
    pub(crate) async fn edge(&self, id: EdgeId) -> Option<LineageStatus> {
        let mut found = self.admin().edges(At::Head, &[id]).await.expect("edges");
        found.remove(&id).map(|edge| edge.value.state.status)
    }

    /// What is around a table, at the level of tables.
    pub(crate) async fn walk(&self, id: TableId) -> Walk {
        self.admin().lineage(&around(id.0, LineageLevel::Table)).await.expect("walked")
    }

    /// The graph shows what the record says.
    pub(crate) async fn in_sync(&self) {
        let health = self.admin().lineage_health().await.expect("compared");
        assert!(health.in_sync(), "{health:?}");
    }
}
