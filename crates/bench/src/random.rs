//! Random numbers that are the same everywhere.

/// `SplitMix64`: small, good enough and the same everywhere.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

pub(crate) fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Random {
    /// Of part `n` of what a seed makes.
    pub(crate) fn new(seed: u64, n: u64) -> Self {
        // neighbours begin far apart
        Self(mixed(mixed(seed.wrapping_add(STEP)) ^ n.wrapping_mul(STEP)))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(crate) fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    pub(crate) fn any<'a>(&mut self, of: &'a [&'static str]) -> &'a str {
        of[index(self.next(), of.len())]
    }

    /// A place below `size`, the first ones more often the higher the power.
    pub(crate) fn rank(&mut self, power: u32, size: usize) -> usize {
        const UNIT: u32 = 20;
        let share = u128::from(self.below(1 << UNIT)).pow(power);
        usize::try_from((share * size as u128) >> (UNIT * power)).unwrap_or_default()
    }

    /// The first ones far more often than the last ones.
    pub(crate) fn frequent<'a>(&mut self, of: &'a [&'static str]) -> &'a str {
        let (share, length) = (self.below(1_000), of.len() as u64);
        of[index(share * share * length / 1_000_000, of.len())]
    }
}

/// A place in a list of this length.
pub(crate) fn index(n: u64, length: usize) -> usize {
    usize::try_from(n).map_or(0, |n| n % length)
}
