//! Takes a script apart into statements of tokens.

use super::ScriptError;

/// A piece of a statement, with the bytes of the script that it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// In upper case.
    Word(String),
    /// Exact.
    Quoted(String),
    Text(String),
    Number(String),
    Symbol(char),
}

/// The tokens of one statement, never none.
#[derive(Debug)]
pub(super) struct Statement {
    pub(super) tokens: Vec<Token>,
}

/// The line of a byte, counted from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
}

/// The statements of a script.
pub(super) fn statements(text: &str) -> Result<Vec<Statement>, ScriptError> {
    let mut statements = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut line_start = true;
    // A block of PL/SQL holds semicolons and is ended by a slash.
    let is_block = |tokens: &[Token]| {
        matches!(tokens.first(), Some(Token { kind: TokenKind::Word(word), .. })
            if word == "BEGIN" || word == "DECLARE")
    };
    while let Some(first) = text[at..].chars().next() {
        if tokens.is_empty()
            && line_start
            && let Some(end) = remark(&text[at..])
        {
            at += end;
            continue;
        }
        match first {
            '\n' => {
                line_start = true;
                at += 1;
            }
            one if one.is_whitespace() => at += one.len_utf8(),
            '-' if text[at..].starts_with("--") => at += line_length(&text[at..]),
            '/' if text[at..].starts_with("/*") => {
                let end = text[at..].find("*/").ok_or_else(|| unended(text, at, "comment"))?;
                at += end + 2;
            }
            '/' if line_start
                && text[at..].lines().next().is_some_and(|line| line.trim() == "/") =>
            {
                if !tokens.is_empty() {
                    statements.push(Statement { tokens: std::mem::take(&mut tokens) });
                }
                at += 1;
            }
            ';' if !is_block(&tokens) => {
                if !tokens.is_empty() {
                    statements.push(Statement { tokens: std::mem::take(&mut tokens) });
                }
                at += 1;
            }
            _ => {
                let token = next(text, at)?;
                at = token.end;
                tokens.push(token);
                line_start = false;
            }
        }
    }
    if !tokens.is_empty() {
        statements.push(Statement { tokens });
    }
    Ok(statements)
}

/// The length of a line that is a remark or a setting of the client that runs scripts.
fn remark(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let word = line.split_whitespace().next()?.to_lowercase();
    let passed_over = matches!(
        word.trim_end_matches(';'),
        "rem" | "prompt" | "set" | "whenever" | "define" | "spool" | "show" | "exit" | "commit"
    );
    passed_over.then(|| line_length(text))
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn unended(text: &str, at: usize, what: &str) -> ScriptError {
    ScriptError { line: line_of(text, at), message: format!("a {what} that does not end") }
}

fn next(text: &str, start: usize) -> Result<Token, ScriptError> {
    let rest = &text[start..];
    let first = rest.chars().next().expect("the caller has seen one");
    let (kind, length) = match first {
        '\'' => {
            let (value, length) = quoted(rest, '\'').ok_or_else(|| unended(text, start, "text"))?;
            (TokenKind::Text(value), length)
        }
        '"' => {
            let end = rest[1..].find('"').ok_or_else(|| unended(text, start, "name"))?;
            (TokenKind::Quoted(rest[1..=end].to_owned()), end + 2)
        }
        'n' | 'N' | 'q' | 'Q' if rest[1..].starts_with('\'') => {
            let inner = &rest[1..];
            let (value, length) = if first.eq_ignore_ascii_case(&'n') {
                quoted(inner, '\'')
            } else {
                delimited(inner)
            }
            .ok_or_else(|| unended(text, start, "text"))?;
            (TokenKind::Text(value), length + 1)
        }
        one if one.is_alphabetic() => {
            let length = rest
                .find(|one: char| !one.is_alphanumeric() && !matches!(one, '_' | '$' | '#'))
                .unwrap_or(rest.len());
            (TokenKind::Word(rest[..length].to_uppercase()), length)
        }
        one if one.is_ascii_digit() => {
            let length =
                rest.find(|one: char| !one.is_ascii_digit() && one != '.').unwrap_or(rest.len());
            (TokenKind::Number(rest[..length].to_owned()), length)
        }
        one => (TokenKind::Symbol(one), one.len_utf8()),
    };
    Ok(Token { kind, start, end: start + length })
}

/// A text between quotes, in which two quotes are one.
fn quoted(text: &str, quote: char) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut rest = &text[1..];
    loop {
        let end = rest.find(quote)?;
        value.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix(quote) {
            Some(more) => {
                value.push(quote);
                rest = more;
            }
            None => return Some((value, text.len() - rest.len())),
        }
    }
}

/// A text such as `q'[…]'`, from its first quote on.
fn delimited(text: &str) -> Option<(String, usize)> {
    let open = text[1..].chars().next()?;
    let close = match open {
        '[' => ']',
        '(' => ')',
        '{' => '}',
        '<' => '>',
        other => other,
    };
    let start = 1 + open.len_utf8();
    let mark = format!("{close}'");
    let length = text[start..].find(&mark)?;
    Some((text[start..start + length].to_owned(), start + length + mark.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Vec<TokenKind>> {
        let parse = |one: Statement| one.tokens.into_iter().map(|token| token.kind).collect();
        statements(text).unwrap().into_iter().map(parse).collect()
    }

    #[test]
    fn a_script_falls_into_statements() {
        let word = |text: &str| TokenKind::Word(text.to_owned());
        let script = "rem a; remark\nset define off\ndrop /* x; */ \"T;1\" ; -- y;\n\
                      begin a; end;\n/\ninsert 'it''s;' q'[;]' 1.5;";
        let text = |text: &str| TokenKind::Text(text.to_owned());
        assert_eq!(
            kinds(script),
            [
                vec![word("DROP"), TokenKind::Quoted("T;1".to_owned())],
                vec![
                    word("BEGIN"),
                    word("A"),
                    TokenKind::Symbol(';'),
                    word("END"),
                    TokenKind::Symbol(';')
                ],
                vec![word("INSERT"), text("it's;"), text(";"), TokenKind::Number("1.5".to_owned())],
            ]
        );
        assert_eq!(statements("a\nb 'c").unwrap_err().line, 2);
    }
}
