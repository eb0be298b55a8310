//! What an app remembers for people.

use ariadne_domain::{ActorId, Value};
use ariadne_ports::{Error, PersonSetting, PersonSettingStore, Result, SettingRoom, SettingSaved};
use async_trait::async_trait;

use super::MemoryRepo;

#[async_trait]
impl PersonSettingStore for MemoryRepo {
    async fn setting(&self, person: ActorId, name: &str) -> Result<Option<Value>> {
        let state = self.lock();
        let found = state.settings.iter().find(|s| s.person == person && s.name == name);
        Ok(found.map(|setting| setting.value.clone()))
    }

    async fn setting_names(&self, person: ActorId) -> Result<Vec<String>> {
        let state = self.lock();
        let mut own: Vec<_> = state.settings.iter().filter(|s| s.person == person).collect();
        own.sort_by(|a, b| (a.saved_at, &a.name).cmp(&(b.saved_at, &b.name)));
        Ok(own.into_iter().map(|setting| setting.name.clone()).collect())
    }

    async fn save_setting(
        &self,
        setting: &PersonSetting,
        room: SettingRoom,
    ) -> Result<SettingSaved> {
        let mut state = self.lock();
        if !state.people.get(&setting.person).is_some_and(|person| person.active) {
            let whose = format!("active person {}", setting.person);
            return Err(Error::not_found("memory.save_setting", whose));
        }
        let own = state.settings.iter().filter(|other| other.person == setting.person);
        let (known, others): (Vec<_>, Vec<_>) = own.partition(|other| other.name == setting.name);
        if known.is_empty() && others.len() >= room.count {
            return Ok(SettingSaved::TooMany);
        }
        let size = setting.value.json_bytes();
        let all = others.iter().map(|other| other.value.json_bytes()).sum::<usize>() + size;
        let grows = known.first().is_none_or(|old| size > old.value.json_bytes());
        if all > room.bytes && grows {
            return Ok(SettingSaved::TooMuch);
        }
        state.settings.retain(|s| s.person != setting.person || s.name != setting.name);
        state.settings.push(setting.clone());
        Ok(SettingSaved::Saved)
    }

    async fn remove_setting(&self, person: ActorId, name: &str) -> Result<bool> {
        let mut state = self.lock();
        let before = state.settings.len();
        state.settings.retain(|setting| setting.person != person || setting.name != name);
        Ok(state.settings.len() < before)
    }
}
