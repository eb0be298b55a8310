//! Which encoding a text has and what separates its cells.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::headers::{kind_of_headers, score};

/// The encoding of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Encoded {
    pub(crate) encoding: &'static Encoding,
    /// The text to begin with, for the delimiter.
    pub(crate) bom: usize,
}

/// Reads a text to its end to tell its encoding: a byte-order mark, else UTF-16 by the
/// zeros between Latin letters, else UTF-8 when all of it is, else the likeliest.
pub(crate) fn detect(mut text: impl Read) -> io::Result<Encoded> {
    let mut buffer = vec![0_u8; 64 << 10];
    let mut filled = fill(&mut text, &mut buffer)?;
    if let Some((encoding, bom)) = Encoding::for_bom(&buffer[..filled]) {
        return Ok(Encoded { encoding, bom });
    }
    if let Some(encoding) = utf_16(&buffer[..filled]) {
        return Ok(Encoded { encoding, bom: 0 });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut utf_8 = true;
    let mut left = 0;
    while filled > left || left > 0 {
        if utf_8 {
            match std::str::from_utf8(&buffer[..filled]) {
                Ok(_) => left = 0,
                // The beginning of a character, whose end is still to come.
                Err(error) if error.error_len().is_none() && filled == buffer.len() => {
                    left = filled - error.valid_up_to();
                }
                Err(_) => (utf_8, left) = (false, 0),
            }
        }
        detector.feed(&buffer[..filled - left], false);
        buffer.copy_within(filled - left..filled, 0);
        let read = fill(&mut text, &mut buffer[left..])?;
        filled = left + read;
        if read == 0 {
            break;
        }
    }
    detector.feed(&buffer[..left], true);
    let encoding =
        if utf_8 && left == 0 { UTF_8 } else { detector.guess(None, Utf8Detection::Deny) };
    // GB18030 is what GBK grew into, and every GBK text reads the same in it.
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    Ok(Encoded { encoding, bom: 0 })
}

/// Reads until the buffer is full or the text is at its end.
fn fill(text: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match text.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// UTF-16 without a mark: a header has Latin letters or separators, whose other byte is 0.
fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(2_000) & !1];
    let pairs = head.len() / 2;
    let (first, second) = head.as_chunks::<2>().0.iter().fold((0, 0), |(first, second), pair| {
        (first + usize::from(pair[0] == 0), second + usize::from(pair[1] == 0))
    });
    if pairs < 2 {
        None
    } else if second * 5 > pairs && first == 0 {
        Some(UTF_16LE)
    } else if first * 5 > pairs && second == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What separates the cells: of comma, semicolon, tab and bar the one that makes most
/// known headers of the first line, or else most headers.
pub(crate) fn delimiter(head: &str) -> u8 {
    let mut best = (b',', (0, 0, 0));
    for candidate in [b',', b';', b'\t', b'|'] {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(candidate)
            .from_reader(head.as_bytes());
        let mut header = csv::StringRecord::new();
        if !matches!(reader.read_record(&mut header), Ok(true)) {
            continue;
        }
        let texts: Vec<&str> = header.iter().collect();
        let kind = kind_of_headers(&texts);
        let known = kind.and_then(|kind| score(kind, &texts)).unwrap_or(0);
        let worth = (usize::from(kind.is_some()), known, texts.len());
        if worth > best.1 {
            best = (candidate, worth);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &[u8]) -> &'static str {
        detect(text).expect("readable").encoding.name()
    }

    #[test]
    fn encodings_are_told_apart() {
        let chinese = "表名,描述\n订单,所有已支付的订单和退款\n客户,客户主数据\n";
        assert_eq!(name(chinese.as_bytes()), "UTF-8");
        assert_eq!(name(&GB18030.encode(chinese).0), "gb18030");
        let latin = "name,description\nstraße,Größe und Gewicht der Bestellung\ncafé,déjà vu\n";
        assert_eq!(name(&encoding_rs::WINDOWS_1252.encode(latin).0), "windows-1252");
        let utf_16: Vec<u8> = latin.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(name(&utf_16), "UTF-16LE");
        let utf_16: Vec<u8> = latin.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(name(&utf_16), "UTF-16BE");
        assert_eq!(name(b"\xef\xbb\xbfname\n"), "UTF-8");
        assert_eq!(name(b""), "UTF-8");
    }

    #[test]
    fn a_character_across_two_pieces_is_still_utf_8() {
        for before in 65_530..65_540 {
            let text = format!("{}表{}", "a".repeat(before), "b".repeat(100));
            assert_eq!(name(text.as_bytes()), "UTF-8", "{before}");
        }
        let mut cut = "a".repeat(65_535).into_bytes();
        cut.push(0xe8);
        assert_ne!(name(&cut), "UTF-8", "cut within a character");
    }

    #[test]
    fn the_header_tells_the_delimiter() {
        assert_eq!(delimiter("schema,table,description\n"), b',');
        assert_eq!(delimiter("schema;table;description, long\n"), b';');
        assert_eq!(delimiter("schema\ttable\n"), b'\t');
        assert_eq!(delimiter("\"a;b\"|table|x\n"), b'|');
        assert_eq!(delimiter("name\n"), b',');
    }
}
