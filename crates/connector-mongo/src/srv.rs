//! The hosts and options that a deployment's SRV and TXT records name.
//!
//! The driver can look them up too, but it asks the system's name servers only, drops the
//! authentication database of the TXT record when the login is not part of a connection
//! string, and compares domains by upper and lower case. What it could do beyond this, to
//! follow records that change, is of no use to a client that lives for one call.

use std::borrow::Cow;
#[cfg(test)]
use std::net::SocketAddr;
use std::time::Duration;

use ariadne_ports::Deadline;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::ResolverConfig;
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;

use crate::causes::sentence;
use crate::config::Settings;
use crate::error::{Failure, Reason};
use crate::hosts::{Host, MAX_HOSTS};

/// The name servers that are asked: those of the system, as they are at the time of the call.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameServers(Option<ResolverConfig>);

/// What the records say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Records {
    hosts: Vec<Host>,
    options: Options,
}

/// What a TXT record may say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Options {
    auth_source: Option<String>,
    replica_set: Option<String>,
    load_balanced: bool,
}

impl NameServers {
    /// This one alone.
    #[cfg(test)]
    pub(crate) fn only(address: SocketAddr) -> Self {
        let mut server = hickory_resolver::config::NameServerConfig::udp(address.ip());
        for connection in &mut server.connections {
            connection.port = address.port();
        }
        Self(Some(ResolverConfig::from_parts(None, Vec::new(), vec![server])))
    }

    /// The settings with what the records of their host say; what a person set goes first.
    /// Settings without an SRV look-up are final already.
    pub(crate) async fn settle<'a>(
        &self,
        settings: &'a Settings,
        deadline: Deadline,
    ) -> Result<Cow<'a, Settings>, Failure> {
        if !settings.srv {
            return Ok(Cow::Borrowed(settings));
        }
        let name = &settings.hosts[0].name;
        let within = deadline.remaining() / 2;
        let failure = |detail: String| Failure::new(Reason::SrvNotFound).at(name).detail(detail);
        let records = tokio::time::timeout(within, self.records(name, within / 2))
            .await
            .map_err(|_| failure(SILENT.to_owned()))?
            .map_err(failure)?;
        Ok(Cow::Owned(Settings {
            hosts: records.hosts,
            srv: false,
            auth_source: settings.auth_source.clone().or(records.options.auth_source),
            replica_set: settings.replica_set.clone().or(records.options.replica_set),
            load_balanced: records.options.load_balanced,
            ..settings.clone()
        }))
    }

    /// Looks both records up; on failure a sentence that says why.
    async fn records(&self, name: &str, within: Duration) -> Result<Records, String> {
        let resolver = self.resolver(within).map_err(|error| told(&error))?;
        // with a dot at the end, so that no search domain is tried
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let found = resolver
            .srv_lookup(format!("_mongodb._tcp.{name}."))
            .await
            .map_err(|error| told(&error))?;
        let mut hosts = Vec::new();
        for record in found.answers() {
            let RData::SRV(srv) = &record.data else { continue };
            let target = srv.target.to_ascii();
            let target = target.trim_end_matches('.');
            if !is_below(target, &name) {
                return Err(format!(
                    "The record names {target}, which is not of the domain of {name}: that could be a stranger's server."
                ));
            }
            hosts.push(Host { name: target.to_owned(), port: srv.port });
        }
        let hosts = bounded(hosts)?;
        let texts: Vec<String> = match resolver.txt_lookup(format!("{name}.")).await {
            Ok(found) => found
                .answers()
                .iter()
                .filter_map(|record| match &record.data {
                    RData::TXT(txt) => {
                        Some(String::from_utf8_lossy(&txt.txt_data.concat()).into_owned())
                    }
                    _ => None,
                })
                .collect(),
            Err(error) if error.is_no_records_found() => Vec::new(),
            Err(error) => return Err(format!("Its TXT record is not known. {}", told(&error))),
        };
        Ok(Records { hosts, options: Options::read(&texts)? })
    }

    fn resolver(&self, within: Duration) -> Result<TokioResolver, NetError> {
        let mut builder = match &self.0 {
            None => TokioResolver::builder_tokio()?,
            Some(config) => {
                TokioResolver::builder_with_config(config.clone(), TokioRuntimeProvider::default())
            }
        };
        let options = builder.options_mut();
        // so that a name server that is silent leaves time for the next one
        options.timeout = options.timeout.min(within);
        builder.build()
    }
}

const ABSENT: &str = "The name servers know no such record.";
const SILENT: &str = "The name server did not answer in time.";

fn told(error: &NetError) -> String {
    if error.is_no_records_found() {
        ABSENT.to_owned()
    } else if matches!(error, NetError::Timeout) {
        SILENT.to_owned()
    } else {
        sentence(&error.to_string())
    }
}

/// Whether a host that the record of `name` names is of its domain: the name without its
/// first label, or the whole name when it has two labels only.
fn is_below(host: &str, name: &str) -> bool {
    let domain = match name.split_once('.') {
        Some((_, rest)) if rest.contains('.') => rest,
        _ => name,
    };
    let host = host.to_ascii_lowercase();
    host.strip_suffix(domain).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
}

/// The hosts of a record, each once, as long as there are not more than may be set by hand:
/// each of them is tried.
fn bounded(mut hosts: Vec<Host>) -> Result<Vec<Host>, String> {
    // name servers hand records out in another order each time
    hosts.sort();
    hosts.dedup();
    match hosts.len() {
        0 => Err(ABSENT.to_owned()),
        1..=MAX_HOSTS => Ok(hosts),
        many => {
            Err(format!("The record names {many} hosts; at most {MAX_HOSTS} are connected to."))
        }
    }
}

impl Options {
    /// Reads the TXT records of a name, of which there may be one.
    fn read(texts: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let text = match texts {
            [] => return Ok(options),
            [text] => text,
            _ => {
                return Err(format!("It has {} TXT records; one at most is allowed.", texts.len()));
            }
        };
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (key.to_ascii_lowercase().as_str(), value) {
                ("authsource", source) if !source.is_empty() => {
                    options.auth_source = Some(source.to_owned());
                }
                ("replicaset", set) if !set.is_empty() => {
                    options.replica_set = Some(set.to_owned());
                }
                ("loadbalanced", "true") => options.load_balanced = true,
                ("loadbalanced", "false") => options.load_balanced = false,
                _ => {
                    return Err(sentence(&format!(
                        "Its TXT record says {pair:?}; authSource, replicaSet and loadBalanced are allowed, each with a value."
                    )));
                }
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
#[path = "srv_tests.rs"]
mod tests;
