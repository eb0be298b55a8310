//! Steps through the tokens of a statement.

use super::token::{Statement, Token, TokenKind};
use super::{Mistake, Parsed};

pub(super) struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, statement: &'a Statement) -> Self {
        Self { text, tokens: &statement.tokens, at: 0 }
    }

    fn peek(&self) -> Option<&'a TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Where the next token begins.
    fn start(&self) -> usize {
        let last = self.tokens.last().map_or(0, |token| token.end);
        self.tokens.get(self.at).map_or(last, |token| token.start)
    }

    /// A mistake at the next token.
    pub(super) fn here(&self, message: impl Into<String>) -> Mistake {
        Mistake { at: self.start(), message: message.into() }
    }

    /// A mistake at the token that was just taken.
    pub(super) fn before(&self, message: impl Into<String>) -> Mistake {
        let at = self.at.checked_sub(1).map_or(0, |at| self.tokens[at].start);
        Mistake { at, message: message.into() }
    }

    fn expected(&self, what: &str) -> Mistake {
        let found = if self.at_end() {
            "the end of the statement".to_owned()
        } else {
            let token = &self.tokens[self.at];
            self.text[token.start..token.end].to_owned()
        };
        self.here(format!("expected {what}, found {found}"))
    }

    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self.peek(), Some(TokenKind::Word(found)) if found == word)
    }

    pub(super) fn is_symbol(&self, symbol: char) -> bool {
        self.peek() == Some(&TokenKind::Symbol(symbol))
    }

    /// Whether the word after the next is this one.
    pub(super) fn second_is(&self, word: &str) -> bool {
        matches!(self.tokens.get(self.at + 1).map(|token| &token.kind),
            Some(TokenKind::Word(found)) if found == word)
    }

    /// Takes a word if it is next.
    pub(super) fn takes(&mut self, word: &str) -> bool {
        let is = self.is(word);
        self.at += usize::from(is);
        is
    }

    /// Takes several words if all of them are next.
    pub(super) fn takes_all(&mut self, words: &[&str]) -> bool {
        let start = self.at;
        let all = words.iter().all(|word| self.takes(word));
        if !all {
            self.at = start;
        }
        all
    }

    pub(super) fn takes_symbol(&mut self, symbol: char) -> bool {
        let is = self.is_symbol(symbol);
        self.at += usize::from(is);
        is
    }

    pub(super) fn expect(&mut self, word: &str) -> Parsed<()> {
        if self.takes(word) { Ok(()) } else { Err(self.expected(word)) }
    }

    pub(super) fn symbol(&mut self, symbol: char) -> Parsed<()> {
        if self.takes_symbol(symbol) { Ok(()) } else { Err(self.expected(&symbol.to_string())) }
    }

    pub(super) fn word(&mut self) -> Parsed<String> {
        match self.peek() {
            Some(TokenKind::Word(word)) => {
                self.at += 1;
                Ok(word.clone())
            }
            _ => Err(self.expected("a word")),
        }
    }

    /// An exact name.
    pub(super) fn name(&mut self) -> Parsed<String> {
        match self.peek() {
            Some(TokenKind::Word(name) | TokenKind::Quoted(name)) => {
                self.at += 1;
                Ok(name.clone())
            }
            _ => Err(self.expected("a name")),
        }
    }

    pub(super) fn literal(&mut self) -> Parsed<String> {
        match self.peek() {
            Some(TokenKind::Text(text)) => {
                self.at += 1;
                Ok(text.clone())
            }
            _ => Err(self.expected("a text in quotes")),
        }
    }

    /// A whole number, with or without a sign.
    pub(super) fn number<T: TryFrom<i64>>(&mut self) -> Parsed<T> {
        let negative = self.takes_symbol('-');
        let number = match self.peek() {
            Some(TokenKind::Number(number)) => number.parse::<i64>().ok(),
            _ => None,
        };
        let number = number.map(|number| if negative { -number } else { number });
        match number.and_then(|number| T::try_from(number).ok()) {
            Some(number) => {
                self.at += 1;
                Ok(number)
            }
            None => Err(self.expected("a whole number")),
        }
    }

    /// Names in parentheses.
    pub(super) fn names(&mut self) -> Parsed<Vec<String>> {
        self.symbol('(')?;
        let mut names = vec![self.name()?];
        while self.takes_symbol(',') {
            names.push(self.name()?);
        }
        self.symbol(')')?;
        Ok(names)
    }

    /// The text of an expression, up to a comma, the end, an unmatched parenthesis, or a word at
    /// which `stops` says so.
    pub(super) fn expression(&mut self, stops: impl Fn(&Self) -> bool) -> Parsed<&'a str> {
        let start = self.at;
        let mut depth = 0;
        while let Some(token) = self.peek() {
            match token {
                TokenKind::Symbol('(') => depth += 1,
                TokenKind::Symbol(')' | ',') if depth == 0 => break,
                TokenKind::Symbol(')') => depth -= 1,
                _ if depth == 0 && self.at > start && stops(self) => break,
                _ => {}
            }
            self.at += 1;
        }
        if self.at == start {
            return Err(self.expected("an expression"));
        }
        Ok(&self.text[self.tokens[start].start..self.tokens[self.at - 1].end])
    }

    /// As [`Self::expression`], with the blanks up to what follows, which the dictionary keeps.
    pub(super) fn expression_and_blanks(
        &mut self,
        stops: impl Fn(&Self) -> bool,
    ) -> Parsed<&'a str> {
        let start = self.start();
        self.expression(stops)?;
        Ok(&self.text[start..self.start()])
    }

    /// The text between the next parenthesis and the one that closes it.
    pub(super) fn parenthesised(&mut self) -> Parsed<&'a str> {
        self.symbol('(')?;
        let start = self.start();
        let mut depth = 0;
        loop {
            match self.peek() {
                Some(TokenKind::Symbol('(')) => depth += 1,
                Some(TokenKind::Symbol(')')) if depth == 0 => break,
                Some(TokenKind::Symbol(')')) => depth -= 1,
                Some(_) => {}
                None => return Err(self.expected(")")),
            }
            self.at += 1;
        }
        let end = self.start();
        self.at += 1;
        Ok(self.text[start..end].trim())
    }

    /// All of the rest.
    pub(super) fn rest(&mut self) -> Parsed<&'a str> {
        let start = self.start();
        let end = self.tokens.last().map_or(start, |token| token.end);
        if self.at_end() {
            return Err(self.expected("more"));
        }
        self.at = self.tokens.len();
        Ok(&self.text[start..end])
    }

    /// Takes one token, whatever it is.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }
}
