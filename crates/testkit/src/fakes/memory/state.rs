use std::collections::BTreeMap;

use ariadne_domain::{
    Actor, ActorId, ApiToken, Assertion, AuditId, Changeset, ChangesetId, Column, Edge, Entity,
    EntityChange, EntityKind, EntityRef, JobId, OneTimeLink, Person, Session, Source, SourceId,
    Stored, Table, Timestamp,
};
use ariadne_ports::{
    At, Attempts, AuditEntry, Ciphertext, ConflictWith, ImportPart, Job, PasswordHash,
    PersonSetting, SecretHash, StoredFetch,
};
use uuid::Uuid;

use super::shelf::Shelf;

/// A committed changeset with all that it did, in the order that history tells it.
#[derive(Clone, Debug)]
pub(super) struct Commit {
    pub(super) changeset: Changeset,
    pub(super) changes: Vec<EntityChange>,
}

/// An idempotency key that was used.
#[derive(Clone, Debug)]
pub(super) struct UsedKey {
    pub(super) actor: Uuid,
    pub(super) key: String,
    pub(super) fingerprint: [u8; 32],
    pub(super) seq: u64,
    pub(super) at: Timestamp,
}

/// Everything that the database of a repo holds.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) sources: Shelf<Source>,
    pub(super) tables: Shelf<Table>,
    pub(super) columns: Shelf<Column>,
    pub(super) edges: Shelf<Edge>,
    pub(super) assertions: Shelf<Assertion>,
    /// The changeset of seq n stands at n - 1.
    pub(super) commits: Vec<Commit>,
    pub(super) used_keys: Vec<UsedKey>,
    pub(super) secrets: BTreeMap<SourceId, Ciphertext>,
    pub(super) key_id: Option<String>,
    pub(super) audit: BTreeMap<AuditId, AuditEntry>,
    pub(super) fetches: Vec<(StoredFetch, Timestamp)>,
    pub(super) jobs: BTreeMap<JobId, Job>,
    pub(super) pieces: BTreeMap<(JobId, ImportPart, u32), Vec<u8>>,
    pub(super) people: BTreeMap<ActorId, Person>,
    pub(super) passwords: BTreeMap<ActorId, PasswordHash>,
    pub(super) sessions: Vec<(SecretHash, Session)>,
    pub(super) tokens: Vec<(SecretHash, ApiToken)>,
    pub(super) links: Vec<(SecretHash, OneTimeLink)>,
    pub(super) attempts: BTreeMap<String, Attempts>,
    pub(super) settings: Vec<PersonSetting>,
}

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

impl State {
    pub(super) fn seq(&self) -> u64 {
        self.commits.len() as u64
    }

    /// Time of the newest changeset.
    pub(super) fn newest_time(&self) -> Timestamp {
        self.commits.last().map_or(Timestamp::default(), |commit| commit.changeset.at)
    }

    /// The commit of a seq from 1.
    pub(super) fn commit(&self, seq: u64) -> Option<&Commit> {
        let index = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.commits.get(index)
    }

    /// The changeset of a commit with what is known by now: who undid it.
    pub(super) fn changeset(&self, commit: &Commit) -> Changeset {
        let undone_by = self.undone_by(commit.changeset.id);
        Changeset { undone_by, ..commit.changeset.clone() }
    }

    /// The changeset that undid this one and is itself not undone.
    fn undone_by(&self, id: ChangesetId) -> Option<ChangesetId> {
        let undoing = self.commits.iter().map(|c| &c.changeset).filter(|c| c.undoes == Some(id));
        undoing.map(|c| c.id).find(|undo| self.undone_by(*undo).is_none())
    }

    /// The use of a key by this actor that still counts at `now`.
    pub(super) fn used_key(&self, actor: &Actor, key: &str, now: Timestamp) -> Option<&UsedKey> {
        self.used_keys
            .iter()
            .rev()
            .find(|used| used.actor == actor.id.0 && used.key == key && now.0 - used.at.0 < DAY)
    }

    pub(super) fn exists(&self, entity: EntityRef) -> bool {
        match entity.kind {
            EntityKind::Source => self.sources.row(At::Head, entity.id).is_some(),
            EntityKind::Table => self.tables.row(At::Head, entity.id).is_some(),
            EntityKind::Column => self.columns.row(At::Head, entity.id).is_some(),
            EntityKind::Edge => self.edges.row(At::Head, entity.id).is_some(),
            EntityKind::Assertion => self.assertions.row(At::Head, entity.id).is_some(),
        }
    }

    /// Version of an aggregate; `None` when it is gone or has none.
    pub(super) fn version(&self, entity: EntityRef) -> Option<u32> {
        match entity.kind {
            EntityKind::Source => self.sources.row(At::Head, entity.id).map(|row| row.version),
            EntityKind::Table => self.tables.row(At::Head, entity.id).map(|row| row.version),
            EntityKind::Edge => self.edges.row(At::Head, entity.id).map(|row| row.version),
            EntityKind::Column | EntityKind::Assertion => None,
        }
    }

    /// Who changed or ended an entity last, for a conflict.
    pub(super) fn conflict_with(&self, entity: EntityRef) -> ConflictWith {
        fn label<T: Entity>(last: Option<&Stored<T>>) -> Option<String> {
            last.map(|row| row.value.label())
        }
        let (name, seq) = match entity.kind {
            EntityKind::Source => {
                (label(self.sources.last(entity.id)), self.sources.touched_by(entity.id))
            }
            EntityKind::Table => {
                (label(self.tables.last(entity.id)), self.tables.touched_by(entity.id))
            }
            EntityKind::Column => {
                (label(self.columns.last(entity.id)), self.columns.touched_by(entity.id))
            }
            EntityKind::Edge => {
                (label(self.edges.last(entity.id)), self.edges.touched_by(entity.id))
            }
            EntityKind::Assertion => {
                (label(self.assertions.last(entity.id)), self.assertions.touched_by(entity.id))
            }
        };
        let by = seq.and_then(|seq| self.commit(seq)).map(|commit| &commit.changeset);
        ConflictWith {
            entity,
            name: name.unwrap_or_else(|| entity.id.to_string()),
            version: self.version(entity),
            seq,
            actor: by.map(|changeset| changeset.actor.clone()),
            at: by.map(|changeset| changeset.at),
        }
    }
}
