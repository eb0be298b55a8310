//! Scripts in the database's own language that make a catalog.

mod alter;
mod comments;
mod constraints;
mod cursor;
mod data;
mod relations;
mod table;
mod token;
mod types;

use std::sync::Arc;

use cursor::Cursor;
use token::line_of;
pub(crate) use types::type_named;

use super::{Body, Catalog, Object, Relation};

/// What is wrong in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for ScriptError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ScriptError {}

/// A mistake in a statement: what, and where in the script.
#[derive(Debug)]
struct Mistake {
    at: usize,
    message: String,
}

type Parsed<T> = Result<T, Mistake>;

/// A name of a schema's object.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    owner: String,
    object: String,
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "\"{}\".\"{}\"", self.owner, self.object)
    }
}

/// What a script works on.
struct Target<'a> {
    catalog: &'a mut Catalog,
    /// The schema of names that have none.
    schema: String,
}

/// Runs a script; the catalog may have been changed in part when it is wrong.
pub(super) fn run(catalog: &mut Catalog, text: &str) -> Result<(), ScriptError> {
    let mut target = Target { catalog, schema: "SYSTEM".to_owned() };
    for statement in token::statements(text)? {
        let mut cursor = Cursor::new(text, &statement);
        target.statement(&mut cursor).map_err(|mistake| ScriptError {
            line: line_of(text, mistake.at),
            message: mistake.message,
        })?;
        // What has been calculated for a view over the dictionary is of the state before.
        target.catalog.cache = super::Cache::default();
    }
    Ok(())
}

impl Target<'_> {
    fn statement(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let verb = cursor.word()?;
        match verb.as_str() {
            "CREATE" => self.create(cursor),
            "ALTER" => self.alter(cursor),
            "DROP" => self.drop(cursor),
            "COMMENT" => self.comment(cursor),
            "GRANT" => self.grant(cursor, true),
            "REVOKE" => self.grant(cursor, false),
            "INSERT" => self.insert(cursor),
            "EXEC" | "EXECUTE" => self.procedure(cursor),
            "BEGIN" => {
                while !cursor.takes("END") {
                    self.procedure(cursor)?;
                    cursor.symbol(';')?;
                }
                Ok(())
            }
            "PURGE" | "CONNECT" | "ANALYZE" => Ok(()),
            other => Err(cursor.before(format!("a statement that starts with {other}"))),
        }
    }

    fn create(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let replace = cursor.takes_all(&["OR", "REPLACE"]);
        let public = cursor.takes("PUBLIC");
        let force = cursor.takes("FORCE");
        let mut temporary = false;
        let mut unique = false;
        loop {
            let what = cursor.word()?;
            return match what.as_str() {
                "TEMPORARY" => {
                    temporary = true;
                    continue;
                }
                "UNIQUE" => {
                    unique = true;
                    continue;
                }
                "GLOBAL" | "PRIVATE" | "BITMAP" | "EDITIONABLE" | "NONEDITIONABLE" | "NOFORCE" => {
                    continue;
                }
                "TABLE" => self.create_table(cursor, temporary),
                "VIEW" => self.create_view(cursor, replace, force),
                "MATERIALIZED" => {
                    cursor.expect("VIEW")?;
                    self.create_materialized_view(cursor)
                }
                "SYNONYM" => self.create_synonym(cursor, replace, public),
                "SEQUENCE" => {
                    let name = self.name(cursor)?;
                    self.put(cursor, &name, Body::Sequence)
                }
                "TYPE" => self.create_type(cursor),
                "INDEX" => self.create_index(cursor, unique),
                "USER" => {
                    let user = cursor.name()?;
                    self.catalog.schema(&user);
                    Ok(())
                }
                other => Err(cursor.before(format!("CREATE {other}"))),
            };
        }
    }

    fn alter(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let what = cursor.word()?;
        match what.as_str() {
            "SESSION" => {
                cursor.expect("SET")?;
                if cursor.takes("CURRENT_SCHEMA") {
                    cursor.symbol('=')?;
                    self.schema = cursor.name()?;
                }
                Ok(())
            }
            "TABLE" | "VIEW" => self.alter_table(cursor),
            "USER" | "SEQUENCE" | "TYPE" => Ok(()),
            other => Err(cursor.before(format!("ALTER {other}"))),
        }
    }

    fn drop(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        if cursor.takes_all(&["PUBLIC", "SYNONYM"]) {
            let name = cursor.name()?;
            return match self.catalog.public_synonyms.remove(&name) {
                Some(_) => Ok(()),
                None => Err(cursor.before(format!("there is no public synonym {name}"))),
            };
        }
        cursor.takes("MATERIALIZED");
        let what = cursor.word()?;
        if what == "USER" {
            let name = cursor.name()?;
            self.catalog.schemas.remove(&name);
            return Ok(());
        }
        if !matches!(what.as_str(), "TABLE" | "VIEW" | "SYNONYM" | "TYPE" | "SEQUENCE") {
            return Err(cursor.before(format!("DROP {what}")));
        }
        let name = self.name(cursor)?;
        let removed = self.catalog.schema(&name.owner).objects.remove(&name.object);
        self.catalog.access.forget(&name.owner, &name.object);
        removed.map(drop).ok_or_else(|| cursor.before(format!("there is no {name}")))
    }

    /// Asks the catalog as it is now.
    fn lend<T>(&mut self, ask: impl FnOnce(&Arc<Catalog>) -> T) -> T {
        let catalog = Arc::new(std::mem::take(self.catalog));
        let answer = ask(&catalog);
        *self.catalog = Arc::try_unwrap(catalog).unwrap_or_else(|shared| (*shared).clone());
        answer
    }

    /// A name with or without a schema.
    fn name(&self, cursor: &mut Cursor<'_>) -> Parsed<Name> {
        let first = cursor.name()?;
        Ok(if cursor.takes_symbol('.') {
            Name { owner: first, object: cursor.name()? }
        } else {
            Name { owner: self.schema.clone(), object: first }
        })
    }

    /// Adds an object, unless its name is taken.
    fn put(&mut self, cursor: &Cursor<'_>, name: &Name, body: Body) -> Parsed<()> {
        if name.object.len() > 128 || name.owner.len() > 128 {
            return Err(cursor.before(format!("{name} is longer than 128 bytes")));
        }
        let number = self.catalog.next_number();
        let objects = &mut self.catalog.schema(&name.owner).objects;
        if objects.contains_key(&name.object) {
            return Err(cursor.before(format!("the name {name} is taken")));
        }
        objects.insert(name.object.clone(), Arc::new(Object { number, body }));
        Ok(())
    }

    /// A table or a view to change.
    fn relation(&mut self, cursor: &Cursor<'_>, name: &Name) -> Parsed<&mut Relation> {
        let missing = || cursor.before(format!("there is no table or view {name}"));
        let object =
            self.catalog.schema(&name.owner).objects.get_mut(&name.object).ok_or_else(missing)?;
        match &mut Arc::make_mut(object).body {
            Body::Relation(relation) => Ok(relation),
            _ => Err(missing()),
        }
    }
}

#[cfg(test)]
mod tests;
