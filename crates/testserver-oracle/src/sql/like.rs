//! The pattern language of LIKE.

use super::error::{SqlError, SqlResult};

enum Piece {
    One,
    Any,
    Exactly(char),
}

/// Whether a text matches a pattern, in the same case of letters.
pub(crate) fn matches(text: &str, pattern: &str, escape: Option<char>) -> SqlResult<bool> {
    let mut pieces = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        pieces.push(if Some(character) == escape {
            match characters.next() {
                Some(next) if next == '%' || next == '_' || Some(next) == escape => {
                    Piece::Exactly(next)
                }
                _ => {
                    let message = "missing or illegal character following the escape character";
                    return Err(SqlError::new(1424, message));
                }
            }
        } else {
            match character {
                '_' => Piece::One,
                '%' => Piece::Any,
                other => Piece::Exactly(other),
            }
        });
    }
    let text: Vec<char> = text.chars().collect();
    // Goes back to the last `%` alone, which is enough for this language.
    let (mut at, mut piece) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while at < text.len() {
        match pieces.get(piece) {
            Some(Piece::Any) => {
                back = Some((at, piece));
                piece += 1;
            }
            Some(Piece::One) => {
                at += 1;
                piece += 1;
            }
            Some(Piece::Exactly(wanted)) if *wanted == text[at] => {
                at += 1;
                piece += 1;
            }
            _ => match back {
                Some((from, any)) => {
                    back = Some((from + 1, any));
                    at = from + 1;
                    piece = any + 1;
                }
                None => return Ok(false),
            },
        }
    }
    Ok(pieces[piece..].iter().all(|piece| matches!(piece, Piece::Any)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_the_language_says() {
        for (text, pattern, expected) in [
            ("EMPLOYEES", "EMP%", true),
            ("EMPLOYEES", "%LOY%S", true),
            ("EMPLOYEES", "EMP_", false),
            ("EMP1", "EMP_", true),
            ("emp1", "EMP_", false),
            ("aXbXc", "%X%c", true),
            ("", "%", true),
            ("", "_", false),
        ] {
            assert_eq!(matches(text, pattern, None), Ok(expected), "{text} like {pattern}");
        }
        assert_eq!(matches("A_B", r"A\_B", Some('\\')), Ok(true));
        assert_eq!(matches("AxB", r"A\_B", Some('\\')), Ok(false));
        assert_eq!(matches(r"A\B", r"A\\B", Some('\\')), Ok(true));
        assert_eq!(matches("AB", r"A\B", Some('\\')).unwrap_err().code, 1424);
    }
}
