//! Cleaning of SVG files.
