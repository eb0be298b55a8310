//! The plain form of a source's secrets, before sealing and after opening.

use ariadne_ports::SecretValues;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

const VERSION: u8 = 1;

/// Version, number, then each name and value with its length before it. `None`
/// when a part is longer than four gigabytes.
pub(crate) fn write(values: &SecretValues) -> Option<Zeroizing<Vec<u8>>> {
    let parts: Vec<&str> =
        values.iter().flat_map(|(name, value)| [name, value.expose_secret()]).collect();
    let length = parts.iter().map(|part| 4 + part.len()).sum::<usize>();
    // Made in one piece: growing would leave copies behind that nobody wipes.
    let mut bytes = Zeroizing::new(Vec::with_capacity(1 + 4 + length));
    bytes.push(VERSION);
    bytes.extend(u32::try_from(parts.len() / 2).ok()?.to_be_bytes());
    for part in parts {
        bytes.extend(u32::try_from(part.len()).ok()?.to_be_bytes());
        bytes.extend(part.as_bytes());
    }
    Some(bytes)
}

/// Reads [`write`]; anything else is `None`.
pub(crate) fn read(bytes: &[u8]) -> Option<SecretValues> {
    let (version, mut rest) = bytes.split_first()?;
    if *version != VERSION {
        return None;
    }
    let mut values = SecretValues::default();
    for _ in 0..number(&mut rest)? {
        let name = text(&mut rest)?;
        let value = text(&mut rest)?;
        values.insert(name, SecretString::from(value));
    }
    rest.is_empty().then_some(values)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, tail) = rest.split_first_chunk::<4>()?;
    *rest = tail;
    Some(u32::from_be_bytes(*number))
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(number(rest)?).ok()?;
    let (text, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> SecretValues {
        let mut values = SecretValues::default();
        for (name, value) in pairs {
            values.insert(*name, SecretString::from(*value));
        }
        values
    }

    fn pairs(values: &SecretValues) -> Vec<(String, String)> {
        values.iter().map(|(n, v)| (n.to_owned(), v.expose_secret().to_owned())).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        for case in [
            values(&[]),
            values(&[("password", "p\0ä\n"), ("", "x"), ("token", &"t".repeat(70_000))]),
        ] {
            let bytes = write(&case).expect("short enough");
            assert_eq!(pairs(&read(&bytes).expect("readable")), pairs(&case));
        }
    }

    #[test]
    fn nothing_else_is_read() {
        let bytes = write(&values(&[("password", "secret")])).expect("short enough");
        for cut in 0..bytes.len() {
            assert!(read(&bytes[..cut]).is_none(), "cut at {cut}");
        }
        let mut longer = bytes.to_vec();
        longer.push(0);
        assert!(read(&longer).is_none());
        let mut newer = bytes.to_vec();
        newer[0] = 2;
        assert!(read(&newer).is_none());
        assert!(read(&[1, 0xff, 0xff, 0xff, 0xff]).is_none());
    }

    #[test]
    fn it_is_made_in_one_piece() {
        let bytes = write(&values(&[("password", "secret"), ("token", "x")])).expect("short");
        assert_eq!(bytes.len(), bytes.capacity());
    }
}
