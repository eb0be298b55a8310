//! What a hash costs, and how many are made at once.

use argon2::{Algorithm, Argon2, Params, Version};
use ariadne_domain::Violation;
use ariadne_ports::{Error, Result};

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// How often the memory is gone through.
    pub passes: u32,
    /// Lanes that depend on each other little; they are computed one after the other.
    pub lanes: u32,
}

impl Cost {
    /// What OWASP's Password Storage Cheat Sheet asks for at least: 19 MiB, two passes, one lane.
    pub const OWASP: Self = Self { memory_kib: 19 * 1_024, passes: 2, lanes: 1 };
}

/// The settings of a hasher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What a new hash costs.
    pub cost: Cost,
    /// How many hashes are computed at once, each on a thread of its own; the others wait.
    pub at_once: usize,
}

impl Default for Settings {
    /// [`Cost::OWASP`], two at once: 38 MiB and two cores at most.
    fn default() -> Self {
        Self { cost: Cost::OWASP, at_once: 2 }
    }
}

impl Settings {
    /// The function that makes new hashes, or what is wrong with the settings.
    pub(crate) fn function(self) -> Result<Argon2<'static>> {
        let mut wrong = Vec::new();
        let Cost { memory_kib, passes, lanes } = self.cost;
        let mut refuse = |field: &str, message: &str| {
            wrong.push(Violation::new([field], "INVALID", message));
        };
        if self.at_once == 0 {
            refuse("atOnce", "At least one password has to be hashed at once.");
        }
        if passes < Params::MIN_T_COST {
            refuse("passes", "The memory has to be gone through once at least.");
        }
        if !(Params::MIN_P_COST..=Params::MAX_P_COST).contains(&lanes) {
            refuse("lanes", "There are 1 to 16777215 lanes.");
        } else if u64::from(memory_kib) < u64::from(lanes) * u64::from(Params::MIN_M_COST) {
            refuse("memoryKib", "A hash takes 8 KiB of memory for each lane at least.");
        }
        if !wrong.is_empty() {
            return Err(Error::validation("auth_password.new", wrong));
        }
        let params = Params::new(memory_kib, passes, lanes, None)
            .map_err(|reason| Error::internal("auth_password.new", reason))?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_what_owasp_asks_for() {
        let function = Settings::default().function().expect("valid");
        let params = function.params();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (19_456, 2, 1));
    }

    #[test]
    fn everything_wrong_is_told_at_its_field() {
        let told = |cost: Cost, at_once: usize| {
            let error = Settings { cost, at_once }.function().expect_err("refused");
            error.violations().iter().map(|v| v.path.join(".")).collect::<Vec<_>>()
        };
        let nothing = Cost { memory_kib: 0, passes: 0, lanes: 0 };
        assert_eq!(told(nothing, 0), ["atOnce", "passes", "lanes"]);
        let narrow = Cost { memory_kib: 31, passes: 1, lanes: 4 };
        assert_eq!(told(narrow, 1), ["memoryKib"]);
        let wide = Cost { lanes: u32::MAX, ..Cost::OWASP };
        assert_eq!(told(wide, 1), ["lanes"]);
    }
}
