//! The date and the version that outputs print. Never the clock.

use crate::commit::OutputTree;
use crate::system::System;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use pamphlet_document::Revision;
use std::path::Path;

/// `SOURCE_DATE_EPOCH`, in seconds since 1970.
#[must_use]
pub(crate) fn epoch(system: &dyn System) -> Option<i64> {
    system.environment("SOURCE_DATE_EPOCH").and_then(|text| text.trim().parse().ok())
}

/// The date of all outputs, `YYYY-MM-DD`, in UTC: `SOURCE_DATE_EPOCH`, else the site's own. None when each output has
/// that of the last commit to what it was made from.
#[must_use]
pub fn date(system: &dyn System, own: Option<&str>) -> Option<String> {
    epoch(system).map(from_seconds).or_else(|| own.map(str::to_owned))
}

/// When something was changed last, in seconds since 1970: `SOURCE_DATE_EPOCH`, else the beginning of the day that the
/// site gives, else the newest commit of what it was made from. Where the day that it prints is the day of that commit,
/// the commit's time is meant, whoever named the day: it tells two changes of one day apart.
#[must_use]
pub fn modified(epoch: Option<i64>, date: Option<&str>, revision: &Revision) -> Option<i64> {
    let commit = revision.commit.as_ref().filter(|commit| Some(commit.date.as_str()) == date);
    epoch.or(commit.map(|commit| commit.time)).or_else(|| to_seconds(date?))
}

/// The version of the outputs: the one that was given, else the tag that the commit carries, else none. Files that differ
/// from the commit are not what the tag names, and the version then ends in [`DIRTY`].
#[must_use]
pub fn version(system: &dyn System, site: &Path, given: Option<&str>, tree: &OutputTree) -> Option<String> {
    if let Some(given) = given {
        return Some(given.to_owned());
    }
    let tag = system.git(site, &["describe", "--tags", "--exact-match", "HEAD"]).filter(|tag| !tag.is_empty())?;
    Some(if tree.is_dirty() { tag + DIRTY } else { tag })
}

/// What a version ends in when the files are not those of a commit.
pub(crate) const DIRTY: &str = "-dirty";

/// A count of seconds since 1970 as catalogues write moments: `2026-08-22T10:30:00Z`.
#[must_use]
pub fn moment(seconds: i64) -> String {
    utc(seconds).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The day of a count of seconds since 1970.
pub(crate) fn from_seconds(seconds: i64) -> String {
    utc(seconds).format("%Y-%m-%d").to_string()
}

/// The first second of a day, `YYYY-MM-DD`. None for what is no day.
fn to_seconds(date: &str) -> Option<i64> {
    let day = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?;
    Some(day.and_time(NaiveTime::MIN).and_utc().timestamp())
}

/// A moment; the first or the last one that has a date for what lies beyond.
fn utc(seconds: i64) -> DateTime<Utc> {
    let beyond = if seconds < 0 { DateTime::<Utc>::MIN_UTC } else { DateTime::<Utc>::MAX_UTC };
    DateTime::from_timestamp(seconds, 0).unwrap_or(beyond)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::MemorySystem;
    use pamphlet_document::Commit;

    #[test]
    fn days() {
        for (seconds, day) in
            [(0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_787_356_800, "2026-08-22"), (-1, "1969-12-31")]
        {
            assert_eq!(from_seconds(seconds), day);
            assert_eq!(to_seconds(day), Some(seconds.div_euclid(86_400) * 86_400), "{day}");
        }
        assert_eq!(to_seconds("yesterday"), None);
        assert_eq!(to_seconds("2026-02-30"), None);
        assert!(moment(i64::MAX).ends_with("-12-31T23:59:59Z") && moment(i64::MIN).contains("-01-01T"));
        assert_eq!(moment(1_787_394_601), "2026-08-22T10:30:01Z");
        assert_eq!(moment(-1), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn when_a_book_was_changed() {
        let commit = |time| Commit { time, id: "a".to_owned(), date: from_seconds(time) };
        let revision = Revision { commit: Some(commit(1_787_394_601)), changed: false };
        // The commit to the second; a site's own day, unless that is the day of the commit; the environment before both.
        assert_eq!(modified(None, Some("2026-08-22"), &revision), Some(1_787_394_601));
        assert_eq!(modified(None, Some("2026-08-23"), &revision), Some(1_787_443_200));
        assert_eq!(modified(Some(5), Some("1970-01-01"), &revision), Some(5));
        assert_eq!(modified(None, Some("2000-02-29"), &Revision::default()), Some(951_782_400));
        assert_eq!(modified(None, None, &Revision::default()), None);
    }

    #[test]
    fn the_order_of_sources() {
        let system = MemorySystem::default();
        let site = Path::new("/s");
        assert_eq!(date(&system, None), None);
        assert_eq!(date(&system, Some("2001-01-01")).as_deref(), Some("2001-01-01"));
        system.set_environment("SOURCE_DATE_EPOCH", "0");
        assert_eq!(date(&system, Some("2001-01-01")).as_deref(), Some("1970-01-01"));
        let version_of = |given, tree| version(&system, site, given, &tree);
        assert_eq!(version_of(Some("2.0"), OutputTree::None).as_deref(), Some("2.0"));
        assert_eq!(version_of(None, OutputTree::None), None);
        system.set_git("describe --tags --exact-match HEAD", "v2");
        assert_eq!(version_of(None, OutputTree::At { id: "a".into(), changed: Vec::new() }).as_deref(), Some("v2"));
        assert_eq!(
            version_of(None, OutputTree::At { id: "a".into(), changed: vec!["b".into()] }).as_deref(),
            Some("v2-dirty")
        );
    }
}
