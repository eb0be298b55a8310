//! Bringing back some of the tables that were deleted together.

use ariadne_application::domain::{ChangesetId, LineageStatus, TableId};
use ariadne_application::{ErrorKind, Outcome, TablePatch};

use crate::lineage_world::claim;
use crate::world::{World, ctx, dry, manual, refused, set};

fn id_of<T>(outcome: &Outcome<T>) -> ChangesetId {
    outcome.changeset.as_ref().expect("a changeset").id
}

async fn delete(world: &World, tables: &[TableId]) -> ChangesetId {
    let tables: Vec<_> = tables.iter().map(|table| (*table, 1)).collect();
    id_of(&world.admin().delete_tables(ctx(), &tables).await.expect("deleted"))
}

async fn there(world: &World, tables: &[TableId]) -> Vec<bool> {
    let mut there = Vec::new();
    for table in tables {
        there.push(world.find(*table).await.is_some());
    }
    there
}

#[tokio::test]
async fn some_come_back_with_the_lineage_between_what_is_there() {
    let world = World::new();
    let [a, b, c, d] = world.add_tables(["a", "b", "c", "d"]).await;
    let of = async |table| world.column_id(table, "a").await;
    let column = claim(of(a).await, of(d).await);
    let drawn = [claim(a.0, b.0), claim(b.0, c.0), claim(a.0, d.0), column];
    let drawn = world.claims(drawn.to_vec()).await.value;
    let edges: Vec<_> = drawn.iter().map(|view| view.edge.id).collect();
    let states = async || {
        let mut states = Vec::new();
        for edge in &edges {
            states.push(world.edge(*edge).await == Some(LineageStatus::Approved));
        }
        states
    };
    let gone = delete(&world, &[a, b, c]).await;
    assert_eq!(states().await, [false; 4]);

    let tried = world.admin().restore_tables(dry(), gone, &[a, b]).await.expect("tried");
    assert_eq!((tried.changeset, there(&world, &[a]).await), (None, vec![false]));
    let back = world.admin().restore_tables(ctx(), gone, &[a, b]).await.expect("restored");
    world.in_sync().await;
    assert_eq!(there(&world, &[a, b, c, d]).await, [true, true, false, true]);
    assert_eq!(states().await, [true, false, true, true], "c is not there yet");
    assert_eq!(world.paths(a).await, ["a"]);
    let changeset = back.changeset.expect("a changeset");
    assert_eq!(changeset.undoes, None, "the rest can still come back");
    assert!(world.table(a).await.version > 1, "versions only grow");

    world.admin().restore_tables(ctx(), gone, &[c]).await.expect("the rest");
    world.in_sync().await;
    assert_eq!(there(&world, &[c]).await, [true]);
    assert_eq!(states().await, [true; 4]);

    // it can be undone like everything
    world.admin().undo_changeset(ctx(), changeset.id).await.expect_err("c rests on b now");
}

/// Undoing the deletion of several tables brings back the rest of them.
#[tokio::test]
async fn what_is_back_already_counts_as_undone() {
    let world = World::new();
    let [a, b, c] = world.add_tables(["a", "b", "c"]).await;
    let drawn = world.claims(vec![claim(a.0, b.0), claim(b.0, c.0), claim(a.0, c.0)]).await.value;
    let gone = delete(&world, &[a, b, c]).await;
    world.admin().restore_tables(ctx(), gone, &[a]).await.expect("one of them");
    let again = world.admin().restore_tables(ctx(), gone, &[c]).await.expect("another one");

    let back = world.admin().undo_changeset(ctx(), gone).await.expect("the rest");
    world.in_sync().await;
    assert_eq!(back.changeset.as_ref().expect("a changeset").undoes, Some(gone));
    assert_eq!(there(&world, &[a, b, c]).await, [true; 3]);
    for view in &drawn {
        assert_eq!(world.edge(view.edge.id).await, Some(LineageStatus::Approved));
    }
    assert_eq!((world.paths(a).await, world.paths(b).await), (vec!["a".into()], vec!["a".into()]));

    // Nothing is left of it, and the undo of the rest takes back the rest alone.
    refused(world.admin().undo_changeset(ctx(), gone).await, ErrorKind::Conflict);
    world.admin().undo_changeset(ctx(), id_of(&back)).await.expect("undone");
    assert_eq!(there(&world, &[a, b, c]).await, [true, false, true]);

    // What was brought back and changed since stands against it.
    let renamed = TablePatch { name: set("c2"), ..TablePatch::default() };
    let version = world.table(c).await.version;
    world.admin().update_table(ctx(), c, version, renamed).await.expect("renamed");
    let error = refused(world.admin().undo_changeset(ctx(), gone).await, ErrorKind::Conflict);
    let blockers: Vec<_> = error.blockers().iter().map(|b| b.entity.id).collect();
    assert!(blockers.contains(&c.0), "{blockers:?}");
    assert!(again.changeset.is_some());
}

#[tokio::test]
async fn all_of_them_are_the_undo() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let gone = delete(&world, &[a, b]).await;
    let back = world.admin().restore_tables(ctx(), gone, &[b, a, b]).await.expect("restored");
    assert_eq!(back.changeset.as_ref().expect("a changeset").undoes, Some(gone));
    let undone = world.admin().undo_changeset(ctx(), id_of(&back)).await;
    undone.expect("it is undone like everything");
    assert_eq!(there(&world, &[a, b]).await, [false, false]);
}

#[tokio::test]
async fn what_stands_against_it_is_told() {
    let world = World::new();
    let [a, b] = world.add_tables(["a", "b"]).await;
    let gone = delete(&world, &[a]).await;
    let restore =
        async |tables: &[TableId]| world.admin().restore_tables(ctx(), gone, tables).await;
    let error = refused(restore(&[a, b]).await, ErrorKind::Validation);
    let told: Vec<_> = error.violations().iter().map(|v| (v.path.join("."), v.code)).collect();
    assert_eq!(told, [("tables.1".to_owned(), "NOT_FOUND")]);
    refused(restore(&[]).await, ErrorKind::Validation);

    let taken = world.add(manual("a", &[])).await.value.id;
    let error = refused(restore(&[a]).await, ErrorKind::Conflict);
    assert_eq!(error.blockers()[0].entity.id, taken.0, "its name is taken");
    let sentence = "The changeset cannot be undone: The name a is taken by another table by now. Rename that one first.";
    assert_eq!(error.to_string(), sentence);
    world.admin().delete_table(ctx(), taken, 1).await.expect("deleted");
    restore(&[a]).await.expect("restored");
    let error = refused(restore(&[a]).await, ErrorKind::Conflict);
    assert_eq!(error.blockers()[0].entity.id, a.0, "it is back already");
}
