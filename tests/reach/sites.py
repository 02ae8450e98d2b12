"""Small sites of our own, written where a test wants them."""

from __future__ import annotations

from pathlib import Path


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


def languages(folder: Path, structure: str) -> None:
    """Two languages, of which one lacks a page: a folder for each, or in the names of files."""
    folders = structure == "folder"
    source, translation = ("docs/en/{}.md", "docs/it/{}.md") if folders else ("docs/{}.md", "docs/{}.it.md")
    write(
        folder,
        {
            source.format("index"): "# Oil\n\nGood oil. See [deep](a/deep.md).\n",
            source.format("a/deep"): "# Deep\n\nDeep words here.\n",
            source.format("only"): "# Only English\n\nNobody has translated it.\n",
            translation.format("index"): "# Olio\n\nBuon olio. Vedi [profondo](a/deep.md).\n",
            translation.format("a/deep"): "# Profondo\n\nParole profonde qui.\n",
            "mkdocs.yml": LANGUAGES.format(structure=structure, theme="material" if folders else "readthedocs"),
        },
    )


LANGUAGES = """\
site_name: Lamp
site_url: https://lamp.example/
theme: {{name: {theme}}}
plugins:
  - search
  - i18n:
      docs_structure: {structure}
      languages:
        - {{locale: en, name: English, default: true}}
        - {{locale: it, name: Italiano, site_name: Lampada, nav_translations: {{Start: Inizio}}}}
  - pamphlet
nav:
  - Start: index.md
  - a/deep.md
  - only.md
"""


def separate(folder: Path) -> None:
    """Two languages, each a website of its own."""
    for locale, words in {"en": "Good oil.", "it": "Buon olio."}.items():
        settings = f"site_name: Lamp\nsite_url: https://lamp.example/{locale}/\ndocs_dir: docs/{locale}\nsite_dir: site/{locale}\n"
        settings += f"theme: {{name: material, language: {locale}}}\nplugins: [search, pamphlet]\n"
        write(folder, {f"mkdocs.{locale}.yml": settings, f"docs/{locale}/index.md": f"# Lamp\n\n{words}\n"})


def plugins(folder: Path) -> None:
    """A site whose pages are made by plugins and a hook."""
    write(folder, PLUGINS)


PLUGINS = {
    "mkdocs.yml": """\
site_name: Lamp
site_url: https://lamp.example/docs/
theme:
  name: material
  features: [navigation.indexes, content.code.annotate]
hooks: [scripts/hook.py]
plugins:
  - search
  - macros
  - include-markdown
  - table-reader
  - gen-files: {scripts: [scripts/gen.py]}
  - awesome-nav
  - section-index
  - mkdocstrings:
      handlers: {python: {paths: [src], options: {show_source: true, show_root_heading: true}}}
  - autorefs
  - redirects: {redirect_maps: {old.md: guide/index.md}}
  - glightbox
  - tags
  - minify: {minify_html: true}
  - pamphlet
markdown_extensions:
  - admonition
  - attr_list
  - md_in_html
  - tables
  - footnotes
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.highlight
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.emoji
extra: {price: 42}
""",
    "docs/index.md": """\
---
title: Welcome
tags: [a]
---
# Welcome to the lamp

The price is {{ price }} coins, and {{ double(4) }} is eight.

{% for x in ["red", "green"] %}
- the {{ x }} lamp
{% endfor %}

HOOKMARK

See [Lamp.light][lampy.Lamp.light] and [`snuff`][lampy.snuff] and [broken](none.md).
""",
    "docs/.nav.yml": """\
nav:
  - index.md
  - "*"
""",
    "docs/guide/index.md": """\
# Guide

Intro of the guide.

{% include-markdown "../_part.md" %}

{{ read_csv('data/oils.csv') }}

Behind the table.
""",
    "docs/guide/cleaning.md": """\
# Cleaning

Clean the **wick** weekly. Look at the ![wick](wick.svg){ width=20 }.

!!! note
    Careful[^1].

[^1]: With fire.
""",
    "docs/guide/wick.svg": """\
<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>
""",
    "docs/tags.md": """\
# Tags

<!-- material/tags -->
""",
    "docs/_part.md": """\
Words that are *included* from a part.
""",
    "data/oils.csv": """\
oil,smell
olive,good
whale,bad
""",
    "main.py": """\
def define_env(env):
    @env.macro
    def double(x): return 2*x
""",
    "scripts/hook.py": """\
def on_page_markdown(markdown, **kw):
    return markdown.replace("HOOKMARK", "A hook said hello.\\n\\nTwice.")
""",
    "scripts/gen.py": """\
import mkdocs_gen_files
with mkdocs_gen_files.open("reference/lampy.md","w") as f:
    print("# Lampy\\n\\nMade by a program.\\n\\n::: lampy\\n    options:\\n      members: true\\n\\nThe end of the page.\\n", file=f)
with mkdocs_gen_files.open("img/plot.svg","w") as f:
    f.write('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle r="4"/></svg>')
with mkdocs_gen_files.open("reference/plots.md","w") as f:
    print("# Plots\\n\\n![A plot](../img/plot.svg)\\n", file=f)
""",
    "src/lampy/__init__.py": '''\
"""A package of lamps.

It has *two* things.
"""

class Lamp:
    """A lamp that burns.

    Attributes:
        oil: How much oil is left.
    """
    oil: int = 3

    def light(self, match: str, times: int = 1) -> bool:
        """Lights it.

        Args:
            match: What to light it with.
            times: How often to try.

        Returns:
            Whether it burns.

        Examples:
            >>> Lamp().light("match")
            True
        """
        # a comment

        return bool(match)

def snuff(lamp: Lamp) -> None:
    """Puts a lamp out. See [`Lamp`][lampy.Lamp]."""
''',
}


def blog(folder: Path) -> None:
    """A blog, whose lists of posts are pages of the website alone, and a navigation that is a page."""
    write(folder, BLOG)


BLOG = {
    "mkdocs.yml": """\
site_name: Lamp
theme: {name: material}
plugins:
  - search
  - blog
  - meta
  - literate-nav: {nav_file: SUMMARY.md}
  - pamphlet
""",
    "docs/SUMMARY.md": """\
- [Home](index.md)
- [Blog](blog/index.md)
""",
    "docs/index.md": "# Home\n\nWords.\n",
    "docs/blog/index.md": """\
# Blog
""",
    "docs/blog/posts/wick.md": """\
---
date: 2026-01-02
categories: [News]
---
# Wicks

New wicks.

<!-- more -->

They last.
""",
}
