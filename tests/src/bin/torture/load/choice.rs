//! What a writer does next, and how it is asked.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, IteratorRandom};
use serde_json::{Value, json};

use super::model::{Edge, Model, Write};
use super::writer::Ids;

/// Reads a table.
pub(super) const TABLE: &str = "query($id: ID!) {
    table(id: $id) { id name version columns(first: 50) { nodes { id name } } } }";

const CREATE: &str = "mutation($input: [TableInput!]!, $key: String!) {
    createTables(input: $input, message: $key) {
        tables { id name version columns(first: 50) { nodes { id name } } } changeset { id seq } } }";
const DESCRIBE: &str = "mutation($id: ID!, $version: Int!, $key: String!) {
    updateTable(id: $id, version: $version, patch: { description: $key }, message: $key) {
        changeset { id seq } } }";
const REWORD: &str =
    "mutation($id: ID!, $version: Int!, $patches: [ColumnPatch!]!, $key: String!) {
    updateColumns(tableId: $id, version: $version, patches: $patches, message: $key) {
        changeset { id seq } } }";
const REPLACE: &str = "mutation($id: ID!, $version: Int!, $columns: [ColumnInput!]!, $key: String!) {
    saveColumns(tableId: $id, version: $version, columns: $columns, message: $key) {
        table { id name version columns(first: 50) { nodes { id name } } } changeset { id seq } } }";
const DRAW: &str = "mutation($input: [LineageInput!]!, $key: String!) {
    createLineage(input: $input, message: $key) {
        edges { id from to } changeset { id seq } } }";
const END: &str = "mutation($ids: [ID!]!, $key: String!) {
    deleteLineage(ids: $ids, message: $key) { changeset { id seq } } }";
const DELETE: &str = "mutation($id: ID!, $version: Int!, $key: String!) {
    deleteTable(id: $id, version: $version, message: $key) { changeset { id seq } } }";
const UNDO: &str = "mutation($id: ID!, $key: String!) {
    undoChangeset(id: $id, message: $key) { changeset { id seq } } }";

/// A writer has at least and at most so many tables.
const TABLES: std::ops::Range<usize> = 3..9;
/// Columns of a new table.
const COLUMNS: usize = 6;
/// Edges that are drawn or ended at once.
const EDGES: std::ops::Range<usize> = 1..9;

/// What is done next.
pub(super) enum Choice {
    Write(Write),
    /// The last change is taken back.
    Undo,
}

impl Choice {
    /// The table whose version it names.
    pub(super) fn table(&self) -> Option<&str> {
        match self {
            Self::Write(
                Write::Describe(table)
                | Write::Reword(table, _)
                | Write::Replace { table, .. }
                | Write::Delete(table),
            ) => Some(table),
            Self::Write(_) | Self::Undo => None,
        }
    }
}

/// Chooses for a writer of this name that has chosen `number` times.
pub(super) fn choose(
    random: &mut StdRng,
    name: &str,
    number: usize,
    model: &Model,
    undoable: bool,
) -> Choice {
    let create = |random: &mut StdRng| {
        let names = (0..random.random_range(1..4)).map(|n| format!("{name} t{number} {n}"));
        let columns = (0..COLUMNS).map(|n| format!("c{n}"));
        Choice::Write(Write::Create(names.collect(), columns.collect()))
    };
    if model.tables.len() < TABLES.start {
        return create(random);
    }
    let table = model.tables.keys().choose(random).cloned().unwrap_or_default();
    let columns: Vec<String> = model.tables[&table].columns.keys().cloned().collect();
    let write = match random.random_range(0..16) {
        0 if model.tables.len() < TABLES.end => return create(random),
        1 if model.tables.len() > TABLES.start => Write::Delete(table),
        2 | 3 if undoable => return Choice::Undo,
        4 | 5 => Write::Describe(table),
        6 | 7 => {
            let gone = columns.choose(random).cloned().unwrap_or_default();
            Write::Replace { table, gone, new: format!("c{number}_new") }
        }
        8 | 9 if !model.edges.is_empty() => {
            let number = random.random_range(EDGES);
            Write::End(model.edges.iter().cloned().choose_multiple(random, number))
        }
        10..=14 => match new_edges(random, model) {
            edges if edges.is_empty() => Write::Describe(table),
            edges => Write::Draw(edges),
        },
        _ => {
            let number = random.random_range(1..=columns.len());
            Write::Reword(table, columns.choose_multiple(random, number).cloned().collect())
        }
    };
    Choice::Write(write)
}

/// Edges that are not there, between tables or between columns.
fn new_edges(random: &mut StdRng, model: &Model) -> Vec<Edge> {
    let ends = model.ends();
    let mut edges: Vec<Edge> = Vec::new();
    for _ in 0..random.random_range(EDGES) {
        let (Some(from), Some(to)) = (ends.choose(random), ends.choose(random)) else { break };
        let edge = (from.clone(), to.clone());
        let fits = from != to && from.1.is_some() == to.1.is_some();
        if fits && !model.edges.contains(&edge) && !edges.contains(&edge) {
            edges.push(edge);
        }
    }
    edges
}

/// The mutation of a change, and its variables but for the key.
pub(super) fn request(
    (write, model): (&Write, &Model),
    ids: &Ids,
    key: &str,
    version: u64,
) -> (&'static str, Value) {
    let of_table = |table: &str| json!(ids.ends.get(&(table.to_owned(), None)));
    let of_column = |table: &str, column: &str| {
        json!(ids.ends.get(&(table.to_owned(), Some(column.to_owned()))))
    };
    match write {
        Write::Create(names, columns) => {
            let column = |name: &String| json!({ "path": [name], "dataType": "NUMBER(9)" });
            let columns: Vec<Value> = columns.iter().map(column).collect();
            let table = |name: &String| json!({ "name": name, "columns": columns });
            (CREATE, json!({ "input": names.iter().map(table).collect::<Vec<_>>() }))
        }
        Write::Describe(table) => (DESCRIBE, json!({ "id": of_table(table), "version": version })),
        Write::Reword(table, columns) => {
            let patch = |name: &String| json!({ "id": of_column(table, name), "description": key });
            let patches: Vec<Value> = columns.iter().map(patch).collect();
            (REWORD, json!({ "id": of_table(table), "version": version, "patches": patches }))
        }
        Write::Replace { table, gone, new } => {
            let columns = model.tables.get(table).map(|table| table.columns.keys());
            let kept = columns.into_iter().flatten().filter(|column| *column != gone);
            let kept = kept.map(|name| json!({ "id": of_column(table, name), "path": [name] }));
            let new = json!({ "path": [new], "dataType": "VARCHAR2(9)" });
            let columns: Vec<Value> = kept.chain([new]).collect();
            (REPLACE, json!({ "id": of_table(table), "version": version, "columns": columns }))
        }
        Write::Draw(edges) => {
            let edge = |(from, to): &Edge| json!({ "from": ids.ends.get(from), "to": ids.ends.get(to), "origin": "SQL" });
            (DRAW, json!({ "input": edges.iter().map(edge).collect::<Vec<_>>() }))
        }
        Write::End(edges) => {
            let ids: Vec<Value> = edges.iter().map(|edge| json!(ids.edges.get(edge))).collect();
            (END, json!({ "ids": ids }))
        }
        Write::Delete(table) => (DELETE, json!({ "id": of_table(table), "version": version })),
        Write::Undo(_) => (UNDO, json!({})),
    }
}
