//! Sessions, tokens and failed attempts.

use std::collections::BTreeSet;

use ariadne_domain::{ActorId, ApiToken, Person, Session, SessionId, Timestamp};
use ariadne_ports::{
    AttemptStore, Attempts, Error, Page, PageRequest, Result, SecretHash, SessionStore,
    TokenFilter, TokenStore,
};
use async_trait::async_trait;

use super::MemoryRepo;
use super::paging::{Direction, Entry, page, time_key};

#[async_trait]
impl SessionStore for MemoryRepo {
    async fn open_session(&self, session: &Session, secret: SecretHash) -> Result<()> {
        const OPERATION: &str = "memory.open_session";
        let mut state = self.lock();
        let taken =
            |(hash, other): &(SecretHash, Session)| *hash == secret || other.id == session.id;
        if state.sessions.iter().any(taken) {
            return Err(Error::internal(OPERATION, format!("{} is there", session.id)));
        }
        let person = state.people.get_mut(&session.person).filter(|person| person.active);
        let Some(person) = person else {
            return Err(Error::not_found(OPERATION, format!("active person {}", session.person)));
        };
        person.last_sign_in = Some(session.created_at);
        state.sessions.retain(|(_, other)| other.is_alive(session.created_at));
        state.sessions.push((secret, session.clone()));
        Ok(())
    }

    async fn session(
        &self,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<(Session, Person)>> {
        let state = self.lock();
        let mut sessions = state.sessions.iter();
        let found = sessions.find(|(hash, session)| *hash == secret && session.is_alive(now));
        Ok(found.and_then(|(_, session)| {
            let person = state.people.get(&session.person).filter(|person| person.active)?;
            Some((session.clone(), person.clone()))
        }))
    }

    async fn touch_session(
        &self,
        id: SessionId,
        last_seen: Timestamp,
        idle_until: Timestamp,
    ) -> Result<()> {
        let mut state = self.lock();
        let mut sessions = state.sessions.iter_mut().map(|(_, session)| session);
        if let Some(session) = sessions.find(|s| s.id == id && s.is_alive(last_seen)) {
            session.last_seen = session.last_seen.max(last_seen);
            session.idle_until = session.idle_until.max(idle_until);
        }
        Ok(())
    }

    async fn sessions_of(&self, person: ActorId, now: Timestamp) -> Result<Vec<Session>> {
        let state = self.lock();
        let sessions = state.sessions.iter().map(|(_, session)| session);
        let mut found: Vec<Session> =
            sessions.filter(|s| s.person == person && s.is_alive(now)).cloned().collect();
        found.sort_by_key(|session| std::cmp::Reverse((session.created_at, session.id)));
        Ok(found)
    }

    async fn close_session(&self, person: ActorId, id: SessionId) -> Result<bool> {
        let mut state = self.lock();
        let before = state.sessions.len();
        state.sessions.retain(|(_, session)| session.person != person || session.id != id);
        Ok(state.sessions.len() < before)
    }

    async fn close_sessions(&self, person: ActorId, keep: Option<SessionId>) -> Result<u64> {
        Ok(self.lock().end_sessions(person, keep))
    }
}

#[async_trait]
impl TokenStore for MemoryRepo {
    async fn create_token(&self, token: &ApiToken, secret: SecretHash) -> Result<()> {
        const OPERATION: &str = "memory.create_token";
        let mut state = self.lock();
        if state.tokens.iter().any(|(hash, other)| *hash == secret || other.id == token.id) {
            return Err(Error::internal(OPERATION, format!("{} is there", token.id)));
        }
        if !state.people.contains_key(&token.owner) {
            return Err(Error::not_found(OPERATION, format!("person {}", token.owner)));
        }
        state.tokens.push((secret, token.clone()));
        Ok(())
    }

    async fn token(&self, secret: SecretHash) -> Result<Option<(ApiToken, Person)>> {
        let state = self.lock();
        let found = state.tokens.iter().find(|(hash, _)| *hash == secret);
        Ok(found
            .and_then(|(_, token)| Some((token.clone(), state.people.get(&token.owner)?.clone()))))
    }

    async fn tokens(&self, ids: &[ActorId]) -> Result<Vec<ApiToken>> {
        let state = self.lock();
        let tokens = state.tokens.iter().map(|(_, token)| token);
        Ok(tokens.filter(|token| ids.contains(&token.id)).cloned().collect())
    }

    async fn list_tokens(
        &self,
        filter: &TokenFilter,
        request: &PageRequest,
    ) -> Result<Page<ApiToken>> {
        let state = self.lock();
        let fits = |token: &&ApiToken| {
            filter.owner.is_none_or(|owner| token.owner == owner)
                && filter.alive_at.is_none_or(|at| token.is_alive(at))
        };
        let tokens = state.tokens.iter().map(|(_, token)| token).filter(fits);
        let entries = tokens.map(|token| Entry {
            keys: vec![time_key(Some(token.created_at))],
            id: token.id.0,
            item: token.clone(),
        });
        let scope = format!("tokens {filter:?}");
        page("memory.tokens", &scope, Direction::Descending, entries.collect(), request)
    }

    async fn revoke_token(&self, id: ActorId, at: Timestamp) -> Result<bool> {
        let mut state = self.lock();
        let mut tokens = state.tokens.iter_mut().map(|(_, token)| token);
        let found = tokens.find(|token| token.id == id && token.revoked_at.is_none());
        Ok(found.map(|token| token.revoked_at = Some(at)).is_some())
    }

    async fn note_use(&self, id: ActorId, at: Timestamp, from: Option<&str>) -> Result<()> {
        let mut state = self.lock();
        let mut tokens = state.tokens.iter_mut().map(|(_, token)| token);
        if let Some(token) = tokens.find(|token| token.id == id && token.last_used < Some(at)) {
            token.last_used = Some(at);
            token.last_used_from = from.map(str::to_owned);
        }
        Ok(())
    }
}

#[async_trait]
impl AttemptStore for MemoryRepo {
    async fn attempts(&self, keys: &[String]) -> Result<Vec<Attempts>> {
        let state = self.lock();
        Ok(keys.iter().map(|key| state.attempts.get(key).copied().unwrap_or_default()).collect())
    }

    async fn note_failure(
        &self,
        keys: &[String],
        at: Timestamp,
        forget_before: Timestamp,
    ) -> Result<()> {
        let mut state = self.lock();
        state.attempts.retain(|_, attempts| attempts.last >= forget_before);
        for key in keys.iter().collect::<BTreeSet<_>>() {
            let new = Attempts { failures: 0, last: at };
            let attempts = state.attempts.entry(key.clone()).or_insert(new);
            attempts.failures += 1;
            attempts.last = attempts.last.max(at);
        }
        Ok(())
    }

    async fn clear_attempts(&self, key: &str) -> Result<()> {
        self.lock().attempts.remove(key);
        Ok(())
    }
}
