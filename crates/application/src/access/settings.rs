//! What an app remembers for the person who uses it, such as where he moved the tables
//! of a drawing. It is nobody else's business: it is in no changeset and not in the audit
//! log, and every role keeps its own.

use ariadne_domain::{
    MAX_SETTINGS, MAX_SETTINGS_BYTES, Value, Violation, check_setting_name, check_setting_value,
};
use ariadne_ports::{Error, ErrorKind, PersonSetting, Result, SettingRoom, SettingSaved};

use super::Member;

fn checked(operation: &'static str, wrong: impl IntoIterator<Item = Violation>) -> Result<()> {
    let wrong: Vec<Violation> = wrong.into_iter().collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::validation(operation, wrong)) }
}

impl Member {
    /// One of one's own settings; none when there is none of this name.
    pub async fn setting(&self, name: &str) -> Result<Option<Value>> {
        const OPERATION: &str = "access.setting";
        let person = self.person_alone(OPERATION)?;
        checked(OPERATION, check_setting_name("name", name))?;
        self.core.ports.settings.setting(person, name).await
    }

    /// What one's own settings are called, those that were saved longest ago first.
    pub async fn setting_names(&self) -> Result<Vec<String>> {
        let person = self.person_alone("access.setting_names")?;
        self.core.ports.settings.setting_names(person).await
    }

    /// Remembers a value under a name, in place of what it held; null forgets it.
    #[tracing::instrument(skip_all)]
    pub async fn save_setting(&self, name: &str, value: Value) -> Result<()> {
        const OPERATION: &str = "access.save_setting";
        let person = self.person_alone(OPERATION)?;
        let wrong = [check_setting_name("name", name), check_setting_value("value", &value)];
        checked(OPERATION, wrong.into_iter().flatten())?;
        let settings = &self.core.ports.settings;
        if value == Value::Null {
            settings.remove_setting(person, name).await?;
            return Ok(());
        }
        let (name, saved_at) = (name.to_owned(), self.core.now());
        let setting = PersonSetting { person, name, value, saved_at };
        let room = SettingRoom { count: MAX_SETTINGS, bytes: MAX_SETTINGS_BYTES };
        let remedy = "Remove one that is not needed any more by saving null under its name.";
        let (field, code, message) = match settings.save_setting(&setting, room).await? {
            SettingSaved::Saved => return Ok(()),
            SettingSaved::TooMany => {
                let message = format!("One person has at most {MAX_SETTINGS} settings. {remedy}");
                ("name", "TOO_MANY", message)
            }
            SettingSaved::TooMuch => {
                let most = MAX_SETTINGS_BYTES / 1024 / 1024;
                let message = format!(
                    "All settings of one person hold at most {most} MiB of JSON together. {remedy}"
                );
                ("value", "TOO_MUCH", message)
            }
        };
        Err(Error::new(ErrorKind::Limit, OPERATION, message.clone())
            .with_violations(vec![Violation::new([field], code, message)]))
    }
}
