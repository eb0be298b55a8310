//! Putting a backup in the place of a database.
//!
//! Everything that can fail is done to a copy beside the database: it is checked,
//! migrated, and marked as restored. Then it takes the place in one step. Whenever this
//! is interrupted, either the old database is in place or the new one.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use ariadne_ports::{Clock, Error, ErrorKind, Result, SecretVault};
use ariadne_repo_seaorm::{Database, Held, Location, Standing};
use ariadne_vault::Vault;

use crate::backup::{beside, failed, same};
use crate::data_dir::Lock;
use crate::system::SystemClock;
use crate::{Config, KeySource, compose, keys};

const OPERATION: &str = "server.restore";

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The catalog.
    pub held: Held,
    /// Where the database lies that was there before.
    pub kept: Option<PathBuf>,
    /// What to know about the key, as a sentence.
    pub key: String,
}

fn refused(kind: ErrorKind, message: String) -> Error {
    Error::new(kind, OPERATION, message)
}

/// Puts the backup `file` in the place of the configured SQLite database. No server may
/// run on the data folder. A database that is there is replaced only with `force`, and
/// is kept beside.
pub async fn restore(config: &Config, file: &Path, force: bool) -> Result<Restored> {
    let Location::Sqlite(database) = &config.database else {
        return Err(by_other_means(config, file)?);
    };
    if same(file, database) {
        let message =
            format!("{} is the database itself. Give the file of a backup.", file.display());
        return Err(refused(ErrorKind::Validation, message));
    }
    Database::refuse_damaged(file).await?;
    let _lock = Lock::take(&config.data_dir)?;
    let there = database.symlink_metadata().is_ok();
    if there && !force {
        let message = format!(
            "There is a database {} already. Give --force to put the backup in its place; it is kept beside.",
            database.display()
        );
        return Err(refused(ErrorKind::Conflict, message));
    }
    let copy = beside(database, ".restoring");
    // What an interrupted restore left is no database of anybody.
    for left in [copy.clone(), beside(&copy, "-wal"), beside(&copy, "-shm")] {
        remove(&left)?;
    }
    let made = prepare(config, file, &copy).await;
    let placed = match made {
        Ok((held, standing)) => {
            put_in_place(database, &copy, there).await.map(|kept| (held, standing, kept))
        }
        Err(error) => Err(error),
    };
    if placed.is_err() {
        for left in [copy.clone(), beside(&copy, "-wal"), beside(&copy, "-shm")] {
            remove(&left)?;
        }
    }
    let (held, standing, kept) = placed?;
    let key = about_key(config, &held, standing.key_id.as_deref());
    Ok(Restored { held, kept, key })
}

/// Does what has to follow when a PostgreSQL database was put back by its own tools.
pub async fn finish_restore(config: &Config) -> Result<Standing> {
    let _lock = Lock::take(&config.data_dir)?;
    let repo = compose::open_alone(config).await?;
    let standing = repo.mark_restored().await;
    repo.close().await?;
    standing
}

fn by_other_means(config: &Config, file: &Path) -> Result<Error> {
    let commands = config.database.dump_commands(file)?.unwrap_or_default();
    let message = format!(
        "A PostgreSQL database is put back by PostgreSQL's own tool. Stop every server on it, run: {} and then: ariadne restore --finish",
        commands.1
    );
    Ok(refused(ErrorKind::Validation, message))
}

/// Makes the whole new database beside the old one.
async fn prepare(config: &Config, file: &Path, copy: &Path) -> Result<(Held, Standing)> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(copy);
    made.map_err(|e| failed(&format!("The file {} cannot be made", copy.display()), e))?;
    Database::copy(file, copy).await?;
    let place = Config { database: Location::Sqlite(copy.to_owned()), ..config.clone() };
    let repo = compose::open(&place).await?;
    let marked = repo.mark_restored().await;
    repo.close().await?;
    let standing = marked?;
    if beside(copy, "-wal").exists() {
        let message =
            format!("The log of {} was not written back; nothing was changed.", copy.display());
        return Err(refused(ErrorKind::Internal, message));
    }
    let synced = File::open(copy).and_then(|file| file.sync_all());
    synced.map_err(|e| failed(&format!("The file {} cannot be finished", copy.display()), e))?;
    Ok((Database::held(copy).await?, standing))
}

/// The copy takes the database's place; where the old one lies.
async fn put_in_place(database: &Path, copy: &Path, there: bool) -> Result<Option<PathBuf>> {
    let (log, index) = (beside(database, "-wal"), beside(database, "-shm"));
    if there && log.exists() {
        // A server that was killed left changes in the log. Written back, the old database
        // is one file again. One that is damaged keeps its log beside it.
        if let Err(error) = Database::write_log_back(database).await {
            tracing::warn!(%error, "the log of the old database was not written back");
        }
    }
    let kept = there.then(|| free_name(database));
    let place = || -> io::Result<()> {
        if let Some(kept) = &kept {
            keep(database, kept)?;
            if log.exists() {
                keep(&log, &beside(kept, "-wal"))?;
            }
            keys::sync_folder(database)?;
        }
        // The log of another database must not be taken for the new one's.
        for left in [&log, &index] {
            match fs::remove_file(left) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::rename(copy, database)?;
        keys::sync_folder(database)
    };
    let unplaced =
        |e| failed(&format!("The database {} cannot be replaced", database.display()), e);
    place().map_err(unplaced)?;
    Ok(kept)
}

/// A second name for a file; a move where the disk knows no links.
fn keep(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::rename(from, to))
}

/// `ariadne.db.before-restore-20261130T155900Z`, or the next that is free.
fn free_name(database: &Path) -> PathBuf {
    let name = format!(".before-restore-{}", utc(SystemClock.now().0.div_euclid(1_000_000)));
    let names = (1..).map(|n| if n == 1 { name.clone() } else { format!("{name}-{n}") });
    let mut free =
        names.map(|name| beside(database, &name)).filter(|p| p.symlink_metadata().is_err());
    free.next().expect("numbers do not end")
}

/// Seconds since 1970 as a time of the calendar, after Howard Hinnant's `civil_from_days`.
fn utc(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!("{year:04}{month:02}{date:02}T{hour:02}{minute:02}{:02}Z", second % 60)
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(failed(&format!("The file {} cannot be removed", path.display()), error))
        }
        _ => Ok(()),
    }
}

/// Whether the key is there that the secrets need.
fn about_key(config: &Config, held: &Held, kept: Option<&str>) -> String {
    let Some(kept) = kept else { return "It belongs to no key yet.".to_owned() };
    let (opens, needs) = match held.secrets {
        0 => ("It holds no secret, and belongs to".to_owned(), None),
        1 => ("Its secret opens with".to_owned(), Some("Its secret needs".to_owned())),
        n => (format!("Its {n} secrets open with"), Some(format!("Its {n} secrets need"))),
    };
    let needs = needs.as_ref().unwrap_or(&opens);
    let is_kept = |vault: &Vault| vault.key_id() == kept;
    let path = match &config.key {
        KeySource::Text(text) if Vault::from_text(text).as_ref().is_ok_and(is_kept) => {
            return format!("{opens} the key {kept}, which is in ARIADNE_KEY.");
        }
        KeySource::Text(_) => {
            return format!(
                "{needs} the key {kept}, which is not in ARIADNE_KEY: put the key there that was kept for this backup, or no server starts."
            );
        }
        KeySource::File(path) => path,
    };
    let shown = path.display();
    match Vault::from_key_file(path, false) {
        Ok(vault) if is_kept(&vault) => {
            return format!("{opens} the key {kept}, which is in {shown}.");
        }
        // It may be the right one, and others can read it.
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return format!("{needs} the key {kept}, and the one in {shown} is refused. {error}");
        }
        _ => {}
    }
    let beside = [keys::retired(path, kept), keys::staged(path)];
    let is_there = |path: &&PathBuf| Vault::from_key_file(path, false).as_ref().is_ok_and(is_kept);
    if let Some(beside) = beside.iter().find(is_there) {
        let beside = beside.display();
        return format!(
            "{needs} the key {kept}, which is not in {shown} but in {beside}: put it in place before a server starts (keep what is there: mv -n '{shown}' '{shown}.other'; cp -np '{beside}' '{shown}')."
        );
    }
    format!(
        "{needs} the key {kept}, which is not in {shown}: put the key file there that was kept for this backup, or no server starts."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_of_the_calendar() {
        assert_eq!(utc(0), "19700101T000000Z");
        assert_eq!(utc(951_782_399), "20000228T235959Z");
        assert_eq!(utc(951_782_400), "20000229T000000Z");
        assert_eq!(utc(1_796_054_399), "20261130T155959Z");
    }
}
