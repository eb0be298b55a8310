//! NUMBER as it is stored and sent: a sign, an exponent of 100 and up to 20 digits of base 100.

use bigdecimal::BigDecimal;
use bigdecimal::num_bigint::{BigInt, Sign};

/// The most digits of base 100.
const MOST_DIGITS: usize = 20;

/// The bytes of a number; digits beyond the 40th decimal one are cut off.
pub(crate) fn encode(number: &BigDecimal) -> Vec<u8> {
    let (integer, mut scale) = number.normalized().into_bigint_and_exponent();
    if integer.sign() == Sign::NoSign {
        return vec![0x80];
    }
    let negative = integer.sign() == Sign::Minus;
    let mut digits = integer.magnitude().to_str_radix(10);
    // Pairs of digits line up with the point, so that the scale has to be even.
    if scale.rem_euclid(2) == 1 {
        digits.push('0');
        scale += 1;
    }
    if digits.len() % 2 == 1 {
        digits.insert(0, '0');
    }
    let mut pairs: Vec<u8> =
        digits.as_bytes().chunks(2).map(|pair| (pair[0] - b'0') * 10 + (pair[1] - b'0')).collect();
    let length = i64::try_from(pairs.len()).expect("a number has few digits");
    // The power of 100 of the first pair.
    let exponent = length - 1 - scale / 2;
    while pairs.last() == Some(&0) {
        pairs.pop();
    }
    pairs.truncate(MOST_DIGITS);
    let first = u8::try_from((exponent + 0xc1).clamp(0x80, 0xff)).expect("clamped to a byte");
    let mut bytes = vec![if negative { !first } else { first }];
    bytes.extend(pairs.iter().map(|pair| if negative { 101 - pair } else { pair + 1 }));
    if negative && pairs.len() < MOST_DIGITS {
        bytes.push(102);
    }
    bytes
}

/// The number of some bytes; `None` when they are none.
pub(crate) fn decode(bytes: &[u8]) -> Option<BigDecimal> {
    let (first, mut rest) = bytes.split_first()?;
    if rest.len() > MOST_DIGITS + 1 {
        return None;
    }
    let negative = first & 0x80 == 0;
    if negative && rest.last() == Some(&102) {
        rest = &rest[..rest.len() - 1];
    }
    if rest.is_empty() {
        return (!negative).then(|| BigDecimal::from(0));
    }
    let first = if negative { !first } else { *first };
    let exponent = i64::from(first) - 0xc1;
    let mut integer = BigInt::from(0);
    for byte in rest {
        let pair = if negative { 101_u8.checked_sub(*byte)? } else { byte.checked_sub(1)? };
        if pair > 99 {
            return None;
        }
        integer = integer * 100 + i64::from(pair);
    }
    let length = i64::try_from(rest.len()).ok()?;
    let scale = (length - 1 - exponent) * 2;
    let number = BigDecimal::new(integer, scale);
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_numbers_have_known_bytes() {
        // From the format's description: an exponent in excess 193, digits plus one; of negative
        // numbers the complement, and 102 at the end.
        let cases: [(&str, &[u8]); 9] = [
            ("0", &[0x80]),
            ("1", &[0xc1, 2]),
            ("99", &[0xc1, 100]),
            ("100", &[0xc2, 2]),
            ("0.01", &[0xc0, 2]),
            ("0.1", &[0xc0, 11]),
            ("123.45", &[0xc2, 2, 24, 46]),
            ("-1", &[0x3e, 100, 102]),
            ("-123.45", &[0x3d, 100, 78, 56, 102]),
        ];
        for (text, bytes) in cases {
            let number: BigDecimal = text.parse().unwrap();
            assert_eq!(encode(&number), bytes, "{text}");
            assert_eq!(decode(bytes).unwrap(), number, "{text}");
        }
        assert_eq!(decode(&[]), None);
        assert_eq!(decode(&[0xc1, 0]), None);
    }

    proptest! {
        #[test]
        fn numbers_round_trip(digits in "[1-9][0-9]{0,37}", scale in -60_i64..100, minus: bool) {
            let integer: BigInt = digits.parse().unwrap();
            let number = BigDecimal::new(if minus { -integer } else { integer }, scale);
            prop_assert_eq!(decode(&encode(&number)), Some(number));
        }

        #[test]
        fn the_order_of_bytes_is_that_of_numbers(left in any::<i64>(), right in any::<i64>()) {
            let (a, b) = (encode(&BigDecimal::from(left)), encode(&BigDecimal::from(right)));
            prop_assert_eq!(a.cmp(&b), left.cmp(&right));
        }

        #[test]
        fn no_bytes_break_the_decoder(bytes in proptest::collection::vec(any::<u8>(), 0..30)) {
            let _ = decode(&bytes);
        }
    }
}
