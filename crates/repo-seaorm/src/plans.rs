//! How SQLite answers lists: by a seek in an index, never by sorting the table.

use std::sync::Arc;

use ariadne_domain::{ChangesetId, Delta, EntityChange, SourceId, Table, TableKind};
use ariadne_ports::{
    At, CatalogWriter, Cursor, CursorKey, IdSource, PageRequest, TableFilter, TableOrder,
    TableReader,
};
use ariadne_testkit::builders::HeadBuilder;
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DbBackend, Statement, StatementBuilder, Value};
use uuid::Uuid;

use crate::kept::rows_at;
use crate::read::{
    COLUMN_ORDER, LAST_OF_ACTORS, called, counting, keyset_of, leading, visible_rows,
};
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
    plans_of(repo, statements).await
}

async fn plans_of(repo: &Repo, statements: Vec<SelectStatement>) -> Vec<String> {
    let mut plans = Vec::new();
    for mut select in statements {
        select.limit(51);
        let built = StatementBuilder::build(&select, &DbBackend::Sqlite);
        let values = built.values.map(|values| values.0).unwrap_or_default();
        plans.push(explained(repo, &built.sql, values).await);
    }
    plans
}

async fn explained(repo: &Repo, sql: &str, values: Vec<Value>) -> String {
    let sql = format!("EXPLAIN QUERY PLAN {sql}");
    let explain = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    let rows = repo.reads().query_all_raw(explain).await.expect("explains");
    let lines: Vec<String> =
        rows.iter().map(|row| row.try_get("", "detail").expect("a line")).collect();
    lines.join("; ")
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

#[tokio::test]
async fn what_a_source_calls_a_table_has_an_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = filled(&folder).await;
    let texts = ["one", "two"].map(str::to_owned);
    let select = called(DbBackend::Sqlite, SourceId(Uuid::from_u128(7)), &texts);
    for plan in plans_of(&repo, vec![select]).await {
        let index = "INDEX catalog_table_external (source_id=? AND <expr>=?)";
        assert!(plan.contains("SEARCH") && plan.contains(index), "{plan}");
    }
}

#[tokio::test]
async fn a_tables_columns_lie_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = filled(&folder).await;
    let ids = SeqIds::default();
    let base = visible_rows(At::Head, ids.make());
    let after = Cursor::new("any", vec![CursorKey::Int(7)], ids.next());
    for after in [None, Some(&after)] {
        let statements = COLUMN_ORDER.statements("test", &base, after).expect("statements");
        for plan in plans_of(&repo, statements).await {
            assert!(plan.contains("SEARCH") && plan.contains("catalog_column_order"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}

#[tokio::test]
async fn names_that_begin_with_a_word_are_read_from_their_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = filled(&folder).await;
    let sql = leading(DbBackend::Sqlite, &["table".to_owned()]).expect("one word");
    let plan = explained(&repo, &sql.text, sql.values).await;
    assert!(plan.contains("SEARCH n USING COVERING INDEX search_name_start"), "{plan}");
    for others in [&["two", "words"][..], &["quo\"te"]] {
        let words: Vec<String> = others.iter().map(|word| (*word).to_owned()).collect();
        assert!(leading(DbBackend::Sqlite, &words).is_none(), "{words:?}");
    }
}

/// A cursor whose keys do not fit its list is refused, not run.
#[tokio::test]
async fn forged_cursors_are_refused() {
    let base = rows_at::<Table>(At::Head);
    let ids = SeqIds::default();
    for keys in [vec![], vec![CursorKey::Null], vec![CursorKey::Int(1), CursorKey::Int(2)]] {
        let cursor = Cursor::new("any", keys, ids.next());
        let refused = keyset_of(TableOrder::Name).statements("test", &base, Some(&cursor));
        let error = refused.expect_err("refused");
        assert_eq!(error.kind(), ariadne_ports::ErrorKind::Validation);
    }
}

/// Everybody who wrote is found by seeks, however many changesets there are.
#[tokio::test]
async fn who_wrote_is_found_in_the_index_of_actors() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = filled(&folder).await;
    let plan = explained(&repo, LAST_OF_ACTORS, Vec::new()).await;
    let touched: Vec<&str> = plan
        .split("; ")
        .filter(|line| line.contains(" c ") || line.contains("changeset"))
        .collect();
    assert!(!touched.is_empty(), "{plan}");
    for line in touched {
        assert!(line.contains("changeset_actor"), "{line} in {plan}");
    }
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}

/// What changesets did is counted in indexes of their numbers.
#[tokio::test]
async fn what_changesets_did_is_counted_in_indexes() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = filled(&folder).await;
    for (current, history) in [
        ("source", "source_history"),
        ("catalog_table", "catalog_table_history"),
        ("catalog_column", "catalog_column_history"),
        ("edge", "edge_history"),
        ("assertion", "assertion_history"),
    ] {
        for sql in counting(current, history, "1, 2, 3") {
            let plan = explained(&repo, &sql, Vec::new()).await;
            for line in plan.split("; ").filter(|line| line.contains("SCAN")) {
                assert!(
                    line.contains("SCAN made") || line.contains("SCAN (sub"),
                    "{line} in {plan}"
                );
            }
        }
    }
}
