//! Views, materialized views, synonyms and types.

use std::sync::Arc;

use super::cursor::Cursor;
use super::{Name, Parsed, Target};
use crate::catalog::{
    Body, Column, MaterializedView, Object, Relation, RelationKind, Synonym, UserType, View,
};
use crate::sql;

impl Target<'_> {
    pub(super) fn create_view(
        &mut self,
        cursor: &mut Cursor<'_>,
        replace: bool,
        force: bool,
    ) -> Parsed<()> {
        let name = self.name(cursor)?;
        let mut aliases = None;
        let mut constraints = Vec::new();
        if cursor.is_symbol('(') {
            // Names first; constraints are read again once the columns have types.
            let text = cursor.parenthesised()?;
            let parts =
                super::token::statements(text).map_err(|_| cursor.before("a column list"))?;
            let mut names = Vec::new();
            for statement in &parts {
                let mut inner = Cursor::new(text, statement);
                while !inner.at_end() {
                    if super::constraints::comes_next(&inner) {
                        constraints.push(
                            inner
                                .expression(|_| false)
                                .map_err(|_| cursor.before("a constraint"))?
                                .to_owned(),
                        );
                    } else {
                        names.push(inner.name().map_err(|_| cursor.before("a column list"))?);
                    }
                    let _ = inner.takes_symbol(',');
                }
            }
            aliases = Some(names);
        }
        cursor.expect("AS")?;
        let whole = cursor.rest()?;
        let (text, read_only) = match strip_read_only(whole) {
            Some(text) => (text, true),
            None => (whole, false),
        };
        let columns = match self.columns_of(&name, text) {
            Ok(columns) => columns,
            Err(_) if force => Vec::new(),
            Err(error) => {
                return Err(cursor.before(format!("ORA-{:05}: {}", error.code, error.message)));
            }
        };
        let valid = !columns.is_empty();
        let columns = renamed(cursor, columns, aliases)?;
        let view = View { text: text.to_owned(), valid, read_only };
        let mut relation = Relation::new(RelationKind::View(view), columns);
        for text in &constraints {
            let parts =
                super::token::statements(text).map_err(|_| cursor.before("a constraint"))?;
            for statement in &parts {
                let mut inner = Cursor::new(text, statement);
                self.constraint(&mut inner, &name, &mut relation)
                    .map_err(|mistake| cursor.before(mistake.message))?;
            }
        }
        if replace {
            self.catalog.schema(&name.owner).objects.remove(&name.object);
        }
        self.put(cursor, &name, Body::Relation(Box::new(relation)))
    }

    /// The columns that a query makes.
    fn columns_of(&mut self, name: &Name, text: &str) -> sql::SqlResult<Vec<Column>> {
        let described = self.lend(|catalog| sql::columns_of_query(catalog, &name.owner, text));
        Ok(described?
            .into_iter()
            .map(|column| {
                let nullable = column.nullable;
                Column { nullable, ..Column::new(column.name, column.column_type) }
            })
            .collect())
    }

    pub(super) fn create_materialized_view(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let name = self.name(cursor)?;
        let mut view = MaterializedView {
            query: String::new(),
            refresh_mode: "DEMAND".to_owned(),
            refresh_method: "FORCE".to_owned(),
            build_mode: "IMMEDIATE".to_owned(),
            comment: Some(format!("snapshot table for snapshot {}.{}", name.owner, name.object)),
        };
        while !cursor.takes("AS") {
            if cursor.takes("BUILD") {
                view.build_mode = cursor.word()?;
            } else if cursor.takes("REFRESH") {
                for method in ["COMPLETE", "FAST", "FORCE"] {
                    if cursor.takes(method) {
                        method.clone_into(&mut view.refresh_method);
                    }
                }
            } else if cursor.takes_all(&["NEVER", "REFRESH"]) {
                "NEVER".clone_into(&mut view.refresh_method);
                "NEVER".clone_into(&mut view.refresh_mode);
            } else if cursor.takes("ON") {
                view.refresh_mode = cursor.word()?;
            } else if cursor.at_end() {
                return Err(cursor.here("expected AS and a query"));
            } else {
                cursor.skip();
            }
        }
        cursor.rest()?.clone_into(&mut view.query);
        let failed = |error: sql::SqlError| {
            cursor.before(format!("ORA-{:05}: {}", error.code, error.message))
        };
        let columns = self.columns_of(&name, &view.query).map_err(failed)?;
        let rows = self.lend(|catalog| sql::rows_of_query(catalog, &name.owner, &view.query));
        let mut relation = Relation::new(RelationKind::MaterializedView(view), columns);
        relation.rows = Arc::new(rows.map_err(failed)?);
        self.put(cursor, &name, Body::Relation(Box::new(relation)))
    }

    pub(super) fn create_synonym(
        &mut self,
        cursor: &mut Cursor<'_>,
        replace: bool,
        public: bool,
    ) -> Parsed<()> {
        let own = if public { None } else { Some(self.name(cursor)?) };
        let public_name = if public { cursor.name()? } else { String::new() };
        cursor.expect("FOR")?;
        let target = self.name(cursor)?;
        let link = if cursor.takes_symbol('@') {
            let mut link = cursor.name()?;
            while cursor.takes_symbol('.') {
                link = format!("{link}.{}", cursor.name()?);
            }
            Some(link)
        } else {
            None
        };
        let body = Body::Synonym(Synonym { owner: target.owner, name: target.object, link });
        let Some(own) = own else {
            let number = self.catalog.next_number();
            self.catalog.public_synonyms.insert(public_name, Object { number, body });
            return Ok(());
        };
        if replace {
            self.catalog.schema(&own.owner).objects.remove(&own.object);
        }
        self.put(cursor, &own, body)
    }

    pub(super) fn create_type(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let name = self.name(cursor)?;
        let _ = cursor.takes("AS") || cursor.takes("IS");
        let limit = if cursor.takes("TABLE") {
            None
        } else if cursor.takes("VARRAY") || cursor.takes_all(&["VARYING", "ARRAY"]) {
            let limit = cursor.parenthesised()?.trim().parse();
            Some(limit.map_err(|_| cursor.before("a number of elements was expected"))?)
        } else {
            return self.put(cursor, &name, Body::Type(UserType::Object));
        };
        cursor.expect("OF")?;
        let element = self.column_type(cursor, &name)?;
        self.put(cursor, &name, Body::Type(UserType::Collection { limit, element }))
    }
}

/// The query before `WITH READ ONLY`.
fn strip_read_only(text: &str) -> Option<&str> {
    let upper = text.to_ascii_uppercase();
    let mut rest = upper.as_str();
    for word in ["ONLY", "READ", "WITH"] {
        rest = rest.trim_end().strip_suffix(word)?;
    }
    Some(text[..rest.len()].trim_end())
}

fn renamed(
    cursor: &Cursor<'_>,
    mut columns: Vec<Column>,
    aliases: Option<Vec<String>>,
) -> Parsed<Vec<Column>> {
    let Some(aliases) = aliases.filter(|aliases| !aliases.is_empty()) else {
        return Ok(columns);
    };
    if columns.is_empty() {
        return Ok(columns);
    }
    if aliases.len() != columns.len() {
        return Err(cursor.before("the view has another number of columns than names for them"));
    }
    for (column, alias) in columns.iter_mut().zip(aliases) {
        column.name = alias;
    }
    Ok(columns)
}
