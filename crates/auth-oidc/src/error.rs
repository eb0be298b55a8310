//! What fails, in sentences that say what to do. None holds a code, a token or a secret.

use ariadne_ports::{Error, ErrorKind};
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, StandardErrorResponse,
    UserInfoError,
};

use crate::http::Fault;

/// How much of a provider's own words is shown, in characters.
const MOST_WORDS: usize = 200;

/// Ends a sentence about a sign-in that does not count.
const AGAIN: &str = "Begin to sign in again.";

/// Printable ASCII alone, and not much of it: the words come from outside.
fn words(text: &str) -> String {
    let printable = text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ');
    printable.take(MOST_WORDS).collect()
}

/// A sign-in that does not count.
pub(crate) fn refused(operation: &'static str, why: &str) -> Error {
    Error::new(ErrorKind::Unauthenticated, operation, format!("{why} {AGAIN}"))
}

fn unreachable(operation: &'static str, title: &str, fault: Fault) -> Error {
    let message = format!(
        "{title} cannot be asked: {fault}. Try again in a while; if it stays so, an administrator should see whether this server can reach it."
    );
    Error::new(ErrorKind::Unavailable, operation, message).with_source(fault)
}

fn misunderstood(operation: &'static str, title: &str, what: &str) -> Error {
    let message = format!(
        "{title} answered something else than a provider of OpenID Connect does: {what}. An administrator should check the issuer in the settings."
    );
    Error::new(ErrorKind::Unavailable, operation, message)
}

/// An endpoint that everybody in between could read.
pub(crate) fn unsafe_endpoint(title: &str, name: &str) -> Error {
    misunderstood("auth_oidc.discover", title, &format!("its {name} is no https address"))
}

/// An endpoint that is not there.
pub(crate) fn no_endpoint(operation: &'static str, title: &str, name: &str) -> Error {
    misunderstood(operation, title, &format!("it has no {name}"))
}

/// Its description or its keys could not be had.
pub(crate) fn discovery(title: &str, error: DiscoveryError<Fault>) -> Error {
    const OPERATION: &str = "auth_oidc.discover";
    let what = match error {
        DiscoveryError::Request(fault) => return unreachable(OPERATION, title, fault),
        DiscoveryError::Response(status, ..) if status.is_server_error() => {
            let message = format!("{title} is out of order ({status}). Try again in a while.");
            return Error::new(ErrorKind::Unavailable, OPERATION, message);
        }
        DiscoveryError::Response(status, ..) => format!("its description is not there ({status})"),
        DiscoveryError::Validation(reason) => words(&reason),
        DiscoveryError::Parse(error) => {
            format!("its description cannot be read at {}", words(&error.path().to_string()))
        }
        _ => "its description cannot be read".to_owned(),
    };
    misunderstood(OPERATION, title, &what)
}

/// The code bought no token. What the provider sent is not kept: it may hold tokens.
pub(crate) fn token(
    title: &str,
    error: RequestTokenError<Fault, StandardErrorResponse<CoreErrorResponseType>>,
) -> Error {
    const OPERATION: &str = "auth_oidc.token";
    let answer = match error {
        RequestTokenError::Request(fault) => return unreachable(OPERATION, title, fault),
        RequestTokenError::ServerResponse(answer) => answer,
        RequestTokenError::Parse(error, _) => {
            let what = format!("its token cannot be read at {}", words(&error.path().to_string()));
            return misunderstood(OPERATION, title, &what);
        }
        RequestTokenError::Other(_) => return misunderstood(OPERATION, title, "there is no token"),
    };
    let said = answer.error_description().map_or(String::new(), |text| format!(": {text}"));
    let said = words(&format!("{}{said}", answer.error().as_ref()));
    match answer.error() {
        CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
            let message = format!(
                "{title} does not know this catalog ({said}). An administrator should check the client id and the client secret in the settings."
            );
            Error::new(ErrorKind::Internal, OPERATION, message)
        }
        CoreErrorResponseType::InvalidGrant => {
            refused(OPERATION, "This sign-in was used already, or it took too long.")
                .with_context("provider", said)
        }
        _ => refused(OPERATION, &format!("{title} refused the sign-in ({said}).")),
    }
}

/// The token is not good. The sentences of the library may quote it, so ours stand here.
pub(crate) fn claims(title: &str, error: &ClaimsVerificationError) -> Error {
    use ClaimsVerificationError as Claims;
    let why = match error {
        Claims::Expired(_) => {
            format!(
                "What {title} confirmed has expired; if it stays so, the clocks of the two servers differ."
            )
        }
        Claims::InvalidAudience(_) => format!("What {title} confirmed is for another client."),
        Claims::InvalidIssuer(_) => format!("What was confirmed is not by {title}."),
        Claims::InvalidNonce(_) => format!("What {title} confirmed is of another sign-in."),
        Claims::InvalidSubject(_) => format!("What {title} says is of somebody else."),
        Claims::SignatureVerification(_) => {
            format!("What was confirmed is not signed by {title}.")
        }
        _ => format!("What {title} confirmed cannot be read."),
    };
    refused("auth_oidc.verify", &why)
}

/// Userinfo could not be had. What it said is not kept.
pub(crate) fn user_info(title: &str, error: UserInfoError<Fault>) -> Error {
    const OPERATION: &str = "auth_oidc.user_info";
    match error {
        UserInfoError::Request(fault) => unreachable(OPERATION, title, fault),
        UserInfoError::ClaimsVerification(error) => claims(title, &error),
        UserInfoError::Response(status, ..) => {
            misunderstood(OPERATION, title, &format!("its userinfo is not there ({status})"))
        }
        _ => misunderstood(OPERATION, title, "its userinfo cannot be read"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others_are_short_and_printable() {
        assert_eq!(words("a\u{1b}[31m<b>\n\u{202e}ü"), "a[31m<b>");
        assert_eq!(words(&"x".repeat(1_000)).len(), MOST_WORDS);
    }

    #[test]
    fn a_refusal_says_what_the_provider_said_and_no_more() {
        let description = Some(format!("no\r\n{}", "y".repeat(5_000)));
        let answer = |kind| StandardErrorResponse::new(kind, description.clone(), None);
        let error = token(
            "Keycloak",
            RequestTokenError::ServerResponse(answer(CoreErrorResponseType::InvalidScope)),
        );
        assert_eq!(error.kind(), ErrorKind::Unauthenticated);
        let shown = error.to_string();
        assert!(shown.contains("invalid_scope: noyyy") && shown.len() < 400, "{shown}");
        let error = token(
            "Keycloak",
            RequestTokenError::ServerResponse(answer(CoreErrorResponseType::InvalidClient)),
        );
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert!(error.to_string().contains("client secret"), "{error}");
    }
}
