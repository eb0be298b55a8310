//! A client that reads whatever there is.

use std::sync::atomic::Ordering;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::json;

use super::writer::Shift;
use crate::client::Answer;
use crate::tally::Fault;

/// A reader thinks for so long between two questions.
const PAUSE: Duration = Duration::from_millis(10);

const QUESTIONS: [&str; 6] = [
    "query($text: String!) { search(text: $text, first: 20) { nodes { __typename } totalCount { value } } }",
    "query($at: Long!) { tables(first: 20, asOf: { seq: $at }) { nodes { name description columns(first: 9) { nodes { name description } } } } }",
    "{ tables(first: 10, orderBy: UPDATED_NEWEST) { nodes { name upstreamCount downstreamCount history(first: 3) { nodes { seq message } } } } }",
    "{ changesets(first: 5) { nodes { seq at origin changes(first: 20) { nodes { kind name operation } } } } }",
    "{ facets { kinds { kind count } } }",
    "{ lineageHealth { inSync seq appliedSeq } lineageCycles(first: 3) { nodes { totalNodes } } }",
];

/// Reads until it is stopped or nobody answers any more.
pub(super) async fn run(number: usize, seed: u64, shift: Shift) {
    let mut random = StdRng::seed_from_u64(seed.wrapping_mul(31).wrapping_add(number as u64));
    let mut head = 0;
    while !shift.stop.load(Ordering::Relaxed) {
        let query = QUESTIONS.choose(&mut random).copied().unwrap_or_default();
        let text = format!("w{} t{}", random.random_range(0..6), random.random_range(0..99));
        let asked = json!({ "text": text, "at": random.random_range(0..=head) });
        // only what the question declares
        let variables = match query {
            _ if query.contains("$text") => json!({ "text": asked["text"] }),
            _ if query.contains("$at") => json!({ "at": asked["at"] }),
            _ => json!({}),
        };
        shift.book.tried();
        match shift.client.send(query, &variables, &[]).await {
            Answer::Data(data) => {
                let newest = data["changesets"]["nodes"][0]["seq"].as_u64();
                if newest.is_some_and(|newest| newest < head) {
                    shift.book.fault(Fault::Lost, format!("changeset {head} was there: {data}"));
                }
                head = newest.unwrap_or(head);
            }
            Answer::Refused { code, .. }
                if shift.lenient && matches!(code.as_str(), "UNAVAILABLE" | "TIMEOUT") =>
            {
                shift.book.refused();
            }
            // a graph is not compared with a record that others are writing
            Answer::Refused { code, .. }
                if code == "UNAVAILABLE" && query.contains("lineageHealth") =>
            {
                shift.book.refused();
            }
            Answer::Gone(_) => return,
            Answer::Hung => shift.book.fault(Fault::Hung, query),
            other => shift.book.fault(Fault::Wrong, format!("{query} is answered {other:?}")),
        }
        tokio::time::sleep(PAUSE).await;
    }
}
