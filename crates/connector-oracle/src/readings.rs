//! The ways to read a name as typed: what Oracle would make of it, and what else it may
//! mean.

use ariadne_ports::FetchRequest;

use crate::error::{Failure, Reason};
use crate::names::{self, Fault, Part, fold, shown};

/// One way to read a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) schema: String,
    pub(crate) name: String,
}

/// A name as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The name alone: it is looked for in the schema of the source or the login.
    Plain(Part),
    /// `schema.name` in one text.
    Qualified(Part, Part),
    /// The schema apart from the name: so names come from lists and from the catalog.
    Apart(Part, Part),
}

impl Asked {
    /// Reads a request, without asking anybody.
    pub(crate) fn read(request: &FetchRequest) -> Result<Self, Failure> {
        let read = || {
            if let Some(schema) = request.schema.as_deref().filter(|schema| !schema.is_empty()) {
                return Ok(Self::Apart(apart(schema)?, apart(&request.name)?));
            }
            let mut parts = names::parse(&request.name)?.into_iter();
            match (parts.next(), parts.next()) {
                (Some(schema), Some(name)) => Ok(Self::Qualified(schema, name)),
                (Some(name), None) => Ok(Self::Plain(name)),
                (None, _) => Err(Fault::Empty),
            }
        };
        read().map_err(|fault| refused(&fault))
    }

    /// Whether the schema is left to the source or the login.
    pub(crate) fn needs_schema(&self) -> bool {
        matches!(self, Self::Plain(_))
    }

    /// The name.
    pub(crate) fn name(&self) -> &Part {
        let (Self::Plain(name) | Self::Qualified(_, name) | Self::Apart(_, name)) = self;
        name
    }

    /// The schema, where one was given.
    pub(crate) fn schema(&self) -> Option<&Part> {
        match self {
            Self::Plain(_) => None,
            Self::Qualified(schema, _) | Self::Apart(schema, _) => Some(schema),
        }
    }

    /// The readings, the first one first; `schema` is that of plain names.
    ///
    /// A name in one text is read as Oracle reads it: in upper case unless quoted, and as
    /// it stands only if nothing is found so. A schema that is given apart comes with a
    /// name that may have been picked from a list: it is taken as it stands first, or
    /// else a table `employees` could never be told from `EMPLOYEES`.
    pub(crate) fn readings(&self, schema: &str) -> Vec<Reading> {
        let reading =
            |schema: &str, name: &str| Reading { schema: schema.to_owned(), name: name.to_owned() };
        let mut all = match self {
            Self::Plain(name) => {
                vec![reading(schema, &name.folded()), reading(schema, &name.text)]
            }
            Self::Qualified(schema, name) => {
                vec![reading(&schema.folded(), &name.folded()), reading(&schema.text, &name.text)]
            }
            Self::Apart(schema, name) => vec![
                reading(&schema.text, &name.text),
                reading(&schema.text, &name.folded()),
                reading(&schema.folded(), &name.text),
                reading(&schema.folded(), &name.folded()),
            ],
        };
        let mut seen = Vec::new();
        all.retain(|reading| {
            let is_new = !seen.contains(reading);
            seen.push(reading.clone());
            is_new
        });
        all
    }

    /// The database link in a name that was taken as it stands, if it has one.
    pub(crate) fn link(&self) -> Option<Failure> {
        match self {
            Self::Apart(_, name) if !name.quoted => {
                let (_, link) = name.text.split_once('@')?;
                Some(refused(&Fault::Link(link.to_owned())))
            }
            _ => None,
        }
    }
}

/// A part that stands alone: in quotes, or as it is.
fn apart(text: &str) -> Result<Part, Fault> {
    if text.starts_with('"') {
        return names::parse_one(text);
    }
    names::exact(text)?;
    Ok(Part { text: text.to_owned(), quoted: false })
}

fn refused(fault: &Fault) -> Failure {
    match fault {
        Fault::Link(link) => {
            Failure::new(Reason::Remote).about("The object of this name").detail(format!(
                "The name ends with @{link}, a database link, which leads out of this database."
            ))
        }
        fault => Failure::new(Reason::InvalidName).detail(fault.to_string()),
    }
}

/// How a name was found, in words; `None` when it was typed in full and exactly.
pub(crate) fn resolved_from(
    request: &FetchRequest,
    asked: &Asked,
    found: &Reading,
    synonyms: &[String],
) -> Option<String> {
    let typed = match request.schema.as_deref().filter(|schema| !schema.is_empty()) {
        Some(schema) => format!("{schema}.{}", request.name),
        None => request.name.clone(),
    };
    let exact = match asked {
        Asked::Plain(_) => None,
        Asked::Qualified(schema, name) | Asked::Apart(schema, name) => {
            Some(schema.text == found.schema && name.text == found.name)
        }
    };
    let mut notes = Vec::new();
    let name = asked.name();
    if synonyms.is_empty() {
        if name.text != found.name && !name.quoted {
            notes.push("names without quotes are upper case");
        } else if !name.quoted
            && fold(&name.text) != name.text
            && matches!(asked, Asked::Plain(_) | Asked::Qualified(..))
        {
            notes.push("there is no such name in upper case, but one in exactly this spelling");
        }
        if exact == Some(true) && notes.is_empty() {
            return None;
        }
    }
    let mut steps = vec![typed];
    steps.extend(synonyms.iter().cloned());
    steps.push(shown(&found.schema, &found.name));
    let told = steps.join(" → ");
    Some(if notes.is_empty() { told } else { format!("{told} ({})", notes.join("; ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(schema: Option<&str>, name: &str) -> FetchRequest {
        FetchRequest { schema: schema.map(str::to_owned), name: name.to_owned(), sample_size: None }
    }

    fn read(schema: Option<&str>, name: &str) -> Vec<String> {
        let asked = Asked::read(&request(schema, name)).unwrap();
        asked.readings("APP").iter().map(|r| format!("{}|{}", r.schema, r.name)).collect()
    }

    #[test]
    fn a_name_in_one_text_is_read_as_oracle_does() {
        assert_eq!(read(None, "employees"), ["APP|EMPLOYEES", "APP|employees"]);
        assert_eq!(read(None, "EMPLOYEES"), ["APP|EMPLOYEES"]);
        assert_eq!(read(None, "\"employees\""), ["APP|employees"]);
        assert_eq!(read(None, "hr.Employees"), ["HR|EMPLOYEES", "hr|Employees"]);
        assert_eq!(read(None, "hr.\"Mixed\""), ["HR|Mixed", "hr|Mixed"]);
        assert_eq!(read(Some(""), "x"), ["APP|X", "APP|x"]);
    }

    #[test]
    fn a_name_apart_from_its_schema_is_taken_as_it_stands_first() {
        assert_eq!(read(Some("HR"), "employees"), ["HR|employees", "HR|EMPLOYEES"]);
        assert_eq!(read(Some("HR"), "EMPLOYEES"), ["HR|EMPLOYEES"]);
        assert_eq!(
            read(Some("hr"), "employees"),
            ["hr|employees", "hr|EMPLOYEES", "HR|employees", "HR|EMPLOYEES"]
        );
        assert_eq!(read(Some("HR"), "a.b@c"), ["HR|a.b@c", "HR|A.B@C"]);
        assert_eq!(read(Some("\"hr\""), "\"x\""), ["hr|x"]);
    }

    #[test]
    fn what_no_name_is() {
        for (name, reason) in [
            ("", Reason::InvalidName),
            ("\"open", Reason::InvalidName),
            ("emp@link", Reason::Remote),
            ("a.b.c", Reason::InvalidName),
            ("a\0", Reason::InvalidName),
        ] {
            let failure = Asked::read(&request(None, name)).unwrap_err();
            assert_eq!(failure.reason, reason, "{name:?}");
        }
        let too_long = "x".repeat(200);
        for (schema, name) in [("HR", ""), ("HR", "a\"b"), ("HR", too_long.as_str()), ("a\"b", "T")]
        {
            assert!(Asked::read(&request(Some(schema), name)).is_err(), "{schema} {name}");
        }
        assert!(Asked::read(&request(Some("HR"), "emp@link")).unwrap().link().is_some());
        assert!(Asked::read(&request(Some("HR"), "\"emp@link\"")).unwrap().link().is_none());
    }

    #[test]
    fn how_it_was_found_is_told() {
        let told = |schema: Option<&str>, name: &str, found: (&str, &str), synonyms: &[&str]| {
            let request = request(schema, name);
            let asked = Asked::read(&request).unwrap();
            let found = Reading { schema: found.0.to_owned(), name: found.1.to_owned() };
            let synonyms: Vec<String> = synonyms.iter().map(|s| (*s).to_owned()).collect();
            resolved_from(&request, &asked, &found, &synonyms)
        };
        assert_eq!(told(None, "HR.EMPLOYEES", ("HR", "EMPLOYEES"), &[]), None);
        assert_eq!(told(Some("HR"), "Mixed", ("HR", "Mixed"), &[]), None);
        assert_eq!(
            told(None, "hr.\"Mixed\"", ("HR", "Mixed"), &[]).as_deref(),
            Some("hr.\"Mixed\" → HR.\"Mixed\"")
        );
        assert_eq!(
            told(None, "EMPLOYEES", ("HR", "EMPLOYEES"), &[]).as_deref(),
            Some("EMPLOYEES → HR.EMPLOYEES")
        );
        assert_eq!(
            told(None, "employees", ("HR", "EMPLOYEES"), &[]).as_deref(),
            Some("employees → HR.EMPLOYEES (names without quotes are upper case)")
        );
        assert_eq!(
            told(None, "mixed", ("HR", "mixed"), &[]).as_deref(),
            Some(
                "mixed → HR.\"mixed\" (there is no such name in upper case, but one in exactly this spelling)"
            )
        );
        assert_eq!(
            told(None, "emp", ("HR", "EMPLOYEES"), &["APP.EMP (synonym)"]).as_deref(),
            Some("emp → APP.EMP (synonym) → HR.EMPLOYEES")
        );
    }
}
