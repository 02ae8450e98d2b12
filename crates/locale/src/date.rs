//! Dates in words.

use crate::Digits;
use crate::table::{Calendar, DateForm};
use chrono::{Datelike as _, NaiveDate};

/// Writes `2026-08-22` in a form; none for what is no date of that shape.
pub(crate) fn format(date: &str, form: &DateForm, digits: Digits) -> Option<String> {
    let (year, month, day) = parse(date)?;
    let (year, month, day) = match form.calendar {
        Calendar::Gregorian => (year, month, day),
        Calendar::SolarHijri => solar_hijri(year, month, day)?,
    };
    let name = form.months.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    let day = match &form.first {
        Some(first) if day == 1 => first.clone(),
        _ => digits.format(day),
    };
    let text = form.pattern.replace("{d}", &day).replace("{y}", &digits.format(year));
    Some(text.replace("{month}", name).replace("{m}", &digits.format(month)))
}

/// Year, month and day of a date of the Gregorian calendar.
fn parse(date: &str) -> Option<(u64, u64, u64)> {
    let fits = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    let is_plain = date.len() == "YYYY-MM-DD".len() && date.bytes().enumerate().all(fits);
    let day = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().filter(|_| is_plain)?;
    Some((u64::try_from(day.year()).ok()?, day.month().into(), day.day().into()))
}

/// A Gregorian date in the calendar of Iran, by cycles of 33 years (right from 1799 to 2256); none before 1799.
fn solar_hijri(year: u64, month: u64, day: u64) -> Option<(u64, u64, u64)> {
    const BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    if year < 1799 {
        return None;
    }
    // Leap days count from March on.
    let leap_year = if month > 2 { year + 1 } else { year };
    let leap_days = leap_year.div_ceil(4) - leap_year.div_ceil(100) + leap_year.div_ceil(400);
    let mut days = 355_666 + 365 * year + leap_days + day + BEFORE[usize::try_from(month).ok()? - 1];
    // The epoch of the cycles lies 1595 years before the first.
    let mut iranian = 33 * (days / 12_053);
    days %= 12_053;
    iranian += 4 * (days / 1_461);
    days %= 1_461;
    if days > 365 {
        iranian += (days - 1) / 365;
        days = (days - 1) % 365;
    }
    let (month, day) =
        if days < 186 { (1 + days / 31, 1 + days % 31) } else { (7 + (days - 186) / 30, 1 + (days - 186) % 30) };
    Some((iranian - 1_595, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_of_iran() {
        for (gregorian, iranian) in [
            ((2024, 3, 20), (1403, 1, 1)),
            ((2025, 3, 20), (1403, 12, 30)),
            ((2025, 3, 21), (1404, 1, 1)),
            ((2026, 3, 21), (1405, 1, 1)),
            ((2026, 8, 22), (1405, 5, 31)),
            ((2000, 2, 29), (1378, 12, 10)),
            ((1979, 2, 11), (1357, 11, 22)),
        ] {
            let (year, month, day) = gregorian;
            assert_eq!(solar_hijri(year, month, day), Some(iranian), "{gregorian:?}");
        }
    }
}
