//! Random stories, told to a graph and to the reference.

use ariadne_domain::{
    Confidence, Direction, LineageFilter, LineageLevel, LineageOrigin, LineageStatus, TableKind,
};
use ariadne_ports::{Applied, At, LineageGraph, Node, PathsRequest, WalkRequest};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::drawing::{Rows, beginning};
use super::reference::Reference;
use crate::random::{GraphStory, Rng, any_graph_story, story_column, story_source, story_table};

/// What differs from the reference, if anything does.
type Checked = Result<(), String>;

const QUESTIONS: usize = 25;

/// Tells so many stories. One that is answered wrongly is cut down to the smallest
/// that still is.
pub async fn tell_stories(graph: &dyn LineageGraph, stories: u32) {
    let mut runner = TestRunner::deterministic();
    for number in 0..stories {
        let mut story = any_graph_story().new_tree(&mut runner).expect("a story");
        let Err(mut wrong) = tell(graph, &story.current()).await else {
            continue;
        };
        let mut smallest = story.current();
        let mut goes_on = story.simplify();
        while goes_on {
            goes_on = match tell(graph, &story.current()).await {
                Err(still) => {
                    (wrong, smallest) = (still, story.current());
                    story.simplify()
                }
                Ok(()) => story.complicate(),
            };
        }
        panic!("story {number}: {wrong}\n{smallest:?}");
    }
}

/// Loads some changesets as rows, applies the others, and asks; then loads all of them
/// and asks the same.
async fn tell(graph: &dyn LineageGraph, story: &GraphStory) -> Checked {
    let mut rng = Rng::new(story.seed);
    let (loaded, mut applied) = story.steps.split_at(rng.below(story.steps.len() + 1));
    load(graph, loaded).await?;
    while !applied.is_empty() {
        let (now, later) = applied.split_at(1 + rng.below(applied.len()));
        graph.apply(now).await.map_err(|error| format!("not applied: {error:?}"))?;
        applied = later;
    }
    let reference = Reference::after(&story.steps);
    ask(graph, &reference, story, rng.clone())
        .await
        .map_err(|wrong| format!("in steps: {wrong}"))?;
    load(graph, &story.steps).await?;
    ask(graph, &reference, story, rng).await.map_err(|wrong| format!("as rows: {wrong}"))
}

async fn load(graph: &dyn LineageGraph, steps: &[ariadne_ports::GraphStep]) -> Checked {
    let seq = steps.last().map_or(0, |step| step.seq);
    let mut rows = Rows::of(&Reference::after(steps).rows);
    let reset = graph.reset(Applied { seq, ..beginning() }, &mut rows).await;
    reset.map_err(|error| format!("not loaded: {error:?}"))
}

macro_rules! alike {
    ($what:expr, $answer:expr, $expected:expr) => {{
        let (answer, expected) = ($answer.map_err(|error| format!("{error:?}"))?, $expected);
        if answer != expected {
            return Err(format!("{:?}\nanswered {answer:#?}\nexpected {expected:#?}", $what));
        }
    }};
}

async fn ask(
    graph: &dyn LineageGraph,
    reference: &Reference,
    story: &GraphStory,
    mut rng: Rng,
) -> Checked {
    let last = story.steps.len() as u64;
    let shown = Some(Applied { seq: last, ..beginning() });
    alike!("applied", graph.applied().await, shown);
    alike!("held edges", graph.held_edges(None, 1_000).await, reference.held_edges());
    for _ in 0..QUESTIONS {
        let walk = question(&mut rng, last);
        alike!(walk, graph.walk(&walk).await, reference.walk(&walk));
        alike!(walk, graph.impact(&walk).await, reference.impact(&walk));
        let WalkRequest { level, filter, at, .. } = &walk;
        let (level, at) = (*level, *at);
        let [from, to] = [0, 1].map(|_| node(&mut rng, level));
        let max = *rng.pick(&[0, 1, 3, 10]);
        let paths = PathsRequest { level, from, to, max, filter: filter.clone(), at };
        alike!(paths, graph.paths(&paths).await, reference.paths(&paths));
        let asked = [from, to, from];
        alike!(
            (asked, level, filter, at),
            graph.neighbours(level, &asked, filter, at).await,
            reference.neighbours(level, &asked, filter, at)
        );
        alike!(
            (level, filter, at),
            graph.cycles(level, filter, at).await,
            reference.cycles(level, filter, at)
        );
    }
    Ok(())
}

fn node(rng: &mut Rng, level: LineageLevel) -> Node {
    match level {
        LineageLevel::Table => story_table(rng.below(5)),
        LineageLevel::Column => story_column(rng.below(15)),
    }
}

fn question(rng: &mut Rng, last: u64) -> WalkRequest {
    let level = *rng.pick(LineageLevel::ALL);
    let at = match rng.below(3) {
        0 => At::Seq(rng.number() % (last + 2)),
        _ => At::Head,
    };
    WalkRequest {
        level,
        of: (0..=rng.below(2)).map(|_| node(rng, level)).collect(),
        direction: *rng.pick(Direction::ALL),
        depth: *rng.pick(&[None, None, None, Some(0), Some(1), Some(2), Some(3)]),
        filter: filter(rng),
        at,
        max_nodes: *rng.pick(&[100, 100, 100, 0, 1, 2, 4]),
        max_edges: *rng.pick(&[100, 100, 100, 0, 1, 3]),
    }
}

fn filter(rng: &mut Rng) -> LineageFilter {
    let mut filter = LineageFilter::default();
    if rng.chance(30) {
        filter.statuses = vec![*rng.pick(LineageStatus::ALL), *rng.pick(LineageStatus::ALL)];
    }
    if rng.chance(25) {
        filter.origins = vec![*rng.pick(LineageOrigin::ALL), *rng.pick(LineageOrigin::ALL)];
    }
    if rng.chance(25) {
        filter.min_confidence = Confidence::from_thousandths(*rng.pick(&[0, 250, 600, 1_000]));
    }
    if rng.chance(25) {
        filter.sources = vec![story_source(rng.below(3)), story_source(rng.below(3))];
    }
    if rng.chance(25) {
        filter.kinds = vec![*rng.pick(&[TableKind::View, TableKind::Other])];
    }
    filter
}
