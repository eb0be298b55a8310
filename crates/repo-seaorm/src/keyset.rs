//! Keyset pages: each page starts with an index seek, however deep it is.
//!
//! Behind a cursor the rows fall into runs: those with the cursor's key and a later
//! id, those with a later key, those without a key. Each run is one statement that
//! an index on (key, id) answers by a seek; most pages need one.

use ariadne_domain::Violation;
use ariadne_ports::{Count, Cursor, CursorKey, Error, Page, PageRequest, Result};
use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement,
};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::error::db;
use crate::kept::{both, col};

/// The order of a list: one key, then id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyset {
    pub(crate) key: &'static str,
    /// Newest first.
    pub(crate) descending: bool,
    /// Whether the key may be null; nulls come last.
    pub(crate) nullable: bool,
    /// Newest id first among equals.
    pub(crate) descending_id: bool,
}

impl Keyset {
    pub(crate) const fn ascending(key: &'static str) -> Self {
        Self { key, descending: false, nullable: false, descending_id: false }
    }

    pub(crate) const fn newest(key: &'static str) -> Self {
        Self { key, descending: true, nullable: false, descending_id: false }
    }

    /// The runs of rows behind `after`, in order.
    fn runs(self, operation: &'static str, after: Option<&Cursor>) -> Result<Vec<Cond>> {
        let Some(cursor) = after else { return Ok(vec![Cond::all()]) };
        let id = col("id");
        let later_id = if self.descending_id { id.lt(cursor.id) } else { id.gt(cursor.id) };
        let key = || col(self.key);
        let value = match cursor.keys.as_slice() {
            [CursorKey::Int(number)] => Expr::val(*number),
            [CursorKey::Text(text)] => Expr::val(text.clone()),
            [CursorKey::Null] if self.nullable => return Ok(vec![both(key().is_null(), later_id)]),
            _ => return Err(unusable(operation)),
        };
        let later = if self.descending { key().lt(value.clone()) } else { key().gt(value.clone()) };
        let mut runs = vec![both(key().eq(value), later_id), Cond::all().add(later)];
        if self.nullable {
            runs.push(Cond::all().add(key().is_null()));
        }
        Ok(runs)
    }

    /// The statement of each run behind `after`, in order, without a limit.
    pub(crate) fn statements(
        self,
        operation: &'static str,
        base: &SelectStatement,
        after: Option<&Cursor>,
    ) -> Result<Vec<SelectStatement>> {
        let runs = self.runs(operation, after)?.into_iter();
        let statement = |run| {
            let mut select = base.clone();
            select.cond_where(run);
            self.order(&mut select);
            select
        };
        Ok(runs.map(statement).collect())
    }

    fn order(self, select: &mut SelectStatement) {
        let order = if self.descending { Order::Desc } else { Order::Asc };
        if self.nullable {
            select.order_by_with_nulls(Alias::new(self.key), order, NullOrdering::Last);
        } else {
            select.order_by(Alias::new(self.key), order);
        }
        let by_id = if self.descending_id { Order::Desc } else { Order::Asc };
        select.order_by(Alias::new("id"), by_id);
    }
}

/// A cursor whose scope fits but whose keys do not: it was not made by a server.
pub(crate) fn unusable(operation: &'static str) -> Error {
    let message = "This is not a cursor of this list; start again without it.";
    Error::validation(operation, vec![Violation::new(["after"], "INVALID", message)])
}

/// The page of `base` (a select without order) that is asked for. `read` gives an
/// item with its key and id.
pub(crate) async fn page<T>(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    (base, keyset, scope): (&SelectStatement, Keyset, &str),
    request: &PageRequest,
    read: impl Fn(&QueryResult) -> Result<(T, CursorKey, Uuid)>,
) -> Result<Page<T>> {
    if let Some(cursor) = &request.after {
        cursor.check(operation, scope)?;
    }
    let first = request.first.max(1);
    let mut rows = Vec::new();
    for mut select in keyset.statements(operation, base, request.after.as_ref())? {
        let missing = first + 1 - rows.len();
        select.limit(u64::try_from(missing).unwrap_or(u64::MAX));
        rows.extend(connection.query_all(&select).await.map_err(db(operation))?);
        if rows.len() > first {
            break;
        }
    }
    let has_next = rows.len() > first;
    let item = |row: &QueryResult| {
        let (item, key, id) = read(row)?;
        Ok((item, Cursor::new(scope, vec![key], id)))
    };
    let items = rows.iter().take(first).map(item).collect::<Result<_>>()?;
    Ok(Page { items, has_next })
}

/// How many rows `matching` (a select of anything) has, exact up to `cap`.
pub(crate) async fn count(
    connection: &impl ConnectionTrait,
    operation: &'static str,
    mut matching: SelectStatement,
    cap: u64,
) -> Result<Count> {
    matching.limit(cap.saturating_add(1));
    let mut select = Query::select();
    select
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("number"))
        .from_subquery(matching, Alias::new("matching"));
    let row = connection.query_one(&select).await.map_err(db(operation))?;
    let number = match row {
        Some(row) => row.try_get::<i64>("", "number").map_err(db(operation))?,
        None => 0,
    };
    Ok(capped(number.unsigned_abs(), cap))
}

/// A number that was counted up to one past the cap.
pub(crate) fn capped(number: u64, cap: u64) -> Count {
    let exact = number <= cap;
    Count { value: if exact { number } else { cap }, exact }
}
