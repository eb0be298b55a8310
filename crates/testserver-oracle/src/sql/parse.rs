//! From text to syntax.

use sqlparser::ast;
use sqlparser::dialect::OracleDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token, TokenWithSpan, Tokenizer, Word};

use super::error::{SqlError, SqlResult};

/// A statement that the server knows.
#[derive(Debug)]
pub(crate) enum Statement {
    Query(Query),
    /// `ALTER SESSION SET CURRENT_SCHEMA`.
    SetSchema(String),
    /// Settings of a session and the ends of transactions, which change nothing here.
    Nothing,
}

/// The syntax of a query.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) syntax: Box<ast::Query>,
    /// The number of placeholders; in the syntax they are numbered in the order of the text.
    pub(crate) placeholders: usize,
    /// Where each line begins, in characters.
    lines: Vec<usize>,
}

impl Query {
    /// A location as a distance from the beginning, in characters.
    pub(crate) fn position(&self, location: Location) -> usize {
        let line = usize::try_from(location.line).unwrap_or_default();
        let column = usize::try_from(location.column).unwrap_or_default();
        let start = line.checked_sub(1).and_then(|line| self.lines.get(line));
        start.map_or(0, |start| start + column.saturating_sub(1))
    }
}

/// The exact name that a person means by what he typed.
pub(crate) fn fold_name(name: &str) -> String {
    let quoted = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.map_or_else(|| name.to_uppercase(), str::to_owned)
}

/// The exact name of an identifier.
pub(crate) fn exact(identifier: &ast::Ident) -> String {
    if identifier.quote_style.is_some() {
        identifier.value.clone()
    } else {
        identifier.value.to_uppercase()
    }
}

/// Reads a statement.
pub(crate) fn parse(sql: &str) -> SqlResult<Statement> {
    let sql = sql.trim_end_matches(['\0', ' ', '\n', '\r', '\t']);
    let mut tokens = Tokenizer::new(&OracleDialect {}, sql)
        .tokenize_with_location()
        .map_err(|error| untokenized(&error.to_string()))?;
    let words: Vec<&Word> = tokens
        .iter()
        .filter_map(|token| match &token.token {
            Token::Word(word) => Some(word),
            _ => None,
        })
        .take(5)
        .collect();
    let word = |at: usize| words.get(at).map(|word| word.value.to_uppercase()).unwrap_or_default();
    match word(0).as_str() {
        "SELECT" | "WITH" => {}
        "ALTER" if word(1) == "SESSION" => {
            let set_schema = word(3) == "CURRENT_SCHEMA";
            return Ok(match words.get(4).filter(|_| set_schema) {
                Some(name) if name.quote_style.is_some() => {
                    Statement::SetSchema(name.value.clone())
                }
                Some(name) => Statement::SetSchema(name.value.to_uppercase()),
                None => Statement::Nothing,
            });
        }
        "COMMIT" | "ROLLBACK" | "SET" | "SAVEPOINT" => return Ok(Statement::Nothing),
        "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "CREATE" | "ALTER" | "DROP" | "TRUNCATE"
        | "GRANT" | "REVOKE" | "COMMENT" | "RENAME" | "LOCK" | "ANALYZE" => {
            let message = "database or pluggable database open for read-only access";
            return Err(SqlError::new(16000, message));
        }
        "BEGIN" | "DECLARE" | "CALL" => return Err(SqlError::unsupported("PL/SQL")),
        "EXPLAIN" => return Err(SqlError::unsupported("EXPLAIN PLAN")),
        _ => return Err(SqlError::new(900, "invalid SQL statement")),
    }
    if tokens.iter().any(|token| token.token == Token::SemiColon) {
        return Err(SqlError::new(911, "invalid character"));
    }
    let placeholders = number_placeholders(&mut tokens);
    let lines = std::iter::once(0)
        .chain(sql.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at + 1))
        .collect();
    let mut parser = Parser::new(&OracleDialect {}).with_tokens_with_locations(tokens);
    let syntax = parser.parse_query().map_err(|error| unparsed(&error))?;
    if parser.peek_token_ref().token != Token::EOF {
        return Err(SqlError::new(933, "SQL command not properly ended"));
    }
    Ok(Statement::Query(Query { syntax, placeholders, lines }))
}

/// Every occurrence of a placeholder is a value of its own, whatever its name.
fn number_placeholders(tokens: &mut [TokenWithSpan]) -> usize {
    let mut count = 0;
    for at in 1..tokens.len() {
        let is_name = matches!(tokens[at].token, Token::Word(_) | Token::Number(..));
        if is_name && tokens[at - 1].token == Token::Colon {
            count += 1;
            tokens[at].token = Token::Number(count.to_string(), false);
        }
    }
    count
}

fn untokenized(message: &str) -> SqlError {
    if message.contains("string literal") {
        SqlError::new(1756, "quoted string not properly terminated")
    } else if message.contains("close delimiter") {
        SqlError::new(1740, "missing double quote in identifier")
    } else {
        SqlError::new(911, "invalid character")
    }
}

fn unparsed(error: &ParserError) -> SqlError {
    let message = error.to_string();
    if message.contains("Expected: an expression") {
        SqlError::new(936, "missing expression")
    } else if message.contains("Expected: )") {
        SqlError::new(907, "missing right parenthesis")
    } else if message.contains("Expected: identifier") {
        SqlError::new(903, "invalid table name")
    } else if message.contains("recursion") {
        SqlError::unsupported("a statement nested this deeply")
    } else {
        SqlError::new(933, "SQL command not properly ended")
    }
}
