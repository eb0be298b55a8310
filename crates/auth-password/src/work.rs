//! The one place where passwords are hashed.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use argon2::password_hash::phc::Output;
use argon2::{Argon2, Block, Params};
use ariadne_ports::Result;
use zeroize::{Zeroize, Zeroizing};

use crate::error::failed;

/// How much was hashed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Blocks of 1 KiB that were filled.
    pub blocks: u64,
    /// The most hashes that were made at once.
    pub peak: usize,
}

/// Counts the work, whatever it is done for.
#[derive(Debug, Default)]
pub(crate) struct Work {
    blocks: AtomicU64,
    running: AtomicUsize,
    peak: AtomicUsize,
}

impl Work {
    pub(crate) fn effort(&self) -> Effort {
        Effort {
            blocks: self.blocks.load(Ordering::SeqCst),
            peak: self.peak.load(Ordering::SeqCst),
        }
    }

    /// Hashes; blocks the thread for as long as the function's parameters want.
    pub(crate) fn derive(
        &self,
        function: &Argon2<'_>,
        password: &str,
        salt: &[u8],
    ) -> Result<Output> {
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.peak.fetch_max(running, Ordering::SeqCst);
        let derived = self.fill(function, password, salt);
        self.running.fetch_sub(1, Ordering::SeqCst);
        derived
    }

    fn fill(&self, function: &Argon2<'_>, password: &str, salt: &[u8]) -> Result<Output> {
        let params = function.params();
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let mut output = Zeroizing::new([0; Output::MAX_LENGTH]);
        let output = output.get_mut(..length).ok_or_else(|| failed("such a long hash"))?;
        let mut memory: Vec<Block> = Vec::new();
        memory.try_reserve_exact(params.block_count()).map_err(failed)?;
        memory.resize(params.block_count(), Block::default());
        let filled =
            function.hash_password_into_with_memory(password.as_bytes(), salt, output, &mut memory);
        let blocks = memory.len() as u64 * u64::from(params.t_cost());
        self.blocks.fetch_add(blocks, Ordering::SeqCst);
        // What is left in it would save somebody who guesses most of the work.
        memory.iter_mut().for_each(Zeroize::zeroize);
        filled.map_err(|reason| failed(reason.to_string()))?;
        Output::new(output).map_err(|reason| failed(reason.to_string()))
    }
}
