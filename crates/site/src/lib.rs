//! A tree on disk: configuration, nav, strings, snippets, which file is which page.
