//! What the addresses of exported lists say: what a change affects, what a search found.

use ariadne_application::domain::{
    Confidence, Direction, LineageFilter, LineageLevel, LineageOrigin, LineageStatus, SourceId,
    TableKind, Violation,
};
use ariadne_application::{AsOf, At, Error, LineageRequest, Reader, Result};
use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::catalog_files::{ids, listed};
use super::export::time;

/// What the address of an impact may say.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Impact {
    /// Of these tables or columns, ids joined by commas.
    of: String,
    direction: Option<String>,
    origins: Option<String>,
    statuses: Option<String>,
    min_confidence: Option<String>,
    source_ids: Option<String>,
    kinds: Option<String>,
    seq: Option<u64>,
    at: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Search {
    text: String,
}

fn parsed<T: DeserializeOwned>(uri: &Uri, help: &str) -> Result<T> {
    let parsed = Query::<T>::try_from_uri(uri);
    parsed
        .map(|query| query.0)
        .map_err(|_| invalid(vec![Violation::new(["query"], "INVALID", help)]))
}

fn invalid(violations: Vec<Violation>) -> Error {
    Error::validation("gateway.export", violations)
}

/// The words of a list that mean something; a violation for each other.
fn words<T>(
    field: &'static str,
    text: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
    violations: &mut Vec<Violation>,
) -> Vec<T> {
    let mut found = Vec::new();
    for word in listed(text) {
        if let Some(one) = read(word) {
            found.push(one);
        } else {
            let message = format!("{word} is none of the words that this may be.");
            violations.push(Violation::new([field], "INVALID", message));
        }
    }
    found
}

/// What is asked of `/export/impact.…`.
pub(super) async fn impact(reader: &Reader, uri: &Uri) -> Result<LineageRequest> {
    let (request, as_of) = read_impact(uri)?;
    Ok(LineageRequest { at: reader.lineage_as_of(as_of).await?, ..request })
}

fn read_impact(uri: &Uri) -> Result<(LineageRequest, Option<AsOf>)> {
    let asked: Impact = parsed(
        uri,
        "The address names the tables or columns (of), and may name direction, origins, statuses, minConfidence, sourceIds, kinds, and seq or at.",
    )?;
    let mut wrong = Vec::new();
    let mut direction = words(
        "direction",
        Some(asked.direction.as_deref().unwrap_or(Direction::Downstream.as_str())),
        Direction::from_name,
        &mut wrong,
    );
    if direction.len() > 1 {
        wrong.push(Violation::new(["direction"], "INVALID", "One of the words is expected."));
    }
    let confidence = asked
        .min_confidence
        .as_deref()
        .map(|text| text.parse::<f64>().ok().and_then(Confidence::new).ok_or(()));
    let min_confidence = confidence.and_then(|read| {
        read.inspect_err(|()| {
            let message = "A number from 0 to 1 is expected.";
            wrong.push(Violation::new(["minConfidence"], "INVALID", message));
        })
        .ok()
    });
    let at = asked.at.as_deref().and_then(|text| {
        time("at", text).inspect_err(|violation| wrong.push(violation.clone())).ok()
    });
    let of = ids("of", &asked.of, &mut wrong);
    if of.is_empty() {
        wrong.push(Violation::new(["of"], "REQUIRED", "Name tables or columns by their ids."));
    }
    let sources = ids("sourceIds", asked.source_ids.as_deref().unwrap_or_default(), &mut wrong);
    let filter = LineageFilter {
        origins: words("origins", asked.origins.as_deref(), LineageOrigin::from_name, &mut wrong),
        statuses: words(
            "statuses",
            asked.statuses.as_deref(),
            LineageStatus::from_name,
            &mut wrong,
        ),
        min_confidence,
        sources: sources.into_iter().map(SourceId).collect(),
        kinds: words("kinds", asked.kinds.as_deref(), TableKind::from_name, &mut wrong),
    };
    if !wrong.is_empty() {
        return Err(invalid(wrong));
    }
    let as_of = (asked.seq.is_some() || at.is_some()).then_some(AsOf { seq: asked.seq, at });
    let request = LineageRequest {
        of,
        level: LineageLevel::Table,
        direction: direction.pop().unwrap_or(Direction::Downstream),
        depth: None,
        filter,
        at: At::Head,
        limit: None,
    };
    Ok((request, as_of))
}

/// What is asked of `/export/search.…`.
pub(super) fn search(uri: &Uri) -> Result<String> {
    Ok(parsed::<Search>(uri, "The address says what is searched for (text), and nothing else.")?
        .text)
}

#[cfg(test)]
mod tests {
    use ariadne_application::formats::Format;
    use uuid::Uuid;

    use super::*;
    use crate::schema::impact_address;

    #[test]
    fn an_address_says_what_was_asked() {
        let request = LineageRequest {
            of: vec![Uuid::from_u128(7), Uuid::from_u128(9)],
            level: LineageLevel::Table,
            direction: Direction::Upstream,
            depth: None,
            filter: LineageFilter {
                origins: vec![LineageOrigin::Sql, LineageOrigin::OpenLineage],
                statuses: vec![LineageStatus::Rejected],
                min_confidence: Confidence::new(0.25),
                sources: vec![SourceId(Uuid::from_u128(1))],
                kinds: vec![TableKind::View],
            },
            at: At::Seq(12),
            limit: None,
        };
        let address = impact_address(&request, Format::Xlsx);
        assert!(address.starts_with("/export/impact.xlsx?of="), "{address}");
        let uri: Uri = address.parse().expect("an address");
        let (read, as_of) = read_impact(&uri).expect("understood");
        assert_eq!(as_of, Some(AsOf { seq: Some(12), at: None }));
        let read = LineageRequest { at: At::Seq(12), ..read };
        assert_eq!(format!("{read:?}"), format!("{request:?}"));
    }

    #[test]
    fn all_that_is_wrong_with_an_address_is_told() {
        let wrong = |text: &str| {
            let error = read_impact(&text.parse().expect("an address")).expect_err("refused");
            error.violations().iter().map(|one| one.path.join(".")).collect::<Vec<_>>()
        };
        assert_eq!(wrong("/export/impact.csv"), ["query"]);
        assert_eq!(
            wrong("/export/impact.csv?of=x&direction=SIDEWAYS&minConfidence=2&kinds=CHAIR&at=now"),
            ["direction", "minConfidence", "at", "of", "of", "kinds"]
        );
        let asked = search(&"/export/search.csv?text=a%20b".parse().expect("one"));
        assert_eq!(asked.expect("a text"), "a b");
        assert!(search(&"/export/search.csv?text=a&seq=1".parse().expect("one")).is_err());
        assert!(search(&"/export/search.csv".parse().expect("one")).is_err());
    }
}
