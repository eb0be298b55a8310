//! What persons and machines may do to an edge, at random.

use ariadne_domain::{
    Actor, AssertionPatch, Confidence, EdgeDraft, Field, LineageOrigin, LineageStatus, NewClaim,
    Timestamp, Violation,
};
use proptest::prelude::*;

use crate::store::{Store, actor, new_id};

/// Two persons, then two machines.
pub(crate) const PERSONS: usize = 2;
pub(crate) const ACTORS: usize = 4;

#[derive(Clone, Debug)]
pub(crate) enum Act {
    Claim(Said),
    Review(LineageStatus, Option<String>),
    Reword(usize, Option<String>, Option<u16>),
    Withdraw(usize),
    End,
}

/// A claim without its claimant.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) origin: LineageOrigin,
    pub(crate) status: Option<LineageStatus>,
    pub(crate) process: Option<String>,
    pub(crate) confidence: Option<u16>,
    pub(crate) note: Option<String>,
}

impl Said {
    pub(crate) fn by(self, claimant: &Actor) -> NewClaim {
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

pub(crate) fn word() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![Just("a".to_owned()), Just("b".to_owned())])
}

pub(crate) fn status() -> impl Strategy<Value = LineageStatus> {
    proptest::sample::select(LineageStatus::ALL)
}

pub(crate) fn said() -> impl Strategy<Value = Said> {
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

pub(crate) fn act() -> impl Strategy<Value = Act> {
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
pub(crate) type Step = (usize, Act, i64);

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..ACTORS, act(), 0_i64..20), 1..16)
}

/// Acts on the draft; a refusal leaves it as it was.
pub(crate) fn run(draft: &mut EdgeDraft, (who, act, clock): Step) -> Result<(), Violation> {
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
pub(crate) fn stored(steps: Vec<Step>) -> Store {
    let mut store = Store::default();
    for step in steps {
        let mut draft = store.draft();
        if run(&mut draft, step).is_ok() {
            store.commit(draft.into_changes());
        }
    }
    store
}
