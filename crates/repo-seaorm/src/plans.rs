//! How SQLite answers lists: by a seek in an index, never by sorting the table.

use std::sync::Arc;

use ariadne_domain::{ChangesetId, Delta, EntityChange, SourceId, Table, TableKind};
use ariadne_ports::{
    At, CatalogWriter, CursorKey, IdSource, PageRequest, TableFilter, TableOrder, TableReader,
};
use ariadne_testkit::builders::HeadBuilder;
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use sea_orm::{ConnectionTrait, DbBackend, Statement, StatementBuilder};
use uuid::Uuid;

use crate::kept::rows_at;
use crate::read::keyset_of;
use crate::{Database, Location, OpenOptions, Repo};

async fn filled(folder: &tempfile::TempDir) -> Repo {
    let ids = Arc::new(SeqIds::default());
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let location = Location::Sqlite(folder.path().join("catalog.db"));
    let repo = Database::open(OpenOptions::new(location, clock, ids.clone())).await.expect("opens");
    let table = |n: i64| {
        let mut table = Table::new(ids.make(), None, format!("table {n}"));
        table.introspected_at = (n % 3 > 0).then(|| time_of_day(n));
        EntityChange::from(Delta::created(table))
    };
    let head = HeadBuilder::new(ids.make::<ChangesetId>(), time_of_day(0)).build();
    repo.commit(head, (0..500).map(table).collect()).await.expect("commits");
    repo
}

/// The plan of every statement of a page, as SQLite tells it.
async fn plans(repo: &Repo, filter: &TableFilter, order: TableOrder, deep: bool) -> Vec<String> {
    let mut base = rows_at::<Table>(At::Head);
    base.cond_where(repo.table_filter(At::Head, filter));
    let after = if deep {
        let page = PageRequest::first(100);
        let page = repo.list_tables(At::Head, &TableFilter::default(), order, &page).await;
        page.expect("lists").items.pop().map(|(_, cursor)| cursor)
    } else {
        None
    };
    let statements =
        keyset_of(order).statements("test", &base, after.as_ref()).expect("statements");
    let mut plans = Vec::new();
    for mut select in statements {
        select.limit(51);
        let built = StatementBuilder::build(&select, &DbBackend::Sqlite);
        let sql = format!("EXPLAIN QUERY PLAN {}", built.sql);
        let values = built.values.map(|values| values.0).unwrap_or_default();
        let explain = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
        let rows = repo.reads().query_all_raw(explain).await.expect("explains");
        let lines: Vec<String> =
            rows.iter().map(|row| row.try_get("", "detail").expect("a line")).collect();
        plans.push(lines.join("; "));
    }
    plans
}

#[tokio::test]
async fn every_order_is_an_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = filled(&folder).await;
    let orders = [
        (TableOrder::Name, "catalog_table_order"),
        (TableOrder::UpdatedNewest, "catalog_table_updated"),
        (TableOrder::FetchedNewest, "catalog_table_fetched"),
    ];
    for (order, index) in orders {
        for plan in plans(&repo, &TableFilter::default(), order, false).await {
            assert!(plan.contains(index), "{order:?}: {plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{order:?}: {plan}");
        }
        for plan in plans(&repo, &TableFilter::default(), order, true).await {
            assert!(plan.contains("SEARCH") && plan.contains(index), "{order:?}: {plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{order:?}: {plan}");
        }
    }
}

#[tokio::test]
async fn narrow_filters_have_an_index_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = filled(&folder).await;
    let source = Some(SourceId(Uuid::from_u128(7)));
    let all = TableFilter::default();
    let filters = [
        (TableFilter { source, ..all.clone() }, "catalog_table_source"),
        (TableFilter { owner: Some("me".into()), ..all.clone() }, "catalog_table_owner"),
        (TableFilter { kinds: vec![TableKind::View], ..all.clone() }, "catalog_table_kind"),
    ];
    for (filter, index) in filters {
        for deep in [false, true] {
            for plan in plans(&repo, &filter, TableOrder::Name, deep).await {
                assert!(plan.contains("SEARCH") && plan.contains(index), "{filter:?}: {plan}");
                assert!(!plan.contains("TEMP B-TREE"), "{filter:?}: {plan}");
            }
        }
    }
}

/// A cursor whose keys do not fit its list is refused, not run.
#[tokio::test]
async fn forged_cursors_are_refused() {
    let base = rows_at::<Table>(At::Head);
    let ids = SeqIds::default();
    for keys in [vec![], vec![CursorKey::Null], vec![CursorKey::Int(1), CursorKey::Int(2)]] {
        let cursor = ariadne_ports::Cursor::new("any", keys, ids.next());
        let refused = keyset_of(TableOrder::Name).statements("test", &base, Some(&cursor));
        let error = refused.expect_err("refused");
        assert_eq!(error.kind(), ariadne_ports::ErrorKind::Validation);
    }
}
