//! The floor on Neo4j: the bare driver sends what the product sends, with the same
//! parameters, in the same order, and drains the rows; of them it keeps what it needs to
//! know what to ask next.

use std::collections::HashSet;
use std::time::Duration;

use neo4rs::{
    BoltList, BoltMap, BoltString, BoltType, ConfigBuilder, Graph, Query, Row, Txn, query,
};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::Outcome;
use crate::args::Args;

/// Rows that the server sends at once, and ids or rows of one query, as the product does.
const FETCH: usize = 10_000;
const CHUNK: usize = 5_000;

/// The graph that the floor writes; the product never looks at it.
const OWN: &str = "bench-floor";

const ANY: &str = "MATCH (g:AriadneGraph) RETURN count(g) AS graphs";

const SHOWN: &str = "MATCH (g:AriadneGraph {name: $name}) \
    RETURN g.catalog AS catalog, g.epoch AS epoch, g.seq AS seq, g.load AS load";

const SIZE: &str = "MATCH (n:AriadneTable {load: $load}) WITH count(n) AS tables \
    MATCH ()-[r:ARIADNE_TABLE_EDGE]->() WHERE r.load = $load \
    RETURN tables, count(r) AS edges";

const MAKE: &str = "CREATE (:AriadneGraph {name: $name, seq: 0, load: $name, locked: 0})";

const COMPARE_AND_SET: &str = "MATCH (g:AriadneGraph {name: $name}) SET g.locked = $last \
    WITH g WHERE g.seq = $before SET g.seq = $last RETURN g.load AS load";

const NODES: &str = "UNWIND $rows AS row MERGE (:AriadneTable {load: $load, id: row})";

const EDGE: &str = "UNWIND $rows AS row \
    MATCH (a:AriadneTable {load: $load, id: row.from}) USING INDEX SEEK a:AriadneTable(load, id) \
    MATCH (b:AriadneTable {load: $load, id: row.to}) USING INDEX SEEK b:AriadneTable(load, id) \
    CREATE (a)-[:ARIADNE_TABLE_EDGE {load: $load, edge: row.edge, status: row.status, \
    claims: row.claims, from_seq: row.from_seq, to_seq: row.to_seq}]->(b)";

/// Which way the driver walks.
#[derive(Clone, Copy, Debug)]
enum Towards {
    Downstream,
    Upstream,
}

impl Towards {
    fn arrow(self) -> &'static str {
        match self {
            Self::Downstream => "-[r:ARIADNE_TABLE_EDGE|ARIADNE_IMPLIED]->",
            Self::Upstream => "<-[r:ARIADNE_TABLE_EDGE|ARIADNE_IMPLIED]-",
        }
    }

    /// How many neighbours tables have.
    fn counting(self) -> String {
        let arrow = self.arrow();
        format!(
            "UNWIND $ids AS id \
             MATCH (n:AriadneTable {{load: $load, id: id}}){arrow}(m) \
             USING INDEX SEEK n:AriadneTable(load, id) \
             WHERE r.from_seq <= $seq AND r.to_seq > $seq \
             WITH id, m, max(CASE \
             WHEN r.status = 'REJECTED' AND type(r) = 'ARIADNE_IMPLIED' THEN 0 \
             WHEN r.status = 'REJECTED' THEN 3 WHEN r.status = 'APPROVED' THEN 2 \
             WHEN r.status = 'PROPOSED' THEN 1 ELSE 0 END) AS comes_to \
             WHERE comes_to IN [1, 2] RETURN id AS near, count(m) AS count"
        )
    }

    /// The neighbours of tables.
    fn expanding(self) -> String {
        let arrow = self.arrow();
        format!(
            "UNWIND $ids AS id \
             MATCH (n:AriadneTable {{load: $load, id: id}}){arrow}(m) \
             USING INDEX SEEK n:AriadneTable(load, id) \
             WHERE r.from_seq <= $seq AND r.to_seq > $seq \
             RETURN DISTINCT id AS near, m.id AS far_table, \
             CASE type(r) WHEN 'ARIADNE_TABLE_EDGE' THEN r.edge END AS own, \
             m.id AS far, r.status AS status, r.claims AS claims"
        )
    }
}

/// How a server is reached.
pub(crate) struct Place {
    url: String,
    user: String,
    password: String,
}

impl Place {
    /// The server that is named, if one is.
    pub(crate) fn of(args: &Args) -> Option<Self> {
        let (user, password) = (args.neo4j_user.clone(), args.neo4j_password.clone());
        args.neo4j_url.clone().map(|url| Self { url, user, password })
    }

    /// What a product is told to have its graph there.
    pub(crate) fn settings(&self) -> [(&'static str, &str); 3] {
        [
            ("ARIADNE_LINEAGE_URL", &self.url),
            ("ARIADNE_LINEAGE_USER", &self.user),
            ("ARIADNE_LINEAGE_PASSWORD", &self.password),
        ]
    }
}

/// The bare driver.
pub(crate) struct Driver {
    runtime: Runtime,
    graph: Graph,
    /// The load and the changeset that the product's graph shows.
    shown: (String, i64),
    seq: i64,
    made: u128,
}

impl Driver {
    /// Connects to a server that holds no graph of ours yet.
    pub(crate) fn open(place: &Place) -> Outcome<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let config = ConfigBuilder::default()
            .uri(place.url.as_str())
            .user(&place.user)
            .password(&place.password)
            .fetch_size(FETCH)
            .connection_timeout(Duration::from_mins(1))
            .build()?;
        let graph = runtime.block_on(async { Graph::connect(config) })?;
        let driver = Self { runtime, graph, shown: (String::new(), 0), seq: 0, made: 0 };
        let rows = driver.runtime.block_on(async {
            let mut txn = driver.graph.start_txn().await?;
            let rows = drained(&mut txn, query(ANY)).await?;
            txn.commit().await?;
            Ok::<_, crate::Failure>(rows)
        })?;
        let graphs: i64 = rows.first().ok_or("Neo4j counts nothing.")?.get("graphs")?;
        if graphs > 0 {
            return Err("Neo4j already holds a lineage graph; give an empty server.".into());
        }
        Ok(driver)
    }

    /// Looks at the product's graph: how many tables and edges it has.
    pub(crate) fn size(&mut self) -> Outcome<(u64, u64)> {
        let (shown, size) = self.runtime.block_on(async {
            let mut txn = self.graph.start_txn().await?;
            let (load, seq) = shown(&mut txn).await?;
            let rows = drained(&mut txn, query(SIZE).param("load", load.as_str())).await?;
            txn.commit().await?;
            let row = rows.first().ok_or("Neo4j counts nothing.")?;
            Ok::<_, crate::Failure>(((load, seq), (row.get("tables")?, row.get("edges")?)))
        })?;
        self.shown = shown;
        Ok(size)
    }

    /// Both ways from a table, so many edges far, and how many neighbours all have that
    /// was met: the ids of the tables.
    pub(crate) fn walk(&self, start: Uuid, depth: u32) -> Outcome<HashSet<String>> {
        self.runtime.block_on(async {
            let mut txn = self.graph.start_txn().await?;
            let (load, seq) = &self.shown;
            let mut all = HashSet::from([start.to_string()]);
            let mut expanded = Vec::new();
            for towards in [Towards::Downstream, Towards::Upstream] {
                let mut met = HashSet::from([start.to_string()]);
                let mut known = HashSet::new();
                let mut level = vec![start.to_string()];
                for _ in 0..depth {
                    known.extend(level.iter().cloned());
                    let statement = towards.expanding();
                    let rows = asked(&mut txn, &statement, (load, *seq), level).await?;
                    level = Vec::new();
                    for row in rows {
                        let far: String = row.get("far")?;
                        if met.insert(far.clone()) {
                            level.push(far);
                        }
                    }
                    if level.is_empty() {
                        break;
                    }
                }
                all.extend(met);
                expanded.push((towards, known));
            }
            for (towards, known) in expanded {
                let rest = all.iter().filter(|id| !known.contains(*id)).cloned().collect();
                asked(&mut txn, &towards.counting(), (load, *seq), rest).await?;
            }
            shown(&mut txn).await?;
            txn.commit().await?;
            Ok(all)
        })
    }

    /// Makes a graph of its own with these tables, to write edges into.
    pub(crate) fn prepare(&self, tables: &[Uuid]) -> Outcome<()> {
        self.runtime.block_on(async {
            let mut txn = self.graph.start_txn().await?;
            drained(&mut txn, query(MAKE).param("name", OWN)).await?;
            txn.commit().await?;
            for chunk in tables.chunks(CHUNK) {
                let rows = list(chunk.iter().map(|id| text(*id)).collect());
                let mut txn = self.graph.start_txn().await?;
                let nodes = query(NODES).param("load", OWN).param("rows", rows);
                drained(&mut txn, nodes).await?;
                txn.commit().await?;
            }
            Ok(())
        })
    }

    /// Writes an edge as the product does: the number of the changeset is compared and
    /// set, its tables are there or made, and it is made.
    pub(crate) fn write(&mut self, (from, to): (Uuid, Uuid)) -> Outcome<()> {
        let (before, last) = (self.seq, self.seq + 1);
        self.made += 1;
        let edge =
            Uuid::from_u128(self.made.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        let row = map([
            ("edge", text(edge)),
            ("from", text(from)),
            ("to", text(to)),
            ("status", "APPROVED".into()),
            ("claims", 1_000_i64.into()),
            ("from_seq", last.into()),
            ("to_seq", i64::MAX.into()),
        ]);
        let set = query(COMPARE_AND_SET).param("name", OWN);
        let set = set.param("before", before).param("last", last);
        let ends = list(vec![text(from), text(to)]);
        let nodes = query(NODES).param("load", OWN).param("rows", ends);
        let edge = query(EDGE).param("load", OWN).param("rows", list(vec![row]));
        self.runtime.block_on(async {
            let mut txn = self.graph.start_txn().await?;
            if drained(&mut txn, set).await?.is_empty() {
                return Err("Somebody else writes the floor's graph.".into());
            }
            drained(&mut txn, nodes).await?;
            drained(&mut txn, edge).await?;
            txn.commit().await?;
            Ok::<_, crate::Failure>(())
        })?;
        self.seq = last;
        Ok(())
    }
}

/// The load and the changeset that the product's graph shows.
async fn shown(txn: &mut Txn) -> Outcome<(String, i64)> {
    let rows = drained(txn, query(SHOWN).param("name", "ariadne")).await?;
    let row = rows.first().ok_or("The product has no graph on this server.")?;
    Ok((row.get("load")?, row.get("seq")?))
}

async fn asked(
    txn: &mut Txn,
    statement: &str,
    (load, seq): (&str, i64),
    mut ids: Vec<String>,
) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    ids.sort_unstable();
    for chunk in ids.chunks(CHUNK) {
        let ids = list(chunk.iter().map(|id| id.as_str().into()).collect());
        let asked = query(statement).param("ids", ids).param("load", load).param("seq", seq);
        rows.extend(drained(txn, asked).await?);
    }
    Ok(rows)
}

async fn drained(txn: &mut Txn, query: Query) -> Outcome<Vec<Row>> {
    let mut stream = txn.execute(query).await?;
    let mut rows = Vec::new();
    while let Some(row) = stream.next(&mut *txn).await? {
        rows.push(row);
    }
    Ok(rows)
}

fn text(id: Uuid) -> BoltType {
    id.to_string().into()
}

fn list(items: Vec<BoltType>) -> BoltType {
    BoltType::List(BoltList::from(items))
}

fn map<const N: usize>(fields: [(&str, BoltType); N]) -> BoltType {
    let mut map = BoltMap::with_capacity(N);
    for (key, value) in fields {
        map.put(BoltString::from(key), value);
    }
    BoltType::Map(map)
}
