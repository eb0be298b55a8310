//! A catalog to look at, and accounts to look at it with.

use crate::builder::TestServerBuilder;
use crate::catalog::{Catalog, ScriptError};
use crate::users::{LoginState, User};

const SCRIPTS: [&str; 4] = [
    include_str!("hr.sql"),
    include_str!("oe.sql"),
    include_str!("sh.sql"),
    include_str!("odd.sql"),
];

/// The most bytes of a comment.
const LONGEST_COMMENT: usize = 4000;

/// Tables too large to be written by hand: one of a thousand columns, one with comments as long as
/// the database allows.
fn large_ones() -> String {
    let columns: Vec<String> = (1..=1000).map(|number| format!("c{number:04} number")).collect();
    let comment = |word: &str| word.repeat(LONGEST_COMMENT / word.len());
    format!(
        "alter session set current_schema = \"Odd Ones\";\n\
         create table wide ({});\n\
         create table talkative (id number, text varchar2(10));\n\
         comment on table talkative is '{}';\n\
         comment on column talkative.text is '{}';\n\
         grant select on wide to APP;\n\
         grant select on talkative to APP;\n",
        columns.join(", "),
        comment("words "),
        comment("ß"),
    )
}

impl Catalog {
    /// The demo catalog: the schemas `HR`, `OE` and `SH`, modelled on well-known sample schemas,
    /// and `"Odd Ones"`, whose names and objects are as unusual as the database allows.
    pub fn demo() -> Self {
        Self::scripted().expect("the demo's scripts are tested")
    }

    fn scripted() -> Result<Self, ScriptError> {
        let mut catalog = Self::new();
        for script in SCRIPTS {
            catalog.run(script)?;
        }
        catalog.run(&large_ones())?;
        Ok(catalog)
    }
}

impl TestServerBuilder {
    /// The demo catalog with its accounts. The password of each is its name in lower case and
    /// `-secret`, such as `app-secret`.
    ///
    /// | account | sees |
    /// |---|---|
    /// | `APP` | what was granted to it: `HR`, `OE`, `SH` and `"Odd Ones"`, but for some tables |
    /// | `HR`, `OE`, `SH` | what it owns |
    /// | `NOBODY` | nothing |
    /// | `LOCKED`, `EXPIRED`, `NOSESSION` | the refusal of its login |
    #[must_use]
    pub fn demo(self) -> Self {
        let mut builder = self.catalog(Catalog::demo());
        for (name, state) in [
            ("APP", LoginState::Open),
            ("HR", LoginState::Open),
            ("OE", LoginState::Open),
            ("SH", LoginState::Open),
            ("NOBODY", LoginState::Open),
            ("LOCKED", LoginState::Locked),
            ("EXPIRED", LoginState::Expired),
            ("NOSESSION", LoginState::NoCreateSession),
        ] {
            let password = format!("{}-secret", name.to_lowercase());
            builder = builder.account(User::new(name, password).state(state));
        }
        builder
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scripts_are_right() {
        for script in SCRIPTS {
            assert!(script.len() > 1000);
        }
        assert_eq!(Catalog::scripted().map(drop), Ok(()));
    }
}
