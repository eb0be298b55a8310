//! Whether somebody still waits for an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stands for whoever asked: once it is dropped, work that goes on aside has nobody to
/// answer to and may stop.
#[derive(Debug, Default)]
pub struct Asker(Arc<AtomicBool>);

impl Asker {
    /// Tells, to whatever thread, whether the asker is gone.
    pub fn gone(&self) -> impl Fn() -> bool + Send + 'static {
        let gone = Arc::clone(&self.0);
        move || gone.load(Ordering::Relaxed)
    }
}

impl Drop for Asker {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asker_is_gone_when_dropped() {
        let asker = Asker::default();
        let gone = asker.gone();
        assert!(!gone());
        drop(asker);
        assert!(gone());
    }
}
