//! Claims and undos one by one.

use ariadne_domain::{
    Actor, BlockerReason, EdgeDraft, EntityChange, EntityKind, LineageOrigin, LineageStatus,
    NewClaim, Timestamp,
};

use crate::acts::{ACTORS, PERSONS, Said};
use crate::store::{Store, actor, edge, new_id};

fn manual(by: &Actor) -> NewClaim {
    let said = Said {
        origin: LineageOrigin::Manual,
        status: None,
        process: None,
        confidence: None,
        note: None,
    };
    said.by(by)
}

fn claimed(store: &mut Store, claim: NewClaim) -> u64 {
    let mut draft = store.draft();
    draft.claim(claim, Timestamp(0), || new_id().into()).expect("a claim");
    store.commit(draft.into_changes()).expect("a change")
}

/// The undo of one person's claim leaves another's that came later.
#[test]
fn the_first_of_two_claims_is_undone_alone() {
    let mut store = Store::default();
    let (ada, grace, machine) = (actor(0, PERSONS), actor(1, PERSONS), actor(2, PERSONS));
    claimed(&mut store, NewClaim { origin: LineageOrigin::Sql, ..manual(&machine) });
    let first = claimed(&mut store, manual(&ada));
    claimed(&mut store, manual(&grace));
    store.undo(first).expect("nothing stands against it");
    let left: Vec<Actor> = store.claims().into_iter().map(|claim| claim.claimant).collect();
    assert_eq!(left, [machine, grace]);
    assert_eq!(store.edge().expect("the edge").value.state.status, LineageStatus::Approved);
}

/// The changeset that made an edge cannot be undone beneath a later claim.
#[test]
fn a_later_claim_stands_against_the_end_of_the_edge() {
    let mut store = Store::default();
    let first = claimed(&mut store, manual(&actor(0, PERSONS)));
    let second = claimed(&mut store, manual(&actor(1, PERSONS)));
    let blockers = store.undo(first).expect_err("the later claim");
    assert!(blockers.iter().all(|blocker| blocker.reason == BlockerReason::ChangedLater));
    assert_eq!(blockers[0].changeset.as_ref().map(|changeset| changeset.seq), Some(second));
    // Once that is undone itself, nothing stands against it.
    store.undo(second).expect("nothing stands against it");
    store.undo(first).expect("nothing stands against it");
    assert!(store.edge().is_none() && store.claims().is_empty());
}

/// A claim comes back only if nobody made one of its key meanwhile.
#[test]
fn a_withdrawn_claim_does_not_come_back_beside_its_twin() {
    let mut store = Store::default();
    let (ada, machine) = (actor(0, PERSONS), actor(2, PERSONS));
    claimed(&mut store, NewClaim { origin: LineageOrigin::Sql, ..manual(&machine) });
    claimed(&mut store, manual(&ada));
    let mut draft = store.draft();
    let own = store.claims().into_iter().find(|c| c.claimant == ada).expect("Ada's").id;
    draft.withdraw(own, &ada).expect("her own");
    let withdrawn = store.commit(draft.into_changes()).expect("a change");
    claimed(&mut store, manual(&ada));
    let blockers = store.undo(withdrawn).expect_err("the twin");
    assert!(blockers.iter().any(|blocker| blocker.reason == BlockerReason::NameTaken));
}

/// An edge comes back only between ends that are there.
#[test]
fn an_edge_without_its_end_does_not_come_back() {
    let mut store = Store::default();
    claimed(&mut store, manual(&actor(0, PERSONS)));
    let mut draft = store.draft();
    draft.end_with_its_nodes();
    let ended = store.commit(draft.into_changes()).expect("a change");
    store.lose(edge().to_table);
    let blockers = store.undo(ended).expect_err("its end is gone");
    assert_eq!(blockers[0].reason, BlockerReason::ReferenceGone);
    assert_eq!(blockers[0].entity.id, edge().to);
}

/// The steps of a changeset are the edge's first, then its claims'.
#[test]
fn the_edge_is_told_before_its_claims() {
    let mut draft = EdgeDraft::new(edge());
    for who in 0..ACTORS {
        let by = actor(who, PERSONS);
        let origin = if who < PERSONS { LineageOrigin::Manual } else { LineageOrigin::Sql };
        let claim = NewClaim { origin, ..manual(&by) };
        draft.claim(claim, Timestamp(0), || new_id().into()).expect("a claim");
    }
    let changes = draft.into_changes();
    let kinds: Vec<EntityKind> = changes.iter().map(|change| change.entity().kind).collect();
    assert_eq!(kinds[0], EntityKind::Edge);
    assert!(kinds[1..].iter().all(|kind| *kind == EntityKind::Assertion));
    assert!(changes.iter().all(|change| EntityChange::describe(change).is_some()));
}

/// Who is only called otherwise says nothing new, by a claim as by a review.
#[test]
fn a_renamed_person_who_says_the_same_changes_nothing() {
    let mut store = Store::default();
    let ada = actor(0, PERSONS);
    claimed(&mut store, manual(&ada));
    let renamed = Actor { name: "Ada L.".to_owned(), ..ada };
    let mut draft = store.draft();
    draft.claim(manual(&renamed), Timestamp(9), || new_id().into()).expect("a claim");
    assert_eq!(draft.into_changes(), []);
    let review = |draft: &mut EdgeDraft, decision| {
        draft.review(&renamed, decision, None, Timestamp(9), || new_id().into()).expect("a review");
    };
    let mut draft = store.draft();
    review(&mut draft, LineageStatus::Approved);
    assert_eq!(draft.into_changes(), []);
    let mut draft = store.draft();
    review(&mut draft, LineageStatus::Rejected);
    store.commit(draft.into_changes()).expect("a change");
    assert_eq!(store.claims()[0].claimant, renamed);
}
