//! What functions do with text.

pub(super) fn initials(text: &str) -> String {
    let mut inside = false;
    let mut result = String::with_capacity(text.len());
    for one in text.chars() {
        if inside {
            result.extend(one.to_lowercase());
        } else {
            result.extend(one.to_uppercase());
        }
        inside = one.is_alphanumeric();
    }
    result
}

/// Where a part is found for the nth time, counted from 1; from the end when `start` is negative.
pub(super) fn find(text: &str, part: &str, start: i64, nth: i64) -> usize {
    let text: Vec<char> = text.chars().collect();
    let part: Vec<char> = part.chars().collect();
    let Some(last) = text.len().checked_sub(part.len()) else {
        return 0;
    };
    let matching = |at: &usize| text[*at..at + part.len()] == part[..];
    let nth = usize::try_from(nth - 1).unwrap_or(0);
    let found = if start > 0 {
        let from = usize::try_from(start - 1).unwrap_or(usize::MAX);
        (from..=last).filter(matching).nth(nth)
    } else {
        let back = usize::try_from(start.unsigned_abs()).unwrap_or(usize::MAX);
        let from = text.len().saturating_sub(back).min(last);
        (0..=from).rev().filter(matching).nth(nth)
    };
    found.map_or(0, |at| at + 1)
}

pub(super) fn substring(text: &str, start: i64, most: Option<i64>) -> String {
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let from = match start {
        0 => 0,
        start if start > 0 => start - 1,
        start => length + start,
    };
    if from < 0 || from >= length || most.is_some_and(|most| most < 1) {
        return String::new();
    }
    let skip = usize::try_from(from).expect("it is not negative");
    let take = most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
    text.chars().skip(skip).take(take).collect()
}

pub(super) fn pad(text: &str, width: usize, filler: &str, left: bool) -> String {
    let length = text.chars().count();
    if length >= width {
        return text.chars().take(width).collect();
    }
    let padding: String = filler.chars().cycle().take(width - length).collect();
    if left { format!("{padding}{text}") } else { format!("{text}{padding}") }
}

/// How many insertions, deletions and replacements lead from one text to the other.
pub(super) fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, one) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(one != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}
