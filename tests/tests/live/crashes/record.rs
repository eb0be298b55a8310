//! What the catalog holds, read through the API and in the database itself.

use std::collections::{BTreeMap, BTreeSet};

use ariadne_tests::api::Api;
use ariadne_tests::soundness::{self, Sound};
use serde_json::{Value, json};

use super::load::Request;

const CHANGESETS: &str = "query($after: String) { changesets(first: 100, after: $after) {
  nodes { seq message changes(first: 20) { nodes { kind operation name } } }
  pageInfo { hasNextPage endCursor } } }";
const TABLES: &str = "query($after: String) { tables(first: 100, after: $after) {
  nodes { name columnCount columns(first: 10) { nodes { path } } }
  pageInfo { hasNextPage endCursor } } }";
const SEARCH: &str = "query($text: String!) { search(text: $text, first: 10) {
  nodes { __typename ... on Table { name } } } }";

/// Every changeset and every table.
#[derive(Debug)]
pub(super) struct Record {
    changesets: Vec<Value>,
    tables: Vec<Value>,
    seqs: BTreeMap<String, u64>,
}

impl Record {
    /// Reads all of it; the database itself must be sound.
    pub(super) async fn read(server: &str, database: &str) -> Self {
        let api = Api::new(server);
        let changesets = all(&api, CHANGESETS, "changesets").await;
        let tables = all(&api, TABLES, "tables").await;
        is_sound(database, changesets.len()).await;
        let mut seqs = BTreeMap::new();
        for changeset in &changesets {
            let message = changeset["message"].as_str().expect("a message").to_owned();
            let twice = seqs.insert(message, changeset["seq"].as_u64().expect("a seq"));
            assert_eq!(twice, None, "a request was written twice: {changeset:#}");
        }
        Self { changesets, tables, seqs }
    }

    /// How many changesets there are.
    pub(super) fn changesets(&self) -> usize {
        self.changesets.len()
    }

    /// The changeset of a request.
    pub(super) fn seq_of(&self, request: &Request) -> Option<u64> {
        self.seqs.get(&request.0).copied()
    }

    /// Seqs have no gap, and each changeset made its two tables and six columns.
    pub(super) fn is_whole(&self) {
        let seqs: BTreeSet<u64> = self.seqs.values().copied().collect();
        assert!(seqs.into_iter().eq(1..=self.changesets.len() as u64), "{:?}", self.seqs);
        for changeset in &self.changesets {
            let changes = changeset["changes"]["nodes"].as_array().expect("a list");
            assert_eq!(changes.len(), 8, "{changeset:#}");
            assert!(changes.iter().all(|c| c["operation"] == "CREATED"), "{changeset:#}");
        }
        let expected: BTreeSet<String> =
            self.seqs.keys().flat_map(|name| Request(name.clone()).tables()).collect();
        let found: BTreeSet<String> = self
            .tables
            .iter()
            .map(|table| table["name"].as_str().expect("a name").to_owned())
            .collect();
        assert_eq!(found, expected);
        for table in &self.tables {
            let columns = table["columns"]["nodes"].as_array().expect("a list").len();
            assert_eq!((table["columnCount"].as_u64(), columns), (Some(3), 3), "{table:#}");
        }
    }
}

/// All pages of a list.
async fn all(api: &Api, query: &str, field: &str) -> Vec<Value> {
    let (mut nodes, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = api.run(query, json!({ "after": after })).await[field].clone();
        nodes.extend(page["nodes"].as_array().expect("a list").iter().cloned());
        if page["pageInfo"]["hasNextPage"] != true {
            return nodes;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// Search finds the tables of a request.
pub(super) async fn is_found(server: &str, request: &Request) {
    for name in request.tables() {
        let found = Api::new(server).run(SEARCH, json!({ "text": name })).await;
        let nodes = found["search"]["nodes"].as_array().expect("a list");
        assert!(nodes.iter().any(|node| node["name"] == name.as_str()), "{name}: {found:#}");
    }
}

/// The database is sound in its own eyes, and its head stands where its rows end.
pub(super) async fn is_sound(database: &str, changesets: usize) {
    let expected = i64::try_from(changesets).expect("few");
    let sound = Sound { seq: expected, changesets: expected, keys: expected };
    assert_eq!(soundness::of(database).await, Ok(sound));
}
