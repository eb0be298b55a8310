//! Misbehaviour on request.

use std::sync::Mutex;
use std::time::Duration;

use crate::shared::lock;

/// The moments at which a fault can strike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The TCP connection has been accepted; nothing was read, no TLS was shaken.
    Connection,
    /// The client has asked the listener for a service.
    Listener,
    /// The client has been accepted and sends its first message: the protocol negotiation, or
    /// on 23ai the fast login.
    Negotiation,
    /// The client has named its account.
    Account,
    /// The client has sent its password.
    Password,
    /// A statement is to be executed.
    Execute,
    /// More rows of a statement are wanted.
    Fetch,
    /// The client wants to leave.
    Logoff,
}

/// What the server does instead of, or besides, answering well.
///
/// A fault is made by one of the constructors and narrowed by the other methods.
#[derive(Debug, Clone)]
pub struct Fault {
    moment: Moment,
    effect: Effect,
    fragment: Option<String>,
    skip: u32,
    times: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    Silence,
    Http,
    Garbage,
    Close,
    Error { code: u32, message: String },
    SilenceMidAnswer,
    CloseMidAnswer,
    Slow(Duration),
}

impl Fault {
    fn new(moment: Moment, effect: Effect) -> Self {
        Self { moment, effect, fragment: None, skip: 0, times: None }
    }

    /// Never answers, on a connection that stays open. At [`Moment::Execute`] and
    /// [`Moment::Fetch`] it does not answer an attempt to cancel either.
    pub fn hang(at: Moment) -> Self {
        Self::new(at, Effect::Silence)
    }

    /// Accepts connections and never says a word on them, TLS handshake included.
    pub fn silent() -> Self {
        Self::hang(Moment::Connection)
    }

    /// Answers the first bytes as an HTTP server does that gets nonsense: status 400 and the end.
    pub fn http() -> Self {
        Self::new(Moment::Connection, Effect::Http)
    }

    /// Closes the connection in place of an answer.
    pub fn cut(at: Moment) -> Self {
        Self::new(at, Effect::Close)
    }

    /// Answers with bytes that are no packet, then closes the connection.
    pub fn garbage(at: Moment) -> Self {
        Self::new(at, Effect::Garbage)
    }

    /// Sends the first half of the answer and then nothing, on a connection that stays open.
    pub fn hang_mid_answer(at: Moment) -> Self {
        Self::new(at, Effect::SilenceMidAnswer)
    }

    /// Sends the first half of the answer and closes the connection.
    pub fn cut_mid_answer(at: Moment) -> Self {
        Self::new(at, Effect::CloseMidAnswer)
    }

    /// Answers with an error; the text is without the `ORA-…: ` before it. At
    /// [`Moment::Listener`] it is a refusal by the listener.
    pub fn error(at: Moment, code: u32, message: impl Into<String>) -> Self {
        Self::new(at, Effect::Error { code, message: message.into() })
    }

    /// Takes `time` to answer. A client that cancels meanwhile gets ORA-01013 at once and may go
    /// on with its session.
    pub fn slow(at: Moment, time: Duration) -> Self {
        Self::new(at, Effect::Slow(time))
    }

    /// Only for statements that hold this text, in any case of letters. No effect on other
    /// moments than [`Moment::Execute`] and [`Moment::Fetch`].
    #[must_use]
    pub fn on_statement(mut self, fragment: impl Into<String>) -> Self {
        self.fragment = Some(fragment.into().to_lowercase());
        self
    }

    /// Lets the first `count` matches pass.
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

    fn matches(&self, moment: Moment, sql: Option<&str>) -> bool {
        self.moment == moment
            && match (&self.fragment, sql) {
                (Some(fragment), Some(sql)) => sql.to_lowercase().contains(fragment),
                _ => true,
            }
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

    /// The effect at this moment, for the statement at hand if there is one.
    pub(crate) fn strike(&self, moment: Moment, sql: Option<&str>) -> Option<Effect> {
        lock(&self.0).iter_mut().filter(|fault| fault.matches(moment, sql)).find_map(Fault::strike)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_strike_where_and_as_often_as_asked() {
        let faults = Faults::new(vec![
            Fault::hang(Moment::Execute).on_statement("ALL_TAB_COLS").after(1).times(1),
            Fault::error(Moment::Listener, 12516, "no handler").times(1),
        ]);
        let columns = Some("select 1 from all_tab_cols c");
        let views = Some("select 1 from all_views v");
        assert_eq!(faults.strike(Moment::Execute, columns), None);
        assert_eq!(faults.strike(Moment::Execute, views), None);
        assert_eq!(faults.strike(Moment::Execute, columns), Some(Effect::Silence));
        assert_eq!(faults.strike(Moment::Execute, columns), None);
        assert_eq!(faults.strike(Moment::Connection, None), None);
        assert!(faults.strike(Moment::Listener, None).is_some());
        assert_eq!(faults.strike(Moment::Listener, None), None);
    }
}
