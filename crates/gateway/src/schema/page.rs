//! Pages of lists: arguments in, connections out.

use std::borrow::Cow;

use ariadne_application::domain::{TableId, Violation};
use ariadne_application::{
    At, AuditFilter, ChangesetFilter, Count, Cursor, Error, Page, PageRequest, PersonFilter,
    ProposalFilter, Result, SourceFilter, TableFilter, TokenFilter,
};
use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::scalars::Long;
use super::session::Session as _;
use crate::Limits;

/// Counts that have to be made by reading pages stop here, as all others do.
const COUNT_CAP: usize = 10_000;
/// Items read at once to count them.
const COUNT_STEP: usize = 2_000;

/// What a page of a list costs: its items, and each item's fields as often.
pub(crate) fn page_cost(first: Option<i32>, child: usize) -> usize {
    let items = first.and_then(|first| usize::try_from(first).ok()).filter(|first| *first > 0);
    // Without `first` it is the usual default; a page that is too large is refused
    // at its argument.
    list_cost(items.unwrap_or(50), child)
}

/// What a list without pages costs: the items that it usually or at most has.
pub(crate) fn list_cost(items: usize, child: usize) -> usize {
    1_usize.saturating_add(items.saturating_mul(child))
}

/// What a count costs: up to [`COUNT_CAP`] rows are read for it.
pub(crate) fn count_cost(child: usize) -> usize {
    child.saturating_add(200)
}

/// The page of a list; `Validation` at `first` or `after`.
pub(crate) fn page_of(
    limits: &Limits,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<PageRequest> {
    page_up_to(limits.page_max, limits.page_default, first, after)
}

/// The page of one table's columns, which may be larger.
pub(crate) fn column_page_of(
    limits: &Limits,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<PageRequest> {
    page_up_to(limits.columns_max, limits.page_default, first, after)
}

fn page_up_to(
    max: usize,
    default: usize,
    first: Option<i32>,
    after: Option<&str>,
) -> Result<PageRequest> {
    let first = match first {
        None => default.min(max),
        Some(first) => usize::try_from(first)
            .ok()
            .filter(|first| (1..=max).contains(first))
            .ok_or_else(|| {
                let message = format!("A page has 1 to {max} items; this asks for {first}.");
                let violation = Violation::new(["first"], "INVALID", message);
                Error::validation("gateway.page", vec![violation])
            })?,
    };
    let after = after.map(decode_cursor).transpose()?;
    Ok(PageRequest { first, after })
}

fn decode_cursor(text: &str) -> Result<Cursor> {
    // What is no base64 is as little a cursor as no bytes are.
    let bytes = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    Cursor::decode("gateway.page", &bytes)
}

/// What a client sees of a cursor.
pub(crate) fn encode_cursor(cursor: &Cursor) -> String {
    URL_SAFE_NO_PAD.encode(cursor.encode())
}

/// Where a connection's items are counted, when somebody asks.
#[derive(Clone, Debug)]
pub(crate) enum Total {
    Sources(SourceFilter),
    Tables(At, TableFilter),
    Columns(At, TableId, Option<String>),
    Hits(String),
    Changesets(ChangesetFilter),
    Changes(u64),
    People(PersonFilter),
    Tokens(TokenFilter),
    OwnTokens(bool),
    Audit(AuditFilter),
    Proposals(ProposalFilter),
    Imports,
    Known(usize),
}

impl Total {
    pub(crate) async fn count(&self, ctx: &Context<'_>) -> async_graphql::Result<TotalCount> {
        let count = match self {
            Self::Sources(filter) => ctx.reader()?.count_sources(filter).await?,
            Self::Tables(at, filter) => ctx.reader()?.count_tables(*at, filter).await?,
            Self::Columns(at, table, None) => {
                let count = ctx.loaders()?.column_counts.one((*at, *table).into()).await?;
                Count { value: count.unwrap_or(0), exact: true }
            }
            Self::Hits(text) => ctx.reader()?.count_hits(text).await?,
            Self::Proposals(filter) => ctx.reader()?.count_proposals(filter).await?,
            Self::Known(count) => Count { value: *count as u64, exact: true },
            _ => self.count_pages(ctx).await?,
        };
        Ok(TotalCount { value: Long::of(count.value), exact: count.exact })
    }

    /// Counts what no port counts by reading it, up to the same cap.
    async fn count_pages(&self, ctx: &Context<'_>) -> Result<Count> {
        let mut page = PageRequest::first(COUNT_STEP);
        let mut value = 0;
        loop {
            let (found, last, has_next) = self.one_page(ctx, &page).await?;
            value += found;
            if !has_next || last.is_none() || value >= COUNT_CAP {
                let exact = !has_next;
                return Ok(Count { value: value.min(COUNT_CAP) as u64, exact });
            }
            page.after = last;
        }
    }

    async fn one_page(&self, ctx: &Context<'_>, page: &PageRequest) -> Result<Ends> {
        Ok(match self {
            Self::Columns(at, table, text) => {
                let text = text.as_deref();
                ends(&ctx.reader()?.list_columns(*at, *table, text, page).await?)
            }
            Self::Changesets(filter) => ends(&ctx.reader()?.list_changesets(filter, page).await?),
            Self::Changes(seq) => ends(&ctx.reader()?.list_changes(*seq, page).await?),
            Self::People(filter) => ends(&ctx.access_admin()?.people(filter, page).await?),
            Self::Tokens(filter) => ends(&ctx.access_admin()?.all_tokens(filter, page).await?),
            Self::OwnTokens(alive) => ends(&ctx.member()?.tokens(*alive, page).await?),
            Self::Audit(filter) => ends(&ctx.access_admin()?.audit(filter, page).await?),
            Self::Imports => ends(&ctx.editor()?.imports(page).await?),
            _ => (0, None, false),
        })
    }
}

type Ends = (usize, Option<Cursor>, bool);

fn ends<T>(page: &Page<T>) -> Ends {
    let last = page.items.last().map(|(_, cursor)| cursor.clone());
    (page.items.len(), last, page.has_next)
}

/// How many items a list has.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct TotalCount {
    /// The number, or the cap of 10,000 when there are more.
    value: Long,
    /// Whether `value` is the number.
    exact: bool,
}

/// Where a page ends.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct PageInfo {
    /// Whether more items follow.
    has_next_page: bool,
    /// The cursor of the last item, to be given as `after`; null when there is none.
    end_cursor: Option<String>,
}

/// An item of a page with its cursor.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub(crate) struct Edge<T: OutputType> {
    /// Continues behind this item when given as `after`. Opaque, and only valid
    /// under the same order and filter.
    cursor: String,
    /// The item.
    node: T,
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", T::type_name()).into()
    }
}

/// A page of a list.
pub(crate) struct Connection<T> {
    page: Page<T>,
    total: Total,
}

impl<T> Connection<T> {
    pub(crate) fn new(page: Page<T>, total: Total) -> Self {
        Self { page, total }
    }
}

pub(crate) fn page_info<T>(page: &Page<T>) -> PageInfo {
    PageInfo {
        has_next_page: page.has_next,
        end_cursor: page.items.last().map(|(_, cursor)| encode_cursor(cursor)),
    }
}

impl<T: OutputType> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// A page of a list.
#[Object(name_type)]
impl<T: OutputType + Clone> Connection<T> {
    /// The items.
    async fn nodes(&self) -> Vec<&T> {
        self.page.items.iter().map(|(node, _)| node).collect()
    }

    /// The items, each with its cursor.
    async fn edges(&self) -> Vec<Edge<T>> {
        let items = self.page.items.iter();
        items
            .map(|(node, cursor)| Edge { cursor: encode_cursor(cursor), node: node.clone() })
            .collect()
    }

    /// Where the page ends.
    async fn page_info(&self) -> PageInfo {
        page_info(&self.page)
    }

    /// How many items the whole list has; counted only when asked for.
    #[graphql(complexity = "count_cost(child_complexity)")]
    async fn total_count(&self, ctx: &Context<'_>) -> async_graphql::Result<TotalCount> {
        self.total.count(ctx).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ariadne_application::CursorKey;
    use uuid::Uuid;

    #[test]
    fn pages_have_bounds() {
        let limits = Limits::default();
        for (first, good) in [(None, true), (Some(1), true), (Some(500), true), (Some(0), false)] {
            assert_eq!(page_of(&limits, first, None).is_ok(), good, "{first:?}");
        }
        for first in [-1, 501, i32::MAX] {
            let refused = page_of(&limits, Some(first), None).expect_err("refused");
            assert_eq!(refused.violations()[0].path, ["first"]);
        }
        assert!(column_page_of(&limits, Some(5_000), None).is_ok());
        assert!(column_page_of(&limits, Some(5_001), None).is_err());
    }

    #[test]
    fn cursors_travel_as_text_and_garbage_is_refused() {
        let cursor = Cursor::new("names", vec![CursorKey::Text("订单".into())], Uuid::nil());
        let text = encode_cursor(&cursor);
        assert_eq!(decode_cursor(&text).expect("its own text"), cursor);
        for bad in ["", "?", "AAAA", &text[1..]] {
            let refused = page_of(&Limits::default(), None, Some(bad)).expect_err("refused");
            assert_eq!(refused.violations()[0].path, ["after"], "{bad}");
        }
    }

    #[test]
    fn pages_cost_what_they_hold() {
        assert_eq!(page_cost(Some(10), 3), 31);
        assert_eq!(page_cost(None, 2), 101);
        assert_eq!(page_cost(Some(-4), 2), 101);
        assert_eq!(page_cost(Some(i32::MAX), usize::MAX), usize::MAX);
    }
}
