//! Conditions that both databases spell alike, or nearly so.

use ariadne_domain::search_words;
use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Func};

/// The function that finds a text in a text: 1-based position, 0 when not there.
pub(crate) fn position(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Sqlite { "instr" } else { "strpos" }
}

/// Every word of `text` is a substring of the folded column.
pub(crate) fn has_words(backend: DbBackend, column: &'static str, text: &str) -> Cond {
    search_words(text).into_iter().fold(Cond::all(), |all, word| {
        let call = Func::cust(Alias::new(position(backend)));
        let at: Expr = call.arg(Expr::col(Alias::new(column))).arg(Expr::val(word)).into();
        all.add(at.gt(0))
    })
}
