//! Every statement that is ever sent. Values are binds; no name becomes statement text.
//!
//! All of them read the ALL_ views, which need no grant, and run on 12.1 and later.

/// A statement, what it reads and from where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    /// The dictionary view, in lower case; the name of a step of a test.
    pub(crate) view: &'static str,
    /// What is missing when it cannot be read, as the beginning of a sentence.
    pub(crate) part: &'static str,
    /// Another view that it reads.
    pub(crate) also: Option<&'static str>,
    /// Its text.
    pub(crate) text: &'static str,
    /// Whether it answers with one row at most, so that one round trip does.
    pub(crate) single: bool,
}

const fn rows(view: &'static str, part: &'static str, text: &'static str) -> Statement {
    Statement { view, part, also: None, text, single: false }
}

const fn row(view: &'static str, part: &'static str, text: &'static str) -> Statement {
    Statement { view, part, also: None, text, single: true }
}

impl Statement {
    const fn reading(mut self, also: &'static str) -> Self {
        self.also = Some(also);
        self
    }

    /// The dictionary views that it reads.
    pub(crate) fn views(&self) -> impl Iterator<Item = &'static str> {
        [self.view].into_iter().chain(self.also)
    }
}

/// The schema in which the session looks plain names up.
pub(crate) const CURRENT_SCHEMA: Statement =
    row("dual", "The session", "select sys_context('USERENV', 'CURRENT_SCHEMA') from dual");

/// What a name is. A materialized view has a TABLE row too, so the order matters.
pub(crate) const OBJECT: Statement = rows(
    "all_objects",
    "Objects",
    "select o.object_type, o.status from all_objects o \
      where o.owner = :1 and o.object_name = :2 \
        and o.object_type in ('TABLE', 'VIEW', 'MATERIALIZED VIEW') \
      order by case o.object_type when 'MATERIALIZED VIEW' then 1 when 'VIEW' then 2 else 3 end",
);

/// A synonym of this schema, or else a public one.
pub(crate) const SYNONYM_OR_PUBLIC: Statement = rows(
    "all_synonyms",
    "Synonyms",
    "select s.owner, s.table_owner, s.table_name, s.db_link from all_synonyms s \
      where s.synonym_name = :1 and s.owner in (:2, 'PUBLIC') \
      order by case s.owner when 'PUBLIC' then 2 else 1 end",
);

/// A synonym of this schema alone.
pub(crate) const SYNONYM: Statement = row(
    "all_synonyms",
    "Synonyms",
    "select s.owner, s.table_owner, s.table_name, s.db_link from all_synonyms s \
      where s.synonym_name = :1 and s.owner = :2",
);

/// Every column that a person made: `user_generated` keeps the invisible ones and drops
/// those of function-based indexes. `data_default` is a LONG: it may only be selected.
pub(crate) const COLUMNS: Statement = rows(
    "all_tab_cols",
    "Columns",
    "select c.column_id, c.column_name, c.data_type, c.data_type_mod, c.data_type_owner, \
            c.data_length, c.data_precision, c.data_scale, c.char_length, c.char_used, c.nullable, \
            c.virtual_column, c.identity_column, c.default_on_null, c.hidden_column, c.data_default \
       from all_tab_cols c \
      where c.owner = :1 and c.table_name = :2 and c.user_generated = 'YES' \
      order by c.column_id nulls last, c.internal_column_id",
);

pub(crate) const COLUMN_COMMENTS: Statement = rows(
    "all_col_comments",
    "The comments of columns",
    "select m.column_name, m.comments from all_col_comments m \
      where m.owner = :1 and m.table_name = :2 and m.comments is not null",
);

pub(crate) const TABLE_COMMENT: Statement = row(
    "all_tab_comments",
    "The comment",
    "select m.comments from all_tab_comments m where m.owner = :1 and m.table_name = :2",
);

pub(crate) const MVIEW_COMMENT: Statement = row(
    "all_mview_comments",
    "The comment",
    "select m.comments from all_mview_comments m where m.owner = :1 and m.mview_name = :2",
);

/// Keys with their columns in the order of the key.
pub(crate) const KEYS: Statement = rows(
    "all_constraints",
    "Keys",
    "select k.constraint_name, k.constraint_type, k.status, k.r_owner, k.r_constraint_name, \
            cc.column_name, cc.position \
       from all_constraints k join all_cons_columns cc \
         on cc.owner = k.owner and cc.constraint_name = k.constraint_name and cc.table_name = k.table_name \
      where k.owner = :1 and k.table_name = :2 and k.constraint_type in ('P', 'U', 'R') \
      order by case k.constraint_type when 'P' then 1 when 'U' then 2 else 3 end, \
               k.constraint_name, cc.position",
)
.reading("all_cons_columns");

/// What the foreign keys point to. A parent that the login may not see gives no row.
pub(crate) const REFERENCED: Statement = rows(
    "all_cons_columns",
    "The targets of foreign keys",
    "select rc.owner, rc.constraint_name, rc.table_name, rcc.column_name \
       from all_constraints k \
       join all_constraints rc on rc.owner = k.r_owner and rc.constraint_name = k.r_constraint_name \
       join all_cons_columns rcc on rcc.owner = rc.owner and rcc.constraint_name = rc.constraint_name \
      where k.owner = :1 and k.table_name = :2 and k.constraint_type = 'R' \
      order by rc.owner, rc.constraint_name, rcc.position",
)
.reading("all_constraints");

/// `num_rows` is a statistic: it may be null, and old.
pub(crate) const TABLE: Statement = row(
    "all_tables",
    "The row estimate and how the table is stored",
    "select t.num_rows, t.last_analyzed, t.temporary, t.duration, t.partitioned, t.iot_type \
       from all_tables t where t.owner = :1 and t.table_name = :2",
);

pub(crate) const PARTITIONS: Statement = row(
    "all_part_tables",
    "The partitioning",
    "select p.partitioning_type, p.subpartitioning_type, p.partition_count \
       from all_part_tables p where p.owner = :1 and p.table_name = :2",
);

pub(crate) const PARTITION_KEY: Statement = rows(
    "all_part_key_columns",
    "The columns of the partitioning",
    "select k.column_name from all_part_key_columns k \
      where k.owner = :1 and k.name = :2 and k.object_type = 'TABLE' order by k.column_position",
);

pub(crate) const EXTERNAL: Statement = row(
    "all_external_tables",
    "The place of the external data",
    "select x.type_name, x.default_directory_name \
       from all_external_tables x where x.owner = :1 and x.table_name = :2",
);

/// `text` is a LONG.
pub(crate) const VIEW: Statement = row(
    "all_views",
    "The text of the view",
    "select v.text from all_views v where v.owner = :1 and v.view_name = :2",
);

/// `query` is a LONG.
pub(crate) const MVIEW: Statement = row(
    "all_mviews",
    "The query of the materialized view",
    "select m.refresh_mode, m.refresh_method, m.last_refresh_date, m.query \
       from all_mviews m where m.owner = :1 and m.mview_name = :2",
);

pub(crate) const IDENTITY: Statement = rows(
    "all_tab_identity_cols",
    "How identity columns are filled",
    "select i.column_name, i.generation_type from all_tab_identity_cols i \
      where i.owner = :1 and i.table_name = :2",
);

/// What the types are that people made: objects, or collections of what. A type that the
/// login may not see gives no row.
pub(crate) const TYPES: Statement = rows(
    "all_types",
    "What the types of users are",
    "select c.column_name, t.typecode, e.elem_type_mod, e.elem_type_owner, e.elem_type_name, \
            e.precision, e.scale, et.typecode \
       from all_tab_cols c \
       join all_types t on t.owner = c.data_type_owner and t.type_name = c.data_type \
       left join all_coll_types e on e.owner = t.owner and e.type_name = t.type_name \
       left join all_types et on et.owner = e.elem_type_owner and et.type_name = e.elem_type_name \
      where c.owner = :1 and c.table_name = :2 and c.user_generated = 'YES' and c.data_type_mod is null \
      order by c.internal_column_id",
)
.reading("all_coll_types");

/// Whether there is such a schema at all.
pub(crate) const SCHEMA: Statement =
    row("all_users", "Schemas", "select u.username from all_users u where u.username = :1");

/// Names of one schema that fit a pattern, by the index on owner and name when the
/// pattern begins with a letter.
pub(crate) const NAMES: Statement = rows(
    "all_objects",
    "Names",
    "select o.owner, o.object_name, o.object_type from all_objects o \
      where o.owner = :1 and o.object_name like :2 escape '\\' \
        and o.object_type in ('TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SYNONYM') \
      order by o.object_name, o.object_type fetch first 100 rows only",
);

/// Names of all schemas but one that fit one of two patterns, without what Oracle brings
/// along: its own schemas would drown what people made.
pub(crate) const NAMES_ELSEWHERE: Statement = rows(
    "all_objects",
    "Names",
    "select o.owner, o.object_name, o.object_type from all_objects o \
      where o.owner <> :1 and (o.object_name like :2 escape '\\' or o.object_name like :3 escape '\\') \
        and o.oracle_maintained = 'N' \
        and o.object_type in ('TABLE', 'VIEW', 'MATERIALIZED VIEW') \
      order by o.object_name, o.owner, o.object_type fetch first 100 rows only",
);

/// The same name in other schemas.
pub(crate) const ELSEWHERE: Statement = rows(
    "all_objects",
    "Names",
    "select o.owner, o.object_name, o.object_type from all_objects o \
      where o.object_name = :1 and o.owner <> :2 \
        and o.object_type in ('TABLE', 'VIEW', 'MATERIALIZED VIEW') \
      order by o.owner, o.object_type fetch first 20 rows only",
);

/// A name in whatever case.
pub(crate) const SPELLED: Statement = rows(
    "all_objects",
    "Names",
    "select o.owner, o.object_name, o.object_type from all_objects o \
      where upper(o.owner) = :1 and upper(o.object_name) = :2 \
        and o.object_type in ('TABLE', 'VIEW', 'MATERIALIZED VIEW') \
      order by o.owner, o.object_name, o.object_type fetch first 20 rows only",
);

/// What a test tries of what a fetch sends, each view once; those without which there
/// is no fetch are marked. Names of objects are looked for that no object has, so that
/// each answers at once.
pub(crate) const TRIED: &[(&Statement, bool)] = &[
    (&OBJECT, true),
    (&COLUMNS, true),
    (&SYNONYM, false),
    (&TABLE_COMMENT, false),
    (&COLUMN_COMMENTS, false),
    (&KEYS, false),
    (&REFERENCED, false),
    (&TABLE, false),
    (&VIEW, false),
    (&MVIEW, false),
    (&MVIEW_COMMENT, false),
    (&PARTITIONS, false),
    (&PARTITION_KEY, false),
    (&EXTERNAL, false),
    (&IDENTITY, false),
    (&TYPES, false),
    (&SCHEMA, false),
];

/// A pattern for names that begin with `text`.
pub(crate) fn beginning(text: &str) -> String {
    format!("{}%", escaped(text))
}

/// A pattern for names that contain `text`.
pub(crate) fn containing(text: &str) -> String {
    format!("%{}%", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// A statement as the evidence shows it: with its binds behind it.
pub(crate) fn told(statement: &Statement, binds: &[&str]) -> String {
    let text = statement.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let binds: Vec<String> = binds
        .iter()
        .enumerate()
        .map(|(i, bind)| format!(":{} = '{}'", i + 1, bind.replace('\'', "''")))
        .collect();
    if binds.is_empty() { text } else { format!("{text} -- {}", binds.join(", ")) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn patterns_match_their_text_alone() {
        assert_eq!(beginning("A_B%C\\D"), "A\\_B\\%C\\\\D%");
        assert_eq!(containing("ORD"), "%ORD%");
        assert_eq!(beginning(""), "%");
    }

    #[test]
    fn statements_are_shown_with_their_binds() {
        assert_eq!(
            told(&SCHEMA, &["O'Neil"]),
            "select u.username from all_users u where u.username = :1 -- :1 = 'O''Neil'"
        );
        assert!(told(&OBJECT, &["HR", "T"]).ends_with(" -- :1 = 'HR', :2 = 'T'"));
        assert!(!told(&COLUMNS, &["HR", "T"]).contains("  "));
    }

    #[test]
    fn a_test_tries_every_view_once() {
        let views: HashSet<&str> = TRIED.iter().map(|(s, _)| s.view).collect();
        assert_eq!(views.len(), TRIED.len());
        for (statement, _) in TRIED {
            for view in statement.views() {
                assert!(
                    statement.text.contains(&format!("from {view} "))
                        || statement.text.contains(&format!("join {view} ")),
                    "{view}: {statement:?}"
                );
            }
        }
    }

    /// Nothing but binds comes from outside, and nothing is written.
    #[test]
    fn statements_only_read() {
        let names = [&NAMES, &NAMES_ELSEWHERE, &ELSEWHERE, &SPELLED];
        for statement in TRIED.iter().map(|(statement, _)| *statement).chain(names) {
            assert!(statement.text.starts_with("select "));
            assert!(!statement.text.contains(';') && !statement.text.contains("for update"));
        }
    }
}
