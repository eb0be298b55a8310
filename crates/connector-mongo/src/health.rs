//! What the driver's monitors hear, so that a server that cannot be used is told at once
//! and with its cause: the driver itself waits, and then has only a text.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use mongodb::error::{Error as DriverError, ErrorKind as DriverKind};
use mongodb::event::sdam::SdamEvent;
use mongodb::options::ClientOptions;
use tokio::sync::Notify;

use crate::error::Failure;
use crate::probe;

/// What the driver's monitors heard of the servers.
pub(crate) struct Health {
    seeds: HashSet<String>,
    replica_set: Option<String>,
    heard: Mutex<Heard>,
    changed: Notify,
}

#[derive(Default)]
struct Heard {
    /// A server that can be used has answered.
    known: bool,
    /// A server has run an operation.
    served: bool,
    /// Servers that the driver deals with now.
    open: HashSet<String>,
    failed: HashMap<String, DriverError>,
    /// Servers that answered, but are not the ones that are looked for.
    unusable: HashMap<String, Failure>,
}

/// Why there is no server.
pub(crate) enum Cause {
    Unusable(Failure),
    Failed { address: String, error: DriverError, is_seed: bool },
}

impl Health {
    pub(crate) fn new(options: &ClientOptions) -> Self {
        Self {
            seeds: options.hosts.iter().map(ToString::to_string).collect(),
            replica_set: options.repl_set_name.clone(),
            heard: Mutex::default(),
            changed: Notify::new(),
        }
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn hear(&self, event: SdamEvent) {
        match event {
            SdamEvent::ServerOpening(event) => {
                self.heard().open.insert(event.address.to_string());
            }
            SdamEvent::ServerClosed(event) => {
                self.heard().open.remove(&event.address.to_string());
            }
            SdamEvent::ServerHeartbeatSucceeded(event) => {
                let address = event.server_address.to_string();
                let verdict = probe::judge(
                    &event.reply,
                    &address,
                    self.replica_set.as_deref(),
                    self.seeds.len(),
                );
                let mut heard = self.heard();
                heard.failed.remove(&address);
                match verdict {
                    Ok(()) => heard.known = true,
                    Err(failure) => {
                        heard.unusable.insert(address, failure);
                    }
                }
            }
            SdamEvent::ServerHeartbeatFailed(event) => {
                self.heard().failed.insert(event.server_address.to_string(), event.failure);
            }
            _ => return,
        }
        self.changed.notify_waiters();
    }

    /// Whether a server that can be used has answered.
    pub(crate) fn is_known(&self) -> bool {
        self.heard().known
    }

    /// Notes whether a server has run an operation, be it with an error.
    pub(crate) fn served<T>(&self, outcome: &Result<T, DriverError>) {
        let served = match outcome {
            Ok(_) => true,
            Err(error) => matches!(*error.kind, DriverKind::Command(_)),
        };
        self.heard().served |= served;
    }

    /// Ends when every server that the driver knows has failed before the first
    /// operation: waiting for the driver to try again would only cost the person's time.
    /// Later a monitor may fail because the server is busy with our own operation.
    pub(crate) async fn hopeless(&self) {
        loop {
            let changed = self.changed.notified();
            let mut changed = std::pin::pin!(changed);
            // enabled before looking, so that no change is missed
            changed.as_mut().enable();
            let hopeless = {
                let heard = self.heard();
                let lost = |server| {
                    heard.failed.contains_key(server) || heard.unusable.contains_key(server)
                };
                let lost_seeds = !heard.known && self.seeds.iter().all(lost);
                let lost_members = !heard.open.is_empty() && heard.open.iter().all(lost);
                !heard.served && (lost_seeds || lost_members)
            };
            if hopeless {
                return;
            }
            changed.await;
        }
    }

    /// The first reason in the order of the addresses, those that answered before those
    /// that failed; the same one each time.
    pub(crate) fn cause(&self) -> Option<Cause> {
        let heard = self.heard();
        let first = heard.unusable.iter().min_by_key(|(address, _)| address.as_str());
        if let (Some((_, failure)), false) = (first, heard.known) {
            return Some(Cause::Unusable(failure.clone()));
        }
        let (address, error) = heard.failed.iter().min_by_key(|(address, _)| address.as_str())?;
        Some(Cause::Failed {
            address: address.clone(),
            error: error.clone(),
            is_seed: self.seeds.contains(address),
        })
    }
}
