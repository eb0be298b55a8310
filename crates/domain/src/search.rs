//! What search looks at, how a text is cut into words, and how well a hit fits.
//!
//! Stated once here, so that every backend finds the same things in the same order.

use crate::{Column, Path, Segment, Source, Table, fold};

/// What search knows about one entity, all of it folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchDocument {
    /// The name that ranks and orders hits: a source's name, a table's name, the
    /// last key of a column's path (the whole printed path when it has no key).
    pub name: String,
    /// What words of one or two characters look at: the name, of a column the
    /// printed path.
    pub place: String,
    /// What longer words look at: one line each for the name of a source and its
    /// description; schema, name and description of a table; printed path and
    /// description of a column. A word has no white space, so it never spans lines.
    pub text: String,
}

impl SearchDocument {
    /// Of a source.
    pub fn of_source(source: &Source) -> Self {
        let name = searchable(&source.name);
        let text = lines([Some(source.name.as_str()), source.description.as_deref()]);
        Self { place: name.clone(), name, text }
    }

    /// Of a table.
    pub fn of_table(table: &Table) -> Self {
        let name = searchable(&table.name);
        let text = lines([table.schema.as_deref(), Some(&table.name), table.description()]);
        Self { place: name.clone(), name, text }
    }

    /// Of a column; `None` when it is hidden.
    pub fn of_column(column: &Column) -> Option<Self> {
        if column.overrides.hidden {
            return None;
        }
        let printed = column.path.to_string();
        let place = searchable(&printed);
        let name = last_key(&column.path).map_or_else(|| place.clone(), searchable);
        Some(Self { name, place, text: lines([Some(printed.as_str()), column.description()]) })
    }

    /// How well this fits the words, `None` when it is no hit: some word of three
    /// characters or more is not within `text`, or some shorter one not within
    /// `place`, or there is no word.
    pub fn rank(&self, words: &[String]) -> Option<u8> {
        let found = |word: &String| {
            if is_short(word) { self.place.contains(word) } else { self.text.contains(word) }
        };
        if words.is_empty() || !words.iter().all(found) {
            return None;
        }
        Some(search_rank(&self.name, words))
    }
}

/// Whether a word is too short (one or two characters) to look at more than names.
pub fn is_short(word: &str) -> bool {
    word.chars().nth(2).is_none()
}

/// The words of a search or filter text: folded, cut at white space, each once, in order.
pub fn search_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in searchable(text).split_whitespace() {
        if !words.iter().any(|w| w == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// The rank of a hit by its folded name; `words` come from [`search_words`].
///
/// - 0: the name is the words joined by single spaces;
/// - 1: the name begins with that, or with every word;
/// - 2: every word is within the name and stands at the start of one of its words;
/// - 3: every word is within the name;
/// - 4: else.
///
/// A word stands at the start of a word of the name when `" "` and its
/// [`word_starts`] form is a substring of `" "` and the name's: it is at the very
/// beginning or behind a character that is neither letter nor digit.
pub fn search_rank(name: &str, words: &[String]) -> u8 {
    let phrase = words.join(" ");
    if name == phrase {
        return 0;
    }
    if name.starts_with(&phrase) || words.iter().all(|w| name.starts_with(w.as_str())) {
        return 1;
    }
    if !words.iter().all(|w| name.contains(w.as_str())) {
        return 4;
    }
    let starts = word_starts(name);
    if words.iter().all(|w| starts.contains(&word_starts(w))) { 2 } else { 3 }
}

/// A space, then the text with every character that is neither letter nor digit
/// (by Unicode) replaced by a space.
pub fn word_starts(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' });
    std::iter::once(' ').chain(spaced).collect()
}

/// The folded text that a list's text filter looks at: a word of the filter must
/// be a substring of it. One line a part, absent ones left out.
pub fn filter_text<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    lines(parts)
}

fn last_key(path: &Path) -> Option<&str> {
    path.segments().iter().rev().find_map(|segment| match segment {
        Segment::Key(key) if !key.is_empty() => Some(key.as_str()),
        _ => None,
    })
}

fn lines<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().flatten().map(searchable).collect::<Vec<_>>().join("\n")
}

/// Folded, with U+0000 (which no database keeps in a text) as U+FFFD.
fn searchable(text: &str) -> String {
    let folded = fold(text);
    if folded.contains('\0') { folded.replace('\0', "\u{fffd}") } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ColumnId, NewColumn, TableId};
    use uuid::Uuid;

    fn rank(name: &str, text: &str) -> u8 {
        search_rank(&fold(name), &search_words(text))
    }

    #[test]
    fn words_are_folded_and_each_once() {
        assert_eq!(search_words("  Order\u{a0}ITEMS order "), ["order", "items"]);
        assert!(search_words(" \t\n").is_empty());
    }

    #[test]
    fn ranks_by_where_the_words_stand_in_the_name() {
        assert_eq!(rank("ORDERS", "orders"), 0);
        assert_eq!(rank("Order Items", "order items"), 0);
        assert_eq!(rank("orders_2024", "orders"), 1);
        assert_eq!(rank("order_items", "order items"), 2);
        assert_eq!(rank("old_orders", "orders"), 2);
        assert_eq!(rank("reorders", "orders"), 3);
        assert_eq!(rank("客户订单", "订单"), 3);
        assert_eq!(rank("客户 订单", "订单"), 2);
        assert_eq!(rank("customers", "orders"), 4);
        assert_eq!(rank("big_order_items", "order_it"), 2);
    }

    #[test]
    fn a_column_is_named_by_its_last_key_and_found_by_its_path() {
        let path = Path::keys(["Address", "City"]);
        let (id, table) = (ColumnId(Uuid::nil()), TableId(Uuid::nil()));
        let mut column = Column::manual(id, table, path, 0, NewColumn::default());
        let document = SearchDocument::of_column(&column).expect("visible");
        assert_eq!(document.rank(&search_words("city")), Some(0));
        assert_eq!(document.rank(&search_words("address")), Some(4));
        assert_eq!(document.rank(&search_words("ss")), Some(4), "short words look at the path");
        assert_eq!(document.rank(&search_words("street")), None);
        column.overrides.hidden = true;
        assert_eq!(SearchDocument::of_column(&column), None);
    }

    #[test]
    fn short_words_do_not_look_at_schemas_and_descriptions() {
        let mut table = Table::new(TableId(Uuid::nil()), Some("hr".into()), "people".into());
        table.set_description(Some("who is who".into()));
        let document = SearchDocument::of_table(&table);
        assert_eq!(document.rank(&search_words("who")), Some(4));
        assert_eq!(document.rank(&search_words("is")), None);
        assert_eq!(document.rank(&search_words("hr")), None);
        assert_eq!(document.rank(&search_words("pe who")), Some(4));
        assert_eq!(document.rank(&[]), None);
    }
}
