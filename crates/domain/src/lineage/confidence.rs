//! How sure a claim is.

use std::fmt;

/// A confidence from 0 to 1 in thousandths, so that it is compared and summed up
/// exactly everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u16);

impl Confidence {
    /// Certain: what a claim without a confidence counts as.
    pub const CERTAIN: Self = Self(1_000);

    /// The confidence nearest to `number`; `None` outside 0..1 or for no number.
    pub fn new(number: f64) -> Option<Self> {
        if !(0.0..=1.0).contains(&number) {
            return None;
        }
        let wanted = number * 1_000.0;
        // Searched rather than cast: the nearest thousandth, without a lossy conversion.
        let (mut low, mut high) = (0_u16, 1_000_u16);
        while low < high {
            let middle = low + (high - low) / 2;
            if f64::from(middle) + 0.5 <= wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(Self(low))
    }

    /// From thousandths; `None` above 1,000.
    pub fn from_thousandths(thousandths: u16) -> Option<Self> {
        (thousandths <= 1_000).then_some(Self(thousandths))
    }

    /// In thousandths.
    pub fn thousandths(self) -> u16 {
        self.0
    }

    /// As a number from 0 to 1.
    pub fn number(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thousandth_comes_back() {
        for thousandths in 0..=1_000 {
            let confidence = Confidence::from_thousandths(thousandths).expect("in range");
            assert_eq!(Confidence::new(confidence.number()), Some(confidence));
        }
        assert_eq!(Confidence::from_thousandths(1_001), None);
    }

    #[test]
    fn numbers_are_rounded_and_bounded() {
        let thousandths = |number| Confidence::new(number).map(Confidence::thousandths);
        assert_eq!(thousandths(0.800_04), Some(800));
        assert_eq!(thousandths(0.123_6), Some(124));
        assert_eq!(thousandths(0.999_9), Some(1_000));
        for outside in [-0.001, 1.001, f64::NAN, f64::INFINITY] {
            assert_eq!(thousandths(outside), None, "{outside}");
        }
    }
}
