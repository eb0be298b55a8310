//! Reading JSON as a stream: never more than one entry of a list at once.

use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::value::{Node, Repeated};
use crate::document::{Document, Entry, List};
use crate::input::{Bounded, Budget};
use crate::run::Run;
use crate::{Place, Problem};

/// Reads one JSON document of UTF-8.
pub(crate) fn read(run: &mut Run<'_>, text: impl Read) {
    let budget = Budget::new(run.options.limits.record);
    let text = BufReader::with_capacity(64 << 10, Bounded::new(text, budget.clone()));
    let mut reader = serde_json::Deserializer::from_reader(text);
    let mut top = Top { document: Document::new(run), budget: &budget };
    let result = DeserializeSeed::deserialize(&mut top, &mut reader).and_then(|()| reader.end());
    let over = top.document.run.is_over();
    let place = top.document.place();
    if let Err(error) = result
        && !over
    {
        let line = (error.line() > 0).then_some(error.line() as u64);
        run.push(problem(&error, place.line(line), budget.is_spent()));
    }
}

fn problem(error: &serde_json::Error, place: Place, spent: bool) -> Problem {
    if spent {
        let message = "The entry is larger than one may be; give the columns of a large table in the list \"columns\".";
        return Problem::error(place, "ENTRY_TOO_LARGE", message);
    }
    let text = error.to_string();
    if text.starts_with("recursion limit") {
        let message = "Lists and objects are nested more than 128 deep here.";
        return Problem::error(place, "TOO_DEEP", message);
    }
    if error.is_eof() {
        let message = format!(
            "The file ends in the middle of the document, at line {} column {}; it is cut off.",
            error.line(),
            error.column()
        );
        return Problem::error(place, "CUT_OFF", message);
    }
    Problem::error(place, "INVALID_JSON", format!("This is no JSON document of a catalog: {text}."))
}

struct Top<'r, 'a, 'b> {
    document: Document<'r, 'a>,
    budget: &'b Budget,
}

impl<'de> DeserializeSeed<'de> for &mut Top<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Top<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the lists sources, tables, columns and lineage")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            self.budget.reset();
            match self.document.list(&key, None) {
                List::Kind => entries.next_value_seed(Items { top: self })?,
                List::Version => {
                    let repeated = Repeated::default();
                    let version = entries.next_value_seed(Node(&repeated))?;
                    self.document.version(&version);
                }
                List::Skip => {
                    entries.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Items<'t, 'r, 'a, 'b> {
    top: &'t mut Top<'r, 'a, 'b>,
}

impl<'de> DeserializeSeed<'de> for Items<'_, '_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let repeated = Repeated::default();
        loop {
            self.top.budget.reset();
            let Some(value) = items.next_element_seed(Node(&repeated))? else { return Ok(()) };
            let repeated = std::mem::take(&mut *repeated.borrow_mut());
            self.top.document.entry(Entry { value, line: None, repeated });
            if self.top.document.run.is_over() {
                return Err(A::Error::custom("no more is wanted"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ariadne_domain::Value;

    #[test]
    fn numbers_keep_their_spelling() {
        let value = crate::json::parse("[1.10, 12345678901234567890123, 1e+400]").expect("JSON");
        let numbers = ["1.10", "12345678901234567890123", "1e+400"];
        assert_eq!(value, Value::Array(numbers.map(|n| Value::Number(n.to_owned())).to_vec()));
    }
}
