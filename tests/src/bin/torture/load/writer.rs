//! A client that changes its part of the catalog without a pause, and knows what was
//! acknowledged.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use super::choice::{self, Choice};
use super::model::{Edge, End, Model, Write};
use crate::client::{Answer, Client};
use crate::tally::{Book, Fault};

/// How long a writer rests that was refused for a while.
const REST: Duration = Duration::from_millis(20);

/// A change on its way. Sent again, it is the same request under the same key.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) key: String,
    pub(super) write: Write,
    query: &'static str,
    variables: Value,
}

/// What the server calls things.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) ends: BTreeMap<End, String>,
    pub(super) edges: BTreeMap<Edge, String>,
}

/// What the writers of a load share while it runs.
#[derive(Clone, Debug)]
pub(super) struct Shift {
    pub(super) client: Client,
    pub(super) book: Book,
    /// Whether a refusal for a while is as the scenario means it.
    pub(super) lenient: bool,
    pub(super) stop: Arc<AtomicBool>,
    pub(super) answered: Arc<AtomicUsize>,
}

pub(super) struct Writer {
    pub(super) name: String,
    random: StdRng,
    requests: usize,
    ids: Ids,
    /// What its part has to be, but for what is under way.
    pub(super) model: Model,
    /// What was before the last change, and the id of its changeset.
    before: Option<(Model, String)>,
    /// Every acknowledged key with its changeset.
    pub(super) log: Vec<(String, u64)>,
    /// What was not answered.
    pub(super) pending: Option<Request>,
}

impl Writer {
    pub(super) fn new(number: usize, seed: u64) -> Self {
        Self {
            name: format!("w{number}"),
            random: StdRng::seed_from_u64(seed.wrapping_add(number as u64)),
            requests: 0,
            ids: Ids::default(),
            model: Model::default(),
            before: None,
            log: Vec::new(),
            pending: None,
        }
    }

    /// Writes until it is stopped or nobody answers any more.
    pub(super) async fn run(mut self, shift: Shift) -> Self {
        while !shift.stop.load(Ordering::Relaxed) {
            if self.pending.is_none() {
                match self.next(&shift).await {
                    Ok(request) => self.pending = Some(request),
                    Err(false) => return self,
                    Err(true) => {
                        tokio::time::sleep(REST).await;
                        continue;
                    }
                }
                shift.book.tried();
            }
            if !self.settle(&shift).await {
                return self;
            }
        }
        self
    }

    /// Sends what is pending; whether there is somebody to go on with.
    pub(super) async fn settle(&mut self, shift: &Shift) -> bool {
        let Some(request) = self.pending.clone() else { return true };
        let headers = [("Idempotency-Key", request.key.as_str())];
        match shift.client.send(request.query, &request.variables, &headers).await {
            Answer::Data(data) => {
                if let Err(reason) = self.learn(&request, &data) {
                    shift.book.fault(Fault::Wrong, format!("{request:?}: {reason}: {data}"));
                }
                shift.answered.fetch_add(1, Ordering::Relaxed);
                true
            }
            Answer::Refused { code, answer } => {
                self.refused(shift, &request, &code, &answer);
                tokio::time::sleep(REST).await;
                true
            }
            Answer::Hung => {
                shift.book.fault(Fault::Hung, format!("{request:?}"));
                false
            }
            Answer::Strange(text) => {
                shift.book.fault(Fault::Wrong, format!("{request:?} is answered {text}"));
                false
            }
            Answer::Gone(_) => false,
        }
    }

    fn refused(&mut self, shift: &Shift, request: &Request, code: &str, answer: &Value) {
        if shift.lenient && matches!(code, "UNAVAILABLE" | "TIMEOUT") {
            // whether it was written will be seen when it is sent again
            shift.book.refused();
        } else {
            shift.book.fault(Fault::Wrong, format!("{request:?} is answered {answer}"));
            self.pending = None;
        }
    }

    /// Takes in that a request was written.
    fn learn(&mut self, request: &Request, data: &Value) -> Result<(), String> {
        let payload = data.as_object().and_then(|fields| fields.values().next()).ok_or("empty")?;
        let changeset = &payload["changeset"];
        let seq = changeset["seq"].as_u64().ok_or("no changeset")?;
        let id = changeset["id"].as_str().ok_or("no changeset")?.to_owned();
        let tables = payload["tables"].as_array().cloned().unwrap_or_default();
        for table in tables.iter().chain(payload.get("table")) {
            self.see(table).ok_or("a table without an id")?;
        }
        if let Write::Draw(edges) = &request.write {
            let drawn = payload["edges"].as_array().ok_or("no edges")?;
            let found = |(from, to): &Edge| {
                let (from, to) = (self.ids.ends.get(from)?, self.ids.ends.get(to)?);
                let edge = drawn.iter().find(|e| e["from"] == **from && e["to"] == **to)?;
                edge["id"].as_str().map(str::to_owned)
            };
            for edge in edges {
                let id = found(edge).ok_or("an edge is missing")?;
                self.ids.edges.insert(edge.clone(), id);
            }
        }
        let after = self.model.after(&request.key, &request.write);
        self.before = Some((std::mem::replace(&mut self.model, after), id));
        self.log.push((request.key.clone(), seq));
        self.pending = None;
        Ok(())
    }

    /// Keeps the ids of a table and its columns; its version.
    fn see(&mut self, table: &Value) -> Option<u64> {
        let name = table["name"].as_str()?.to_owned();
        let id = table["id"].as_str()?.to_owned();
        for column in table["columns"]["nodes"].as_array()? {
            let end = (name.clone(), Some(column["name"].as_str()?.to_owned()));
            self.ids.ends.insert(end, column["id"].as_str()?.to_owned());
        }
        self.ids.ends.insert((name, None), id);
        table["version"].as_u64()
    }

    /// The next change; `Err` when the table that it is about cannot be read: whether to try
    /// again.
    async fn next(&mut self, shift: &Shift) -> Result<Request, bool> {
        let undoable = self.before.is_some();
        let choice =
            choice::choose(&mut self.random, &self.name, self.requests, &self.model, undoable);
        let version = match choice.table() {
            None => 0,
            Some(table) => self.version(shift, table).await?,
        };
        let key = format!("{} n{}", self.name, self.requests);
        self.requests += 1;
        let (write, undone) = match choice {
            Choice::Undo => {
                let (before, id) = self.before.clone().ok_or(false)?;
                (Write::Undo(Box::new(before)), id)
            }
            Choice::Write(write) => (write, String::new()),
        };
        let (query, mut variables) =
            choice::request((&write, &self.model), &self.ids, &key, version);
        if matches!(write, Write::Undo(_)) {
            variables["id"] = json!(undone);
        }
        variables["key"] = json!(key);
        Ok(Request { key, write, query, variables })
    }

    /// Reads a table: its version now, and the ids of its columns.
    async fn version(&mut self, shift: &Shift, table: &str) -> Result<u64, bool> {
        let id = self.ids.ends.get(&(table.to_owned(), None)).cloned();
        let variables = json!({ "id": id });
        let wrong = |what: String| {
            shift.book.fault(Fault::Wrong, format!("the table {table} is answered {what}"));
            false
        };
        match shift.client.send(choice::TABLE, &variables, &[]).await {
            Answer::Data(data) => self.see(&data["table"]).ok_or_else(|| wrong(data.to_string())),
            Answer::Refused { code, .. } if shift.lenient && code == "UNAVAILABLE" => Err(true),
            Answer::Gone(_) => Err(false),
            Answer::Hung => {
                shift.book.fault(Fault::Hung, format!("reading the table {table}"));
                Err(false)
            }
            other => Err(wrong(format!("{other:?}"))),
        }
    }
}
