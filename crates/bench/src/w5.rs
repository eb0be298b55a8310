//! W5: where a column comes from and where it goes, to the ends.

use ariadne_domain::{Direction, LineageLevel};

use crate::Outcome;
use crate::edges::column;
use crate::expect_lineage::Reference;
use crate::http::Client;
use crate::lineage::Question;
use crate::random::Random;
use crate::report::Report;
use crate::stage::Stage;
use crate::trace::Trace;
use crate::words::LAYERS;

/// A median is good up to this many times the floor.
const TARGET: f64 = 2.0;
const STARTS: usize = 100;
/// What the starts are drawn by.
const SERIES: u64 = 0x57a2_7505;

/// Checks, measures, prints.
pub(crate) fn run(
    stage: &Stage,
    reference: &Reference,
    rounds: u32,
    (product, bare): (&mut Client, &mut Client),
    report: &mut Report,
) -> Outcome<()> {
    let mut random = Random::new(stage.generator.seed(), SERIES);
    let of = &stage.generator;
    let last = LAYERS.len() - 1;
    // from one end of the flow to the other
    for (name, direction, layer) in
        [("w5.upstream", Direction::Upstream, last), ("w5.downstream", Direction::Downstream, 0)]
    {
        let mut start = || loop {
            let table = random.below(of.tables());
            if of.layer(table) == layer {
                return column(table, random.below(of.width(table).max(1))).id;
            }
        };
        let starts: Vec<_> = (0..STARTS).map(|_| start()).collect();
        let question = |start: &uuid::Uuid| Question {
            of: vec![*start],
            level: LineageLevel::Column,
            direction,
            depth: None,
        };
        let questions: Vec<Question> = starts.iter().map(question).collect();
        let trace = Trace::checked(&questions, reference, (product, bare))?;
        let took = trace.run(rounds, (product, bare))?;
        trace.print(name, &took, Some(TARGET), report)?;
    }
    Ok(())
}
