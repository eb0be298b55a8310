//! Misbehaviour on request.

use std::sync::Mutex;
use std::time::Duration;

use mongodb::bson::{Bson, Document};

use crate::shared::lock;

/// What the server does instead of, or besides, answering well.
///
/// A fault is made by one of the constructors and narrowed by the other methods. `hello` stands
/// for its old spelling `isMaster` too.
#[derive(Debug, Clone)]
pub struct Fault {
    trigger: Trigger,
    effect: Effect,
    skip: u32,
    times: Option<u32>,
}

#[derive(Debug, Clone)]
enum Trigger {
    Connection,
    Command { name: String, collection: Option<String>, stage: Option<String> },
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    Silence,
    Http,
    Garbage,
    Close,
    Error { code: i32, message: String },
    SilenceMidReply,
    CloseMidReply,
    BrokenBson,
    SlowCommand(Duration),
    SlowReply(Duration),
}

impl Fault {
    fn on_connection(effect: Effect) -> Self {
        Self { trigger: Trigger::Connection, effect, skip: 0, times: None }
    }

    fn on_command(name: impl Into<String>, effect: Effect) -> Self {
        Self {
            trigger: Trigger::Command { name: name.into(), collection: None, stage: None },
            effect,
            skip: 0,
            times: None,
        }
    }

    /// Accepts connections and never says a word on them, TLS handshake included.
    pub fn silent() -> Self {
        Self::on_connection(Effect::Silence)
    }

    /// Answers the first bytes as an HTTP server does that gets nonsense: status 400 and the end.
    pub fn http() -> Self {
        Self::on_connection(Effect::Http)
    }

    /// Answers the first bytes of a connection with bytes that are no message.
    pub fn garbage() -> Self {
        Self::on_connection(Effect::Garbage)
    }

    /// Accepts connections and closes them at once.
    pub fn close_on_connect() -> Self {
        Self::on_connection(Effect::Close)
    }

    /// Answers a command with an error; the name of the code is filled in.
    pub fn error(command: impl Into<String>, code: i32, message: impl Into<String>) -> Self {
        Self::on_command(command, Effect::Error { code, message: message.into() })
    }

    /// Never answers a command, on a connection that stays open.
    pub fn hang_on(command: impl Into<String>) -> Self {
        Self::on_command(command, Effect::Silence)
    }

    /// Sends the first half of the reply and then nothing, on a connection that stays open.
    pub fn hang_mid_reply(command: impl Into<String>) -> Self {
        Self::on_command(command, Effect::SilenceMidReply)
    }

    /// Closes the connection in place of a reply.
    pub fn cut(command: impl Into<String>) -> Self {
        Self::on_command(command, Effect::Close)
    }

    /// Sends the first half of the reply and closes the connection.
    pub fn cut_mid_reply(command: impl Into<String>) -> Self {
        Self::on_command(command, Effect::CloseMidReply)
    }

    /// Answers a command with bytes that are no message, then closes the connection.
    pub fn garbage_reply(command: impl Into<String>) -> Self {
        Self::on_command(command, Effect::Garbage)
    }

    /// Answers a command with a well-framed message whose document is not BSON.
    pub fn broken_bson(command: impl Into<String>) -> Self {
        Self::on_command(command, Effect::BrokenBson)
    }

    /// Takes `time` to run a command; one whose `maxTimeMS` is shorter gets code 50 by then.
    pub fn slow_command(command: impl Into<String>, time: Duration) -> Self {
        Self::on_command(command, Effect::SlowCommand(time))
    }

    /// Holds a command's reply back for `time`, as a slow network does: `maxTimeMS` has no say.
    pub fn slow_reply(command: impl Into<String>, time: Duration) -> Self {
        Self::on_command(command, Effect::SlowReply(time))
    }

    /// Only for commands on this collection or view. No effect on faults of connections.
    #[must_use]
    pub fn on_collection(mut self, wanted: impl Into<String>) -> Self {
        if let Trigger::Command { collection, .. } = &mut self.trigger {
            *collection = Some(wanted.into());
        }
        self
    }

    /// Only for aggregations whose pipeline has this stage, such as `$sample`. No effect on
    /// faults of connections.
    #[must_use]
    pub fn on_stage(mut self, wanted: impl Into<String>) -> Self {
        if let Trigger::Command { stage, .. } = &mut self.trigger {
            *stage = Some(wanted.into());
        }
        self
    }

    /// Lets the first `count` matching commands or connections pass.
    #[must_use]
    pub fn after(mut self, count: u32) -> Self {
        self.skip = count;
        self
    }

    /// Strikes `count` times, then no more.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.times = Some(count);
        self
    }

    fn matches(&self, name: &str, body: &Document) -> bool {
        let Trigger::Command { name: wanted, collection, stage } = &self.trigger else {
            return false;
        };
        canonical(wanted) == canonical(name)
            && collection.as_ref().is_none_or(|wanted| {
                let key = if name == "getMore" { "collection" } else { name };
                body.get(key).and_then(Bson::as_str) == Some(wanted)
            })
            && stage.as_ref().is_none_or(|wanted| {
                body.get_array("pipeline").is_ok_and(|stages| {
                    stages
                        .iter()
                        .filter_map(Bson::as_document)
                        .any(|stage| stage.contains_key(wanted))
                })
            })
    }

    /// Counts a match; the effect when the fault strikes this time.
    fn strike(&mut self) -> Option<Effect> {
        if self.skip > 0 {
            self.skip -= 1;
            return None;
        }
        match &mut self.times {
            Some(0) => return None,
            Some(left) => *left -= 1,
            None => {}
        }
        Some(self.effect.clone())
    }
}

/// `hello` for each of its spellings, the name itself otherwise.
pub(crate) fn canonical(name: &str) -> &str {
    match name {
        "isMaster" | "ismaster" => "hello",
        other => other,
    }
}

/// The faults in force.
#[derive(Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn new(faults: Vec<Fault>) -> Self {
        Self(Mutex::new(faults))
    }

    pub(crate) fn replace(&self, faults: Vec<Fault>) {
        *lock(&self.0) = faults;
    }

    pub(crate) fn add(&self, fault: Fault) {
        lock(&self.0).push(fault);
    }

    /// The effect on a connection that has just been accepted.
    pub(crate) fn on_connection(&self) -> Option<Effect> {
        lock(&self.0)
            .iter_mut()
            .filter(|fault| matches!(fault.trigger, Trigger::Connection))
            .find_map(Fault::strike)
    }

    /// The effect on a command that has just arrived.
    pub(crate) fn on_command(&self, name: &str, body: &Document) -> Option<Effect> {
        lock(&self.0).iter_mut().filter(|fault| fault.matches(name, body)).find_map(Fault::strike)
    }
}

#[cfg(test)]
mod tests {
    use mongodb::bson::doc;

    use super::*;

    #[test]
    fn faults_strike_where_and_as_often_as_asked() {
        let faults = Faults::new(vec![
            Fault::hang_on("aggregate")
                .on_collection("orders")
                .on_stage("$sample")
                .after(1)
                .times(1),
            Fault::cut("hello"),
        ]);
        let sample = doc! { "aggregate": "orders", "pipeline": [{ "$sample": { "size": 1 } }] };
        let plain = doc! { "aggregate": "orders", "pipeline": [{ "$limit": 1 }] };
        assert_eq!(faults.on_command("aggregate", &plain), None);
        assert_eq!(faults.on_command("aggregate", &sample), None);
        assert_eq!(faults.on_command("aggregate", &sample), Some(Effect::Silence));
        assert_eq!(faults.on_command("aggregate", &sample), None);
        assert_eq!(faults.on_command("ismaster", &doc! { "ismaster": 1 }), Some(Effect::Close));
        assert_eq!(faults.on_connection(), None);
    }
}
