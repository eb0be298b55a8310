//! Claims to a person.

use ariadne_domain::ExternalIdentity;
use ariadne_ports::ExternalPerson;
use openidconnect::core::{CoreGenderClaim, CoreIdTokenClaims};
use openidconnect::{
    EmptyAdditionalClaims, EndUserEmail, EndUserName, EndUserUsername, LocalizedClaim,
    UserInfoClaims,
};

/// Claims beside those of the ID token.
pub(crate) type MoreClaims = UserInfoClaims<EmptyAdditionalClaims, CoreGenderClaim>;

/// The address counts only when the provider says that it verified it: else anybody could
/// claim another's.
fn verified(email: Option<&EndUserEmail>, verified: Option<bool>) -> Option<String> {
    email.filter(|_| verified == Some(true)).map(|email| email.as_str().to_owned())
}

/// The name without a language, else the first there is; else the name to sign in with.
fn name(
    name: Option<&LocalizedClaim<EndUserName>>,
    username: Option<&EndUserUsername>,
) -> Option<String> {
    let full = name
        .and_then(|names| names.get(None).or_else(|| names.iter().next().map(|(_, name)| name)));
    let full = full.map(|name| name.as_str()).filter(|name| !name.trim().is_empty());
    full.or(username.map(|name| name.as_str())).map(str::to_owned)
}

/// Whether the provider may know more than the ID token says.
pub(crate) fn lacks_email(claims: &CoreIdTokenClaims) -> bool {
    claims.email().is_none()
}

/// The person of an ID token, and of what userinfo says of the same one.
pub(crate) fn person(claims: &CoreIdTokenClaims, more: Option<&MoreClaims>) -> ExternalPerson {
    let identity = ExternalIdentity {
        issuer: claims.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
    };
    let own = verified(claims.email(), claims.email_verified());
    let asked = || more.and_then(|more| verified(more.email(), more.email_verified()));
    let own_name = name(claims.name(), claims.preferred_username());
    let asked_name = || more.and_then(|more| name(more.name(), more.preferred_username()));
    ExternalPerson {
        identity,
        verified_email: own.or_else(asked),
        name: own_name.or_else(asked_name),
    }
}
