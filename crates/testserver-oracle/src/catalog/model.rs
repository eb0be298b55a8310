//! Objects of a schema.

use std::sync::Arc;

use crate::sql::Row;
use crate::types::ColumnType;

/// The end of the condition of a NOT NULL.
const NOT_NULL: &str = "\" IS NOT NULL";

/// An object with what the dictionary says of any object.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    pub(crate) number: u32,
    pub(crate) body: Body,
}

#[derive(Debug, Clone)]
pub(crate) enum Body {
    Relation(Box<Relation>),
    Synonym(Synonym),
    Sequence,
    Type(UserType),
}

/// A table, a view or a materialized view.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub(crate) kind: RelationKind,
    pub(crate) columns: Vec<Column>,
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) comment: Option<String>,
    pub(crate) rows: Arc<Vec<Row>>,
    /// What was counted when the table was analysed; `None` when it never was.
    pub(crate) analysed_rows: Option<u64>,
}

#[derive(Debug, Clone)]
pub(crate) enum RelationKind {
    Table(TableFacts),
    View(View),
    MaterializedView(MaterializedView),
}

/// How a table is stored.
#[derive(Debug, Clone, Default)]
pub(crate) struct TableFacts {
    /// How long rows of a temporary table live.
    pub(crate) temporary: Option<Lifetime>,
    pub(crate) external: Option<External>,
    pub(crate) index_organised: bool,
    pub(crate) partitioning: Option<Partitioning>,
}

/// How long rows of a temporary table live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lifetime {
    Transaction,
    Session,
}

/// A table whose rows are in files.
#[derive(Debug, Clone, Default)]
pub(crate) struct External {
    /// Where the files lie.
    pub(crate) directory: Option<String>,
}

/// How a table is cut into partitions.
#[derive(Debug, Clone)]
pub(crate) struct Partitioning {
    /// RANGE, LIST or HASH.
    pub(crate) kind: String,
    pub(crate) columns: Vec<String>,
    /// How each partition is cut again.
    pub(crate) sub_kind: Option<String>,
    pub(crate) count: u32,
}

#[derive(Debug, Clone)]
pub(crate) struct View {
    pub(crate) text: String,
    /// Whether its query could be understood when it was made.
    pub(crate) valid: bool,
    pub(crate) read_only: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct MaterializedView {
    pub(crate) query: String,
    /// DEMAND or COMMIT.
    pub(crate) refresh_mode: String,
    /// COMPLETE, FAST, FORCE or NEVER.
    pub(crate) refresh_method: String,
    /// IMMEDIATE or DEFERRED.
    pub(crate) build_mode: String,
    /// The comment of the view, which is not that of its table.
    pub(crate) comment: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) data_type: ColumnType,
    /// Whether it takes NULL but for its constraints: see [`Relation::is_nullable`].
    pub(crate) nullable: bool,
    /// The text of the default, or of the expression of a virtual column.
    pub(crate) default: Option<String>,
    pub(crate) default_on_null: bool,
    pub(crate) identity: Option<Identity>,
    pub(crate) is_virtual: bool,
    pub(crate) visibility: Visibility,
    pub(crate) comment: Option<String>,
}

/// Who sees a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    Shown,
    /// Only who names it.
    Invisible,
    /// The database itself, which made it for an index on an expression.
    System,
}

/// How the values of an identity column come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    Always,
    ByDefault,
}

#[derive(Debug, Clone)]
pub(crate) struct Constraint {
    pub(crate) name: String,
    pub(crate) generated: bool,
    pub(crate) kind: ConstraintKind,
    pub(crate) columns: Vec<String>,
    pub(crate) standing: Standing,
}

/// Whether a constraint is in force, and on what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    pub(crate) enabled: bool,
    /// Whether rows that were there before fulfil it.
    pub(crate) validated: bool,
    /// Whether it may be relied on although nobody checked.
    pub(crate) rely: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ConstraintKind {
    Primary,
    Unique,
    Foreign {
        owner: String,
        constraint: String,
        /// CASCADE, SET NULL or NO ACTION.
        on_delete: String,
    },
    Check {
        condition: String,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct Index {
    pub(crate) owner: String,
    pub(crate) name: String,
    pub(crate) unique: bool,
    pub(crate) columns: Vec<String>,
    pub(crate) number: u32,
}

/// A type that someone made.
#[derive(Debug, Clone)]
pub(crate) enum UserType {
    /// Its attributes are not kept.
    Object,
    Collection {
        /// The most elements of a VARRAY; a nested table has no limit.
        limit: Option<u32>,
        element: ColumnType,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct Synonym {
    pub(crate) owner: String,
    pub(crate) name: String,
    pub(crate) link: Option<String>,
}

impl Relation {
    pub(crate) fn new(kind: RelationKind, columns: Vec<Column>) -> Self {
        Self {
            kind,
            columns,
            constraints: Vec::new(),
            indexes: Vec::new(),
            comment: None,
            rows: Arc::default(),
            analysed_rows: None,
        }
    }

    pub(crate) fn is_view(&self) -> bool {
        matches!(self.kind, RelationKind::View(_))
    }

    /// `NULLABLE` of the dictionary: N where a NOT NULL or a primary key stands that is
    /// enabled and validated. Views have the columns of their query, whatever is declared.
    pub(crate) fn is_nullable(&self, column: &Column) -> bool {
        let forbidden = |one: &Constraint| one.standing.validated && one.keeps_null_out(column);
        column.nullable && (self.is_view() || !self.constraints.iter().any(forbidden))
    }

    /// Whether a row may have no value there.
    pub(crate) fn takes_null(&self, column: &Column) -> bool {
        column.nullable && !self.constraints.iter().any(|one| one.keeps_null_out(column))
    }

    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl Constraint {
    /// Whether it is in force and refuses NULL in a column.
    fn keeps_null_out(&self, column: &Column) -> bool {
        self.standing.enabled
            && (self.kind == ConstraintKind::Primary || self.is_not_null())
            && self.columns.contains(&column.name)
    }

    /// Whether it is the NOT NULL of a column.
    pub(crate) fn is_not_null(&self) -> bool {
        matches!(&self.kind, ConstraintKind::Check { condition } if condition.ends_with(NOT_NULL))
            && self.columns.len() == 1
    }
}

impl Column {
    /// The condition of its NOT NULL, as the dictionary has it.
    pub(crate) fn not_null(&self) -> ConstraintKind {
        ConstraintKind::Check { condition: format!("\"{}{NOT_NULL}", self.name) }
    }

    pub(crate) fn new(name: impl Into<String>, data_type: ColumnType) -> Self {
        Self {
            name: name.into(),
            data_type,
            nullable: true,
            default: None,
            default_on_null: false,
            identity: None,
            is_virtual: false,
            visibility: Visibility::Shown,
            comment: None,
        }
    }
}
