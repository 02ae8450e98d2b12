"""The plugin of MkDocs."""

from __future__ import annotations

import json
import logging
import subprocess
import tempfile
from pathlib import Path, PureWindowsPath
from typing import Any, Literal

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger

from .capture import Capture
from .program import find

log = get_plugin_logger("pamphlet")

# Before every other plugin, and behind it: what they make is what is captured.
FIRST, LAST = 1000, -1000
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.DEBUG}
FORMATS = ["pdf", "epub", "json", "text"]


class Folder(c.Type[str]):
    """A folder inside of the website, on whatever system: nothing is written outside of it."""

    def __init__(self, *, default: str) -> None:
        super().__init__(str, default=default)

    def run_validation(self, value: object) -> str:
        folder = super().run_validation(value)
        # What is a path on Windows covers what is one elsewhere.
        path = PureWindowsPath(folder)
        if path.anchor or ".." in path.parts or not path.parts:
            raise c.ValidationError(f"“{folder}” is no folder inside of the website; write one such as downloads")
        return folder


class Options(Config):
    """The options, all of which may be left out."""

    enabled = c.Type(bool, default=True)
    formats = c.ListOfItems(c.Choice(FORMATS), default=["pdf", "epub"])
    locales = c.ListOfItems(c.Type(str), default=[])
    folder = Folder(default="downloads")
    button = c.Choice(["top", "bottom", "none"], default="top")
    serve = c.Type(bool, default=False)


class PamphletPlugin(BasePlugin[Options]):
    """Makes PDF and EPUB when the website is built."""

    def __init__(self) -> None:
        super().__init__()
        self.capture: Capture | None = None
        self.on = True
        self.dirty = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.on = self.config.enabled and (self.config.serve or command != "serve")
        self.dirty = dirty

    @event_priority(LAST)
    def on_config(self, config: Any) -> Any:
        # A dirty build makes the changed pages alone, of which there is no book.
        if not self.on or not self.config.enabled or self.dirty:
            return config
        # A plugin for languages builds again for each of them: these builds are one site.
        if self.capture is None or not self.is_inside(config):
            self.capture = Capture(config)
        if self.capture.recorder not in config.markdown_extensions:
            config.markdown_extensions.append(self.capture.recorder)
        return config

    @event_priority(LAST)
    def on_nav(self, nav: Any, *, config: Any, files: Any) -> Any:
        if self.capture is not None:
            self.capture.nav(nav.items, self.locale(config))
        return nav

    @event_priority(LAST)
    def on_page_markdown(self, markdown: str, *, page: Any, config: Any, files: Any) -> str:
        if self.capture is not None:
            self.capture.page(markdown, page, self.locale(config))
        return markdown

    @event_priority(FIRST)
    def _on_converted(self, html: str, *, page: Any, config: Any, files: Any) -> str:
        if self.capture is not None:
            self.capture.converted(html, page)
        return html

    @event_priority(LAST)
    def _on_content(self, html: str, *, page: Any, config: Any, files: Any) -> str:
        if self.capture is not None:
            self.capture.content(html, page)
        return html

    on_page_content = CombinedEvent(_on_converted, _on_content)

    @event_priority(LAST)
    def on_env(self, env: Any, *, config: Any, files: Any) -> Any:
        if self.capture is not None:
            self.capture.other_files(files)
        return env

    @event_priority(LAST)
    def on_post_build(self, *, config: Any) -> None:
        if self.dirty and self.on and not self.is_inside(config):
            self.keep(Path(config.site_dir))
        capture = self.capture
        if capture is None or self.is_inside(config):
            return
        self.capture = None
        config.markdown_extensions.remove(capture.recorder)
        if not capture.pages:
            log.warning("there are no pages, so that there are no downloads")
            return
        with tempfile.TemporaryDirectory(prefix="pamphlet-") as folder:
            captured = Path(folder) / "site"
            capture.write(captured, config)
            self.make(captured, Path(config.site_dir), Path(folder) / "findings.json", capture.boundary())

    def make(self, captured: Path, site: Path, findings: Path, boundary: Path | None) -> None:
        """Makes the outputs, tells what was found, and adds the links to the pages."""
        out = site / self.config.folder
        if out.is_dir() and any(out.iterdir()) and not (out / "manifest.json").is_file():
            raise PluginError(
                f"pamphlet: the website has a folder {self.config.folder} of its own, which is left alone; "
                "name another one in the option folder of the plugin"
            )
        here = ["--captured", str(captured)]
        build = ["build", *here, "--out", str(out), "--format", ",".join(self.config.formats)]
        build += ["--findings", str(findings), "--color", "never"]
        if boundary is not None:
            build += ["--boundary", str(boundary)]
        if self.config.locales:
            build += ["--locale", ",".join(self.config.locales)]
        said = self.run(build, allowed=(0, 1))
        self.tell(findings)
        for line in said.splitlines()[:1]:
            log.info(line)
        self.attach(site, out, *here)

    def keep(self, site: Path) -> None:
        """Adds the links to the pages that a dirty build made, to outputs that an earlier build has left."""
        out = site / self.config.folder
        log.info("a dirty build makes changed pages alone: the downloads stay as they are")
        if (out / "manifest.json").is_file():
            self.attach(site, out)

    def attach(self, site: Path, out: Path, *options: str) -> None:
        button = ["--button", self.config.button]
        said = self.run(["attach", str(site), "--downloads", str(out), *options, *button], allowed=(0, 1))
        for line in said.splitlines():
            log.debug(line)

    def run(self, arguments: list[str], allowed: tuple[int, ...]) -> str:
        try:
            done = subprocess.run([find(), *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
        except OSError as error:
            raise PluginError(f"pamphlet: {error}") from error
        if done.returncode not in allowed:
            raise PluginError(f"pamphlet {arguments[0]}: {done.stderr.strip() or done.returncode}")
        if arguments[0] == "attach":
            for line in done.stderr.splitlines():
                log.warning(line)
        return done.stdout

    @staticmethod
    def tell(findings: Path) -> None:
        """What Pamphlet found, as warnings of MkDocs, which fail a strict build."""
        for found in json.loads(findings.read_text(encoding="utf-8"))["diagnostics"]:
            place = ":".join(str(part) for part in (found.get("path"), found.get("line")) if part)
            text = f"{place}: {found['message']} [{found['code']}]" if place else f"{found['message']} [{found['code']}]"
            if found.get("help") and found["severity"] != "note":
                text += f"\n  {found['help']}"
            log.log(LEVELS[found["severity"]], text)

    @staticmethod
    def locale(config: Any) -> str | None:
        """The language that is built now, where a plugin builds several."""
        return getattr(config.plugins.get("i18n"), "current_language", None)

    @staticmethod
    def is_inside(config: Any) -> bool:
        """Whether this build is one that the plugin for languages began."""
        return bool(getattr(config.plugins.get("i18n"), "building", False))
