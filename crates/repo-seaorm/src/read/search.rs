//! Search: the rule of `ariadne_domain::SearchDocument::rank` as SQL.

use std::fmt::Write as _;

use ariadne_domain::{
    EntityKind, EntityRef, TableId, Violation, is_short, search_words, word_starts,
};
use ariadne_ports::{
    Count, Cursor, CursorKey, Error, Page, PageRequest, Result, SearchHit, SearchReader,
};
use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};
use uuid::Uuid;

use crate::Repo;
use crate::error::{corrupt, db};
use crate::filter::{position, within};
use crate::grams::is_dense;
use crate::keyset::{capped, unusable};
use crate::mapping::Corrupt;

const OPERATION: &str = "repo.search";

/// Words in one search; each costs a few comparisons per candidate.
const MOST_WORDS: usize = 64;

/// Trigrams of one word that the index is asked for. More narrow nothing: every
/// candidate is compared with the whole word.
const MOST_TRIGRAMS: usize = 16;

/// A statement that grows with its parameters.
pub(crate) struct Sql {
    pub(crate) text: String,
    pub(crate) values: Vec<Value>,
}

impl Sql {
    /// The placeholder of a new parameter.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

/// Every hit with what orders it; the words' parameters are bound as `sql` grows.
fn hits(
    backend: DbBackend,
    words: &[String],
    select: impl FnOnce(&mut Sql, &Ranking) -> String,
) -> Sql {
    let mut sql = Sql { text: String::new(), values: Vec::new() };
    let at = position(backend);
    let bound: Vec<(String, &String)> = words.iter().map(|w| (sql.bind(w.as_str()), w)).collect();
    let ranking =
        Ranking { at, words: bound.iter().map(|(p, w)| (p.clone(), (*w).clone())).collect() };
    let selected = select(&mut sql, &ranking);
    sql.push("SELECT ");
    sql.push(&selected);
    let long: Vec<&(String, &String)> = bound.iter().filter(|(_, w)| !is_short(w)).collect();
    let gram = bound.iter().find(|(_, w)| is_short(w) && is_dense(w)).map(|(p, _)| p);
    let mut conditions = Vec::new();
    if long.is_empty() {
        if let Some(gram) = gram {
            sql.push(" FROM search_gram g CROSS JOIN search_name n");
            conditions.push(format!("n.rowid = g.doc AND g.gram = {gram}"));
        } else {
            sql.push(" FROM search_name n");
        }
    } else {
        // CROSS JOIN keeps SQLite from starting with the names
        sql.push(" FROM search_text t CROSS JOIN search_name n");
        conditions.push("n.rowid = t.rowid".to_owned());
        if backend == DbBackend::Sqlite {
            let asked =
                long.iter().flat_map(|(_, w)| trigrams(w)).collect::<Vec<_>>().join(" AND ");
            conditions.push(format!("t.search_text MATCH {}", sql.bind(asked)));
        }
    }
    for (parameter, word) in &bound {
        if is_short(word) {
            // a gram is in the place
            if gram != Some(parameter) || !long.is_empty() {
                conditions.push(format!("{at}(COALESCE(n.place, n.name), {parameter}) > 0"));
            }
        } else if backend == DbBackend::Sqlite {
            // a word that is one trigram is where that is
            if word.chars().nth(3).is_some() {
                // most hits are in the name, which saves looking the text up
                conditions.push(format!(
                    "({at}(n.name, {parameter}) > 0 OR {at}(t.text, {parameter}) > 0)"
                ));
            }
        } else {
            conditions.push(format!("t.text LIKE {}", sql.bind(within(word))));
        }
    }
    sql.push(" WHERE ");
    sql.push(&conditions.join(" AND "));
    sql
}

/// The hits of ranks 0 and 1, which come before all others, when the index of names
/// finds them: those whose name begins with the only word. A word with a quote is left
/// out, because paths are printed with quotes doubled: the name may hold what neither
/// place nor text does.
pub(crate) fn leading(backend: DbBackend, words: &[String]) -> Option<Sql> {
    let [word] = words else { return None };
    if word.contains('"') {
        return None;
    }
    let mut sql = Sql { text: String::new(), values: Vec::new() };
    let (from, to) = (sql.bind(word.as_str()), sql.bind(behind_all(word)?));
    let _ = write!(
        sql.text,
        "SELECT n.kind AS kind, n.entity_id AS entity_id, n.table_id AS table_id, \
         n.name AS name, n.length AS length, CASE WHEN n.name = {from} THEN 0 ELSE 1 END AS rank \
         FROM search_name n WHERE n.name >= {from} AND n.name < {to}"
    );
    if backend != DbBackend::Sqlite {
        // its index has this many characters of each name
        let start: String = word.chars().take(64).collect();
        let (to, from) = (sql.bind(behind_all(&start)?), sql.bind(start));
        let _ = write!(sql.text, " AND left(n.name, 64) >= {from} AND left(n.name, 64) < {to}");
    }
    Some(sql)
}

/// The first text, by code point, behind all that begin with `text`; `None` when
/// there is nothing behind them.
fn behind_all(text: &str) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    while let Some(last) = chars.pop() {
        // the range knows which numbers are no characters
        if let Some(next) = (last..=char::MAX).nth(1) {
            chars.push(next);
            return Some(chars.into_iter().collect());
        }
    }
    None
}

/// The words with their parameters, for the rank.
struct Ranking {
    at: &'static str,
    words: Vec<(String, String)>,
}

impl Ranking {
    /// `search_rank` as an expression over the row `n`.
    fn expression(&self, sql: &mut Sql) -> String {
        let at = self.at;
        let phrase: Vec<&str> = self.words.iter().map(|(_, word)| word.as_str()).collect();
        let phrase = sql.bind(phrase.join(" "));
        let starts: Vec<String> =
            self.words.iter().map(|(_, word)| sql.bind(word_starts(word))).collect();
        let every = |test: &dyn Fn(&str) -> String, parameters: &[&str], with: &str| {
            parameters.iter().map(|p| test(p)).collect::<Vec<_>>().join(with)
        };
        let words: Vec<&str> = self.words.iter().map(|(parameter, _)| parameter.as_str()).collect();
        let starts: Vec<&str> = starts.iter().map(String::as_str).collect();
        let begins = every(&|p| format!("{at}(n.name, {p}) = 1"), &words, " AND ");
        let outside = every(&|p| format!("{at}(n.name, {p}) = 0"), &words, " OR ");
        let at_starts = every(&|p| format!("{at}(n.starts, {p}) > 0"), &starts, " AND ");
        format!(
            "CASE WHEN n.name = {phrase} THEN 0 \
             WHEN {at}(n.name, {phrase}) = 1 OR ({begins}) THEN 1 \
             WHEN {outside} THEN 4 WHEN {at_starts} THEN 2 ELSE 3 END"
        )
    }
}

/// Quoted trigrams of a word, spread evenly when it has very many.
fn trigrams(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    let all: Vec<&[char]> = chars.windows(3).collect();
    let step = all.len().div_ceil(MOST_TRIGRAMS).max(1);
    let quote = |window: &[char]| {
        let text: String = window.iter().collect();
        format!("\"{}\"", text.replace('"', "\"\""))
    };
    all.iter().step_by(step).map(|window| quote(window)).collect()
}

fn words_of(text: &str) -> Result<Vec<String>> {
    let words = search_words(text);
    if words.len() > MOST_WORDS {
        let message = format!("At most {MOST_WORDS} words; this has {}.", words.len());
        let violation = Violation::new(["text"], "TOO_LONG", message);
        return Err(Error::validation(OPERATION, vec![violation]));
    }
    Ok(words)
}

/// One row: the hit and its cursor.
fn read(row: &QueryResult, scope: &str) -> Result<(SearchHit, Cursor)> {
    let number = |name: &str| row.try_get::<i32>("", name).map_err(db(OPERATION));
    let (rank, kind, length) = (number("rank")?, number("kind")?, number("length")?);
    let name: String = row.try_get("", "name").map_err(db(OPERATION))?;
    let id: Uuid = row.try_get("", "entity_id").map_err(db(OPERATION))?;
    let table: Option<Uuid> = row.try_get("", "table_id").map_err(db(OPERATION))?;
    let entity_kind = match kind {
        0 => EntityKind::Table,
        1 => EntityKind::Column,
        2 => EntityKind::Source,
        other => return Err(corrupt(OPERATION)(Corrupt::new("kind of a search row", other))),
    };
    let hit = SearchHit {
        entity: EntityRef { kind: entity_kind, id },
        table: table.map(TableId),
        rank: u8::try_from(rank).unwrap_or(u8::MAX),
    };
    let keys = [rank, kind, length].map(|key| CursorKey::Int(i64::from(key)));
    let keys = keys.into_iter().chain([CursorKey::Text(name)]).collect();
    Ok((hit, Cursor::new(scope, keys, id)))
}

/// Where a page begins: behind this rank, kind, length and name.
fn behind(cursor: &Cursor) -> Result<(i64, i64, i64, &str)> {
    match &cursor.keys[..] {
        [
            CursorKey::Int(rank),
            CursorKey::Int(kind),
            CursorKey::Int(length),
            CursorKey::Text(name),
        ] => Ok((*rank, *kind, *length, name)),
        _ => Err(unusable(OPERATION)),
    }
}

impl Repo {
    /// The page of these hits that is asked for.
    async fn hits_of(
        &self,
        mut sql: Sql,
        scope: &str,
        request: &PageRequest,
    ) -> Result<Page<SearchHit>> {
        sql.text = format!("SELECT * FROM ({}) s", sql.text);
        if let Some(cursor) = &request.after {
            let (rank, kind, length, name) = behind(cursor)?;
            let bound = [sql.bind(rank), sql.bind(kind), sql.bind(length)];
            let (name, id) = (sql.bind(name), sql.bind(cursor.id));
            let [rank, kind, length] = bound;
            let _ = write!(
                sql.text,
                " WHERE (rank, kind, length, name, entity_id) > ({rank}, {kind}, {length}, {name}, {id})"
            );
        }
        let first = request.first.max(1);
        let limit = sql.bind(i64::try_from(first).unwrap_or(i64::MAX).saturating_add(1));
        let _ = write!(sql.text, " ORDER BY rank, kind, length, name, entity_id LIMIT {limit}");
        let statement = Statement::from_sql_and_values(self.backend(), sql.text, sql.values);
        let rows = self.reads().query_all_raw(statement).await.map_err(db(OPERATION))?;
        let has_next = rows.len() > first;
        let items = rows.iter().take(first).map(|row| read(row, scope)).collect::<Result<_>>()?;
        Ok(Page { items, has_next })
    }
}

#[async_trait]
impl SearchReader for Repo {
    async fn search(&self, text: &str, request: &PageRequest) -> Result<Page<SearchHit>> {
        let words = words_of(text)?;
        let scope = format!("search {words:?}");
        if let Some(cursor) = &request.after {
            cursor.check(OPERATION, &scope)?;
        }
        if words.is_empty() {
            return Ok(Page::empty());
        }
        let from_rank = request.after.as_ref().map(behind).transpose()?.map_or(0, |from| from.0);
        if from_rank <= 1
            && let Some(sql) = leading(self.backend(), &words)
        {
            let page = self.hits_of(sql, &scope, request).await?;
            // the last of them would need to know of the others
            if page.has_next {
                return Ok(page);
            }
        }
        let all = hits(self.backend(), &words, |sql, ranking| {
            let rank = ranking.expression(sql);
            format!(
                "n.kind AS kind, n.entity_id AS entity_id, n.table_id AS table_id, \
                 n.name AS name, n.length AS length, {rank} AS rank"
            )
        });
        self.hits_of(all, &scope, request).await
    }

    async fn count_hits(&self, text: &str, cap: u64) -> Result<Count> {
        let words = words_of(text)?;
        if words.is_empty() {
            return Ok(Count { value: 0, exact: true });
        }
        let mut sql = hits(self.backend(), &words, |_, _| "1".to_owned());
        let limit = sql.bind(i64::try_from(cap).unwrap_or(i64::MAX).saturating_add(1));
        sql.text = format!("SELECT COUNT(*) AS number FROM ({} LIMIT {limit}) s", sql.text);
        let statement = Statement::from_sql_and_values(self.backend(), sql.text, sql.values);
        let row = self.reads().query_one_raw(statement).await.map_err(db(OPERATION))?;
        let number = row.map_or(Ok(0), |row| row.try_get::<i64>("", "number"));
        Ok(capped(number.map_err(db(OPERATION))?.unsigned_abs(), cap))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trigrams_are_bounded_and_quoted() {
        assert_eq!(trigrams("abcd"), ["\"abc\"", "\"bcd\""]);
        assert_eq!(trigrams("a\"b"), ["\"a\"\"b\""]);
        assert!(trigrams(&"x".repeat(1_000)).len() <= MOST_TRIGRAMS);
        assert_eq!(trigrams("订单明"), ["\"订单明\""]);
    }

    #[test]
    fn what_begins_with_a_text_ends_before_the_next_one() {
        let last = char::MAX.to_string();
        let behind = |text: &str| behind_all(text);
        assert_eq!(behind("ab").as_deref(), Some("ac"));
        assert_eq!(behind("a\u{d7ff}").as_deref(), Some("a\u{e000}"), "no surrogates");
        assert_eq!(behind(&format!("a{last}{last}")).as_deref(), Some("b"));
        assert_eq!(behind(&last), None);
    }
}
