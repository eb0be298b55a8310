//! What an app remembers for one person.

use std::fmt::Debug;

use ariadne_domain::{ActorId, Timestamp, Value};
use async_trait::async_trait;

use crate::Result;

/// One setting to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonSetting {
    /// Whose it is.
    pub person: ActorId,
    /// What it is called, among the settings of its person.
    pub name: String,
    /// What is remembered; the app alone knows what it means.
    pub value: Value,
    /// When it was saved.
    pub saved_at: Timestamp,
}

/// What the settings of one person may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingRoom {
    /// How many there may be.
    pub count: usize,
    /// How many bytes of JSON text they may hold together.
    pub bytes: usize,
}

/// What became of a setting that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingSaved {
    /// It is kept.
    Saved,
    /// There are as many as there may be.
    TooMany,
    /// Together they would hold more than they may.
    TooMuch,
}

/// Keeps the settings of people: any JSON under a name.
///
/// - What was saved is read back equal: members in their order, numbers in their spelling.
/// - Names are told apart by every byte, and everybody's settings are his own.
/// - Saving under a name that is there replaces what it held; the last one to save wins.
/// - `save_setting` changes nothing when the person has `room.count` settings already and
///   none of this name (`TooMany`), or when all would hold more than `room.bytes` bytes of
///   JSON and this one would not shrink (`TooMuch`); however many servers save at once, he
///   never has more.
/// - Somebody who is not there, or is not active, saves nothing: `NotFound`. What he saved
///   before he was made inactive stays for when he comes back.
/// - What was removed is not read again; removing it twice is no error.
#[async_trait]
pub trait PersonSettingStore: Send + Sync + Debug {
    /// The value of a setting; none when there is none of this name.
    async fn setting(&self, person: ActorId, name: &str) -> Result<Option<Value>>;

    /// What a person's settings are called, those that were saved longest ago first (by
    /// time, then name in byte order).
    async fn setting_names(&self, person: ActorId) -> Result<Vec<String>>;

    /// Keeps a setting where there is room for it.
    async fn save_setting(
        &self,
        setting: &PersonSetting,
        room: SettingRoom,
    ) -> Result<SettingSaved>;

    /// Drops a setting; answers whether there was one.
    async fn remove_setting(&self, person: ActorId, name: &str) -> Result<bool>;
}
