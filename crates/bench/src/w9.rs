//! W9: one table with very many columns, all of them at once.

use ariadne_domain::Column;
use serde_json::Value;
use uuid::Uuid;

use crate::Outcome;
use crate::data::{Entry, Generator, WIDE};
use crate::floor_graphql::Memory;
use crate::floor_sql::{Driver, Statement};
use crate::http::Client;
use crate::measure::alternate;
use crate::product;
use crate::report::{Line, Report};

/// A median is good up to this many times the GraphQL floor.
const TARGET: f64 = 1.5;
/// Six times the columns may take this many times as long.
const LINEAR: f64 = 6.6;

struct Case {
    name: String,
    body: String,
    table: Uuid,
    columns: Vec<Uuid>,
}

/// Everything that is measured, checked against what is right.
pub(crate) struct Answers {
    cases: Vec<Case>,
    /// The same answers for the bare server.
    pub(crate) memory: Memory,
}

/// Asks for each wide table once and compares it with what is right.
pub(crate) fn answers(generator: &Generator, product: &mut Client) -> Outcome<Answers> {
    let mut answers = Answers { cases: Vec::new(), memory: Memory::default() };
    let narrow = generator.tables() - WIDE.len() as u64;
    for (n, (_, width)) in (narrow..).zip(WIDE) {
        let Entry { table, columns } = generator.entry(n);
        let body = product::wide(table.id.0);
        let answer = product.data(&body)?["table"].take();
        check(&answer, &columns)?;
        answers.memory.tables.push(serde_json::from_value(answer)?);
        answers.cases.push(Case {
            name: format!("w9.columns.{width}"),
            body,
            table: table.id.0,
            columns: columns.iter().map(|column| column.id.0).collect(),
        });
    }
    Ok(answers)
}

fn check(answer: &Value, columns: &[Column]) -> Outcome<()> {
    let nodes = answer.pointer("/columns/nodes").and_then(Value::as_array);
    let nodes = nodes.ok_or("The product answers no columns.")?;
    if nodes.len() != columns.len() {
        return Err(format!("The product answers {} columns.", nodes.len()).into());
    }
    for (at, (node, column)) in nodes.iter().zip(columns).enumerate() {
        let text = |field: &str| node[field].as_str();
        let right = text("id") == Some(&column.id.to_string())
            && text("name") == Some(&column.path.to_string())
            && text("dataType") == Some(column.data_type())
            && text("logicalType") == Some(&column.logical_type().to_string())
            && node["nullable"].as_bool() == Some(column.nullable())
            && node["primaryKey"].as_u64() == (at == 0).then_some(1)
            && text("description") == column.description()
            && node["ordinal"].as_u64() == Some(column.ordinal.into());
        if !right {
            return Err(format!("The product's answer is wrong: {node} at {at}.").into());
        }
    }
    Ok(())
}

/// Measures, prints.
pub(crate) fn run(
    answers: &Answers,
    rounds: u32,
    (product, bare, driver): (&mut Client, &mut Client, &mut Driver),
    report: &mut Report,
) -> Outcome<()> {
    let mut medians = Vec::new();
    for case in &answers.cases {
        let statement = Statement::columns(case.table);
        if driver.read(&statement)? != case.columns {
            return Err(format!("The SQL of {} reads other rows.", case.name).into());
        }
        if product.post(&case.body)? != bare.post(&case.body)? {
            return Err(format!("The GraphQL floor of {} answers otherwise.", case.name).into());
        }
        let [times, graphql, sql] = alternate(
            rounds,
            [
                &mut || product.post(&case.body).map(drop),
                &mut || bare.post(&case.body).map(drop),
                &mut || driver.read(&statement).map(drop),
            ],
        )?;
        let floor = Some(graphql.p50());
        report.line(&Line { name: &case.name, samples: &times, floor, target: Some(TARGET) })?;
        for (part, samples) in [("floor: graphql", &graphql), ("not in the floor: sql", &sql)] {
            let name = format!("  {part}");
            report.line(&Line { name: &name, samples, floor: None, target: None })?;
        }
        medians.push(times.p50());
    }
    if let [few, many] = medians[..] {
        report.ratio("w9.columns.3000_to_500", many, few, LINEAR)?;
    }
    Ok(())
}
