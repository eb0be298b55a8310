//! Changes of tables.

use super::cursor::Cursor;
use super::table::AFTER_DEFAULT;
use super::{Name, Parsed, Target, constraints};
use crate::catalog::{Body, ConstraintKind, Relation};
use crate::value::Value;

impl Target<'_> {
    pub(super) fn alter_table(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let name = self.name(cursor)?;
        let mut relation = self.relation(cursor, &name)?.clone();
        while !cursor.at_end() {
            if cursor.takes("ADD") {
                let list = cursor.takes_symbol('(');
                loop {
                    if constraints::comes_next(cursor) {
                        self.constraint(cursor, &name, &mut relation)?;
                    } else {
                        self.column(cursor, &name, &mut relation)?;
                        add_to_rows(&mut relation);
                    }
                    if !list || !cursor.takes_symbol(',') {
                        break;
                    }
                }
                if list {
                    cursor.symbol(')')?;
                }
            } else if cursor.takes("MODIFY") {
                let list = cursor.takes_symbol('(');
                loop {
                    self.modify(cursor, &name, &mut relation)?;
                    if !list || !cursor.takes_symbol(',') {
                        break;
                    }
                }
                if list {
                    cursor.symbol(')')?;
                }
            } else if cursor.takes("DROP") {
                drop_part(cursor, &mut relation)?;
            } else if cursor.takes_all(&["RENAME", "COLUMN"]) {
                let old = column_at(cursor, &relation)?;
                cursor.expect("TO")?;
                rename(&mut relation, old, &cursor.name()?);
            } else if cursor.takes_all(&["RENAME", "TO"]) {
                let new = cursor.name()?;
                return self.rename_table(cursor, &name, new, relation);
            } else {
                change_state(cursor, &mut relation)?;
            }
        }
        *self.relation(cursor, &name)? = relation;
        Ok(())
    }

    fn modify(
        &mut self,
        cursor: &mut Cursor<'_>,
        name: &Name,
        relation: &mut Relation,
    ) -> Parsed<()> {
        let at = column_at(cursor, relation)?;
        let attribute = AFTER_DEFAULT.iter().any(|word| cursor.is(word)) || cursor.is("DEFAULT");
        if !attribute && !cursor.at_end() && !cursor.is_symbol(')') {
            relation.columns[at].data_type = self.column_type(cursor, name)?;
        }
        self.attributes(cursor, name, relation, at)
    }

    fn rename_table(
        &mut self,
        cursor: &Cursor<'_>,
        name: &Name,
        new: String,
        relation: Relation,
    ) -> Parsed<()> {
        self.catalog.schema(&name.owner).objects.remove(&name.object);
        self.catalog.access.forget(&name.owner, &name.object);
        let new = Name { owner: name.owner.clone(), object: new };
        self.put(cursor, &new, Body::Relation(Box::new(relation)))
    }
}

/// A NULL at the end of every row.
pub(super) fn add_to_rows(relation: &mut Relation) {
    let rows = relation
        .rows
        .iter()
        .map(|row| row.iter().cloned().chain([Value::Null]).collect())
        .collect();
    relation.rows = std::sync::Arc::new(rows);
}

fn column_at(cursor: &mut Cursor<'_>, relation: &Relation) -> Parsed<usize> {
    let name = cursor.name()?;
    relation.column(&name).ok_or_else(|| cursor.before(format!("there is no column \"{name}\"")))
}

fn rename(relation: &mut Relation, at: usize, new: &str) {
    let old = std::mem::replace(&mut relation.columns[at].name, new.to_owned());
    let lists = relation
        .constraints
        .iter_mut()
        .map(|one| &mut one.columns)
        .chain(relation.indexes.iter_mut().map(|one| &mut one.columns));
    for name in lists.flatten().filter(|name| **name == old) {
        new.clone_into(name);
    }
}

fn drop_part(cursor: &mut Cursor<'_>, relation: &mut Relation) -> Parsed<()> {
    if cursor.takes_all(&["PRIMARY", "KEY"]) {
        relation.constraints.retain(|one| one.kind != ConstraintKind::Primary);
        return Ok(());
    }
    if cursor.takes("CONSTRAINT") {
        let name = cursor.name()?;
        let before = relation.constraints.len();
        relation.constraints.retain(|one| one.name != name);
        if relation.constraints.len() == before {
            return Err(cursor.before(format!("there is no constraint \"{name}\"")));
        }
        return Ok(());
    }
    let names = if cursor.takes("COLUMN") { vec![cursor.name()?] } else { cursor.names()? };
    for name in names {
        let Some(at) = relation.column(&name) else {
            return Err(cursor.before(format!("there is no column \"{name}\"")));
        };
        relation.columns.remove(at);
        relation.constraints.retain(|one| !one.columns.contains(&name));
        relation.indexes.retain(|one| !one.columns.contains(&name));
        let rows = relation.rows.iter().map(|row| {
            row.iter()
                .enumerate()
                .filter(|(one, _)| *one != at)
                .map(|(_, value)| value.clone())
                .collect()
        });
        relation.rows = std::sync::Arc::new(rows.collect());
    }
    Ok(())
}

fn change_state(cursor: &mut Cursor<'_>, relation: &mut Relation) -> Parsed<()> {
    let change = cursor.word()?;
    if !matches!(change.as_str(), "ENABLE" | "DISABLE" | "MODIFY") {
        return Err(cursor.before(format!("ALTER TABLE … {change}")));
    }
    cursor.expect("CONSTRAINT")?;
    let name = cursor.name()?;
    let found = relation.constraints.iter_mut().find(|one| one.name == name);
    let constraint =
        found.ok_or_else(|| cursor.before(format!("there is no constraint \"{name}\"")))?;
    // A constraint whose own words are changed stays what it was but for them.
    if change != "MODIFY" {
        constraint.standing.enabled = change == "ENABLE";
        constraint.standing.validated = constraint.standing.enabled;
    }
    constraints::state(cursor, &mut constraint.standing)
}
