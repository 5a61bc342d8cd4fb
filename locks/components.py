"""Writes what AccordingTo is made of, as CycloneDX: ``python locks/components.py CYCLONEDX_PY``.

The components are those of ``run.txt``, where the SHA-256 of each of their files stand. Where the
tool guesses from which index they come it is left out: that is whoever installs them's to choose.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE / "sbom.cdx.json"


def main(tool: str) -> None:
    """Write the list."""
    pins = re.findall(
        r"^([^ #]\S*==\S+(?: ;.*?)?) \\$", (HERE / "run.txt").read_text(), re.MULTILINE
    )
    command = [tool, "requirements", "--pyproject", "pyproject.toml", "--output-reproducible", "-"]
    listed = "\n".join(pins)
    made = subprocess.run(
        command, cwd=HERE.parent, check=True, capture_output=True, text=True, input=listed
    ).stdout
    components = json.loads(made)
    for each in components["components"]:
        each.pop("externalReferences", None)
        each.pop("description", None)
    for each in components["metadata"].get("tools", {}).get("components", ()):
        each.pop("externalReferences", None)
    OUT.write_text(json.dumps(components, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
