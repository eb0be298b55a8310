//! Names that may have been meant: a bounded listing and its ranking.

use std::time::Duration;

use ariadne_domain::{TableName, fold};
use ariadne_ports::Deadline;
use mongodb::bson::{Document, doc};

use crate::client::{Client, Limit};
use crate::error::Failure;
use crate::mapping::listing::{self, Listing};

/// The most names that are looked through.
const MAX_NAMES: usize = 20_000;

/// Names of a database that this login may see.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) listings: Vec<Listing>,
    /// Whether there were more than are looked through.
    pub(crate) cut: bool,
}

/// Lists names and kinds; without the right to list everything, those that the login
/// has some right on.
pub(crate) async fn names(
    client: &Client,
    database: &str,
    within: Duration,
) -> Result<Names, Failure> {
    let command = doc! {
        "listCollections": 1, "nameOnly": true, "authorizedCollections": true, "cursor": {},
    };
    let limit = Limit { documents: MAX_NAMES, bytes: 32_000_000 };
    let batch = client.cursor(database, command, limit, within).await?;
    let cut = batch.cut || batch.documents.len() >= MAX_NAMES;
    let mut listings: Vec<Listing> = batch
        .documents
        .iter()
        .filter_map(|raw| Document::try_from(raw.as_ref()).ok())
        .filter_map(|entry| listing::read(&entry))
        .filter(|listing| !listing::is_system(&listing.name))
        .collect();
    listings.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Names { listings, cut })
}

/// Suggests names for what a person typed: in the source's database, and, when the
/// text begins with another database's name and a dot, in that one.
pub(crate) async fn suggest(
    client: &Client,
    database: &str,
    text: &str,
    limit: usize,
    deadline: Deadline,
) -> Result<Vec<TableName>, Failure> {
    let own = names(client, database, deadline.remaining() / 2).await?;
    let mut found = rank(database, &own.listings, text, limit);
    if let Some((other, rest)) = text.split_once('.').filter(|(other, _)| !other.is_empty()) {
        if other == database {
            found.extend(rank(database, &own.listings, rest, limit));
        } else if crate::config::database_fault(other).is_none() {
            match names(client, other, deadline.remaining() / 2).await {
                Ok(names) => found.extend(rank(other, &names.listings, rest, limit)),
                // a database that may not be listed has no suggestions
                Err(failure) if failure.is_denied() => {}
                Err(failure) => return Err(failure),
            }
        }
    }
    let mut unique: Vec<TableName> = Vec::new();
    for name in found {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique.truncate(limit);
    Ok(unique)
}

/// The names that contain or resemble `text`, best first: equal, equal but for case,
/// beginning with it, containing it, a few letters away. An empty text ranks all.
pub(crate) fn rank(
    database: &str,
    listings: &[Listing],
    text: &str,
    limit: usize,
) -> Vec<TableName> {
    let wanted = fold(text);
    let mut ranked: Vec<((u8, usize, usize), &Listing)> = listings
        .iter()
        .filter_map(|listing| {
            let folded = fold(&listing.name);
            let (class, distance) = if listing.name == text {
                (0, 0)
            } else if folded == wanted {
                (1, 0)
            } else if folded.starts_with(&wanted) {
                (2, 0)
            } else if folded.contains(&wanted) {
                (3, 0)
            } else {
                let allowed = allowed_distance(&wanted);
                (4, distance(&wanted, &folded, allowed)?)
            };
            Some(((class, distance, listing.name.chars().count()), listing))
        })
        .collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
    ranked
        .into_iter()
        .take(limit)
        .map(|(_, listing)| TableName {
            schema: Some(database.to_owned()),
            name: listing.name.clone(),
            kind: Some(listing.kind),
        })
        .collect()
}

/// One wrong letter in a short name, up to three in a long one.
fn allowed_distance(text: &str) -> usize {
    match text.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// The number of letters to insert, remove, replace or swap with a neighbour, if it is
/// at most `most`.
fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if most == 0 || a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        if row.iter().all(|d| *d > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|d| *d <= most)
}

#[cfg(test)]
mod tests {
    use ariadne_domain::TableKind;

    use super::*;

    fn ranked(names: &[&str], text: &str) -> Vec<String> {
        let listings: Vec<Listing> = names
            .iter()
            .map(|name| Listing {
                name: (*name).to_owned(),
                kind: TableKind::Collection,
                options: None,
            })
            .collect();
        rank("shop", &listings, text, 10).into_iter().map(|n| n.name).collect()
    }

    #[test]
    fn better_matches_come_first() {
        let names =
            ["old_orders", "order", "Orders", "orders", "orders_2020", "odrers", "customers"];
        assert_eq!(
            ranked(&names, "orders"),
            ["orders", "Orders", "orders_2020", "old_orders", "order", "odrers"]
        );
        assert_eq!(ranked(&names, "ORDERS")[..2], ["Orders", "orders"]);
        assert_eq!(ranked(&names, "zzz"), Vec::<String>::new());
        assert_eq!(ranked(&names, "").len(), 7);
    }

    #[test]
    fn distances() {
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("abcd", "abdc", 1), Some(1));
        assert_eq!(distance("abcd", "xyzw", 3), None);
        assert_eq!(distance("", "a", 1), Some(1));
    }
}
