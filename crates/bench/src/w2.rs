//! W2: lists and searches over the whole catalog.

use ariadne_domain::{Table, fold};
use serde_json::Value;
use uuid::Uuid;

use crate::Outcome;
use crate::data::Generator;
use crate::expect::{self, Hit};
use crate::floor_graphql::Memory;
use crate::floor_sql::{Driver, Statement};
use crate::http::Client;
use crate::measure::alternate;
use crate::product::{self, LARGE_PAGE, PAGE};
use crate::report::{Line, Report};

/// A median is good up to this many times SQL and GraphQL floor together.
const TARGET: f64 = 3.0;
/// A deep page may take this many times the first one.
const DEEP: f64 = 1.2;
const COMMON: &str = "customer";
const CHINESE: &str = "客户";
const MISS: &str = "zyzzyva";
/// How deep the deep page of a search is, at most.
const DEEPEST: usize = 9_000;

/// Where a page begins.
enum Place {
    List(Option<(String, Uuid)>),
    Search(String, Option<Hit>),
}

/// One figure: what is asked, and what the right answer is.
struct Case {
    name: &'static str,
    body: String,
    place: Place,
    /// Ids of the page, and of one item behind it when there is one.
    rows: Vec<Uuid>,
    /// What a search found, whose rows are read too.
    hits: Vec<Hit>,
}

/// Everything that is measured, checked against what is right.
pub(crate) struct Answers {
    cases: Vec<Case>,
    /// The same answers for the bare server.
    pub(crate) memory: Memory,
    hits: usize,
}

fn wrong(what: &str) -> Box<dyn std::error::Error + Send + Sync> {
    format!("The product's answer is wrong: {what}.").into()
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

fn items<'a>(page: &'a Value, field: &str) -> &'a [Value] {
    page.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn end_cursor(page: &Value) -> Outcome<String> {
    let cursor = page.pointer("/pageInfo/endCursor").and_then(Value::as_str);
    cursor.map(str::to_owned).ok_or_else(|| wrong("a page has no cursor"))
}

/// Whether the page tells rightly that more follows.
fn check_end(page: &Value, more: bool) -> Outcome<()> {
    let told = page.pointer("/pageInfo/hasNextPage").and_then(Value::as_bool);
    if told == Some(more) { Ok(()) } else { Err(wrong("hasNextPage")) }
}

fn check_tables(page: &Value, from: usize, all: &[Table]) -> Outcome<usize> {
    let nodes = items(page, "nodes");
    for (node, table) in nodes.iter().zip(&all[from.min(all.len())..]) {
        let right = text(node, "id") == Some(&table.id.to_string())
            && text(node, "kind") == Some(table.kind().as_str())
            && text(node, "qualifiedName") == Some(&table.qualified_name())
            && text(node, "description") == table.description()
            && text(node, "owner") == table.owner.as_deref()
            && text(node, "updatedAt").is_some();
        if !right {
            return Err(wrong(&format!("{node} stands where {} should", table.name)));
        }
    }
    check_end(page, from + nodes.len() < all.len())?;
    Ok(nodes.len())
}

fn check_hits(page: &Value, from: usize, all: &[Hit]) -> Outcome<usize> {
    let edges = items(page, "edges");
    for (edge, hit) in edges.iter().zip(&all[from.min(all.len())..]) {
        let node = &edge["node"];
        let kind = ["Table", "Column", "Source"][usize::from(hit.kind)];
        let right = text(node, "id") == Some(&hit.id.to_string())
            && text(node, "__typename") == Some(kind)
            && edge["rank"].as_u64() == Some(hit.rank.into())
            && text(&node["table"], "id") == hit.table.map(|id| id.to_string()).as_deref();
        if !right {
            return Err(wrong(&format!("{edge} stands where {} should", hit.name)));
        }
    }
    check_end(page, from + edges.len() < all.len())?;
    Ok(edges.len())
}

/// Asks for everything once and compares it with what is right.
pub(crate) fn answers(generator: &Generator, product: &mut Client) -> Outcome<Answers> {
    let mut answers = Answers { cases: Vec::new(), memory: Memory::default(), hits: 0 };
    lists(generator, product, &mut answers)?;
    let middle = generator.entry(generator.tables() / 2).table.name;
    let texts = [middle.as_str(), MISS, COMMON, CHINESE];
    let [hit, miss, common, chinese] = expect::search(generator, texts);
    if !miss.is_empty() || hit.is_empty() || common.len() <= PAGE || chinese.is_empty() {
        return Err("The catalog does not hold what is searched for; make it larger.".into());
    }
    answers.hits = common.len();
    let deep = deep_search(product, &common)?;
    let mut page = |name, text: &str, from, after: Option<String>, all: &[Hit]| -> Outcome<()> {
        let body = product::search(text, PAGE, after.as_deref());
        let answer = product.data(&body)?["search"].take();
        let length = check_hits(&answer, from, all)?;
        if length != PAGE.min(all.len() - from) {
            return Err(wrong(&format!("{name} has {length} items")));
        }
        let until = all.len().min(from + PAGE + 1);
        answers.cases.push(Case {
            name,
            body,
            place: Place::Search(text.to_owned(), from.checked_sub(1).map(|at| all[at].clone())),
            rows: all[from..until].iter().map(|hit| hit.id).collect(),
            hits: all[from..from + length].to_vec(),
        });
        let kept = serde_json::from_value(answer)?;
        answers.memory.searches.push(((text.to_owned(), after), kept));
        Ok(())
    };
    page("w2.search.hit", &middle, 0, None, &hit)?;
    page("w2.search.miss", MISS, 0, None, &miss)?;
    page("w2.search.common.first", COMMON, 0, None, &common)?;
    page("w2.search.common.deep", COMMON, deep.0, Some(deep.1), &common)?;
    page("w2.search.chinese", CHINESE, 0, None, &chinese)?;
    Ok(answers)
}

/// Walks into a search; where it got to, and the cursor there.
fn deep_search(product: &mut Client, all: &[Hit]) -> Outcome<(usize, String)> {
    let deep = DEEPEST.min(all.len() * 9 / 10);
    let (mut from, mut after) = (0, None);
    while from < deep {
        let first = LARGE_PAGE.min(deep - from);
        let body = product::search(COMMON, first, after.as_deref());
        let page = product.data(&body)?["search"].take();
        from += check_hits(&page, from, all)?;
        after = Some(end_cursor(&page)?);
    }
    Ok((from, after.ok_or_else(|| wrong("a search found nothing"))?))
}

/// Walks through all tables, which checks every one of them, and keeps two pages.
fn lists(generator: &Generator, product: &mut Client, answers: &mut Answers) -> Outcome<()> {
    let all = expect::list(generator);
    let deep = all.len() * 9 / 10 / LARGE_PAGE * LARGE_PAGE;
    let (mut from, mut after, mut deep_cursor) = (0, None, None);
    while from < all.len() {
        let page = product.data(&product::list(LARGE_PAGE, after.as_deref()))?["tables"].take();
        from += check_tables(&page, from, &all)?;
        after = Some(end_cursor(&page)?);
        if from == deep {
            deep_cursor.clone_from(&after);
        }
    }
    let deep_cursor = deep_cursor.ok_or_else(|| wrong("pages have other sizes than asked for"))?;
    for (name, from, after) in
        [("w2.list.first", 0, None), ("w2.list.deep", deep, Some(deep_cursor))]
    {
        let body = product::list(PAGE, after.as_deref());
        let answer = product.data(&body)?["tables"].take();
        if check_tables(&answer, from, &all)? != PAGE {
            return Err(wrong("a page has another size than asked for"));
        }
        let before = from.checked_sub(1).map(|at| (fold(&all[at].name), all[at].id.0));
        answers.cases.push(Case {
            name,
            body,
            place: Place::List(before),
            rows: all[from..].iter().take(PAGE + 1).map(|table| table.id.0).collect(),
            hits: Vec::new(),
        });
        answers.memory.lists.push((after, serde_json::from_value(answer)?));
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
    report.note(&format!("\"{COMMON}\" has {} hits", answers.hits))?;
    let mut medians = Vec::new();
    for case in &answers.cases {
        let first = match &case.place {
            Place::List(after) => Statement::list(after.clone()),
            Place::Search(word, after) => {
                let last = case.hits.last().map(|hit| hit.rank);
                let leading = case.rows.len() > PAGE && last.is_some_and(|rank| rank <= 1);
                Statement::hits(driver, &fold(word), after.as_ref(), leading)
            }
        };
        if driver.read(&first)? != case.rows {
            return Err(format!("The SQL floor of {} reads other rows.", case.name).into());
        }
        if product.post(&case.body)? != bare.post(&case.body)? {
            return Err(format!("The GraphQL floor of {} answers otherwise.", case.name).into());
        }
        let mut statements = vec![first];
        statements.extend(Statement::found(&case.hits));
        let [times, graphql, sql] = alternate(
            rounds,
            [
                &mut || product.post(&case.body).map(drop),
                &mut || bare.post(&case.body).map(drop),
                &mut || statements.iter().try_for_each(|s| driver.read(s).map(drop)),
            ],
        )?;
        let floor = Some(graphql.p50() + sql.p50());
        report.line(&Line { name: case.name, samples: &times, floor, target: Some(TARGET) })?;
        for (part, samples) in [("graphql", &graphql), ("sql", &sql)] {
            let name = format!("  floor: {part}");
            report.line(&Line { name: &name, samples, floor: None, target: None })?;
        }
        medians.push((case.name, times.p50()));
    }
    let median = |name: &str| medians.iter().find(|(n, _)| *n == name).map(|(_, p50)| *p50);
    for of in ["w2.list", "w2.search.common"] {
        let pair = (median(&format!("{of}.deep")), median(&format!("{of}.first")));
        if let (Some(deep), Some(first)) = pair {
            report.ratio(&format!("{of}.deep_to_first"), deep, first, DEEP)?;
        }
    }
    Ok(())
}
