//! What one client made of its own tables, as its log of writes says.

use std::collections::BTreeMap;

use uuid::Uuid;

/// From and to.
pub(super) type Pair = (Uuid, Uuid);

/// Numbers of changes by kind and operation, as history tells them.
pub(super) type Changes = BTreeMap<(&'static str, &'static str), usize>;

/// Who claims: a person, or a job named [`PROCESS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Manual,
    Sql,
}

/// The process of every claim that a job makes.
pub(super) const PROCESS: &str = "nightly.sql";

impl Origin {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Manual => "MANUAL",
            Self::Sql => "SQL",
        }
    }

    pub(super) fn process(self) -> Option<&'static str> {
        (self == Self::Sql).then_some(PROCESS)
    }

    pub(super) fn of(name: &str) -> Self {
        if name == "SQL" { Self::Sql } else { Self::Manual }
    }
}

/// A claim; its note is the key of the request that wrote it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) status: String,
    pub(super) note: String,
}

impl Claim {
    fn new(status: &str, note: &str) -> Self {
        Self { status: status.to_owned(), note: note.to_owned() }
    }
}

/// An edge with its claims, none of them twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) version: i32,
    pub(super) claims: BTreeMap<Origin, Claim>,
}

impl Edge {
    /// The person decides, and no job ever approves.
    pub(super) fn status(&self) -> &str {
        self.claims.get(&Origin::Manual).map_or("PROPOSED", |claim| &claim.status)
    }
}

/// What a request does.
#[derive(Clone, Debug)]
pub(super) enum Write {
    Claim(Vec<(Pair, Origin)>),
    Reword(Pair, Origin),
    Withdraw(Vec<(Pair, Origin)>),
    End(Vec<Pair>),
    Review(Vec<Pair>, &'static str),
    DeleteTable(Uuid),
}

/// The tables of one client, with their columns, and the edges at them; nobody else
/// writes any of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) tables: BTreeMap<Uuid, Vec<Uuid>>,
    pub(super) edges: BTreeMap<Pair, Edge>,
}

impl Piece {
    /// After a write under this key.
    pub(super) fn after(&self, key: &str, write: &Write) -> Self {
        let mut next = self.clone();
        match write {
            Write::Claim(claims) => {
                for (pair, origin) in claims {
                    let edge = next.edges.entry(*pair).or_default();
                    edge.version += 1;
                    let status = if *origin == Origin::Manual { "APPROVED" } else { "PROPOSED" };
                    edge.claims.insert(*origin, Claim::new(status, key));
                }
            }
            Write::Reword(pair, origin) => {
                let edge = next.edge(pair);
                edge.version += 1;
                edge.claims.get_mut(origin).expect("a claim").note = key.to_owned();
            }
            Write::Withdraw(claims) => {
                for (pair, origin) in claims {
                    let edge = next.edge(pair);
                    edge.version += 1;
                    edge.claims.remove(origin).expect("a claim");
                }
                next.edges.retain(|_, edge| !edge.claims.is_empty());
            }
            Write::End(pairs) => next.edges.retain(|pair, _| !pairs.contains(pair)),
            Write::Review(pairs, decision) => {
                for pair in pairs {
                    let edge = next.edge(pair);
                    edge.version += 1;
                    if *decision == "PROPOSED" && edge.claims.len() > 1 {
                        edge.claims.remove(&Origin::Manual).expect("a decision to take back");
                    } else {
                        edge.claims.insert(Origin::Manual, Claim::new(decision, key));
                    }
                }
            }
            Write::DeleteTable(table) => {
                let columns = next.tables.remove(table).expect("a table");
                let gone = |end| *table == end || columns.contains(&end);
                next.edges.retain(|(from, to), _| !gone(*from) && !gone(*to));
            }
        }
        next
    }

    fn edge(&mut self, pair: &Pair) -> &mut Edge {
        self.edges.get_mut(pair).expect("an edge")
    }

    /// What history must tell of the way from here to `next`.
    pub(super) fn changes_to(&self, next: &Self) -> Changes {
        let mut changes = Changes::new();
        let mut add = |kind, operation, number| {
            if number > 0 {
                *changes.entry((kind, operation)).or_default() += number;
            }
        };
        for (_, columns) in self.tables.iter().filter(|(id, _)| !next.tables.contains_key(*id)) {
            add("TABLE", "DELETED", 1);
            add("COLUMN", "DELETED", columns.len());
        }
        let (none, mut pairs) = (Edge::default(), Vec::new());
        pairs.extend(
            self.edges.keys().chain(next.edges.keys().filter(|p| !self.edges.contains_key(*p))),
        );
        for pair in pairs {
            let (old, new) = (self.edges.get(pair), next.edges.get(pair));
            add("EDGE", "CREATED", usize::from(old.is_none()));
            add("EDGE", "DELETED", usize::from(new.is_none()));
            let (old, new) = (&old.unwrap_or(&none).claims, &new.unwrap_or(&none).claims);
            let gone = old.keys().filter(|origin| !new.contains_key(origin)).count();
            let came = new.keys().filter(|origin| !old.contains_key(origin)).count();
            let other = new
                .iter()
                .filter(|(origin, claim)| old.get(origin).is_some_and(|before| before != *claim));
            add("ASSERTION", "DELETED", gone);
            add("ASSERTION", "CREATED", came);
            add("ASSERTION", "UPDATED", other.count());
        }
        changes
    }
}
