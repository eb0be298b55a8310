//! Sources: settings that are checked, secrets that are sealed.

use std::sync::Arc;

use ariadne_domain::{
    Delta, EntityKind, Field, MAX_DESCRIPTION, NameOrigin, Source, SourceId, SourceKind, Stored,
    Value, Violation, check_name, check_text,
};
use ariadne_ports::{
    ConnectorFactory, Error, Requirement, Result, SecretChange, SecretValues, check_secret,
    check_settings,
};

use crate::write::Plan;
use crate::{Admin, Outcome, Reader, WriteContext};

/// A new source.
#[derive(Clone, Debug)]
pub struct SourceInput {
    /// Unique without regard to case.
    pub name: String,
    /// The engine.
    pub kind: SourceKind,
    /// Free text.
    pub description: Option<String>,
    /// Settings that are not secret, an object.
    pub settings: Value,
    /// Settings that are.
    pub secret: SecretValues,
    /// Whether fetches are allowed.
    pub is_active: bool,
}

/// Changes of a source.
#[derive(Clone, Debug, Default)]
pub struct SourcePatch {
    /// The name.
    pub name: Field<String>,
    /// The description.
    pub description: Field<String>,
    /// The settings, all of them.
    pub settings: Field<Value>,
    /// The secret settings, all of them; clearing destroys them.
    pub secret: Field<SecretValues>,
    /// Whether fetches are allowed.
    pub is_active: Field<bool>,
}

impl Reader {
    /// The factory of a kind, or `Validation` at `kind`.
    pub(crate) fn known_factory(&self, kind: SourceKind) -> Result<&Arc<dyn ConnectorFactory>> {
        self.core.factory(kind).ok_or_else(|| {
            let message = format!("This server has no connector for {kind}.");
            Error::validation(
                "sources.factory",
                vec![Violation::new(["kind"], "UNSUPPORTED", message)],
            )
        })
    }

    /// Opens the stored secret of a source; empty when there is none.
    pub(crate) async fn open_secret(&self, source: &Source) -> Result<SecretValues> {
        if !source.has_secret() {
            return Ok(SecretValues::default());
        }
        match self.core.ports.secrets.secret(source.id).await? {
            Some(sealed) => self.core.ports.vault.open(source.id, &sealed),
            None => Ok(SecretValues::default()),
        }
    }
}

/// Everything wrong with settings and secret of a kind.
pub(crate) fn check_connection(
    factory: &dyn ConnectorFactory,
    settings: &Value,
    secret: &SecretValues,
) -> Vec<Violation> {
    let mut violations = check_settings(factory.settings(), settings);
    violations.extend(check_secret(factory.settings(), secret));
    if settings.as_object().is_some() {
        // A setting that was told about already is not told about twice.
        let told = |of: &Violation| violations.iter().any(|v| of.path.starts_with(&v.path));
        let meant: Vec<Violation> =
            factory.check(settings, secret).into_iter().filter(|v| !told(v)).collect();
        violations.extend(meant);
    }
    violations
}

/// The settings in the order of the kind's form, without nulls.
pub(crate) fn normalised(factory: &dyn ConnectorFactory, settings: &Value) -> Value {
    let specs = factory.settings().iter();
    let given = specs.filter_map(|spec| Some((spec.name, settings.get(spec.name)?)));
    given
        .filter(|(_, value)| **value != Value::Null)
        .map(|(name, value)| (name, value.clone()))
        .collect()
}

/// Labels of the settings that bind a stored secret and differ. An absent setting
/// is at its default.
pub(crate) fn rebound(
    factory: &dyn ConnectorFactory,
    old: &Value,
    new: &Value,
) -> Vec<&'static str> {
    let value = |settings: &Value, name: &str, default: Option<&str>| -> String {
        match settings.get(name) {
            None | Some(Value::Null) => default.unwrap_or_default().to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(flag)) => flag.to_string(),
            Some(Value::Number(number)) => number.clone(),
            Some(other) => format!("{other:?}"),
        }
    };
    factory
        .settings()
        .iter()
        .filter(|s| {
            s.binds_secret && value(old, s.name, s.default) != value(new, s.name, s.default)
        })
        .map(|s| s.label)
        .collect()
}

/// The refusal to use a stored secret for other settings.
pub(crate) fn secret_is_bound(labels: &[&str]) -> Violation {
    let message = format!(
        "The stored secret was given for other settings ({} changed): enter it again.",
        labels.join(", ")
    );
    Violation::new(["secret"], "REQUIRED", message)
}

impl Admin {
    /// Creates a source.
    #[tracing::instrument(skip_all, fields(kind = %input.kind))]
    pub async fn create_source(
        &self,
        context: &WriteContext,
        input: SourceInput,
    ) -> Result<Outcome<Stored<Source>>> {
        let answer = |changeset, changes| self.same_source(changeset, changes);
        self.once(context, answer, self.create(context, input)).await
    }

    async fn create(
        &self,
        context: &WriteContext,
        input: SourceInput,
    ) -> Result<Outcome<Stored<Source>>> {
        let operation = "sources.create";
        let factory = self.known_factory(input.kind)?;
        let mut violations = check_connection(factory.as_ref(), &input.settings, &input.secret);
        violations.extend(
            self.check_source(None, Some(&input.name), input.description.as_deref()).await?,
        );
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        let source = Source {
            id: SourceId(self.core.ports.ids.next()),
            name: input.name,
            kind: input.kind,
            description: input.description.filter(|d| !d.is_empty()),
            settings: normalised(factory.as_ref(), &input.settings),
            secret: (!input.secret.is_empty()).then_some(1),
            is_active: input.is_active,
        };
        let mut plan = Plan::default();
        plan.requires.push(Requirement::SourceNameFree(source.name.clone()));
        if source.has_secret() {
            plan.secrets.push(SecretChange::Put(
                source.id,
                self.core.ports.vault.seal(source.id, &input.secret)?,
            ));
        }
        plan.changes.push(Delta::created(source.clone()).into());
        self.finish_source(context, plan, source, None).await
    }

    /// Changes a source.
    #[tracing::instrument(skip_all, fields(source = %id))]
    pub async fn update_source(
        &self,
        context: &WriteContext,
        id: SourceId,
        version: u32,
        patch: SourcePatch,
    ) -> Result<Outcome<Stored<Source>>> {
        let answer = |changeset, changes| self.same_source(changeset, changes);
        self.once(context, answer, self.update(context, id, version, patch)).await
    }

    async fn update(
        &self,
        context: &WriteContext,
        id: SourceId,
        version: u32,
        patch: SourcePatch,
    ) -> Result<Outcome<Stored<Source>>> {
        let operation = "sources.update";
        let stored = self.source_at(operation, id, version).await?;
        let factory = self.known_factory(stored.value.kind)?;
        let mut source = stored.value.clone();
        let required = |given: bool, field: &str| {
            given.then(|| Violation::new([field], "REQUIRED", "This cannot be cleared."))
        };
        let mut violations: Vec<Violation> = [
            required(patch.name == Field::Clear, "name"),
            required(patch.settings == Field::Clear, "settings"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let Field::Set(name) = &patch.name {
            source.name.clone_from(name);
        }
        patch.description.apply(|v| source.description = v.filter(|d| !d.is_empty()));
        patch.is_active.apply(|v| source.is_active = v.unwrap_or(true));

        let mut plan = Plan::default();
        let settings = patch.settings.value().unwrap_or(&stored.value.settings);
        let secret = match &patch.secret {
            Field::Keep => {
                let labels = rebound(factory.as_ref(), &stored.value.settings, settings);
                if source.has_secret() && !labels.is_empty() {
                    violations.push(secret_is_bound(&labels));
                    None
                } else if patch.settings.is_given() {
                    Some(self.open_secret(&stored.value).await?)
                } else {
                    // Nothing is checked with it, so it stays sealed.
                    None
                }
            }
            Field::Set(secret) if !secret.is_empty() => {
                plan.secrets.push(SecretChange::Put(id, self.core.ports.vault.seal(id, secret)?));
                source.count_secret();
                Some(secret.clone())
            }
            Field::Set(_) | Field::Clear => {
                if source.has_secret() {
                    plan.secrets.push(SecretChange::Destroy(id));
                }
                source.secret = None;
                Some(SecretValues::default())
            }
        };
        if patch.settings.is_given() || patch.secret.is_given() {
            violations.extend(match &secret {
                Some(secret) => check_connection(factory.as_ref(), settings, secret),
                // What goes with a secret that must be entered again is not known yet.
                None => check_settings(factory.settings(), settings),
            });
            source.settings = normalised(factory.as_ref(), settings);
        }
        let (name, description) = (patch.name.value(), patch.description.value());
        violations.extend(
            self.check_source(Some(id), name.map(String::as_str), description.map(String::as_str))
                .await?,
        );
        if !violations.is_empty() {
            return Err(Error::validation(operation, violations));
        }
        plan.require_version(EntityKind::Source, id.0, version);
        plan.changes.push(Delta::updated(stored.clone(), source.clone()).into());
        self.finish_source(context, plan, source, Some(stored)).await
    }

    /// Everything wrong with a source's name and description.
    async fn check_source(
        &self,
        id: Option<SourceId>,
        name: Option<&str>,
        description: Option<&str>,
    ) -> Result<Vec<Violation>> {
        let mut violations = Vec::new();
        violations.extend(description.and_then(|d| check_text("description", d, MAX_DESCRIPTION)));
        let Some(name) = name else { return Ok(violations) };
        if let Some(violation) = check_name("name", name, NameOrigin::Typed) {
            violations.push(violation);
        } else {
            let other = self.core.ports.sources.source_by_name(name).await?;
            if let Some(other) = other.filter(|s| Some(s.value.id) != id) {
                let message = format!(
                    "There is a data source called {} already. Use another name, or update the data source {}.",
                    other.value.name, other.value.id
                );
                violations.push(Violation::new(["name"], "DUPLICATE", message));
            }
        }
        Ok(violations)
    }

    async fn finish_source(
        &self,
        context: &WriteContext,
        mut plan: Plan,
        source: Source,
        before: Option<Stored<Source>>,
    ) -> Result<Outcome<Stored<Source>>> {
        let changeset = self.commit(context, &mut plan).await?;
        let value = if changeset.is_some() {
            self.known_source("sources.finish", source.id).await?
        } else {
            let now = self.core.ports.clock.now();
            match before {
                None => {
                    Stored { value: source, seq: 0, version: 1, created_at: now, updated_at: now }
                }
                // Nothing changes.
                Some(before) if before.value == source && plan.secrets.is_empty() => before,
                Some(before) => {
                    Stored { value: source, version: before.version + 1, updated_at: now, ..before }
                }
            }
        };
        Ok(Outcome { value, changeset, warnings: plan.warnings })
    }
}
