"""From a wheel to a website with downloads, as a user does it: MkDocs with three themes, languages in both structures,
and thirteen plugins; Zensical; a click in a browser.

Usage: gate.py PROGRAM FOLDER, by a Python that has the packages of xtask/src/reach.rs.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from urllib.parse import unquote, urljoin

sys.path.insert(0, str(Path(__file__).parent))
import guide  # noqa: E402
import sites  # noqa: E402
import yaml  # noqa: E402
from wheel import pack  # noqa: E402
from words import compare  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def run(folder: Path, *words: str, status: int = 0) -> str:
    environment = os.environ | QUIET | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    done = subprocess.run([BIN / words[0], *words[1:]], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != status:
        raise AssertionError(f"{' '.join(words)} in {folder} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def links(site: Path) -> dict[Path, list[str]]:
    """The links that were added to each page; every one leads to a file that is there."""
    found = {}
    for page in site.rglob("*.html"):
        if site / "downloads" in page.parents:
            continue
        added = "".join(re.findall(r"<!--pamphlet-->(.*?)<!--/pamphlet-->", page.read_text(encoding="utf-8"), re.DOTALL))
        found[page] = re.findall(r'href="([^"]*)"', added)
        for link in found[page]:
            target = (page.parent / unquote(link.split("#")[0])).resolve()
            assert target.is_file(), f"{page} leads to {link}, which is not there"
    return found


def has_downloads(site: Path, pages: int, locales: list[str]) -> None:
    found = {page: own for page, own in links(site).items() if own}
    assert len(found) == pages, f"{site}: {len(found)} pages have links, not {pages}"
    for page, own in found.items():
        parts = page.relative_to(site).parts
        locale = parts[0] if parts[0] in locales else locales[0]
        assert all(f"downloads/{locale}/" in link or link.endswith(f"#{locale}") for link in own), f"{page}: {own}"
        assert any(link.endswith(".pdf") for link in own) and any(link.endswith(".epub") for link in own), f"{page}: {own}"
    book = json.loads((site / "downloads/manifest.json").read_text())
    assert [edition["locale"] for edition in book["editions"]] == locales


def themes(work: Path) -> None:
    for theme in ["material", "mkdocs", "readthedocs"]:
        folder = work / theme
        run(work, "mkdocs", "new", theme, "--quiet")
        (folder / "mkdocs.yml").write_text(f"site_name: Lamp\ntheme: {{name: {theme}}}\nplugins: [search, pamphlet]\n")
        (folder / "docs/oil.md").write_text("# Oil\n\nFor the lamp.\n")
        said = run(folder, "mkdocs", "build", "--strict")
        assert "2 pages in 1 locale" in said, said
        has_downloads(folder / "site", 2, ["en"])


def languages(work: Path) -> None:
    for structure in ["folder", "suffix"]:
        folder = work / structure
        sites.languages(folder, structure)
        run(folder, "mkdocs", "build")
        has_downloads(folder / "site", 6, ["en", "it"])
        total, missing, told = compare(folder / "site")
        assert (missing, total > 25) == (0, True), (total, told)


def separate(work: Path) -> None:
    folder = work / "separate"
    sites.separate(folder)
    for locale in ["en", "it"]:
        run(folder, "mkdocs", "build", "--strict", "--config-file", f"mkdocs.{locale}.yml")
        has_downloads(folder / "site" / locale, 1, [locale])


def plugins(work: Path) -> None:
    folder = work / "plugins"
    sites.plugins(folder)
    said = run(folder, "mkdocs", "build")
    assert "docs/index.md:15: the link `none.md`" in said, f"the finding is not told of the file that people write:\n{said}"
    assert "plugin-not-run" not in said and "hook-not-run" not in said, said
    assert "ERROR" not in said, said
    has_downloads(folder / "site", 7, ["en"])
    total, missing, told = compare(folder / "site")
    assert total > 300 and missing * 1000 <= total, f"{missing} of {total} words are missing:\n" + "\n".join(told)
    book = zipfile.ZipFile(next((folder / "site/downloads/en").glob("*.epub")))
    made = book.read("OEBPS/text/reference/lampy.xhtml").decode()
    assert "lampy" in made and "¶" not in made and "&amp;para" not in made, "links of headings to themselves are in the book"
    print(f"  {total} words of thirteen plugins, {missing} missing")


def blog(work: Path) -> None:
    folder = work / "blog"
    sites.blog(folder)
    said = run(folder, "mkdocs", "build", "--strict")
    assert "3 pages in 1 locale" in said, said
    has_downloads(folder / "site", 3, ["en"])
    total, missing, told = compare(folder / "site")
    assert missing == 0 and total > 5, told


def strict(work: Path) -> None:
    """What Pamphlet alone finds fails a strict build; nothing is made where it is switched off."""
    folder = work / "mkdocs"
    page = folder / "docs/oil.md"
    written = page.read_text()
    page.write_text(written + '\n<a href="none.md">A link that MkDocs does not look at</a>\n')
    said = run(folder, "mkdocs", "build", "--strict", status=1)
    assert "pamphlet: docs/oil.md:5: the link `none.md`" in said, said
    page.write_text(written)
    (folder / "mkdocs.yml").write_text("site_name: Lamp\nplugins:\n  - pamphlet: {enabled: false}\n")
    run(folder, "mkdocs", "build", "--strict")
    assert not (folder / "site/downloads").exists()
    elsewhere = work / "elsewhere"
    for outside in ["../d", elsewhere.as_posix(), ".", "C:\\\\d"]:
        (folder / "mkdocs.yml").write_text(f'site_name: Lamp\nplugins:\n  - pamphlet: {{folder: "{outside}"}}\n')
        assert "no folder inside of the website" in run(folder, "mkdocs", "build", status=1)
    assert not (folder / "d").exists() and not elsewhere.exists()
    (folder / "mkdocs.yml").write_text("site_name: Lamp\nplugins:\n  - pamphlet: {formats: [text], button: none, folder: d}\n")
    run(folder, "mkdocs", "build", "--strict")
    assert (folder / "site/d/en/text/oil.txt").is_file() and "<!--pamphlet-->" in (folder / "site/oil/index.html").read_text()


def dirty(work: Path) -> None:
    """A dirty build makes the pages that changed alone: they have their links, and the outputs stay."""
    folder = work / "material"
    page = folder / "docs/oil.md"
    page.write_text(page.read_text() + "\nAnd for the salad.\n")
    before = {path: path.read_bytes() for path in (folder / "site/downloads").rglob("*") if path.is_file()}
    said = run(folder, "mkdocs", "build", "--dirty")
    assert "the downloads stay as they are" in said, said
    has_downloads(folder / "site", 2, ["en"])
    assert "for the salad" in (folder / "site/oil/index.html").read_text()
    assert all(path.read_bytes() == text for path, text in before.items())


def scattered(work: Path) -> None:
    """Pages that lie outside of the folder of the configuration, a folder of the outputs' name, and no pages at all."""
    folder = work / "scattered"
    sites.write(folder, {"conf/mkdocs.yml": "site_name: A\ndocs_dir: ../pages\nsite_dir: ../site\nplugins: [pamphlet]\n"})
    sites.write(folder, {"pages/index.md": "# Lamp\n"})
    run(folder, "mkdocs", "build", "--strict", "--config-file", "conf/mkdocs.yml")
    has_downloads(folder / "site", 1, ["en"])
    sites.write(folder, {"pages/downloads/list.txt": "of somebody else\n"})
    said = run(folder, "mkdocs", "build", "--config-file", "conf/mkdocs.yml", status=1)
    assert "name another one in the option folder of the plugin" in said, said
    shutil.rmtree(folder / "pages/downloads")
    (folder / "pages/index.md").unlink()
    said = run(folder, "mkdocs", "build", "--config-file", "conf/mkdocs.yml")
    assert "there are no pages" in said and not (folder / "site/downloads").exists(), said


def marks(work: Path) -> None:
    """Marks that a plugin replaces only when a page is HTML are the words that it puts there, and other marks stay."""
    folder = work / "marks"
    sites.write(
        folder,
        {
            "mkdocs.yml": "site_name: A\nhooks: [hook.py]\nplugins:\n  - pamphlet: {formats: [text]}\n",
            "hook.py": "def on_page_content(html, **more):\n"
            "    return html.replace('{{ by }}', '<a href=\"mailto:a@b\">Ada *L* &amp; Bo</a>')\n",
            "docs/index.md": "# Lamp\n\nOf {{ by }}, and `{{ kept }}`.\n\n- {{ by }}\n- {{ by }}{{ by }}\n",
        },
    )
    said = run(folder, "mkdocs", "build", "--strict")
    text = (folder / "site/downloads/en/text/index.txt").read_text()
    # Lines of a long page are told as they stand in its file, too.
    from mkdocs_pamphlet.lines import runs

    written = ["{{ x }}" if at % 3 == 0 else f"line {at}" for at in range(9000)]
    made = ["words" if line == "{{ x }}" else line for line in written]
    assert runs(made, written)[:3] == [[2, 2, 2], [5, 5, 2], [8, 8, 2]] and len(runs(made, written)) == 3000
    assert "Of Ada *L* & Bo, and {{ kept }}." in text and text.count("Ada *L* & Bo") == 4, text + said


def zensical(work: Path) -> None:
    folder = work / "zensical"
    folder.mkdir()
    run(folder, "zensical", "new", ".")
    run(folder, "zensical", "build")
    site = folder / "site"
    before = {page: page.read_bytes() for page in site.rglob("*.html")}
    run(folder, "pamphlet", "build", "--out", "site/downloads", "--format", "pdf,epub")
    assert "(0 files changed)" not in run(folder, "pamphlet", "attach", "site")
    has_downloads(site, len([page for page in before if page.name != "404.html"]), ["en"])
    assert "(0 files changed)" in run(folder, "pamphlet", "attach", "site")
    run(folder, "pamphlet", "attach", "site", "--remove")
    assert all(page.read_bytes() == text for page, text in before.items()), "links left a trace"
    run(folder, "pamphlet", "attach", "site")


def click(work: Path, browser: str) -> None:
    from browser import Browser, serve

    own = Browser(browser, work / "profile")
    try:
        for name, path, selector in [
            ("material", "oil/", "a.md-content__button[href$='.pdf']"),
            ("suffix", "it/a/deep/", "p.pamphlet a[href$='.pdf']"),
            ("folder", "it/only/", "a.md-content__button[href$='.pdf']"),
            ("zensical", "", "a.md-content__button[href$='.pdf']"),
        ]:
            server, address = serve(work / name / "site")
            file = own.downloaded(urljoin(address + "/", path), selector, work / "clicked" / name)
            assert file.read_bytes().startswith(b"%PDF-"), f"{name}: a click gives {file}"
            server.shutdown()
    finally:
        own.close()


def guided_environment(programs: Path, wheel: Path) -> dict[str, str]:
    """An environment whose `pip` knows of our wheel alone."""
    programs.mkdir()
    for name, text in {
        "pip": f'[ "$*" = "install mkdocs-pamphlet" ] || exit 9\nexec "{BIN}/pip" install -q --no-index --no-deps --force-reinstall "{wheel}"\n',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{text}")
        (programs / name).chmod(0o755)
    return os.environ | QUIET | {"PATH": f"{programs}:{BIN}:{os.environ['PATH']}"}


def guided(work: Path, wheel: Path) -> None:
    """What the guide shows is done, with a `pip` that knows of our wheel alone; and the guide itself is built."""
    environment = guided_environment(work / "programs", wheel)
    count = guide.play_all(work / "guide", environment)
    assert count > 40, count
    out = work / "guide-built"
    found = work / "guide.json"
    said = run(work, "pamphlet", "build", "--site", str(ROOT / "content/guide"), "--out", str(out), "--findings", str(found))
    # Examples of what a diagnostic is about are what it is about.
    own = [one for one in json.loads(found.read_text())["diagnostics"] if one["severity"] != "note"]
    assert all(one["path"].endswith(f"explanations/{one['code']}.md") or one["code"] == "missing-snippet" for one in own), own
    print(f"  {count} commands of the guide; {said.splitlines()[0]}")


def readme(work: Path, wheel: Path) -> None:
    """What README.md shows is done as it stands there: the lines of its first minute, its data, its configuration."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    fenced = lambda part: re.findall(r"^```(\w+)\n(.*?)^```$", parts[part], re.MULTILINE | re.DOTALL)
    environment = guided_environment(work / "readme-programs", wheel)
    folder = work / "readme"
    run(work, "mkdocs", "new", "readme", "--quiet")
    (folder / "i18n/it").mkdir(parents=True)
    (folder / "i18n/it/index.md").write_text("# Lampade\n")

    def shell(command: str, where: Path) -> str:
        done = subprocess.run(["bash", "-c", command], cwd=where, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"README.md: `{command}` ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout

    count = 0
    for kind, block in fenced("In one minute"):
        if kind == "yaml":
            (folder / "mkdocs.yml").write_text(f"site_name: Lamp\n{block}")
        for line in block.splitlines() if kind == "console" else []:
            shell(line.removeprefix("$ "), folder)
            count += 1
    commands = re.findall(r"`((?:mkdocs|pamphlet) [^`]+)`", parts["In one minute"])
    assert commands[0] == "mkdocs build" and len(commands) > 3, commands
    for command in commands:
        shell(command, folder)
        count += 1
        if command == commands[0]:
            has_downloads(folder / "site", 1, ["en"])
    for kind, block in fenced("For programs"):
        shell("pamphlet build --format json", folder)
        for line in block.splitlines():
            shell(line, folder / "dist/en")
            count += 1
    own = fenced("A site")[0][1]
    (folder / "pamphlet.yml").write_text(own)
    # Files of another name: the folder belongs to the site of before.
    shutil.rmtree(folder / "dist")
    shell("pamphlet build --format text --fail-on warning", folder)
    assert (folder / "dist/it/my-handbook-it.txt").is_file(), "the configuration that README.md shows names it so"
    print(f"  {count} commands of README.md")


def automation(work: Path, wheel: Path) -> None:
    """The scripts of the action, as GitHub would run them."""
    folder = work / "automation"
    sites.write(folder, {"docs/index.md": "# Lamp\n\nSee [oil](oil.md).\n", "mkdocs.yml": "site_name: Lamp\n"})
    files = {name: folder / name for name in ["GITHUB_PATH", "GITHUB_STEP_SUMMARY"]}
    base = os.environ | QUIET | {"RUNNER_TEMP": str(folder), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent)}
    base |= {name: str(path) for name, path in files.items()}

    def script(name: str, status: int, **more: str) -> str:
        done = subprocess.run(
            ["bash", ROOT / "action" / name], cwd=folder, env=base | more, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, f"{name} {more} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    assert "is not a version" in script("install.sh", 2, PAMPHLET_VERSION="1; touch x")
    assert "belongs to one version" in script("install.sh", 2, PAMPHLET_SHA256="0" * 64)
    version = wheel.name.split("-")[1]
    script("install.sh", 1, PAMPHLET_VERSION=version, PAMPHLET_SHA256="0" * 64)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert "pamphlet " in script("install.sh", 0, PAMPHLET_VERSION=version, PAMPHLET_SHA256=digest)
    path = f"{files['GITHUB_PATH'].read_text().strip()}:{os.environ['PATH']}"
    said = script("run.sh", 1, PATH=path, PAMPHLET_FAIL_ON="warning", PAMPHLET_FORMATS="text")
    assert re.search(r"^::warning .*file=(?:.*/)?docs/index\.md,line=3", said, re.MULTILINE), said
    summary = files["GITHUB_STEP_SUMMARY"].read_text()
    assert "\n    1 page in 1 locale" in summary and "#### Translated\n\n    there is no translation" in summary, summary
    assert "```" not in summary, summary
    assert (folder / "dist/en/text/index.txt").is_file() and not list((folder / "dist/en").glob("*.epub"))
    script("run.sh", 0, PATH=path, PAMPHLET_COMMANDS="check")
    assert "knows check and build" in script("run.sh", 2, PATH=path, PAMPHLET_COMMANDS="release")


def suggestions(work: Path) -> None:
    """What is mended is suggested on a pull request, once, where the change shows it, and nobody is named by it."""
    top = work / "suggestions"
    page = "# Lampada\r\n\r\n!!! nota\r\n\r\n    Vedi \U0001f4a1 [olio] (https://oil.example) ora. ** bene **\r\n\r\n** @somebody ** fine\r\n"
    sites.write(top / "site", {"mkdocs.yml": "site_name: Lamp\n", "docs/index.md": "# Lamp\n\n!!! note\n\n    See **well**.\n"})
    (top / "site/i18n/it").mkdir(parents=True)
    (top / "site/i18n/it/index.md").write_bytes(b"\xef\xbb\xbf" + page.encode())
    subprocess.run(["git", "init", "--quiet", top], check=True)
    lines = page.split("\n")[:-1]
    # The last line is not part of the change.
    shown = "\n".join(["@@ -0,0 +1,5 @@", *(f"+{line}" for line in lines[:5])])
    state = {"files": [{"filename": "site/i18n/it/index.md", "patch": shown}], "comments": []}
    (top / "event.json").write_text(json.dumps({"pull_request": {"number": 7, "head": {"sha": "abc"}}}))
    (top / "gh").write_text(
        f"#!{sys.executable}\nimport json, pathlib, sys\nstate = pathlib.Path(__file__).with_name('state.json')\n"
        "kind = sys.argv[2].split('?')[0].rsplit('/', 1)[1]\n"
        "if kind == 'reviews':\n"
        "    pathlib.Path(__file__).with_name('review.json').write_text(sys.stdin.read())\n    print('{}')\n"
        "elif pathlib.Path(__file__).with_name('refused').exists():\n    sys.exit('HTTP 403: not accessible')\n"
        "else:\n    print(json.dumps([json.loads(state.read_text())[kind]]))\n"
    )
    (top / "gh").chmod(0o755)
    environment = os.environ | {
        "PATH": f"{top}:{BIN}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(top),
        "GITHUB_EVENT_PATH": str(top / "event.json"),
        "GITHUB_REPOSITORY": "owner/name",
        "PAMPHLET_COMMANDS": "check",
        "PAMPHLET_SITE": "site",
        "PAMPHLET_SUGGEST": "true",
    }

    def action() -> str:
        (top / "state.json").write_text(json.dumps(state))
        done = subprocess.run(
            ["bash", ROOT / "action/run.sh"], cwd=top, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "2 repairs suggested, 0 were before" in action()
    review = json.loads((top / "review.json").read_text())
    assert (review["commit_id"], review["event"]) == ("abc", "COMMENT")
    first, second = review["comments"]
    assert (first["path"], first["line"], second["line"]) == ("site/i18n/it/index.md", 3, 5), review
    assert first["body"].endswith("```suggestion\n!!! note\n```"), first
    assert second["body"].endswith("\n    Vedi \U0001f4a1 [olio](https://oil.example) ora. **bene**\n```"), second
    state["comments"] = [{"path": one["path"], "line": one["line"], "body": one["body"]} for one in review["comments"]]
    (top / "review.json").unlink()
    assert "0 repairs suggested, 2 were before" in action() and not (top / "review.json").exists()
    (top / "refused").touch()
    assert "::warning::no repairs are suggested: HTTP 403" in action()
    (top / "event.json").write_text("{}")
    assert "this is no pull request" in action()


def recipes(work: Path) -> None:
    """The commands of recipes that this machine can run, by the shell that would."""
    folder = work / "recipes"
    files = {"docs/index.md": "# Lamp\n", "docs/index.pt-BR.md": "# Lume\n", "mkdocs.yml": "site_name: Lamp\n"}
    # A booklet stands before the book; and the host writes languages small.
    sites.write(folder, files | {"pamphlet.yml": "layouts: [standard, booklet]\n"})
    output = folder / "output of the host"
    environment = os.environ | QUIET | {"PATH": f"{BIN}:{os.environ['PATH']}", "READTHEDOCS_OUTPUT": str(output)}
    environment |= {"READTHEDOCS_LANGUAGE": "pt-br"}
    docs = yaml.safe_load((ROOT / "recipes/readthedocs.yaml").read_text())["build"]["jobs"]
    gitlab = yaml.safe_load((ROOT / "recipes/gitlab-ci.yml").read_text())["pamphlet"]
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())[0]["entry"]
    local = yaml.safe_load((ROOT / "recipes/pre-commit-config.yaml").read_text())["repos"][0]["hooks"][0]["entry"]
    assert hook == local
    steps = [*docs["build"]["html"], *docs["build"]["pdf"], *docs["build"]["epub"], *gitlab["script"], hook]
    for step in steps:
        done = subprocess.run(["bash", "-c", step], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{step} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    for format_ in ["pdf", "epub"]:
        assert [file.name for file in (output / format_).iterdir()] == [f"lamp-pt-BR.{format_}"]
    assert "downloads/en/handouts/index.pdf" in (output / "html/index.html").read_text()


def main() -> None:
    program, work = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    wheel = pack(program, work / "wheels")
    run(work, "pip", "install", "--quiet", "--no-index", "--no-deps", "--force-reinstall", str(wheel))
    for command in [["pamphlet"], ["mkdocs-pamphlet"], ["python", "-m", "mkdocs_pamphlet"]]:
        assert run(work, *command, "--version").startswith("pamphlet "), command
    steps = [themes, languages, separate, plugins, blog, strict, dirty, scattered, marks, zensical, recipes, suggestions]
    steps += [functools.partial(step, wheel=wheel) for step in (guided, readme, automation)]
    for step in steps:
        begin = time.monotonic()
        step(work)
        print(f"  {getattr(step, 'func', step).__name__}: {time.monotonic() - begin:.1f} s")
    browser = "/usr/bin/chromium"
    if not Path(browser).exists():
        print("skipped: there is no Chromium to click in")
        sys.exit(3)
    click(work, browser)


if __name__ == "__main__":
    main()
