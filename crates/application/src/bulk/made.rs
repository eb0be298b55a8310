//! The ids that a plan makes up: known as its own without a list of them.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The time of a version 7 UUID, and the version itself.
const TIME: u128 = 0xffff_ffff_ffff << 80;
const VERSION: u128 = 0x7 << 76;
const VARIANT: u128 = 0b10 << 62;
/// The digits that are drawn: those between version, variant and count.
const DRAWN: u128 = 0xfff << 64 | 0x3fff_ffff << 32;

/// Makes ids of one plan: version 7, with a count in the last 32 bits. What stands above
/// is drawn from an id that the source of ids made for it, so that no two plans share it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    prefix: u128,
    next: u32,
}

impl Made {
    /// None yet; `base` is an id that nothing else has.
    pub(super) fn new(base: Uuid) -> Self {
        let digest = Sha256::digest(base.as_bytes());
        let drawn = digest.first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes));
        let time = base.as_u128() & TIME;
        Self { prefix: time | VERSION | VARIANT | (drawn & DRAWN), next: 0 }
    }

    /// A new id.
    pub(super) fn make(&mut self) -> Uuid {
        let id = Uuid::from_u128(self.prefix | u128::from(self.next));
        // A file has far fewer rows.
        self.next = self.next.wrapping_add(1);
        id
    }

    /// The how many-th id this is, from 0; `None` for one that was not made here.
    pub(super) fn number(&self, id: Uuid) -> Option<usize> {
        let number = u32::try_from(id.as_u128() ^ self.prefix).ok()?;
        (number < self.next).then_some(number as usize)
    }

    /// Whether an id was made here.
    pub(super) fn contains(&self, id: Uuid) -> bool {
        self.number(id).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_known_and_sorts_as_it_came() {
        let base = Uuid::parse_str("0192f0c1-2345-7abc-8def-0123456789ab").expect("an id");
        let mut made = Made::new(base);
        let ids: Vec<Uuid> = (0..1_000).map(|_| made.make()).collect();
        assert!(ids.is_sorted());
        assert_eq!(ids[0].get_version_num(), 7);
        assert_eq!(ids[0].as_u128() >> 80, base.as_u128() >> 80, "the time stays");
        for (number, id) in ids.iter().enumerate() {
            assert_eq!(made.number(*id), Some(number));
        }
        assert!(!made.contains(base));
        // Ids that a counting source makes are near each other; what is drawn is not.
        let mut other = Made::new(Uuid::from_u128(base.as_u128() + 1));
        assert!(!made.contains(other.make()) && !other.contains(ids[0]));
    }
}
