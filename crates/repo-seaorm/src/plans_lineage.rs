//! How SQLite answers questions about lineage: by seeks, whatever the size.

use std::sync::Arc;

use ariadne_domain::{Confidence, Edge, LineageOrigin, Table};
use ariadne_ports::{At, Cursor, CursorKey, ProposalFilter, TableFilter, TableOrder};
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DbBackend, Statement, StatementBuilder};
use uuid::Uuid;

use crate::kept::rows_at;
use crate::read::{
    PROPOSAL_ORDER, at_either_end, ended_after, keyset_of, pairs_among, proposals_among, states,
};
use crate::{Database, Location, OpenOptions, Repo};

async fn empty(folder: &tempfile::TempDir) -> Repo {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let location = Location::Sqlite(folder.path().join("catalog.db"));
    let ids = Arc::new(SeqIds::default());
    Database::open(OpenOptions::new(location, clock, ids)).await.expect("opens")
}

async fn plan(repo: &Repo, select: &SelectStatement) -> Vec<String> {
    let built = StatementBuilder::build(select, &DbBackend::Sqlite);
    let sql = format!("EXPLAIN QUERY PLAN {}", built.sql);
    let values = built.values.map(|values| values.0).unwrap_or_default();
    let explain = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    let rows = repo.reads().query_all_raw(explain).await.expect("explains");
    rows.iter().map(|row| row.try_get("", "detail").expect("a line")).collect()
}

/// No table of edges is read from end to end.
fn seeks(plan: &[String]) {
    let tables: Vec<&String> = plan.iter().filter(|line| line.contains("edge")).collect();
    assert!(!tables.is_empty(), "{plan:?}");
    assert!(tables.iter().all(|line| line.contains("SEARCH")), "{plan:?}");
}

#[tokio::test]
async fn edges_are_sought_by_either_end_now_and_then() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let ids: Vec<Uuid> = (0..20).map(Uuid::from_u128).collect();
    for ends in [("from_id", "to_id"), ("from_table", "to_table")] {
        for at in [At::Head, At::Seq(7)] {
            let plan = plan(&repo, &at_either_end(at, ends, &ids)).await;
            seeks(&plan);
            for end in [ends.0, ends.1] {
                assert!(plan.iter().any(|line| line.contains(&format!("{end}=?"))), "{plan:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_pair_is_one_seek() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let pairs: Vec<(Uuid, Uuid)> =
        (0..20).map(|n| (Uuid::from_u128(n), Uuid::from_u128(n + 1))).collect();
    let mut select = rows_at::<Edge>(At::Head);
    select.and_where(pairs_among(&pairs));
    let plan = plan(&repo, &select).await;
    let sought = |line: &String| line.contains("edge_pair (from_id=? AND to_id=?)");
    assert!(plan.iter().any(sought), "{plan:?}");
}

#[tokio::test]
async fn what_ended_a_state_is_sought_by_edge() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let ids: Vec<Uuid> = (0..20).map(Uuid::from_u128).collect();
    let plan = plan(&repo, &ended_after(7, &ids)).await;
    seeks(&plan);
    assert!(plan.iter().any(|line| line.contains("(id=?")), "{plan:?}");
}

/// Tables with or without lineage come in their order, with one seek for each end.
#[tokio::test]
async fn lineage_of_a_table_is_sought_by_either_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    for at in [At::Head, At::Seq(7)] {
        for has_lineage in [Some(true), Some(false)] {
            let filter = TableFilter { has_lineage, ..TableFilter::default() };
            let mut select = rows_at::<Table>(at);
            select.cond_where(repo.table_filter(at, &filter));
            let pages = keyset_of(TableOrder::Name).statements("test", &select, None);
            for page in pages.expect("statements") {
                let plan = plan(&repo, &page).await;
                seeks(&plan);
                for end in ["from_table=?", "to_table=?"] {
                    assert!(plan.iter().any(|line| line.contains(end)), "{plan:?}");
                }
                let in_order = plan.iter().any(|line| line.contains("catalog_table_order"));
                assert!(in_order || at != At::Head, "{plan:?}");
            }
        }
    }
}

#[tokio::test]
async fn the_rows_of_a_graph_are_merged_not_sorted() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let after = Some(Uuid::from_u128(9));
    for select in [
        states::<Table>(&["source_id", "kind"], 7, after, 100),
        states::<Edge>(&["from_id", "status"], 7, after, 100),
    ] {
        let plan = plan(&repo, &select).await;
        assert!(plan.iter().any(|line| line.contains("MERGE")), "{plan:?}");
        assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE")), "{plan:?}");
        let read = plan.iter().filter(|line| line.contains("(id>?)"));
        assert_eq!(read.count(), 2, "{plan:?}");
    }
}

/// What waits is walked in its order from where a page starts, and nothing else is read.
#[tokio::test]
async fn proposals_are_read_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let after = Cursor::new("any", vec![CursorKey::Int(901)], Uuid::from_u128(9));
    let sure = ProposalFilter {
        min_confidence: Confidence::from_thousandths(500),
        ..ProposalFilter::default()
    };
    let claimed = ProposalFilter { origins: vec![LineageOrigin::Sql], ..ProposalFilter::default() };
    for filter in [ProposalFilter::default(), sure, claimed] {
        let base = proposals_among(&filter);
        for after in [None, Some(&after)] {
            let pages = PROPOSAL_ORDER.statements("test", &base, after).expect("statements");
            for page in pages {
                let plan = plan(&repo, &page).await;
                let walked = plan.iter().any(|line| line.contains("INDEX edge_proposed"));
                assert!(walked, "{filter:?}: {plan:?}");
                assert!(!plan.iter().any(|line| line.contains("TEMP B-TREE")), "{plan:?}");
            }
        }
    }
}
