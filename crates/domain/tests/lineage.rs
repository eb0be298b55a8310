//! The algebra of claims: what any sequence of them by persons and machines keeps true.

mod lineage_store;

use std::collections::BTreeMap;

use ariadne_domain::{
    Actor, ActorKind, Assertion, AssertionPatch, BlockerReason, Claimed, Claims, Confidence,
    EdgeDraft, EdgeState, EntityChange, EntityKind, Field, LineageOrigin, LineageStatus, NewClaim,
    Timestamp, Violation, invert, settle,
};
use proptest::prelude::*;

use lineage_store::{Store, actor, edge, new_id};

/// Two persons, then two machines.
const PERSONS: usize = 2;
const ACTORS: usize = 4;

#[derive(Clone, Debug)]
enum Act {
    Claim(Said),
    Review(LineageStatus, Option<String>),
    Reword(usize, Option<String>, Option<u16>),
    Withdraw(usize),
    End,
}

/// A claim without its claimant.
#[derive(Clone, Debug)]
struct Said {
    origin: LineageOrigin,
    status: Option<LineageStatus>,
    process: Option<String>,
    confidence: Option<u16>,
    note: Option<String>,
}

impl Said {
    fn by(self, claimant: &Actor) -> NewClaim {
        NewClaim {
            origin: self.origin,
            status: self.status,
            claimant: claimant.clone(),
            process: self.process,
            confidence: self.confidence.and_then(Confidence::from_thousandths),
            transformation: None,
            note: self.note,
        }
    }
}

fn word() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![Just("a".to_owned()), Just("b".to_owned())])
}

fn status() -> impl Strategy<Value = LineageStatus> {
    proptest::sample::select(LineageStatus::ALL)
}

fn said() -> impl Strategy<Value = Said> {
    let origin = proptest::sample::select(LineageOrigin::ALL);
    let sure = proptest::option::of(0_u16..=1_000);
    (origin, proptest::option::of(status()), word(), sure, word()).prop_map(
        |(origin, status, process, confidence, note)| Said {
            origin,
            status,
            process,
            confidence,
            note,
        },
    )
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => said().prop_map(Act::Claim),
        4 => (status(), word()).prop_map(|(status, note)| Act::Review(status, note)),
        2 => (0_usize..4, word(), proptest::option::of(0_u16..=1_000))
            .prop_map(|(nth, note, sure)| Act::Reword(nth, note, sure)),
        2 => (0_usize..4).prop_map(Act::Withdraw),
        1 => Just(Act::End),
    ]
}

/// Who acts, what, and what his clock shows; clocks differ and go back.
type Step = (usize, Act, i64);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..ACTORS, act(), 0_i64..20), 1..16)
}

/// Acts on the draft; a refusal leaves it as it was.
fn run(draft: &mut EdgeDraft, (who, act, clock): Step) -> Result<(), Violation> {
    let (by, now) = (actor(who, PERSONS), Timestamp(clock));
    let nth = |draft: &EdgeDraft, n: usize| {
        let ids: Vec<_> = draft.assertions().map(|claim| claim.id).collect();
        ids.get(n % ids.len().max(1)).copied().unwrap_or(new_id().into())
    };
    match act {
        Act::Claim(said) => draft.claim(said.by(&by), now, || new_id().into()).map(|_| ()),
        Act::Review(status, note) => {
            draft.review(&by, status, note.as_deref(), now, || new_id().into())
        }
        Act::Reword(n, note, sure) => {
            let patch = AssertionPatch {
                note: note.map_or(Field::Clear, Field::Set),
                confidence: match sure.and_then(Confidence::from_thousandths) {
                    Some(confidence) => Field::Set(confidence),
                    None => Field::Keep,
                },
                ..AssertionPatch::default()
            };
            draft.reword(nth(draft, n), &by, &patch, now)
        }
        Act::Withdraw(n) => draft.withdraw(nth(draft, n), &by),
        Act::End => draft.end(&by),
    }
}

/// A store in which each step was committed that changed something.
fn stored(steps: Vec<Step>) -> Store {
    let mut store = Store::default();
    for step in steps {
        let mut draft = store.draft();
        if run(&mut draft, step).is_ok() {
            store.commit(draft.into_changes());
        }
    }
    store
}

/// The rule as the design says it, word by word.
fn naive(claims: &[Assertion]) -> EdgeState {
    let mut status = LineageStatus::Proposed;
    for claim in claims {
        if claim.status == LineageStatus::Approved {
            status = LineageStatus::Approved;
        }
    }
    let mut newest: Option<&Assertion> = None;
    for claim in claims {
        let by_person = claim.origin == LineageOrigin::Manual;
        if by_person
            && claim.status != LineageStatus::Proposed
            && newest.is_none_or(|n| (n.at, n.id) < (claim.at, claim.id))
        {
            newest = Some(claim);
            status = claim.status;
        }
    }
    let mut strongest = Claims::default();
    for claim in claims {
        if claim.status != LineageStatus::Rejected {
            strongest.add(claim.origin, claim.confidence.unwrap_or(Confidence::CERTAIN));
        }
    }
    EdgeState { status, claims: strongest }
}

proptest! {
    #[test]
    fn a_state_is_what_its_claims_add_up_to(steps in steps()) {
        let store = stored(steps);
        let claims: Vec<Assertion> = store.claims();
        match store.edge() {
            Some(edge) => {
                prop_assert_eq!(edge.value.state, naive(&claims));
                prop_assert_eq!(settle(&claims), naive(&claims));
                prop_assert!(!claims.is_empty());
            }
            None => prop_assert!(claims.is_empty(), "claims about no edge"),
        }
    }

    #[test]
    fn a_machine_never_changes_what_a_person_decided(steps in steps()) {
        let mut store = Store::default();
        for step in steps {
            let machine = step.0 >= PERSONS;
            let before = store.edge().map(|edge| edge.value.state.status);
            let persons = |claims: Vec<Assertion>| -> Vec<Assertion> {
                claims.into_iter().filter(|c| c.claimant.kind == ActorKind::Person).collect()
            };
            let (decided, theirs) = (store.claims().iter().any(Assertion::decides), persons(store.claims()));
            let mut draft = store.draft();
            if run(&mut draft, step).is_ok() {
                store.commit(draft.into_changes());
            }
            if machine {
                prop_assert_eq!(persons(store.claims()), theirs);
                if decided {
                    prop_assert_eq!(store.edge().map(|edge| edge.value.state.status), before);
                }
            }
        }
    }

    #[test]
    fn one_claim_of_a_key_and_later_ones_are_later(steps in steps()) {
        let mut store = Store::default();
        for step in steps {
            let mut draft = store.draft();
            let newest = store.claims().iter().map(|claim| claim.at).max();
            if run(&mut draft, step).is_err() {
                continue;
            }
            let before: BTreeMap<_, _> = store.claims().into_iter().map(|c| (c.id, c)).collect();
            store.commit(draft.into_changes());
            let claims = store.claims();
            let keys: std::collections::BTreeSet<_> = claims.iter().map(Assertion::key).collect();
            prop_assert_eq!(keys.len(), claims.len());
            for claim in &claims {
                let words = before.get(&claim.id).map(|old| Assertion {
                    claimant: claim.claimant.clone(),
                    ..old.clone()
                });
                if words.as_ref() != Some(claim) {
                    prop_assert!(newest.is_none_or(|newest| claim.at > newest), "{:?}", claim);
                }
            }
        }
    }

    #[test]
    fn a_refusal_changes_nothing(steps in steps(), step in (0..ACTORS, act(), 0_i64..20)) {
        let store = stored(steps);
        let mut draft = store.draft();
        prop_assert_eq!(draft.clone().into_changes(), vec![]);
        if run(&mut draft, step).is_err() {
            prop_assert_eq!(draft.into_changes(), vec![]);
        }
    }

    #[test]
    fn the_same_claim_again_is_no_change(steps in steps(), who in 0..ACTORS, said in said()) {
        let mut store = stored(steps);
        let by = actor(who, PERSONS);
        let mut draft = store.draft();
        if draft.claim(said.clone().by(&by), Timestamp(30), || new_id().into()).is_err() {
            return Ok(());
        }
        let again = draft.claim(said.clone().by(&by), Timestamp(40), || new_id().into());
        prop_assert_eq!(again.expect("as before"), Claimed::Unchanged);
        store.commit(draft.into_changes());
        let mut draft = store.draft();
        let again = draft.claim(said.by(&by), Timestamp(50), || new_id().into());
        prop_assert_eq!(again.expect("as before"), Claimed::Unchanged);
        prop_assert_eq!(draft.into_changes(), vec![]);
    }

    #[test]
    fn a_review_is_taken_back(steps in steps(), who in 0..PERSONS, approves in any::<bool>()) {
        let mut store = stored(steps);
        let by = actor(who, PERSONS);
        let own = |claim: &Assertion| {
            claim.origin == LineageOrigin::Manual
                && claim.claimant.id == by.id
                && claim.process.is_none()
        };
        prop_assume!(store.edge().is_some() && !store.claims().iter().any(own));
        let before = store.content();
        let decision = if approves { LineageStatus::Approved } else { LineageStatus::Rejected };
        let mut draft = store.draft();
        draft.review(&by, decision, None, Timestamp(0), || new_id().into()).expect("a review");
        store.commit(draft.into_changes());
        let decided = store.edge().expect("the edge").value.state.status;
        prop_assert_eq!(decided, decision);
        let mut draft = store.draft();
        draft
            .review(&by, LineageStatus::Proposed, None, Timestamp(0), || new_id().into())
            .expect("taken back");
        store.commit(draft.into_changes());
        prop_assert_eq!(store.content(), before);
    }

    #[test]
    fn every_changeset_is_whole(steps in steps()) {
        let store = stored(steps);
        for (_, changes) in store.log() {
            let edges = changes.iter().filter(|c| c.entity().kind == EntityKind::Edge).count();
            prop_assert_eq!(edges, 1);
            prop_assert!(changes.len() > 1, "an edge changes by its claims only");
        }
    }

    #[test]
    fn an_undo_brings_the_content_back_and_so_on(steps in steps()) {
        let mut store = Store::default();
        for step in steps {
            let before = store.content();
            let mut draft = store.draft();
            if run(&mut draft, step).is_err() {
                continue;
            }
            let Some(done) = store.commit(draft.into_changes()) else { continue };
            let after = store.content();
            let mut last = done;
            for expected in [&before, &after] {
                last = store.undo(last).expect("nothing stands against it");
                prop_assert_eq!(&store.content(), expected);
            }
        }
    }

    #[test]
    fn an_older_undo_takes_its_own_claims_back_or_is_refused(steps in steps()) {
        let store = stored(steps);
        for (changeset, changes) in store.log() {
            let mut now = store.clone();
            let inverse = match invert(changes, &now.context(changeset.seq)) {
                Ok(inverse) => inverse,
                Err(blockers) => {
                    prop_assert!(!blockers.is_empty());
                    continue;
                }
            };
            let mine: Vec<_> = changes
                .iter()
                .filter(|change| change.entity().kind == EntityKind::Assertion)
                .map(|change| change.entity().id)
                .collect();
            let others = |claims: Vec<Assertion>| -> Vec<Assertion> {
                claims.into_iter().filter(|claim| !mine.contains(&claim.id.0)).collect()
            };
            let kept = others(now.claims());
            now.commit(inverse.changes);
            prop_assert_eq!(others(now.claims()), kept);
            let claims = now.claims();
            match now.edge() {
                Some(edge) => prop_assert_eq!(edge.value.state, naive(&claims)),
                None => prop_assert!(claims.is_empty()),
            }
        }
    }
}

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
