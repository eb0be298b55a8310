//! One changeset within the transaction: checked, numbered, written.

use std::collections::HashMap;
use std::time::Duration;

use ariadne_domain::{Changeset, ChangesetOrigin, EntityChange, Timestamp, Violation};
use ariadne_ports::{ChangeBatches, Committed, Error, ErrorKind, Head, Result};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

use super::steps::{AllSteps, Steps};
use super::{OPERATION, Standing, checks, idempotency, lineage, names, rows, searchable, secrets};
use crate::entities::changeset;
use crate::error::db;
use crate::kept::Kept;

/// How long the next batch of a commit may take: nobody else writes meanwhile.
const PATIENCE: Duration = Duration::from_mins(1);
const LATE: &str = "The change was given up, since the next part of it did not come in time; nothing was written. Try again.";

/// The changes of one commit.
pub(super) enum Changes {
    /// All of them.
    Whole(Vec<EntityChange>),
    /// Some at a time.
    Batches(Box<dyn ChangeBatches>),
}

impl Changes {
    /// How many there are, as far as that is known.
    pub(super) fn weight(&self) -> usize {
        match self {
            Self::Whole(changes) => changes.len(),
            Self::Batches(_) => usize::MAX,
        }
    }
}

/// What the batches of a changeset have written so far.
#[derive(Default)]
struct Written {
    numbers: searchable::Numbers,
    touched: i32,
    deleted: i32,
}

/// Writes one changeset behind `standing`; answers where the record stands then.
pub(super) async fn apply(
    connection: &impl ConnectionTrait,
    standing: &Standing,
    head: &Head,
    changes: &mut Changes,
) -> Result<(Standing, Committed)> {
    let at = head.at.0.max(standing.row.at);
    if let Some(changeset) = idempotency::replayed(connection, head, at).await? {
        return Ok((standing.clone(), Committed { changeset, replayed: true }));
    }
    let seq = standing.row.seq + 1;
    let mut written = Written::default();
    match changes {
        Changes::Whole(changes) => {
            batch(connection, standing, head, changes, (seq, at), &mut written).await?;
        }
        Changes::Batches(batches) => {
            let first = next(batches.as_mut()).await?.unwrap_or_default();
            batch(connection, standing, head, &first, (seq, at), &mut written).await?;
            drop(first);
            // What the head requires and brings is done with.
            let rest = Head { requires: Vec::new(), secrets: Vec::new(), ..head.clone() };
            while let Some(changes) = next(batches.as_mut()).await? {
                batch(connection, standing, &rest, &changes, (seq, at), &mut written).await?;
            }
        }
    }

    let row = changeset::Model {
        seq,
        id: head.id.0,
        actor_id: head.actor.id.0,
        actor_name: head.actor.name.clone(),
        actor_kind: head.actor.kind.as_str().to_owned(),
        at,
        origin: head.origin.as_str().to_owned(),
        message: head.message.clone(),
        undoes: head.undoes.map(|id| id.0),
        touched: written.touched,
        deleted: written.deleted,
    };
    changeset::Entity::insert(row.into_active_model())
        .exec_without_returning(connection)
        .await
        .map_err(db(OPERATION))?;
    idempotency::keep(connection, head, seq, at).await?;

    let mut next = standing.clone();
    (next.row.seq, next.row.at) = (seq, at);
    let changeset = Changeset {
        id: head.id,
        seq: seq.cast_unsigned(),
        actor: head.actor.clone(),
        at: Timestamp(at),
        origin: head.origin,
        message: head.message.clone(),
        undoes: head.undoes,
        undone_by: None,
    };
    Ok((next, Committed { changeset, replayed: false }))
}

/// The next changes of a commit that others wait for.
async fn next(batches: &mut dyn ChangeBatches) -> Result<Option<Vec<EntityChange>>> {
    let late = |_| Error::new(ErrorKind::Timeout, OPERATION, LATE);
    tokio::time::timeout(PATIENCE, batches.next()).await.map_err(late)?
}

/// Checks and writes some of the changes.
async fn batch(
    connection: &impl ConnectionTrait,
    standing: &Standing,
    head: &Head,
    changes: &[EntityChange],
    (seq, at): (i64, i64),
    written: &mut Written,
) -> Result<()> {
    let mut steps = AllSteps::of(changes)?;
    storable(head, &steps)?;
    steps.load(connection, head.origin == ChangesetOrigin::Undo).await?;
    checks::requirements(connection, head).await?;
    checks::rows_unchanged(connection, &steps.sources).await?;
    checks::rows_unchanged(connection, &steps.tables).await?;
    checks::rows_unchanged(connection, &steps.columns).await?;
    checks::rows_unchanged(connection, &steps.edges).await?;
    checks::rows_unchanged(connection, &steps.assertions).await?;
    checks::references(connection, &steps).await?;
    lineage::references(connection, &steps).await?;
    steps.aggregates_are_whole()?;
    lineage::aggregates_are_whole(&steps)?;
    names::free(connection, head, &steps).await?;

    let numbers = &mut written.numbers;
    let docs = searchable::write(connection, &steps.sources, numbers).await?;
    rows::write(connection, &steps.sources, &docs, (seq, at)).await?;
    let docs = searchable::write(connection, &steps.tables, numbers).await?;
    rows::write(connection, &steps.tables, &docs, (seq, at)).await?;
    rows::write_tags(connection, &steps.tables, seq).await?;
    let docs = searchable::write(connection, &steps.columns, numbers).await?;
    rows::write(connection, &steps.columns, &docs, (seq, at)).await?;
    let docs = HashMap::new();
    rows::write(connection, &steps.edges, &docs, (seq, at)).await?;
    rows::write(connection, &steps.assertions, &docs, (seq, at)).await?;
    secrets::apply(connection, &standing.row, head, &steps.sources).await?;
    written.touched |= touched(&steps);
    written.deleted |= deleted(&steps);
    Ok(())
}

/// The kinds that have a step.
fn touched(steps: &AllSteps<'_>) -> i32 {
    fn bit<K: Kept>(steps: &Steps<'_, K>) -> i32 {
        if steps.ids.is_empty() { 0 } else { K::BIT }
    }
    bit(&steps.sources)
        | bit(&steps.tables)
        | bit(&steps.columns)
        | bit(&steps.edges)
        | bit(&steps.assertions)
}

/// The kinds of which something ends.
fn deleted(steps: &AllSteps<'_>) -> i32 {
    fn bit<K: Kept>(steps: &Steps<'_, K>) -> i32 {
        if steps.deleted().next().is_some() { K::BIT } else { 0 }
    }
    bit(&steps.sources)
        | bit(&steps.tables)
        | bit(&steps.columns)
        | bit(&steps.edges)
        | bit(&steps.assertions)
}

/// Refuses U+0000 in what lies in text columns: no database keeps it there.
fn storable(head: &Head, steps: &AllSteps<'_>) -> Result<()> {
    let mut texts: Vec<(&'static str, &str)> = vec![("actor", &head.actor.name)];
    texts.extend(head.message.as_deref().map(|text| ("message", text)));
    texts.extend(head.idempotency.as_ref().map(|used| ("idempotencyKey", &*used.key)));
    for source in steps.sources.after() {
        texts.push(("name", &source.name));
        texts.extend(source.description.as_deref().map(|text| ("description", text)));
    }
    for table in steps.tables.after() {
        texts.push(("name", &table.name));
        texts.extend(table.schema.as_deref().map(|text| ("schema", text)));
        texts.extend(table.owner.as_deref().map(|text| ("owner", text)));
        texts.extend(table.tags.iter().map(|tag| ("tags", tag.as_str())));
    }
    for claim in steps.assertions.after() {
        texts.push(("claimant", &claim.claimant.name));
        texts.extend(claim.process.as_deref().map(|text| ("process", text)));
        texts.extend(claim.transformation.as_deref().map(|text| ("transformation", text)));
        texts.extend(claim.note.as_deref().map(|text| ("note", text)));
    }
    let with_nul = texts.into_iter().filter(|(_, text)| text.contains('\0'));
    let violations: Vec<Violation> = with_nul
        .map(|(field, _)| {
            Violation::new([field], "CONTROL_CHARACTER", "U+0000 cannot be stored; remove it.")
        })
        .collect();
    if violations.is_empty() { Ok(()) } else { Err(Error::validation(OPERATION, violations)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A plan that hangs.
    struct Never;

    #[async_trait::async_trait]
    impl ChangeBatches for Never {
        async fn next(&mut self) -> Result<Option<Vec<EntityChange>>> {
            std::future::pending().await
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_part_that_does_not_come_is_not_waited_for() {
        let error = next(&mut Never).await.expect_err("given up");
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.to_string().contains("nothing was written"), "{error}");
    }
}
