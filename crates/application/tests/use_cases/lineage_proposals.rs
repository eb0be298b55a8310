//! What waits for a decision.

use ariadne_application::domain::{LineageStatus, TableId};
use ariadne_application::{PageRequest, ProposalFilter};
use ariadne_testkit::SeqIds;

use crate::lineage_world::{claim, imported, review};
use crate::world::{World, ctx, violations};

#[tokio::test]
async fn what_is_decided_on_waits_no_more() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let drawn = world.claims(vec![imported(a.0, b.0), imported(b.0, c.0), claim(a.0, c.0)]).await;
    let ids: Vec<_> = drawn.value.iter().map(|view| view.edge.id).collect();
    let waiting = async || {
        let all = ProposalFilter::default();
        let page = world.admin().list_proposals(&all, &PageRequest::first(10)).await;
        let found: Vec<_> =
            page.expect("a page").into_items().iter().map(|edge| edge.value.id).collect();
        let count = world.admin().count_proposals(&all).await.expect("a count");
        assert_eq!((count.value, count.exact), (found.len() as u64, true));
        found
    };
    assert_eq!(waiting().await, [ids[1], ids[0]], "the newest first");
    for (decision, left) in [
        (LineageStatus::Approved, vec![ids[0]]),
        (LineageStatus::Proposed, vec![ids[1], ids[0]]),
        (LineageStatus::Rejected, vec![ids[0]]),
    ] {
        world.admin().review_lineage(ctx(), review(ids[1], decision)).await.expect("reviewed");
        assert_eq!(waiting().await, left, "{decision}");
    }
    world.admin().delete_table(ctx(), a, 1).await.expect("deleted");
    assert_eq!(waiting().await, Vec::new());
}

#[tokio::test]
async fn a_filter_names_so_many_ids() {
    let world = World::new();
    let ids = (0..501).map(SeqIds::nth);
    let filter = ProposalFilter {
        tables: ids.clone().map(TableId).collect(),
        sources: ids.map(Into::into).collect(),
        ..ProposalFilter::default()
    };
    let expected = ["filter.sourceIds TOO_MANY", "filter.tableIds TOO_MANY"];
    let page = PageRequest::first(1);
    assert_eq!(violations(world.admin().list_proposals(&filter, &page).await), expected);
    assert_eq!(violations(world.admin().count_proposals(&filter).await), expected);
}
