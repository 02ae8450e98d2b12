"""Reads every page, index and file of cards of an output with models for Pydantic: models.py MODULE DIST SECONDS

MODULE is the one that lies in the output, or one that datamodel-code-generator made.
"""
import importlib.util
import pathlib
import re
import sys
import time

module, dist, most = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3])
spec = importlib.util.spec_from_file_location("models", module)
models = importlib.util.module_from_spec(spec)
sys.modules["models"] = models
spec.loader.exec_module(models)

numbered = [name for name in vars(models) if re.fullmatch(r"[A-Z]\w*\d", name)]
if numbered:
    sys.exit(f"{module}: numbers instead of names: {', '.join(numbered)}")

pages = [path.read_text(encoding="utf-8") for path in sorted(dist.glob("*/json/**/*.json"))]
start = time.perf_counter()
read = [models.PageFile.model_validate_json(text) for text in pages]
seconds = time.perf_counter() - start
for name, model in [("index.json", models.IndexFile), ("cards.json", models.CardsFile)]:
    for path in dist.glob(f"*/{name}"):
        model.model_validate_json(path.read_text(encoding="utf-8"))
models.Manifest.model_validate_json((dist / "manifest.json").read_text(encoding="utf-8"))
print(f"{module}: {len(read)} pages, {sum(map(len, pages))} characters in {seconds:.2f} s")
if not read or seconds > most:
    sys.exit(f"{module}: that is too slow, or nothing")

wrong = pages[0].replace('"kind":"paragraph"', '"kind":"paragraf"', 1)
try:
    models.PageFile.model_validate_json(wrong)
except ValueError as error:
    lines = str(error).splitlines()
    if len(lines) > 8:
        sys.exit(f"{module}: {len(lines)} lines for one wrong kind")
else:
    sys.exit(f"{module}: a kind that is none was read")
