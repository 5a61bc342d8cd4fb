"""Turn the marked articles into ``development.jsonl``, ``heldout.jsonl`` and ``blind.jsonl``.

python -m benchmarks.attribution.compile          write all
python -m benchmarks.attribution.compile --check  exit 1 where a file is not up to date
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.attribution.markup import MarkedArticle, MarkedClaim, read_file

HERE = Path(__file__).parent
HALVES = ("development", "heldout")
BLIND = "blind"


def row(article: MarkedArticle) -> dict[str, Any]:
    """Give an article as the JSON object that stands on its line."""
    return {
        "id": article.id,
        "style": article.style,
        "title": article.title,
        "outlet": article.outlet,
        "published_at": article.published_at,
        "text": article.text,
        "claims": [_claim(claim) for claim in article.claims],
    }


def _claim(claim: MarkedClaim) -> dict[str, Any]:
    source = claim.source
    return {
        "source": {
            "name": source.name,
            "role": source.role,
            "kind": source.kind,
            "aliases": list(source.aliases),
        },
        "mention": claim.mention,
        "cue": claim.cue,
        "content": claim.content,
        "stance": "denies" if claim.denies else "asserts",
        "act": claim.act,
        "via": claim.via,
    }


def compiled(half: str, root: Path = HERE) -> str:
    """Give the lines of a set, articles in the order of their files' names. Raises MarkupError."""
    files = sorted((root / "articles" / half).glob("*.txt"))
    rows = [row(article) for path in files for article in read_file(path)]
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)


def main(arguments: list[str]) -> int:
    """Write the sets, or with ``--check`` compare them; the exit status."""
    stale = 0
    for half in (*HALVES, BLIND):
        path, lines = HERE / f"{half}.jsonl", compiled(half)
        if "--check" not in arguments:
            path.write_text(lines, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != lines:
            print(f"{path.name} is not what its articles compile to: run this without --check.")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
