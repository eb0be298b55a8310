//! Names that may have been meant: bounded look-ups by the index on owner and name, and
//! their ranking.

use ariadne_domain::{TableKind, TableName, fold};

use crate::backend::Row;
use crate::config::Settings;
use crate::error::Failure;
use crate::mapping::{owned, text};
use crate::names;
use crate::resolve::{current_schema, kind_of};
use crate::session::Session;
use crate::sql::{self, Statement};

/// The shortest text that is looked for inside names too.
const MIN_INSIDE: usize = 2;

/// Suggests names for what a person typed: in the schema before its dot, else in the
/// source's schema; where neither is told, in the login's own schema first and then in
/// every other one of which it sees something.
pub(crate) async fn suggest(
    session: &Session,
    settings: &Settings,
    typed: &str,
    limit: usize,
) -> Result<Vec<TableName>, Failure> {
    let (schema, name) = split(typed);
    let (schema, is_told) = match (schema, &settings.schema) {
        (Some(schema), _) => (schema, true),
        (None, Some(schema)) => (schema.clone(), true),
        (None, None) => (current_schema(session, settings).await?, false),
    };
    let mut found = beginning(session, &schema, &name).await?;
    let looks_inside = name.chars().count() >= MIN_INSIDE;
    if found.len() < limit && looks_inside {
        // this one goes over all names of the schema: it has its own, short, time
        let pattern = sql::containing(&names::fold(&name));
        let rows = briefly(session, &sql::NAMES, &[&schema, &pattern]).await?;
        add(&mut found, &rows);
    }
    if found.is_empty() && !name.is_empty() {
        found = alike(session, &schema, &name).await?;
    }
    let mut ranked = rank(&found, &name, limit);
    if !is_told && ranked.len() < limit {
        let mut others = beginning_elsewhere(session, &schema, &name).await?;
        if others.len() < limit && looks_inside {
            let inside = [sql::containing(&names::fold(&name)), sql::containing(&name)];
            add(&mut others, &names_elsewhere(session, &schema, &inside).await?);
        }
        if others.is_empty() && ranked.is_empty() && !name.is_empty() {
            others = alike_elsewhere(session, &schema, &name).await?;
        }
        // behind those of the own schema, however well they fit
        ranked.extend(rank(&others, &name, limit - ranked.len()));
    }
    if ranked.is_empty() && !name.is_empty() {
        ranked = elsewhere(session, &schema, &names::fold(&name)).await?;
        ranked.truncate(limit);
    }
    Ok(ranked)
}

/// The schema before the first dot outside quotes, and the rest without quotes.
fn split(typed: &str) -> (Option<String>, String) {
    let bare = |text: &str| text.trim_matches('"').to_owned();
    let mut inside = false;
    for (at, c) in typed.char_indices() {
        match c {
            '"' => inside = !inside,
            '.' if !inside && at > 0 => {
                let schema = &typed[..at];
                let schema =
                    if schema.starts_with('"') { bare(schema) } else { names::fold(schema.trim()) };
                return (Some(schema), bare(&typed[at + 1..]));
            }
            _ => {}
        }
    }
    (None, bare(typed))
}

/// Names that begin with a text, in upper case or as it stands.
async fn beginning(session: &Session, schema: &str, text: &str) -> Result<Vec<TableName>, Failure> {
    let mut found = Vec::new();
    let mut texts = vec![names::fold(text)];
    if texts[0] != text {
        texts.push(text.to_owned());
    }
    for text in texts {
        add(&mut found, &session.rows(&sql::NAMES, &[schema, &sql::beginning(&text)]).await?);
    }
    Ok(found)
}

/// Names that begin as a text does: with its first half, else with its first two letters.
pub(crate) async fn alike(
    session: &Session,
    schema: &str,
    text: &str,
) -> Result<Vec<TableName>, Failure> {
    let found = beginning(session, schema, &half(text)).await?;
    if is_short(text) || !rank(&found, text, 1).is_empty() {
        return Ok(found);
    }
    beginning(session, schema, &start(text, 2)).await
}

/// As [`alike`], in every schema but one.
pub(crate) async fn alike_elsewhere(
    session: &Session,
    schema: &str,
    text: &str,
) -> Result<Vec<TableName>, Failure> {
    let found = beginning_elsewhere(session, schema, &half(text)).await?;
    if is_short(text) || !rank(&found, text, 1).is_empty() {
        return Ok(found);
    }
    beginning_elsewhere(session, schema, &start(text, 2)).await
}

/// Names in every schema but one that begin with a text, in upper case or as it stands.
async fn beginning_elsewhere(
    session: &Session,
    schema: &str,
    text: &str,
) -> Result<Vec<TableName>, Failure> {
    let patterns = [sql::beginning(&names::fold(text)), sql::beginning(text)];
    let mut found = Vec::new();
    add(&mut found, &names_elsewhere(session, schema, &patterns).await?);
    Ok(found)
}

/// What fits one of two patterns in every schema but one.
async fn names_elsewhere(
    session: &Session,
    schema: &str,
    patterns: &[String; 2],
) -> Result<Vec<Row>, Failure> {
    briefly(session, &sql::NAMES_ELSEWHERE, &[schema, &patterns[0], &patterns[1]]).await
}

fn start(text: &str, letters: usize) -> String {
    text.chars().take(letters).collect()
}

fn half(text: &str) -> String {
    start(text, text.chars().count().div_ceil(2))
}

/// Whether the first half of a text is no more than its first two letters.
fn is_short(text: &str) -> bool {
    text.chars().count() <= 4
}

/// The same name in other schemas.
pub(crate) async fn elsewhere(
    session: &Session,
    schema: &str,
    name: &str,
) -> Result<Vec<TableName>, Failure> {
    let mut found = Vec::new();
    add(&mut found, &briefly(session, &sql::ELSEWHERE, &[name, schema]).await?);
    Ok(found)
}

/// The same name in the same schema, both in any case: quotes were forgotten.
pub(crate) async fn spelled_otherwise(
    session: &Session,
    schema: &str,
    name: &str,
) -> Result<Vec<TableName>, Failure> {
    let binds = [names::fold(schema), names::fold(name)];
    let mut found = Vec::new();
    add(&mut found, &briefly(session, &sql::SPELLED, &[&binds[0], &binds[1]]).await?);
    Ok(found)
}

/// Rows of a statement that no index serves: it has its own, short, time, and nothing is
/// found when that is not enough.
async fn briefly(
    session: &Session,
    statement: &Statement,
    binds: &[&str],
) -> Result<Vec<Row>, Failure> {
    let within = session.deadline().remaining() / 4;
    match session.rows_within(statement, binds, within).await {
        Err(failure) if failure.spares_the_session() => Ok(Vec::new()),
        rows => rows,
    }
}

/// Adds rows of owner, name and type, each name once: a materialized view is a table too.
fn add(found: &mut Vec<TableName>, rows: &[Row]) {
    for row in rows {
        let kind = match text(row, 2) {
            // what a synonym stands for is known only when it is followed
            Some("SYNONYM") | None => None,
            Some(object_type) => Some(kind_of(object_type)),
        };
        let name = TableName { schema: text(row, 0).map(str::to_owned), name: owned(row, 1), kind };
        match found.iter_mut().find(|f| f.schema == name.schema && f.name == name.name) {
            Some(known) if name.kind == Some(TableKind::MaterializedView) => known.kind = name.kind,
            Some(_) => {}
            None => found.push(name),
        }
    }
}

/// The names that contain or resemble `text`, best first: equal, equal but for case,
/// beginning with it, containing it, a few letters away. An empty text ranks all.
pub(crate) fn rank(found: &[TableName], text: &str, limit: usize) -> Vec<TableName> {
    let wanted = fold(text);
    let mut ranked: Vec<((u8, usize, usize), &TableName)> = found
        .iter()
        .filter_map(|name| {
            let folded = fold(&name.name);
            let (class, distance) = if name.name == text {
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
            Some(((class, distance, name.name.chars().count()), name))
        })
        .collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    ranked.into_iter().take(limit).map(|(_, name)| name.clone()).collect()
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
    use super::*;

    fn names(names: &[&str]) -> Vec<TableName> {
        names
            .iter()
            .map(|name| TableName {
                schema: Some("HR".to_owned()),
                name: (*name).to_owned(),
                kind: Some(TableKind::Table),
            })
            .collect()
    }

    fn ranked(among: &[&str], text: &str) -> Vec<String> {
        rank(&names(among), text, 10).into_iter().map(|n| n.name).collect()
    }

    #[test]
    fn better_matches_come_first() {
        let among =
            ["OLD_ORDERS", "ORDER", "orders", "ORDERS", "ORDERS_2020", "ODRERS", "CUSTOMERS"];
        assert_eq!(
            ranked(&among, "ORDERS"),
            ["ORDERS", "orders", "ORDERS_2020", "OLD_ORDERS", "ORDER", "ODRERS"]
        );
        assert_eq!(ranked(&among, "orders")[..2], ["orders", "ORDERS"]);
        assert_eq!(ranked(&among, "zzz"), Vec::<String>::new());
        assert_eq!(ranked(&among, "").len(), 7);
    }

    #[test]
    fn distances() {
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("abcd", "abdc", 1), Some(1));
        assert_eq!(distance("abcd", "xyzw", 3), None);
        assert_eq!(distance("", "a", 1), Some(1));
    }

    #[test]
    fn the_schema_stands_before_the_first_dot() {
        let told = |typed: &str| {
            let (schema, name) = split(typed);
            format!("{}|{name}", schema.unwrap_or_default())
        };
        assert_eq!(told("emp"), "|emp");
        assert_eq!(told("hr.emp"), "HR|emp");
        assert_eq!(told("\"hr\".\"Emp"), "hr|Emp");
        assert_eq!(told("\"a.b"), "|a.b");
        assert_eq!(told(".x"), "|.x");
        assert_eq!(told("hr."), "HR|");
    }

    #[test]
    fn a_materialized_view_stands_once() {
        let row =
            |kind: &str| vec![Some("HR".to_owned()), Some("M".to_owned()), Some(kind.to_owned())];
        let mut found = Vec::new();
        add(&mut found, &[row("TABLE"), row("MATERIALIZED VIEW")]);
        add(&mut found, &[row("TABLE")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, Some(TableKind::MaterializedView));
        add(
            &mut found,
            &[vec![Some("HR".to_owned()), Some("S".to_owned()), Some("SYNONYM".to_owned())]],
        );
        assert_eq!(found[1].kind, None);
    }
}
