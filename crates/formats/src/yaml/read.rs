//! Reading YAML as a stream of events: never more than one entry of a list at once.
//!
//! Scalars keep their spelling (`007` is a text, `1.10` stays `1.10`); `no`, `off` and the
//! like are texts, as in YAML 1.2. Aliases are refused where they stand, so that nothing is
//! ever copied and no file grows while it is read.

use std::io::Read;

use ariadne_domain::Value;
use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span, Tag};

use super::chars::Chars;
use crate::document::{Document, Entry, List};
use crate::input::{Bounded, Budget};
use crate::json::{Members, Repeated, is_number};
use crate::run::Run;
use crate::{Place, Problem};

/// Deepest nesting of lists and objects, as in JSON.
const MAX_DEPTH: usize = 128;

/// Reads one YAML document of UTF-8.
pub(crate) fn read(run: &mut Run<'_>, text: impl Read) {
    let budget = Budget::new(run.options.limits.record);
    let chars = Chars::new(Bounded::new(text, budget.clone()));
    let parser = Parser::new_from_fallible_iter_with_options(chars, Options::default());
    let events = Events { parser, line: 0, aliases: Vec::new() };
    let mut reader = Reader { events, document: Document::new(run), budget };
    match reader.document() {
        Ok(()) | Err(Stop::Over) => {}
        Err(stop) => {
            let problem = reader.problem(stop);
            reader.document.run.push(problem);
        }
    }
}

/// Why reading ends early.
enum Stop {
    /// The text is no YAML.
    Scan(ScanError),
    /// Too deep.
    Deep,
    /// Something else stands where an object was expected.
    Shape(&'static str),
    /// No more is wanted.
    Over,
}

struct Events<R: Read> {
    parser: Parser<'static, granit_parser::FallibleBufferedInput<Chars<R>>>,
    line: u64,
    aliases: Vec<u64>,
}

impl<R: Read> Events<R> {
    fn next(&mut self) -> Result<Event<'static>, Stop> {
        match self.parser.next_event() {
            None => Ok(Event::StreamEnd),
            Some(Err(error)) => {
                self.line = error.marker().line() as u64;
                Err(Stop::Scan(error))
            }
            Some(Ok((event, span))) => {
                self.line = line_of(&span);
                Ok(event)
            }
        }
    }

    /// The value that begins with `event`.
    fn value(
        &mut self,
        event: Event<'static>,
        depth: usize,
        repeated: &Repeated,
    ) -> Result<Value, Stop> {
        if depth > MAX_DEPTH {
            return Err(Stop::Deep);
        }
        match event {
            Event::Scalar(text, style, _, tag) => Ok(scalar(&text, style, tag.as_deref())),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => return Ok(Value::Array(items)),
                        event => items.push(self.value(event, depth + 1, repeated)?),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut members = Members::default();
                loop {
                    let key = match self.next()? {
                        Event::MappingEnd => return Ok(Value::Object(members.list)),
                        Event::Scalar(text, ..) => text.into_owned(),
                        _ => return Err(Stop::Shape("a text as the key")),
                    };
                    let event = self.next()?;
                    let value = self.value(event, depth + 1, repeated)?;
                    members.put(key, value, repeated);
                }
            }
            Event::Alias(_) => {
                self.aliases.push(self.line);
                Ok(Value::Null)
            }
            Event::StreamEnd => Err(Stop::Shape("a value before the end")),
            _ => Err(Stop::Shape("a value")),
        }
    }

    /// Passes over the value that begins with `event`.
    fn skip(&mut self, event: &Event<'static>) -> Result<(), Stop> {
        let mut open = 0_usize;
        let mut step = |event: &Event<'static>| match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => open += 1,
            Event::SequenceEnd | Event::MappingEnd => open -= 1,
            _ => {}
        };
        step(event);
        while open > 0 {
            let event = self.next()?;
            let mut step = |event: &Event<'static>| match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => open += 1,
                Event::SequenceEnd | Event::MappingEnd => open -= 1,
                _ => {}
            };
            step(&event);
        }
        Ok(())
    }
}

fn line_of(span: &Span) -> u64 {
    span.start.line() as u64
}

/// What a scalar is: by the core schema of YAML 1.2, but a number only when JSON spells
/// it so, for a leading zero is part of a name.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    if style != ScalarStyle::Plain || tag.is_some_and(|t| t.core_suffix() == Some("str")) {
        return text.into();
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        text if is_number(text) => Value::Number(text.to_owned()),
        text => text.into(),
    }
}

struct Reader<'r, 'a, R: Read> {
    events: Events<R>,
    document: Document<'r, 'a>,
    budget: Budget,
}

impl<R: Read> Reader<'_, '_, R> {
    fn document(&mut self) -> Result<(), Stop> {
        let mut documents = 0;
        loop {
            match self.events.next()? {
                Event::StreamEnd => return Ok(()),
                Event::MappingStart(..) if documents == 0 => {
                    documents += 1;
                    self.top()?;
                }
                Event::MappingStart(..) | Event::SequenceStart(..) | Event::Scalar(..) => {
                    let expected = if documents == 0 {
                        "an object with the lists sources, tables, columns and lineage"
                    } else {
                        "the end of the file after the first document"
                    };
                    return Err(Stop::Shape(expected));
                }
                _ => {}
            }
        }
    }

    fn top(&mut self) -> Result<(), Stop> {
        loop {
            self.budget.reset();
            let key = match self.events.next()? {
                Event::MappingEnd => return Ok(()),
                Event::Scalar(text, ..) => text.into_owned(),
                _ => return Err(Stop::Shape("the name of a list")),
            };
            let line = Some(self.events.line);
            let list = self.document.list(&key, line);
            let event = self.events.next()?;
            match list {
                List::Version => {
                    let version = self.events.value(event, 0, &Repeated::default())?;
                    self.document.version(&version);
                }
                List::Skip => self.events.skip(&event)?,
                List::Kind => self.items(&event)?,
            }
        }
    }

    fn items(&mut self, event: &Event<'static>) -> Result<(), Stop> {
        match event {
            Event::SequenceStart(..) => {}
            Event::Scalar(text, style, ..) if scalar(text, *style, None) == Value::Null => {
                return Ok(());
            }
            _ => return Err(Stop::Shape("a list")),
        }
        let repeated = Repeated::default();
        loop {
            self.budget.reset();
            let event = match self.events.next()? {
                Event::SequenceEnd => return Ok(()),
                event => event,
            };
            let line = Some(self.events.line);
            let value = self.events.value(event, 1, &repeated)?;
            let repeated = std::mem::take(&mut *repeated.borrow_mut());
            for line in std::mem::take(&mut self.events.aliases) {
                let message = "An alias stands for something written elsewhere, and is not read; write it out here.";
                let place = self.document.place().line(Some(line));
                self.document.run.push(Problem::error(place, "ALIAS", message));
            }
            self.document.entry(Entry { value, line, repeated });
            if self.document.run.is_over() {
                return Err(Stop::Over);
            }
        }
    }

    fn problem(&self, stop: Stop) -> Problem {
        let place = self.document.place().line(Some(self.events.line.max(1)));
        match stop {
            _ if self.budget.is_spent() => {
                let message = "The entry is larger than one may be; give the columns of a large table in the list \"columns\".";
                Problem::error(place, "ENTRY_TOO_LARGE", message)
            }
            Stop::Deep => {
                let message =
                    format!("Lists and objects are nested more than {MAX_DEPTH} deep here.");
                Problem::error(place, "TOO_DEEP", message)
            }
            Stop::Shape(expected) => {
                let message = format!("Expected {expected} on line {}.", self.events.line.max(1));
                Problem::error(place, "INVALID_YAML", message)
            }
            Stop::Scan(error) => {
                let deep = error.info().contains("nest") || error.info().contains("recursion");
                let code = if deep { "TOO_DEEP" } else { "INVALID_YAML" };
                let message = format!(
                    "This is no YAML: {} on line {} column {}.",
                    error.info(),
                    error.marker().line(),
                    error.marker().col() + 1
                );
                Problem::error(place, code, message)
            }
            Stop::Over => Problem::error(Place::file(), "STOPPED", "Reading was stopped."),
        }
    }
}
