"""Every node of a page, in the order of reading: python3 walk.py dist/en/json/index.json"""
import json
import sys


def walk(node):
    """Gives the node and all that it holds. What has a `kind` is a node; lists and other objects hold some."""
    if isinstance(node, dict):
        if "kind" in node:
            yield node
        node = node.values()
    if not isinstance(node, str) and hasattr(node, "__iter__"):
        for part in node:
            yield from walk(part)


if __name__ == "__main__":
    page = json.load(open(sys.argv[1], encoding="utf-8"))
    for block in page["blocks"]:
        for node in walk(block["block"]):
            if node["kind"] == "link":
                print(node["words"], node["target"].get("url") or node["target"].get("page") or "")
