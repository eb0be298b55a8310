//! Names and what they stand for.

use super::error::{SqlError, SqlResult};
use crate::types::ColumnType;

/// A column that a query can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceColumn {
    pub(crate) name: String,
    pub(crate) column_type: ColumnType,
    pub(crate) nullable: bool,
    /// Whether `*` leaves it out.
    pub(crate) invisible: bool,
}

/// What stands in FROM: a table, a view or a query.
#[derive(Debug, Clone)]
pub(crate) struct NamedSource {
    /// The schema, for tables that are named with it and have no alias.
    pub(crate) owner: Option<String>,
    /// `None` for a query without an alias.
    pub(crate) name: Option<String>,
    pub(crate) columns: Vec<SourceColumn>,
}

/// The sources of a query, and those of the queries around it.
#[derive(Debug, Default)]
pub(crate) struct Scope<'a> {
    pub(crate) sources: Vec<NamedSource>,
    pub(crate) parent: Option<&'a Scope<'a>>,
}

/// Where a column is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ColumnRef {
    /// 0 for the query itself, 1 for the one around it, and so on.
    pub(crate) level: usize,
    pub(crate) source: usize,
    pub(crate) column: usize,
}

impl NamedSource {
    /// Whether a qualifier, `t` or `s.t`, means this source.
    pub(crate) fn is_meant_by(&self, qualifier: &[String]) -> bool {
        match qualifier {
            [] => true,
            [name] => self.name.as_ref() == Some(name),
            [owner, name] => self.name.as_ref() == Some(name) && self.owner.as_ref() == Some(owner),
            _ => false,
        }
    }
}

impl Scope<'_> {
    /// Finds a column, in the innermost query that has it; `None` when none has.
    pub(crate) fn find(
        &self,
        qualifier: &[String],
        name: &str,
    ) -> SqlResult<Option<(ColumnRef, &SourceColumn)>> {
        let mut scope = Some(self);
        let mut level = 0;
        while let Some(here) = scope {
            let mut found = None;
            for (source, named) in here.sources.iter().enumerate() {
                if !named.is_meant_by(qualifier) {
                    continue;
                }
                for (column, candidate) in named.columns.iter().enumerate() {
                    if candidate.name == name {
                        if found.is_some() {
                            return Err(SqlError::ambiguous_column());
                        }
                        found = Some((ColumnRef { level, source, column }, candidate));
                    }
                }
            }
            if found.is_some() {
                return Ok(found);
            }
            scope = here.parent;
            level += 1;
        }
        Ok(None)
    }
}
