//! Tables, their changes, their indexes.

use super::alter::add_to_rows;
use super::constraints;
use super::cursor::Cursor;
use super::types;
use super::{Name, Parsed, Target};
use crate::catalog::{
    Body, Column, External, Identity, Index, Lifetime, Partitioning, Relation, RelationKind,
    TableFacts, Visibility,
};
use crate::sql;
use crate::types::ColumnType;

/// The most columns of a table.
const MOST_COLUMNS: usize = 4096;

/// Words that end a default.
pub(super) const AFTER_DEFAULT: [&str; 12] = [
    "NOT",
    "NULL",
    "CONSTRAINT",
    "PRIMARY",
    "UNIQUE",
    "CHECK",
    "REFERENCES",
    "VISIBLE",
    "INVISIBLE",
    "GENERATED",
    "ENABLE",
    "DISABLE",
];

impl Target<'_> {
    pub(super) fn create_table(&mut self, cursor: &mut Cursor<'_>, temporary: bool) -> Parsed<()> {
        let name = self.name(cursor)?;
        let lifetime = temporary.then_some(Lifetime::Transaction);
        let facts = TableFacts { temporary: lifetime, ..TableFacts::default() };
        let mut relation = Relation::new(RelationKind::Table(facts), Vec::new());
        cursor.symbol('(')?;
        loop {
            if constraints::comes_next(cursor) {
                self.constraint(cursor, &name, &mut relation)?;
            } else {
                self.column(cursor, &name, &mut relation)?;
            }
            if !cursor.takes_symbol(',') {
                break;
            }
        }
        cursor.symbol(')')?;
        if relation.columns.len() > MOST_COLUMNS {
            return Err(cursor.before(format!("{name} has more than {MOST_COLUMNS} columns")));
        }
        if let RelationKind::Table(facts) = &mut relation.kind {
            storage(cursor, facts)?;
        }
        self.put(cursor, &name, Body::Relation(Box::new(relation)))
    }

    /// A column with all that stands beside it.
    pub(super) fn column(
        &mut self,
        cursor: &mut Cursor<'_>,
        table: &Name,
        relation: &mut Relation,
    ) -> Parsed<()> {
        let name = cursor.name()?;
        if relation.column(&name).is_some() {
            return Err(cursor.before(format!("the column \"{name}\" is there already")));
        }
        if name.len() > 128 {
            return Err(cursor.before(format!("\"{name}\" is longer than 128 bytes")));
        }
        // A virtual column may leave its type to the expression.
        let untyped = cursor.is("AS") || cursor.is("GENERATED");
        let column_type =
            if untyped { ColumnType::text(1) } else { self.column_type(cursor, table)? };
        relation.columns.push(Column::new(name, column_type));
        let at = relation.columns.len() - 1;
        self.attributes(cursor, table, relation, at)?;
        if untyped {
            let before = &relation.columns[..at];
            let text = relation.columns[at].default.as_deref().unwrap_or_default();
            let found = self
                .lend(|catalog| sql::type_over_columns(catalog, &table.owner, before, text))
                .map_err(|error| {
                    cursor.before(format!("ORA-{:05}: {}", error.code, error.message))
                })?;
            relation.columns[at].data_type = found;
        }
        Ok(())
    }

    /// The type that comes next; one that someone made has to be there.
    pub(super) fn column_type(
        &mut self,
        cursor: &mut Cursor<'_>,
        table: &Name,
    ) -> Parsed<ColumnType> {
        let column_type = types::parse(cursor, &table.owner)?;
        if let ColumnType::User { owner, name, .. } = &column_type
            && *owner == table.owner
            && !matches!(
                self.catalog.object(owner, name).map(|object| &object.body),
                Some(Body::Type(_))
            )
        {
            return Err(cursor.before(format!("there is no type \"{owner}\".\"{name}\"")));
        }
        Ok(column_type)
    }

    pub(super) fn attributes(
        &mut self,
        cursor: &mut Cursor<'_>,
        table: &Name,
        relation: &mut Relation,
        at: usize,
    ) -> Parsed<()> {
        loop {
            let column = &mut relation.columns[at];
            if cursor.takes("DEFAULT") {
                column.default_on_null = cursor.takes_all(&["ON", "NULL"]);
                if column.default_on_null {
                    column.nullable = false;
                }
                let stops = |cursor: &Cursor<'_>| AFTER_DEFAULT.iter().any(|word| cursor.is(word));
                column.default = Some(cursor.expression_and_blanks(stops)?.to_owned());
            } else if cursor.takes("GENERATED") {
                let always = cursor.takes("ALWAYS");
                if !always {
                    cursor.expect("BY")?;
                    cursor.expect("DEFAULT")?;
                    column.default_on_null = cursor.takes_all(&["ON", "NULL"]);
                }
                cursor.expect("AS")?;
                if cursor.takes("IDENTITY") {
                    if cursor.is_symbol('(') {
                        cursor.parenthesised()?;
                    }
                    column.identity =
                        Some(if always { Identity::Always } else { Identity::ByDefault });
                    column.nullable = false;
                    let sequence = self.catalog.next_number();
                    let owner = &table.owner;
                    let default = format!("\"{owner}\".\"ISEQ$$_{sequence}\".nextval");
                    relation.columns[at].default = Some(default);
                } else {
                    calculated(cursor, column)?;
                }
            } else if cursor.takes("AS") {
                calculated(cursor, column)?;
            } else if cursor.takes("INVISIBLE") {
                column.visibility = Visibility::Invisible;
            } else if cursor.takes("VISIBLE") {
                column.visibility = Visibility::Shown;
            } else if !self.inline_constraint(cursor, table, relation, at)? {
                return Ok(());
            }
        }
    }

    pub(super) fn create_index(&mut self, cursor: &mut Cursor<'_>, unique: bool) -> Parsed<()> {
        let index = self.name(cursor)?;
        cursor.expect("ON")?;
        let table = self.name(cursor)?;
        let number = self.catalog.next_number();
        let relation = self.relation(cursor, &table)?;
        cursor.symbol('(')?;
        let mut columns = Vec::new();
        loop {
            let stops = |cursor: &Cursor<'_>| cursor.is("ASC") || cursor.is("DESC");
            let text = cursor.expression(stops)?;
            let _ = cursor.takes("ASC") || cursor.takes("DESC");
            let exact = sql::fold_name(text);
            columns.push(if relation.column(&exact).is_some() {
                exact
            } else {
                hidden_column(relation, text)
            });
            if !cursor.takes_symbol(',') {
                break;
            }
        }
        cursor.symbol(')')?;
        let Name { owner, object: name } = index;
        relation.indexes.push(Index { owner, name, unique, columns, number });
        Ok(())
    }
}

/// The column that the database adds for an index on an expression.
fn hidden_column(relation: &mut Relation, expression: &str) -> String {
    let name = format!("SYS_NC{:05}$", relation.columns.len() + 1);
    let mut column = Column::new(name.clone(), ColumnType::text(4000));
    column.default = Some(expression.to_owned());
    column.is_virtual = true;
    column.visibility = Visibility::System;
    relation.columns.push(column);
    add_to_rows(relation);
    name
}

/// The expression of a virtual column.
fn calculated(cursor: &mut Cursor<'_>, column: &mut Column) -> Parsed<()> {
    column.default = Some(cursor.parenthesised()?.to_owned());
    column.is_virtual = true;
    cursor.takes("VIRTUAL");
    Ok(())
}

/// How a table is stored; what the dictionary views here don't tell is passed over.
fn storage(cursor: &mut Cursor<'_>, facts: &mut TableFacts) -> Parsed<()> {
    while !cursor.at_end() {
        if cursor.takes_all(&["ON", "COMMIT"]) {
            let keeps = cursor.takes("PRESERVE");
            let _ = cursor.takes("DELETE");
            cursor.expect("ROWS")?;
            facts.temporary = Some(if keeps { Lifetime::Session } else { Lifetime::Transaction });
        } else if cursor.takes_all(&["ORGANIZATION", "INDEX"]) {
            facts.index_organised = true;
        } else if cursor.takes_all(&["ORGANIZATION", "EXTERNAL"]) {
            facts.external = Some(External::default());
        } else if cursor.takes_all(&["PARTITION", "BY"]) {
            let kind = cursor.word()?;
            let columns = cursor.names()?;
            facts.partitioning = Some(Partitioning { kind, columns, sub_kind: None, count: 0 });
        } else if cursor.takes_all(&["SUBPARTITION", "BY"]) {
            let sub_kind = cursor.word()?;
            cursor.names()?;
            if let Some(partitioning) = &mut facts.partitioning {
                partitioning.sub_kind = Some(sub_kind);
            }
        } else if cursor.takes("INTERVAL") {
            cursor.parenthesised()?;
            if let Some(partitioning) = &mut facts.partitioning {
                // As many as there may come to be.
                partitioning.count = 1_048_575;
            }
        } else if cursor.takes("PARTITIONS") {
            let count = cursor.number()?;
            if let Some(partitioning) = &mut facts.partitioning {
                partitioning.count = count;
            }
        } else if cursor.is_symbol('(') {
            let list = cursor.parenthesised()?;
            if let Some(partitioning) = &mut facts.partitioning
                && partitioning.count == 0
            {
                partitioning.count = count_partitions(list);
            } else if let Some(external) = &mut facts.external {
                external.directory = directory(list);
            }
        } else {
            cursor.skip();
        }
    }
    Ok(())
}

/// How many partitions a list declares.
fn count_partitions(list: &str) -> u32 {
    let words = list.split(|one: char| !one.is_alphanumeric() && one != '_');
    let count = words.filter(|word| word.eq_ignore_ascii_case("PARTITION")).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The name after `DEFAULT DIRECTORY`.
fn directory(list: &str) -> Option<String> {
    let mut words = list.split_whitespace();
    words.find(|word| word.eq_ignore_ascii_case("DIRECTORY"))?;
    words.next().map(sql::fold_name)
}
