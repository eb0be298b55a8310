//! Graphs beyond what the reference answers in bearable time.

use std::sync::Arc;

use ariadne_ports::{LineageGraph, PathsRequest};

use super::drawing::{Told, name, ways};
use super::graph_walks::ladder;

type Graph = Arc<dyn LineageGraph>;

/// Of 2^4,999 the first ones are answered, along a ladder of 5,000 rungs.
pub async fn of_very_long_paths_the_first_are_answered(graph: &Graph) {
    const RUNGS: u32 = 5_000;
    Told::drawn(graph.as_ref(), &ladder(RUNGS)).await;
    let last = 99 + RUNGS;
    let request = PathsRequest { max: 8, ..ways(&format!("l100>r{last}")) };
    let paths = graph.paths(&request).await.expect("paths");
    assert_eq!(paths.len(), 8);
    assert!(paths.iter().all(|path| path.len() + 1 == RUNGS as usize));
    // Three rungs before the end make eight: left comes before right at each of them.
    for (number, path) in paths.iter().enumerate() {
        for (before, edge) in (0..).zip(path.iter().rev().skip(1)) {
            let right = number.checked_shr(before).is_some_and(|rest| rest % 2 == 1);
            let node = format!("{}{}", if right { "r" } else { "l" }, last - 1 - before);
            assert_eq!(name(edge.to), node, "of path {number}");
        }
    }
}
