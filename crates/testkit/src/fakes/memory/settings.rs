//! What an app remembers for people.

use ariadne_domain::{ActorId, Value};
use ariadne_ports::{Error, PersonSetting, PersonSettingStore, Result};
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

    async fn save_setting(&self, setting: &PersonSetting, most: usize) -> Result<bool> {
        let mut state = self.lock();
        if !state.people.get(&setting.person).is_some_and(|person| person.active) {
            let whose = format!("active person {}", setting.person);
            return Err(Error::not_found("memory.save_setting", whose));
        }
        let of_person = |other: &&PersonSetting| other.person == setting.person;
        let count = state.settings.iter().filter(of_person).count();
        let same = |other: &&mut PersonSetting| {
            other.person == setting.person && other.name == setting.name
        };
        if let Some(stored) = state.settings.iter_mut().find(same) {
            *stored = setting.clone();
            return Ok(true);
        }
        if count >= most {
            return Ok(false);
        }
        state.settings.push(setting.clone());
        Ok(true)
    }

    async fn remove_setting(&self, person: ActorId, name: &str) -> Result<bool> {
        let mut state = self.lock();
        let before = state.settings.len();
        state.settings.retain(|setting| setting.person != person || setting.name != name);
        Ok(state.settings.len() < before)
    }
}
