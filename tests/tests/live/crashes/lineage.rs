//! The server's process is killed again and again at random moments while clients draw,
//! review and end lineage: what was acknowledged is there, a changeset is there as a
//! whole or not at all, and the graph shows it exactly, whether it is loaded from the
//! record or goes on on Neo4j from where the killed process left it.

mod client;
mod piece;
mod record;

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use ariadne_domain::{Direction, LineageLevel};
use ariadne_tests::api::Api;
use ariadne_tests::services;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::load::post;
use super::record::is_sound;
use ariadne_tests::process::{Process, Setting};
use client::{Acknowledged, Client, Request, Table, id};
use record::Record;

const ROUNDS: usize = 50;
/// Each is as the others, but the graph is a server that outlives them.
const NEO4J_ROUNDS: usize = 8;
/// Clients at the same time, so that commits share transactions.
const CLIENTS: usize = 6;
/// Tables that all clients have edges at.
const HUBS: usize = 4;
/// The process is killed at a moment of so much time behind a round's first answer.
const WINDOW: Duration = Duration::from_millis(300);
/// Walks that are compared after each crash, of tables and of columns.
const WALKS: usize = 4;

const TABLES: &str = "mutation($input: [TableInput!]!, $key: String!) {
    createTables(input: $input, message: $key) {
        tables { id columns(first: 3) { nodes { id } } } changeset { seq } } }";

/// What the run's choices come from: the variable `ARIADNE_TEST_SEED`, or by chance. The
/// same seed makes the same choices; how far a kill gets is another thing each time.
fn seed() -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "the tests have no composition root that could read it for them"
    )]
    let given = std::env::var("ARIADNE_TEST_SEED").ok();
    given.map_or_else(
        || RandomState::new().build_hasher().finish(),
        |text| text.parse().expect("ARIADNE_TEST_SEED is a number"),
    )
}

/// What became of all requests.
#[derive(Debug, Default)]
struct Tally {
    acknowledged: usize,
    lost_and_absent: usize,
    lost_and_present: usize,
}

/// The clients, and what is known of the whole catalog beside them.
struct World {
    setting: Setting,
    random: StdRng,
    clients: Vec<Client>,
    hubs: Vec<Table>,
    /// Requests that made tables; they are not part of what is killed.
    made: Vec<(String, u64)>,
    /// The newest changeset whose changes were compared.
    compared: u64,
    tally: Tally,
}

impl World {
    /// Makes tables of three columns and answers them.
    async fn tables(&mut self, server: &str, number: usize) -> Vec<Table> {
        let key = format!("tables {}", self.made.len());
        let column = |name: &str| json!({ "path": [name], "dataType": "NUMBER(9)" });
        let columns = ["id", "name", "price"].map(column);
        let table = |n: usize| json!({ "name": format!("{key} {n}"), "columns": columns });
        let variables = json!({ "input": (0..number).map(table).collect::<Vec<_>>(), "key": key });
        let answer = post(&reqwest::Client::new(), server, &key, (TABLES, variables)).await;
        let made = &answer.expect("nobody kills it")["createTables"];
        self.made.push((key, made["changeset"]["seq"].as_u64().expect("a seq")));
        let tables = made["tables"].as_array().expect("tables").iter();
        assert_eq!(tables.len(), number, "{made:#}");
        let columns =
            |table: &Value| table["columns"]["nodes"].as_array().expect("columns").clone();
        tables
            .map(|table| (id(&table["id"]), columns(table).iter().map(|c| id(&c["id"])).collect()))
            .collect()
    }

    /// Gives each client as many new tables.
    async fn provide(&mut self, server: &str, each: usize) {
        let mut tables = self.tables(server, CLIENTS * each).await.into_iter();
        for client in &mut self.clients {
            tables.by_ref().take(each).for_each(|table| client.own(table));
        }
    }

    /// Lets the clients write, kills the server at a random moment, and answers the
    /// request of each client that was not answered.
    async fn kill_under_load(&mut self, server: Process) -> Vec<Request> {
        let (answered, mut answers) = mpsc::unbounded_channel();
        let clients = std::mem::take(&mut self.clients);
        let writing: Vec<_> = clients
            .into_iter()
            .map(|client| tokio::spawn(client.run(server.url.clone(), answered.clone())))
            .collect();
        // The clients alone hold it, so that nobody waits for those that have failed.
        drop(answered);
        answers.recv().await.expect("an answer");
        // Not a wait for anything: when it happens is what is tried out.
        let window = self.random.random_range(Duration::ZERO..WINDOW);
        tokio::time::sleep(window).await;
        server.kill().await;
        let mut lost = Vec::new();
        for client in writing {
            let (client, request) = client.await.expect("a client does not panic");
            self.clients.push(client);
            lost.push(request);
        }
        lost
    }

    /// Compares all that the clients know with the record, and the record with what the
    /// server answers.
    async fn compare(&mut self, server: &Process, lost: &[Request]) {
        let record = Record::read(&self.setting.database).await;
        is_sound(&self.setting.database, record.seqs.len()).await;
        let mut known: BTreeMap<&str, u64> =
            self.made.iter().map(|(key, seq)| (key.as_str(), *seq)).collect();
        let logs = self.clients.iter().flat_map(|client| &client.log);
        known.extend(logs.map(|entry| (entry.key.as_str(), entry.seq)));
        for (key, seq) in &known {
            assert_eq!(record.seqs.get(*key), Some(seq), "{key} was acknowledged");
        }
        let mut expected_changes: BTreeMap<&str, _> = self
            .clients
            .iter()
            .flat_map(|client| &client.log)
            .map(|Acknowledged { key, changes, .. }| (key.as_str(), changes.clone()))
            .collect();

        // A lost request is there as a whole, or nothing of it is.
        let (mut edges, mut tables) = (BTreeMap::new(), Vec::new());
        for (n, client) in self.clients.iter().enumerate() {
            let mut piece = client.piece.clone();
            if let Some(request) = lost.get(n)
                && let Some(seq) = record.seqs.get(&request.key)
            {
                piece = piece.after(&request.key, &request.write);
                expected_changes.insert(&request.key, client.piece.changes_to(&piece));
                known.insert(&request.key, *seq);
            }
            tables.extend(piece.tables.into_keys());
            edges.extend(piece.edges);
        }
        tables.extend(self.hubs.iter().map(|(id, _)| *id));
        assert!(record.tables.iter().eq(&std::collections::BTreeSet::from_iter(tables)));
        assert_eq!(record.edges, edges);
        for (pair, ids) in self.clients.iter().flat_map(|client| &client.ids) {
            if let Some(found) = record.ids.get(pair) {
                assert_eq!(found.edge, ids.edge, "{pair:?} is another edge");
            }
        }

        let mut seqs: Vec<u64> = known.values().copied().collect();
        seqs.sort_unstable();
        assert!(seqs.iter().copied().eq(1..=record.seqs.len() as u64), "nothing else is there");
        let api = Api::new(server.url.as_str());
        for (seq, (key, changes)) in record::told_after(&api, self.compared).await {
            assert_eq!(known.get(key.as_str()), Some(&seq), "{key}");
            if let Some(expected) = expected_changes.get(key.as_str()) {
                assert_eq!(&changes, expected, "{key} is there by half");
            }
        }
        self.compared = record.seqs.len() as u64;
        record::is_in_sync(&api, &record).await;
        self.walk(&api, &record).await;
    }

    /// Compares some walks with what the record's edges mean.
    async fn walk(&mut self, api: &Api, record: &Record) {
        let reference = record.reference().await;
        for level in LineageLevel::ALL {
            let nodes = record.nodes(*level);
            for _ in 0..WALKS {
                let Some(start) = nodes.choose(&mut self.random) else { continue };
                let directions = [Direction::Upstream, Direction::Downstream, Direction::Both];
                let direction = *directions.choose(&mut self.random).expect("a direction");
                let depth = *[None, None, Some(2)].choose(&mut self.random).expect("a depth");
                record::is_walked(api, &reference, (*start, *level, direction, depth)).await;
            }
        }
    }

    /// Sends every lost request again: afterwards it is there once, as it would be had it
    /// been answered.
    async fn repeat(&mut self, server: &Process, lost: Vec<Request>) {
        let stored = Record::read(&self.setting.database).await.seqs;
        for (client, request) in self.clients.iter_mut().zip(lost) {
            let answer = client.send(&server.url, &request).await.expect("answered");
            client.learn(&request, &answer);
            let seq = client.log.last().expect("it was logged").seq;
            match stored.get(&request.key) {
                Some(before) => assert_eq!(*before, seq, "{request:?} was written twice"),
                None => assert!(seq > stored.len() as u64, "{request:?}"),
            }
            let count = match stored.get(&request.key) {
                Some(_) => &mut self.tally.lost_and_present,
                None => &mut self.tally.lost_and_absent,
            };
            *count += 1;
        }
    }
}

async fn killed(setting: Setting, rounds: usize) {
    let seed = seed();
    println!("ARIADNE_TEST_SEED={seed}");
    let mut world = World {
        setting: setting.clone(),
        random: StdRng::seed_from_u64(seed),
        clients: Vec::new(),
        hubs: Vec::new(),
        made: Vec::new(),
        compared: 0,
        tally: Tally::default(),
    };
    let mut server = Process::start(&setting).await;
    world.hubs = world.tables(&server.url, HUBS).await;
    world.clients = (0..CLIENTS).map(|name| Client::new(name, seed, &world.hubs)).collect();
    world.provide(&server.url, 3).await;
    for _ in 0..rounds {
        world.provide(&server.url, 1).await;
        let lost = world.kill_under_load(server).await;
        server = Process::start(&setting).await;
        world.compare(&server, &lost).await;
        world.repeat(&server, lost).await;
    }
    // What was sent again outlives a process too.
    server.kill().await;
    server = Process::start(&setting).await;
    world.compare(&server, &[]).await;
    let tally = &mut world.tally;
    let logged: usize = world.clients.iter().map(|client| client.log.len()).sum();
    tally.acknowledged = logged - tally.lost_and_absent - tally.lost_and_present;
    println!("{tally:?}");
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_fifty_times_loses_no_lineage() {
    let folder = tempfile::tempdir().expect("a folder");
    killed(Setting::sqlite(folder.path()), ROUNDS).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_with_its_graph_on_neo4j_loses_no_lineage() {
    let folder = tempfile::tempdir().expect("a folder");
    let setting = Setting::sqlite(folder.path()).on_neo4j(services::neo4j().await);
    killed(setting, NEO4J_ROUNDS).await;
}
