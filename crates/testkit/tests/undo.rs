//! The algebra of changesets, on the model repo with random histories.

use ariadne_domain::{Changeset, Delta, Entity, EntityChange};
use ariadne_ports::{At, ErrorKind};
use ariadne_testkit::Backend;
use ariadne_testkit::random::{Content, History, inverse_of};

const SEEDS: std::ops::Range<u64> = 100..140;
const STEPS: usize = 25;

/// Commits the next step that the repo accepts.
async fn next(history: &mut History, repo: &Backend) -> Changeset {
    loop {
        let (head, changes) = history.step(repo).await;
        if let Ok(committed) = repo.writer.commit(head, changes).await {
            return committed.changeset;
        }
    }
}

/// Undoes the newest changeset, against which nothing can stand.
async fn undo(history: &mut History, repo: &Backend, changeset: &Changeset) -> Changeset {
    let inverse = inverse_of(repo, changeset.seq).await.expect("nothing stands against it");
    let head = history.head().undoes(changeset.id).build();
    repo.writer.commit(head, inverse.changes).await.expect("committed").changeset
}

async fn content(repo: &Backend) -> Content {
    Content::read(repo, At::Head).await
}

#[tokio::test]
async fn the_inverse_of_a_changeset_brings_the_content_back() {
    for seed in SEEDS {
        let (repo, mut history) = (Backend::memory(), History::new(seed));
        for _ in 0..STEPS {
            let before = content(&repo).await;
            let changeset = next(&mut history, &repo).await;
            undo(&mut history, &repo, &changeset).await;
            assert_eq!(content(&repo).await, before, "seed {seed}, changeset {}", changeset.seq);
            // Goes on from somewhere else, so that there is something to undo.
            next(&mut history, &repo).await;
        }
    }
}

#[tokio::test]
async fn the_undo_of_an_undo_restores() {
    for seed in SEEDS {
        let (repo, mut history) = (Backend::memory(), History::new(seed));
        for _ in 0..STEPS {
            let before = content(&repo).await;
            let changeset = next(&mut history, &repo).await;
            let after = content(&repo).await;
            let undone = undo(&mut history, &repo, &changeset).await;
            let redone = undo(&mut history, &repo, &undone).await;
            assert_eq!(content(&repo).await, after, "seed {seed}, changeset {}", changeset.seq);
            if seed % 2 == 0 {
                undo(&mut history, &repo, &redone).await;
                assert_eq!(content(&repo).await, before, "seed {seed}, thrice");
            }
        }
    }
}

#[tokio::test]
async fn as_of_is_the_replay_up_to_then() {
    for seed in SEEDS {
        let (repo, mut history) = (Backend::memory(), History::new(seed));
        for _ in 0..STEPS {
            next(&mut history, &repo).await;
        }
        let mut replayed = Content::default();
        for seq in 0..=STEPS as u64 {
            replayed.apply(&repo.changesets.entity_changes(seq).await.expect("changes"));
            let read = Content::read(&repo, At::Seq(seq)).await;
            assert_eq!(read, replayed, "seed {seed}, at {seq}");
        }
        assert_eq!(replayed, content(&repo).await, "seed {seed}");
    }
}

/// Fields of an update that are as they were before it.
fn restored<T: Entity>(delta: &Delta<T>, now: Option<&T>) -> bool {
    match (&delta.before, &delta.after) {
        (Some(before), Some(after)) => {
            let changed = before.value.differing(after);
            now.is_some_and(|now| {
                let differing = now.differing(&before.value);
                changed.iter().all(|field| !differing.contains(field))
            })
        }
        (Some(before), None) => now == Some(&before.value),
        (None, _) => now.is_none(),
    }
}

#[tokio::test]
async fn an_undo_of_an_older_changeset_restores_its_part_or_is_refused() {
    let (mut undone, mut blocked, mut refused) = (0, 0, 0);
    for seed in SEEDS {
        let (repo, mut history) = (Backend::memory(), History::new(seed));
        for _ in 0..STEPS {
            next(&mut history, &repo).await;
        }
        for seq in 1..=STEPS as u64 {
            let before = content(&repo).await;
            let inverse = match inverse_of(&repo, seq).await {
                Ok(inverse) => inverse,
                Err(blockers) => {
                    assert!(!blockers.is_empty());
                    blocked += 1;
                    continue;
                }
            };
            let changeset =
                repo.changesets.changesets_after(seq - 1, 1).await.expect("feed").remove(0);
            let head = history.head().undoes(changeset.id).build();
            if let Err(error) = repo.writer.commit(head, inverse.changes).await {
                let kinds = [ErrorKind::Validation, ErrorKind::Conflict];
                assert!(kinds.contains(&error.kind()), "seed {seed}, {seq}: {error:?}");
                assert_eq!(content(&repo).await, before);
                refused += 1;
                continue;
            }
            undone += 1;
            let now = content(&repo).await;
            for change in repo.changesets.entity_changes(seq).await.expect("changes") {
                let id = change.entity().id;
                let fits = match &change {
                    EntityChange::Source(delta) => restored(delta, now.sources.get(&id.into())),
                    EntityChange::Table(delta) => restored(delta, now.tables.get(&id.into())),
                    EntityChange::Column(delta) => restored(delta, now.columns.get(&id.into())),
                    // An edge that stayed has no field to restore, and ends if the undo
                    // takes its last claim.
                    EntityChange::Edge(Delta { before: Some(_), after: Some(_) }) => true,
                    EntityChange::Edge(delta) => restored(delta, now.edges.get(&id.into())),
                    EntityChange::Assertion(delta) => {
                        restored(delta, now.assertions.get(&id.into()))
                    }
                };
                assert!(fits, "seed {seed}, {seq}: {change:#?}");
            }
        }
    }
    assert!(undone > 50 && blocked > 50 && refused > 0, "{undone} {blocked} {refused}");
}
