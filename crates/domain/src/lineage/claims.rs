//! What is held of an edge, summed up.

use super::{Assertion, Confidence, LineageOrigin, LineageStatus};

/// Per origin the strongest live claim (one that is not rejected) of an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Claims([Option<Confidence>; LineageOrigin::ALL.len()]);

impl Claims {
    /// Bits of one origin in [`Claims::bits`]: 0 for no claim, else thousandths + 1. The
    /// first of [`LineageOrigin::ALL`] has the lowest.
    pub const BITS: usize = 11;

    /// Of these assertions.
    pub fn of<'a>(assertions: impl IntoIterator<Item = &'a Assertion>) -> Self {
        let mut claims = Self::default();
        for assertion in assertions {
            if assertion.status != LineageStatus::Rejected {
                let confidence = assertion.confidence.unwrap_or(Confidence::CERTAIN);
                claims.add(assertion.origin, confidence);
            }
        }
        claims
    }

    /// Adds a claim.
    pub fn add(&mut self, origin: LineageOrigin, confidence: Confidence) {
        let strongest = &mut self.0[origin as usize];
        *strongest = (*strongest).max(Some(confidence));
    }

    /// The strongest claim of an origin.
    pub fn strongest(&self, origin: LineageOrigin) -> Option<Confidence> {
        self.0[origin as usize]
    }

    /// The origins that claim, in order.
    pub fn origins(&self) -> impl Iterator<Item = LineageOrigin> + '_ {
        LineageOrigin::ALL.iter().copied().filter(|origin| self.strongest(*origin).is_some())
    }

    /// The claims of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (mine, others) in self.0.iter_mut().zip(other.0) {
            *mine = (*mine).max(others);
        }
        self
    }

    /// As one number that fits 63 bits, for rows and graphs.
    pub fn bits(&self) -> u64 {
        self.0.iter().rev().fold(0, |bits, claim| {
            bits << Self::BITS
                | claim.map_or(0, |confidence| u64::from(confidence.thousandths()) + 1)
        })
    }

    /// The claims of [`Claims::bits`]; `None` for a number that is none.
    pub fn from_bits(mut bits: u64) -> Option<Self> {
        let mut claims = Self::default();
        for claim in &mut claims.0 {
            let number = u16::try_from(bits & ((1 << Self::BITS) - 1)).ok()?;
            *claim = match number.checked_sub(1) {
                Some(thousandths) => Some(Confidence::from_thousandths(thousandths)?),
                None => None,
            };
            bits >>= Self::BITS;
        }
        (bits == 0).then_some(claims)
    }
}

/// What is held of an edge: all that a walk has to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EdgeState {
    /// Its status.
    pub status: LineageStatus,
    /// Who claims it, by origin.
    pub claims: Claims,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_claims() -> impl Strategy<Value = Claims> {
        proptest::array::uniform5(proptest::option::of(0_u16..=1_000))
            .prop_map(|claims| Claims(claims.map(|c| c.and_then(Confidence::from_thousandths))))
    }

    proptest! {
        #[test]
        fn bits_are_a_bijection(claims in any_claims()) {
            prop_assert!(claims.bits() < 1 << 63);
            prop_assert_eq!(Claims::from_bits(claims.bits()), Some(claims));
        }

        #[test]
        fn both_is_the_stronger_of_each(a in any_claims(), b in any_claims()) {
            let both = a.and(b);
            prop_assert_eq!(both, b.and(a));
            for origin in LineageOrigin::ALL {
                prop_assert_eq!(both.strongest(*origin), a.strongest(*origin).max(b.strongest(*origin)));
            }
        }
    }

    #[test]
    fn other_numbers_are_no_claims() {
        assert_eq!(Claims::from_bits(1_002), None);
        assert_eq!(Claims::from_bits(1 << 60), None);
    }
}
