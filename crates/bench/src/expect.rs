//! The right answers, found by looking at everything: no database, no index.

use ariadne_domain::{SearchDocument, Table, fold, search_words};
use uuid::Uuid;

use crate::data::Generator;

/// One hit of a search; hits are sorted as the search port orders them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) rank: u8,
    /// 0 table, 1 column, 2 source.
    pub(crate) kind: u8,
    /// Characters of the folded name.
    pub(crate) length: usize,
    pub(crate) name: String,
    pub(crate) id: Uuid,
    /// The table of a column.
    pub(crate) table: Option<Uuid>,
}

/// Every table, by name.
pub(crate) fn list(generator: &Generator) -> Vec<Table> {
    let mut tables: Vec<Table> = generator.entries().map(|entry| entry.table).collect();
    tables.sort_by_cached_key(|table| (fold(&table.name), table.id));
    tables
}

/// The hits of each text, sorted.
pub(crate) fn search<const N: usize>(generator: &Generator, texts: [&str; N]) -> [Vec<Hit>; N] {
    let words = texts.map(search_words);
    let mut found: [Vec<Hit>; N] = std::array::from_fn(|_| Vec::new());
    let mut look = |document: &SearchDocument, kind, id, table| {
        for (words, hits) in words.iter().zip(&mut found) {
            if let Some(rank) = document.rank(words) {
                let (length, name) = (document.name.chars().count(), document.name.clone());
                hits.push(Hit { rank, kind, length, name, id, table });
            }
        }
    };
    for source in Generator::sources() {
        look(&SearchDocument::of_source(&source), 2, source.id.0, None);
    }
    for entry in generator.entries() {
        let table = entry.table.id.0;
        look(&SearchDocument::of_table(&entry.table), 0, table, None);
        for column in &entry.columns {
            if let Some(document) = SearchDocument::of_column(column) {
                look(&document, 1, column.id.0, Some(table));
            }
        }
    }
    for hits in &mut found {
        hits.sort_unstable();
    }
    found
}
