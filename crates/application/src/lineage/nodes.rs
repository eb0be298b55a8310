//! The tables and columns that lineage runs between.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{ColumnId, LineageLevel, TableId};
use ariadne_ports::{At, Error, Node, Result};
use uuid::Uuid;

use crate::Reader;

/// What an id is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) level: LineageLevel,
    pub(crate) node: Node,
}

impl Reader {
    /// What these ids are at `at`; an id that is neither a table nor a visible column
    /// is left out.
    pub(crate) async fn known_nodes(
        &self,
        at: At,
        ids: impl IntoIterator<Item = Uuid>,
    ) -> Result<HashMap<Uuid, Known>> {
        let ids: HashSet<Uuid> = ids.into_iter().collect();
        let tables: Vec<TableId> = ids.iter().copied().map(TableId).collect();
        let mut known: HashMap<Uuid, Known> = HashMap::with_capacity(ids.len());
        for table in self.core.ports.tables.tables(at, &tables).await? {
            let id = table.value.id;
            let node = Node { id: id.0, table: id };
            known.insert(id.0, Known { level: LineageLevel::Table, node });
        }
        let columns: Vec<ColumnId> =
            ids.iter().filter(|id| !known.contains_key(id)).copied().map(ColumnId).collect();
        for (id, column) in self.columns(at, &columns).await? {
            let node = Node { id: id.0, table: column.value.table };
            known.insert(id.0, Known { level: LineageLevel::Column, node });
        }
        Ok(known)
    }

    /// The nodes that a question starts from: at level COLUMN a table stands for its
    /// columns, at level TABLE a column for its table. An id that is nothing at `at`
    /// but is something now starts nothing; one that is neither is `NotFound`.
    pub(crate) async fn start_nodes(
        &self,
        operation: &'static str,
        at: At,
        level: LineageLevel,
        ids: &[Uuid],
    ) -> Result<Vec<Node>> {
        let known = self.known_nodes(at, ids.iter().copied()).await?;
        let missing: Vec<Uuid> = ids.iter().copied().filter(|id| !known.contains_key(id)).collect();
        if !missing.is_empty() {
            let now = match at {
                At::Head => HashMap::new(),
                At::Seq(_) => self.known_nodes(At::Head, missing.iter().copied()).await?,
            };
            if let Some(id) = missing.iter().find(|id| !now.contains_key(id)) {
                return Err(Error::not_found(
                    operation,
                    format!("table or column with the id {id}"),
                ));
            }
        }
        let mut nodes = Vec::new();
        let mut whole = Vec::new();
        for known in ids.iter().filter_map(|id| known.get(id)) {
            match (level, known.level) {
                (LineageLevel::Table, _) => {
                    nodes.push(Node { id: known.node.table.0, table: known.node.table });
                }
                (LineageLevel::Column, LineageLevel::Column) => nodes.push(known.node),
                (LineageLevel::Column, LineageLevel::Table) => whole.push(known.node.table),
            }
        }
        for columns in self.columns_of_tables(at, &whole).await?.into_values() {
            let visible =
                columns.iter().map(|column| &column.value).filter(|c| !c.overrides.hidden);
            nodes.extend(visible.map(|column| Node { id: column.id.0, table: column.table }));
        }
        nodes.sort_unstable();
        nodes.dedup();
        Ok(nodes)
    }
}
