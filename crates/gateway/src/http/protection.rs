//! The headers that tell a browser what not to do with an answer.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue};

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// What no page of ours needs.
const NO_DEVICES: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), \
    gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

/// For answers that are no pages: nothing may run, load or be framed.
const NOTHING: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A year, without the domain's other hosts: they are not ours to speak for.
const ONE_YEAR: &str = "max-age=31536000";

/// Where the styles of a page come from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Styles {
    /// Files of ours alone.
    #[default]
    Files,
    /// Its scripts also add style elements, and give them the page's nonce.
    WithNonce,
    /// Its scripts also set style elements and attributes as they like.
    Inline,
}

/// What a page needs beyond the strict policy of [`Self::policy`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PageNeeds {
    /// Where its styles come from.
    pub(super) styles: Styles,
    /// It loads fonts of ours.
    pub(super) fonts: bool,
    /// It runs workers of ours.
    pub(super) workers: bool,
}

impl PageNeeds {
    /// The content security policy of a page whose script elements have this nonce. A script
    /// of ours may load its own parts; nothing else runs, whatever is injected into the page.
    pub(super) fn policy(self, nonce: &str) -> String {
        let styles = match self.styles {
            Styles::Files => String::new(),
            Styles::WithNonce => format!(" 'nonce-{nonce}'"),
            Styles::Inline => " 'unsafe-inline'".to_owned(),
        };
        let fonts = if self.fonts { "font-src 'self'; " } else { "" };
        let workers = if self.workers { "worker-src 'self'; " } else { "" };
        format!(
            "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; \
             style-src 'self'{styles}; img-src 'self' data:; connect-src 'self'; \
             {fonts}{workers}base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
    }
}

/// Adds what every answer has. A handler's own policy and caching stay; `secure` is whether
/// the client's connection is encrypted, and `host` what it calls this server.
pub(super) fn protect(headers: &mut HeaderMap, secure: bool, host: Option<&Authority>) {
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (X_FRAME_OPTIONS, "DENY"),
        (RESOURCE_POLICY, "same-origin"),
        (OPENER_POLICY, "same-origin"),
        (PERMISSIONS_POLICY, NO_DEVICES),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in [(CONTENT_SECURITY_POLICY, NOTHING), (CACHE_CONTROL, "no-store")] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // A browser would keep away from every other server on this machine that has no TLS.
    let local = host.is_some_and(|host| host.host().eq_ignore_ascii_case("localhost"));
    if secure && !local {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONE_YEAR));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_what_it_needs_and_no_more() {
        let strict = PageNeeds::default().policy("abc");
        assert_eq!(
            strict,
            "default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; style-src 'self'; \
             img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'"
        );
        let all = PageNeeds { styles: Styles::Inline, fonts: true, workers: true }.policy("abc");
        for part in ["style-src 'self' 'unsafe-inline';", "font-src 'self';", "worker-src 'self';"]
        {
            assert!(all.contains(part) && !strict.contains(part), "{part} in {all}");
        }
        let nonced = PageNeeds { styles: Styles::WithNonce, ..PageNeeds::default() }.policy("abc");
        assert!(nonced.contains("style-src 'self' 'nonce-abc';"), "{nonced}");
        for never in ["unsafe-eval", "script-src 'self'", "*", "http"] {
            assert!(!all.contains(never), "{never} in {all}");
        }
    }

    #[test]
    fn transport_security_is_for_encrypted_connections_to_hosts_with_a_name() {
        let told = |secure, host: &str| {
            let mut headers = HeaderMap::new();
            protect(&mut headers, secure, host.parse().ok().as_ref());
            headers.contains_key(STRICT_TRANSPORT_SECURITY)
        };
        assert!(told(true, "catalog.example.org"));
        assert!(!told(false, "catalog.example.org"));
        assert!(!told(true, "localhost:8443"));
    }

    #[test]
    fn a_handlers_own_policy_and_caching_stay() {
        let mut headers = HeaderMap::new();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public"));
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'self'"));
        protect(&mut headers, false, None);
        assert_eq!(headers[CACHE_CONTROL], "public");
        assert_eq!(headers[CONTENT_SECURITY_POLICY], "default-src 'self'");
        let mut bare = HeaderMap::new();
        protect(&mut bare, false, None);
        assert_eq!(
            (&bare[CACHE_CONTROL], &bare[CONTENT_SECURITY_POLICY]),
            (&HeaderValue::from_static("no-store"), &HeaderValue::from_static(NOTHING))
        );
    }
}
