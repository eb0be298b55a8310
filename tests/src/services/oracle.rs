//! An Oracle database: a developer's own, or else the test server, for none can be had from a registry.

use std::net::{IpAddr, Ipv4Addr};

use ariadne_testserver_oracle::TestServer;
use oracledb::Config;
use tokio::sync::Mutex;

use super::own_server;

/// A database with an account that may make tables.
#[derive(Debug)]
pub struct Oracle {
    /// Name or address of the listener's machine.
    pub host: String,
    /// The listener's port.
    pub port: u16,
    /// The service to ask for.
    pub service: String,
    /// The account, as it is typed.
    pub user: String,
    /// Its password.
    pub password: String,
    server: Option<Mutex<TestServer>>,
}

impl Oracle {
    /// Runs statements as the account: on a real database over the driver, on the test server by its script.
    pub async fn run(&self, statements: &[String]) -> Result<(), String> {
        if let Some(server) = &self.server {
            let schema = format!("alter session set current_schema = {};", self.user);
            let script = format!("{schema}\n{};", statements.join(";\n"));
            return server.lock().await.run_script(&script).map_err(|error| error.to_string());
        }
        let (descriptor, user) = (self.descriptor(), self.user.clone());
        let (password, statements) = (self.password.clone(), statements.to_vec());
        super::blocking(move || {
            let config = Config::default()
                .set_credentials(&user, &password)
                .set_connect_string(&descriptor)
                .map_err(|error| error.to_string())?;
            let connection = oracledb::connect(config).map_err(|error| error.to_string())?;
            for statement in &statements {
                connection
                    .execute(statement, &[])
                    .map_err(|error| format!("{statement}: {error}"))?;
            }
            Ok(())
        })
        .await
    }

    fn descriptor(&self) -> String {
        format!(
            "(DESCRIPTION=(RETRY_DELAY=0)(ADDRESS=(PROTOCOL=tcp)(HOST={})(PORT={}))(CONNECT_DATA=(SERVICE_NAME={})))",
            self.host, self.port, self.service
        )
    }
}

pub(super) async fn shared() -> Result<Oracle, String> {
    match own_server("ARIADNE_TEST_ORACLE_URL") {
        Some(url) => given(&url),
        None => test_server().await,
    }
}

fn given(url: &str) -> Result<Oracle, String> {
    let wrong = |reason: &str| format!("ARIADNE_TEST_ORACLE_URL: {reason}");
    let form = "oracle://user:password@host:port/service is needed";
    let parsed = url::Url::parse(url).map_err(|error| wrong(&error.to_string()))?;
    let (host, password) = (parsed.host_str(), parsed.password());
    match (parsed.scheme(), host, password, parsed.path().trim_matches('/')) {
        ("oracle", Some(host), Some(password), service) if !service.is_empty() => Ok(Oracle {
            host: host.to_owned(),
            port: parsed.port().unwrap_or(1521),
            service: service.to_owned(),
            user: parsed.username().to_owned(),
            password: password.to_owned(),
            server: None,
        }),
        _ => Err(wrong(form)),
    }
}

async fn test_server() -> Result<Oracle, String> {
    let (user, password) = ("app", "of the live suite");
    let server = TestServer::builder()
        .user("APP", password)
        .script("create user app identified by x;")
        .start()
        .await
        .map_err(|error| format!("the Oracle test server does not start: {error}"))?;
    Ok(Oracle {
        host: IpAddr::V4(Ipv4Addr::LOCALHOST).to_string(),
        port: server.port(),
        service: "FREEPDB1".to_owned(),
        user: user.to_owned(),
        password: password.to_owned(),
        server: Some(Mutex::new(server)),
    })
}
