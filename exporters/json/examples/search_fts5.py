"""Searches an output with SQLite: python3 search_fts5.py dist/en/search.ndjson WORD..."""
import json
import sqlite3
import sys

database = sqlite3.connect(":memory:")
database.execute("CREATE VIRTUAL TABLE sections USING fts5(id UNINDEXED, titles, text, url UNINDEXED, language UNINDEXED)")
with open(sys.argv[1], encoding="utf-8") as lines:
    records = [json.loads(line) for line in lines]
database.executemany(
    "INSERT INTO sections VALUES (?, ?, ?, ?, ?)",
    [(one["id"], " › ".join(one["titles"]), one["text"], one.get("url"), one["language"]) for one in records],
)
query = "SELECT id, snippet(sections, 2, '[', ']', '…', 8) FROM sections WHERE sections MATCH ? ORDER BY bm25(sections, 0, 5, 1)"
for name, shown in database.execute(query, [" ".join(f'"{word}"' for word in sys.argv[2:])]):
    print(f"{name}: {' '.join(shown.split())}")
