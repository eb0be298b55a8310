use std::cmp::Ordering;

use ariadne_ports::{Count, Cursor, CursorKey, Page, PageRequest, Result};
use uuid::Uuid;

/// One item of a list with its place in the order.
pub(super) struct Entry<T> {
    pub(super) keys: Vec<CursorKey>,
    pub(super) id: Uuid,
    pub(super) item: T,
}

/// Which way a list goes: its keys, and the id between equals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ascending,
    /// Keys newest first; a missing key comes last all the same.
    KeysDescending,
    /// Keys and ids newest first.
    Descending,
}

fn compare(direction: Direction, a: (&[CursorKey], Uuid), b: (&[CursorKey], Uuid)) -> Ordering {
    let turn = |order: Ordering, turned: bool| if turned { order.reverse() } else { order };
    for (x, y) in a.0.iter().zip(b.0) {
        let missing = matches!(x, CursorKey::Null) || matches!(y, CursorKey::Null);
        let order = turn(x.cmp(y), direction != Direction::Ascending && !missing);
        if order != Ordering::Equal {
            return order;
        }
    }
    turn(a.1.cmp(&b.1), direction == Direction::Descending)
}

/// Sorts the whole list and cuts the page out of it.
pub(super) fn page<T>(
    operation: &'static str,
    scope: &str,
    direction: Direction,
    mut entries: Vec<Entry<T>>,
    request: &PageRequest,
) -> Result<Page<T>> {
    entries.sort_by(|a, b| compare(direction, (&a.keys, a.id), (&b.keys, b.id)));
    if let Some(after) = &request.after {
        after.check(operation, scope)?;
        entries.retain(|entry| {
            compare(direction, (&entry.keys, entry.id), (&after.keys, after.id))
                == Ordering::Greater
        });
    }
    let has_next = entries.len() > request.first;
    entries.truncate(request.first);
    let items = entries
        .into_iter()
        .map(|entry| (entry.item, Cursor::new(scope, entry.keys, entry.id)))
        .collect();
    Ok(Page { items, has_next })
}

/// A number, exact up to `cap`.
pub(super) fn capped(number: usize, cap: u64) -> Count {
    let number = number as u64;
    Count { value: number.min(cap), exact: number <= cap }
}

/// A time as a key.
pub(super) fn time_key(at: Option<ariadne_domain::Timestamp>) -> CursorKey {
    at.map_or(CursorKey::Null, |at| CursorKey::Int(at.0))
}
