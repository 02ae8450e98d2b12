//! The list.

use super::Kind::{Extension, Feature, Plugin, Setting};
use super::Treatment::{Harmless, InPart, NotRun, Understood};
use super::{Kind, Known, Treatment};

macro_rules! rows {
    ($($kind:ident { $($treatment:ident: $what:literal: [$($name:literal),+ $(,)?];)+ })+) => {
        /// Every row, by kind.
        pub const ALL: &[Known] = &[$($($(row($kind, $name, $treatment, $what)),+),+),+];
    };
}

const fn row(kind: Kind, name: &'static str, treatment: Treatment, what: &'static str) -> Known {
    Known { kind, name, treatment, what }
}

rows! {
    Plugin {
        Understood: "its marks in texts are replaced by the files that they name": ["include-markdown"];
        Understood: "posts stand in order of date, by year; drafts are left out; excerpt marks go; authors and dates are shown":
            ["blog"];
        Understood: "Markdown, code, texts and pictures of notebooks are shown; nothing in them is run": ["mkdocs-jupyter", "mknotebooks"];
        InPart: "variables, conditions, loops and files are; what Python makes is missing, and each place is named": ["macros", "markdownextradata"];
        Understood: "pages that it names are left out": ["exclude"];
        InPart: "posts are pages; the list of them is missing, and each place is named": ["blogging"];
        InPart: "`.pages` and `.nav.yml` give order and titles, and what they hide is left out; what cannot be followed is named": ["awesome-pages", "awesome-nav"];
        Understood: "the lists that it names are the navigation": ["literate-nav"];
        Understood: "the first page of a section stands for it": ["section-index"];
        Understood: "each language is an edition": ["i18n"];
        Understood: "references are the text that they were given, and lead to the website": ["autorefs"];
        Understood: "captions are shown with their figures and tables": ["caption", "img2fig", "img2figv2"];
        Understood: "pictures have no second mark": ["fancyboxmd"];
        Understood: "films are links to where they are": ["mkdocs-video"];
        Understood: "pages and sections stand in the order of their weights, and what is headless is left out": ["mkdocs-nav-weight", "nav-weight"];
        Understood: "the plugins and extensions that it brings are read as if the site listed them": ["techdocs-core"];
        InPart: "the file that it names stands in the text as code; its other variants are missing": ["markdown_include_variants"];
        Understood: "quotes that begin with `[!NOTE]` are callouts": ["gh-admonitions", "callouts", "github-admonitions"];
        Understood: "links by name lead to the page of that name": ["roamlinks", "ezlinks", "autolinks"];
        Understood: "tags are subjects of books": ["tags"];
        Understood: "files with front matter for folders are read": ["meta"];
        Harmless: "it changes no words": [
            "search", "minify", "offline", "privacy", "optimize", "social", "redirects", "typeset", "info", "group",
            "projects", "glightbox", "git-committers", "git-committers-2", "git-authors", "git-revision-date",
            "git-revision-date-localized", "git-latest-changes", "rss", "sitemap", "htmlproofer", "linkcheck", "mike",
            "open-in-new-tab", "tooltips", "same-dir", "simple", "print-site", "with-pdf", "pdf-export", "to-pdf",
            "exporter", "exporter-extras", "section-nav", "toggle-sidebar", "charts",
            "llmstxt", "llms-txt", "markdown-exporter", "panzoom", "gtag", "ga4", "google-analytics",
            "table-of-contents", "no-sidebar", "hide-headings", "lightgallery", "mathjax",
            "redirect", "site-urls", "webcontext", "image-compress", "resize-images", "external-links",
            "unused-files", "alias", "asciinema-player", "copy-to-llm", "navigation-prune", "robots",
            "static-export", "pamphlet", "meta-descriptions", "meta-manager", "document-dates", "preview-links", "spellcheck",
            "exclude-search", "minify_html", "link-marker", "autotag", "inline-svg",
        ];
        NotRun: "documentation that it makes of code is missing; each place is named": ["mkdocstrings", "mkapi", "autodoc", "mkdocs-autodoc"];
        NotRun: "pages that its programs write are missing": ["gen-files", "gallery", "gen-pages", "api-autonav", "coverage", "doxygen", "doxygen-snippets"];
        InPart: "tables of CSV, TSV, YAML and JSON are shown as their files have them; what needs Python is missing, and each place is named":
            ["table-reader"];
        Understood: "projects of this repository are read with the navigations that they have": ["monorepo"];
        InPart: "numbers that it puts before headings and titles are missing": ["enumerate-headings", "add-number"];
        InPart: "other repositories are read where they are checked out, each other one is named; nothing is fetched": ["multirepo"];
        NotRun: "pages of other repositories are missing": ["external-markdown", "import-repo"];
        NotRun: "words that they make are missing": ["mkdocs-simple-hooks"];
        NotRun: "code that it runs is shown, and what it prints is missing": ["markdown-exec", "exec", "build-plantuml", "kroki", "drawio", "drawio-exporter", "d2", "diagrams", "jupyterlite", "execute", "terminal"];
        NotRun: "text between its marks is printed as written": [
            "simple-blog", "template", "jinja", "yamp", "placeholder", "codeinclude", "embed-file",
            "file-filter", "bibtex", "mkdocs-bibtex", "bibliography", "citations", "swagger-ui-tag", "render_swagger", "neoteroi.mkdocsoad", "ultralytics", "iconify",
            "video", "youtube", "audiotag", "badges", "schema_reader", "click", "typer", "termynal", "quiz",
            "include_dir_to_nav", "include_exclude_files", "semiliterate", "pagenav-generator",
            "abstract-summary", "glossary", "ezglossary", "alternate-links", "variants", "versioning", "puml", "plantuml_markdown",
            "encryptcontent", "kickstart", "categories", "related-pages", "obsidian-bridge", "obsidian-interactive-graph",
        ];
        Understood: "diagrams are drawn": ["mermaid2"];
        Understood: "folders of one language are not mixed": ["static-i18n"];
    }
    Extension {
        Understood: "as Python-Markdown has it": [
            "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html",
            "meta", "tables", "toc", "smarty", "nl2br", "sane_lists", "wikilinks",
        ];
        Harmless: "it changes no words": ["legacy_attrs", "legacy_em", "pymdownx.extrarawhtml", "pymdownx.striphtml", "pymdownx.pathconverter", "pymdownx.b64", "pymdownx.betterem"];
        Understood: "as PyMdown Extensions have it": [
            "pymdownx.arithmatex", "pymdownx.blocks.*", "pymdownx.caret", "pymdownx.critic", "pymdownx.details",
            "pymdownx.emoji", "pymdownx.escapeall", "pymdownx.extra", "pymdownx.fancylists", "pymdownx.highlight", "pymdownx.inlinehilite",
            "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar", "pymdownx.quotes",
            "pymdownx.saneheaders", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences",
            "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
        ];
        Understood: "lists nest as its documentation says": ["mdx_truly_sane_lists"];
        InPart: "it is read as the plugin `macros`": ["zensical.extensions.macros"];
        Understood: "files that it names stand in the text": ["markdown_include.include", "markdown_include"];
        InPart: "files that it names stand in the text, or lines of them; where it counts letters, the place is named": ["mdx_include"];
        Understood: "quotes that begin with `[!NOTE]` are callouts": ["github-callouts", "markdown_gfm_admonition", "callouts", "obsidian_callouts"];
        Understood: "formulas are set": ["mdx_math", "markdown_katex", "python_markdown_math"];
        Harmless: "it shows on the website what links lead to": ["material.extensions.preview", "zensical.extensions.preview"];
        Harmless: "it changes where links open": ["markdown_link_attr_modifier", "attr_cols"];
        NotRun: "code that it runs is shown, and what it prints is missing": ["plantuml_markdown", "mkdocs_graphviz", "mkdocs-click", "markdown_exec", "markdown_inline_graphviz", "sphinx_docstring", "mkautodoc", "mkdocs-typer", "mkdocs_typer", "mkdocs_click"];
        NotRun: "text between its marks is printed as written": ["neoteroi.*", "markdown_grid_tables", "markdown_checklist.extension", "mdx_gh_links", "mdx_breakless_lists", "markdown_captions", "yafg", "markdown_del_ins", "mdx_outline", "cell_row_span", "customblocks", "markdown_blockdiag", "headerid"];
    }
    Feature {
        Understood: "as on the website": ["content.code.annotate", "navigation.indexes"];
        Harmless: "it changes the looks of the website alone": [
            "announce.*", "content.action.*", "content.code.copy", "content.code.select", "content.footnote.tooltips",
            "content.tabs.link", "content.tooltips", "header.autohide", "navigation.*", "search.*", "toc.*", "tabs",
            "instant", "content.lazy", "content.icons", "content.shortcuts",
        ];
    }
    Setting {
        NotRun: "text on other servers is never fetched": ["pymdownx.snippets: url_download"];
        NotRun: "variables and macros of Python are missing; each place is named": ["macros: module_name", "macros: modules"];
        NotRun: "pages of Python files are missing": ["mkdocs-jupyter: include_source_py"];
        NotRun: "cells are shown as they were saved": ["mkdocs-jupyter: execute"];
        NotRun: "posts with a future date are shown: no clock decides what is printed": ["blog: draft_if_future_date"];
        NotRun: "words that they make are missing": ["hooks"];
    }
}
