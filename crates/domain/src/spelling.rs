//! Columns that a person and a source spell alike but for upper and lower case.

use std::collections::{HashMap, HashSet};

use crate::{Column, FetchedTable, Path, Segment, fold};

/// A path with every key folded, to compare spellings by.
pub(crate) fn folded(path: &Path) -> Path {
    Path::new(path.segments().iter().map(|segment| match segment {
        Segment::Key(key) => Segment::Key(fold(key)),
        other => other.clone(),
    }))
}

/// Columns written by hand that the source has in another spelling: the index of the
/// fetched column, and the column. Only where one of each folds so, and neither has
/// a partner of its exact spelling.
///
/// This holds for every kind of source. Where names fold (Oracle, without quotes) the two
/// are the same name. MongoDB and Elasticsearch tell `status` from `Status`, but there
/// too a table is written down in whatever case before it is fetched, and a source that
/// has both spellings makes the pair ambiguous, so that nothing is offered. It is an
/// offer: who means another column accepts the addition in place of the rename, and an
/// accepted rename loses nothing and can be undone.
pub(crate) fn spelled_otherwise<'a>(
    columns: &'a [Column],
    matched: &[Option<&Column>],
    fetched: &FetchedTable,
) -> Vec<(usize, &'a Column)> {
    let exact: HashSet<&Path> = fetched.columns.iter().map(|f| &f.path).collect();
    let by_hand = columns.iter().filter(|c| c.is_manual() && !exact.contains(&c.path));
    let by_hand = only_ones(by_hand.map(|column| (folded(&column.path), column)));
    if by_hand.is_empty() {
        return Vec::new();
    }
    let new = fetched.columns.iter().enumerate().filter(|(index, _)| matched[*index].is_none());
    let new = only_ones(new.map(|(index, facts)| (folded(&facts.path), index)));
    let mut pairs: Vec<(usize, &Column)> =
        new.into_iter().filter_map(|(path, index)| Some((index, *by_hand.get(&path)?))).collect();
    pairs.sort_by_key(|(index, _)| *index);
    pairs
}

/// What has a path that nothing else has.
fn only_ones<T>(all: impl Iterator<Item = (Path, T)>) -> HashMap<Path, T> {
    let mut ones: HashMap<Path, Option<T>> = HashMap::new();
    for (path, one) in all {
        ones.entry(path).and_modify(|known| *known = None).or_insert(Some(one));
    }
    ones.into_iter().filter_map(|(path, one)| Some((path, one?))).collect()
}
