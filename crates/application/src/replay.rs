//! A request that was made before is answered as it was then.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ariadne_domain::{
    Changeset, Edge, EdgeId, EntityChange, EntityKind, Source, SourceId, Stored, TableId,
};
use ariadne_ports::{At, Error, ErrorKind, Result};

use crate::{EdgeView, Editor, IdempotencyKey, Outcome, TableView, WriteContext};

impl Editor {
    /// Runs `write`, unless this request was made before: then `answer` tells what
    /// it did. A request whose twin was faster finds out on its way (the commit
    /// says so, or what it wanted to change has moved on), and is answered alike.
    pub(crate) async fn once<T, A>(
        &self,
        context: &WriteContext,
        answer: impl FnOnce(Changeset, Vec<EntityChange>) -> A,
        write: impl Future<Output = Result<Outcome<T>>>,
    ) -> Result<Outcome<T>>
    where
        A: Future<Output = Result<Outcome<T>>>,
    {
        if let Some((changeset, changes)) = self.made_before(context).await? {
            return answer(changeset, changes).await;
        }
        let written = write.await;
        // A twin that was faster left nothing to do, or its write in the way.
        let none = written.as_ref().map_or(true, |outcome| outcome.changeset.is_none());
        if none && let Ok(Some((changeset, changes))) = self.made_before(context).await {
            return answer(changeset, changes).await;
        }
        written
    }

    /// The changeset that this request already made, and what it did.
    async fn made_before(
        &self,
        context: &WriteContext,
    ) -> Result<Option<(Changeset, Vec<EntityChange>)>> {
        let Some(wanted) = context.idempotency.as_ref().filter(|_| !context.dry_run) else {
            return Ok(None);
        };
        let wanted = self.keyed(wanted);
        let Some((print, changeset)) =
            self.core.ports.writer.replay(&self.actor, &wanted.key).await?
        else {
            return Ok(None);
        };
        same_request(print, &wanted)?;
        let changes = self.core.ports.changesets.entity_changes(changeset.seq).await?;
        Ok(Some((changeset, changes)))
    }

    /// Refuses a key that this actor used for another request: `Conflict`. For a
    /// request of several writes, whose keys derive from one.
    pub async fn check_key(&self, key: &IdempotencyKey) -> Result<()> {
        match self.core.ports.writer.replay(&self.actor, &key.key).await? {
            Some((print, _)) => same_request(print, &self.keyed(key)),
            None => Ok(()),
        }
    }

    /// The key as it is kept and compared: by the vault's fingerprint.
    pub(crate) fn keyed(&self, asked: &IdempotencyKey) -> ariadne_ports::IdempotencyKey {
        let fingerprint = self.core.ports.vault.fingerprint(&asked.body_hash);
        ariadne_ports::IdempotencyKey { key: asked.key.clone(), fingerprint }
    }

    /// What a request about tables answered: the tables of `ids`, or else those of
    /// its changes, in the order in which they were made.
    pub(crate) async fn same_tables(
        &self,
        changeset: Changeset,
        changes: Vec<EntityChange>,
        ids: Option<Vec<TableId>>,
    ) -> Result<Outcome<Vec<TableView>>> {
        let ids = ids.unwrap_or_else(|| {
            let touched = changes.iter().map(EntityChange::entity);
            touched.filter(|e| e.kind == EntityKind::Table).map(|e| TableId(e.id)).collect()
        });
        let value = self.stored_views(&ids).await?;
        Ok(Outcome { value, changeset: Some(changeset), warnings: Vec::new() })
    }

    /// What a request about lineage answered: the edges of `ids`, or else those of its
    /// changes by id, that are left.
    pub(crate) async fn same_edges(
        &self,
        changeset: Changeset,
        changes: Vec<EntityChange>,
        ids: Option<&[EdgeId]>,
    ) -> Result<Outcome<Vec<EdgeView>>> {
        let touched = changes.iter().map(EntityChange::entity);
        let touched = touched.filter(|e| e.kind == EntityKind::Edge).map(|e| EdgeId(e.id));
        let order: Vec<EdgeId> = match ids {
            Some(ids) => ids.to_vec(),
            None => touched.collect::<BTreeSet<_>>().into_iter().collect(),
        };
        let stored = self.core.ports.lineage.edges(At::Head, &order).await?;
        let views = self.views_of(stored).await?;
        let mut views: HashMap<EdgeId, EdgeView> =
            views.into_iter().map(|view| (view.edge.id, view)).collect();
        let value = order.iter().filter_map(|id| views.remove(id)).collect();
        Ok(Outcome { value, changeset: Some(changeset), warnings: Vec::new() })
    }

    /// Stored edges with their claims.
    pub(crate) async fn views_of(&self, stored: Vec<Stored<Edge>>) -> Result<Vec<EdgeView>> {
        let ids: Vec<EdgeId> = stored.iter().map(|edge| edge.value.id).collect();
        let mut claims = self.assertions_of(At::Head, &ids).await?;
        let view = |edge: Stored<Edge>| EdgeView {
            version: edge.version,
            assertions: Arc::new(claims.remove(&edge.value.id).unwrap_or_default()),
            edge: edge.value,
        };
        Ok(stored.into_iter().map(view).collect())
    }

    /// What a request about one source answered.
    pub(crate) async fn same_source(
        &self,
        changeset: Changeset,
        changes: Vec<EntityChange>,
    ) -> Result<Outcome<Stored<Source>>> {
        let mut touched = changes.iter().map(EntityChange::entity);
        let Some(entity) = touched.find(|e| e.kind == EntityKind::Source) else {
            let message = "The request of this idempotency key was no write of a data source.";
            return Err(Error::new(ErrorKind::Conflict, "catalog.replay", message));
        };
        let id = SourceId(entity.id);
        let found = self.core.ports.sources.sources(At::Head, &[id]).await?.pop();
        let value =
            found.ok_or_else(|| Error::not_found("catalog.replay", "such data source any more"))?;
        Ok(Outcome { value, changeset: Some(changeset), warnings: Vec::new() })
    }
}

/// What a request without an object of its own answered.
pub(crate) fn same<T>(value: T, changeset: Changeset) -> std::future::Ready<Result<Outcome<T>>> {
    std::future::ready(Ok(Outcome { value, changeset: Some(changeset), warnings: Vec::new() }))
}

/// Whether a key that is kept was given to this very request; `Conflict` otherwise.
pub(crate) fn same_request(print: [u8; 32], wanted: &ariadne_ports::IdempotencyKey) -> Result<()> {
    if print == wanted.fingerprint {
        return Ok(());
    }
    let message =
        "This idempotency key was used for another request within 24 hours; use a new key.";
    Err(Error::new(ErrorKind::Conflict, "catalog.replay", message))
}
