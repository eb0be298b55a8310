//! The sample data as files, for sources that others start.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{CUSTOMERS, elastic, extended, shop};

/// Orders in the files: enough to show every type, few enough to be read.
const ORDERS: u32 = 100;

/// Every file with its text, below `deploy/sample-data`.
pub fn files() -> Vec<(PathBuf, String)> {
    let lines = |values: &mut dyn Iterator<Item = Value>| {
        values.map(|value| value.to_string() + "\n").collect::<String>()
    };
    let customers = lines(&mut (0..CUSTOMERS).map(|n| extended::document(&shop::customer(n))));
    let orders = lines(&mut (0..ORDERS).map(|n| extended::document(&shop::order(n))));
    let mut files = vec![
        (PathBuf::from("mongodb/customers.ndjson"), customers),
        (PathBuf::from("mongodb/orders.ndjson"), orders),
    ];
    for (index, body, documents) in elastic::indices(ORDERS) {
        let name = |ending: &str| PathBuf::from(format!("elasticsearch/{index}.{ending}"));
        files.push((name("json"), format!("{body:#}\n")));
        let mut create =
            documents.iter().flat_map(|document| [json!({ "create": {} }), document.clone()]);
        files.push((name("ndjson"), lines(&mut create)));
    }
    files
}
