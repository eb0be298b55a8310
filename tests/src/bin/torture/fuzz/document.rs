//! Random documents, valid but for their values, or nearly so.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::{Map, Value as Json, json};

use super::schema::{Argument, Kind, Schema};
use super::values::Values;

/// Deepest selection.
const DEPTH: usize = 7;
/// Fields of a document, about.
const FIELDS: usize = 60;

/// A document with its variables.
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) query: String,
    pub(super) variables: Json,
}

/// Makes documents.
pub(super) struct Documents<'a> {
    schema: &'a Schema,
    values: Values<'a>,
    declared: Vec<String>,
    variables: Map<String, Json>,
    left: usize,
}

impl<'a> Documents<'a> {
    pub(super) fn new(schema: &'a Schema, ids: &'a [String]) -> Self {
        let values = Values { schema, ids };
        Self { schema, values, declared: Vec::new(), variables: Map::new(), left: 0 }
    }

    /// A document of an operation of this type: `Query`, `Mutation` or `Subscription`.
    pub(super) fn make(&mut self, random: &mut StdRng, root: &str) -> Document {
        self.declared.clear();
        self.variables.clear();
        self.left = FIELDS;
        let roots = if root == "Subscription" { 1 } else { random.random_range(1..4) };
        let fields = self.schema.fields(root);
        let mut selected = Vec::new();
        for n in 0..roots {
            if let Some(field) = fields.choose(random) {
                let arguments = self.arguments(random, &field.arguments);
                let below = self.selection(random, &field.of, 1);
                selected.push(format!("r{n}: {}{arguments}{below}", field.name));
            }
        }
        let declared = if self.declared.is_empty() {
            String::new()
        } else {
            format!("({})", self.declared.join(", "))
        };
        let kind = root.to_lowercase();
        let query = format!("{kind} Fuzz{declared} {{ {} }}", selected.join(" "));
        Document { query, variables: Json::Object(std::mem::take(&mut self.variables)) }
    }

    fn arguments(&mut self, random: &mut StdRng, arguments: &[Argument]) -> String {
        let mut given = Vec::new();
        for argument in arguments {
            if !argument.required && !random.random_ratio(2, 5) {
                continue;
            }
            let value = self.values.value(random, &argument.of, 0);
            if random.random_ratio(1, 3) {
                let name = format!("v{}", self.declared.len());
                self.declared.push(format!("${name}: {}", argument.of));
                // a variable that is not given is a mistake too
                if !random.random_ratio(1, 20) {
                    self.variables.insert(name.clone(), value.json());
                }
                given.push(format!("{}: ${name}", argument.name));
            } else {
                given.push(format!("{}: {}", argument.name, value.literal()));
            }
        }
        if given.is_empty() { String::new() } else { format!("({})", given.join(", ")) }
    }

    fn selection(&mut self, random: &mut StdRng, of: &str, depth: usize) -> String {
        match self.schema.types.get(of) {
            Some(Kind::Object(fields)) => {
                let mut selected = vec!["__typename".to_owned()];
                for field in fields {
                    let leaf = !matches!(
                        self.schema.types.get(&field.of),
                        Some(Kind::Object(_) | Kind::Union(_))
                    );
                    let wanted = if leaf { (1, 2) } else { (1, 3) };
                    if self.left == 0
                        || (!leaf && depth >= DEPTH)
                        || !random.random_ratio(wanted.0, wanted.1)
                    {
                        continue;
                    }
                    self.left -= 1;
                    let arguments = self.arguments(random, &field.arguments);
                    let below = self.selection(random, &field.of, depth + 1);
                    selected.push(format!("{}{arguments}{below}", field.name));
                }
                format!(" {{ {} }}", selected.join(" "))
            }
            Some(Kind::Union(members)) => {
                let mut selected = vec!["__typename".to_owned()];
                // fields of one name may have different types in the members: one is enough
                if let Some(member) = members.choose(random) {
                    let below = self.selection(random, member, depth + 1);
                    selected.push(format!("... on {member}{below}"));
                }
                format!(" {{ {} }}", selected.join(" "))
            }
            _ => String::new(),
        }
    }
}

/// A document with a mistake in its text.
pub(super) fn broken(random: &mut StdRng, document: &mut Document) {
    const PIECES: [&str; 24] = [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "!",
        "$",
        "@",
        "...",
        "\"",
        "\"\"\"",
        "#",
        "\u{feff}",
        "\u{0}",
        "null",
        "@skip(if: true)",
        "@include(if: $no)",
        "... on Nothing { x }",
        "__schema { types { name } }",
        "-",
        "\\u{110000}",
        "客",
    ];
    let mut characters: Vec<char> = document.query.chars().collect();
    for _ in 0..random.random_range(1..3) {
        let at = random.random_range(0..=characters.len());
        match random.random_range(0..4) {
            0 => {
                let end = (at + random.random_range(1..20)).min(characters.len());
                characters.drain(at..end);
            }
            1 => {
                let end = (at + random.random_range(1..40)).min(characters.len());
                let piece: Vec<char> = characters[at..end].to_vec();
                characters.splice(at..at, piece);
            }
            2 => characters.truncate(at),
            _ => {
                let piece = PIECES.choose(random).copied().unwrap_or_default();
                characters.splice(at..at, piece.chars());
            }
        }
    }
    document.query = characters.into_iter().collect();
}

/// A document that is meant to be too much.
pub(super) fn absurd(random: &mut StdRng) -> Document {
    let many = random.random_range(1_000..60_000);
    let query = match random.random_range(0..14) {
        0 => "{".repeat(many),
        1 => format!("{{ a{} }}", "{ a".repeat(many)),
        2 => format!("{{ table(id: {}1{}) {{ id }} }}", "[".repeat(many), "]".repeat(many)),
        3 => format!("{{ table(id: {}1{}) {{ id }} }}", "{a: ".repeat(many), "}".repeat(many)),
        4 => format!(
            "query($a: {}ID{}) {{ table(id: $a) {{ id }} }}",
            "[".repeat(many),
            "]".repeat(many)
        ),
        5 => format!("{{ {} }}", "server { seq } ".repeat(many)),
        6 => {
            let aliases: Vec<String> =
                (0..many).map(|n| format!("a{n}: server {{ seq }}")).collect();
            format!("{{ {} }}", aliases.join(" "))
        }
        7 => "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
        8 => {
            let spreads = |n: usize| {
                format!("fragment F{n} on Query {{ {} }}", format!("...F{} ", n + 1).repeat(10))
            };
            let fragments: Vec<String> = (0..12).map(spreads).collect();
            format!(
                "{{ ...F0 }} {} fragment F12 on Query {{ server {{ seq }} }}",
                fragments.join(" ")
            )
        }
        9 => format!("{{ server {} {{ seq }} }}", "@skip(if: false) ".repeat(many)),
        10 => format!("{{ server {{ seq }} }} {}", "query A { server { seq } } ".repeat(many / 10)),
        11 => format!("#{}\n{{ server {{ seq }} }}", "客".repeat(many)),
        12 => {
            let chain = |n: usize| format!("fragment F{n} on Query {{ ...F{} }}", n + 1);
            let fragments: Vec<String> = (0..many / 10).map(chain).collect();
            format!(
                "{{ ...F0 }} {} fragment F{} on Query {{ server {{ seq }} }}",
                fragments.join(" "),
                many / 10
            )
        }
        _ => format!(
            "{{ tables(filter: {{ text: \"{}\" }}) {{ nodes {{ id }} }} }}",
            "\\u0041".repeat(many)
        ),
    };
    Document { query, variables: json!({}) }
}
