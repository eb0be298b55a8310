//! `CatalogWriter`: what a commit keeps true of lineage.

use ariadne_domain::{
    Column, Delta, EdgeDraft, EntityChange, EntityKind, EntityRef, LineageOrigin, LineageStatus,
    TableId,
};
use ariadne_ports::{ErrorKind, Requirement};

use super::expect::{conflict_on, duplicate, refused};
use super::world::{column_ref, table_ref};
use super::{World, edge_ref};
use crate::Backend;
use crate::builders::{ClaimBuilder, TableBuilder, column_edge, person, table_edge};

/// Two tables of one column each.
async fn two_columns(world: &World<'_>) -> (Column, Column) {
    let mut columns = Vec::new();
    for name in ["first", "second"] {
        let table = world.add_table_of(name, &["id"]).await.value.id;
        columns.push(world.columns_of(table).await.remove(0).value);
    }
    let to = columns.remove(1);
    (columns.remove(0), to)
}

/// An assertion's step without one of its edge is a fault of the caller.
pub async fn an_assertions_step_without_its_edges_is_internal(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let mut changes = world.end_of(edge.value.id).await;
    changes.remove(0);
    refused(world.try_commit(changes).await, ErrorKind::Internal);
    assert_eq!(world.claims(edge.value.id).await.len(), 1);
}

/// An edge that goes elsewhere or nowhere, or says another table than its end's, and
/// an assertion that moves are faults of the caller.
pub async fn edges_and_assertions_never_move(backend: &Backend) {
    let world = World::new(backend);
    let (from, to, edge) = world.joined("raw", "clean").await;
    let other = world.join(to, from).await;
    let mut moved = edge.value.clone();
    (moved.from, moved.to) = (moved.to, moved.from);
    (moved.from_table, moved.to_table) = (moved.to_table, moved.from_table);
    let changes = vec![Delta::updated(edge.clone(), moved).into()];
    refused(world.try_commit(changes).await, ErrorKind::Internal);

    let claim = world.claims(edge.value.id).await.remove(0);
    let mut moved = claim.value.clone();
    moved.edge = other.value.id;
    let mut changes: Vec<EntityChange> = vec![Delta::updated(claim, moved).into()];
    for edge in [edge.clone(), other] {
        changes.push(Delta::updated(edge.clone(), edge.value).into());
    }
    refused(world.try_commit(changes).await, ErrorKind::Internal);

    let circle = world.new_edge(table_edge(world.id(), from, from), ClaimBuilder::default());
    refused(world.try_commit(circle).await, ErrorKind::Internal);

    let (from, to) = two_columns(&world).await;
    let mut foreign = column_edge(world.id(), &from, &to);
    foreign.to_table = edge.value.to_table;
    let foreign = world.new_edge(foreign, ClaimBuilder::default());
    refused(world.try_commit(foreign).await, ErrorKind::Internal);
}

/// A change of an assertion counts its edge's version; an assertion has none.
pub async fn an_assertions_change_counts_its_edges_version(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    assert_eq!(edge.version, 1);
    let seq = world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await.seq;
    let counted = world.edge(id).await;
    assert_eq!((counted.version, counted.seq), (2, seq));
    assert_eq!(counted.created_at, edge.created_at);
    assert!(counted.updated_at > edge.updated_at);
    let claims = world.claims(id).await;
    assert_eq!(claims.iter().map(|claim| claim.version).collect::<Vec<_>>(), [0, 0]);
    assert_eq!(claims.iter().map(|claim| claim.seq).collect::<Vec<_>>(), [edge.seq, seq]);
}

/// An edge whose table is not there, or no longer, is a conflict on the table.
pub async fn a_table_edge_needs_both_tables(backend: &Backend) {
    let world = World::new(backend);
    let here = world.add_table("here").await.value.id;
    let gone = world.add_table("gone").await.value.id;
    world.commit(world.deletion(gone).await).await;
    let never: TableId = world.ids.make();
    for missing in [gone, never] {
        for (from, to) in [(here, missing), (missing, here)] {
            let changes = world.new_edge(table_edge(world.id(), from, to), ClaimBuilder::default());
            conflict_on(world.try_commit(changes).await, table_ref(missing));
        }
    }
    // One that the commit itself makes is there, one that it ends is not.
    let made = TableBuilder::new(world.id(), "made").build();
    let edge = table_edge(world.id(), here, made.id);
    let mut changes = world.new_edge(edge, ClaimBuilder::default());
    changes.push(Delta::created(made.clone()).into());
    world.commit(changes).await;
    let mut changes =
        world.new_edge(table_edge(world.id(), made.id, here), ClaimBuilder::default());
    changes.extend(world.deletion_with_lineage(here).await);
    conflict_on(world.try_commit(changes).await, table_ref(here));
}

/// An edge whose column is not there, or hidden, is a conflict on the column.
pub async fn a_column_edge_needs_both_columns(backend: &Backend) {
    let world = World::new(backend);
    let (from, to) = two_columns(&world).await;
    let edge = column_edge(world.id(), &from, &to);
    world.update_column(to.id, |column| column.overrides.hidden = true).await;
    let changes = world.new_edge(edge.clone(), ClaimBuilder::default());
    conflict_on(world.try_commit(changes).await, column_ref(to.id));

    // Shown again by the very commit, it is there.
    let hidden = world.column(to.id).await;
    let mut shown = hidden.value.clone();
    shown.overrides.hidden = false;
    let mut changes = world.new_edge(edge, ClaimBuilder::default());
    changes.push(world.touch(to.table).await);
    changes.push(Delta::updated(hidden, shown).into());
    world.commit(changes).await;

    let reversed = column_edge(world.id(), &to, &from);
    let mut changes = world.new_edge(reversed, ClaimBuilder::default());
    changes.extend(world.deletion_with_lineage(from.table).await);
    conflict_on(world.try_commit(changes).await, column_ref(from.id));
}

/// A table or column with lineage stays, and shown, unless its lineage ends with it.
pub async fn what_has_lineage_stays(backend: &Backend) {
    let world = World::new(backend);
    let (from, to, _) = world.joined("raw", "clean").await;
    for table in [from, to] {
        conflict_on(world.try_commit(world.deletion(table).await).await, table_ref(table));
    }
    let (from, to) = two_columns(&world).await;
    let edge = world.add_edge(column_edge(world.id(), &from, &to)).await.value.id;
    for column in [&from, &to] {
        let stored = world.column(column.id).await;
        let touch = world.touch(column.table).await;
        let mut hidden = stored.value.clone();
        hidden.overrides.hidden = true;
        for step in [Delta::deleted(stored.clone()), Delta::updated(stored.clone(), hidden)] {
            let changes = vec![touch.clone(), step.into()];
            conflict_on(world.try_commit(changes).await, column_ref(column.id));
        }
    }
    // A rename keeps it.
    world.update_column(from.id, |column| column.path = "renamed".parse().expect("a path")).await;
    world.update_table(to.table, |table| table.name = "renamed".into()).await;
    assert_eq!(world.edge(edge).await.version, 1);

    let stored = world.column(from.id).await;
    let mut changes = vec![world.touch(from.table).await, Delta::deleted(stored).into()];
    changes.extend(world.end_of(edge).await);
    world.commit(changes).await;
}

/// A table goes with its lineage, that of its columns included.
pub async fn a_table_goes_with_its_lineage(backend: &Backend) {
    let world = World::new(backend);
    let (from, to) = two_columns(&world).await;
    world.add_edge(column_edge(world.id(), &from, &to)).await;
    world.join(from.table, to.table).await;
    let inside = world.add_table_of("inside", &["a", "b"]).await.value.id;
    let columns = world.columns_of(inside).await;
    world.add_edge(column_edge(world.id(), &columns[0].value, &columns[1].value)).await;
    for table in [from.table, inside, to.table] {
        world.commit(world.deletion_with_lineage(table).await).await;
    }
}

/// Ending an edge and not all its assertions is a conflict on the edge.
pub async fn an_edge_goes_with_all_its_assertions(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await;
    let mut changes = world.end_of(id).await;
    assert_eq!(changes.len(), 3);
    changes.pop();
    conflict_on(world.try_commit(changes).await, edge_ref(id));
    // Nor may one be changed or made that the edge leaves behind.
    let claim = world.claims(id).await.remove(0);
    let mut reworded = claim.value.clone();
    reworded.note = Some("still here".into());
    let mut changes = world.end_of(id).await;
    let same = |change: &EntityChange| change.entity().id == claim.value.id.0;
    changes.retain(|change| !same(change));
    changes.push(Delta::updated(claim, reworded).into());
    conflict_on(world.try_commit(changes).await, edge_ref(id));
    world.commit(world.end_of(id).await).await;
}

/// A step from an edge or assertion that is another by now is a conflict that says
/// who changed it.
pub async fn stale_edges_and_assertions_are_conflicts(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    let stale = world.draft(id).await;
    let mut draft = world.draft(id).await;
    world.claim_in(&mut draft, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl").build());
    let head = world.head().actor(person("Grace")).build();
    world.commit_as(head, draft.into_changes()).await.expect("committed");

    let mut late = stale.clone();
    world.claim_in(&mut late, ClaimBuilder::default().note("late").build());
    let error = conflict_on(world.try_commit(late.into_changes()).await, edge_ref(id));
    let with = error.conflict_with().expect("who");
    assert_eq!(with.actor, Some(person("Grace")));
    assert_eq!(with.version, Some(2));

    // The claim alone is stale: its edge's step starts from the current row.
    let old = world.claims(id).await.remove(0);
    world.claim(id, ClaimBuilder::default().note("newer")).await;
    let edge = world.edge(id).await;
    let mut again = old.value.clone();
    again.note = Some("older".into());
    let claim = EntityRef { kind: EntityKind::Assertion, id: old.value.id.0 };
    let changes =
        vec![Delta::updated(edge.clone(), edge.value).into(), Delta::updated(old, again).into()];
    conflict_on(world.try_commit(changes).await, claim);
}

/// One edge for a pair: a second is refused, also within one commit. The other
/// direction is another pair.
pub async fn a_second_edge_of_a_pair_is_refused(backend: &Backend) {
    let world = World::new(backend);
    let (from, to, edge) = world.joined("raw", "clean").await;
    let second = world.new_edge(table_edge(world.id(), from, to), ClaimBuilder::default());
    let error = duplicate(world.try_commit(second).await);
    assert_eq!(error.violations()[0].path, ["to"]);

    let mut twins = Vec::new();
    for _ in 0..2 {
        twins.extend(world.new_edge(table_edge(world.id(), to, from), ClaimBuilder::default()));
    }
    duplicate(world.try_commit(twins.clone()).await);
    twins.truncate(2);
    world.commit(twins).await;

    // What the commit itself frees may be taken.
    let mut changes = world.end_of(edge.value.id).await;
    changes.extend(world.new_edge(table_edge(world.id(), from, to), ClaimBuilder::default()));
    world.commit(changes).await;
}

/// One assertion for a key of an edge: a second is refused, also within one commit.
pub async fn a_second_assertion_of_a_key_is_refused(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    world.claim(id, ClaimBuilder::default().process("job")).await;
    let twin = |process: Option<&str>| {
        let mut draft = EdgeDraft::new(edge.value.clone());
        let mut claim = ClaimBuilder::default();
        if let Some(process) = process {
            claim = claim.process(process);
        }
        world.claim_in(&mut draft, claim.build());
        draft.into_changes().remove(1)
    };
    for process in [None, Some("job")] {
        let changes = vec![touch(&world, id).await, twin(process)];
        let error = duplicate(world.try_commit(changes).await);
        assert_eq!(error.violations()[0].path, ["process"]);
    }
    let new = Some("another job");
    let changes = vec![touch(&world, id).await, twin(new), twin(new)];
    duplicate(world.try_commit(changes).await);

    // Another process, claimant or origin is another claim.
    world.commit(vec![touch(&world, id).await, twin(new), twin(Some(""))]).await;
    world.claim(id, ClaimBuilder::default().claimant(person("Grace"))).await;
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await;
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Import, "etl")).await;
    assert_eq!(world.claims(id).await.len(), 7);
}

/// The step of an edge that only counts a change of its assertions.
async fn touch(world: &World<'_>, edge: ariadne_domain::EdgeId) -> EntityChange {
    let edge = world.edge(edge).await;
    Delta::updated(edge.clone(), edge.value).into()
}

/// Two assertions of an edge can swap their processes in one commit.
pub async fn assertions_can_swap_keys(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    world.claim(id, ClaimBuilder::default().process("job")).await;
    let claims = world.claims(id).await;
    let mut changes = vec![touch(&world, id).await];
    for (claim, other) in [(&claims[0], &claims[1]), (&claims[1], &claims[0])] {
        let mut swapped = claim.value.clone();
        swapped.process.clone_from(&other.value.process);
        changes.push(Delta::updated(claim.clone(), swapped).into());
    }
    world.commit(changes).await;
    let swapped: Vec<Option<String>> =
        world.claims(id).await.into_iter().map(|claim| claim.value.process).collect();
    assert_eq!(swapped, [Some("job".to_owned()), None]);
}

/// An edge that exists, and its version, can be required; an assertion has none.
pub async fn edges_can_be_required(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    let claim = world.claims(id).await.remove(0).value.id;
    let claim = EntityRef { kind: EntityKind::Assertion, id: claim.0 };
    let never = edge_ref(world.ids.make());
    let requires = async |requirement: Requirement| {
        let table = TableBuilder::new(world.id(), &world.id().to_string()).build();
        let head = world.head().requires(requirement).build();
        world.commit_as(head, vec![Delta::created(table).into()]).await
    };
    for holds in [
        Requirement::Exists(edge_ref(id)),
        Requirement::Version(edge_ref(id), 1),
        Requirement::Exists(claim),
    ] {
        requires(holds).await.expect("it holds");
    }
    for (fails, entity) in [
        (Requirement::Exists(never), never),
        (Requirement::Version(edge_ref(id), 2), edge_ref(id)),
        (Requirement::Version(claim, 0), claim),
    ] {
        conflict_on(requires(fails).await, entity);
    }
    // A claim breaks a required version of its edge.
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await;
    conflict_on(requires(Requirement::Version(edge_ref(id), 1)).await, edge_ref(id));
    world.commit(world.end_of(id).await).await;
    conflict_on(requires(Requirement::Exists(edge_ref(id))).await, edge_ref(id));
}

/// An edge that comes back under its id goes on counting its version.
pub async fn a_restored_edge_goes_on_counting(backend: &Backend) {
    let world = World::new(backend);
    let (.., edge) = world.joined("raw", "clean").await;
    let id = edge.value.id;
    world.claim(id, ClaimBuilder::by_machine(LineageOrigin::Sql, "etl")).await;
    let ended = world.commit(world.end_of(id).await).await;
    let inverse = crate::random::inverse_of(backend, ended.seq).await.expect("nothing blocks");
    let head = world.head().undoes(ended.id).build();
    world.commit_as(head, inverse.changes).await.expect("committed");
    assert_eq!(world.edge(id).await.version, 3);
    assert_eq!(world.claims(id).await.len(), 2);
}

/// Thousands of edges with their claims are one changeset like any other.
pub async fn one_commit_carries_many_edges(backend: &Backend) {
    const EDGES: usize = 3_000;
    let world = World::new(backend);
    let mut changes: Vec<EntityChange> = Vec::new();
    let tables: Vec<TableId> = (0..60)
        .map(|n| {
            let table = TableBuilder::new(world.id(), &format!("t{n}")).build();
            let id = table.id;
            changes.push(Delta::created(table).into());
            id
        })
        .collect();
    let pairs = tables.iter().flat_map(|from| tables.iter().map(move |to| (*from, *to)));
    for (from, to) in pairs.filter(|(from, to)| from != to).take(EDGES) {
        let claim = ClaimBuilder::by_machine(LineageOrigin::Import, "loader").confidence(900);
        changes.extend(world.new_edge(table_edge(world.id(), from, to), claim));
    }
    world.commit(changes).await;
    let edges = backend.lineage.edges_of_tables(ariadne_ports::At::Head, &tables).await;
    let edges = edges.expect("edges");
    assert_eq!(edges.len(), EDGES);
    assert!(edges.iter().all(|edge| edge.value.state.status == LineageStatus::Proposed));
    let ids: Vec<_> = edges.iter().map(|edge| edge.value.id).collect();
    let claims = backend.lineage.assertions_of(ariadne_ports::At::Head, &ids).await;
    assert_eq!(claims.expect("claims").len(), EDGES);
}
