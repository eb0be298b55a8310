//! Random documents from the schema: valid ones with random values, nearly valid ones and
//! absurd ones. None may be answered INTERNAL, go without an answer, or end the server.
//!
//! - `schema`: the schema, read from the server
//! - `values`, `document`: what is sent
//! - `catalog`: something for it to meet

mod catalog;
mod document;
mod schema;
mod values;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ariadne_tests::soundness;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use crate::client::{Answer, Client};
use crate::server::{Plan, Server};
use crate::tally::{Book, Fault};
use document::{Document, Documents};
use schema::Schema;

/// Documents under way at the same time.
const CLIENTS: u64 = 6;
/// Documents of a client between two looks at what the catalog holds.
const LOOK: usize = 200;

/// What all clients share.
#[derive(Clone)]
struct Run {
    client: Client,
    schema: Arc<Schema>,
    book: Book,
    until: Instant,
    succeeded: Arc<AtomicU64>,
    gone: Arc<AtomicBool>,
}

pub(crate) async fn run(plan: Plan, time: Duration) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let setting = plan.setting(folder.path());
    let mut server = Server::start(&setting, &plan.book).await?;
    let text = server.client().text("/schema.graphql").await?;
    let schema = Arc::new(Schema::parse(&text)?);
    let (until, succeeded) = (Instant::now() + time, Arc::new(AtomicU64::new(0)));
    let mut starts = 0;
    while Instant::now() < until {
        let run = Run {
            client: server.client(),
            schema: Arc::clone(&schema),
            book: plan.book.clone(),
            until,
            succeeded: Arc::clone(&succeeded),
            gone: Arc::default(),
        };
        // a server that died is started again, and others than those that killed it come
        let seed = plan.seed.wrapping_add(1_000 * starts);
        let clients = (0..CLIENTS).map(|n| tokio::spawn(fuzz(run.clone(), seed.wrapping_add(n))));
        for client in clients.collect::<Vec<_>>() {
            client.await.map_err(|error| error.to_string())??;
        }
        if !server.runs() {
            server.kill().await;
            server = Server::start(&setting, &plan.book).await?;
        }
        starts += 1;
    }
    is_whole(&server, &setting.database, &plan.book).await?;
    server.kill().await;
    let server = Server::start(&setting, &plan.book).await?;
    is_whole(&server, &setting.database, &plan.book).await?;
    server.kill().await;
    let (tried, _) = plan.book.counts();
    let succeeded = succeeded.load(Ordering::Relaxed);
    plan.book.note(format!("{succeeded} of {tried} documents succeeded, all others were refused"));
    if succeeded * 20 < tried {
        return Err("so few documents succeed that most of the product is not reached".to_owned());
    }
    Ok(())
}

/// Sends documents until the time is up or the server is gone.
async fn fuzz(run: Run, seed: u64) -> Result<(), String> {
    let mut random = StdRng::seed_from_u64(seed);
    while Instant::now() < run.until && !run.gone.load(Ordering::Relaxed) {
        let Ok(ids) = catalog::ids(&run.client, &mut random).await else {
            // said by the documents that are under way, or by the next one
            run.gone.store(true, Ordering::Relaxed);
            return Ok(());
        };
        for _ in 0..LOOK {
            if Instant::now() >= run.until || run.gone.load(Ordering::Relaxed) {
                break;
            }
            let document = choose(&run.schema, &ids, &mut random);
            send(&run, &document).await;
        }
    }
    Ok(())
}

fn choose(schema: &Schema, ids: &[String], random: &mut StdRng) -> Document {
    if random.random_ratio(1, 60) {
        return document::absurd(random);
    }
    let root = ["Query", "Query", "Mutation", "Mutation", "Subscription"];
    // a subscription is refused here, whatever it says
    let most = if random.random_ratio(1, 20) { 5 } else { 4 };
    let root = root[random.random_range(0..most)];
    let mut document = Documents::new(schema, ids).make(random, root);
    if random.random_ratio(1, 8) {
        document::broken(random, &mut document);
    }
    document
}

async fn send(run: &Run, document: &Document) {
    run.book.tried();
    let shown = |answer: &str| {
        let query: String = document.query.chars().take(700).collect();
        format!("{query}\nwith {}\nis answered {answer}", document.variables)
    };
    match run.client.send(&document.query, &document.variables, &[]).await {
        Answer::Data(_) => {
            run.succeeded.fetch_add(1, Ordering::Relaxed);
        }
        Answer::Refused { answer, .. } => {
            let errors = answer["errors"].as_array().cloned().unwrap_or_default();
            let code = |error: &Value| error["extensions"]["code"].as_str().map(str::to_owned);
            let codes: Vec<Option<String>> = errors.iter().map(code).collect();
            let of = |code: &str| codes.iter().any(|c| c.as_deref() == Some(code));
            if of("INTERNAL") || codes.contains(&None) {
                run.book.fault(Fault::Wrong, shown(&json!(errors).to_string()));
            } else if of("TIMEOUT") {
                run.book.fault(Fault::Hung, shown(&json!(errors).to_string()));
            } else {
                run.book.refused();
            }
        }
        Answer::Strange(text) => run.book.fault(Fault::Wrong, shown(&text)),
        Answer::Hung => run.book.fault(Fault::Hung, shown("by nothing")),
        Answer::Gone(error) => {
            // the first one says what it may have been
            if !run.gone.swap(true, Ordering::Relaxed) {
                run.book.fault(Fault::Wrong, shown(&error));
            }
        }
    }
}

/// The catalog is sound, its numbers have no gaps, and its graph shows the record.
async fn is_whole(server: &Server, database: &str, book: &Book) -> Result<(), String> {
    let client = server.client();
    let health = "{ lineageHealth { inSync seq differences examples { edgeId record graph } } }";
    let health = client.run(health, &json!({})).await?;
    if health["lineageHealth"]["inSync"] != true {
        book.fault(Fault::Wrong, format!("the graph differs: {health}"));
    }
    let sound = soundness::of(database).await?;
    let seq = health["lineageHealth"]["seq"].as_i64();
    if Some(sound.seq) != seq || sound.changesets != sound.seq {
        book.fault(Fault::Half, format!("{sound:?} where {health} is told"));
    }
    match client.page("/readyz").await? {
        200 => Ok(()),
        status => Err(format!("/readyz answers {status}")),
    }
}
