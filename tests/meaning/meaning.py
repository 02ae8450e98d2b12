"""What PDFs mean to those who listen to them: meaning.py OUTLOUD FILE...

`outloud`, from PyPI, finds what no validator of the standard can: words that no tag announces, alternatives that nobody
could listen to, content that is painted in another order than it is read. Any finding fails the measure, but for those
that are set aside below, each with the reason why it is wrong about our files, and only for what the reason is about.
What is set aside is counted and printed.
"""
import collections
import json
import subprocess
import sys
import tempfile

# A rule, what its finding has to say for the reason to be about it (as a part of its message or evidence), and the reason.
ASIDE = [
    # The line at the foot of this site is prose by the program's measure: eight words, four of them small. It is an artifact
    # of the type Pagination and the subtype Footer, as ISO 14289-1, 7.8 asks for. The program knows such lines by their
    # being on several pages, which a file of one page cannot show.
    ("TAG-002", "The maintainers of a small site that is there", "a line at the foot of a document of one page"),
]


def reason(finding):
    said = f"{finding['message']} {finding.get('evidence') or ''}"
    for rule, about, why in ASIDE:
        if finding["rule"] == rule and about in said:
            return why
    return None


def main(program, files):
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [program, "--quiet", "--no-info", "--fail-on", "never", "--json", report.name, *files]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        results = json.load(report)["results"]
    aside, wrong = collections.Counter(), 0
    for result in results:
        if result["error"]:
            print(f"{result['path']}: {result['error']}")
            wrong += 1
        for finding in result["findings"]:
            if finding["severity"] == "info":
                continue
            why = reason(finding)
            if why:
                aside[finding["rule"], why] += 1
                continue
            wrong += 1
            place = f" page {finding['page']}" if finding.get("page") else ""
            evidence = f": {finding['evidence']}" if finding.get("evidence") else ""
            print(f"{result['path']}{place}: {finding['rule']} {finding['message']}{evidence}")
    for (rule, why), count in sorted(aside.items()):
        print(f"set aside in {count} places: {rule}, {why}")
    print(f"{len(results)} files, {wrong} findings")
    if len(results) != len(files):
        sys.exit("not every file was read")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
