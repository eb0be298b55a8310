//! Asking the lineage graph.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Assertion, Column, Direction, Edge, EdgeId, LineageFilter, LineageLevel, MappingProposal,
    Stored, TableId, Violation, propose_mapping,
};
use ariadne_ports::{
    At, Cursor, CursorKey, Error, GraphEdge, Impact, Neighbours, Node, Page, PageRequest,
    PathsRequest, Result, Walk, WalkNode, WalkRequest,
};
use uuid::Uuid;

use crate::{AsOf, ErrorKind, Reader};

/// Nodes that a walk answers unless it is told otherwise.
const NODES: usize = 2_000;
/// Most nodes that a walk may be asked for.
const MAX_NODES: usize = 100_000;
/// Edges beside each node that a walk answers at most.
const EDGES_PER_NODE: usize = 10;
/// Most starts of one question.
const MAX_STARTS: usize = 1_000;
/// Most paths of one question.
const MAX_PATHS: usize = 100;
/// A question about what is up or down from somewhere.
#[derive(Clone, Debug)]
pub struct LineageRequest {
    /// Ids of tables or columns.
    pub of: Vec<Uuid>,
    /// Which edges are walked.
    pub level: LineageLevel,
    /// Which way.
    pub direction: Direction,
    /// How far; `None` is to the ends.
    pub depth: Option<u32>,
    /// What is walked and shown.
    pub filter: LineageFilter,
    /// When.
    pub at: At,
    /// Most nodes to answer, 2,000 when `None`.
    pub limit: Option<usize>,
}

/// What is affected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImpactView {
    /// At the level of tables; empty when it was asked of columns only.
    pub tables: Impact,
    /// At the level of columns.
    pub columns: Impact,
    /// How many tables: those of the walk over tables, or else the tables of the
    /// affected columns.
    pub table_count: u64,
}

/// An edge that one of two times has, or that is held otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineageChange {
    /// Then; `None` when it was not there.
    pub before: Option<GraphEdge>,
    /// Later; `None` when it was not there any more.
    pub after: Option<GraphEdge>,
}

/// What differs between the lineage of two times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineageDiff {
    /// Nodes of the later time only.
    pub added: Vec<WalkNode>,
    /// Nodes of the earlier time only.
    pub removed: Vec<WalkNode>,
    /// Edges that came, went or are held otherwise, by from, then to.
    pub edges: Vec<LineageChange>,
}

impl Reader {
    /// The point of history of a question about lineage: what is beyond the newest
    /// changeset is now.
    pub async fn lineage_as_of(&self, as_of: Option<AsOf>) -> Result<At> {
        match as_of {
            Some(AsOf { seq: Some(seq), at: None }) => {
                let head = self.core.ports.changesets.state().await?.seq;
                Ok(if seq >= head { At::Head } else { At::Seq(seq) })
            }
            other => self.as_of(other).await,
        }
    }

    /// What is up or down from somewhere.
    #[tracing::instrument(skip_all, fields(starts = request.of.len(), level = %request.level))]
    pub async fn lineage(&self, request: &LineageRequest) -> Result<Walk> {
        let max_nodes = request.limit.unwrap_or(NODES);
        if max_nodes > MAX_NODES {
            let message = format!("At most {MAX_NODES} nodes in one answer, not {max_nodes}.");
            return Err(Error::new(ErrorKind::Limit, "lineage.walk", message));
        }
        let walk = self.walk_request("lineage.walk", request, max_nodes).await?;
        self.graph().await?.walk(&walk).await
    }

    async fn walk_request(
        &self,
        operation: &'static str,
        request: &LineageRequest,
        max_nodes: usize,
    ) -> Result<WalkRequest> {
        if request.of.is_empty() || request.of.len() > MAX_STARTS {
            let message = format!("Give 1 to {MAX_STARTS} ids of tables or columns.");
            let wrong = Violation::new(["of"], "INVALID", message);
            return Err(Error::validation(operation, vec![wrong]));
        }
        Ok(WalkRequest {
            level: request.level,
            of: self.start_nodes(operation, request.at, request.level, &request.of).await?,
            direction: request.direction,
            depth: request.depth,
            filter: request.filter.clone(),
            at: request.at,
            max_nodes,
            max_edges: max_nodes.saturating_mul(EDGES_PER_NODE),
        })
    }

    /// Ways from one table or column to another, each as its edges.
    pub async fn lineage_paths(
        &self,
        (from, to): (Uuid, Uuid),
        level: LineageLevel,
        max: usize,
        filter: LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<GraphEdge>>> {
        let operation = "lineage.paths";
        if max == 0 || max > MAX_PATHS {
            let wrong =
                Violation::new(["max"], "INVALID", format!("Ask for 1 to {MAX_PATHS} paths."));
            return Err(Error::validation(operation, vec![wrong]));
        }
        let known = self.asked_nodes(operation, at, &[from, to]).await?;
        let mut ends = Vec::new();
        for (field, id) in [("from", from), ("to", to)] {
            let Some(known) = known.get(&id) else { continue };
            match (level, known.level) {
                (LineageLevel::Table, _) => {
                    ends.push(Node { id: known.node.table.0, table: known.node.table });
                }
                (LineageLevel::Column, LineageLevel::Column) => ends.push(known.node),
                (LineageLevel::Column, LineageLevel::Table) => {
                    let message = "Between columns, name a column.";
                    let wrong = Violation::new([field], "INVALID", message);
                    return Err(Error::validation(operation, vec![wrong]));
                }
            }
        }
        // Where one of them was not there yet, nothing led from one to the other.
        let [from, to] = ends[..] else { return Ok(Vec::new()) };
        let request = PathsRequest { level, from, to, max, filter, at };
        self.graph().await?.paths(&request).await
    }

    /// How much is up or down from somewhere, of tables over tables and columns, of
    /// columns over columns.
    pub async fn impact(&self, request: &LineageRequest) -> Result<ImpactView> {
        let operation = "lineage.impact";
        let graph = self.graph().await?;
        let known = self.known_nodes(request.at, request.of.iter().copied()).await?;
        let of_tables = known.values().any(|known| known.level == LineageLevel::Table);
        let at_level = |level| LineageRequest { level, ..request.clone() };
        let columns = self.walk_request(operation, &at_level(LineageLevel::Column), 0).await?;
        let columns = graph.impact(&columns).await?;
        let tables = if of_tables {
            let tables = self.walk_request(operation, &at_level(LineageLevel::Table), 0).await?;
            graph.impact(&tables).await?
        } else {
            Impact::default()
        };
        let table_count = if of_tables { tables.nodes } else { columns.tables };
        Ok(ImpactView { tables, columns, table_count })
    }

    /// A page of the affected nodes, nearest first, and how many there are: tables when
    /// a table was asked about, else columns.
    pub async fn impact_nodes(
        &self,
        request: &LineageRequest,
        page: &PageRequest,
    ) -> Result<(Page<WalkNode>, LineageLevel, usize)> {
        let operation = "lineage.impact";
        let (affected, level, scope) = self.affected(request).await?;
        let keyed = affected
            .into_iter()
            .map(|node| (CursorKey::Int(i64::from(node.depth())), node.node.id, node));
        let (page, total) = page_of_all(operation, &scope, keyed.collect(), page)?;
        Ok((page, level, total))
    }

    /// The affected nodes as the graph tells them, their level, and a text that names what
    /// was asked.
    pub(crate) async fn affected(
        &self,
        request: &LineageRequest,
    ) -> Result<(Vec<WalkNode>, LineageLevel, String)> {
        let known = self.known_nodes(request.at, request.of.iter().copied()).await?;
        let of_tables = known.values().any(|known| known.level == LineageLevel::Table);
        let level = if of_tables { LineageLevel::Table } else { LineageLevel::Column };
        let request = LineageRequest { level, ..request.clone() };
        let walk = self.walk_request("lineage.impact", &request, usize::MAX).await?;
        let scope = format!("impact {walk:?}");
        let starts: HashSet<Uuid> = walk.of.iter().map(|node| node.id).collect();
        let walk = WalkRequest { max_edges: 0, ..walk };
        let mut nodes = self.graph().await?.walk(&walk).await?.nodes;
        nodes.retain(|node| !starts.contains(&node.node.id));
        Ok((nodes, level, scope))
    }

    /// A page of the sets of tables or columns that feed each other, and how many
    /// there are.
    pub async fn page_of_cycles(
        &self,
        level: LineageLevel,
        page: &PageRequest,
    ) -> Result<(Page<Vec<Node>>, usize)> {
        let cycles = self.lineage_cycles(level, &LineageFilter::default(), At::Head).await?;
        let keyed = cycles.into_iter().filter_map(|set| {
            let first = set.first()?.id;
            Some((CursorKey::Null, first, set))
        });
        let scope = format!("cycles {level}");
        page_of_all("lineage.cycles", &scope, keyed.collect(), page)
    }

    /// The changeset that changed or ended each of these edges, or a claim about it,
    /// first after `seq`; edges that stand as they stood then are left out.
    pub async fn edges_changed_after(
        &self,
        seq: u64,
        edges: &[EdgeId],
    ) -> Result<HashMap<EdgeId, u64>> {
        let found = self.core.ports.lineage.edges_changed_after(seq, edges).await?;
        Ok(found.into_iter().collect())
    }

    /// Sets of tables or columns that feed each other.
    pub async fn lineage_cycles(
        &self,
        level: LineageLevel,
        filter: &LineageFilter,
        at: At,
    ) -> Result<Vec<Vec<Node>>> {
        self.graph().await?.cycles(level, filter, at).await
    }

    /// How many direct neighbours tables or columns have.
    pub async fn neighbours(&self, at: At, nodes: &[Node]) -> Result<HashMap<Uuid, Neighbours>> {
        let level_of = |node: &Node| {
            if node.id == node.table.0 { LineageLevel::Table } else { LineageLevel::Column }
        };
        let filter = LineageFilter::default();
        let mut found = HashMap::with_capacity(nodes.len());
        for level in LineageLevel::ALL {
            let mine: Vec<Node> = nodes.iter().filter(|n| level_of(n) == *level).copied().collect();
            if mine.is_empty() {
                continue;
            }
            let answers = self.graph().await?.neighbours(*level, &mine, &filter, at).await?;
            found.extend(mine.iter().map(|node| node.id).zip(answers));
        }
        Ok(found)
    }

    /// What differs between the lineage of `from` and of `to` (times of history).
    pub async fn lineage_diff(
        &self,
        request: &LineageRequest,
        from: At,
        to: At,
    ) -> Result<LineageDiff> {
        let of_time = |at| LineageRequest { at, limit: Some(MAX_NODES), ..request.clone() };
        let (old, new) = (self.lineage(&of_time(from)).await?, self.lineage(&of_time(to)).await?);
        if old.truncated() || new.truncated() {
            let message = format!("More than {MAX_NODES} nodes to compare; ask for less depth.");
            return Err(Error::new(ErrorKind::Limit, "lineage.diff", message));
        }
        let ids = |walk: &Walk| walk.nodes.iter().map(|n| n.node.id).collect::<HashSet<Uuid>>();
        let (old_ids, new_ids) = (ids(&old), ids(&new));
        let mut edges: std::collections::BTreeMap<(Uuid, Uuid), LineageChange> = old
            .graph_edges()
            .map(|edge| ((edge.from, edge.to), LineageChange { before: Some(edge), after: None }))
            .collect();
        for edge in new.graph_edges() {
            let entry = edges.entry((edge.from, edge.to));
            entry.or_insert(LineageChange { before: None, after: None }).after = Some(edge);
        }
        let differs = |change: &LineageChange| change.before != change.after;
        Ok(LineageDiff {
            added: new.nodes.into_iter().filter(|n| !old_ids.contains(&n.node.id)).collect(),
            removed: old.nodes.into_iter().filter(|n| !new_ids.contains(&n.node.id)).collect(),
            edges: edges.into_values().filter(differs).collect(),
        })
    }

    /// Pairs of columns of two tables that seem to belong together; nothing is written.
    pub async fn propose_mapping(
        &self,
        from: TableId,
        to: TableId,
    ) -> Result<Vec<MappingProposal>> {
        let operation = "lineage.propose_mapping";
        let known = self.tables(At::Head, &[from, to]).await?;
        if let Some(id) = [from, to].iter().find(|id| !known.contains_key(id)) {
            return Err(Error::not_found(operation, format!("table with the id {id}")));
        }
        let mut columns = self.columns_of_tables(At::Head, &[from, to]).await?;
        let mut of = |id| -> Vec<Column> {
            let stored = columns.remove(&id).unwrap_or_default();
            stored.into_iter().map(|column| column.value).collect()
        };
        if from == to {
            let message = "Name two different tables.";
            let wrong = Violation::new(["toTable"], "INVALID", message);
            return Err(Error::validation(operation, vec![wrong]));
        }
        // Wide tables take long to compare: aside, so that other requests go on.
        let (from, to) = (of(from), of(to));
        let compared = tokio::task::spawn_blocking(move || propose_mapping(&from, &to)).await;
        compared.map_err(|error| Error::internal(operation, error))
    }

    /// Edges of the record by id.
    pub async fn edges(&self, at: At, ids: &[EdgeId]) -> Result<HashMap<EdgeId, Stored<Edge>>> {
        let found = self.core.ports.lineage.edges(at, ids).await?;
        Ok(found.into_iter().map(|edge| (edge.value.id, edge)).collect())
    }

    /// All claims about these edges, by time.
    pub async fn assertions_of(
        &self,
        at: At,
        edges: &[EdgeId],
    ) -> Result<HashMap<EdgeId, Vec<Assertion>>> {
        let mut by_edge: HashMap<EdgeId, Vec<Assertion>> = HashMap::new();
        for claim in self.core.ports.lineage.assertions_of(at, edges).await? {
            by_edge.entry(claim.value.edge).or_default().push(claim.value);
        }
        Ok(by_edge)
    }
}

/// A page of a list that is at hand in its order of key and id, and its length.
fn page_of_all<T>(
    operation: &'static str,
    scope: &str,
    items: Vec<(CursorKey, Uuid, T)>,
    page: &PageRequest,
) -> Result<(Page<T>, usize)> {
    let total = items.len();
    let behind = match &page.after {
        None => None,
        Some(cursor) => {
            cursor.check(operation, scope)?;
            Some((cursor.keys.first().cloned().unwrap_or(CursorKey::Null), cursor.id))
        }
    };
    let after = |(key, id, _): &(CursorKey, Uuid, T)| {
        behind.as_ref().is_none_or(|(last, last_id)| (key, id) > (last, last_id))
    };
    let mut rest = items.into_iter().filter(after);
    let items = rest
        .by_ref()
        .take(page.first)
        .map(|(key, id, item)| (item, Cursor::new(scope, vec![key], id)));
    let items = items.collect();
    Ok((Page { items, has_next: rest.next().is_some() }, total))
}
