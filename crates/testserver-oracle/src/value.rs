//! Values as statements see them.

use std::sync::Arc;

use bigdecimal::BigDecimal;

/// A moment in the proleptic Gregorian calendar, as `DATE` and the timestamp types hold it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Moment {
    pub(crate) year: i32,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) nanos: u32,
    /// Minutes east of UTC, for timestamps with a time zone.
    pub(crate) offset: Option<i16>,
}

impl Moment {
    /// Midnight of a day; `None` when there is no such day.
    pub(crate) fn date(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((-4712..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Self {
            year,
            month,
            day,
            ..Self::default()
        })
    }

    /// With a time of day; `None` when there is no such time.
    pub(crate) fn at(self, hour: u8, minute: u8, second: u8) -> Option<Self> {
        (hour < 24 && minute < 60 && second < 60).then_some(Self { hour, minute, second, ..self })
    }

    /// The same moment in UTC when it has an offset; without one it is taken as UTC.
    fn comparable(self) -> i128 {
        // Days since 1970-01-01 by the usual shift of the year to March.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100
            + day_of_year
            - 719_468;
        let seconds = days * 86_400
            + i64::from(self.hour) * 3_600
            + i64::from(self.minute) * 60
            + i64::from(self.second)
            - i64::from(self.offset.unwrap_or(0)) * 60;
        i128::from(seconds) * 1_000_000_000 + i128::from(self.nanos)
    }

    /// As many minutes later, in the parts of the calendar.
    pub(crate) fn shifted(self, minutes: i64) -> Self {
        let naive = Self { offset: None, nanos: 0, ..self };
        let seconds = i64::try_from(naive.comparable() / 1_000_000_000)
            .expect("years have four digits")
            + minutes * 60;
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // The reverse of the shift above.
        let days = days + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let small = |number: i64| u8::try_from(number).expect("a part of a day or a date");
        Self {
            year: i32::try_from(year).expect("years have four digits"),
            month: small(month),
            day: small(day),
            hour: small(rest / 3_600),
            minute: small(rest / 60 % 60),
            second: small(rest % 60),
            ..self
        }
    }

    /// The order in time.
    pub(crate) fn compare(self, other: Self) -> std::cmp::Ordering {
        self.comparable().cmp(&other.comparable())
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Text(Arc<str>),
    Number(BigDecimal),
    Float(f32),
    Double(f64),
    Date(Moment),
    Timestamp(Moment),
    Raw(Arc<[u8]>),
    Boolean(bool),
    /// Months.
    IntervalYear(i32),
    /// Seconds and the nanoseconds on top; both have the same sign.
    IntervalDay {
        seconds: i64,
        nanos: i32,
    },
}

impl Value {
    /// Text; the empty one is NULL, as in the database.
    pub(crate) fn text(text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        if text.is_empty() { Self::Null } else { Self::Text(text.into()) }
    }

    pub(crate) fn optional(text: Option<impl AsRef<str>>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    pub(crate) fn number(number: impl Into<i64>) -> Self {
        Self::Number(BigDecimal::from(number.into()))
    }

    pub(crate) fn yes(yes: bool) -> Self {
        Self::text(if yes { "YES" } else { "NO" })
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text that an implicit conversion makes; `None` for NULL.
    pub(crate) fn to_text(&self) -> Option<Arc<str>> {
        Some(match self {
            Self::Null => return None,
            Self::Text(text) => Arc::clone(text),
            Self::Number(number) => number_text(number).into(),
            Self::Float(number) => number.to_string().into(),
            Self::Double(number) => number.to_string().into(),
            Self::Date(moment) => date_text(*moment).into(),
            Self::Timestamp(moment) => timestamp_text(*moment).into(),
            Self::Raw(bytes) => crate::crypto::hex(bytes).into(),
            Self::Boolean(yes) => if *yes { "TRUE" } else { "FALSE" }.into(),
            Self::IntervalYear(months) => {
                let sign = if *months < 0 { '-' } else { '+' };
                let months = months.unsigned_abs();
                format!("{sign}{:02}-{:02}", months / 12, months % 12).into()
            }
            Self::IntervalDay { seconds, nanos } => {
                let sign = if *seconds < 0 || *nanos < 0 { '-' } else { '+' };
                let seconds = seconds.unsigned_abs();
                format!(
                    "{sign}{:02} {:02}:{:02}:{:02}.{:06}",
                    seconds / 86_400,
                    seconds / 3_600 % 24,
                    seconds / 60 % 60,
                    seconds % 60,
                    nanos.unsigned_abs() / 1_000
                )
                .into()
            }
        })
    }
}

/// As `TO_CHAR` without a format writes a number: no zero before the point, no exponent.
pub(crate) fn number_text(number: &BigDecimal) -> String {
    let plain = number.normalized().to_plain_string();
    match plain.strip_prefix('-') {
        Some(rest) => match rest.strip_prefix("0.") {
            Some(fraction) => format!("-.{fraction}"),
            None => plain,
        },
        None => match plain.strip_prefix("0.") {
            Some(fraction) => format!(".{fraction}"),
            None => plain,
        },
    }
}

/// A day in the format that most databases set up in English have, `DD-MON-RR`.
fn date_text(moment: Moment) -> String {
    let month = usize::from(moment.month.clamp(1, 12)) - 1;
    format!("{:02}-{}-{:02}", moment.day, MONTHS[month], moment.year.rem_euclid(100))
}

pub(crate) const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

fn timestamp_text(moment: Moment) -> String {
    let (half, hour) = match moment.hour {
        0 => ("AM", 12),
        hour @ 1..=11 => ("AM", hour),
        12 => ("PM", 12),
        hour => ("PM", hour - 12),
    };
    let zone = moment.offset.map_or_else(String::new, |offset| {
        let sign = if offset < 0 { '-' } else { '+' };
        format!(" {sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
    });
    format!(
        "{} {hour:02}.{:02}.{:02}.{:06} {half}{zone}",
        date_text(moment),
        moment.minute,
        moment.second,
        moment.nanos / 1_000
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_database_writes_them() {
        for (number, text) in
            [("0", "0"), ("0.50", ".5"), ("-0.5", "-.5"), ("1E3", "1000"), ("-12.30", "-12.3")]
        {
            assert_eq!(number_text(&number.parse().unwrap()), text);
        }
    }

    #[test]
    fn moments_are_compared_in_time() {
        let noon = Moment::date(2024, 2, 29).unwrap().at(12, 0, 0).unwrap();
        let same = Moment { hour: 14, offset: Some(120), ..noon };
        assert_eq!(noon.compare(same), std::cmp::Ordering::Equal);
        assert!(Moment::date(2023, 2, 29).is_none());
        assert!(noon.at(24, 0, 0).is_none());
        let before = Moment::date(1969, 12, 31).unwrap();
        assert_eq!(before.comparable(), -86_400_000_000_000);
    }

    #[test]
    fn values_convert_to_text() {
        let moment = Moment::date(2026, 1, 5).unwrap().at(13, 4, 5).unwrap();
        assert_eq!(&*Value::Date(moment).to_text().unwrap(), "05-JAN-26");
        let zoned = Value::Timestamp(Moment { offset: Some(-90), ..moment });
        assert_eq!(&*zoned.to_text().unwrap(), "05-JAN-26 01.04.05.000000 PM -01:30");
        assert_eq!(&*Value::IntervalYear(-14).to_text().unwrap(), "-01-02");
        assert_eq!(Value::text(""), Value::Null);
    }
}
