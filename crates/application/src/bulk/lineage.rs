//! Claims of lineage in a file.
//!
//! A claim that says what a stored one says is unchanged, whoever made that. What is new
//! comes in as a claim of the importer with origin `IMPORT`; what another claimant says
//! stands. An administrator may keep origins and claimants as the file tells them.

use std::collections::{HashMap, HashSet};

use ariadne_domain::{
    Actor, ActorId, Assertion, AssertionId, ClaimKey, Claimed, Claims, Edge, EdgeDraft, EdgeId,
    EdgeState, EntityChange, Field, LineageLevel, LineageOrigin, LineageStatus, NewClaim, TableId,
};
use ariadne_formats::{LineageRecord, Placed, Problem, RecordKind};
use ariadne_ports::{At, Node, Result};
use uuid::Uuid;

use super::document::{self, Document};
use super::options::OnExisting;
use super::plan::Planner;
use super::resolve::{FROM, TO};
use crate::lineage::Known;

/// Pairs that are planned at once, with all their claims.
const BATCH: usize = 2_000;

/// A row that claims something of a pair of ends.
#[derive(Clone, Copy)]
struct Row {
    from: Node,
    to: Node,
    level: LineageLevel,
    /// Its place among the rows of lineage; `NONE` for a stored pair that no row tells.
    at: u32,
    /// The place of the first row of its pair.
    first: u32,
}

/// No row.
const NONE: u32 = u32::MAX;

impl Row {
    fn ends(&self) -> (Uuid, Uuid) {
        (self.from.id, self.to.id)
    }
}

/// What becomes of the claim of one row.
enum Fate {
    Created,
    Updated,
    Unchanged,
    Skipped,
    /// It is in the problems.
    Told,
}

impl Planner<'_> {
    /// Plans the claims.
    pub(super) async fn lineage(&mut self, document: &mut Document) -> Result<()> {
        self.load_ends(document).await?;
        let count = document.count(RecordKind::Lineage);
        let mut rows: Vec<Row> = Vec::with_capacity(count);
        for (at, number) in (0..count).zip(0..) {
            let placed = document.nth(RecordKind::Lineage, at)?;
            let Some(record) = document::claim(&placed) else { continue };
            let Some((from, to)) = self.ends(&placed, record) else { continue };
            let level = from.level;
            rows.push(Row { from: from.node, to: to.node, level, at: number, first: number });
        }
        // Rows of one pair come together; pairs in the order of their first rows.
        rows.sort_unstable_by_key(|row| (row.ends(), row.at));
        for at in 1..rows.len() {
            if rows[at].ends() == rows[at - 1].ends() {
                rows[at].first = rows[at - 1].first;
            }
        }
        let (whole, untold) = self.whole_truth(&rows).await?;
        rows.sort_unstable_by_key(|row| (row.first, row.at));
        rows.extend(untold);
        let mut pairs = rows.chunk_by(|one, other| one.ends() == other.ends());
        loop {
            let batch: Vec<&[Row]> = pairs.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                return Ok(());
            }
            let mut drafts = self.stored_drafts(&batch).await?;
            let mut told = 0;
            for pair in batch {
                let rows = pair.iter().filter(|row| row.at != NONE);
                let rows = rows.map(|row| document.nth(RecordKind::Lineage, row.at as usize));
                let rows = rows.collect::<Result<Vec<_>>>()?;
                told += rows.len();
                let stored = drafts.remove(&pair[0].ends());
                self.pair(pair[0], &rows, stored, &whole);
            }
            self.meter.advance(told as u64)?;
            self.emit().await?;
        }
    }

    /// Loads what has to be known of the ends.
    async fn load_ends(&mut self, document: &mut Document) -> Result<()> {
        let (mut ids, mut tables) = (HashSet::new(), HashSet::new());
        let count = document.count(RecordKind::Lineage);
        for at in 0..count {
            let placed = document.nth(RecordKind::Lineage, at)?;
            let Some(record) = document::claim(&placed) else { continue };
            for reference in [&record.from, &record.to] {
                ids.extend(reference.id.filter(|id| self.index.known(*id).is_none()));
                let candidates = self.resolver().candidates(reference).into_iter();
                tables.extend(candidates.filter(|id| !self.index.has_columns(*id)));
            }
        }
        self.index.load_ids(self.editor, ids).await?;
        self.index.load_columns(self.editor, tables).await
    }

    fn ends(&mut self, placed: &Placed, record: &LineageRecord) -> Option<(Known, Known)> {
        let from = self.resolver().node(placed, &record.from, FROM);
        let to = self.resolver().node(placed, &record.to, TO);
        let (from, to) = match (from, to) {
            (Ok(from), Ok(to)) => (from, to),
            (from, to) => {
                for problem in from.err().into_iter().chain(to.err()) {
                    self.problems.push(*problem);
                }
                return None;
            }
        };
        let place = placed.at(TO.table);
        if from == to {
            let message = "Lineage from something to itself says nothing; take the row out.";
            self.problems.push(Problem::error(place, "SELF", message));
            return None;
        }
        if from.level != to.level {
            let message =
                "Lineage runs between two tables or two columns, never between one of each.";
            self.problems.push(Problem::error(place, "MIXED_LEVELS", message));
            return None;
        }
        Some((from, to))
    }

    /// The tables of the source that the file is the whole truth for, and the pairs of
    /// stored edges there that no row tells. The rows are sorted by their ends.
    async fn whole_truth(&mut self, rows: &[Row]) -> Result<(HashSet<TableId>, Vec<Row>)> {
        let Some(source) = self.options.whole_truth_for else { return Ok(Default::default()) };
        let ports = &self.editor.core.ports;
        let tables = ports.tables.tables_of_source(source).await?;
        let tables: Vec<TableId> = tables.into_iter().map(|table| table.value.id).collect();
        let (mut untold, mut seen) = (Vec::new(), HashSet::new());
        for batch in tables.chunks(BATCH) {
            for edge in ports.lineage.edges_of_tables(At::Head, batch).await? {
                let edge = edge.value;
                let ends = (edge.from, edge.to);
                let told = rows.binary_search_by_key(&ends, Row::ends).is_ok();
                if !told && seen.insert(ends) {
                    untold.push(Row {
                        from: Node { id: edge.from, table: edge.from_table },
                        to: Node { id: edge.to, table: edge.to_table },
                        level: edge.level,
                        at: NONE,
                        first: NONE,
                    });
                }
            }
        }
        Ok((tables.into_iter().collect(), untold))
    }

    /// The stored edges of these pairs with all their claims.
    async fn stored_drafts(&self, pairs: &[&[Row]]) -> Result<HashMap<(Uuid, Uuid), EdgeDraft>> {
        // What this plan brings has no edge yet.
        let stored = |node: &Node| !self.made.contains(node.id);
        let asked: Vec<(Uuid, Uuid)> = pairs
            .iter()
            .filter(|pair| stored(&pair[0].from) && stored(&pair[0].to))
            .map(|pair| pair[0].ends())
            .collect();
        if asked.is_empty() {
            return Ok(HashMap::new());
        }
        let edges = self.editor.core.ports.lineage.edges_between(&asked).await?;
        let drafts = self.editor.drafts(edges).await?;
        // What ends with a table or a column has ended already.
        let drafts = drafts.into_iter().filter(|draft| !self.ended.contains(&draft.edge().id));
        Ok(drafts.map(|draft| ((draft.edge().from, draft.edge().to), draft)).collect())
    }

    fn pair(
        &mut self,
        pair: Row,
        rows: &[Placed],
        stored: Option<EdgeDraft>,
        whole: &HashSet<TableId>,
    ) {
        let new = stored.is_none();
        if new && rows.is_empty() {
            return;
        }
        let mut draft = match stored {
            Some(draft) => draft,
            None => EdgeDraft::new(Edge {
                id: EdgeId(self.made.make()),
                level: pair.level,
                from: pair.from.id,
                to: pair.to.id,
                from_table: pair.from.table,
                to_table: pair.to.table,
                state: EdgeState { status: LineageStatus::Proposed, claims: Claims::default() },
            }),
        };
        let before: Vec<Assertion> = draft.assertions().cloned().collect();
        let mut told = Told::default();
        for placed in rows {
            let Some(record) = document::claim(placed) else { continue };
            let fate = self.claim(placed, record, &before, &mut draft, &mut told);
            let counts = &mut self.summary.lineage;
            match fate {
                Fate::Created => counts.created += 1,
                Fate::Updated => counts.updated += 1,
                Fate::Unchanged => counts.unchanged += 1,
                Fate::Skipped => counts.skipped += 1,
                Fate::Told => {}
            }
        }
        if whole.contains(&pair.from.table) || whole.contains(&pair.to.table) {
            self.end_untold(&before, &mut draft, &told);
        }
        let changes = draft.into_changes();
        if let (true, Some(EntityChange::Edge(delta))) = (new, changes.first())
            && let Some(edge) = &delta.after
            && self.out.is_shown()
        {
            self.new_edges.push(edge.clone());
        }
        self.changes.extend(changes);
    }

    /// Where the claim of a row comes from, and whose it is.
    fn claimed_by(
        &self,
        record: &LineageRecord,
    ) -> std::result::Result<(LineageOrigin, Actor), &'static str> {
        if !self.options.keep_claims {
            return Ok((LineageOrigin::Import, self.editor.actor.clone()));
        }
        let origin = record.origin.value().copied().unwrap_or(LineageOrigin::Import);
        Ok((origin, claimant(record, &self.editor.actor)?))
    }

    /// Makes the claim of a row.
    fn claim<'a>(
        &mut self,
        placed: &Placed,
        record: &'a LineageRecord,
        before: &[Assertion],
        draft: &mut EdgeDraft,
        told: &mut Told<'a>,
    ) -> Fate {
        let equal = before.iter().find(|assertion| says(record, assertion));
        if let Some(assertion) = equal {
            told.ids.insert(assertion.id);
            return Fate::Unchanged;
        }
        let (origin, claimant) = match self.claimed_by(record) {
            Ok(claimed_by) => claimed_by,
            Err(message) => {
                self.problems.push(Problem::error(placed.at("claimantId"), "REQUIRED", message));
                return Fate::Told;
            }
        };
        let process = record.process.value().cloned().filter(|text| !text.is_empty());
        let key = ClaimKey { origin, claimant: claimant.id, process: process.clone() };
        let mine = before.iter().find(|assertion| assertion.key() == key);
        let status = record.status.value().copied();
        if origin != LineageOrigin::Manual && status == Some(LineageStatus::Rejected) {
            let message = "Only a person rejects lineage, so a rejection does not come in by a file; it is left out.";
            let problem = Problem::warning(placed.at("status"), "LEFT_OUT", message);
            self.problems.push(problem.with_value(LineageStatus::Rejected.as_str()));
            return Fate::Told;
        }
        if told.records.contains(&record) {
            let message = "Another row says this already; this one is left out.";
            let problem = Problem::warning(placed.place.clone(), "REPEATED", message);
            self.problems.push(problem);
            return Fate::Told;
        }
        told.records.push(record);
        if !told.keys.insert(key) {
            let message = "Another row claims this pair of the same process; only the first one counts. Give each a process of its own to keep both.";
            self.problems.push(Problem::warning(placed.at("process"), "REPEATED", message));
            return Fate::Told;
        }
        if let Some(mine) = mine {
            told.ids.insert(mine.id);
            if mine.origin == LineageOrigin::Manual {
                let message = format!(
                    "{} says otherwise of this lineage by now, and a file does not overwrite a person; the row is left out.",
                    mine.claimant.name
                );
                self.problems.push(Problem::warning(placed.place.clone(), "LEFT_OUT", message));
                return Fate::Told;
            }
            match self.on_existing() {
                OnExisting::Skip => return Fate::Skipped,
                OnExisting::Fail => {
                    self.exists(placed, "A claim of this lineage");
                    return Fate::Told;
                }
                OnExisting::Update => {}
            }
        }
        let text = |field: &Field<String>, current: Option<&String>| match field {
            Field::Keep => current.cloned(),
            Field::Clear => None,
            Field::Set(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        };
        let claim = NewClaim {
            origin,
            status,
            claimant,
            process,
            confidence: match &record.confidence {
                Field::Keep => mine.and_then(|mine| mine.confidence),
                Field::Clear => None,
                Field::Set(confidence) => Some(*confidence),
            },
            transformation: text(
                &record.transformation,
                mine.and_then(|mine| mine.transformation.as_ref()),
            ),
            note: text(&record.note, mine.and_then(|mine| mine.note.as_ref())),
        };
        let made = &mut self.made;
        let id = || AssertionId(made.make());
        let at = record.claimed_at.value().copied().filter(|_| self.options.keep_claims);
        let claimed = match at {
            Some(at) => draft.restore(claim, at, id),
            None => draft.claim(claim, self.now, id),
        };
        match claimed {
            Ok(Claimed::Added) => Fate::Created,
            Ok(Claimed::Changed) => Fate::Updated,
            Ok(Claimed::Unchanged) => Fate::Unchanged,
            Err(violation) => {
                self.violation(placed, &violation);
                Fate::Told
            }
        }
    }

    /// Withdraws the imported claims that the file, being the whole truth, does not tell.
    fn end_untold(&mut self, before: &[Assertion], draft: &mut EdgeDraft, told: &Told<'_>) {
        let untold = before.iter().filter(|assertion| {
            assertion.origin == LineageOrigin::Import && !told.ids.contains(&assertion.id)
        });
        for assertion in untold {
            match draft.withdraw(assertion.id, &self.editor.actor) {
                Ok(()) => self.summary.lineage.ended += 1,
                Err(violation) => {
                    let message =
                        format!("A claim that the file does not tell stays: {}", violation.message);
                    let place = ariadne_formats::Place::file();
                    self.problems.push(Problem::warning(place, "NOT_ENDED", message));
                }
            }
        }
    }
}

/// What rows have told of a pair.
#[derive(Default)]
struct Told<'a> {
    /// The rows that made claims.
    records: Vec<&'a LineageRecord>,
    /// Stored claims that they confirm or change.
    ids: HashSet<AssertionId>,
    /// Claims that they make.
    keys: HashSet<ClaimKey>,
}

/// Whether a row says what a claim says, as far as it says anything. Without a claimant
/// it is anybody's, and without an origin of any.
fn says(record: &LineageRecord, assertion: &Assertion) -> bool {
    fn is<T: PartialEq>(field: &Field<T>, current: Option<&T>) -> bool {
        match field {
            Field::Keep => true,
            Field::Clear => current.is_none(),
            Field::Set(value) => Some(value) == current,
        }
    }
    fn given<T: PartialEq>(field: &Field<T>, current: &T) -> bool {
        field.value().is_none_or(|value| value == current)
    }
    let claimant = match (&record.claimant_id, &record.claimant) {
        (Field::Set(id), _) => assertion.claimant.id == ActorId(*id),
        (_, Field::Set(name)) => assertion.claimant.name == *name,
        _ => true,
    };
    claimant
        && given(&record.origin, &assertion.origin)
        && given(&record.status, &assertion.status)
        && is(&record.process, assertion.process.as_ref())
        && is(&record.transformation, assertion.transformation.as_ref())
        && is(&record.note, assertion.note.as_ref())
        && is(&record.confidence, assertion.confidence.as_ref())
}

/// Who claims it as the file tells, or else who imports it.
fn claimant(record: &LineageRecord, importer: &Actor) -> std::result::Result<Actor, &'static str> {
    let (id, name) = (record.claimant_id.value(), record.claimant.value());
    match (id, name, record.claimant_kind.value()) {
        (None, None, _) => Ok(importer.clone()),
        (Some(id), Some(name), Some(kind)) => {
            Ok(Actor { id: ActorId(*id), name: name.clone(), kind: *kind })
        }
        _ => Err(
            "To keep who claims it, claimant, claimantId and claimantKind are needed, as an export has them.",
        ),
    }
}
