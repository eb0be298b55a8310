//! Hosts as a person types them: host, host:port, [ipv6]:port, and nothing else.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use ariadne_domain::{Value, Violation};

/// The port of a `MongoDB` server that names none.
pub(crate) const DEFAULT_PORT: u16 = 27_017;

/// The most hosts a source may list.
pub(crate) const MAX_HOSTS: usize = 50;

/// A host and its port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Host {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    pub(crate) name: String,
    pub(crate) port: u16,
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.contains(':') {
            write!(f, "[{}]:{}", self.name, self.port)
        } else {
            write!(f, "{}:{}", self.name, self.port)
        }
    }
}

/// Reads the hosts of the settings; what is wrong with them goes to `violations`.
pub(crate) fn read_hosts(
    settings: &Value,
    srv: bool,
    direct: bool,
    violations: &mut Vec<Violation>,
) -> Vec<Host> {
    let mut wrong = |message: String| {
        violations.push(Violation::new(["settings", "hosts"], "INVALID", message));
    };
    let texts: Vec<&str> = settings
        .get("hosts")
        .and_then(Value::as_array)
        .map(|items| items.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    if texts.is_empty() {
        wrong("At least one host is needed.".to_owned());
    }
    if texts.len() > MAX_HOSTS {
        wrong(format!("At most {MAX_HOSTS} hosts."));
        return Vec::new();
    }
    let mut hosts: Vec<Host> = Vec::new();
    for text in &texts {
        match read_host(text, srv) {
            Ok(host) if hosts.contains(&host) => wrong(format!("{host} is listed twice.")),
            Ok(host) => hosts.push(host),
            Err(why) => wrong(why),
        }
    }
    if srv && texts.len() > 1 {
        wrong("An SRV look-up takes exactly one host.".to_owned());
    }
    if direct && texts.len() > 1 {
        wrong("A direct connection takes exactly one host.".to_owned());
    }
    if direct && srv {
        violations.push(Violation::new(
            ["settings", "direct"],
            "INVALID",
            "A direct connection needs a host and cannot be combined with an SRV look-up.",
        ));
    }
    hosts
}

/// Reads `host`, `host:port` or `[ipv6]:port`.
fn read_host(text: &str, srv: bool) -> Result<Host, String> {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(80).collect();
    if text.contains("://") {
        // it may hold a password: nothing of it is repeated
        return Err(
            "This is a connection string; enter the host alone, and the rest in its own fields."
                .to_owned(),
        );
    }
    if let Some(c) = text.chars().find(|c| c.is_control() || c.is_whitespace()) {
        return Err(format!("A host cannot contain {}.", spell(c)));
    }
    if text.contains('@') {
        // what stands before the @ may be a password: it is not repeated
        return Err(
            "A host cannot contain `@`; the user name and the password have their own fields."
                .to_owned(),
        );
    }
    if let Some(c) = text.chars().find(|c| matches!(c, '/' | '\\' | '?' | '#' | ',')) {
        return Err(format!(
            "`{shown}` contains `{c}`; enter host or host:port, each host on its own."
        ));
    }
    let (name, port) = split_port(text, &shown)?;
    let port = match port {
        None => DEFAULT_PORT,
        Some(_) if srv => {
            return Err(format!(
                "`{shown}`: an SRV look-up takes a host without a port, the record names the ports."
            ));
        }
        Some(digits) => read_port(digits, &shown)?,
    };
    let is_address = name.parse::<Ipv4Addr>().is_ok() || name.parse::<Ipv6Addr>().is_ok();
    if srv && (is_address || !name.trim_end_matches('.').contains('.')) {
        return Err(format!(
            "`{shown}` cannot have SRV records; enter a full host name such as cluster0.example.net."
        ));
    }
    if !is_address && !is_host_name(name) {
        return Err(format!(
            "`{shown}` is not a host name. Letters, digits, hyphens, underscores and dots are allowed; write international names in their xn-- form."
        ));
    }
    Ok(Host { name: name.to_owned(), port })
}

fn split_port<'a>(text: &'a str, shown: &str) -> Result<(&'a str, Option<&'a str>), String> {
    if let Some(rest) = text.strip_prefix('[') {
        let (name, tail) = rest.split_once(']').ok_or_else(|| {
            format!("`{shown}`: the bracket around the IPv6 address is not closed.")
        })?;
        if name.parse::<Ipv6Addr>().is_err() {
            return Err(format!("`{shown}`: there is no IPv6 address between the brackets."));
        }
        return match tail.strip_prefix(':') {
            Some(port) => Ok((name, Some(port))),
            None if tail.is_empty() => Ok((name, None)),
            None => {
                Err(format!("`{shown}`: after the bracket comes a colon and the port, or nothing."))
            }
        };
    }
    if text.parse::<Ipv6Addr>().is_ok() {
        return Err(format!("`{shown}`: write an IPv6 address in brackets, [::1] or [::1]:27017."));
    }
    match text.split_once(':') {
        None => Ok((text, None)),
        Some((_, port)) if port.contains(':') => Err(format!("`{shown}` has more than one port.")),
        Some((name, port)) => Ok((name, Some(port))),
    }
}

fn read_port(digits: &str, shown: &str) -> Result<u16, String> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match digits.parse::<u16>() {
        Ok(port) if port > 0 && all_digits => Ok(port),
        _ => Err(format!("`{shown}`: a port is a number from 1 to 65535.")),
    }
}

fn is_host_name(name: &str) -> bool {
    let labels = name.strip_suffix('.').unwrap_or(name);
    name.len() <= 253
        && !labels.is_empty()
        && labels.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

/// A character as a sentence names it.
pub(crate) fn spell(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        c => format!("`{c}`"),
    }
}
