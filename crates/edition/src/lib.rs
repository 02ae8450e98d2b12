//! Aligns, resolves and measures the pages of one locale.
