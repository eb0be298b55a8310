//! From the records of a file to what they would change.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

use ariadne_domain::{Edge, EdgeId, Timestamp, Violation};
use ariadne_formats::{Placed, Problem, Problems, Severity};
use ariadne_ports::{Error, ErrorKind, Result};
use uuid::Uuid;

use super::document::Document;
use super::hash::plan_hash;
use super::index::Index;
use super::options::{ImportOptions, ImportSummary, OnExisting};
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
    pub(super) plan: Plan,
    pub(super) problems: Problems,
    pub(super) summary: ImportSummary,
    /// What new edges are called.
    pub(super) names: HashMap<EdgeId, String>,
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
    pub(super) plan: Plan,
    pub(super) summary: ImportSummary,
    pub(super) new_edges: Vec<Edge>,
    /// What new edges are called.
    pub(super) names: HashMap<EdgeId, String>,
    /// Ids that this plan made up.
    pub(super) made: HashSet<Uuid>,
}

impl Planner<'_> {
    pub(super) fn resolver(&self) -> resolve::Resolver<'_> {
        resolve::Resolver::new(&self.index, &self.guesses)
    }

    /// Warns of cycles that new lineage closes.
    async fn cycles(&mut self) {
        if self.new_edges.is_empty() {
            return;
        }
        let ends = self
            .new_edges
            .iter()
            .flat_map(|edge| [(edge.from, edge.from_table), (edge.to, edge.to_table)]);
        let names: HashMap<Uuid, String> = ends
            .filter(|(id, _)| self.made.contains(id))
            .filter_map(|(id, table)| Some((id, self.index.label(id, table)?)))
            .collect();
        for problem in self.editor.warn_of_cycles(&self.new_edges, true, &names).await {
            self.problems.push(super::run::warning(&problem));
        }
    }

    /// A new id.
    pub(super) fn make(&mut self) -> Uuid {
        let id = self.editor.core.ports.ids.next();
        self.made.insert(id);
        id
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
    /// Computes what a file would change now, and everything that is wrong with it.
    pub(super) async fn plan_import(
        &self,
        document: &Document,
        problems: Problems,
        options: &ImportOptions,
        meter: &Meter,
    ) -> Result<ImportPlan> {
        meter.begin(document.len() as u64);
        let mut planner = Planner {
            editor: self,
            options,
            meter,
            now: self.core.ports.clock.now(),
            index: Index::load(self).await?,
            guesses: resolve::guesses(),
            problems,
            plan: Plan { origin: Some(ariadne_domain::ChangesetOrigin::Import), ..Plan::default() },
            summary: ImportSummary::default(),
            new_edges: Vec::new(),
            names: HashMap::new(),
            made: HashSet::new(),
        };
        planner.sources(document)?;
        planner.tables(document).await?;
        planner.lineage(document).await?;
        planner.cycles().await;
        let Planner { plan, problems, mut summary, names, made, .. } = planner;
        summary.errors = problems.count(Severity::Error);
        summary.warnings = problems.count(Severity::Warning);
        summary.notes = problems.count(Severity::Info);
        summary.problems_dropped = problems.dropped();
        let (hash, changes) = plan_hash(&plan.changes, &made, options.keep_claims);
        summary.changes = changes;
        Ok(ImportPlan { plan, problems, summary, names, hash })
    }
}
