//! What history shows of lineage.

use ariadne_application::domain::{EntityKind, Operation, TableId};
use ariadne_application::{PageRequest, TableInput, TablePatch};

use crate::lineage_world::{claim, imported};
use crate::world::{World, ctx, manual, set};

async fn told(world: &World, seq: u64) -> Vec<(EntityKind, Operation, String)> {
    let page = world.admin().list_changes(seq, &PageRequest::first(50)).await.expect("changes");
    let mut told: Vec<_> = page
        .items
        .into_iter()
        .filter(|(change, _)| {
            matches!(change.entity.kind, EntityKind::Edge | EntityKind::Assertion)
        })
        .map(|(change, _)| (change.entity.kind, change.operation, change.name))
        .collect();
    told.sort();
    told
}

fn edges(told: &[(EntityKind, Operation, String)]) -> Vec<(Operation, &str)> {
    let edges = told.iter().filter(|(kind, ..)| *kind == EntityKind::Edge);
    edges.map(|(_, operation, name)| (*operation, name.as_str())).collect()
}

async fn in_schema(world: &World) -> TableId {
    let input =
        TableInput { schema: Some("shop".to_owned()), ..manual("orders", &["id", "to.city"]) };
    world.add(input).await.value.id
}

/// What the ends of the edges were called then that these changes are about.
async fn joined(world: &World, seq: u64) -> Vec<(EntityKind, String, String)> {
    let page = world.admin().list_changes(seq, &PageRequest::first(50)).await.expect("changes");
    let told = page.items.into_iter().filter_map(|(change, _)| {
        let edge = change.edge?;
        Some((change.entity.kind, edge.from.expect("a name"), edge.to.expect("a name")))
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    told
}

#[tokio::test]
async fn a_claim_tells_which_edge_it_is_about() {
    let world = World::new();
    let orders = in_schema(&world).await;
    let copy = world.add(manual("copy", &["id"])).await.value.id;
    world.claims(vec![imported(orders.0, copy.0)]).await;
    let second = world.claims(vec![claim(orders.0, copy.0)]).await;
    let second = second.changeset.expect("a changeset").seq;
    let patch = TablePatch { name: set("copies"), ..TablePatch::default() };
    world.admin().update_table(ctx(), copy, 1, patch).await.expect("renamed");
    let about = |kind, to: &str| (kind, "shop.orders".to_owned(), to.to_owned());
    let told = joined(&world, second).await;
    assert!(told.contains(&about(EntityKind::Assertion, "copy")), "{told:?}");
    let deleted = world.admin().delete_table(ctx(), copy, 2).await.expect("deleted");
    let deleted = deleted.changeset.expect("a changeset").seq;
    let gone = joined(&world, deleted).await;
    let claims = gone.iter().filter(|told| **told == about(EntityKind::Assertion, "copies"));
    assert_eq!(claims.count(), 2, "{gone:?}");
    assert!(gone.contains(&about(EntityKind::Edge, "copies")), "{gone:?}");
}

#[tokio::test]
async fn edges_are_called_by_the_names_of_their_time() {
    let world = World::new();
    let orders = in_schema(&world).await;
    let copy = world.add(manual("copy", &["id", "city"])).await.value.id;
    let city = world.column_id(orders, "to.city").await;
    let to = world.column_id(copy, "city").await;
    let drawn = world.claims(vec![claim(orders.0, copy.0), claim(city, to)]).await;
    let drawn = drawn.changeset.expect("a changeset").seq;
    let patch = TablePatch { name: set("copies"), ..TablePatch::default() };
    world.admin().update_table(ctx(), copy, 1, patch).await.expect("renamed");
    let deleted = world.admin().delete_table(ctx(), copy, 2).await.expect("deleted");
    let deleted = deleted.changeset.expect("a changeset").seq;

    let then = told(&world, drawn).await;
    let created = Operation::Created;
    assert_eq!(
        edges(&then),
        [(created, "shop.orders -> copy"), (created, "shop.orders: to.city -> copy: city")]
    );
    let claims = then.iter().filter(|(kind, ..)| *kind == EntityKind::Assertion);
    assert_eq!(claims.count(), 2, "{then:?}");
    let ended = told(&world, deleted).await;
    let gone = Operation::Deleted;
    assert_eq!(
        edges(&ended),
        [(gone, "shop.orders -> copies"), (gone, "shop.orders: to.city -> copies: city")]
    );
}
