#!/usr/bin/env python3
"""A small website from the JSON of an output alone: python3 site.py dist out

Needs nothing but Python; the site is built with `json: { assets: true }`. Every kind of node is shown. What stands in
`data-generated` is not of the author: the numbers of notes and lines, the words of icons.
"""
import html
import json
import pathlib
import shutil
import sys

STYLES = {"emphasis": "em", "strong": "strong", "deleted": "del", "inserted": "ins", "marked": "mark", "small": "small",
          "subscript": "sub", "superscript": "sup", "quoted": "q"}


def text(words):
    return html.escape(words, quote=True)


class Page:
    """Writes one page. `up` leads from its file to the folder of its locale."""

    def __init__(self, page):
        self.page = page
        self.assets = page.get("assets", {"pictures": {}, "icons": {}, "formulas": {}})
        self.up = "../" * page["id"].count("/")

    # What stands in a line.

    def inlines(self, nodes):
        return "".join(self.inline(node) for node in nodes)

    def inline(self, node):
        return getattr(self, "inline_" + node["kind"].replace("-", "_"))(node)

    def inline_text(self, node):
        return text(node["text"])

    inline_unsupported = inline_text

    def inline_line_break(self, node):
        return "<br>"

    def inline_styled(self, node):
        tag = STYLES[node["style"]]
        tag = "span" if tag == "q" else tag
        return f"<{tag}>{self.inlines(node['content'])}</{tag}>"

    def inline_span(self, node):
        anchor = node.get("attrs", {}).get("id")
        return f"<span{f' id={chr(34)}{text(anchor)}{chr(34)}' if anchor else ''}>{self.inlines(node['content'])}</span>"

    def inline_language(self, node):
        return f'<bdi lang="{node["language"]}">{self.inlines(node["content"])}</bdi>'

    def inline_comment(self, node):
        return f'<span class="comment">{text(node["text"])}</span>'

    def inline_keys(self, node):
        return "+".join(f"<kbd>{text(key)}</kbd>" for key in node["keys"])

    def inline_code(self, node):
        return f"<code>{text(node['text'])}</code>"

    def inline_link(self, node):
        content = self.inlines(node["content"])
        address = self.address(node["target"])
        return f'<a href="{text(address)}">{content}</a>' if address else content

    def address(self, target):
        if target["kind"] == "page":
            return f"{self.up}{target['page']}.html" + (f"#{target['anchor']}" if "anchor" in target else "")
        return target.get("url")

    def inline_picture(self, node):
        alternative = node["alternative"].get("words", {}).get("text", "")
        source = node["source"]
        if source["kind"] == "local" and source["asset"] in self.assets["pictures"]:
            file = self.assets["pictures"][source["asset"]]
            size = f'width="{file["width"]:g}" height="{file["height"]:g}"'
            return f'<img src="{self.up}{file["file"]}" alt="{text(alternative)}" {size}>'
        if source["kind"] == "remote":
            # On another server: told, and not fetched.
            shown = text(source["url"].split("://")[-1])
            return f'{text(alternative)} (<a href="{text(source["url"])}">{shown}</a>)'
        return text(alternative)

    def icon(self, name, words=""):
        file = self.assets["icons"].get(name)
        return f'<img class="icon" src="{self.up}{file["file"]}" alt="{text(words)}">' if file else text(words)

    def inline_icon(self, node):
        words = node["says"].get("words", {}).get("text", "")
        said = f" {text(words)}" if node["says"]["kind"] == "answer" else ""
        shown = self.icon(node["name"], "" if said else words)
        return f'<span data-generated="icon">{shown}{said}</span>'

    def inline_emoji(self, node):
        return text(node["text"])

    def inline_footnote_reference(self, node):
        return f'<sup data-generated="number"><a href="#note-{node["number"]}">{node["shown"]}</a></sup>'

    def inline_annotation_reference(self, node):
        return f'<sup data-generated="number">({node["shown"]})</sup>'

    def inline_abbreviation(self, node):
        return f'<abbr title="{text(node["expansion"])}">{text(node["text"])}</abbr>'

    def inline_definition(self, node):
        return f"<dfn>{self.inlines(node['content'])}</dfn>"

    def formula(self, node, kind):
        known = self.assets["formulas"].get(node["source"], {})
        return node["source"] if node["notation"] == "math-ml" else known.get(kind) or f"<code>{text(node['source'])}</code>"

    def inline_math(self, node):
        return self.formula(node, "inline")

    # What stands on lines of its own.

    def blocks(self, nodes):
        return "\n".join(self.block(node) for node in nodes)

    def block(self, node):
        shown = getattr(self, "block_" + node["kind"].replace("-", "_"))(node)
        return f'<div lang="{node["language"]}">{shown}</div>' if "language" in node else shown

    def block_heading(self, node):
        return f'<h{node["level"]} id="{text(node["anchor"])}">{self.inlines(node["content"])}</h{node["level"]}>'

    def block_paragraph(self, node):
        return f"<p>{self.inlines(node['content'])}</p>"

    block_buttons = block_paragraph

    def block_list(self, node):
        tag = {"bullet": "ul", "numbered": "ol"}[node["marks"]["kind"]]
        start = f' start="{node["marks"]["start"]}"' if tag == "ol" else ""
        items = ""
        for item in node["items"]:
            task = f'<input type="checkbox" disabled{" checked" if item["task"]["done"] else ""}> ' if "task" in item else ""
            items += f"<li>{task}{self.blocks(item['blocks'])}</li>"
        return f"<{tag}{start}>{items}</{tag}>"

    def block_definition_list(self, node):
        entries = ""
        for entry in node["entries"]:
            entries += "".join(f"<dt>{self.inlines(term['content'])}</dt>" for term in entry["terms"])
            entries += "".join(f"<dd>{self.blocks(detail['blocks'])}</dd>" for detail in entry["details"])
        return f"<dl>{entries}</dl>"

    def block_quote(self, node):
        return f"<blockquote>{self.blocks(node['blocks'])}</blockquote>"

    def block_code(self, node):
        title = f"<figcaption>{text(node['title'])}</figcaption>" if "title" in node else ""
        return f"<figure>{title}<pre><code>{text(node['text'])}</code></pre></figure>"

    def block_table(self, node):
        def row(row):
            cells = ""
            for cell in row["cells"]:
                tag = "th" if cell["header"] else "td"
                span = f' colspan="{cell["columns"]}" rowspan="{cell["rows"]}"'
                cells += f"<{tag}{span}>{self.blocks(cell['blocks'])}</{tag}>"
            return f"<tr>{cells}</tr>"

        caption = f"<caption>{self.inlines(node['caption'])}</caption>" if "caption" in node else ""
        head, body = "".join(map(row, node["head"])), "".join(map(row, node["body"]))
        return f"<table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table>"

    def block_admonition(self, node):
        title = f"<p><strong>{self.inlines(node['title'])}</strong></p>" if "title" in node else ""
        return f"<aside>{self.icon(node['icon'])}{title}{self.blocks(node['blocks'])}</aside>"

    block_collapsible = block_admonition

    def block_tabs(self, node):
        return "".join(f"<section><h6>{self.inlines(tab['label'])}</h6>{self.blocks(tab['blocks'])}</section>"
                       for tab in node["tabs"])

    def block_grid(self, node):
        return f"<div>{self.blocks(node['blocks'])}</div>"

    block_group = block_grid

    def block_figure(self, node):
        caption = f"<figcaption>{self.blocks(node['caption'])}</figcaption>" if "caption" in node else ""
        return f"<figure>{self.blocks(node['blocks'])}{caption}</figure>"

    def block_annotated(self, node):
        notes = dict(node["notes"], kind="list")
        return self.blocks(node["blocks"]) + self.block(notes)

    def block_progress(self, node):
        return f'<p><progress value="{node["basis_points"] / 10000}"></progress> {self.inlines(node["label"])}</p>'

    def block_thematic_break(self, node):
        return "<hr>"

    block_divider = block_page_break = block_thematic_break

    def block_math(self, node):
        return f"<p>{self.formula(node, 'block')}</p>"

    def block_diagram(self, node):
        label = f'<figcaption data-generated="label">{text(node["label"]["text"])}</figcaption>'
        return f"<figure>{label}<pre>{text(node['source'])}</pre></figure>"

    def block_card(self, node):
        parts = [f"<p><strong>{self.inlines(node['title'])}</strong></p>" if "title" in node else ""]
        if "logo" in node:
            parts.append(self.inline_picture(node["logo"]))
        parts.append(self.blocks(node["description"]))
        parts.extend(f"<p>{self.inline_link(link['link'])}</p>" for link in node["links"])
        if "downloads" in node:
            parts.append(f"<p>{self.inlines(node['downloads']['label'])}</p>")
            parts.extend(f"<p>{self.inlines(item['content'])}</p>" for item in node["downloads"]["items"])
        parts.append(self.blocks(node.get("further", [])))
        return f"<article>{''.join(parts)}</article>"

    def block_threats(self, node):
        items = "".join(f"<li>{self.inlines(item['content'])}</li>" for item in node["items"])
        return f"<p>{self.inlines(node['intro'])}</p><ul>{items}</ul>"

    def block_unsupported(self, node):
        return f"<pre>{text(node['text'])}</pre>"

    def whole(self):
        page = self.page
        title = "" if page["title_in_text"] else f'<h1 data-generated="title">{text(page["title"])}</h1>'
        body = self.blocks([entry["block"] for entry in page["blocks"]])
        notes = "".join(f'<div id="note-{note["number"]}">{self.blocks(note["blocks"])}</div>'
                        for note in (entry["note"] for entry in page["notes"]))
        head = f'<!doctype html>\n<html lang="{page["language"]}" dir="{page["direction"]}"><meta charset="utf-8">'
        return f"{head}<title>{text(page['title'])}</title>\n<body>{title}{body}{notes}</body></html>\n"


def main(dist, out):
    for index in sorted(dist.glob("*/index.json")):
        locale = index.parent
        for known in json.loads(index.read_text(encoding="utf-8"))["pages"]:
            page = json.loads((locale / known["file"]).read_text(encoding="utf-8"))
            file = out / locale.name / f"{known['id']}.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(Page(page).whole(), encoding="utf-8")
        if (locale / "assets").is_dir():
            shutil.copytree(locale / "assets", out / locale.name / "assets", dirs_exist_ok=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
