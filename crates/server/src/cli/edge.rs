//! The edge, as flags: TLS, connections, proxies, pages of other origins.

use std::net::IpAddr;
use std::path::PathBuf;

use axum::http::Uri;
use clap::Args;
use ipnet::IpNet;

use super::request_limits::within;
use crate::{Config, ConnectionLimits, TlsFiles};

#[derive(Debug, Args)]
pub(super) struct Edge {
    /// File with the certificate of TLS and those that lead to its authority, as PEM; the
    /// server then speaks HTTPS. Both files are read again at SIGHUP
    #[arg(long, env = "ARIADNE_TLS_CERTIFICATE", requires = "tls_key", value_name = "FILE")]
    tls_certificate: Option<PathBuf>,
    /// File with the certificate's private key, as PEM
    #[arg(long, env = "ARIADNE_TLS_KEY", requires = "tls_certificate", value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// Most connections open at once, 1 to 1000000; further ones wait
    #[arg(
        long,
        env = "ARIADNE_MAX_CONNECTIONS",
        default_value_t = ConnectionLimits::default().connections,
        value_name = "NUMBER",
        value_parser = within(1, 1_000_000)
    )]
    max_connections: usize,
    /// Address or network of a proxy that is believed whom it speaks for
    /// (X-Forwarded-For, -Proto and -Host, or Forwarded), such as 10.0.0.0/8; repeatable
    /// (in the environment: separated by commas)
    #[arg(
        long = "trusted-proxy",
        env = "ARIADNE_TRUSTED_PROXIES",
        value_delimiter = ',',
        value_name = "NETWORK",
        value_parser = network
    )]
    trusted_proxies: Vec<IpNet>,
    /// Origin whose pages may use the API with a token, such as `https://app.example`;
    /// repeatable (in the environment: separated by commas)
    #[arg(
        long = "cors-origin",
        env = "ARIADNE_CORS_ORIGINS",
        value_delimiter = ',',
        value_name = "ORIGIN",
        value_parser = origin
    )]
    cors_origins: Vec<String>,
}

impl Edge {
    /// Puts what the flags say into the configuration.
    pub(super) fn put_into(self, config: &mut Config) {
        config.tls = self
            .tls_certificate
            .zip(self.tls_key)
            .map(|(certificate, key)| TlsFiles { certificate, key });
        config.connections.connections = self.max_connections;
        config.trusted_proxies = self.trusted_proxies;
        config.cors_origins = self.cors_origins;
    }
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let network = text.parse::<IpAddr>().map(IpNet::from).or_else(|_| text.parse::<IpNet>());
    network.map(|network| network.trunc()).map_err(|_| {
        "an address or a network is meant, such as 10.1.2.3, 10.0.0.0/8 or 2001:db8::/32".to_owned()
    })
}

/// An origin as browsers write it: in lower case, without the scheme's own port.
fn origin(text: &str) -> Result<String, String> {
    let meant = || {
        "an origin is meant, such as https://app.example or http://localhost:3000; there is no * for all of them".to_owned()
    };
    let uri = text.trim().trim_end_matches('/').parse::<Uri>().map_err(|_| meant())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(meant());
    };
    let bare = uri.path() == "/" && uri.query().is_none();
    let plain = !authority.as_str().contains(['@', '*']) && !authority.host().is_empty();
    let default = match scheme {
        "https" => 443,
        "http" => 80,
        _ => return Err(meant()),
    };
    if !bare || !plain {
        return Err(meant());
    }
    let host = authority.host().to_ascii_lowercase();
    Ok(match authority.port_u16().filter(|port| *port != default) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        for (text, written) in [
            ("https://app.example", "https://app.example"),
            ("https://App.Example:443/", "https://app.example"),
            ("HTTPS://app.example:8443", "https://app.example:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(origin(text).as_deref(), Ok(written), "{text}");
        }
        for wrong in [
            "*",
            "https://*",
            "https://*.example",
            "null",
            "app.example",
            "ftp://app.example",
            "https://app.example/path",
            "https://app.example?x",
            "https://me@app.example",
            "https://",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}: {:?}", origin(wrong));
        }
    }

    #[test]
    fn networks_and_single_addresses() {
        for (text, meant) in [
            ("10.1.2.3", "10.1.2.3/32"),
            ("10.1.2.3/8", "10.0.0.0/8"),
            ("::1", "::1/128"),
            (" 2001:db8::/32", "2001:db8::/32"),
        ] {
            assert_eq!(network(text).map(|n| n.to_string()).as_deref(), Ok(meant), "{text}");
        }
        for wrong in ["", "proxy.example", "10.0.0.0/33", "*"] {
            assert!(network(wrong).is_err(), "{wrong}");
        }
    }
}
