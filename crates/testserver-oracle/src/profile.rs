//! Which release the server claims to be, and how it words its messages.

/// A release of the database whose protocol the server speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Profile {
    /// 12.2.0.1: the oldest release that today's thin drivers log in to.
    V12_2,
    /// 19c.
    #[default]
    V19,
    /// 21c.
    V21,
    /// 23ai: the login takes one round trip less and every answer carries a mark at its end.
    V23,
}

impl Profile {
    /// Every profile, oldest first.
    pub const ALL: [Self; 4] = [Self::V12_2, Self::V19, Self::V21, Self::V23];

    /// The version as five numbers, such as `19.24.0.0.0`.
    pub fn version(self) -> &'static str {
        match self {
            Self::V12_2 => "12.2.0.1.0",
            Self::V19 => "19.24.0.0.0",
            Self::V21 => "21.3.0.0.0",
            Self::V23 => "23.9.0.25.7",
        }
    }

    /// The product's name, as in `V$VERSION` and `PRODUCT_COMPONENT_VERSION`.
    pub fn product(self) -> &'static str {
        match self {
            Self::V12_2 => "Oracle Database 12c Enterprise Edition",
            Self::V19 => "Oracle Database 19c Enterprise Edition",
            Self::V21 => "Oracle Database 21c Express Edition",
            Self::V23 => "Oracle Database 23ai Free",
        }
    }

    /// The banner, as in `V$VERSION`.
    pub fn banner(self) -> String {
        let kind = match self {
            Self::V12_2 => "64bit Production",
            Self::V19 | Self::V21 => "Production",
            Self::V23 => "Develop, Learn, and Run for Free",
        };
        let short = match self {
            Self::V12_2 => "12.2.0.1.0",
            Self::V19 => "19.0.0.0.0",
            Self::V21 => "21.0.0.0.0",
            Self::V23 => "23.0.0.0.0",
        };
        format!("{} Release {short} - {kind}", self.product())
    }

    /// The version of the message layer: it decides which fields a message has.
    pub(crate) fn field_version(self) -> u8 {
        match self {
            Self::V12_2 => 8,
            Self::V19 => 12,
            Self::V21 => 16,
            Self::V23 => 24,
        }
    }

    /// The version in one number, as `AUTH_VERSION_NO` says it; releases from 18c on pack it
    /// differently than those before.
    pub(crate) fn version_number(self) -> u32 {
        let part = |index: usize| -> u32 {
            self.version()
                .split('.')
                .nth(index)
                .and_then(|text| text.parse().ok())
                .expect("a version is five numbers")
        };
        if self.field_version() >= 11 {
            part(0) << 24 | part(1) << 16 | part(2) << 12 | part(3) << 4 | part(4)
        } else {
            part(0) << 24 | part(1) << 20 | part(2) << 12 | part(3) << 8 | part(4)
        }
    }

    /// Whether the login's messages come as one.
    pub(crate) fn fast_login(self) -> bool {
        self == Self::V23
    }
}

/// The kind of password verifier that an account has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Verifier {
    /// Made by 12c and later: PBKDF2 over SHA-512.
    #[default]
    V12c,
    /// Made by 11g: salted SHA-1. Some thin drivers can't use it.
    V11g,
}

/// With which message an answer that has nothing to say ends; real servers use both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FinalMessage {
    /// An error message whose number is 0.
    #[default]
    Error,
    /// A status message.
    Status,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_packed_as_clients_unpack_them() {
        assert_eq!(Profile::V12_2.version_number(), 12 << 24 | 2 << 20 | 1 << 8);
        assert_eq!(Profile::V19.version_number(), 19 << 24 | 24 << 16);
        assert_eq!(Profile::V23.version_number(), 23 << 24 | 9 << 16 | 25 << 4 | 7);
    }
}
