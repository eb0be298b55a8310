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

impl Known {
    pub(crate) fn table(id: TableId) -> Self {
        Self { level: LineageLevel::Table, node: Node { id: id.0, table: id } }
    }

    pub(crate) fn column(id: ColumnId, table: TableId) -> Self {
        Self { level: LineageLevel::Column, node: Node { id: id.0, table } }
    }
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
        let mut known: HashMap<Uuid, Known> = HashMap::with_capacity(ids.len());
        if at == At::Head {
            known.extend(self.core.labels.kept(&ids));
        }
        let rest = |known: &HashMap<Uuid, Known>| -> Vec<Uuid> {
            ids.iter().filter(|id| !known.contains_key(id)).copied().collect()
        };
        let tables: Vec<TableId> = rest(&known).into_iter().map(TableId).collect();
        let labels = self.table_labels(at, tables.clone()).await?;
        let tables = tables.into_iter().zip(labels).filter(|(_, label)| label.is_some());
        known.extend(tables.map(|(id, _)| (id.0, Known::table(id))));
        let columns: Vec<ColumnId> = rest(&known).into_iter().map(ColumnId).collect();
        let labels = self.column_labels(at, columns.clone()).await?;
        for (id, label) in columns.into_iter().zip(labels) {
            known.extend(label.map(|(table, _)| (id.0, Known::column(id, table))));
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
