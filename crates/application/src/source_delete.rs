//! Deleting a source, and what becomes of its tables.

use ariadne_domain::{
    Delta, EntityKind, NameOrigin, Problem, Source, SourceId, Stored, Table, check_name,
};
use ariadne_ports::{Error, Result, SecretChange};

use crate::replay::same;
use crate::write::Plan;
use crate::{Admin, Outcome, WriteContext};

/// What becomes of the tables of a deleted source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnSourceDelete {
    /// They become manual tables.
    #[default]
    Detach,
    /// They are deleted with their columns.
    Delete,
}

/// The warning of a deletion that takes a secret along.
fn secret_destroyed(source: &Source) -> Problem {
    let title = format!("The secret of {} is destroyed with it.", source.name);
    Problem::new("SECRET_DESTROYED", title)
        .with_cause("Secrets are not versioned, so an undo brings the source back without it.")
        .with_remedy("Keep the secret elsewhere if the source may be needed again.")
}

impl Admin {
    /// Deletes a source and its secret; its tables are detached (into `into_schema`,
    /// when given) or deleted. Detaching that would make tables collide is
    /// `Validation` naming every pair.
    #[tracing::instrument(skip_all, fields(source = %id))]
    pub async fn delete_source(
        &self,
        context: &WriteContext,
        id: SourceId,
        version: u32,
        on_tables: OnSourceDelete,
        into_schema: Option<String>,
    ) -> Result<Outcome<SourceId>> {
        let delete = self.delete(context, id, version, on_tables, into_schema);
        self.once(context, |changeset, _| same(id, changeset), delete).await
    }

    async fn delete(
        &self,
        context: &WriteContext,
        id: SourceId,
        version: u32,
        on_tables: OnSourceDelete,
        into_schema: Option<String>,
    ) -> Result<Outcome<SourceId>> {
        let operation = "sources.delete";
        let stored = self.source_at(operation, id, version).await?;
        let tables = self.core.ports.tables.tables_of_source(id).await?;
        let mut plan = Plan::default();
        plan.require_version(EntityKind::Source, id.0, version);
        if stored.value.has_secret() {
            plan.secrets.push(SecretChange::Destroy(id));
            plan.warnings.push(secret_destroyed(&stored.value));
        }
        plan.changes.push(Delta::deleted(stored).into());
        match on_tables {
            OnSourceDelete::Delete => self.plan_deletion(&mut plan, tables).await?,
            OnSourceDelete::Detach => {
                let violation = into_schema
                    .as_deref()
                    .and_then(|schema| check_name("intoSchema", schema, NameOrigin::Typed));
                if let Some(violation) = violation {
                    return Err(Error::validation(operation, vec![violation]));
                }
                self.plan_detaching(operation, &mut plan, tables, into_schema).await?;
            }
        }
        let changeset = self.commit(context, &mut plan).await?;
        Ok(Outcome { value: id, changeset, warnings: plan.warnings })
    }

    /// Plans that tables become manual ones.
    async fn plan_detaching(
        &self,
        operation: &'static str,
        plan: &mut Plan,
        tables: Vec<Stored<Table>>,
        into_schema: Option<String>,
    ) -> Result<()> {
        let steps: Vec<(Stored<Table>, Table)> = tables
            .into_iter()
            .map(|stored| {
                let mut table = stored.value.clone();
                table.source = None;
                table.external = None;
                if into_schema.is_some() {
                    table.schema.clone_from(&into_schema);
                }
                (stored, table)
            })
            .collect();
        let detached: Vec<&Table> = steps.iter().map(|(_, table)| table).collect();
        let pairs = self.collisions("intoSchema", &detached).await?;
        if !pairs.is_empty() {
            let violations = pairs.into_iter().map(|(_, violation)| violation).collect();
            return Err(Error::validation(operation, violations));
        }
        plan.changes.extend(steps.into_iter().map(|(old, new)| Delta::updated(old, new).into()));
        Ok(())
    }
}
