use ariadne_domain::{
    Actor, Assertion, Changeset, Column, Delta, Edge, Entity, EntityChange, EntityKind, Source,
    Stored, Table, Timestamp,
};
use ariadne_ports::{At, CatalogWriter, Committed, Error, ErrorKind, Head, Result, SecretChange};
use async_trait::async_trait;

use super::MemoryRepo;
use super::check::{COMMIT, Steps};
use super::shelf::Shelf;
use super::state::{Commit, State, UsedKey};

/// The changeset that is being written.
#[derive(Clone, Copy)]
struct Now {
    seq: u64,
    at: Timestamp,
}

/// Writes one step and answers it with the stored row before it.
fn apply<T: Entity>(shelf: &mut Shelf<T>, step: &Delta<T>, now: Now) -> Delta<T> {
    let id = step.before.as_ref().map(|before| before.value.id());
    let id = id.or(step.after.as_ref().map(Entity::id)).unwrap_or_default();
    let before = shelf.row(At::Head, id).cloned();
    let next = step.after.clone().map(|value| Stored {
        value,
        seq: now.seq,
        version: match T::KIND {
            EntityKind::Column | EntityKind::Assertion => 0,
            // One that comes back goes on counting where it ended.
            EntityKind::Source | EntityKind::Table | EntityKind::Edge => {
                shelf.last(id).map_or(0, |row| row.version) + 1
            }
        },
        created_at: before.as_ref().map_or(now.at, |row| row.created_at),
        updated_at: now.at,
    });
    shelf.write(id, now.seq, next);
    Delta { before, after: step.after.clone() }
}

impl State {
    /// Refuses secrets of another key than the kept one.
    fn check_keys(&self, head: &Head) -> Result<()> {
        let Some(kept) = &self.key_id else { return Ok(()) };
        let foreign = head.secrets.iter().any(|change| match change {
            SecretChange::Put(_, sealed) => sealed.key_id != *kept,
            SecretChange::Destroy(_) => false,
        });
        if foreign {
            let message = "The secret was sealed with another key than the catalog's.";
            return Err(Error::new(ErrorKind::Unavailable, COMMIT, message));
        }
        Ok(())
    }

    fn write(&mut self, head: &Head, changes: &[EntityChange]) -> Changeset {
        let now = Now { seq: self.seq() + 1, at: head.at.max(self.newest_time()) };
        let steps = Steps::of(changes);
        let mut written: Vec<EntityChange> = Vec::new();
        written.extend(in_order::<Source>(&mut self.sources, steps.sources, now));
        written.extend(in_order::<Table>(&mut self.tables, steps.tables, now));
        written.extend(in_order::<Column>(&mut self.columns, steps.columns, now));
        written.extend(in_order::<Edge>(&mut self.edges, steps.edges, now));
        written.extend(in_order::<Assertion>(&mut self.assertions, steps.assertions, now));
        for secret in &head.secrets {
            match secret {
                SecretChange::Put(source, sealed) => {
                    self.secrets.insert(*source, sealed.clone());
                }
                SecretChange::Destroy(source) => {
                    self.secrets.remove(source);
                }
            }
        }
        if let Some(used) = &head.idempotency {
            self.used_keys.push(UsedKey {
                actor: head.actor.id.0,
                key: used.key.clone(),
                fingerprint: used.fingerprint,
                seq: now.seq,
                at: now.at,
            });
        }
        let changeset = Changeset {
            id: head.id,
            seq: now.seq,
            actor: head.actor.clone(),
            at: now.at,
            origin: head.origin,
            message: head.message.clone(),
            undoes: head.undoes,
            undone_by: None,
        };
        self.commits.push(Commit { changeset: changeset.clone(), changes: written });
        changeset
    }
}

fn in_order<T: Entity>(
    shelf: &mut Shelf<T>,
    mut steps: Vec<&Delta<T>>,
    now: Now,
) -> Vec<EntityChange>
where
    EntityChange: From<Delta<T>>,
{
    steps.sort_by_key(|step| {
        step.before.as_ref().map(|before| before.value.id()).or(step.after.as_ref().map(Entity::id))
    });
    steps.into_iter().map(|step| apply(shelf, step, now).into()).collect()
}

#[async_trait]
impl CatalogWriter for MemoryRepo {
    async fn commit(&self, head: Head, changes: Vec<EntityChange>) -> Result<Committed> {
        let mut state = self.lock();
        if let Some(asked) = &head.idempotency {
            let now = head.at.max(state.newest_time());
            if let Some(used) = state.used_key(&head.actor, &asked.key, now) {
                if used.fingerprint != asked.fingerprint {
                    return Err(Error::new(
                        ErrorKind::Conflict,
                        COMMIT,
                        "This idempotency key was used for another request.",
                    ));
                }
                let first = state.commit(used.seq).map(|commit| state.changeset(commit));
                if let Some(changeset) = first {
                    return Ok(Committed { changeset, replayed: true });
                }
            }
        }
        state.check(&head, &changes)?;
        state.check_keys(&head)?;
        Ok(Committed { changeset: state.write(&head, &changes), replayed: false })
    }

    async fn replay(&self, actor: &Actor, key: &str) -> Result<Option<([u8; 32], Changeset)>> {
        let state = self.lock();
        let used = state.used_key(actor, key, self.now(&state));
        Ok(used.and_then(|used| {
            let commit = state.commit(used.seq)?;
            Some((used.fingerprint, state.changeset(commit)))
        }))
    }

    async fn ready(&self) -> Result<()> {
        Ok(())
    }
}
