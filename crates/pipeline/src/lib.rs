//! Loads, schedules, caches, writes, checks and releases.
