//! What any sequence of claims by persons and machines keeps true.

use std::collections::BTreeMap;

use ariadne_domain::{
    ActorKind, Assertion, Claimed, Claims, Confidence, EdgeState, EntityKind, LineageOrigin,
    LineageStatus, Timestamp, invert, settle,
};
use proptest::prelude::*;

use crate::acts::{ACTORS, PERSONS, act, run, said, steps, stored};
use crate::store::{Store, actor, new_id};

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
