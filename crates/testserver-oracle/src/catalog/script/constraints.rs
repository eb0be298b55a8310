//! Constraints, beside a column or on their own.

use super::cursor::Cursor;
use super::{Name, Parsed, Target};
use crate::catalog::{Body, Constraint, ConstraintKind, Relation, Standing};

/// Words that start a constraint.
const STARTS: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "CHECK"];

/// Whether a constraint comes next, and no column.
pub(super) fn comes_next(cursor: &Cursor<'_>) -> bool {
    STARTS.iter().any(|word| cursor.is(word))
}

impl Target<'_> {
    /// The constraint that stands beside a column, if one is next.
    pub(super) fn inline_constraint(
        &mut self,
        cursor: &mut Cursor<'_>,
        table: &Name,
        relation: &mut Relation,
        column: usize,
    ) -> Parsed<bool> {
        let name = constraint_name(cursor)?;
        let column_name = relation.columns[column].name.clone();
        let kind = if cursor.takes_all(&["NOT", "NULL"]) {
            relation.columns[column].not_null()
        } else if cursor.takes("NULL") {
            relation.columns[column].nullable = true;
            relation.constraints.retain(|one| !one.is_not_null() || one.columns[0] != column_name);
            return Ok(true);
        } else if cursor.takes_all(&["PRIMARY", "KEY"]) {
            ConstraintKind::Primary
        } else if cursor.takes("UNIQUE") {
            ConstraintKind::Unique
        } else if cursor.takes("CHECK") {
            ConstraintKind::Check { condition: cursor.parenthesised()?.to_owned() }
        } else if cursor.takes("REFERENCES") {
            self.reference(cursor, table, relation)?
        } else if name.is_some() {
            return Err(cursor.here("expected a constraint"));
        } else {
            return Ok(false);
        };
        self.add(cursor, relation, name, kind, vec![column_name])?;
        Ok(true)
    }

    /// A constraint that stands on its own.
    pub(super) fn constraint(
        &mut self,
        cursor: &mut Cursor<'_>,
        table: &Name,
        relation: &mut Relation,
    ) -> Parsed<()> {
        let name = constraint_name(cursor)?;
        if cursor.takes("CHECK") {
            let kind = ConstraintKind::Check { condition: cursor.parenthesised()?.to_owned() };
            return self.add(cursor, relation, name, kind, Vec::new());
        }
        let (kind, columns) = if cursor.takes_all(&["PRIMARY", "KEY"]) {
            (ConstraintKind::Primary, cursor.names()?)
        } else if cursor.takes("UNIQUE") {
            (ConstraintKind::Unique, cursor.names()?)
        } else {
            cursor.expect("FOREIGN")?;
            cursor.expect("KEY")?;
            let columns = cursor.names()?;
            cursor.expect("REFERENCES")?;
            (self.reference(cursor, table, relation)?, columns)
        };
        self.add(cursor, relation, name, kind, columns)
    }

    /// What a foreign key refers to: a key of another table, or of the table itself.
    fn reference(
        &mut self,
        cursor: &mut Cursor<'_>,
        table: &Name,
        own: &Relation,
    ) -> Parsed<ConstraintKind> {
        let target = self.name(cursor)?;
        let columns = if cursor.is_symbol('(') { Some(cursor.names()?) } else { None };
        let on_delete = if cursor.takes_all(&["ON", "DELETE", "CASCADE"]) {
            "CASCADE"
        } else if cursor.takes_all(&["ON", "DELETE", "SET", "NULL"]) {
            "SET NULL"
        } else {
            "NO ACTION"
        };
        let referred = if &target == table {
            own
        } else {
            match self.catalog.object(&target.owner, &target.object).map(|object| &object.body) {
                Some(Body::Relation(relation)) => relation,
                _ => return Err(cursor.before(format!("there is no table or view {target}"))),
            }
        };
        let key = referred.constraints.iter().find(|one| match (&one.kind, &columns) {
            (ConstraintKind::Primary, None) => true,
            (ConstraintKind::Primary | ConstraintKind::Unique, Some(columns)) => {
                one.columns == *columns
            }
            _ => false,
        });
        match key {
            Some(key) => Ok(ConstraintKind::Foreign {
                owner: target.owner,
                constraint: key.name.clone(),
                on_delete: on_delete.to_owned(),
            }),
            None => Err(cursor.before(format!("{target} has no such key"))),
        }
    }

    fn add(
        &mut self,
        cursor: &mut Cursor<'_>,
        relation: &mut Relation,
        name: Option<String>,
        kind: ConstraintKind,
        columns: Vec<String>,
    ) -> Parsed<()> {
        for name in &columns {
            if relation.column(name).is_none() {
                return Err(cursor.before(format!("there is no column \"{name}\"")));
            }
        }
        let generated = name.is_none();
        let mut constraint = Constraint {
            name: name.unwrap_or_else(|| self.catalog.generated_name("SYS_C")),
            generated,
            kind,
            columns,
            standing: Standing { enabled: true, validated: true, rely: false },
        };
        state(cursor, &mut constraint.standing)?;
        relation.constraints.push(constraint);
        Ok(())
    }
}

fn constraint_name(cursor: &mut Cursor<'_>) -> Parsed<Option<String>> {
    if cursor.takes("CONSTRAINT") { cursor.name().map(Some) } else { Ok(None) }
}

/// Whether a constraint is in force, and on what.
pub(super) fn state(cursor: &mut Cursor<'_>, standing: &mut Standing) -> Parsed<()> {
    loop {
        if cursor.takes("DISABLE") {
            standing.enabled = false;
            standing.validated = false;
        } else if cursor.takes("ENABLE") {
            standing.enabled = true;
            standing.validated = true;
        } else if cursor.takes("NOVALIDATE") {
            standing.validated = false;
        } else if cursor.takes("VALIDATE") {
            standing.validated = true;
        } else if cursor.takes("RELY") {
            standing.rely = true;
        } else if cursor.takes_all(&["USING", "INDEX"]) {
            if cursor.is_symbol('(') {
                cursor.parenthesised()?;
            }
        } else if !(cursor.takes("NORELY")
            || cursor.takes("DEFERRABLE")
            || cursor.takes_all(&["NOT", "DEFERRABLE"])
            || cursor.takes_all(&["INITIALLY", "DEFERRED"])
            || cursor.takes_all(&["INITIALLY", "IMMEDIATE"]))
        {
            return Ok(());
        }
    }
}
