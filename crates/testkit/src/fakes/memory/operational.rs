//! Audit, fetches, jobs and sealed secrets.

use std::collections::{BTreeMap, BTreeSet};

use ariadne_domain::{
    ActorId, AuditAction, FetchId, FetchedTable, JobId, SourceId, Timestamp, Value,
};
use ariadne_ports::{
    AuditEntry, AuditFilter, AuditLog, Ciphertext, CursorKey, Error, ErrorKind, FetchStore,
    ImportPart, ImportStore, Job, JobStore, Page, PageRequest, Resealed, Result, SecretStore,
    StoredFetch,
};
use async_trait::async_trait;

use super::MemoryRepo;
use super::paging::{Direction, Entry, page, time_key};

#[async_trait]
impl AuditLog for MemoryRepo {
    async fn append(&self, entry: &AuditEntry) -> Result<()> {
        let mut state = self.lock();
        if state.audit.contains_key(&entry.id) {
            return Err(Error::internal("memory.append", format!("{} is there", entry.id)));
        }
        state.audit.insert(entry.id, entry.clone());
        Ok(())
    }

    async fn list(&self, filter: &AuditFilter, request: &PageRequest) -> Result<Page<AuditEntry>> {
        let state = self.lock();
        let fits = |entry: &&AuditEntry| {
            (filter.actions.is_empty() || filter.actions.contains(&entry.action))
                && filter.source.is_none_or(|source| entry.source == Some(source))
                && filter.actor.is_none_or(|actor| entry.actor.id == actor)
                && filter.outcome.as_ref().is_none_or(|outcome| entry.outcome == *outcome)
                && filter.from.is_none_or(|from| entry.at >= from)
                && filter.before.is_none_or(|before| entry.at < before)
        };
        let entries = state.audit.values().filter(fits).map(|entry| Entry {
            keys: vec![time_key(Some(entry.at))],
            id: entry.id.0,
            item: entry.clone(),
        });
        let scope = format!("audit {filter:?}");
        page("memory.audit", &scope, Direction::Descending, entries.collect(), request)
    }

    async fn latest_tests(&self, sources: &[SourceId]) -> Result<Vec<AuditEntry>> {
        let state = self.lock();
        let distinct: BTreeSet<SourceId> = sources.iter().copied().collect();
        let latest = distinct.into_iter().filter_map(|source| {
            let tests = state
                .audit
                .values()
                .filter(|entry| entry.action == AuditAction::Test && entry.source == Some(source));
            tests.max_by_key(|entry| (entry.at, entry.id)).cloned()
        });
        Ok(latest.collect())
    }
}

const LARGEST_FETCH: usize = 64 * 1024 * 1024;

/// About the bytes of the texts within.
fn size(fetched: &FetchedTable) -> usize {
    fn value(v: &Value) -> usize {
        match v {
            Value::Null | Value::Bool(_) => 4,
            Value::Number(text) | Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(value).sum(),
            Value::Object(members) => members.iter().map(|(k, v)| k.len() + value(v)).sum(),
        }
    }
    let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let columns = fetched.columns.iter().map(|c| {
        c.path.to_string().len()
            + c.data_type.len()
            + text(&c.comment)
            + text(&c.default)
            + value(&c.properties)
    });
    let facts = &fetched.facts;
    columns.sum::<usize>()
        + text(&facts.definition)
        + text(&facts.comment)
        + value(&facts.properties)
}

#[async_trait]
impl FetchStore for MemoryRepo {
    async fn put(&self, fetch: &StoredFetch, expires: Timestamp) -> Result<()> {
        if size(&fetch.fetched) > LARGEST_FETCH {
            let message = "The answer of the source is larger than 64 MiB.";
            return Err(Error::new(ErrorKind::Limit, "memory.put_fetch", message));
        }
        let mut state = self.lock();
        state.fetches.retain(|(_, expires)| *expires > fetch.at);
        state.fetches.push((fetch.clone(), expires));
        Ok(())
    }

    async fn get(&self, ids: &[FetchId], now: Timestamp) -> Result<Vec<StoredFetch>> {
        let state = self.lock();
        let found =
            state.fetches.iter().filter(|(f, expires)| ids.contains(&f.id) && *expires > now);
        Ok(found.map(|(fetch, _)| fetch.clone()).collect())
    }
}

#[async_trait]
impl JobStore for MemoryRepo {
    async fn create(&self, job: &Job) -> Result<()> {
        let mut state = self.lock();
        let state = &mut *state;
        let expired = |kept: &Job| kept.expires <= job.created_at;
        state.pieces.retain(|(of, ..), _| !state.jobs.get(of).is_some_and(expired));
        state.jobs.retain(|_, kept| !expired(kept));
        if state.jobs.contains_key(&job.id) {
            return Err(Error::internal("memory.create_job", format!("{} is there", job.id)));
        }
        state.jobs.insert(job.id, job.clone());
        Ok(())
    }

    async fn job(&self, id: JobId, now: Timestamp) -> Result<Option<Job>> {
        Ok(self.lock().jobs.get(&id).filter(|job| job.expires > now).cloned())
    }

    async fn jobs_of(
        &self,
        kind: &str,
        actor: ActorId,
        now: Timestamp,
        request: &PageRequest,
    ) -> Result<Page<Job>> {
        let state = self.lock();
        let wanted = |job: &&Job| job.kind == kind && job.actor.id == actor && job.expires > now;
        let entries = state.jobs.values().filter(wanted).map(|job| Entry {
            keys: vec![CursorKey::Int(job.created_at.0)],
            id: job.id.0,
            item: job.clone(),
        });
        let scope = format!("jobs {kind} {actor}");
        page("memory.list_jobs", &scope, Direction::Descending, entries.collect(), request)
    }

    async fn update(&self, job: &Job) -> Result<u32> {
        let mut state = self.lock();
        let Some(stored) = state.jobs.get_mut(&job.id) else {
            return Err(Error::not_found("memory.update_job", format!("job {}", job.id)));
        };
        if stored.version != job.version {
            let message = "The job was changed in the meantime.";
            return Err(Error::new(ErrorKind::Conflict, "memory.update_job", message));
        }
        let version = job.version + 1;
        *stored = Job { version, ..job.clone() };
        Ok(version)
    }
}

const LARGEST_PIECE: usize = 16 * 1024 * 1024;

#[async_trait]
impl ImportStore for MemoryRepo {
    async fn put_piece(
        &self,
        job: JobId,
        part: ImportPart,
        number: u32,
        bytes: Vec<u8>,
    ) -> Result<()> {
        if bytes.len() > LARGEST_PIECE {
            let message = "A piece is larger than 16 MiB.";
            return Err(Error::new(ErrorKind::Limit, "memory.put_piece", message));
        }
        self.lock().pieces.insert((job, part, number), bytes);
        Ok(())
    }

    async fn piece(&self, job: JobId, part: ImportPart, number: u32) -> Result<Option<Vec<u8>>> {
        Ok(self.lock().pieces.get(&(job, part, number)).cloned())
    }

    async fn drop_parts(&self, job: JobId, parts: &[ImportPart]) -> Result<()> {
        self.lock().pieces.retain(|(of, part, _), _| *of != job || !parts.contains(part));
        Ok(())
    }
}

fn stored(
    secrets: &BTreeMap<SourceId, Ciphertext>,
) -> impl Iterator<Item = (SourceId, &Ciphertext)> {
    secrets.iter().map(|(source, sealed)| (*source, sealed))
}

#[async_trait]
impl SecretStore for MemoryRepo {
    async fn secret(&self, source: SourceId) -> Result<Option<Ciphertext>> {
        Ok(self.lock().secrets.get(&source).cloned())
    }

    async fn secrets(&self) -> Result<Vec<(SourceId, Ciphertext)>> {
        Ok(self.lock().secrets.iter().map(|(id, sealed)| (*id, sealed.clone())).collect())
    }

    async fn reseal(&self, key_id: &str, secrets: Vec<Resealed>) -> Result<()> {
        let mut state = self.lock();
        let given: BTreeMap<SourceId, &Ciphertext> =
            secrets.iter().map(|one| (one.source, &one.old)).collect();
        let same = given.len() == secrets.len() && given.into_iter().eq(stored(&state.secrets));
        if !same {
            let message = "Secrets were put, changed or destroyed in the meantime; rotate again.";
            return Err(Error::new(ErrorKind::Conflict, "memory.reseal", message));
        }
        state.secrets = secrets.into_iter().map(|one| (one.source, one.new)).collect();
        state.used_keys.clear();
        state.key_id = Some(key_id.to_owned());
        Ok(())
    }

    async fn claim_key(&self, key_id: &str) -> Result<String> {
        Ok(self.lock().key_id.get_or_insert_with(|| key_id.to_owned()).clone())
    }
}
