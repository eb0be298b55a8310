//! What is in the catalog, compared with what its writers know.

use std::collections::BTreeMap;
use std::time::Duration;

use ariadne_tests::soundness;
use serde_json::{Value, json};

use super::model::{Edge, End, Model, Table};
use super::watcher::Watcher;
use super::writer::Writer;
use crate::client::{Client, HANG};
use crate::tally::{Book, Fault};

/// How often it is looked whether the graph has caught up.
const LOOK: Duration = Duration::from_millis(100);

const CHANGESETS: &str = "query($after: String) { changesets(first: 500, after: $after) {
    nodes { seq message at } pageInfo { hasNextPage endCursor } } }";
const TABLES: &str = "query($after: String) { tables(first: 200, after: $after) {
    nodes { id name description columns(first: 50) { nodes { id name description } } }
    pageInfo { hasNextPage endCursor } } }";
const EDGES: &str = "query($of: [ID!]!, $level: LineageLevel!) {
    lineage(of: $of, level: $level, direction: DOWNSTREAM, depth: 1) {
        truncated edges { from to derived } } }";
const HEALTH: &str = "{ lineageHealth { inSync seq appliedSeq recordEdges graphEdges differences
    examples { edgeId record graph } } }";

/// Compares everything. What is pending may be there or not, but as a whole.
pub(super) async fn compare(
    client: &Client,
    database: &str,
    writers: &[Writer],
    watcher: &Watcher,
    book: &Book,
) -> Result<(), String> {
    // what else is asked may ask the graph
    graph(client, book).await;
    let seqs = seqs(client, book).await?;
    for (key, seq) in writers.iter().flat_map(|writer| &writer.log) {
        if seqs.get(key) != Some(seq) {
            let what = format!("{key} was acknowledged as {seq} and is {:?}", seqs.get(key));
            book.fault(Fault::Lost, what);
        }
    }
    for (seq, key) in &watcher.heard {
        if seqs.get(key) != Some(seq) {
            let what = format!("{key} was told as {seq} and is {:?}", seqs.get(key));
            book.fault(Fault::Lost, what);
        }
    }
    let acknowledged: usize = writers.iter().map(|writer| writer.log.len()).sum();
    let there = |w: &&Writer| w.pending.as_ref().is_some_and(|p| seqs.contains_key(&p.key));
    let unanswered = writers.iter().filter(there).count();
    if seqs.len() > acknowledged + unanswered {
        let what = format!("{} changesets of {acknowledged} and {unanswered}", seqs.len());
        book.fault(Fault::Wrong, what);
    }
    let found = Found::read(client).await?;
    for writer in writers {
        let pending = writer.pending.as_ref().filter(|pending| seqs.contains_key(&pending.key));
        let expected = match pending {
            Some(pending) => writer.model.after(&pending.key, &pending.write),
            None => writer.model.clone(),
        };
        let actual = found.of(client, writer).await?;
        if actual != expected {
            let pending = pending.map(|pending| (&pending.key, &pending.write));
            let what = format!("{} {} with {pending:?}", writer.name, expected.unlike(&actual));
            book.fault(Fault::Half, what);
        }
    }
    let sound = soundness::of(database).await?;
    let expected = i64::try_from(seqs.len()).unwrap_or(i64::MAX);
    if [sound.seq, sound.changesets, sound.keys] != [expected; 3] {
        book.fault(Fault::Half, format!("{} changesets are read of {sound:?}", seqs.len()));
    }
    Ok(())
}

/// Every key with its changeset: numbered without gaps, once each, in the order of time.
async fn seqs(client: &Client, book: &Book) -> Result<BTreeMap<String, u64>, String> {
    let mut seqs = BTreeMap::new();
    let mut times = BTreeMap::new();
    for changeset in all(client, CHANGESETS, "changesets").await? {
        let seq = changeset["seq"].as_u64().ok_or("a changeset without a seq")?;
        let key = changeset["message"].as_str().unwrap_or_default().to_owned();
        times.insert(seq, changeset["at"].as_str().unwrap_or_default().to_owned());
        if let Some(before) = seqs.insert(key.clone(), seq) {
            book.fault(Fault::Wrong, format!("{key} is written twice: {before} and {seq}"));
        }
    }
    if !times.keys().copied().eq(1..=times.len() as u64) {
        book.fault(Fault::Lost, format!("the numbers have gaps: {:?}", times.keys()));
    }
    // one format of one length, so that the order of text is the order of time
    let mut earlier = "";
    for (seq, time) in &times {
        if time.as_str() < earlier {
            book.fault(Fault::Wrong, format!("changeset {seq} is of {time}, after {earlier}"));
        }
        earlier = time;
    }
    Ok(seqs)
}

/// The tables with their ids and columns.
struct Found {
    tables: BTreeMap<String, (String, Table)>,
    ends: BTreeMap<String, End>,
}

impl Found {
    async fn read(client: &Client) -> Result<Self, String> {
        let (mut tables, mut ends) = (BTreeMap::new(), BTreeMap::new());
        let text = |value: &Value| value.as_str().map(str::to_owned);
        for table in all(client, TABLES, "tables").await? {
            let (id, name) = text(&table["id"]).zip(text(&table["name"])).ok_or("no name")?;
            let mut columns = BTreeMap::new();
            for column in table["columns"]["nodes"].as_array().ok_or("no columns")? {
                let (id, column_name) =
                    text(&column["id"]).zip(text(&column["name"])).ok_or("no name")?;
                ends.insert(id, (name.clone(), Some(column_name.clone())));
                columns.insert(column_name, text(&column["description"]));
            }
            ends.insert(id.clone(), (name.clone(), None));
            let found = Table { description: text(&table["description"]), columns };
            tables.insert(name, (id, found));
        }
        Ok(Self { tables, ends })
    }

    /// What is there of a writer's part.
    async fn of(&self, client: &Client, writer: &Writer) -> Result<Model, String> {
        let prefix = format!("{} ", writer.name);
        let own = self.tables.iter().filter(|(name, _)| name.starts_with(&prefix));
        let mut model = Model::default();
        let mut ids = Vec::new();
        for (name, (id, table)) in own {
            model.tables.insert(name.clone(), table.clone());
            ids.push(id);
        }
        for level in ["TABLE", "COLUMN"] {
            if ids.is_empty() {
                break;
            }
            let variables = json!({ "of": ids, "level": level });
            let answer = client.run(EDGES, &variables).await?;
            for edge in answer["lineage"]["edges"].as_array().ok_or("no edges")? {
                if edge["derived"] == true {
                    // columns imply it, and nobody drew it, or it could not be told from one
                    continue;
                }
                let end = |side: &str| self.ends.get(edge[side].as_str()?).cloned();
                let edge: Edge = end("from").zip(end("to")).ok_or("an edge from nowhere")?;
                model.edges.insert(edge);
            }
        }
        Ok(model)
    }
}

/// The graph shows what the record says, at once or after it has caught up.
async fn graph(client: &Client, book: &Book) {
    let looking = async {
        loop {
            // one whose server has just started does not answer yet
            let health = client.run(HEALTH, &json!({})).await.unwrap_or_default();
            let health = &health["lineageHealth"];
            if health.is_object() && health["appliedSeq"] == health["seq"] {
                return health.clone();
            }
            tokio::time::sleep(LOOK).await;
        }
    };
    match tokio::time::timeout(HANG, looking).await {
        Ok(health) if health["inSync"] == true => {}
        Ok(health) => book.fault(Fault::Wrong, format!("the graph differs: {health}")),
        Err(_) => book.fault(Fault::Hung, "the graph does not catch up"),
    }
}

/// All pages of a list.
async fn all(client: &Client, query: &str, field: &str) -> Result<Vec<Value>, String> {
    let (mut nodes, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut page = client.run(query, &json!({ "after": after })).await?;
        let page = page[field].take();
        nodes.extend(page["nodes"].as_array().ok_or("no list")?.iter().cloned());
        if page["pageInfo"]["hasNextPage"] != true {
            return Ok(nodes);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}
