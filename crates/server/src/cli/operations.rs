//! Backup, restore and check, told to a person.

use std::path::Path;

use ariadne_ports::{Error, ErrorKind, Result};
use secrecy::SecretString;

use super::arguments::Server;
use super::lineage;
use super::output::tell;
use super::serving::stopped;
use crate::{Checked, Config, Finding, Held, KeySource, backup, restore};

fn described(held: &Held) -> String {
    format!("changeset {}, tables {}, lineage edges {}", held.seq, held.tables, held.edges)
}

/// Saves the catalog; nothing is left of it when it is stopped.
pub(super) async fn save(config: &Config, file: &Path, force: bool) -> Result<()> {
    let saved = tokio::select! {
        saved = backup(config, file, force) => saved?,
        stopped = stopped() => {
            stopped?;
            let message = "The backup was stopped; there is no file of it.";
            return Err(Error::new(ErrorKind::Cancelled, "server.backup", message));
        }
    };
    let sealed = match saved.held.secrets {
        0 => "that it belongs to".to_owned(),
        1 => "that its secret is sealed with".to_owned(),
        n => format!("that its {n} secrets are sealed with"),
    };
    let place = match &config.key {
        KeySource::File(path) => path.display().to_string(),
        KeySource::Text(_) => "what ARIADNE_KEY holds".to_owned(),
    };
    let key = match &saved.held.key_id {
        None => "It belongs to no key yet.".to_owned(),
        Some(id) => format!("It does not hold the key {id} {sealed}: keep {place} apart from it."),
    };
    tell(&format!(
        "Saved to {}: {}; {} bytes. {key}",
        file.display(),
        described(&saved.held),
        saved.bytes
    ));
    Ok(())
}

/// Puts a backup in place.
pub(super) async fn put_back(config: &Config, file: &Path, force: bool) -> Result<()> {
    let restored = restore(config, file, force).await?;
    let kept = restored.kept.map_or_else(String::new, |kept| {
        format!(" The database that was there before is kept in {}.", kept.display())
    });
    tell(&format!(
        "Restored {}: {}.{kept} {} Everybody is signed out, and tokens that were revoked after the backup work again: revoke them once more. A lineage graph on a server is loaded anew at the next start.",
        file.display(),
        described(&restored.held),
        restored.key
    ));
    Ok(())
}

/// Prints one line a check; fails when something is wrong.
pub(super) async fn check(
    config: &Config,
    server: &Server,
    token: Option<SecretString>,
) -> Result<()> {
    let listen = server.listen;
    let checked = Checked::open(config).await?;
    let (mut wrong, mut wrong_keys) = (0, false);
    let mut told = |finding: Finding| {
        wrong += usize::from(finding.wrong > 0);
        wrong_keys |= finding.wrong > 0 && finding.check == "keys";
        tell(&line(&finding));
    };
    let result = async {
        checked.database(&mut told).await?;
        told(checked.keys(&config.key).await);
        // Of a server that runs its own graph counts; else one is loaded here.
        let catalog = checked.catalog().await?.to_string();
        if lineage::served(server, token.clone()).await.is_some_and(|served| served == catalog) {
            told(lineage::finding(server, token).await?);
            tell(&format!("(the graph is that of the server at {listen})"));
        } else {
            told(checked.graph().await);
            tell(&format!(
                "(no server of this catalog answers at {listen}, or not to the token in ARIADNE_TOKEN: a graph was loaded from the record)"
            ));
        }
        Ok(())
    };
    let result = result.await;
    checked.close().await?;
    result?;
    if wrong == 0 {
        return Ok(());
    }
    let advice = if wrong == 1 && wrong_keys {
        "The database itself is whole, and needs no restore. Put the key in place that it belongs to, or name it with --key-file or ARIADNE_KEY; give a secret that does not open with that key anew to its source."
    } else {
        "Save what is there with `ariadne backup` before anything else; then restore the last backup that `ariadne check` finds whole."
    };
    let checks = if wrong == 1 { "check" } else { "checks" };
    let message = format!("{wrong} {checks} found something wrong. {advice}");
    Err(Error::new(ErrorKind::Internal, "server.check", message))
}

fn line(finding: &Finding) -> String {
    if finding.wrong == 0 {
        return format!("ok       {}", finding.check);
    }
    let mut lines = vec![format!("PROBLEM  {}: {} wrong", finding.check, finding.wrong)];
    lines.extend(finding.examples.iter().map(|example| format!("         {example}")));
    lines.join("\n")
}
