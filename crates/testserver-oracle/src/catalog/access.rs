//! Who may see what.

use std::collections::{BTreeMap, BTreeSet};

/// The grantee that stands for everybody.
const PUBLIC: &str = "PUBLIC";

/// Privileges on objects and on all of the database.
#[derive(Debug, Clone, Default)]
pub(crate) struct Access {
    /// By owner and name: who was granted what.
    objects: BTreeMap<(String, String), BTreeSet<(String, String)>>,
    /// By grantee.
    system: BTreeMap<String, BTreeSet<String>>,
}

impl Access {
    /// Whether an account knows that an object is there: any privilege on it will do.
    pub(crate) fn sees(&self, user: &str, owner: &str, name: &str) -> bool {
        self.reads_all(user) || self.is_granted(user, owner, name, |_| true)
    }

    /// Whether an account may select from an object.
    pub(crate) fn reads(&self, user: &str, owner: &str, name: &str) -> bool {
        let reading = |privilege: &str| matches!(privilege, "SELECT" | "READ" | "ALL");
        self.reads_all(user) || self.is_granted(user, owner, name, reading)
    }

    fn reads_all(&self, user: &str) -> bool {
        self.has(user, "SELECT ANY TABLE") || self.has(user, "READ ANY TABLE")
    }

    fn is_granted(
        &self,
        user: &str,
        owner: &str,
        name: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> bool {
        let grants = self.objects.get(&(owner.to_owned(), name.to_owned()));
        grants.into_iter().flatten().any(|(to, privilege)| {
            (to == user || to == PUBLIC)
                && wanted(privilege.trim_end_matches("PRIVILEGES").trim_end())
        })
    }

    fn has(&self, user: &str, privilege: &str) -> bool {
        [user, PUBLIC]
            .iter()
            .any(|grantee| self.system.get(*grantee).is_some_and(|all| all.contains(privilege)))
    }

    pub(crate) fn grant(&mut self, privilege: &str, object: Option<(&str, &str)>, to: &str) {
        match object {
            Some((owner, name)) => self
                .objects
                .entry((owner.to_owned(), name.to_owned()))
                .or_default()
                .insert((to.to_owned(), privilege.to_owned())),
            None => self.system.entry(to.to_owned()).or_default().insert(privilege.to_owned()),
        };
    }

    pub(crate) fn revoke(&mut self, privilege: &str, object: Option<(&str, &str)>, from: &str) {
        match object {
            Some((owner, name)) => {
                if let Some(all) = self.objects.get_mut(&(owner.to_owned(), name.to_owned())) {
                    all.retain(|(to, one)| to != from || one != privilege);
                }
            }
            None => {
                if let Some(all) = self.system.get_mut(from) {
                    all.remove(privilege);
                }
            }
        }
    }

    /// Forgets the grants on an object that is dropped.
    pub(crate) fn forget(&mut self, owner: &str, name: &str) {
        self.objects.remove(&(owner.to_owned(), name.to_owned()));
    }

    /// Owner, object, grantee and privilege of each grant on an object.
    pub(crate) fn on_objects(&self) -> impl Iterator<Item = [&str; 4]> {
        self.objects.iter().flat_map(|((owner, name), grants)| {
            grants.iter().map(move |(to, privilege)| {
                [owner.as_str(), name.as_str(), to.as_str(), privilege.as_str()]
            })
        })
    }

    /// What an account may do in all of the database.
    pub(crate) fn system(&self, user: &str) -> BTreeSet<&str> {
        let of = |grantee: &str| self.system.get(grantee).into_iter().flatten().map(String::as_str);
        let mut all: BTreeSet<&str> = of(user).chain(of(PUBLIC)).collect();
        all.insert("CREATE SESSION");
        all
    }
}
