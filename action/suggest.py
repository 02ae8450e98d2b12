"""Posts the repairs that `pamphlet check` knows as suggestions on a pull request, where a click takes each.

Usage: suggest.py FINDINGS SITE; FINDINGS is what `pamphlet check --format json` printed. GitHub takes suggestions for lines
that the change shows, and for those alone: which they are is asked by `gh`, with the token in GH_TOKEN. What was
suggested before is not posted again. Findings are also annotations, so that nothing is lost where a token may not write.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

# More would bury the review of a person, and a longer one nobody reads.
MOST_COMMENTS = 30
MOST_LINES = 20
HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")


def github(path: str, body: object = None) -> Any:
    """Asks GitHub; all pages of a list."""
    command = ["gh", "api", path]
    command += ["--method", "POST", "--input", "-"] if body is not None else ["--paginate", "--slurp"]
    given = None if body is None else json.dumps(body)
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise PermissionError(done.stderr.strip() or f"gh ended with {done.returncode}")
    answer = json.loads(done.stdout or "null")
    return answer if body is not None else [one for page in answer for one in page]


def shown(patch: str) -> dict[int, str]:
    """The lines of the new file that a change shows, by their numbers."""
    lines: dict[int, str] = {}
    number = 0
    for line in patch.split("\n"):
        if hunk := HUNK.match(line):
            number = int(hunk[1])
        elif line.startswith((" ", "+")):
            lines[number] = line[1:].rstrip("\r")
            number += 1
    return lines


def groups(findings: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Findings of one file that change the same lines belong into one suggestion."""
    ordered = sorted(findings, key=lambda found: min(edit["line"] for edit in found["fix"]))
    made: list[list[dict[str, Any]]] = []
    for found in ordered:
        first = min(edit["line"] for edit in found["fix"])
        if made and first <= max(edit["end_line"] for other in made[-1] for edit in other["fix"]):
            made[-1].append(found)
        else:
            made.append([found])
    return made


def changed(lines: list[str], edits: list[dict[str, Any]]) -> tuple[int, int, list[str]]:
    """The first and the last line that edits change, and what stands there afterwards."""
    first, last = min(edit["line"] for edit in edits), max(edit["end_line"] for edit in edits)
    # A line that goes as a whole ends where the next begins.
    if last > first and all(edit["end_column"] == 1 for edit in edits if edit["end_line"] == last):
        last -= 1
    part = lines[first - 1 : last + 1]
    starts = [0]
    for line in part:
        starts.append(starts[-1] + len(line) + 1)
    text = "\n".join(part)
    before = len(text) + 1
    for edit in sorted(edits, key=lambda edit: (edit["line"], edit["column"]), reverse=True):
        start = starts[edit["line"] - first] + edit["column"] - 1
        end = starts[edit["end_line"] - first] + edit["end_column"] - 1
        if end <= before:
            text, before = text[:start] + edit["put"] + text[end:], start
    kept = len(part) - (last - first + 1)
    after = text.split("\n")
    return first, last, after[: len(after) - kept]


def span(text: str) -> str:
    """A text as code: nothing in it is a link, a picture, or the name of somebody."""
    text = " ".join(text.split())
    marks = "`" * (max([len(run) for run in re.findall("`+", text)], default=0) + 1)
    return f"{marks} {text} {marks}"


def body(found: list[dict[str, Any]], lines: list[str]) -> str:
    said = [f"{one['code']}: {span(one['message'])}" for one in found]
    text = "\n".join(line.rstrip("\r") for line in lines)
    fence = "`" * max(3, max([len(run) for run in re.findall("`+", text)], default=0) + 1)
    inside = f"{text}\n" if lines else ""
    return "\n".join([*dict.fromkeys(said), "", f"{fence}suggestion", f"{inside}{fence}"])


def comments(findings: list[dict[str, Any]], site: Path, prefix: str, files: dict[str, str]) -> list[dict[str, Any]]:
    made = []
    mended = [found for found in findings if found.get("fix")]
    for path in sorted({found["path"] for found in mended}):
        name = f"{prefix}{path}"
        if name not in files:
            continue
        visible = shown(files[name])
        lines = (site / path).read_bytes().decode("utf-8-sig", "replace").split("\n")
        for group in groups([found for found in mended if found["path"] == path]):
            first, last, after = changed(lines, [edit for found in group for edit in found["fix"]])
            same = all(visible.get(at) == lines[at - 1].rstrip("\r") for at in range(first, last + 1))
            if not same or last - first >= MOST_LINES or lines[first - 1 : last] == after:
                continue
            comment = {"path": name, "line": last, "side": "RIGHT", "body": body(group, after)}
            if last > first:
                comment |= {"start_line": first, "start_side": "RIGHT"}
            made.append(comment)
    return made


def main() -> None:
    findings = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["diagnostics"]
    site = Path(sys.argv[2])
    site = site if site.is_dir() else site.parent
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    change = event.get("pull_request")
    if change is None:
        print("nothing is suggested: this is no pull request")
        return
    repository = f"repos/{os.environ['GITHUB_REPOSITORY']}/pulls/{change['number']}"
    prefix = subprocess.run(
        ["git", "rev-parse", "--show-prefix"], cwd=site, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.rstrip("\n")
    try:
        files = {file["filename"]: file.get("patch", "") for file in github(f"{repository}/files?per_page=100")}
        made = comments(findings, site, prefix, files)
        there = {(old["path"], old.get("line"), old["body"]) for old in github(f"{repository}/comments?per_page=100")}
        new = [one for one in made if (one["path"], one["line"], one["body"]) not in there]
        if new:
            review = {"commit_id": change["head"]["sha"], "event": "COMMENT", "comments": new[:MOST_COMMENTS]}
            github(f"{repository}/reviews", review)
    except PermissionError as error:
        # That of a fork may read alone.
        print(f"::warning::no repairs are suggested: {str(error).splitlines()[0]}; the job needs pull-requests: write")
        return
    left = max(0, len(new) - MOST_COMMENTS)
    print(f"{len(new) - left} repairs suggested, {len(made) - len(new)} were before, {left} more are left for the next time")


if __name__ == "__main__":
    main()
