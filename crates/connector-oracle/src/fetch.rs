//! Fetching one table, view or materialized view.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use ariadne_domain::{Evidence, FetchedTable, LogicalType, ObjectName, Problem, TableKind};
use ariadne_ports::{Fetch, FetchRequest, Progress, ProgressSink};

use crate::backend::Row;
use crate::config::Settings;
use crate::error::Failure;
use crate::mapping::columns::{self, Beside};
use crate::mapping::table::{self, Known};
use crate::mapping::{keys, owned, text, types, warnings};
use crate::readings::Asked;
use crate::resolve::{Found, Resolved, resolve};
use crate::session::Session;
use crate::sql::{self, Statement};

/// Everything a fetch works with.
struct Fetching<'a> {
    session: &'a Session,
    settings: &'a Settings,
    found: &'a Found,
    warnings: Vec<Problem>,
}

/// Fetches what the request names, which was read as `asked`.
pub(crate) async fn fetch(
    session: &Session,
    settings: &Arc<Settings>,
    request: &FetchRequest,
    asked: &Asked,
    started: Instant,
    progress: &dyn ProgressSink,
) -> Result<Fetch, Failure> {
    let phase = |phase: String| progress.progress(Progress { phase, done: None, total: None });
    phase(format!("Looking up {}", request.name));
    let found = match resolve(session, settings, request, asked).await? {
        Resolved::NotFound(not_found) => return Ok(Fetch::NotFound(*not_found)),
        Resolved::Found(found) => *found,
    };
    let mut fetching = Fetching { session, settings, found: &found, warnings: Vec::new() };
    if found.is_invalid {
        let kind = match found.kind {
            TableKind::MaterializedView => "MATERIALIZED VIEW",
            TableKind::View => "VIEW",
            _ => "TABLE",
        };
        fetching.warnings.push(warnings::invalid(&found.schema, &found.name, kind));
    }
    phase("Reading columns".to_owned());
    let rows = fetching.needed(&sql::COLUMNS).await?;
    let beside = fetching.beside(&rows).await?;
    let columns = columns::build(&rows, &beside);
    phase("Reading keys".to_owned());
    let constraints = fetching.part(&sql::KEYS).await?.unwrap_or_default();
    let has_foreign = constraints.iter().any(|row| text(row, 1) == Some("R"));
    let referenced = if has_foreign { fetching.part(&sql::REFERENCED).await? } else { None };
    let (keys, mut odd) =
        keys::build(&constraints, referenced.as_deref(), &columns, &settings.effective_user());
    phase("Reading facts of the table".to_owned());
    let known = fetching.known().await?;
    fetching.warnings.append(&mut odd);
    let external = ObjectName { schema: Some(found.schema.clone()), name: found.name.clone() };
    let facts = table::build(external, found.kind, &known, keys);
    let warnings = std::mem::take(&mut fetching.warnings);
    Ok(Fetch::Found(Box::new(FetchedTable {
        facts,
        columns,
        warnings,
        evidence: Evidence {
            statements: session.statements(),
            sampled_documents: None,
            sample_method: None,
            elapsed: started.elapsed(),
            resolved_from: found.resolved_from,
        },
    })))
}

impl Fetching<'_> {
    /// Rows without which there is no answer.
    async fn needed(&self, statement: &Statement) -> Result<Vec<Row>, Failure> {
        self.session.rows(statement, &[&self.found.schema, &self.found.name]).await
    }

    /// Rows of a part that the answer can lack; a warning tells it then.
    async fn part(&mut self, statement: &Statement) -> Result<Option<Vec<Row>>, Failure> {
        match self.needed(statement).await {
            Ok(rows) => Ok(Some(rows)),
            Err(failure) if failure.spares_the_session() => {
                self.missing(statement, &failure);
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }

    async fn part_row(&mut self, statement: &Statement) -> Result<Option<Row>, Failure> {
        Ok(self.part(statement).await?.and_then(|rows| rows.into_iter().next()))
    }

    fn missing(&mut self, statement: &Statement, failure: &Failure) {
        self.warnings.push(warnings::part_missing(statement.part, failure.problem(self.settings)));
    }

    async fn beside(&mut self, columns: &[Row]) -> Result<Beside, Failure> {
        let pairs = |rows: Option<Vec<Row>>| {
            rows.unwrap_or_default().iter().map(|row| (owned(row, 0), owned(row, 1))).collect()
        };
        Ok(Beside {
            comments: pairs(self.part(&sql::COLUMN_COMMENTS).await?),
            identities: if columns::has_identity(columns) {
                pairs(self.part(&sql::IDENTITY).await?)
            } else {
                pairs(None)
            },
            types: self.types(columns).await?,
        })
    }

    /// What the types of users are that columns have.
    async fn types(&mut self, rows: &[Row]) -> Result<HashMap<String, LogicalType>, Failure> {
        let made = columns::of_user_types(rows);
        if made.is_empty() {
            return Ok(HashMap::new());
        }
        let Some(found) = self.part(&sql::TYPES).await? else { return Ok(HashMap::new()) };
        let types = types::of_users(&found);
        let mut hidden: Vec<(String, String)> = Vec::new();
        for (column, owner, name) in made {
            if !types.contains_key(&column) && !hidden.contains(&(owner.clone(), name.clone())) {
                hidden.push((owner, name));
            }
        }
        let user = self.settings.effective_user();
        let told = hidden.iter().map(|(owner, name)| warnings::type_hidden(owner, name, &user));
        self.warnings.extend(told);
        Ok(types)
    }

    async fn known(&mut self) -> Result<Known, Failure> {
        let mut known = Known { is_invalid: self.found.is_invalid, ..Known::default() };
        let comment = match self.found.kind {
            TableKind::MaterializedView => self.part_row(&sql::MVIEW_COMMENT).await?,
            _ => self.part_row(&sql::TABLE_COMMENT).await?,
        };
        let comment = comment.as_ref().and_then(|row| text(row, 0)).map(str::to_owned);
        known.comment = match self.found.kind {
            TableKind::MaterializedView => comment.and_then(table::mview_comment),
            _ => comment,
        };
        match self.found.kind {
            TableKind::View => known.view = self.part_row(&sql::VIEW).await?,
            kind => {
                known.table = self.part_row(&sql::TABLE).await?;
                if kind == TableKind::MaterializedView {
                    known.mview = self.part_row(&sql::MVIEW).await?;
                } else {
                    known.external = self.part_row(&sql::EXTERNAL).await?;
                }
                if table::is_partitioned(known.table.as_ref()) {
                    known.partitions = self.part_row(&sql::PARTITIONS).await?;
                    known.partition_key = self.part(&sql::PARTITION_KEY).await?.unwrap_or_default();
                }
            }
        }
        Ok(known)
    }
}
