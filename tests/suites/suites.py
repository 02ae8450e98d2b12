#!/usr/bin/env python3
"""Holds the parser against the test suites of Python-Markdown and PyMdown Extensions.

    suites.py harvest FOLDER INPUTS     runs the tests of an unpacked source package and writes what they convert
    suites.py compare INPUTS OUTPUTS DIFFERENCES

INPUTS and OUTPUTS hold an object of JSON a line: a test's name, its Markdown and extensions, and the HTML that the package
makes of it with what MkDocs always adds; or the HTML that `cargo run -p pamphlet-parser --example suites` makes of it.
DIFFERENCES lists what is known to differ: a reason behind `= `, and the names of the inputs that it is true of. Nothing of the suites is
kept: names are theirs, inputs are fetched.
"""
import collections, hashlib, html.parser, json, os, pathlib, re, sys, unittest

ALWAYS = ["toc", "tables", "fenced_code"]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th", "dl", "dt",
          "dd", "hr", "details"}
BREAKS = BLOCKS | {"p", "div", "br", "summary", "figure", "figcaption", "caption", "section", "legend", "form", "aside",
                   "center", "article", "header", "footer", "nav", "main", "fieldset", "address", "option", "label"}
SILENT = {"script", "style", "template", "svg", "head", "title"}


class Shown(html.parser.HTMLParser):
    """The words of a text of HTML, and the blocks that they stand in."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.words, self.blocks, self.silent, self.skip = [], [], 0, 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        classes = (attrs.get("class") or "").split()
        if tag in SILENT:
            self.silent += 1
        # Links back from notes, signs of permanent links, numbers of lines: made for screens.
        if tag == "a" and {"footnote-backref", "headerlink"} & set(classes):
            self.skip = 1
        elif tag == "div" and "toc" in classes:
            self.skip = 1
        elif self.skip and tag not in VOID:
            self.skip += 1
        if tag in BREAKS:
            self.words.append(" ")
        if tag in BLOCKS and not self.silent and not self.skip:
            self.blocks.append(tag)
        if tag == "img" and not self.silent:
            self.blocks.append("img")

    def handle_endtag(self, tag):
        if tag in SILENT and self.silent:
            self.silent -= 1
        if self.skip:
            self.skip -= 1
        if tag in BREAKS:
            self.words.append(" ")

    def handle_data(self, data):
        if not self.silent and not self.skip:
            self.words.append(data)

    def text(self):
        return " ".join("".join(self.words).split())

    def shape(self):
        return " ".join(self.blocks)


def plain(value):
    """A value of a configuration as JSON has it; functions by their names."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__name__)}"


def harvest(folder, inputs):
    import markdown

    found, original = {}, (markdown.Markdown.__init__, markdown.Markdown.convert)

    def init(self, **options):
        original[0](self, **options)
        self._options = options

    def convert(self, source):
        result = original[1](self, source)
        options = self._options
        names = [ext if isinstance(ext, str) else type(ext).__module__ for ext in options.get("extensions", [])]
        configs = {name: plain(dict(own)) for name, own in options.get("extension_configs", {}).items()}
        for ext, name in zip(options.get("extensions", []), names):
            if not isinstance(ext, str):
                configs[name] = plain(ext.getConfigs())
        # What a test brings along itself, and what reads files, cannot be had here.
        own = [ext for ext in names if ext.startswith(("tests", "test_", "__main__")) or "snippets" in ext or "b64" in ext]
        if source.strip() and not own and options.get("tab_length", 4) == 4:
            frame, test = sys._getframe(1), getattr(files, "current", "module")
            while frame:
                case = frame.f_locals.get("self")
                if isinstance(case, unittest.TestCase):
                    test = case.id()
                    break
                frame = frame.f_back
            key = hashlib.sha256(json.dumps([source, names, configs], sort_keys=True).encode()).hexdigest()[:8]
            extensions = [{name: configs[name]} if configs.get(name) else name for name in names]
            found.setdefault(key, (f"{test}#{key}", source, extensions, dict(options)))
        return result

    markdown.Markdown.__init__, markdown.Markdown.convert = init, convert
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    suite = unittest.defaultTestLoader.discover("tests", top_level_dir=".")
    result = unittest.TextTestRunner(stream=open(os.devnull, "w")).run(suite)
    files(pathlib.Path(folder))
    markdown.Markdown.__init__, markdown.Markdown.convert = original
    count, failed = 0, 0
    with open(inputs, "w", encoding="utf-8") as out:
        for name, source, extensions, options in found.values():
            options = {key: value for key, value in options.items() if key in ("extensions", "extension_configs")}
            named = [ext for ext in options.get("extensions", [])]
            options["extensions"] = [ext for ext in ALWAYS if ext not in named and "markdown.extensions." + ext not in named
                                     and not (ext == "fenced_code" and any("superfences" in str(e) or "extra" in str(e) for e in named))
                                     and not (ext == "tables" and any("extra" in str(e) for e in named))] + list(named)
            try:
                shown = markdown.Markdown(**options).convert(source)
            except Exception:
                failed += 1
                continue
            count += 1
            out.write(json.dumps({"name": name, "text": source, "extensions": extensions, "html": shown}) + "\n")
    print(f"{result.testsRun} tests, {count} inputs, {failed} that the package itself cannot read")


def files(folder):
    """The fixtures of PyMdown, which pytest reads: a text and its extensions in a file beside it."""
    import markdown, yaml

    for text in sorted(folder.glob("tests/extensions/**/*.txt")):
        config = next((path for path in (text.parent / "tests.yml",) if path.exists()), None)
        if not config:
            continue
        options = yaml.unsafe_load(config.read_text("utf-8"))
        extensions = dict((options.get("__default__") or {}).get("extensions") or {})
        own = options.get(text.stem) or {}
        if isinstance(own, dict):
            for name, values in (own.get("extensions") or {}).items():
                extensions[name] = {**(extensions.get(name) or {}), **(values or {})}
        extensions = {name: values for name, values in extensions.items() if values is not False}
        files.current = text.relative_to(folder).as_posix()
        try:
            md = markdown.Markdown(extensions=list(extensions), extension_configs={
                name: values for name, values in extensions.items() if isinstance(values, dict)})
            md.convert(text.read_text("utf-8"))
        except Exception as error:
            print(f"{text.name}: {error}")


def compare(inputs, outputs, differences):
    made = {}
    for line in open(outputs, encoding="utf-8"):
        entry = json.loads(line)
        made[entry["name"]] = entry["html"]
    known, reason = {}, ""
    for line in open(differences, encoding="utf-8"):
        if line.startswith("= "):
            reason = line[2:].strip()
        elif line.strip() and not line.startswith("#"):
            known[line.strip()] = reason
    used, count, fresh = set(), collections.Counter(), []
    for line in open(inputs, encoding="utf-8"):
        entry = json.loads(line)
        want, got = Shown(entry["html"]), Shown(made.get(entry["name"], ""))
        words, shape = want.text() == got.text(), want.shape() == got.shape()
        count["all"] += 1
        count["words"] += words
        count["shape"] += shape
        count["both"] += words and shape
        if words and shape:
            continue
        if entry["name"] in known:
            used.add(entry["name"])
            count["explained"] += 1
            continue
        fresh.append((entry, want, got))
    print("{all} inputs: {both} agree in words and blocks, {words} in words, {shape} in blocks; {explained} differ for a "
          "reason that is listed".format_map(collections.defaultdict(int, count)))
    for entry, want, got in fresh:
        print(f"\n--- {entry['name']} {json.dumps(entry['extensions'])}\n{entry['text']}\n  want {want.text()!r}\n"
              f"  made {got.text()!r}\n  want {want.shape()}\n  made {got.shape()}")
    for name, reason in known.items():
        if name not in used:
            print(f"{name} is listed and agrees ({reason})")
    return bool(fresh) or len(used) < len(known)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    sys.exit(harvest(*map(os.path.abspath, arguments)) if command == "harvest" else compare(*arguments))
