//! The format models of dates and numbers.

use bigdecimal::BigDecimal;

use super::error::{SqlError, SqlResult};
use crate::value::{MONTHS, Moment};

const FULL_MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// An element of a date's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element<'a> {
    Year,
    ShortYear,
    Month,
    MonthName,
    ShortMonthName,
    Day,
    Hour24,
    Hour12,
    Minute,
    Second,
    Fraction(u32),
    Half,
    ZoneHour,
    ZoneMinute,
    Literal(&'a str),
}

/// Longer elements before those that they begin with.
const ELEMENTS: [(&str, Element<'static>); 19] = [
    ("YYYY", Element::Year),
    ("RRRR", Element::Year),
    ("YY", Element::ShortYear),
    ("RR", Element::ShortYear),
    ("MONTH", Element::MonthName),
    ("MON", Element::ShortMonthName),
    ("MM", Element::Month),
    ("MI", Element::Minute),
    ("DD", Element::Day),
    ("HH24", Element::Hour24),
    ("HH12", Element::Hour12),
    ("HH", Element::Hour12),
    ("SS", Element::Second),
    ("AM", Element::Half),
    ("PM", Element::Half),
    ("TZH", Element::ZoneHour),
    ("TZM", Element::ZoneMinute),
    ("FF9", Element::Fraction(9)),
    ("FF3", Element::Fraction(3)),
];

fn elements(format: &str) -> SqlResult<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    let mut rest = format;
    'next: while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"').ok_or_else(unknown)?;
            elements.push(Element::Literal(&quoted[..end]));
            rest = &quoted[end + 1..];
            continue;
        }
        for (name, element) in ELEMENTS {
            if rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
                elements.push(element);
                rest = &rest[name.len()..];
                continue 'next;
            }
        }
        let fraction = rest.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("FF"));
        if fraction {
            elements.push(Element::Fraction(6));
            rest = rest[2..].trim_start_matches('6');
            continue;
        }
        let first = rest.chars().next().expect("it is not empty");
        if first.is_alphanumeric() {
            return Err(unknown());
        }
        elements.push(Element::Literal(&rest[..first.len_utf8()]));
        rest = &rest[first.len_utf8()..];
    }
    Ok(elements)
}

fn unknown() -> SqlError {
    SqlError::new(1821, "date format not recognized")
}

/// `TO_CHAR` of a date.
pub(crate) fn date_text(moment: Moment, format: &str) -> SqlResult<String> {
    let month = usize::from(moment.month.clamp(1, 12)) - 1;
    let offset = moment.offset.unwrap_or(0);
    let write = |element: Element<'_>| match element {
        Element::Year => format!("{:04}", moment.year),
        Element::ShortYear => format!("{:02}", moment.year.rem_euclid(100)),
        Element::Month => format!("{:02}", moment.month),
        Element::MonthName => format!("{:<9}", FULL_MONTHS[month]),
        Element::ShortMonthName => MONTHS[month].to_owned(),
        Element::Day => format!("{:02}", moment.day),
        Element::Hour24 => format!("{:02}", moment.hour),
        Element::Hour12 => format!("{:02}", (moment.hour + 11) % 12 + 1),
        Element::Minute => format!("{:02}", moment.minute),
        Element::Second => format!("{:02}", moment.second),
        Element::Fraction(digits) => {
            let scaled = moment.nanos / 10_u32.pow(9 - digits);
            format!("{scaled:0width$}", width = usize::try_from(digits).unwrap_or(9))
        }
        Element::Half => if moment.hour < 12 { "AM" } else { "PM" }.to_owned(),
        Element::ZoneHour => {
            format!("{}{:02}", if offset < 0 { '-' } else { '+' }, offset.abs() / 60)
        }
        Element::ZoneMinute => format!("{:02}", offset.abs() % 60),
        Element::Literal(literal) => literal.to_owned(),
    };
    Ok(elements(format)?.into_iter().map(write).collect())
}

/// `TO_DATE` and `TO_TIMESTAMP`.
pub(crate) fn parse_date(text: &str, format: &str) -> SqlResult<Moment> {
    let mut rest = text.trim();
    let (mut year, mut month, mut day) = (2026, 1, 1);
    let (mut hour, mut minute, mut second, mut nanos) = (0, 0, 0, 0);
    let mut afternoon = None;
    let mut offset: Option<i16> = None;
    for element in elements(format)? {
        if rest.is_empty() {
            break;
        }
        match element {
            Element::Year => year = digits(&mut rest, 4)?,
            Element::ShortYear => {
                let short = digits(&mut rest, 2)?;
                year = if short < 50 { 2000 + short } else { 1900 + short };
            }
            Element::Month => month = small(digits(&mut rest, 2)?)?,
            Element::MonthName | Element::ShortMonthName => {
                let names = if element == Element::MonthName { FULL_MONTHS } else { MONTHS };
                let at = names
                    .iter()
                    .position(|name| {
                        rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                    })
                    .ok_or_else(|| SqlError::new(1843, "not a valid month"))?;
                rest = &rest[names[at].len()..];
                month = u8::try_from(at + 1).expect("there are twelve");
            }
            Element::Day => day = small(digits(&mut rest, 2)?)?,
            Element::Hour24 | Element::Hour12 => hour = small(digits(&mut rest, 2)?)?,
            Element::Minute => minute = small(digits(&mut rest, 2)?)?,
            Element::Second => second = small(digits(&mut rest, 2)?)?,
            Element::Fraction(_) => {
                let length = rest.bytes().take_while(u8::is_ascii_digit).count().min(9);
                let padded = format!("{:0<9}", &rest[..length]);
                nanos = padded.parse().map_err(|_| not_numeric())?;
                rest = &rest[length..];
            }
            Element::Half => {
                afternoon = rest.get(..2).map(|half| half.eq_ignore_ascii_case("PM"));
                rest = rest.get(2..).unwrap_or("");
            }
            Element::ZoneHour => {
                let negative = rest.starts_with('-');
                rest = rest.trim_start_matches(['+', '-']);
                let minutes = i16::from(small(digits(&mut rest, 2)?)?) * 60;
                offset = Some(if negative { -minutes } else { minutes });
            }
            Element::ZoneMinute => {
                let minutes = i16::from(small(digits(&mut rest, 2)?)?);
                let hours = offset.unwrap_or(0);
                offset = Some(if hours < 0 { hours - minutes } else { hours + minutes });
            }
            Element::Literal(literal) => {
                rest = rest
                    .strip_prefix(literal)
                    .ok_or_else(|| SqlError::new(1861, "literal does not match format string"))?;
            }
        }
    }
    if !rest.is_empty() {
        let message = "date format picture ends before converting entire input string";
        return Err(SqlError::new(1830, message));
    }
    if let Some(afternoon) = afternoon {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    let date = Moment::date(year, month, day)
        .ok_or_else(|| SqlError::new(1839, "date not valid for month specified"))?;
    let moment = date
        .at(hour, minute, second)
        .ok_or_else(|| SqlError::new(1850, "hour must be between 0 and 23"))?;
    Ok(Moment { nanos, offset, ..moment })
}

fn digits(rest: &mut &str, most: usize) -> SqlResult<i32> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count().min(most);
    let number = rest[..length].parse().map_err(|_| not_numeric())?;
    *rest = &rest[length..];
    Ok(number)
}

fn small(number: i32) -> SqlResult<u8> {
    u8::try_from(number).map_err(|_| not_numeric())
}

fn not_numeric() -> SqlError {
    SqlError::new(1858, "a non-numeric character was found where a numeric was expected")
}

/// `TO_CHAR` of a number by a format of 9, 0, `.`, `,` and FM.
pub(crate) fn number_text(number: &BigDecimal, format: &str) -> SqlResult<String> {
    let upper = format.to_uppercase();
    let (trim, picture) = match upper.strip_prefix("FM") {
        Some(rest) => (true, rest),
        None => (false, upper.as_str()),
    };
    if picture.is_empty() || picture.chars().any(|one| !matches!(one, '9' | '0' | '.' | ',')) {
        return Err(SqlError::new(1481, "invalid number format model"));
    }
    let (whole, fraction) = picture.split_once('.').unwrap_or((picture, ""));
    let places = i64::try_from(fraction.len()).unwrap_or(0);
    let rounded = number.with_scale_round(places, bigdecimal::RoundingMode::HalfUp);
    let text = rounded.abs().to_plain_string();
    let (integer, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let integer = integer.trim_start_matches('0');
    let width = whole.chars().filter(|one| *one != ',').count();
    if integer.len() > width {
        return Ok("#".repeat(picture.len() + 1));
    }
    let mut digits = integer.chars().rev();
    // Zeros are written up to the first 0 of the picture.
    let mut zeros = whole.chars().filter(|one| *one != ',').position(|one| one == '0');
    zeros = zeros.map(|at| width - at);
    let mut written = 0;
    let mut reversed = String::new();
    for one in whole.chars().rev() {
        if one == ',' {
            let more = digits.clone().next().is_some() || zeros.is_some_and(|most| written < most);
            reversed.push(if more { ',' } else { ' ' });
            continue;
        }
        reversed.push(match digits.next() {
            Some(digit) => digit,
            None if zeros.is_some_and(|most| written < most) => '0',
            None => ' ',
        });
        written += 1;
    }
    let mut text: String = reversed.chars().rev().collect();
    let start = text.len() - text.trim_start().len();
    let sign = if rounded.sign() == bigdecimal::num_bigint::Sign::Minus { "-" } else { " " };
    text.insert_str(start, sign);
    if picture.contains('.') {
        text.push('.');
        text.push_str(decimals);
    }
    Ok(if trim { text.trim().to_owned() } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_and_read() {
        let moment = Moment::date(2024, 2, 29).unwrap().at(15, 4, 5).unwrap();
        for (format, text) in [
            ("YYYY-MM-DD HH24:MI:SS", "2024-02-29 15:04:05"),
            ("DD-MON-RR HH:MI:SS AM", "29-FEB-24 03:04:05 PM"),
            ("yyyy-mm-dd\"T\"hh24:mi:ss", "2024-02-29T15:04:05"),
        ] {
            assert_eq!(date_text(moment, format), Ok(text.to_owned()));
            assert_eq!(parse_date(text, format), Ok(moment));
        }
        let zoned = parse_date("2024-02-29 -01:30", "YYYY-MM-DD TZH:TZM").unwrap();
        assert_eq!(zoned.offset, Some(-90));
        assert_eq!(parse_date("2023-02-29", "YYYY-MM-DD").unwrap_err().code, 1839);
        assert_eq!(parse_date("2023-01-01 1", "YYYY-MM-DD").unwrap_err().code, 1830);
        assert_eq!(parse_date("2023", "WHAT").unwrap_err().code, 1821);
    }

    #[test]
    fn numbers_are_written() {
        for (number, format, text) in [
            ("1234.5", "9,999.99", " 1,234.50"),
            ("-1234.5", "FM9999990.0", "-1234.5"),
            ("7", "009", " 007"),
            ("12345", "999", "####"),
        ] {
            assert_eq!(number_text(&number.parse().unwrap(), format), Ok(text.to_owned()));
        }
    }
}
