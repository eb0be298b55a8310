//! What cases say about answers.

use std::fmt::Debug;
use std::future::Future;

use ariadne_domain::EntityRef;
use ariadne_ports::{Error, ErrorKind, Page, PageRequest, Result};

/// The error of a refused call.
#[track_caller]
pub(super) fn refused<T: Debug>(answer: Result<T>, kind: ErrorKind) -> Error {
    let error = match answer {
        Ok(answer) => panic!("expected {}, but it was accepted: {answer:?}", kind.code()),
        Err(error) => error,
    };
    assert_eq!(error.kind(), kind, "{error:?}");
    error
}

/// Asserts that a name was refused as taken.
#[track_caller]
pub(super) fn duplicate<T: Debug>(answer: Result<T>) -> Error {
    let error = refused(answer, ErrorKind::Validation);
    let codes: Vec<&str> = error.violations().iter().map(|v| v.code).collect();
    assert!(codes.contains(&"DUPLICATE"), "no DUPLICATE in {error:?}");
    error
}

/// Asserts a conflict that names `entity`.
#[track_caller]
pub(super) fn conflict_on<T: Debug>(answer: Result<T>, entity: EntityRef) -> Error {
    let error = refused(answer, ErrorKind::Conflict);
    let with = error.conflict_with().unwrap_or_else(|| panic!("names nobody: {error:?}"));
    assert_eq!(with.entity, entity, "{error:?}");
    error
}

/// All pages of `size`, one after the other, put together.
pub(super) async fn all_pages<T, F>(size: usize, mut read: impl FnMut(PageRequest) -> F) -> Vec<T>
where
    F: Future<Output = Result<Page<T>>>,
{
    let mut items = Vec::new();
    let mut request = PageRequest::first(size);
    loop {
        let page = read(request).await.expect("a page");
        assert!(page.items.len() <= size, "a page of {} items, asked for {size}", page.items.len());
        let next = page.items.last().map(|(_, cursor)| cursor.clone());
        let has_next = page.has_next;
        items.extend(page.into_items());
        if !has_next {
            return items;
        }
        assert!(next.is_some(), "an empty page says that more follow");
        request = PageRequest { first: size, after: next };
    }
}

/// Asserts that pages of every size, put together, are the whole list, and that
/// `has_next` tells the truth.
pub(super) async fn pages_are_the_list<T, F>(mut read: impl FnMut(PageRequest) -> F) -> Vec<T>
where
    T: PartialEq + Debug,
    F: Future<Output = Result<Page<T>>>,
{
    let whole = read(PageRequest::first(10_000)).await.expect("the whole list");
    assert!(!whole.has_next, "the whole list fits into one page");
    let whole = whole.into_items();
    assert!(whole.len() > 2, "the case needs a longer list: {whole:?}");
    for size in [1, 2, 3, whole.len() - 1, whole.len(), whole.len() + 1] {
        let paged = all_pages(size, &mut read).await;
        assert_eq!(paged, whole, "pages of {size}");
    }
    whole
}

/// Asserts that a cursor of one list is refused by another.
pub(super) async fn refuses_foreign_cursor<T, U, F, G>(
    mut from: impl FnMut(PageRequest) -> F,
    mut to: impl FnMut(PageRequest) -> G,
) where
    U: Debug,
    F: Future<Output = Result<Page<T>>>,
    G: Future<Output = Result<Page<U>>>,
{
    let page = from(PageRequest::first(1)).await.expect("a page to take the cursor from");
    let (_, cursor) = page.items.into_iter().next().expect("an item to take the cursor from");
    let request = PageRequest { first: 1, after: Some(cursor) };
    let error = refused(to(request).await, ErrorKind::Validation);
    assert_eq!(error.violations()[0].path, ["after"], "{error:?}");
}
