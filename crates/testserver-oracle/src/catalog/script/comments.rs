//! Comments and privileges.

use super::cursor::Cursor;
use super::{Name, Parsed, Target};
use crate::catalog::RelationKind;

impl Target<'_> {
    pub(super) fn comment(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        cursor.expect("ON")?;
        if cursor.takes("COLUMN") {
            let mut names = vec![cursor.name()?];
            while cursor.takes_symbol('.') {
                names.push(cursor.name()?);
            }
            let column = names.pop().unwrap_or_default();
            let object = names.pop().ok_or_else(|| cursor.before("a column without a table"))?;
            let owner = names.pop().unwrap_or_else(|| self.schema.clone());
            let text = comment_text(cursor)?;
            let name = Name { owner, object };
            let relation = self.relation(cursor, &name)?;
            return match relation.column(&column) {
                Some(at) => {
                    relation.columns[at].comment = text;
                    Ok(())
                }
                None => Err(cursor.before(format!("{name} has no column \"{column}\""))),
            };
        }
        let materialized = cursor.takes("MATERIALIZED");
        cursor.expect(if materialized { "VIEW" } else { "TABLE" })?;
        let name = self.name(cursor)?;
        let text = comment_text(cursor)?;
        let relation = self.relation(cursor, &name)?;
        match &mut relation.kind {
            RelationKind::MaterializedView(view) if materialized => view.comment = text,
            _ if materialized => {
                return Err(cursor.before(format!("{name} is no materialized view")));
            }
            _ => relation.comment = text,
        }
        Ok(())
    }

    /// `GRANT` or, when `gives` is false, `REVOKE`.
    pub(super) fn grant(&mut self, cursor: &mut Cursor<'_>, gives: bool) -> Parsed<()> {
        let mut privileges = Vec::new();
        let direction = if gives { "TO" } else { "FROM" };
        loop {
            let mut words = vec![cursor.word()?];
            while !cursor.is("ON") && !cursor.is(direction) && !cursor.is_symbol(',') {
                if cursor.is_symbol('(') {
                    cursor.parenthesised()?;
                    continue;
                }
                words.push(cursor.word()?);
            }
            privileges.push(words.join(" "));
            if !cursor.takes_symbol(',') {
                break;
            }
        }
        let object = if cursor.takes("ON") {
            let name = self.name(cursor)?;
            if self.catalog.object(&name.owner, &name.object).is_none() {
                return Err(cursor.before(format!("there is no {name}")));
            }
            Some(name)
        } else {
            None
        };
        cursor.expect(direction)?;
        loop {
            let grantee = cursor.name()?;
            for privilege in &privileges {
                let object =
                    object.as_ref().map(|name| (name.owner.as_str(), name.object.as_str()));
                if gives {
                    self.catalog.access.grant(privilege, object, &grantee);
                } else {
                    self.catalog.access.revoke(privilege, object, &grantee);
                }
            }
            if !cursor.takes_symbol(',') {
                break;
            }
        }
        Ok(())
    }
}

/// The text of a comment; an empty one takes the comment away.
fn comment_text(cursor: &mut Cursor<'_>) -> Parsed<Option<String>> {
    cursor.expect("IS")?;
    let text = cursor.literal()?;
    if text.len() > 4000 {
        return Err(cursor.before("a comment of more than 4000 bytes"));
    }
    Ok((!text.is_empty()).then_some(text))
}
