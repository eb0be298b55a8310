//! What one writer's part of the catalog has to be.

use std::collections::{BTreeMap, BTreeSet};

/// A table by its name, or a column of it by its own.
pub(super) type End = (String, Option<String>);

/// An edge, in the direction of the data.
pub(super) type Edge = (End, End);

/// A table: its description, and its columns with theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) description: Option<String>,
    pub(super) columns: BTreeMap<String, Option<String>>,
}

/// The tables of one writer and the edges between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) tables: BTreeMap<String, Table>,
    pub(super) edges: BTreeSet<Edge>,
}

/// A change that is one changeset. What it writes as text is the key of its request, so
/// that it never writes what is there already.
#[derive(Clone, Debug)]
pub(super) enum Write {
    /// New tables with these names of columns.
    Create(Vec<String>, Vec<String>),
    /// Another description of a table.
    Describe(String),
    /// Other descriptions of columns of a table.
    Reword(String, Vec<String>),
    /// A table's column goes, and another one comes.
    Replace { table: String, gone: String, new: String },
    /// New edges.
    Draw(Vec<Edge>),
    /// Edges end.
    End(Vec<Edge>),
    /// A table goes, with its edges.
    Delete(String),
    /// All is as it was.
    Undo(Box<Model>),
}

impl Model {
    /// The nodes that edges may run between.
    pub(super) fn ends(&self) -> Vec<End> {
        let columns = |(name, table): (&String, &Table)| {
            let columns: Vec<End> =
                table.columns.keys().map(|column| (name.clone(), Some(column.clone()))).collect();
            std::iter::once((name.clone(), None)).chain(columns).collect::<Vec<_>>()
        };
        self.tables.iter().flat_map(columns).collect()
    }

    /// What it is after a change under a key.
    pub(super) fn after(&self, key: &str, write: &Write) -> Self {
        let mut after = self.clone();
        match write {
            Write::Create(names, columns) => {
                let columns: BTreeMap<String, Option<String>> =
                    columns.iter().map(|column| (column.clone(), None)).collect();
                let table = Table { description: None, columns };
                after.tables.extend(names.iter().map(|name| (name.clone(), table.clone())));
            }
            Write::Describe(table) => {
                after.table(table).description = Some(key.to_owned());
            }
            Write::Reword(table, columns) => {
                let words = columns.iter().map(|column| (column.clone(), Some(key.to_owned())));
                after.table(table).columns.extend(words);
            }
            Write::Replace { table, gone, new } => {
                let columns = &mut after.table(table).columns;
                columns.remove(gone);
                columns.insert(new.clone(), None);
                let gone = (table.clone(), Some(gone.clone()));
                after.edges.retain(|(from, to)| *from != gone && *to != gone);
            }
            Write::Draw(edges) => after.edges.extend(edges.iter().cloned()),
            Write::End(edges) => edges.iter().for_each(|edge| {
                after.edges.remove(edge);
            }),
            Write::Delete(table) => {
                after.tables.remove(table);
                after.edges.retain(|(from, to)| from.0 != *table && to.0 != *table);
            }
            Write::Undo(before) => after = (**before).clone(),
        }
        after
    }

    /// How what is there differs from what this says.
    pub(super) fn unlike(&self, found: &Self) -> String {
        let tables = self.tables.keys().chain(found.tables.keys()).collect::<BTreeSet<_>>();
        let unlike = tables.into_iter().filter(|n| self.tables.get(*n) != found.tables.get(*n));
        let told = unlike.map(|name| {
            format!("{name} is {:?}, not {:?}", found.tables.get(name), self.tables.get(name))
        });
        let missing: Vec<&Edge> = self.edges.difference(&found.edges).collect();
        let new: Vec<&Edge> = found.edges.difference(&self.edges).collect();
        let told = told.collect::<Vec<_>>().join("; ");
        format!("{told}; missing edges {missing:?}, unknown edges {new:?}")
    }

    fn table(&mut self, name: &str) -> &mut Table {
        self.tables.entry(name.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_whole_and_taken_back() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let column = |table: &str, column: &str| (table.to_owned(), Some(column.to_owned()));
        let made = Write::Create(names(&["a", "b"]), names(&["x", "y"]));
        let made = Model::default().after("k1", &made);
        let edge = (column("a", "x"), column("b", "y"));
        let drawn = made.after("k2", &Write::Draw(vec![edge.clone()]));
        assert_eq!((drawn.ends().len(), drawn.edges.len()), (6, 1));
        let new = || "z".to_owned();
        let replaced = Write::Replace { table: "b".into(), gone: "y".into(), new: new() };
        let replaced = drawn.after("k3", &replaced);
        assert!(replaced.edges.is_empty(), "an edge ends with its column");
        assert!(drawn.after("k3", &Write::Delete("a".into())).edges.is_empty());
        assert_eq!(replaced.after("k4", &Write::Undo(Box::new(drawn.clone()))), drawn);
        let reworded = drawn.after("k5", &Write::Reword("a".into(), names(&["x"])));
        let unlike = drawn.unlike(&reworded);
        assert!(unlike.contains("a is") && unlike.contains("k5"), "{unlike}");
        let unlike = drawn.unlike(&made);
        assert!(unlike.starts_with("; missing edges [(("), "{unlike}");
    }
}
