//! People, sessions, tokens and one-time links.

use ariadne_domain::{
    ActorId, ApiToken, ExternalIdentity, LinkId, LinkPurpose, OneTimeLink, Person, Role, Session,
    SessionId, Timestamp, filter_text,
};
use ariadne_ports::SecretHash;

use super::actor::actor;
use super::document::{Corrupt, word};
use super::keys::{external_hash, name_hash, order_key};
use crate::entities::{api_token, one_time_link, person, session};

pub(crate) fn person_row(person: &Person, has_password: bool) -> person::Model {
    let identity = person.identity.as_ref();
    person::Model {
        id: person.id.0,
        login: person.login.clone(),
        login_hash: name_hash(&person.login),
        name: person.name.clone(),
        order_key: order_key(&person.name),
        filter_text: filter_text([Some(person.login.as_str()), Some(person.name.as_str())]),
        role: person.role.as_str().to_owned(),
        is_active: person.active,
        has_password,
        issuer: identity.map(|identity| identity.issuer.clone()),
        subject: identity.map(|identity| identity.subject.clone()),
        identity_hash: identity.map(external_hash),
        version: person.version.cast_signed(),
        created_at: person.created_at.0,
        updated_at: person.updated_at.0,
        last_sign_in: person.last_sign_in.map(|at| at.0),
    }
}

pub(crate) fn person_of(row: person::Model) -> Result<Person, Corrupt> {
    let identity = match (row.issuer, row.subject) {
        (Some(issuer), Some(subject)) => Some(ExternalIdentity { issuer, subject }),
        (None, None) => None,
        _ => return Err(Corrupt::new("identity", "half of it is missing")),
    };
    Ok(Person {
        id: ActorId(row.id),
        login: row.login,
        name: row.name,
        role: word("role", &row.role, Role::from_name)?,
        active: row.is_active,
        has_password: row.has_password,
        identity,
        version: row.version.cast_unsigned(),
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        last_sign_in: row.last_sign_in.map(Timestamp),
    })
}

pub(crate) fn session_row(session: &Session, secret: SecretHash) -> session::Model {
    session::Model {
        id: session.id.0,
        secret: secret.0.to_vec(),
        person_id: session.person.0,
        created_at: session.created_at.0,
        last_seen: session.last_seen.0,
        expires: session.expires.0,
        idle_until: session.idle_until.0,
        address: session.address.clone(),
        user_agent: session.user_agent.clone(),
    }
}

pub(crate) fn session_of(row: session::Model) -> Session {
    Session {
        id: SessionId(row.id),
        person: ActorId(row.person_id),
        created_at: Timestamp(row.created_at),
        last_seen: Timestamp(row.last_seen),
        expires: Timestamp(row.expires),
        idle_until: Timestamp(row.idle_until),
        address: row.address,
        user_agent: row.user_agent,
    }
}

pub(crate) fn token_row(token: &ApiToken, secret: SecretHash) -> api_token::Model {
    api_token::Model {
        id: token.id.0,
        secret: secret.0.to_vec(),
        owner_id: token.owner.0,
        name: token.name.clone(),
        role: token.role.as_str().to_owned(),
        created_at: token.created_at.0,
        expires: token.expires.map(|at| at.0),
        revoked_at: token.revoked_at.map(|at| at.0),
        last_used: token.last_used.map(|at| at.0),
        last_used_from: token.last_used_from.clone(),
    }
}

pub(crate) fn token_of(row: api_token::Model) -> Result<ApiToken, Corrupt> {
    Ok(ApiToken {
        id: ActorId(row.id),
        owner: ActorId(row.owner_id),
        name: row.name,
        role: word("role", &row.role, Role::from_name)?,
        created_at: Timestamp(row.created_at),
        expires: row.expires.map(Timestamp),
        revoked_at: row.revoked_at.map(Timestamp),
        last_used: row.last_used.map(Timestamp),
        last_used_from: row.last_used_from,
    })
}

pub(crate) fn link_row(link: &OneTimeLink, secret: SecretHash) -> one_time_link::Model {
    let (role, login, name, person) = match &link.purpose {
        LinkPurpose::FirstAdmin => (None, None, None, None),
        LinkPurpose::Invite { role, login, name } => {
            (Some(role.as_str().to_owned()), login.clone(), name.clone(), None)
        }
        LinkPurpose::Reset { person } => (None, None, None, Some(person.0)),
    };
    one_time_link::Model {
        id: link.id.0,
        secret: secret.0.to_vec(),
        purpose: link.purpose.as_str().to_owned(),
        role,
        login,
        name,
        person_id: person,
        actor_id: link.created_by.id.0,
        actor_name: link.created_by.name.clone(),
        actor_kind: link.created_by.kind.as_str().to_owned(),
        created_at: link.created_at.0,
        expires: link.expires.0,
    }
}

pub(crate) fn link_of(row: one_time_link::Model) -> Result<OneTimeLink, Corrupt> {
    let purpose = match (row.purpose.as_str(), row.role, row.person_id) {
        ("FIRST_ADMIN", None, None) => LinkPurpose::FirstAdmin,
        ("INVITE", Some(role), None) => LinkPurpose::Invite {
            role: word("role", &role, Role::from_name)?,
            login: row.login,
            name: row.name,
        },
        ("RESET", None, Some(person)) => LinkPurpose::Reset { person: ActorId(person) },
        (purpose, ..) => return Err(Corrupt::new("link", purpose)),
    };
    Ok(OneTimeLink {
        id: LinkId(row.id),
        purpose,
        created_by: actor(row.actor_id, row.actor_name, &row.actor_kind)?,
        created_at: Timestamp(row.created_at),
        expires: Timestamp(row.expires),
    })
}
