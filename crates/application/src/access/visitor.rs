//! Somebody who is not signed in yet.

use std::fmt;
use std::sync::Arc;

use super::{Core, Origin};

/// What everybody may do: sign in, or use a link.
#[derive(Clone)]
pub struct Visitor {
    pub(super) core: Arc<Core>,
    pub(super) origin: Origin,
}

impl fmt::Debug for Visitor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visitor").field("origin", &self.origin).finish_non_exhaustive()
    }
}
