//! Everything that is logged in this process, at the most talkative level.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Registry, fmt, reload};

use super::canaries::Canaries;

/// Listens until [`Logs::finish`]. Other tests of this process are heard too, which
/// does no harm: each canary is one of its kind.
pub(super) struct Logs {
    ear: Arc<Ear>,
    level: reload::Handle<LevelFilter, Registry>,
}

struct Ear {
    canaries: Arc<Canaries>,
    shown: Mutex<Vec<String>>,
    /// A text that the product does log.
    control: String,
    heard_control: AtomicBool,
}

impl Logs {
    /// Starts to listen; `control` is a text that is certain to be logged.
    pub(super) fn listen(canaries: Arc<Canaries>, control: String) -> Self {
        let ear = Arc::new(Ear {
            canaries,
            shown: Mutex::default(),
            control,
            heard_control: AtomicBool::new(false),
        });
        let (filter, level) = reload::Layer::new(LevelFilter::TRACE);
        let writer = Arc::clone(&ear);
        let lines = fmt::layer()
            .with_ansi(false)
            .with_span_events(FmtSpan::NEW | FmtSpan::CLOSE)
            .with_writer(move || Listening(Arc::clone(&writer)));
        tracing_subscriber::registry()
            .with(filter)
            .with(lines)
            .try_init()
            .expect("no other test of this binary sets up logs");
        Self { ear, level }
    }

    /// Stops listening. It fails when a canary was logged, and when nothing was heard.
    pub(super) fn finish(self) {
        self.level.modify(|level| *level = LevelFilter::OFF).expect("the subscriber is there");
        assert!(self.ear.heard_control.load(Ordering::Acquire), "the logs were not heard");
        let shown = self.ear.shown.lock().unwrap();
        assert!(shown.is_empty(), "the logs show secrets: {shown:#?}");
    }
}

/// Takes one event or span at a time, whole.
struct Listening(Arc<Ear>);

impl Write for Listening {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let ear = &self.0;
        let line = String::from_utf8_lossy(bytes);
        if let Some(what) = ear.canaries.found_in(&line) {
            ear.shown.lock().unwrap().push(format!("{what}: {line}"));
        }
        if line.contains(&ear.control) {
            ear.heard_control.store(true, Ordering::Release);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
