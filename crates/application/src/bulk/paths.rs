//! The columns of a table, by path.

use std::cmp::Ordering;

use ariadne_domain::{Column, ColumnId};

/// The columns of very many tables are held at once, so each takes little more than its
/// id and the letters of its path. A path and how it is printed are one to one.
#[derive(Debug)]
pub(super) struct Paths {
    /// All paths, sorted, one behind the other.
    text: Box<str>,
    /// Where each ends, and whose it is.
    columns: Box<[(u32, ColumnId)]>,
    /// The places of the columns, sorted by id.
    by_id: Box<[u32]>,
}

impl Paths {
    /// Of the visible ones among these columns.
    pub(super) fn of<'a>(columns: impl IntoIterator<Item = &'a Column>) -> Self {
        let visible = columns.into_iter().filter(|column| !column.overrides.hidden);
        let mut paths: Vec<(String, ColumnId)> =
            visible.map(|column| (column.path.to_string(), column.id)).collect();
        paths.sort_unstable();
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut text = String::with_capacity(paths.iter().map(|(path, _)| path.len()).sum());
        let mut columns = Vec::with_capacity(paths.len());
        for (path, id) in paths {
            text.push_str(&path);
            columns.push((place(text.len()), id));
        }
        let mut by_id: Box<[u32]> = (0..place(columns.len())).collect();
        by_id.sort_unstable_by_key(|at| columns[*at as usize].1);
        Self { text: text.into(), columns: columns.into(), by_id }
    }

    fn at(&self, at: usize) -> &str {
        let begin = at.checked_sub(1).map_or(0, |before| self.columns[before].0 as usize);
        &self.text[begin..self.columns[at].0 as usize]
    }

    /// All paths, as they are printed.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.columns.len()).map(|at| self.at(at))
    }

    /// The column of a printed path.
    pub(super) fn column(&self, path: &str) -> Option<ColumnId> {
        let (mut low, mut high) = (0, self.columns.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.at(middle).cmp(path) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(self.columns[middle].1),
            }
        }
        None
    }

    /// The path of a column, as it is printed.
    pub(super) fn path(&self, column: ColumnId) -> Option<&str> {
        let id = |at: &u32| self.columns[*at as usize].1;
        let at = self.by_id.binary_search_by_key(&column, id).ok()?;
        Some(self.at(self.by_id[at] as usize))
    }
}

#[cfg(test)]
mod tests {
    use ariadne_domain::{Path, TableId};
    use ariadne_testkit::builders::ColumnBuilder;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn columns_are_found_by_path_and_by_id() {
        let column = |(id, name): (u128, &str)| {
            let table = TableId(Uuid::from_u128(1));
            let path = Path::key(name).to_string();
            ColumnBuilder::manual(ColumnId(Uuid::from_u128(id)), table, &path).build()
        };
        let named = [(9, "b"), (3, "a.b"), (7, "ab"), (5, ""), (8, "单价")];
        let columns = named.map(column);
        let paths = Paths::of(&columns);
        assert_eq!(paths.all().count(), 5);
        for column in &columns {
            let printed = column.path.to_string();
            assert_eq!(paths.column(&printed), Some(column.id), "{printed}");
            assert_eq!(paths.path(column.id), Some(&*printed));
        }
        assert_eq!(paths.column("a"), None);
        assert_eq!(paths.path(ColumnId(Uuid::from_u128(4))), None);
        assert_eq!(Paths::of(&[]).column(""), None);
    }
}
