//! Where the catalog, its key and its logs are, as flags.

use std::path::PathBuf;

use ariadne_ports::{Error, ErrorKind, Result};
use ariadne_repo_seaorm::Location;
use clap::Args;
use secrecy::SecretString;

use crate::logs::LogFormat;
use crate::{Config, KeySource};

#[derive(Debug, Args)]
pub(super) struct Storage {
    /// Folder of the database, the key and the lock; made when it is not there
    #[arg(long, env = "ARIADNE_DATA_DIR", default_value = "ariadne-data", value_name = "FOLDER")]
    data_dir: PathBuf,
    /// `sqlite:<path>` or `postgres://user:password@host/database`; by default
    /// `ariadne.db` in the data folder. Arguments are seen by everybody on the
    /// machine: give a password in the environment
    #[arg(long, env = "ARIADNE_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
    #[command(flatten)]
    pub(super) logs: Logs,
}

#[derive(Debug, Args)]
pub(super) struct Logs {
    /// What is logged, such as `info` or `info,ariadne_gateway=debug`
    #[arg(
        long,
        env = "ARIADNE_LOG",
        default_value = "info,sea_orm_migration=warn",
        value_name = "FILTER"
    )]
    pub(super) log: String,
    /// How log lines look
    #[arg(long, env = "ARIADNE_LOG_FORMAT", default_value = "text", value_enum)]
    pub(super) log_format: LogFormat,
}

#[derive(Debug, Args)]
pub(super) struct Key {
    /// File with the key that seals secrets; by default `secret.key` in the data
    /// folder, made at the first start. `ARIADNE_KEY` may hold the key itself
    /// instead
    #[arg(long, env = "ARIADNE_KEY_FILE", value_name = "FILE")]
    key_file: Option<PathBuf>,
}

impl Storage {
    /// The configuration without the key.
    pub(super) fn config(&self) -> Result<Config> {
        let mut config = Config::in_folder(&self.data_dir);
        if let Some(url) = &self.database_url {
            config.database = Location::parse(url)?;
        }
        Ok(config)
    }
}

impl Key {
    /// Puts the file or the key itself into the configuration.
    pub(super) fn put_into(&self, config: &mut Config, text: Option<SecretString>) -> Result<()> {
        match (&self.key_file, text) {
            (Some(_), Some(_)) => Err(Error::new(
                ErrorKind::Validation,
                "server.config",
                "Give either a key file or ARIADNE_KEY, not both.",
            )),
            (Some(path), None) => {
                config.key = KeySource::File(path.clone());
                Ok(())
            }
            (None, Some(text)) => {
                config.key = KeySource::Text(text);
                Ok(())
            }
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_from_one_place() {
        let mut config = Config::in_folder("data");
        let key = Key { key_file: Some("k".into()) };
        assert!(key.put_into(&mut config, Some(SecretString::from("x"))).is_err());
        key.put_into(&mut config, None).expect("one place");
        assert_eq!(format!("{:?}", config.key), "File(k)");
        let key = Key { key_file: None };
        key.put_into(&mut config, Some(SecretString::from("x"))).expect("one place");
        assert_eq!(format!("{:?}", config.key), "Text(…)");
    }
}
