//! People.

use crate::names::{NameOrigin, check_characters};
use crate::{ActorId, Role, Timestamp, Violation, fold};

/// The longest name to sign in with, in characters: that of an e-mail address (RFC 5321).
pub const MAX_LOGIN: usize = 254;

/// The longest display name of a person, in characters.
pub const MAX_PERSON_NAME: usize = 200;

/// The shortest password, in characters. NIST SP 800-63B asks for 8 at least, and for no
/// rules of composition.
pub const MIN_PASSWORD: usize = 10;

/// The longest password, in characters; hashing costs by length.
pub const MAX_PASSWORD: usize = 1_024;

/// How a provider of identities knows a person (`iss` and `sub` of OpenID Connect).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExternalIdentity {
    /// The provider.
    pub issuer: String,
    /// The person at this provider.
    pub subject: String,
}

/// Somebody who can sign in. Nobody is ever deleted, because history names him; who may
/// not sign in any more is made inactive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// His id; as an actor too.
    pub id: ActorId,
    /// What he types to sign in; compared folded, unique.
    pub login: String,
    /// What others see.
    pub name: String,
    /// What he may do.
    pub role: Role,
    /// Whether he may sign in, and his tokens work.
    pub active: bool,
    /// Whether he has a password.
    pub has_password: bool,
    /// How a provider of identities knows him.
    pub identity: Option<ExternalIdentity>,
    /// Raised by every change.
    pub version: u32,
    /// When he was made.
    pub created_at: Timestamp,
    /// When he was last changed.
    pub updated_at: Timestamp,
    /// When he last signed in.
    pub last_sign_in: Option<Timestamp>,
}

/// Checks a name to sign in with: 1 to [`MAX_LOGIN`] characters, no white space, no
/// control characters.
pub fn check_login(field: &str, login: &str) -> Option<Violation> {
    if login.is_empty() {
        let message = "Enter a name to sign in with, such as an e-mail address.";
        return Some(Violation::new([field], "REQUIRED", message));
    }
    if login.chars().any(char::is_whitespace) {
        let message = "A name to sign in with has no spaces.";
        return Some(Violation::new([field], "INVALID", message));
    }
    check_characters(field, login, MAX_LOGIN, NameOrigin::Typed, false)
}

/// Checks what others see: 1 to [`MAX_PERSON_NAME`] characters, not only white space.
pub fn check_person_name(field: &str, name: &str) -> Option<Violation> {
    if name.trim().is_empty() {
        return Some(Violation::new([field], "REQUIRED", "Enter a name."));
    }
    check_characters(field, name, MAX_PERSON_NAME, NameOrigin::Typed, false)
}

/// Checks a new password: [`MIN_PASSWORD`] to [`MAX_PASSWORD`] characters, more than two
/// different ones, and not the name to sign in with or the display name.
pub fn check_password(field: &str, password: &str, login: &str, name: &str) -> Option<Violation> {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        let message = format!("A password has at least {MIN_PASSWORD} characters.");
        return Some(Violation::new([field], "TOO_SHORT", message));
    }
    if length > MAX_PASSWORD {
        let message = format!("A password has at most {MAX_PASSWORD} characters.");
        return Some(Violation::new([field], "TOO_LONG", message));
    }
    let folded = fold(password);
    let mut different: Vec<char> = folded.chars().collect();
    different.sort_unstable();
    different.dedup();
    // What is too long for a name is refused as one, and costs much to fold.
    let is = |name: &str, most| name.chars().count() <= most && folded == fold(name);
    if different.len() < 3 || is(login, MAX_LOGIN) || is(name, MAX_PERSON_NAME) {
        let message = "Everybody would try this password first. Take another one.";
        return Some(Violation::new([field], "TOO_EASY", message));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(violation: Option<Violation>) -> Option<String> {
        violation.map(|v| v.code.to_string())
    }

    #[test]
    fn names_to_sign_in_with_are_typed_easily() {
        assert_eq!(check_login("login", "ada@example.org"), None);
        assert_eq!(code(check_login("login", "")).as_deref(), Some("REQUIRED"));
        assert_eq!(code(check_login("login", "ada lovelace")).as_deref(), Some("INVALID"));
        assert_eq!(code(check_login("login", &"a".repeat(255))).as_deref(), Some("TOO_LONG"));
        assert!(check_login("login", "ada\u{7}").is_some());
    }

    #[test]
    fn easy_passwords_are_refused() {
        let check =
            |password: &str| code(check_password("p", password, "ada.lovelace", "Ada Byron"));
        assert_eq!(check("correct horse battery"), None);
        assert_eq!(check("短い").as_deref(), Some("TOO_SHORT"));
        assert_eq!(check("abababababab").as_deref(), Some("TOO_EASY"));
        assert_eq!(check("ADA.Lovelace").as_deref(), Some("TOO_EASY"));
        assert_eq!(check(&"ab c".repeat(300)).as_deref(), Some("TOO_LONG"));
    }
}
