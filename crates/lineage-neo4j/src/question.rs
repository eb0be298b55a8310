//! One question: what the graph is known to show, and what was read of it since.
//!
//! States that ended or began later are told apart by their changesets, so the rows of one
//! changeset read by several queries fit together whatever is applied in between. Only a
//! load that replaces the graph in between makes a question begin anew.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ariadne_domain::{
    EdgeId, EdgeState, LineageFilter, LineageLevel, SourceId, TableId, TableKind, derived_edge_id,
    pair_state,
};
use ariadne_ports::{At, GraphEdge, Node, Result, TableFacet};
use neo4rs::{Query, Row, query};
use uuid::Uuid;

use crate::client::{Client, Tx};
use crate::error::{not_loaded, was_answered};
use crate::mapping::{Fields, id, int, list};
use crate::schema::{COLUMN_EDGE, IMPLIED, TABLE_EDGE, prepared};
use crate::shown::{Whole, replaced, settled, still};

/// Nodes that one query asks about.
pub(crate) const CHUNK: usize = 5_000;

/// Which way a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Towards {
    /// Along the flow.
    Downstream,
    /// Against the flow.
    Upstream,
}

/// An admitted edge to a neighbour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// The neighbour's place.
    pub(crate) node: u32,
    id: EdgeId,
    state: EdgeState,
    derived: bool,
}

/// Nodes that were met, by place, with their links where they were asked for.
#[derive(Debug, Default)]
struct Met {
    nodes: Vec<Node>,
    places: HashMap<Uuid, u32>,
    downstream: Vec<Option<Vec<Link>>>,
    upstream: Vec<Option<Vec<Link>>>,
}

impl Met {
    fn place(&mut self, node: Node) -> u32 {
        *self.places.entry(node.id).or_insert_with(|| {
            self.nodes.push(node);
            self.downstream.push(None);
            self.upstream.push(None);
            crate::dense(self.nodes.len() - 1)
        })
    }

    fn links(&mut self, towards: Towards) -> &mut Vec<Option<Vec<Link>>> {
        match towards {
            Towards::Downstream => &mut self.downstream,
            Towards::Upstream => &mut self.upstream,
        }
    }
}

/// What the rows between two nodes say.
#[derive(Debug, Default)]
struct Pair {
    own: Option<(EdgeId, EdgeState)>,
    implied: Vec<EdgeState>,
}

/// A question that is being answered.
pub(crate) struct Question<'c> {
    tx: Tx<'c>,
    client: &'c Client,
    load: String,
    seq: i64,
    level: LineageLevel,
    filter: LineageFilter,
    met: Met,
}

impl<'c> Question<'c> {
    pub(crate) async fn begin(
        client: &'c Arc<Client>,
        operation: &'static str,
        (level, filter, at): (LineageLevel, &LineageFilter, At),
    ) -> Result<Self> {
        prepared(client).await?;
        let far_enough = |whole: &Whole| match at {
            At::Head => true,
            At::Seq(seq) => seq <= whole.seq,
        };
        let Whole { load, seq: last } = match client.whole().filter(far_enough) {
            Some(whole) => whole,
            None => settled(client, operation).await?.ok_or_else(|| not_loaded(operation))?.1,
        };
        let seq = int(match at {
            At::Head => last,
            At::Seq(seq) => seq.min(last),
        });
        let tx = client.begin(operation).await?;
        Ok(Self { tx, client, load, seq, level, filter: filter.clone(), met: Met::default() })
    }

    /// The answer, unless the graph was loaded anew in between: then what was read may have
    /// been swept away, or what was being read, and the question is to be asked again.
    pub(crate) async fn end<T>(mut self, answer: Result<T>) -> Result<Option<T>> {
        let (client, operation, load) = (self.client, self.tx.operation(), self.load);
        let answer = match answer {
            Ok(answer) => {
                let same = still(&mut self.tx, client.name(), &load).await;
                same.map(|same| same.then_some(answer))
            }
            Err(error) => Err(error),
        };
        let answer = match self.tx.end(answer).await {
            Err(error) if was_answered(&error) => {
                // what fails here says less than what failed first
                let replaced = replaced(client, operation, &load).await.unwrap_or_default();
                if replaced { None } else { return Err(error) }
            }
            answer => answer?,
        };
        if answer.is_none() {
            client.forget();
        }
        Ok(answer)
    }

    /// Runs a query with the load and the changeset as parameters.
    pub(crate) async fn rows(&mut self, query: Query) -> Result<Vec<Row>> {
        let query = query.param("load", self.load.as_str()).param("seq", self.seq);
        self.tx.rows(query).await
    }

    pub(crate) fn fields<'r>(&self, row: &'r Row) -> Fields<'r> {
        Fields::of(row, self.tx.operation())
    }

    /// The place of a node.
    pub(crate) fn place(&mut self, node: Node) -> u32 {
        self.met.place(node)
    }

    /// The node at a place.
    pub(crate) fn node(&self, place: u32) -> Node {
        self.met.nodes[place as usize]
    }

    /// The place of a node, if it was met.
    pub(crate) fn known(&self, id: Uuid) -> Option<u32> {
        self.met.places.get(&id).copied()
    }

    /// The level of the question.
    pub(crate) fn level(&self) -> LineageLevel {
        self.level
    }

    /// How many nodes were met.
    pub(crate) fn met(&self) -> u32 {
        crate::dense(self.met.nodes.len())
    }

    /// The filter of the question.
    pub(crate) fn filter(&self) -> &LineageFilter {
        &self.filter
    }

    /// The admitted links of a node that [`Question::expand`] was asked for.
    pub(crate) fn links(&self, towards: Towards, place: u32) -> &[Link] {
        self.expanded(towards, place).unwrap_or_default()
    }

    /// The same; `None` when they were not asked for.
    pub(crate) fn expanded(&self, towards: Towards, place: u32) -> Option<&[Link]> {
        let links = match towards {
            Towards::Downstream => &self.met.downstream,
            Towards::Upstream => &self.met.upstream,
        };
        links[place as usize].as_deref()
    }

    /// The edge of a link that leaves `place` in that direction.
    pub(crate) fn edge(&self, towards: Towards, place: u32, link: &Link) -> GraphEdge {
        let (near, far) = (self.node(place).id, self.node(link.node).id);
        let (from, to) = match towards {
            Towards::Downstream => (near, far),
            Towards::Upstream => (far, near),
        };
        GraphEdge { id: link.id, from, to, state: link.state, derived: link.derived }
    }

    /// Reads the links of nodes, as far as they are not known yet: one round trip for some
    /// thousand nodes.
    pub(crate) async fn expand(&mut self, towards: Towards, places: &[u32]) -> Result<()> {
        let links = self.met.links(towards);
        let mut missing: Vec<u32> =
            places.iter().copied().filter(|place| links[*place as usize].is_none()).collect();
        missing.sort_unstable();
        missing.dedup();
        let text = expansion(self.level, towards);
        for chunk in missing.chunks(CHUNK) {
            let ids = chunk.iter().map(|place| id(self.node(*place).id)).collect();
            let rows = self.rows(query(&text).param("ids", list(ids))).await?;
            for place in chunk {
                self.met.links(towards)[*place as usize] = Some(Vec::new());
            }
            self.take(towards, &rows)?;
        }
        Ok(())
    }

    /// Reads all links downstream at once.
    pub(crate) async fn expand_all(&mut self) -> Result<()> {
        let text = everything(self.level);
        let rows = self.rows(query(&text)).await?;
        for row in &rows {
            let fields = self.fields(row);
            let id = fields.id("near")?;
            let table = TableId(fields.id("near_table")?);
            let place = self.place(Node { id, table });
            self.met.downstream[place as usize].get_or_insert_default();
        }
        self.take(Towards::Downstream, &rows)
    }

    /// Folds rows into the links of nodes that are met and expanded.
    fn take(&mut self, towards: Towards, rows: &[Row]) -> Result<()> {
        let mut pairs: HashMap<(u32, u32), Pair> = HashMap::new();
        for row in rows {
            let fields = self.fields(row);
            let near = self.known(fields.id("near")?);
            let far = Node { id: fields.id("far")?, table: TableId(fields.id("far_table")?) };
            let (own, state) = (fields.id_if_any("own")?, fields.state()?);
            let Some(near) = near else { continue };
            let pair = pairs.entry((near, self.place(far))).or_default();
            match own {
                Some(own) => pair.own = Some((EdgeId(own), state)),
                None => pair.implied.push(state),
            }
        }
        for ((near, far), pair) in pairs {
            let own = pair.own.as_ref().map(|(_, state)| state);
            let Some(state) = pair_state(own, pair.implied) else { continue };
            if !self.filter.admits(&state) {
                continue;
            }
            let tables = match towards {
                Towards::Downstream => (near, far),
                Towards::Upstream => (far, near),
            };
            let derived = pair.own.is_none();
            let id = match pair.own {
                Some((id, _)) => id,
                None => derived_edge_id(self.node(tables.0).table, self.node(tables.1).table),
            };
            let links = self.met.links(towards)[near as usize].get_or_insert_default();
            links.push(Link { node: far, id, state, derived });
        }
        Ok(())
    }

    /// What tables are; those that nothing was told of are left out.
    pub(crate) async fn facets(
        &mut self,
        tables: BTreeSet<TableId>,
    ) -> Result<HashMap<TableId, TableFacet>> {
        let tables: Vec<TableId> = tables.into_iter().collect();
        let mut facets = HashMap::with_capacity(tables.len());
        for chunk in tables.chunks(CHUNK) {
            let ids = list(chunk.iter().map(|table| id(table.0)).collect());
            for row in self.rows(query(FACETS).param("ids", ids)).await? {
                let fields = self.fields(&row);
                let source = fields.id_if_any("source")?.map(SourceId);
                let kind = fields.text("kind")?.as_deref().and_then(TableKind::from_name);
                // a kind of a later version
                let kind = kind.unwrap_or(TableKind::Other);
                facets.insert(TableId(fields.id("table")?), TableFacet { source, kind });
            }
        }
        Ok(facets)
    }
}

const FACETS: &str = "UNWIND $ids AS id \
    MATCH (f:AriadneFacet {load: $load, table: id}) USING INDEX SEEK f:AriadneFacet(load, table) \
    WHERE f.from_seq <= $seq AND f.to_seq > $seq \
    RETURN id AS table, f.source AS source, f.kind AS kind";

/// Rows of neighbours. Many column edges between two tables mostly say the same: DISTINCT
/// sends it once.
fn expansion(level: LineageLevel, towards: Towards) -> String {
    let (label, kinds) = match level {
        LineageLevel::Table => ("AriadneTable", format!("{TABLE_EDGE}|{IMPLIED}")),
        LineageLevel::Column => ("AriadneColumn", COLUMN_EDGE.to_owned()),
    };
    let arrow = match towards {
        Towards::Downstream => format!("-[r:{kinds}]->"),
        Towards::Upstream => format!("<-[r:{kinds}]-"),
    };
    let answer = match level {
        LineageLevel::Table => format!("DISTINCT id AS near, m.id AS far_table, {}", own()),
        LineageLevel::Column => "id AS near, m.table AS far_table, r.edge AS own".to_owned(),
    };
    format!(
        "UNWIND $ids AS id \
         MATCH (n:{label} {{load: $load, id: id}}){arrow}(m) USING INDEX SEEK n:{label}(load, id) \
         WHERE r.from_seq <= $seq AND r.to_seq > $seq \
         RETURN {answer}, m.id AS far, r.status AS status, r.claims AS claims"
    )
}

fn own() -> String {
    format!("CASE type(r) WHEN '{TABLE_EDGE}' THEN r.edge END AS own")
}

/// Rows of all neighbours, found by the index of edges.
fn everything(level: LineageLevel) -> String {
    let of_kind = |kind: &str, answer: &str| {
        format!(
            "MATCH (n)-[r:{kind}]->(m) USING INDEX SEEK r:{kind}(load, edge) \
             WHERE r.load = $load AND r.edge >= '' AND r.from_seq <= $seq AND r.to_seq > $seq \
             RETURN {answer}, n.id AS near, m.id AS far, r.status AS status, r.claims AS claims"
        )
    };
    match level {
        LineageLevel::Column => {
            of_kind(COLUMN_EDGE, "n.table AS near_table, m.table AS far_table, r.edge AS own")
        }
        LineageLevel::Table => {
            let tables = format!("DISTINCT n.id AS near_table, m.id AS far_table, {}", own());
            let [own, implied] = [TABLE_EDGE, IMPLIED].map(|kind| of_kind(kind, &tables));
            format!("{own} UNION ALL {implied}")
        }
    }
}
