//! Names that may have been meant.

use ariadne_domain::{TableKind, TableName, fold};
use serde_json::Value as Json;

use crate::client::Session;
use crate::error::Failure;
use crate::names::encode;

/// Names that are ranked at most; what the engine lists beyond is not looked at.
const CANDIDATES: usize = 20_000;

/// Names that a fetch suggests.
const SUGGESTED: usize = 10;

/// Names that contain or resemble `text`, best first. One request; hidden and system indices are never listed.
pub(crate) async fn suggest(
    session: &Session<'_>,
    text: &str,
    limit: usize,
) -> Result<Vec<TableName>, Failure> {
    let names = candidates(session, &patterns(text), "open,closed").await?;
    Ok(rank(text, names, limit))
}

/// As [`suggest`], for a name that was not found: none when the cluster does not answer in time.
pub(crate) async fn similar(session: &Session<'_>, name: &str) -> Vec<TableName> {
    suggest(session, name, SUGGESTED).await.unwrap_or_default()
}

/// Patterns that fit what contains the text, and what begins or ends as it does: so the engine does not list all
/// it has.
fn patterns(text: &str) -> String {
    let plain: Vec<char> = text
        .chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(
                    c,
                    '*' | '?' | ',' | '<' | '>' | ':' | '/' | '\\' | '"' | '|' | ' ' | '#'
                )
        })
        .collect();
    let plain: Vec<char> = plain
        .iter()
        .copied()
        .skip_while(|c| matches!(c, '-' | '_' | '+' | '.'))
        .take(200)
        .collect();
    if plain.is_empty() {
        return "*".to_owned();
    }
    let text = |part: &[char]| encode(&part.iter().collect::<String>());
    let lower: Vec<char> = plain.iter().flat_map(|c| c.to_lowercase()).collect();
    let mut patterns = Vec::new();
    // aliases may have capitals, indices may not
    for chars in [&lower, &plain] {
        let some = chars.len().min(3);
        for pattern in [
            format!("*{}*", text(chars)),
            format!("{}*", text(&chars[..some])),
            format!("*{}", text(&chars[chars.len() - some..])),
        ] {
            if !patterns.contains(&pattern) {
                patterns.push(pattern);
            }
        }
    }
    patterns.join(",")
}

/// All names that can be read now, for the test of a connection.
pub(crate) async fn open(session: &Session<'_>) -> Result<Vec<TableName>, Failure> {
    candidates(session, "*", "open").await
}

async fn candidates(
    session: &Session<'_>,
    patterns: &str,
    states: &str,
) -> Result<Vec<TableName>, Failure> {
    const SECTIONS: [(&str, TableKind); 3] = [
        ("aliases", TableKind::Alias),
        ("data_streams", TableKind::DataStream),
        ("indices", TableKind::Index),
    ];
    let path = format!(
        "/_resolve/index/{patterns}?expand_wildcards={states}&filter_path=indices.name,aliases.name,data_streams.name"
    );
    let answer = session.get(&path).await?;
    if answer.is_success() {
        let listed = SECTIONS.iter().flat_map(|(section, kind)| {
            let items = answer.body[*section].as_array().map_or(&[][..], Vec::as_slice);
            items.iter().filter_map(move |item| Some(table(item["name"].as_str()?, *kind)))
        });
        return Ok(visible(listed));
    }
    if answer.status == 403 {
        return Err(answer.failure());
    }
    // before 7.9: indices with their aliases
    let aliases = session.expect(&format!("/{patterns}/_alias?expand_wildcards={states}")).await?;
    Ok(visible(from_aliases(&aliases).into_iter()))
}

fn from_aliases(body: &Json) -> Vec<TableName> {
    let mut names = Vec::new();
    for (index, one) in body.as_object().into_iter().flatten() {
        names.push(table(index, TableKind::Index));
        for alias in one["aliases"].as_object().into_iter().flatten().map(|(alias, _)| alias) {
            let alias = table(alias, TableKind::Alias);
            if !names.contains(&alias) {
                names.push(alias);
            }
        }
    }
    names
}

fn table(name: &str, kind: TableKind) -> TableName {
    TableName { schema: None, name: name.to_owned(), kind: Some(kind) }
}

fn visible(names: impl Iterator<Item = TableName>) -> Vec<TableName> {
    names.filter(|name| !name.name.starts_with('.')).take(CANDIDATES).collect()
}

/// Best first: the same but for case, begins with it, contains it, fewest letters to change; then by name.
fn rank(text: &str, names: Vec<TableName>, limit: usize) -> Vec<TableName> {
    let wanted = fold(&text.chars().filter(|c| !matches!(c, '*' | '?')).collect::<String>());
    let mut ranked: Vec<((u8, usize), TableName)> = names
        .into_iter()
        .filter_map(|name| {
            let folded = fold(&name.name);
            let extra = folded.chars().count().saturating_sub(wanted.chars().count());
            let rank = if folded == wanted {
                (0, 0)
            } else if folded.starts_with(&wanted) {
                (1, extra)
            } else if folded.contains(&wanted) {
                (2, extra)
            } else {
                (3, resembles(&wanted, &folded)?)
            };
            Some((rank, name))
        })
        .collect();
    ranked.sort();
    // an engine lists a name once for each pattern that it fits
    ranked.dedup();
    ranked.truncate(limit);
    ranked.into_iter().map(|(_, name)| name).collect()
}

/// Letters to change, when they are few for the length of the name, or when the one begins as the other does.
fn resembles(wanted: &str, name: &str) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (wanted.chars().collect(), name.chars().collect());
    // distance is quadratic, and long names that differ a lot do not resemble each other anyhow
    if a.len().max(b.len()) > 128 || a.len().abs_diff(b.len()) > a.len() {
        return None;
    }
    let distance = distance(&a, &b);
    (distance <= 2.max(a.len() / 5)).then_some(distance)
}

/// Insertions, deletions, replacements and swaps of neighbours that make `b` of `a`.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<TableName> {
        names.iter().map(|name| table(name, TableKind::Index)).collect()
    }

    fn ranked(text: &str, from: &[&str]) -> Vec<String> {
        rank(text, names(from), 10).into_iter().map(|n| n.name).collect()
    }

    #[test]
    fn the_same_comes_before_longer_before_similar() {
        let all = ["customer-orders", "ordres", "orders-2024", "Orders", "payments", "order"];
        assert_eq!(
            ranked("orders", &all),
            ["Orders", "orders-2024", "customer-orders", "order", "ordres"]
        );
        assert_eq!(ranked("ordesr", &["orders", "payments"]), ["orders"], "a swap is one change");
        assert_eq!(ranked("", &["b", "a"]), ["a", "b"]);
        assert_eq!(
            ranked("orders*", &["orders-1"]),
            ["orders-1"],
            "signs of a pattern are not letters"
        );
    }

    #[test]
    fn what_is_listed_twice_is_suggested_once() {
        assert_eq!(ranked("order", &["orders", "orders"]), ["orders"]);
        assert!(
            ranked("golden-pattern-one", &["golden-flattened"]).is_empty(),
            "a common beginning is not enough"
        );
    }

    #[test]
    fn patterns_are_narrow_and_hold_nothing_that_selects() {
        assert_eq!(patterns("orders"), "*orders*,ord*,*ers");
        assert_eq!(patterns("Ab"), "*ab*,ab*,*ab,*Ab*,Ab*,*Ab");
        assert_eq!(patterns("-a,b*"), "*ab*,ab*,*ab");
        assert_eq!(patterns(""), "*");
        assert_eq!(patterns("_*"), "*");
        assert_eq!(
            patterns("订单"),
            "*%E8%AE%A2%E5%8D%95*,%E8%AE%A2%E5%8D%95*,*%E8%AE%A2%E5%8D%95"
        );
    }

    #[test]
    fn dots_are_never_listed() {
        assert_eq!(visible(names(&[".kibana", "a"]).into_iter()), names(&["a"]));
    }

    #[test]
    fn an_old_engine_lists_aliases_once() {
        let body = serde_json::json!({ "a": { "aliases": { "x": {} } }, "b": { "aliases": { "x": {}, "y": {} } } });
        let listed: Vec<String> = from_aliases(&body).into_iter().map(|n| n.name).collect();
        assert_eq!(listed, ["a", "x", "b", "y"]);
    }
}
