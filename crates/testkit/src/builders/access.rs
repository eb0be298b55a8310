//! Who may use the catalog.

use ariadne_domain::{
    ActorId, ApiToken, LinkPurpose, OneTimeLink, Person, Role, Session, Timestamp,
};
use ariadne_ports::{PasswordHash, SecretHash};
use uuid::Uuid;

use super::person;

const HOUR: i64 = 3_600_000_000;

/// An active person of this name to sign in with, at version 1, without a password.
pub fn somebody(id: Uuid, login: &str, role: Role, at: Timestamp) -> Person {
    Person {
        id: ActorId(id),
        login: login.to_owned(),
        name: login.to_owned(),
        role,
        active: true,
        has_password: false,
        identity: None,
        version: 1,
        created_at: at,
        updated_at: at,
        last_sign_in: None,
    }
}

/// A session that was opened at `at`; it ends after ten hours, or one without use.
pub fn session(id: Uuid, whose: ActorId, at: Timestamp) -> Session {
    Session {
        id: id.into(),
        person: whose,
        created_at: at,
        last_seen: at,
        expires: at.plus_micros(10 * HOUR),
        idle_until: at.plus_micros(HOUR),
        address: Some("192.0.2.7".to_owned()),
        user_agent: Some("Mozilla/5.0 (äöü)".to_owned()),
    }
}

/// A token that was made at `at` and lives for ten hours.
pub fn token(id: Uuid, owner: ActorId, at: Timestamp) -> ApiToken {
    ApiToken {
        id: ActorId(id),
        owner,
        name: "nightly load".to_owned(),
        role: Role::Editor,
        created_at: at,
        expires: Some(at.plus_micros(10 * HOUR)),
        revoked_at: None,
        last_used: None,
        last_used_from: None,
    }
}

/// A link that Ada made at `at`; it works for an hour.
pub fn link(id: Uuid, purpose: LinkPurpose, at: Timestamp) -> OneTimeLink {
    OneTimeLink {
        id: id.into(),
        purpose,
        created_by: person("Ada"),
        created_at: at,
        expires: at.plus_micros(HOUR),
    }
}

/// The hash of the secret number `number`.
pub fn secret(number: u8) -> SecretHash {
    SecretHash([number; 32])
}

/// What stands for the hash of a password.
pub fn password(text: &str) -> PasswordHash {
    PasswordHash(format!("$argon2id$v=19$m=8,t=1,p=1${text}"))
}
