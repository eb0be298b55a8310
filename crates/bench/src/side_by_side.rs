//! Two servers on one PostgreSQL database: how long after a write through one the
//! lineage of the other shows it, with a graph each in memory and on one Neo4j.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Outcome;
use crate::args::Args;
use crate::http::Client;
use crate::measure::Samples;
use crate::neo4j_driver::Place;
use crate::pairs::Pairs;
use crate::processes::{Cores, Server};
use crate::report::{Line, Report};
use crate::stage::Stage;
use crate::w6::{create, created, in_sync};

/// Writes of each kind, half of them through either server.
const WRITES: usize = 60;
/// What has not come after so long does not come.
const PATIENCE: Duration = Duration::from_secs(30);

const NEAR: &str = "query($of: [ID!]!) { lineage(of: $of, direction: UPSTREAM, depth: 1, \
    limit: 100000) { compact } }";

/// Measures, prints; nothing without a PostgreSQL database.
pub(crate) fn run(
    stage: &Stage,
    args: &Args,
    cores: &Cores,
    pairs: &mut Pairs,
    report: &mut Report,
) -> Outcome<()> {
    let Some(database) = args.postgres.as_deref() else { return Ok(()) };
    both(stage, &[("ARIADNE_DATABASE_URL", database)], "beside.memory", cores, pairs, report)?;
    let Some(place) = Place::of(args) else { return Ok(()) };
    let mut settings = place.settings().to_vec();
    settings.push(("ARIADNE_DATABASE_URL", database));
    both(stage, &settings, "beside.neo4j", cores, pairs, report)
}

fn both(
    stage: &Stage,
    settings: &[(&str, &str)],
    name: &str,
    cores: &Cores,
    pairs: &mut Pairs,
    report: &mut Report,
) -> Outcome<()> {
    let second = tempfile::tempdir()?;
    // Servers on one database share its key, each has a folder of its own.
    let key = stage.folder().join("secret.key");
    let mut of_second = settings.to_vec();
    of_second.push(("ARIADNE_KEY_FILE", key.to_str().ok_or("The folder's name is no text.")?));
    let servers = [
        Server::product(stage.folder(), settings, cores)?,
        Server::product(second.path(), &of_second, cores)?,
    ];
    let mut clients = [Client::connect(servers[0].addr())?, Client::connect(servers[1].addr())?];
    let [mut write, mut seen, mut named] = std::array::from_fn(|_| Samples::default());
    for n in 0..2 * WRITES {
        let (first, second) = clients.split_at_mut(1);
        let (through, other) = if n.is_multiple_of(2) {
            (&mut first[0], &mut second[0])
        } else {
            (&mut second[0], &mut first[0])
        };
        let (from, to) = pairs.next_pair()?;
        let body = create((from, to), false);
        let begun = Instant::now();
        let answer = through.post(&body)?;
        let answered = Instant::now();
        write.push(answered - begun);
        let id = created(answer)?;
        let seq = seq_of(answer)?;
        let question = json!({ "query": NEAR, "variables": { "of": [to] } }).to_string();
        // The one is how long it takes by itself, the other what a question costs that
        // waits for it.
        if n / 2 < WRITES / 2 {
            while !shows(other.post(&question)?, &id)? {
                if answered.elapsed() > PATIENCE {
                    return Err(format!("The other server never shows the edge {id}.").into());
                }
            }
            seen.push(answered.elapsed());
        } else {
            let answer = other.post_seeing(seq, &question)?;
            named.push(answered.elapsed());
            if !shows(answer, &id)? {
                return Err(format!("Changeset {seq} was waited for and is not shown.").into());
            }
        }
    }
    let mut line = |what: &str, samples: &Samples| {
        let name = format!("{name}.{what}");
        report.line(&Line { name: &name, samples, floor: None, target: None })
    };
    line("write", &write)?;
    line("until_seen", &seen)?;
    line("min_seq", &named)?;
    for client in &mut clients {
        in_sync(client)?;
    }
    Ok(())
}

fn seq_of(answer: &[u8]) -> Outcome<u64> {
    let answer: Value = serde_json::from_slice(answer)?;
    let seq = answer.pointer("/data/createLineage/changeset/seq").and_then(Value::as_u64);
    Ok(seq.ok_or_else(|| format!("There is no changeset in {answer}"))?)
}

/// Whether a walk has this edge.
fn shows(answer: &[u8], id: &str) -> Outcome<bool> {
    let answer: Value = serde_json::from_slice(answer)?;
    let edges = answer.pointer("/data/lineage/compact/edges/id").and_then(Value::as_array);
    let edges = edges.ok_or_else(|| format!("There are no edges in {answer}"))?;
    Ok(edges.iter().any(|edge| edge == id))
}
