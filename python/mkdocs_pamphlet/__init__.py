"""Pamphlet for MkDocs: PDF and EPUB beside the website, with a button on every page that leads to them."""
