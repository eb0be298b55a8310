//! Backup, restore and check, told to a person.

use std::net::SocketAddr;
use std::path::Path;

use ariadne_ports::{Error, ErrorKind, Result};

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
    let key = match (&config.key, &saved.held.key_id) {
        (_, None) => "It belongs to no key yet.".to_owned(),
        (KeySource::File(path), Some(id)) => format!(
            "It does not hold the key {id} that its {} secrets are sealed with: keep {} apart from it.",
            saved.held.secrets,
            path.display()
        ),
        (KeySource::Text(_), Some(id)) => format!(
            "It does not hold the key {id} that its {} secrets are sealed with: keep what ARIADNE_KEY holds apart from it.",
            saved.held.secrets
        ),
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
        "Restored {}: {}.{kept} {} A lineage graph on a server is loaded anew at the next start.",
        file.display(),
        described(&restored.held),
        restored.key
    ));
    Ok(())
}

/// Prints one line a check; fails when something is wrong.
pub(super) async fn check(config: &Config, listen: SocketAddr) -> Result<()> {
    let checked = Checked::open(config).await?;
    let mut wrong = 0;
    let mut told = |finding: Finding| {
        wrong += usize::from(finding.wrong > 0);
        tell(&line(&finding));
    };
    let result = async {
        checked.database(&mut told).await?;
        told(checked.keys(&config.key).await);
        // Of a server that runs its own graph counts; else one is loaded here.
        let catalog = checked.catalog().await?.to_string();
        if lineage::served(listen).await.is_some_and(|served| served == catalog) {
            told(lineage::finding(listen).await?);
            tell(&format!("(the graph is that of the server at {listen})"));
        } else {
            told(checked.graph().await);
            tell(&format!(
                "(no server of this catalog answers at {listen}: a graph was loaded from the record)"
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
    let message = format!(
        "{wrong} {} found something wrong. Save what is there with `ariadne backup` before anything else; then restore the last backup that `ariadne check` finds whole.",
        if wrong == 1 { "check" } else { "checks" }
    );
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
