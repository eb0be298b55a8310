//! From the records of a file to what they would change.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use ariadne_domain::{Change, Delta, Edge, EdgeId, EntityChange, Timestamp, Violation};
use ariadne_formats::{Placed, Problem, Problems, Severity};
use ariadne_ports::{Error, ErrorKind, Result};
use uuid::Uuid;

use super::bound::Taken;
use super::document::Document;
use super::hash::PlanHash;
use super::index::Index;
use super::made::Made;
use super::options::{ImportOptions, ImportSummary, OnExisting};
use super::out::Out;
use super::resolve;
use crate::Editor;
use crate::write::Plan;

/// How far work is, and whether it is to stop.
#[derive(Debug, Default)]
pub(super) struct Meter {
    done: AtomicU64,
    total: AtomicU64,
    stop: AtomicBool,
}

impl Meter {
    /// Counts what was done; `Cancelled` when it is to stop.
    pub(super) fn advance(&self, by: u64) -> Result<()> {
        self.done.fetch_add(by, Ordering::Relaxed);
        if self.stop.load(Ordering::Relaxed) {
            let message = "The import was cancelled.";
            return Err(Error::new(ErrorKind::Cancelled, "imports.plan", message));
        }
        Ok(())
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Begins anew, with so much to do; 0 while that is not known.
    pub(super) fn begin(&self, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// Rows done, and how many there are.
    pub(super) fn read(&self) -> (u64, u64) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
}

/// What a file would change.
pub(super) struct ImportPlan {
    pub(super) problems: Problems,
    pub(super) summary: ImportSummary,
    /// Of what would change, whatever ids new things get.
    pub(super) hash: String,
}

/// A plan while it is made.
pub(super) struct Planner<'a> {
    pub(super) editor: &'a Editor,
    pub(super) options: &'a ImportOptions,
    pub(super) meter: &'a Meter,
    pub(super) now: Timestamp,
    pub(super) index: Index,
    pub(super) guesses: AtomicUsize,
    pub(super) problems: Problems,
    /// What was planned since the last [`Planner::emit`].
    pub(super) changes: Vec<EntityChange>,
    /// Where it goes then.
    pub(super) out: Out,
    hash: PlanHash,
    pub(super) summary: ImportSummary,
    /// Kept where cycles are looked for: in what people look at.
    pub(super) new_edges: Vec<Edge>,
    /// Edges that ended with a table or a column.
    pub(super) ended: HashSet<EdgeId>,
    /// Ids that this plan made up.
    pub(super) made: Made,
    /// What its tables are bound to.
    pub(super) bound: Taken,
}

impl Planner<'_> {
    pub(super) fn resolver(&self) -> resolve::Resolver<'_> {
        resolve::Resolver::new(&self.index, &self.guesses)
    }

    /// Hands on what was planned, and holds it no longer.
    pub(super) async fn emit(&mut self) -> Result<()> {
        let changes = std::mem::take(&mut self.changes);
        if changes.is_empty() {
            return Ok(());
        }
        let mut whole = Plan { changes, ..Plan::default() };
        let planned = whole.changes.len();
        self.editor.end_lineage(&mut whole).await?;
        for change in &whole.changes[planned..] {
            if let EntityChange::Edge(_) = change {
                self.ended.insert(EdgeId(change.entity().id));
            }
        }
        for warning in &whole.warnings {
            self.problems.push(super::run::warning(warning));
        }
        let mut described = Vec::new();
        for change in &whole.changes {
            let Some(mut shown) = change.describe() else { continue };
            self.hash.take(&shown, &self.made);
            if self.out.is_shown() {
                self.name(change, &mut shown);
                described.push(shown);
            }
        }
        self.out.take(self.editor, whole.changes, described).await
    }

    /// Gives a new edge its name.
    fn name(&self, change: &EntityChange, shown: &mut Change) {
        if let EntityChange::Edge(Delta { before: None, after: Some(edge) }) = change {
            let label = |id, table| self.index.label(id, table);
            let ends = label(edge.from, edge.from_table).zip(label(edge.to, edge.to_table));
            if let Some((from, to)) = ends {
                shown.name = format!("{from} -> {to}");
            }
        }
    }

    /// Warns of cycles that new lineage closes.
    async fn cycles(&mut self) {
        if self.new_edges.is_empty() {
            return;
        }
        // Only ends that are shown are looked up, and those are few.
        let name = |id: Uuid| {
            let ends = |edge: &Edge| [(edge.from, edge.from_table), (edge.to, edge.to_table)];
            let made = self.made.contains(id).then_some(id)?;
            let mut ends = self.new_edges.iter().flat_map(ends);
            self.index.label(id, ends.find(|(end, _)| *end == made)?.1)
        };
        for problem in self.editor.warn_of_cycles(&self.new_edges, true, &name).await {
            self.problems.push(super::run::warning(&problem));
        }
    }

    pub(super) fn on_existing(&self) -> OnExisting {
        self.options.on_existing
    }

    /// Tells what a rule has against a row, each at its field.
    pub(super) fn violations(&mut self, placed: &Placed, violations: Vec<Violation>) {
        for violation in violations {
            self.violation(placed, &violation);
        }
    }

    /// Tells what a rule has against a row, at its field.
    pub(super) fn violation(&mut self, placed: &Placed, violation: &Violation) {
        let field = violation.path.last().map_or("", String::as_str);
        let place = placed.at(field);
        self.problems.push(Problem::error(place, violation.code, violation.message.clone()));
    }

    /// Tells that something is in the catalog and would change, where that is an error.
    pub(super) fn exists(&mut self, placed: &Placed, what: &str) {
        let message = format!(
            "{what} is in the catalog already and would change. Take the row out, or import with the choice to update or to skip what is there."
        );
        self.problems.push(Problem::error(placed.place.clone(), "CONFLICT", message));
    }

    /// Tells that a row repeats another one, which is no harm when both say the same.
    pub(super) fn repeats(&mut self, placed: &Placed, field: &str, first: &str, same: bool) {
        let problem = if same {
            let message = format!("This repeats {first} and is left out.");
            Problem::warning(placed.place.clone(), "REPEATED", message)
        } else {
            let message = format!(
                "This is said already in {first}, and otherwise. Keep one of the two rows."
            );
            Problem::error(placed.at(field), "DUPLICATE", message)
        };
        self.problems.push(problem.with_suggestion(Some(first.to_owned())));
    }
}

impl Editor {
    /// Computes what a file would change now, and everything that is wrong with it. The
    /// changes go to `out` while they are found; answers it too.
    pub(super) async fn plan_import(
        &self,
        document: &mut Document,
        problems: Problems,
        options: &ImportOptions,
        meter: &Meter,
        out: Out,
    ) -> Result<(ImportPlan, Out)> {
        meter.begin(document.len() as u64);
        let mut planner = Planner {
            editor: self,
            options,
            meter,
            now: self.core.ports.clock.now(),
            index: Index::load(self).await?,
            guesses: resolve::guesses(),
            problems,
            changes: Vec::new(),
            out,
            hash: PlanHash::new(options.keep_claims),
            summary: ImportSummary::default(),
            new_edges: Vec::new(),
            ended: HashSet::new(),
            made: Made::new(self.core.ports.ids.next()),
            bound: Taken::new(),
        };
        planner.sources(document).await?;
        planner.tables(document).await?;
        planner.lineage(document).await?;
        planner.cycles().await;
        let Planner { problems, mut summary, out, hash, .. } = planner;
        summary.errors = problems.count(Severity::Error);
        summary.warnings = problems.count(Severity::Warning);
        summary.notes = problems.count(Severity::Info);
        summary.problems_dropped = problems.dropped();
        let (hash, changes) = hash.finish();
        summary.changes = changes;
        Ok((ImportPlan { problems, summary, hash }, out))
    }
}
