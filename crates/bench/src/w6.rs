//! W6: one new edge while a large graph is loaded, by one writer and by several, and
//! what the next read sees.

use std::path::Path;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use uuid::Uuid;

use crate::Outcome;
use crate::floor_write::{Pair, Plan, Shape};
use crate::http::Client;
use crate::load::Page;
use crate::measure::Samples;
use crate::pairs::Pairs;
use crate::processes::{Cores, Server};
use crate::report::{Line, Report};
use crate::stage::Stage;

/// One writer is good up to this many times the floor.
const TARGET: f64 = 1.3;
/// Several writers are good from so many times one writer on.
const TOGETHER: f64 = 4.0;
/// Writers at the same time.
const WRITERS: usize = 8;
/// Writes of one turn of one writer.
const TURN: usize = 60;
/// Each how many-th write is followed by a read that must see it.
const LOOK: usize = 5;

const CREATE: &str = "mutation($from: ID!, $to: ID!, $dryRun: Boolean) { \
    createLineage(input: [{ from: $from, to: $to, origin: SQL }], dryRun: $dryRun) { \
    edges { id version } changeset { seq } warnings { code } } }";

const SEEN: &str = "query($of: [ID!]!) { \
    lineage(of: $of, direction: UPSTREAM, depth: 1, limit: 100000) { compact } }";

const HEALTH: &str = "{ lineageHealth { inSync seq appliedSeq recordEdges graphEdges } }";

/// What the product tells when it loads the graph.
const LOADED: &str = "lineage graph loaded";

/// The mutation.
pub(crate) fn create((from, to): (Uuid, Uuid), dry_run: bool) -> String {
    let variables = json!({ "from": from, "to": to, "dryRun": dry_run });
    json!({ "query": CREATE, "variables": variables }).to_string()
}

/// The id of the edge that a write answers; it must be new, and not close a cycle.
pub(crate) fn created(answer: &[u8]) -> Outcome<String> {
    let answer: Value = serde_json::from_slice(answer)?;
    let payload = &answer["data"]["createLineage"];
    let new = payload.pointer("/edges/0/version").and_then(Value::as_u64) == Some(1)
        && payload.pointer("/changeset/seq").is_some_and(|seq| !seq.is_null())
        && payload["warnings"].as_array().is_some_and(Vec::is_empty);
    match payload.pointer("/edges/0/id").and_then(Value::as_str) {
        Some(id) if new => Ok(id.to_owned()),
        _ => Err(format!("A new edge was answered with {answer}").into()),
    }
}

/// Asks what feeds the edge's end; the edge must be among it.
pub(crate) fn look(client: &mut Client, id: &str, (from, to): (Uuid, Uuid)) -> Outcome<Duration> {
    let body = json!({ "query": SEEN, "variables": { "of": [to] } }).to_string();
    let begun = Instant::now();
    client.post(&body)?;
    let took = begun.elapsed();
    let found = client.data(&body)?;
    let of = |what: &str| found.pointer(&format!("/lineage/compact/{what}"))?.as_array();
    if let (Some(nodes), Some(edges), Some(begins), Some(ends)) =
        (of("nodes/id"), of("edges/id"), of("edges/from"), of("edges/to"))
        && let Some(at) = edges.iter().position(|edge| edge == id)
    {
        let node = |places: &[Value]| nodes.get(usize::try_from(places.get(at)?.as_u64()?).ok()?);
        let named = |id: Uuid| Some(Value::from(id.to_string()));
        if node(begins).cloned() == named(from) && node(ends).cloned() == named(to) {
            return Ok(took);
        }
    }
    Err(format!("The read after a write does not see the edge {id} from {from} to {to}.").into())
}

/// Whether the graph shows the record, and nothing else.
pub(crate) fn in_sync(client: &mut Client) -> Outcome<Value> {
    let body = json!({ "query": HEALTH }).to_string();
    let health = client.data(&body)?["lineageHealth"].take();
    if health["inSync"] == json!(true) { Ok(health) } else { Err(format!("{health}").into()) }
}

/// How often the product of this folder has loaded its graph.
pub(crate) fn loads(folder: &Path) -> Outcome<usize> {
    let log = std::fs::read_to_string(folder.join(Server::PRODUCT_LOG))?;
    Ok(log.lines().filter(|line| line.contains(LOADED)).count())
}

/// What takes turns with the product.
struct Turns {
    product: Client,
    floor: Client,
    page: Page,
    create: Samples,
    dry: Samples,
    read: Samples,
    rows: Samples,
    bare: Samples,
    sync: Samples,
}

impl Turns {
    fn new(product: Client, floor: Client, folder: &Path) -> Outcome<Self> {
        let [create, dry, read, rows, bare, sync] = std::array::from_fn(|_| Samples::default());
        let page = Page::new(folder)?;
        Ok(Self { product, floor, page, create, dry, read, rows, bare, sync })
    }

    /// One edge of the product, then the same rows by the bare driver, or the other way
    /// round, then their parts.
    fn turn(&mut self, n: usize, pairs: &mut Pairs) -> Outcome<()> {
        let ends = pairs.next_pair()?;
        if n.is_multiple_of(2) {
            self.product(n, ends)?;
            self.floor(Some(ends))?;
        } else {
            self.floor(Some(ends))?;
            self.product(n, ends)?;
        }
        self.floor(None)?;
        let body = create(pairs.next_pair()?, true);
        let begun = Instant::now();
        self.product.post(&body)?;
        self.dry.push(begun.elapsed());
        self.sync.push(self.page.keep()?);
        Ok(())
    }

    fn product(&mut self, n: usize, ends: (Uuid, Uuid)) -> Outcome<()> {
        let body = create(ends, false);
        let begun = Instant::now();
        let answer = self.product.post(&body)?;
        let took = begun.elapsed();
        let id = created(answer)?;
        self.create.push(took);
        if n.is_multiple_of(LOOK) {
            self.read.push(look(&mut self.product, &id, ends)?);
        }
        Ok(())
    }

    fn floor(&mut self, ends: Option<(Uuid, Uuid)>) -> Outcome<()> {
        let samples = if ends.is_some() { &mut self.rows } else { &mut self.bare };
        let body = Pair::body(ends)?;
        let begun = Instant::now();
        self.floor.post(&body)?;
        samples.push(begun.elapsed());
        Ok(())
    }

    fn forget(&mut self) {
        let all = [&mut self.create, &mut self.dry, &mut self.read, &mut self.rows];
        for samples in all.into_iter().chain([&mut self.bare, &mut self.sync]) {
            *samples = Samples::default();
        }
    }
}

/// Measures, prints. The product has the graph in its own memory.
pub(crate) fn run(
    stage: &Stage,
    server: &Server,
    cores: &Cores,
    pairs: &mut Pairs,
    rounds: u32,
    report: &mut Report,
) -> Outcome<()> {
    let folder = stage.folder();
    let loads_before = loads(folder)?;
    let (mut product, floor) = floor(folder, server, cores, pairs, report)?;
    let bare = Client::connect(floor.addr())?;
    let mut turns = Turns::new(Client::connect(server.addr())?, bare, folder)?;
    for n in 0..TURN {
        turns.turn(n, pairs)?;
    }
    turns.forget();
    for n in 0..TURN * rounds as usize {
        turns.turn(n, pairs)?;
    }
    let (rows, sync) = (Some(turns.rows.p50()), Some(turns.sync.p50()));
    let create = &turns.create;
    let line = |name, samples, floor, target| Line { name, samples, floor, target };
    report.line(&line("w6.create.1", create, rows, Some(TARGET)))?;
    report.line(&line("w6.create.1.to_sync", create, sync, None))?;
    report.line(&line("  floor: the same rows, bare", &turns.rows, sync, None))?;
    report.line(&line("  of it: http, bare", &turns.bare, None, None))?;
    report.line(&line("  part: all but commit, apply", &turns.dry, None, None))?;
    report.line(&line("  the read after it, upstream", &turns.read, None, None))?;
    drop(turns);
    several(server, pairs, rounds, report)?;
    let health = in_sync(&mut product)?;
    let loads = loads(folder)? - loads_before;
    if loads > 0 {
        return Err(format!("The graph was loaded {loads} times while it was written.").into());
    }
    report.note(&format!("after the writes: {health}; the graph was never loaded anew"))
}

/// Several writers beside one.
fn several(server: &Server, pairs: &mut Pairs, rounds: u32, report: &mut Report) -> Outcome<()> {
    let mut rates = [Vec::new(), Vec::new()];
    let mut latencies = Samples::default();
    let mut clients =
        (0..WRITERS).map(|_| Client::connect(server.addr())).collect::<Outcome<Vec<Client>>>()?;
    for round in 0..=rounds as usize {
        for turn in 0..2 {
            let which = (round + turn) % 2;
            let writers = if which == 0 { &mut clients[..1] } else { &mut clients[..] };
            // who only warms up looks at once whether he sees what he wrote
            let (rate, samples) = together(writers, pairs, round == 0)?;
            if round > 0 {
                rates[which].push(rate);
                if which == 1 {
                    latencies.extend(samples);
                }
            }
        }
    }
    let [one, many] = rates.map(median);
    report.rate(&format!("w6.create.{WRITERS}.throughput"), many, one, TOGETHER)?;
    let samples = &latencies;
    report.line(&Line { name: "  each of the eight", samples, floor: None, target: None })
}

/// Edges a second of writers who begin together, and the times of their writes. Each looks
/// for some of his edges, at once or when all have ended.
fn together(clients: &mut [Client], pairs: &mut Pairs, at_once: bool) -> Outcome<(f64, Samples)> {
    let shares = clients
        .iter()
        .map(|_| (0..TURN * 2).map(|_| pairs.next_pair()).collect::<Outcome<Vec<_>>>())
        .collect::<Outcome<Vec<_>>>()?;
    let start = Barrier::new(clients.len() + 1);
    let (took, written) = std::thread::scope(|scope| {
        let write = |client: &mut Client, share: Vec<(Uuid, Uuid)>| {
            let bodies: Vec<String> = share.iter().map(|ends| create(*ends, false)).collect();
            start.wait();
            let mut samples = Samples::default();
            let mut ids = Vec::with_capacity(share.len());
            for (n, body) in bodies.iter().enumerate() {
                let begun = Instant::now();
                let answer = client.post(body)?;
                samples.push(begun.elapsed());
                let id = created(answer)?;
                if at_once && n.is_multiple_of(LOOK) {
                    look(client, &id, share[n])?;
                }
                ids.push(id);
            }
            Ok::<_, crate::Failure>((Instant::now(), samples, ids, share))
        };
        let threads: Vec<_> = clients
            .iter_mut()
            .zip(shares)
            .map(|(client, share)| scope.spawn(move || write(client, share)))
            .collect();
        start.wait();
        let begun = Instant::now();
        let mut last = begun;
        let mut written = Vec::new();
        for thread in threads {
            let (end, samples, ids, share) = thread.join().map_err(|_| "A writer panicked.")??;
            last = last.max(end);
            written.push((samples, ids, share));
        }
        Ok::<_, crate::Failure>((last - begun, written))
    })?;
    let mut all = Samples::default();
    for (client, (samples, ids, share)) in clients.iter_mut().zip(written) {
        for (id, ends) in ids.iter().zip(share).step_by(LOOK) {
            look(client, id, ends)?;
        }
        all.extend(samples);
    }
    #[expect(clippy::cast_precision_loss, reason = "some hundred edges")]
    let count = all.count() as f64;
    Ok((count / took.as_secs_f64(), all))
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

/// A bare server that writes the rows which the product writes: what one edge changes is
/// looked up in the product's database and in the floor's.
pub(crate) fn floor(
    folder: &Path,
    server: &Server,
    cores: &Cores,
    pairs: &mut Pairs,
    report: &mut Report,
) -> Outcome<(Client, Server)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let database = folder.join("ariadne.db");
    if !database.exists() {
        return Err("Writes are measured on SQLite: leave out --postgres, or W6.".into());
    }
    let mut product = Client::connect(server.addr())?;
    let before = runtime.block_on(Shape::of(&database))?;
    let answer = product.post(&create(pairs.next_pair()?, false))?;
    created(answer)?;
    let answer = String::from_utf8(answer.to_vec())?;
    let after = runtime.block_on(Shape::of(&database))?;
    let grown = after.grown(&before);
    if grown != [("assertion", 1), ("changeset", 1), ("edge", 1)] {
        return Err(format!("One edge is these rows: {grown:?}").into());
    }
    let plan = runtime.block_on(Plan::copy(&database, folder, answer))?;
    let copy = plan.database().to_owned();
    let floor = Server::writer(folder, &plan, cores)?;
    Client::connect(floor.addr())?.post(&Pair::body(Some(pairs.next_pair()?))?)?;
    let bare = runtime.block_on(Shape::of(&copy))?;
    if bare.grown(&after) != grown || bare.newest() != after.newest() {
        let (wrong, right) = (bare.newest(), after.newest());
        return Err(format!("The bare driver writes {wrong:?}, the product {right:?}.").into());
    }
    report.note("one new edge is a row each of edge, assertion and changeset, and the head's")?;
    Ok((product, floor))
}
