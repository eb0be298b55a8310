//! W3: what is up and down from a table within three steps.

use ariadne_domain::{Direction, LineageLevel};

use crate::Outcome;
use crate::edges::table;
use crate::expect_lineage::Reference;
use crate::http::Client;
use crate::lineage::Question;
use crate::measure::{Samples, alternate};
use crate::random::Random;
use crate::report::{Line, Report};
use crate::stage::Stage;
use crate::trace::Trace;

/// A median is good up to this many times the floor.
const TARGET: f64 = 2.0;
const DEPTH: u32 = 3;
const RANDOM: usize = 200;
const HUBS: usize = 20;
/// What the starts are drawn by.
const SERIES: u64 = 0x57a2_7503;

fn question(n: u64) -> Question {
    Question {
        of: vec![table(n).id],
        level: LineageLevel::Table,
        direction: Direction::Both,
        depth: Some(DEPTH),
    }
}

/// The random starts and the hubs.
pub(crate) fn questions(stage: &Stage) -> (Vec<Question>, Vec<Question>) {
    let mut random = Random::new(stage.generator.seed(), SERIES);
    let tables = stage.generator.tables();
    let starts = (0..RANDOM).map(|_| question(random.below(tables)));
    (starts.collect(), stage.edges.hubs().take(HUBS).map(question).collect())
}

/// Checks, measures, prints.
pub(crate) fn run(
    stage: &Stage,
    reference: &Reference,
    rounds: u32,
    (product, bare): (&mut Client, &mut Client),
    report: &mut Report,
) -> Outcome<()> {
    let (starts, hubs) = questions(stage);
    let mut all = Vec::new();
    for (name, questions) in [("w3.random", &starts), ("w3.hubs", &hubs)] {
        let trace = Trace::checked(questions, reference, (product, bare))?;
        let took = trace.run(rounds, (product, bare))?;
        trace.print(name, &took, None, report)?;
        all.push(took);
    }
    let samples = Samples::merged(all.iter().map(|took| &took.product));
    let floor = Some(Samples::merged(all.iter().map(|took| &took.floor)).p50());
    report.line(&Line { name: "w3", samples: &samples, floor, target: Some(TARGET) })?;

    let bodies: Vec<String> = starts.iter().map(Question::typed).collect();
    let mut next = bodies.iter().cycle();
    let [typed] = alternate(
        rounds,
        [&mut || next.next().map_or(Ok(()), |body| product.post(body).map(drop))],
    )?;
    report.line(&Line { name: "w3.random.typed", samples: &typed, floor: None, target: None })
}
