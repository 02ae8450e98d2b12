"""Searches an output with tantivy: pip install tantivy; python3 search_tantivy.py dist/en/search.ndjson WORD..."""
import sys

import tantivy

schema = tantivy.SchemaBuilder()
for field in ["id", "locale", "page", "anchor", "url", "language", "direction"]:
    schema.add_text_field(field, stored=True, tokenizer_name="raw")
for field in ["title", "titles", "text"]:
    schema.add_text_field(field, stored=True)
index = tantivy.Index(schema.build())
writer = index.writer()
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        writer.add_json(line)
writer.commit()
index.reload()
searcher = index.searcher()
query = index.parse_query(" ".join(f"+{word}" for word in sys.argv[2:]), ["title", "text"])
for _, address in searcher.search(query, 10).hits:
    print(searcher.doc(address)["id"][0])
