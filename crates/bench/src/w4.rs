//! W4: all that hangs on one table.

use serde_json::Value;

use crate::Outcome;
use crate::edges::{Odd, table};
use crate::expect_lineage::Reference;
use crate::http::Client;
use crate::lineage::{Question, Want, paths};
use crate::measure::alternate;
use crate::report::{Line, Report};
use crate::shape::{CYCLE, LADDER};
use crate::stage::Stage;
use crate::trace::Trace;

/// Counting is good up to this many times the walk.
const COUNT: f64 = 1.5;
/// The list is good up to this many times the floor.
const LIST: f64 = 2.0;
/// The ladder has the nodes of the tree, but twice the edges to write.
const LADDER_TO_TREE: f64 = 1.2;

/// Of the largest hub: checks, measures, prints.
pub(crate) fn hub(
    stage: &Stage,
    reference: &Reference,
    rounds: u32,
    (product, bare): (&mut Client, &mut Client),
    report: &mut Report,
) -> Outcome<()> {
    let hub = stage.edges.hubs().next().ok_or("There is no hub.")?;
    let question = Question::downstream(vec![table(hub).id]);
    let figures = [
        ("w4.hub.count", question.count(), question.bare(Want::Count)),
        ("w4.hub.grouped", question.grouped(), question.bare(Want::Grouped)),
    ];
    for (name, asked, bare_asked) in &figures {
        if product.post(asked)? != bare.post(bare_asked)? {
            return Err(format!("The floor of {name} answers otherwise.").into());
        }
        let [times, floor] = alternate(
            rounds,
            [&mut || product.post(asked).map(drop), &mut || bare.post(bare_asked).map(drop)],
        )?;
        let floor = Some(floor.p50());
        report.line(&Line { name, samples: &times, floor, target: Some(COUNT) })?;
    }
    let trace = Trace::checked(&[question], reference, (product, bare))?;
    let took = trace.run(rounds, (product, bare))?;
    trace.print("w4.hub.list", &took, Some(LIST), report)
}

/// Of the shapes that graphs fail at: checks, measures, prints.
pub(crate) fn odd(
    stage: &Stage,
    reference: &Reference,
    rounds: u32,
    (product, bare): (&mut Client, &mut Client),
    report: &mut Report,
) -> Outcome<()> {
    let Odd { ladder, tree, cycle } = Odd::new(stage.generator);
    let of_two = |n| Question::downstream(vec![table(n).id, table(n + 1).id]);
    // Both begin at two nodes and end at forty.
    let small = [of_two(ladder), of_two(tree)];
    for question in &small {
        Trace::checked(std::slice::from_ref(question), reference, (product, bare))?;
    }
    let [ladder_body, tree_body] = small.each_ref().map(Question::compact);
    let product = std::cell::RefCell::new(product);
    let post = |body: &str| product.borrow_mut().post(body).map(drop);
    let [on_ladder, on_tree] =
        alternate(rounds, [&mut || post(&ladder_body), &mut || post(&tree_body)])?;
    for (name, samples) in [("w4.ladder", &on_ladder), ("w4.tree", &on_tree)] {
        report.line(&Line { name, samples, floor: None, target: None })?;
    }
    let (a, b) = (on_ladder.p50(), on_tree.p50());
    report.ratio("w4.ladder_to_tree", a, b, LADDER_TO_TREE)?;

    let body = paths(table(ladder).id, table(ladder + LADDER - 1).id, 10);
    let answer: Value = product.borrow_mut().data(&body)?;
    let found = answer["lineagePaths"].as_array().map_or(0, Vec::len);
    let long = |path: &Value| path["nodes"].as_array().map(Vec::len) == Some(20);
    if found != 10 || !answer["lineagePaths"].as_array().is_some_and(|all| all.iter().all(long)) {
        return Err(format!("The product's answer to {body} is wrong: {answer}").into());
    }
    let cycles = r#"{"query":"{ lineageCycles { nodes { nodes { id } } } }"}"#;
    let answer: Value = product.borrow_mut().data(cycles)?;
    let set = answer.pointer("/lineageCycles/nodes/0/nodes").and_then(Value::as_array);
    if set.map(|set| set.len() as u64) != Some(CYCLE) {
        return Err(format!("The product's answer about cycles is wrong: {answer}").into());
    }
    for (name, body) in [("w4.ladder.paths", body.as_str()), ("w4.cycles", cycles)] {
        let [samples] = alternate(rounds, [&mut || post(body)])?;
        report.line(&Line { name, samples: &samples, floor: None, target: None })?;
    }
    let product = product.into_inner();
    for (name, start) in [("w4.children", 0), ("w4.cycle", cycle)] {
        let question = Question::downstream(vec![table(start).id]);
        let trace = Trace::checked(&[question], reference, (product, bare))?;
        let took = trace.run(rounds, (product, bare))?;
        trace.print(name, &took, None, report)?;
    }
    Ok(())
}
