//! What becomes of lineage when tables and columns end.
//!
//! A rename keeps it, because ids stay. A table or column that ends, and a column
//! that a person hides, ends its edges with all their claims in the same changeset;
//! undoing that brings them back. Binding and unbinding a table changes nothing.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Blocker, BlockerReason, Column, ColumnId, Delta, Edge, EdgeDraft, EdgeId, Entity, EntityChange,
    EntityKind, EntityRef, Problem, Stored, TableId,
};
use ariadne_ports::{At, Result};
use uuid::Uuid;

use crate::write::Plan;
use crate::{Editor, Reader};

/// Tables and columns that are no ends of lineage any more once `changes` are done.
struct Ending {
    tables: Vec<TableId>,
    columns: Vec<Uuid>,
    /// How many things end: tables with all that they have, and columns of others.
    things: usize,
}

impl Ending {
    fn of(changes: &[EntityChange]) -> Self {
        let mut ending = Self { tables: Vec::new(), columns: Vec::new(), things: 0 };
        let mut tables_of_columns = Vec::new();
        for change in changes {
            match change {
                EntityChange::Table(delta) if delta.after.is_none() => {
                    ending.tables.push(TableId(change.entity().id));
                }
                EntityChange::Column(delta) if ends(delta) => {
                    ending.columns.push(change.entity().id);
                    tables_of_columns.extend(delta.before.as_ref().map(|b| b.value.table));
                }
                _ => {}
            }
        }
        let tables: HashSet<TableId> = ending.tables.iter().copied().collect();
        let alone = tables_of_columns.iter().filter(|table| !tables.contains(table));
        ending.things = tables.len() + alone.count();
        ending
    }
}

fn ends(delta: &Delta<Column>) -> bool {
    let visible = |column: &Column| !column.overrides.hidden;
    delta.before.as_ref().is_some_and(|before| visible(&before.value))
        && !delta.after.as_ref().is_some_and(visible)
}

impl Reader {
    /// These edges with all their assertions.
    pub(crate) async fn drafts(&self, edges: Vec<Stored<Edge>>) -> Result<Vec<EdgeDraft>> {
        let ids: Vec<EdgeId> = edges.iter().map(|edge| edge.value.id).collect();
        let mut claims: HashMap<EdgeId, Vec<_>> = HashMap::new();
        for claim in self.core.ports.lineage.assertions_of(At::Head, &ids).await? {
            claims.entry(claim.value.edge).or_default().push(claim);
        }
        let draft = |edge: Stored<Edge>| {
            let claims = claims.remove(&edge.value.id).unwrap_or_default();
            EdgeDraft::stored(edge, claims)
        };
        Ok(edges.into_iter().map(draft).collect())
    }

    /// The edges that begin or end at what ends.
    async fn edges_at(&self, ending: &Ending) -> Result<Vec<Stored<Edge>>> {
        let lineage = &self.core.ports.lineage;
        let mut edges = lineage.edges_of_tables(At::Head, &ending.tables).await?;
        edges.extend(lineage.edges_of(At::Head, &ending.columns).await?);
        let mut seen = HashSet::new();
        edges.retain(|edge| seen.insert(edge.value.id));
        Ok(edges)
    }
}

impl Editor {
    /// Plans the end of the edges of what the plan ends, and tells the person.
    pub(crate) async fn end_lineage(&self, plan: &mut Plan) -> Result<()> {
        let ending = Ending::of(&plan.changes);
        if ending.tables.is_empty() && ending.columns.is_empty() {
            return Ok(());
        }
        let edges = self.edges_at(&ending).await?;
        if edges.is_empty() {
            return Ok(());
        }
        let title = match (edges.len(), ending.things) {
            (1, 1) => "One lineage edge ends with it.".to_owned(),
            (1, _) => "One lineage edge ends with them.".to_owned(),
            (many, 1) => format!("{many} lineage edges end with it."),
            (many, _) => format!("{many} lineage edges end with them."),
        };
        let remedy = "Undoing the change brings them back.";
        plan.warnings.push(Problem::new("LINEAGE_ENDED", title).with_remedy(remedy));
        for mut draft in self.drafts(edges).await? {
            draft.end_with_its_nodes();
            plan.changes.extend(draft.into_changes());
        }
        Ok(())
    }

    /// Edges that others drew at what an undo would end, and edges that take the
    /// place of those that it would bring back.
    pub(crate) async fn lineage_blockers(&self, changes: &[EntityChange]) -> Result<Vec<Blocker>> {
        let stepped: HashSet<EntityRef> = changes.iter().map(EntityChange::entity).collect();
        let mut blockers = Vec::new();
        for edge in self.edges_at(&Ending::of(changes)).await? {
            let entity = EntityRef { kind: EntityKind::Edge, id: edge.value.id.0 };
            if !stepped.contains(&entity) {
                blockers.push(Blocker {
                    reason: BlockerReason::ChangedLater,
                    entity,
                    name: edge.value.label(),
                    field: None,
                    changeset: self.changeset_at(edge.seq).await?,
                });
            }
        }
        let returning = changes.iter().filter_map(|change| match change {
            EntityChange::Edge(Delta { before: None, after: Some(edge) }) => {
                Some((edge.from, edge.to))
            }
            _ => None,
        });
        let pairs: Vec<(Uuid, Uuid)> = returning.collect();
        for edge in self.core.ports.lineage.edges_between(&pairs).await? {
            let entity = EntityRef { kind: EntityKind::Edge, id: edge.value.id.0 };
            if !stepped.contains(&entity) {
                blockers.push(Blocker {
                    reason: BlockerReason::NameTaken,
                    entity,
                    name: edge.value.label(),
                    field: None,
                    changeset: self.changeset_at(edge.seq).await?,
                });
            }
        }
        Ok(blockers)
    }

    /// Columns whose ends an undo has to know, of edges that it brings back.
    pub(crate) fn ends_of_edges(changes: &[EntityChange]) -> (Vec<TableId>, Vec<ColumnId>) {
        let (mut tables, mut columns) = (Vec::new(), Vec::new());
        for change in changes {
            let EntityChange::Edge(delta) = change else { continue };
            let edge = delta.before.as_ref().map(|b| &b.value).or(delta.after.as_ref());
            let Some(edge) = edge else { continue };
            tables.extend([edge.from_table, edge.to_table]);
            columns.extend([ColumnId(edge.from), ColumnId(edge.to)]);
        }
        (tables, columns)
    }
}
