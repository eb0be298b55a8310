//! Which column of one table could feed which column of another.

use std::collections::HashMap;

use super::Confidence;
use crate::names::names;
use crate::{Column, ColumnId, LogicalKind, fold};

names! {
    /// Why two columns seem to belong together, the strongest reason first.
    pub enum MappingReason {
        /// The same path.
        Exact = "EXACT",
        /// The same path but for upper and lower case.
        IgnoringCase = "IGNORING_CASE",
        /// The same words, whether written in snake, camel or kebab case.
        SameWords = "SAME_WORDS",
        /// Similar words.
        Similar = "SIMILAR",
    }
}

/// A pair of columns that seem to belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingProposal {
    /// The column that the data comes from.
    pub from: ColumnId,
    /// The column that the data goes to.
    pub to: ColumnId,
    /// Why.
    pub reason: MappingReason,
    /// How much they seem to.
    pub confidence: Confidence,
}

/// Least similarity of two names, in thousandths, that is worth a proposal.
const LEAST: u16 = 600;
/// Pairs of columns that are compared for similarity at most; wider tables are
/// mapped by equal names only.
const MAX_COMPARED: usize = 1_000_000;

/// Proposes for each column of `to` at most one of `from`, each used once, the most
/// certain first. Equal names win over equal words, these over similar ones (the
/// Dice coefficient of the letter pairs of their words); types that do not fit each
/// other lower the confidence of equal names and rule out similar ones.
pub fn propose_mapping(from: &[Column], to: &[Column]) -> Vec<MappingProposal> {
    let visible = |column: &&Column| !column.overrides.hidden;
    let from: Vec<Name<'_>> = from.iter().filter(visible).map(Name::of).collect();
    let to: Vec<Name<'_>> = to.iter().filter(visible).map(Name::of).collect();
    let mut candidates: Vec<(MappingReason, u16, usize, usize)> = Vec::new();
    equal(&mut candidates, &from, &to, MappingReason::Exact, |name| &name.path);
    equal(&mut candidates, &from, &to, MappingReason::IgnoringCase, |name| &name.folded);
    equal(&mut candidates, &from, &to, MappingReason::SameWords, |name| &name.words);
    if from.len().saturating_mul(to.len()) <= MAX_COMPARED {
        similar(&mut candidates, &from, &to);
    }
    candidates
        .sort_by_key(|(reason, score, from, to)| (*reason, std::cmp::Reverse(*score), *to, *from));
    let (mut used, mut fed) = (vec![false; from.len()], vec![false; to.len()]);
    let mut proposals = Vec::new();
    for (reason, score, a, b) in candidates {
        if used[a] || fed[b] {
            continue;
        }
        (used[a], fed[b]) = (true, true);
        let Some(confidence) = Confidence::from_thousandths(score) else { continue };
        let (from, to) = (from[a].column.id, to[b].column.id);
        proposals.push(MappingProposal { from, to, reason, confidence });
    }
    proposals.sort_by_key(|proposal| std::cmp::Reverse(proposal.confidence));
    proposals
}

/// A column's name in the forms in which it is compared.
struct Name<'a> {
    column: &'a Column,
    path: String,
    folded: String,
    words: String,
    pairs: Vec<(char, char)>,
    kind: LogicalKind,
}

impl<'a> Name<'a> {
    fn of(column: &'a Column) -> Self {
        let path = column.path.to_string();
        let words = words(&path);
        let mut pairs: Vec<(char, char)> =
            words.split(' ').flat_map(|word| word.chars().zip(word.chars().skip(1))).collect();
        pairs.sort_unstable();
        let kind = column.logical_type().kind();
        Self { column, folded: fold(&path), path, words, pairs, kind }
    }
}

/// The words of a name, folded, with one space between: a word ends at what is no
/// letter or digit, before an upper-case letter that follows a lower-case one, and
/// before the last of several upper-case letters when a lower-case one follows.
fn words(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut text = String::with_capacity(name.len() + 8);
    for (at, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            text.push(' ');
            continue;
        }
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(at + 1);
        let starts = c.is_uppercase()
            && (before.is_some_and(|b| b.is_lowercase() || b.is_numeric())
                || before.is_some_and(char::is_uppercase)
                    && after.is_some_and(|a| a.is_lowercase()));
        if starts {
            text.push(' ');
        }
        text.push(*c);
    }
    fold(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Pairs whose form is the same, each form only when it is unique on both sides.
fn equal(
    candidates: &mut Vec<(MappingReason, u16, usize, usize)>,
    from: &[Name<'_>],
    to: &[Name<'_>],
    reason: MappingReason,
    form: impl for<'n> Fn(&'n Name<'_>) -> &'n String,
) {
    let once = |names: &[Name<'_>]| {
        let mut places: HashMap<String, Option<usize>> = HashMap::new();
        for (place, name) in names.iter().enumerate() {
            let twice = |seen: &mut Option<usize>| *seen = None;
            places.entry(form(name).clone()).and_modify(twice).or_insert(Some(place));
        }
        places
    };
    let (from_places, to_places) = (once(from), once(to));
    for (text, a) in from_places {
        let b = to_places.get(&text).copied().flatten();
        let (Some(a), Some(b)) = (a, b) else { continue };
        if text.is_empty() {
            continue;
        }
        let certain = match reason {
            MappingReason::Exact => 1_000,
            MappingReason::IgnoringCase => 950,
            MappingReason::SameWords | MappingReason::Similar => 900,
        };
        let penalty = if fits(from[a].kind, to[b].kind) { 0 } else { 300 };
        candidates.push((reason, certain - penalty, a, b));
    }
}

fn similar(
    candidates: &mut Vec<(MappingReason, u16, usize, usize)>,
    from: &[Name<'_>],
    to: &[Name<'_>],
) {
    for (a, one) in from.iter().enumerate() {
        for (b, other) in to.iter().enumerate() {
            if !fits(one.kind, other.kind) || !near(one.pairs.len(), other.pairs.len()) {
                continue;
            }
            let alike = dice(&one.pairs, &other.pairs);
            if alike >= LEAST {
                // below every equal name
                candidates.push((MappingReason::Similar, alike.min(850), a, b));
            }
        }
    }
}

/// Whether lists of these lengths are similar enough when the shorter one is all in the
/// other: mostly not, and nothing has to be compared.
fn near(a: usize, b: usize) -> bool {
    a + b > 0 && 2_000 * a.min(b) / (a + b) >= usize::from(LEAST)
}

/// The Dice coefficient of two sorted lists of letter pairs, in thousandths.
fn dice(a: &[(char, char)], b: &[(char, char)]) -> u16 {
    let total = a.len() + b.len();
    if total == 0 {
        return 0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, common) = (i + 1, j + 1, common + 1);
            }
        }
    }
    u16::try_from(2_000 * common / total).unwrap_or(1_000)
}

/// Whether values of one kind can feed the other without being torn apart.
fn fits(from: LogicalKind, to: LogicalKind) -> bool {
    use LogicalKind as K;
    let family = |kind| match kind {
        K::Integer | K::Decimal | K::Float => 1,
        K::Date | K::Time | K::Timestamp => 2,
        K::String | K::Uuid => 3,
        K::Object | K::Map | K::Json => 4,
        _ => 0,
    };
    let open = |kind| matches!(kind, K::Unknown | K::Union);
    from == to
        || open(from)
        || open(to)
        || to == K::String && !matches!(from, K::Array | K::Object | K::Map)
        || family(from) != 0 && family(from) == family(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        for (name, expected) in [
            ("customer_id", "customer id"),
            ("customerId", "customer id"),
            ("CustomerID", "customer id"),
            ("HTTPServer2Go", "http server2 go"),
            ("address.zip-code", "address zip code"),
            ("__x__", "x"),
            ("客户编号", "客户编号"),
        ] {
            assert_eq!(words(name), expected, "{name}");
        }
    }

    #[test]
    fn dice_is_bounded_and_symmetric() {
        let pairs = |text: &str| {
            let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
            pairs.sort_unstable();
            pairs
        };
        let (a, b) = (pairs("customer"), pairs("customers"));
        assert_eq!(dice(&a, &b), dice(&b, &a));
        assert_eq!(dice(&a, &a), 1_000);
        assert_eq!(dice(&a, &pairs("xyz")), 0);
        assert_eq!(dice(&[], &[]), 0);
    }

    #[test]
    fn nothing_similar_is_passed_over() {
        let pairs = |length: usize| vec![('a', 'a'); length];
        for (a, b) in (0..30).flat_map(|a| (0..30).map(move |b| (a, b))) {
            assert_eq!(near(a, b), dice(&pairs(a), &pairs(b)) >= LEAST, "{a} {b}");
        }
    }
}
