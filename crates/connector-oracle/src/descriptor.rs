//! The connect descriptor: built from checked parts, never taken as text.

use std::fmt;
use std::net::IpAddr;

use crate::names;

/// The most characters of a service name.
const MAX_SERVICE: usize = 250;

/// The most characters of a SID.
const MAX_SID: usize = 64;

/// Where a listener is: a name of letters, digits, `-`, `.` and `_`, or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Name(String),
    Address(IpAddr),
}

impl Host {
    /// The host, or why it cannot be one.
    pub(crate) fn parse(typed: &str) -> Result<Self, String> {
        let bare = typed.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(typed);
        if let Ok(address) = bare.parse::<IpAddr>() {
            return Ok(Self::Address(address));
        }
        if typed.len() > 253 {
            return Err("A host name has at most 253 characters.".to_owned());
        }
        let odd =
            typed.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')));
        match odd {
            Some(':') => Err("Enter the host alone; the port has a setting of its own, and so has the service name.".to_owned()),
            Some(c) => Err(format!("A host name cannot contain {}. Connect strings are not accepted: each part has a setting of its own.", names::spell(c))),
            None if typed.starts_with(['-', '.']) || typed.contains("..") => {
                Err("A host name consists of labels with single dots between them.".to_owned())
            }
            None => Ok(Self::Name(typed.to_owned())),
        }
    }

    /// `host:port`, as a person reads it.
    pub(crate) fn with_port(&self, port: u16) -> String {
        match self {
            Self::Address(IpAddr::V6(address)) => format!("[{address}]:{port}"),
            other => format!("{other}:{port}"),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Address(address) => write!(f, "{address}"),
        }
    }
}

/// What a listener is asked for: characters that mean something in a descriptor cannot
/// be in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Service(String),
    Sid(String),
}

impl Target {
    /// A service, or why it cannot be one.
    pub(crate) fn service(typed: &str) -> Result<Self, String> {
        check(typed, "A service name", MAX_SERVICE, |c| matches!(c, '.' | '-' | '_' | '$' | '#'))?;
        Ok(Self::Service(typed.to_owned()))
    }

    /// A SID, or why it cannot be one.
    pub(crate) fn sid(typed: &str) -> Result<Self, String> {
        check(typed, "A SID", MAX_SID, |c| matches!(c, '_' | '$' | '#'))?;
        Ok(Self::Sid(typed.to_owned()))
    }

    /// `service ORCL` or `SID ORCL`, as a person reads it.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Service(name) => format!("service {name}"),
            Self::Sid(name) => format!("SID {name}"),
        }
    }
}

fn check(typed: &str, what: &str, most: usize, also: impl Fn(char) -> bool) -> Result<(), String> {
    if typed.len() > most {
        return Err(format!("{what} has at most {most} characters."));
    }
    match typed.chars().find(|c| !(c.is_ascii_alphanumeric() || also(*c))) {
        Some(c) => Err(format!(
            "{what} cannot contain {}. Connect strings are not accepted: each part has a setting of its own.",
            names::spell(c)
        )),
        None => Ok(()),
    }
}

/// The descriptor for `target` at this place.
///
/// `RETRY_DELAY=0`: the thin driver waits that long, one second by default, after the
/// last failed attempt too.
pub(crate) fn descriptor(protocol: &str, host: &Host, port: u16, target: &Target) -> String {
    let asked = match target {
        Target::Service(name) => format!("(SERVICE_NAME={name})"),
        Target::Sid(name) => format!("(SID={name})"),
    };
    format!(
        "(DESCRIPTION=(RETRY_COUNT=0)(RETRY_DELAY=0)(ADDRESS=(PROTOCOL={protocol})(HOST={host})(PORT={port}))(CONNECT_DATA={asked}))"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_descriptor_has_its_parts() {
        let host = Host::Name("db.example.com".to_owned());
        let service = Target::service("sales.example.com").unwrap();
        assert_eq!(
            descriptor("tcp", &host, 1521, &service),
            "(DESCRIPTION=(RETRY_COUNT=0)(RETRY_DELAY=0)(ADDRESS=(PROTOCOL=tcp)(HOST=db.example.com)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=sales.example.com)))"
        );
        let six = Host::Address("::1".parse().unwrap());
        assert_eq!(six.with_port(1521), "[::1]:1521");
        assert!(
            descriptor("tcps", &six, 2484, &Target::sid("ORCL").unwrap())
                .contains("(HOST=::1)(PORT=2484))(CONNECT_DATA=(SID=ORCL))")
        );
    }

    #[test]
    fn nothing_that_means_something_gets_in() {
        for bad in ["a)(b", "a=b", "a b", "a\"b", "a'b", "a\\b", "a/b", "a\nb", "a\0b", "é", "a,b"]
        {
            assert!(Target::service(bad).is_err(), "{bad:?}");
            assert!(Target::sid(bad).is_err(), "{bad:?}");
        }
        assert!(Target::sid("a.b").is_err());
        assert!(Target::service(&"x".repeat(251)).is_err());
        assert!(Target::sid(&"x".repeat(65)).is_err());
        for good in ["XE", "orclpdb1.example.com", "abc_high.adb.oraclecloud.com", "A$B#1-x"] {
            assert!(Target::service(good).is_ok(), "{good}");
        }
    }
}
