//! From the headers that people write to the fields that are meant.

use ariadne_domain::fold;

use crate::RecordKind;

/// A header without what people spell differently: letters and digits, folded.
/// `Table_Name`, `table name` and `TABLENAME` are one.
pub(crate) fn plain(header: &str) -> String {
    fold(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Index of the field that a header means.
pub(crate) fn field_of(kind: RecordKind, header: &str) -> Option<usize> {
    let plain = plain(header);
    if plain.is_empty() {
        return None;
    }
    let fields = kind.fields();
    let own = fields.iter().position(|f| f.name.to_lowercase() == plain);
    own.or_else(|| fields.iter().position(|f| f.aliases.contains(&plain.as_str())))
}

/// The kind that a sheet, file or list is named after; `Columns 2` is one of columns.
pub(crate) fn kind_of_name(name: &str) -> Option<RecordKind> {
    let plain = plain(name);
    let plain = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    RecordKind::ALL.into_iter().find(|kind| kind.aliases().contains(&plain))
}

/// What a kind cannot do without: each group needs one of its fields.
pub(crate) fn required(kind: RecordKind) -> &'static [&'static [&'static str]] {
    match kind {
        RecordKind::Source | RecordKind::Table => &[&["name"]],
        RecordKind::Column => &[&["path", "id"], &["table", "tableId", "tableRef", "id"]],
        RecordKind::Lineage => &[&["fromTable", "from", "fromId"], &["toTable", "to", "toId"]],
    }
}

/// The groups of required fields of which a header has none, by their first names.
pub(crate) fn missing<'a>(
    kind: RecordKind,
    headers: impl Iterator<Item = &'a str>,
) -> Vec<&'static str> {
    let found: Vec<usize> = headers.filter_map(|h| field_of(kind, h)).collect();
    let has = |name: &&str| found.iter().any(|i| kind.fields()[*i].name == *name);
    required(kind).iter().filter(|g| !g.iter().any(has)).map(|group| group[0]).collect()
}

/// How many headers a kind knows; `None` when it lacks a required field.
pub(crate) fn score(kind: RecordKind, headers: &[&str]) -> Option<usize> {
    if !missing(kind, headers.iter().copied()).is_empty() {
        return None;
    }
    Some(known(kind, headers))
}

/// How many fields of a kind the headers name.
fn known(kind: RecordKind, headers: &[&str]) -> usize {
    let mut found: Vec<usize> = headers.iter().filter_map(|h| field_of(kind, h)).collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// The kind of a sheet by its name and its headers: the name decides, unless the headers
/// say more of another kind.
pub(crate) fn kind_of_sheet(name: Option<&str>, headers: &[&str]) -> Option<RecordKind> {
    let named = name.and_then(kind_of_name);
    let told = kind_of_headers(headers);
    match (named, told) {
        (Some(named), Some(told)) if score(named, headers).is_none() => {
            let more = known(told, headers) > known(named, headers);
            Some(if more { told } else { named })
        }
        _ => named.or(told),
    }
}

/// The kind that knows most of the headers. Of two that know as many, a table is likelier
/// than a source, and a claim of lineage than a column.
pub(crate) fn kind_of_headers(headers: &[&str]) -> Option<RecordKind> {
    let order = [RecordKind::Lineage, RecordKind::Table, RecordKind::Column, RecordKind::Source];
    let mut best: Option<(usize, RecordKind)> = None;
    for kind in order {
        if let Some(score) = score(kind, headers)
            && best.is_none_or(|(known, _)| score > known)
        {
            best = Some((score, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// How alike two names have to be to be offered for one another.
const ALIKE: f64 = 0.85;

/// The candidate nearest to `wanted`, when one is near.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(wanted);
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&folded, &fold(candidate)), candidate))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

/// The field that an unknown header most likely means.
pub(crate) fn suggestion(kind: RecordKind, header: &str) -> Option<&'static str> {
    suggestion_of(&[kind], header)
}

/// The field of any kind that an unknown header most likely means.
pub(crate) fn suggestion_of_any(header: &str) -> Option<&'static str> {
    suggestion_of(&RecordKind::ALL, header)
}

fn suggestion_of(kinds: &[RecordKind], header: &str) -> Option<&'static str> {
    let wanted = plain(header);
    let spellings = kinds.iter().flat_map(|kind| kind.fields()).flat_map(|field| {
        std::iter::once((field.name, field.name))
            .chain(field.aliases.iter().map(|a| (*a, field.name)))
    });
    spellings
        .map(|(spelling, name)| (strsim::jaro_winkler(&wanted, &spelling.to_lowercase()), name))
        .filter(|(alike, _)| *alike >= ALIKE)
        // Of several that are as near, the first.
        .min_by(|one, other| other.0.total_cmp(&one.0))
        .map(|(_, name)| name)
}

/// Words in the headers of secrets, in the form of [`plain`].
const SECRETS: &[&str] =
    &["password", "passwd", "pwd", "secret", "apikey", "token", "bearertoken", "密码", "口令"];

/// The header of the column in which a file is handed back with its problems.
pub(crate) const PROBLEMS: &str = "Problems";

/// Whether a column holds what an earlier import said of the file.
pub(crate) fn is_problems(header: &str) -> bool {
    plain(header) == "problems"
}

/// Whether a header announces secrets, which no file carries.
pub(crate) fn is_secret(header: &str) -> bool {
    SECRETS.contains(&plain(header).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_people_write_are_known() {
        for (kind, header, field) in [
            (RecordKind::Table, "Table", "name"),
            (RecordKind::Table, "table_name", "name"),
            (RecordKind::Table, "tablename", "name"),
            (RecordKind::Table, "TABLE NAME", "name"),
            (RecordKind::Table, "表名", "name"),
            (RecordKind::Table, "Ｎａｍｅ", "name"),
            (RecordKind::Column, "Column Name", "path"),
            (RecordKind::Column, "字段名", "path"),
            (RecordKind::Column, "is_nullable", "nullable"),
            (RecordKind::Lineage, "source_table", "fromTable"),
            (RecordKind::Lineage, "目标字段", "toColumn"),
        ] {
            let found = field_of(kind, header).map(|i| kind.fields()[i].name);
            assert_eq!(found, Some(field), "{header}");
        }
        assert_eq!(field_of(RecordKind::Table, "--"), None);
    }

    #[test]
    fn no_alias_is_claimed_twice_or_spelled_so_that_it_never_fits() {
        for kind in RecordKind::ALL {
            let mut seen = std::collections::HashSet::new();
            for field in kind.fields() {
                assert!(seen.insert(field.name.to_lowercase()), "{kind:?} {}", field.name);
            }
            for alias in kind.fields().iter().flat_map(|f| f.aliases) {
                assert_eq!(plain(alias), *alias, "{kind:?}");
                assert!(seen.insert((*alias).to_owned()), "{kind:?} {alias}");
            }
        }
    }

    #[test]
    fn the_header_tells_the_kind() {
        let kind = |headers: &str| kind_of_headers(&headers.split(',').collect::<Vec<_>>());
        assert_eq!(kind("schema,table,description"), Some(RecordKind::Table));
        assert_eq!(kind("schema,table,column,type"), Some(RecordKind::Column));
        assert_eq!(kind("source_table,target_table"), Some(RecordKind::Lineage));
        assert_eq!(kind("from,to"), Some(RecordKind::Lineage));
        assert_eq!(kind("name,kind,settings,isActive"), Some(RecordKind::Source));
        assert_eq!(kind("表名,字段名,数据类型"), Some(RecordKind::Column));
        assert_eq!(kind("colour,size"), None);
    }

    #[test]
    fn what_is_nearly_right_is_offered() {
        assert_eq!(suggestion(RecordKind::Table, "descripton"), Some("description"));
        assert_eq!(suggestion(RecordKind::Column, "nulable"), Some("nullable"));
        assert_eq!(suggestion(RecordKind::Table, "zebra"), None);
        assert_eq!(kind_of_name("Columns 2"), Some(RecordKind::Column));
        assert_eq!(kind_of_name("血缘"), Some(RecordKind::Lineage));
    }
}
