//! What stands in FROM.

use std::sync::Arc;

use sqlparser::ast;

use super::compile::Compiler;
use super::error::{SqlError, SqlResult};
use super::expression::{Frame, Run};
use super::parse::{self, exact};
use super::query::{self, Plan};
use super::scope::{NamedSource, Scope, SourceColumn};
use super::{OutputColumn, Row, Session};
use crate::catalog::{Body, Catalog, MOST_HOPS, Relation, RelationKind, Visibility};
use crate::dictionary;
use crate::profile::Profile;
use crate::types::ColumnType;
use crate::value::Value;

/// Where rows come from.
#[derive(Debug)]
pub(crate) enum Source {
    Rows(Arc<Vec<Row>>),
    Plan(Box<Plan>),
}

impl Source {
    pub(crate) fn rows(
        &self,
        run: &Run<'_>,
        parent: Option<&Frame<'_>>,
    ) -> SqlResult<Arc<Vec<Row>>> {
        Ok(match self {
            Self::Rows(rows) => Arc::clone(rows),
            Self::Plan(plan) => Arc::new(plan.run(run, parent)?),
        })
    }
}

fn columns_of_plan(plan: &Plan) -> Vec<SourceColumn> {
    plan.columns
        .iter()
        .map(|column| SourceColumn {
            name: column.name.clone(),
            column_type: column.column_type.clone(),
            nullable: column.nullable,
            invisible: false,
        })
        .collect()
}

/// Finds the rows and the columns of one item of FROM.
pub(crate) fn compile(
    compiler: &Compiler<'_>,
    factor: &ast::TableFactor,
    parent: Option<&Scope<'_>>,
) -> SqlResult<(NamedSource, Source)> {
    match factor {
        ast::TableFactor::Derived { lateral: false, subquery, alias, sample: None } => {
            let plan = query::plan(compiler, subquery, parent)?;
            let name = alias.as_ref().map(|alias| exact(&alias.name));
            let named = NamedSource { owner: None, name, columns: columns_of_plan(&plan) };
            Ok((named, Source::Plan(Box::new(plan))))
        }
        ast::TableFactor::Table {
            name,
            alias,
            args: None,
            version: None,
            with_ordinality: false,
            partitions,
            json_path: None,
            sample: None,
            ..
        } if partitions.is_empty() => table(compiler, name, alias.as_ref()),
        other => Err(SqlError::unsupported(format!("FROM {other}"))),
    }
}

fn table(
    compiler: &Compiler<'_>,
    name: &ast::ObjectName,
    alias: Option<&ast::TableAlias>,
) -> SqlResult<(NamedSource, Source)> {
    let alias = alias.map(|alias| exact(&alias.name));
    let mut parts = Vec::new();
    for part in &name.0 {
        let identifier = part.as_ident().ok_or_else(|| SqlError::unsupported(name))?;
        if identifier.quote_style.is_none() && identifier.value.contains('@') {
            let message = "connection description for remote database not found";
            return Err(SqlError::new(2019, message));
        }
        parts.push(exact(identifier));
    }
    let position = name.0[0].as_ident().map_or(0, |first| compiler.position(first));
    let (owner, object) = match parts.as_slice() {
        [object] => {
            if let Some((index, cte)) = compiler.common_table(object) {
                return common_table(compiler, index, cte, alias.unwrap_or_else(|| object.clone()));
            }
            (None, object.as_str())
        }
        [owner, object] => (Some(owner.as_str()), object.as_str()),
        _ => return Err(SqlError::new(933, "SQL command not properly ended").at(position)),
    };
    let session = compiler.session();
    let (columns, source) = find(session, owner, object).map_err(|mut error| {
        if error.code == 942 && session.profile == Profile::V23 {
            let owner = owner.unwrap_or(session.schema);
            error.message = format!("table or view \"{owner}\".\"{object}\" does not exist");
        }
        if error.code == 942 { error.at(position) } else { error }
    })?;
    let named = NamedSource {
        owner: if alias.is_none() { owner.map(str::to_owned) } else { None },
        name: Some(alias.unwrap_or_else(|| object.to_owned())),
        columns,
    };
    Ok((named, source))
}

fn common_table(
    compiler: &Compiler<'_>,
    index: usize,
    cte: &ast::Cte,
    name: String,
) -> SqlResult<(NamedSource, Source)> {
    let plan = query::plan(&compiler.before(index), &cte.query, None)?;
    let mut columns = columns_of_plan(&plan);
    if !cte.alias.columns.is_empty() {
        if cte.alias.columns.len() != columns.len() {
            let message = "number of WITH clause column names does not match number of elements \
                           in select list";
            return Err(SqlError::new(32038, message));
        }
        for (column, alias) in columns.iter_mut().zip(&cte.alias.columns) {
            column.name = exact(&alias.name);
        }
    }
    Ok((NamedSource { owner: None, name: Some(name), columns }, Source::Plan(Box::new(plan))))
}

/// Finds a table, a view or a synonym as the session sees it.
fn find(
    session: &Session<'_>,
    owner: Option<&str>,
    object: &str,
) -> SqlResult<(Vec<SourceColumn>, Source)> {
    let catalog = session.catalog;
    let mut owner = owner.map(str::to_owned);
    let mut object = object.to_owned();
    for _ in 0..=MOST_HOPS {
        // What belongs to everybody gives way to what is in the session's own schema.
        let schema = owner.clone().unwrap_or_else(|| session.schema.to_owned());
        if let Some(found) = catalog.object(&schema, &object) {
            match &found.body {
                Body::Relation(relation) => {
                    if !catalog.sees(session.user, &schema, &object) {
                        return Err(SqlError::no_such_table());
                    }
                    if !catalog.reads(session.user, &schema, &object) {
                        return Err(SqlError::new(1031, "insufficient privileges"));
                    }
                    return open(session, &schema, relation);
                }
                Body::Synonym(synonym) => {
                    if synonym.link.is_some() {
                        let message = "connection description for remote database not found";
                        return Err(SqlError::new(2019, message));
                    }
                    owner = Some(synonym.owner.clone());
                    object.clone_from(&synonym.name);
                    continue;
                }
                _ => return Err(SqlError::no_such_table()),
            }
        }
        if owner.is_none()
            && let Some(synonym) = catalog.public_synonym(&object)
        {
            if synonym.link.is_some() {
                let message = "connection description for remote database not found";
                return Err(SqlError::new(2019, message));
            }
            owner = Some(synonym.owner.clone());
            object.clone_from(&synonym.name);
            continue;
        }
        return dictionary_view(session, owner.as_deref(), &object);
    }
    Err(SqlError::new(1775, "looping chain of synonyms"))
}

fn dictionary_view(
    session: &Session<'_>,
    owner: Option<&str>,
    object: &str,
) -> SqlResult<(Vec<SourceColumn>, Source)> {
    let hidden = session.hidden_views.iter().any(|hidden| hidden == object);
    let view = dictionary::view(object)
        .filter(|view| !hidden && view.is_open_to(session))
        .filter(|_| matches!(owner, None | Some("SYS")))
        .ok_or_else(SqlError::no_such_table)?;
    let columns = view
        .columns
        .iter()
        .map(|column| SourceColumn {
            // A column that this release lacks has a name that nobody can write.
            name: if view.has_column(column, session.profile) {
                column.name.to_owned()
            } else {
                String::new()
            },
            column_type: column.column_type.clone(),
            nullable: true,
            invisible: !view.has_column(column, session.profile),
        })
        .collect();
    Ok((columns, Source::Rows(view.rows(session))))
}

/// The rows of a table, or of the query behind a view.
fn open(
    session: &Session<'_>,
    owner: &str,
    relation: &Relation,
) -> SqlResult<(Vec<SourceColumn>, Source)> {
    let column = |one| source_column(one, relation.is_nullable(one));
    let columns: Vec<SourceColumn> = relation.columns.iter().map(column).collect();
    let source = match &relation.kind {
        RelationKind::View(view) => {
            if !view.valid {
                return Err(SqlError::new(4063, "view has errors"));
            }
            query_of(session, owner, &view.text)?
        }
        _ if relation.columns.iter().any(|column| column.is_virtual) => {
            return virtual_columns(session, owner, relation, columns);
        }
        _ => Source::Rows(Arc::clone(&relation.rows)),
    };
    Ok((columns, source))
}

/// The query behind a view, run with the rights of its owner.
fn query_of(session: &Session<'_>, owner: &str, text: &str) -> SqlResult<Source> {
    if session.depth >= MOST_HOPS {
        return Err(SqlError::new(1731, "circular view definition encountered"));
    }
    let session = owner_session(session.catalog, owner, session.profile, session.depth + 1);
    match parse::parse(text)? {
        parse::Statement::Query(query) => {
            Ok(Source::Plan(Box::new(query::compile(&session, &query)?)))
        }
        _ => Err(SqlError::new(4063, "view has errors")),
    }
}

pub(crate) fn owner_session<'a>(
    catalog: &'a Arc<Catalog>,
    owner: &'a str,
    profile: Profile,
    depth: usize,
) -> Session<'a> {
    Session {
        catalog,
        user: owner,
        schema: owner,
        hidden_views: Vec::new(),
        profile,
        service: "",
        program: "",
        number: 0,
        depth,
    }
}

/// An expression over the columns of a table, as it stands in the table's declaration.
fn over_columns(
    session: &Session<'_>,
    columns: Vec<SourceColumn>,
    text: &str,
) -> SqlResult<super::compile::Typed> {
    let missing = || SqlError::new(936, "missing expression");
    let scope =
        Scope { sources: vec![NamedSource { owner: None, name: None, columns }], parent: None };
    let parse::Statement::Query(query) = parse::parse(&format!("select {text} from dual"))? else {
        return Err(missing());
    };
    let ast::SetExpr::Select(select) = &*query.syntax.body else {
        return Err(missing());
    };
    let [ast::SelectItem::UnnamedExpr(expression)] = select.projection.as_slice() else {
        return Err(missing());
    };
    Compiler::new(session, &query).plain(&scope, expression)
}

/// The type of an expression over the columns of a table of this owner.
pub(crate) fn type_over_columns(
    catalog: &Arc<Catalog>,
    owner: &str,
    columns: &[crate::catalog::Column],
    text: &str,
) -> SqlResult<ColumnType> {
    let session = owner_session(catalog, owner, Profile::V23, 0);
    let columns = columns.iter().map(|one| source_column(one, one.nullable)).collect();
    Ok(over_columns(&session, columns, text)?.column_type)
}

fn source_column(column: &crate::catalog::Column, nullable: bool) -> SourceColumn {
    SourceColumn {
        name: column.name.clone(),
        column_type: column.data_type.clone(),
        nullable,
        invisible: column.visibility != Visibility::Shown,
    }
}

/// A table with columns that are calculated from the others.
fn virtual_columns(
    session: &Session<'_>,
    owner: &str,
    relation: &Relation,
    columns: Vec<SourceColumn>,
) -> SqlResult<(Vec<SourceColumn>, Source)> {
    let owner_session = owner_session(session.catalog, owner, session.profile, session.depth);
    let run = Run { session: &owner_session, binds: &[] };
    let mut expressions = Vec::new();
    for column in &relation.columns {
        expressions.push(match (&column.default, column.is_virtual) {
            (Some(text), true) => {
                Some(over_columns(&owner_session, columns.clone(), text)?.expression)
            }
            _ => None,
        });
    }
    let mut rows = Vec::with_capacity(relation.rows.len());
    for row in relation.rows.iter() {
        let stored = [Some(Arc::clone(row))];
        let frame = Frame { rows: &stored, number: 0, aggregates: &[], parent: None };
        let mut values = row.to_vec();
        for (at, expression) in expressions.iter().enumerate() {
            if let Some(expression) = expression {
                values[at] = expression.value(&run, &frame)?;
            }
        }
        rows.push(Row::from(values));
    }
    Ok((columns, Source::Rows(Arc::new(rows))))
}

/// The columns that a view's query makes.
pub(crate) fn columns_of_query(
    catalog: &Arc<Catalog>,
    owner: &str,
    text: &str,
) -> SqlResult<Vec<OutputColumn>> {
    let session = owner_session(catalog, owner, Profile::V23, 0);
    super::describe(&session, &parse::parse(text)?)
}

/// The rows of a query, as the owner of a schema sees them.
pub(crate) fn rows_of_query(
    catalog: &Arc<Catalog>,
    owner: &str,
    text: &str,
) -> SqlResult<Vec<Row>> {
    let session = owner_session(catalog, owner, Profile::V23, 0);
    match super::execute(&session, &parse::parse(text)?, &[])? {
        super::Outcome::Rows { rows, .. } => Ok(rows),
        _ => Err(SqlError::new(900, "invalid SQL statement")),
    }
}

/// The type of text that a constant or a function makes, `CHAR` for a constant.
pub(crate) fn constant_type(value: &Value) -> ColumnType {
    match value {
        Value::Text(text) => ColumnType::Char {
            length: u32::try_from(text.len()).unwrap_or(4000).clamp(1, 4000),
            chars: false,
        },
        Value::Number(_) => ColumnType::NUMBER,
        Value::Date(_) => ColumnType::Date,
        Value::Timestamp(_) => {
            ColumnType::Timestamp { precision: 9, zone: crate::types::Zone::None }
        }
        Value::Float(_) => ColumnType::BinaryFloat,
        Value::Double(_) => ColumnType::BinaryDouble,
        Value::Raw(bytes) => {
            ColumnType::Raw { length: u32::try_from(bytes.len()).unwrap_or(2000).max(1) }
        }
        Value::Boolean(_) => ColumnType::Boolean,
        Value::IntervalYear(_) => ColumnType::IntervalYear { years: 2 },
        Value::IntervalDay { .. } => ColumnType::IntervalDay { days: 2, seconds: 6 },
        Value::Null => ColumnType::text(1),
    }
}
