//! What is asked of the product, and of the bare server too.

use serde_json::json;
use uuid::Uuid;

/// Items of a page.
pub(crate) const PAGE: usize = 50;
/// Items of a page that is only walked through.
pub(crate) const LARGE_PAGE: usize = 500;
/// Most columns of a page.
const COLUMNS: usize = 5_000;

const LIST: &str = "query($first: Int, $after: String) { tables(first: $first, after: $after) { \
    nodes { id kind qualifiedName description owner updatedAt } \
    pageInfo { hasNextPage endCursor } } }";

const SEARCH: &str = "query($text: String!, $first: Int, $after: String) { \
    search(text: $text, first: $first, after: $after) { edges { rank node { __typename \
    ... on Table { id kind qualifiedName description } \
    ... on Column { id name dataType table { id qualifiedName } } \
    ... on Source { id name description } } } \
    pageInfo { hasNextPage endCursor } } }";

const WIDE: &str = "query($id: ID!, $first: Int) { table(id: $id) { id columns(first: $first) { \
    nodes { id name dataType logicalType logicalKind nullable primaryKey description ordinal tags } \
    pageInfo { hasNextPage endCursor } } } }";

/// A page of all tables by name.
pub(crate) fn list(first: usize, after: Option<&str>) -> String {
    json!({ "query": LIST, "variables": { "first": first, "after": after } }).to_string()
}

/// A page of hits.
pub(crate) fn search(text: &str, first: usize, after: Option<&str>) -> String {
    let variables = json!({ "text": text, "first": first, "after": after });
    json!({ "query": SEARCH, "variables": variables }).to_string()
}

/// A table with all its columns.
pub(crate) fn wide(table: Uuid) -> String {
    json!({ "query": WIDE, "variables": { "id": table, "first": COLUMNS } }).to_string()
}
