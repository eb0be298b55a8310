//! Sources in a file: without secrets, and for administrators alone where they differ.

use std::collections::HashMap;

use ariadne_domain::{
    Delta, Field, MAX_DESCRIPTION, NameOrigin, Source, SourceId, Stored, Violation, check_name,
    check_text,
};
use ariadne_formats::{Placed, Problem, RecordKind, SourceRecord, nearest};
use ariadne_ports::{Result, check_settings};

use super::document::{self, Document, whereabouts};
use super::index::Named;
use super::options::OnExisting;
use super::plan::Planner;
use crate::sources::{normalised, rebound, secret_is_bound};

impl Planner<'_> {
    /// Plans the sources.
    pub(super) async fn sources(&mut self, document: &mut Document) -> Result<()> {
        let mut first: HashMap<SourceId, usize> = HashMap::new();
        let count = document.count(RecordKind::Source);
        for at in 0..count {
            let placed = document.nth(RecordKind::Source, at)?;
            let Some(record) = document::source(&placed) else { continue };
            let by_id = record.id.filter(|id| self.index.sources.contains_key(id));
            let known = by_id.or_else(|| self.index.source_by_name(&record.name));
            if let Some(other) = known.and_then(|id| first.get(&id)) {
                let other = document.nth(RecordKind::Source, *other)?;
                let same = document::source(&other).is_some_and(|one| one == record);
                self.repeats(&placed, "name", &whereabouts(&other), same);
                continue;
            }
            let stored = known.and_then(|id| self.index.sources.get(&id)?.stored.clone());
            let id = match stored {
                Some(stored) => Some(self.known_source(&placed, record, stored)),
                None => self.new_source(&placed, record),
            };
            if let Some(id) = id {
                first.insert(id, at);
            }
        }
        self.meter.advance(count as u64)?;
        self.emit().await
    }

    fn known_source(
        &mut self,
        placed: &Placed,
        record: &SourceRecord,
        stored: Stored<Source>,
    ) -> SourceId {
        let id = stored.value.id;
        let mut source = stored.value.clone();
        let mut violations = Vec::new();
        source.name.clone_from(&record.name);
        if record.kind.value().is_some_and(|kind| *kind != source.kind) {
            let message = format!(
                "The data source is of kind {} and stays so; create another one.",
                source.kind
            );
            violations.push(Violation::new(["kind"], "INVALID", message));
        }
        record.description.apply(|text| source.description = text.filter(|d| !d.is_empty()));
        record.is_active.apply(|flag| source.is_active = flag.unwrap_or(true));
        let differing = record.settings.value().filter(|settings| **settings != source.settings);
        if let (Some(settings), Some(factory)) = (differing, self.editor.core.factory(source.kind))
        {
            let settings_before = source.settings.clone();
            source.settings = normalised(factory.as_ref(), settings);
            if source.settings != settings_before {
                violations.extend(check_settings(factory.settings(), settings));
                let labels = rebound(factory.as_ref(), &settings_before, &source.settings);
                if source.has_secret() && !labels.is_empty() {
                    let violation = secret_is_bound(&labels);
                    let message = format!(
                        "{} A file holds no secrets, so change these settings in the app.",
                        violation.message
                    );
                    violations.push(Violation::new(["settings"], violation.code, message));
                }
            }
        }
        if source == stored.value {
            self.summary.sources.unchanged += 1;
            self.violations(placed, violations);
            return id;
        }
        match self.on_existing() {
            OnExisting::Skip => {
                self.summary.sources.skipped += 1;
                return id;
            }
            OnExisting::Fail => {
                let what = format!("The data source {}", stored.value.name);
                self.exists(placed, &what);
                return id;
            }
            OnExisting::Update => {}
        }
        violations.extend(self.check_source(Some(id), record));
        self.needs_admin(placed, &record.name);
        self.violations(placed, settings_at(violations));
        self.summary.sources.updated += 1;
        let named = Named { name: source.name.clone(), stored: Some(stored.clone()) };
        self.index.put_source(id, named);
        self.changes.push(Delta::updated(stored, source).into());
        id
    }

    fn new_source(&mut self, placed: &Placed, record: &SourceRecord) -> Option<SourceId> {
        let mut violations = self.check_source(None, record);
        let Field::Set(kind) = record.kind else {
            let message = "There is no data source of this name yet. Say of which kind it is: ORACLE, MONGODB or ELASTICSEARCH.";
            let suggestion = nearest(&record.name, self.index.names_of_sources());
            let problem = Problem::error(placed.at("kind"), "REQUIRED", message);
            let problem = problem.with_suggestion(suggestion.map(str::to_owned));
            self.problems.push(problem);
            return None;
        };
        let empty = ariadne_domain::Value::object();
        let settings = record.settings.value().unwrap_or(&empty);
        let settings = if let Some(factory) = self.editor.core.factory(kind) {
            violations.extend(check_settings(factory.settings(), settings));
            normalised(factory.as_ref(), settings)
        } else {
            let message = format!("This server has no connector for {kind}.");
            violations.push(Violation::new(["kind"], "UNSUPPORTED", message));
            empty
        };
        self.needs_admin(placed, &record.name);
        self.violations(placed, settings_at(violations));
        let source = Source {
            id: SourceId(self.made.make()),
            name: record.name.clone(),
            kind,
            description: record.description.value().cloned().filter(|d| !d.is_empty()),
            settings,
            secret: None,
            is_active: record.is_active.value().copied().unwrap_or(true),
        };
        let id = source.id;
        self.summary.sources.created += 1;
        self.index.put_source(id, Named { name: source.name.clone(), stored: None });
        self.changes.push(Delta::created(source).into());
        Some(id)
    }

    fn check_source(&self, id: Option<SourceId>, record: &SourceRecord) -> Vec<Violation> {
        let mut violations = Vec::new();
        violations.extend(check_name("name", &record.name, NameOrigin::Typed));
        let description = record.description.value();
        violations.extend(description.and_then(|d| check_text("description", d, MAX_DESCRIPTION)));
        let other = self.index.source_by_name(&record.name).filter(|other| Some(*other) != id);
        if other.is_some() {
            let message = format!("There is another data source called {}.", record.name);
            violations.push(Violation::new(["name"], "DUPLICATE", message));
        }
        violations
    }

    fn needs_admin(&mut self, placed: &Placed, name: &str) {
        if !self.editor.admin {
            let message = format!(
                "Only an administrator creates or changes the data source {name}. Ask one to import this, or take the row out."
            );
            self.problems.push(Problem::error(placed.place.clone(), "FORBIDDEN", message));
        }
    }
}

/// Violations within settings are told at the cell of all settings.
fn settings_at(violations: Vec<Violation>) -> Vec<Violation> {
    let at = |mut violation: Violation| {
        if violation.path.first().is_some_and(|first| first == "settings") {
            let name = violation.path.get(1).cloned();
            violation.path.truncate(1);
            violation.message = match name {
                Some(name) => format!("{name}: {}", violation.message),
                None => violation.message,
            };
        }
        violation
    };
    violations.into_iter().map(at).collect()
}
