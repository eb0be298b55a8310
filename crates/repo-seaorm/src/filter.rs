//! Conditions that both databases spell alike, or nearly so.

use ariadne_domain::search_words;
use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Func, LikeExpr};

/// The function that finds a text in a text: 1-based position, 0 when not there.
pub(crate) fn position(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Sqlite { "instr" } else { "strpos" }
}

/// Every word of `text` is a substring of the folded column.
pub(crate) fn has_words(backend: DbBackend, column: &'static str, text: &str) -> Cond {
    let column = || Expr::col(Alias::new(column));
    search_words(text).into_iter().fold(Cond::all(), |all, word| {
        all.add(if backend == DbBackend::Sqlite {
            let call = Func::cust(Alias::new(position(backend)));
            Expr::from(call.arg(column()).arg(Expr::val(word))).gt(0)
        } else {
            // PostgreSQL has a trigram index for it
            column().like(LikeExpr::new(within(&word)))
        })
    })
}

/// A LIKE pattern that finds exactly this text anywhere.
pub(crate) fn within(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '\\' | '%' | '_') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn patterns_find_their_own_text_only() {
        assert_eq!(within(r"50%_a\b"), r"%50\%\_a\\b%");
    }
}
