"""Draws again what was drawn, from the published file alone: python redraw.py draw.json (standard library only)."""

import hashlib
import json
import pathlib
import sys


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def redraw(published):
    if sha(published["secret"]) != published["sealed"]:
        sys.exit("The secret is not the one that was sealed before.")
    seed = sha(f"{published['secret']}:{published['word']}")
    return sorted(published["names"], key=lambda name: (sha(f"{seed}:{name}"), name))[: published["seats"]]


if __name__ == "__main__":
    print("\n".join(redraw(json.loads(pathlib.Path(sys.argv[1]).read_text()))))
