"""Draw again what was drawn, from its published file alone: python3 redraw.py draw.json (standard library only)."""

import hashlib
import json
import pathlib
import sys


def sha(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


published = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
if "word" not in published:
    sys.exit("Not drawn yet.")
if sha(published["secret"]) != published["sealed"]:
    sys.exit("The secret is not the one that was sealed before.")
if sha("\n".join(sorted(published["names"]))) != published["list_digest"]:
    sys.exit("The list is not the one that was closed before.")
seed = sha(f"{published['secret']}:{published['word']}")
drawn = sorted(published["names"], key=lambda name: (sha(f"{seed}:{name}"), name))[: published["seats"]]
sys.stdout.write("\n".join([*drawn, ""]))
if drawn != published["drawn"]:
    sys.exit("Others were published as drawn.")
