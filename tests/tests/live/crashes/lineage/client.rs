//! A client that writes lineage without a pause, until nobody answers, and keeps a log
//! of what was acknowledged.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, IteratorRandom};
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use uuid::Uuid;

use super::piece::{Changes, Origin, Pair, Piece, Write};
use crate::crashes::load::post;

/// Edges of one request, when it is about many.
const MANY: std::ops::Range<usize> = 2..13;

// The answers tell the ids of what was written.
const CLAIM: &str = "mutation($input: [LineageInput!]!, $key: String!) {
    createLineage(input: $input, message: $key) {
        edges { id from to assertions { id origin } } changeset { seq } } }";
const REWORD: &str = "mutation($id: ID!, $version: Int!, $key: String!) {
    updateAssertion(id: $id, version: $version, patch: { note: $key }, message: $key) {
        edges { id from to assertions { id origin } } changeset { seq } } }";
const WITHDRAW: &str = "mutation($ids: [ID!]!, $key: String!) {
    withdrawAssertions(ids: $ids, message: $key) {
        edges { id from to assertions { id origin } } changeset { seq } } }";
const REVIEW: &str = "mutation($ids: [ID!]!, $decision: LineageStatus!, $key: String!) {
    reviewLineage(ids: $ids, decision: $decision, note: $key, message: $key) {
        edges { id from to assertions { id origin } } changeset { seq } } }";
const END: &str = "mutation($ids: [ID!]!, $key: String!) {
    deleteLineage(ids: $ids, message: $key) { changeset { seq } } }";
const DELETE: &str = "mutation($id: ID!, $key: String!) {
    deleteTable(id: $id, version: 1, message: $key) { changeset { seq } } }";

/// A table and its columns.
pub(super) type Table = (Uuid, Vec<Uuid>);

/// A write under its key.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) key: String,
    pub(super) write: Write,
}

/// An acknowledged write.
#[derive(Clone, Debug)]
pub(super) struct Acknowledged {
    pub(super) key: String,
    pub(super) seq: u64,
    pub(super) changes: Changes,
}

/// What the server calls an edge and its claims.
#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    pub(super) edge: Uuid,
    pub(super) claims: BTreeMap<Origin, Uuid>,
}

pub(super) struct Client {
    name: usize,
    random: StdRng,
    http: reqwest::Client,
    requests: usize,
    /// Tables that nobody deletes; every client has edges at them.
    hubs: Vec<Table>,
    pub(super) piece: Piece,
    pub(super) ids: BTreeMap<Pair, Ids>,
    pub(super) log: Vec<Acknowledged>,
}

impl Client {
    pub(super) fn new(name: usize, seed: u64, hubs: &[Table]) -> Self {
        let random = StdRng::seed_from_u64(seed.wrapping_add(name as u64));
        let (http, hubs) = (reqwest::Client::new(), hubs.to_vec());
        let (piece, ids, log) = (Piece::default(), BTreeMap::new(), Vec::new());
        Self { name, random, http, requests: 0, hubs, piece, ids, log }
    }

    /// Takes over a new table.
    pub(super) fn own(&mut self, (id, columns): Table) {
        self.piece.tables.insert(id, columns);
    }

    /// Writes until nobody answers; the request that was not answered.
    pub(super) async fn run(
        mut self,
        server: String,
        answered: UnboundedSender<()>,
    ) -> (Self, Request) {
        loop {
            self.requests += 1;
            let key = format!("c{}n{}", self.name, self.requests);
            let request = Request { key, write: self.choose() };
            match self.send(&server, &request).await {
                Some(answer) => self.learn(&request, &answer),
                None => return (self, request),
            }
            // Who waits for the first answer needs no more.
            let _ = answered.send(());
        }
    }

    /// Logs an answer and takes it over.
    pub(super) fn learn(&mut self, request: &Request, answer: &Value) {
        let field = answer.as_object().and_then(|data| data.values().next()).expect("a field");
        let seq = field["changeset"]["seq"].as_u64();
        let seq = seq.unwrap_or_else(|| panic!("{request:?} changed nothing: {answer:#}"));
        let next = self.piece.after(&request.key, &request.write);
        let changes = self.piece.changes_to(&next);
        self.log.push(Acknowledged { key: request.key.clone(), seq, changes });
        self.piece = next;
        self.ids.retain(|pair, _| self.piece.edges.contains_key(pair));
        for edge in field["edges"].as_array().into_iter().flatten() {
            let claims = edge["assertions"].as_array().expect("claims").iter();
            let claims = claims.map(|claim| {
                let origin = claim["origin"].as_str().expect("an origin");
                (Origin::of(origin), id(&claim["id"]))
            });
            let ids = Ids { edge: id(&edge["id"]), claims: claims.collect() };
            self.ids.insert((id(&edge["from"]), id(&edge["to"])), ids);
        }
    }

    /// Sends a request; the answer, or `None` when there was none.
    pub(super) async fn send(&self, server: &str, request: &Request) -> Option<Value> {
        let key = request.key.as_str();
        let edges = |pairs: &[Pair]| pairs.iter().map(|p| self.ids[p].edge).collect::<Vec<_>>();
        let claim = |(pair, origin): &(Pair, Origin)| self.ids[pair].claims[origin];
        let (query, variables) = match &request.write {
            Write::Claim(claims) => {
                let input = claims.iter().map(|((from, to), origin)| {
                    json!({ "from": from, "to": to, "origin": origin.name(),
                        "process": origin.process(), "note": key })
                });
                (CLAIM, json!({ "input": input.collect::<Vec<_>>(), "key": key }))
            }
            Write::Reword(pair, origin) => {
                let (id, version) = (claim(&(*pair, *origin)), self.piece.edges[pair].version);
                (REWORD, json!({ "id": id, "version": version, "key": key }))
            }
            Write::Withdraw(claims) => {
                let ids: Vec<Uuid> = claims.iter().map(claim).collect();
                (WITHDRAW, json!({ "ids": ids, "key": key }))
            }
            Write::End(pairs) => (END, json!({ "ids": edges(pairs), "key": key })),
            Write::Review(pairs, decision) => {
                (REVIEW, json!({ "ids": edges(pairs), "decision": decision, "key": key }))
            }
            Write::DeleteTable(table) => (DELETE, json!({ "id": table, "key": key })),
        };
        post(&self.http, server, key, (query, variables)).await
    }

    fn choose(&mut self) -> Write {
        let edges = self.piece.edges.len();
        match self.random.random_range(0..100) {
            35..50 => {
                let many = self.random.random_range(MANY);
                Write::Claim(self.claims(many))
            }
            50..62 if edges > 0 => {
                let (pair, origin) = self.some_claims(1)[0];
                Write::Reword(pair, origin)
            }
            62..74 if edges > 0 => Write::Withdraw(self.some_claims(3)),
            74..84 if edges > 0 => Write::End(self.some_edges(5)),
            84..96 if edges > 0 => self.review(),
            96..100 if self.piece.tables.len() > 3 => {
                let table = self.piece.tables.keys().choose(&mut self.random);
                Write::DeleteTable(*table.expect("a table"))
            }
            _ => Write::Claim(self.claims(1)),
        }
    }

    /// As many edges at most, each once.
    fn some_edges(&mut self, most: usize) -> Vec<Pair> {
        let number = self.random.random_range(1..=most);
        self.piece.edges.keys().copied().choose_multiple(&mut self.random, number)
    }

    fn some_claims(&mut self, most: usize) -> Vec<(Pair, Origin)> {
        let pairs = self.some_edges(most);
        let claims = pairs.into_iter().map(|pair| {
            let origin = self.piece.edges[&pair].claims.keys().choose(&mut self.random);
            (pair, *origin.expect("an edge has a claim"))
        });
        claims.collect()
    }

    fn review(&mut self) -> Write {
        let pairs = self.some_edges(4);
        let decided = |pair: &Pair| self.piece.edges[pair].claims.contains_key(&Origin::Manual);
        let decisions: &[&str] = if pairs.iter().all(decided) {
            &["APPROVED", "REJECTED", "PROPOSED"]
        } else {
            &["APPROVED", "REJECTED"]
        };
        let decision = decisions.choose(&mut self.random).expect("a decision");
        Write::Review(pairs, decision)
    }

    /// Claims that nobody made, of as many pairs: of pairs without an edge, and here
    /// and there one more of a pair that has one.
    fn claims(&mut self, number: usize) -> Vec<(Pair, Origin)> {
        let mut claims: BTreeMap<Pair, Origin> = BTreeMap::new();
        while claims.len() < number {
            let pair = self.pair();
            let held = self.piece.edges.get(&pair).map(|edge| &edge.claims);
            let wanted = if self.random.random_bool(0.5) { Origin::Manual } else { Origin::Sql };
            if held.is_none_or(|held| !held.contains_key(&wanted)) {
                claims.entry(pair).or_insert(wanted);
            }
        }
        claims.into_iter().collect()
    }

    /// Two tables or two columns, one of them this client's own.
    fn pair(&mut self) -> Pair {
        let random = &mut self.random;
        let of_tables = random.random_bool(0.4);
        let mut end = |tables: &mut dyn Iterator<Item = (&Uuid, &Vec<Uuid>)>| {
            let (table, columns) = tables.choose(random).expect("a table");
            if of_tables { *table } else { *columns.choose(random).expect("a column") }
        };
        loop {
            let own = end(&mut self.piece.tables.iter());
            let hub = end(&mut self.hubs.iter().map(|(id, columns)| (id, columns)));
            let other = end(&mut self.piece.tables.iter());
            let other = if self.requests.is_multiple_of(3) { hub } else { other };
            if own != other {
                let there = self.requests.is_multiple_of(2);
                return if there { (own, other) } else { (other, own) };
            }
        }
    }
}

pub(super) fn id(value: &Value) -> Uuid {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no id: {value}"))
}
