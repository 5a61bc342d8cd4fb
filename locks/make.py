"""Writes the locks: ``python locks/make.py UV``, by ``make lock``.

``constraints.txt`` has the versions with which the tests pass; here every file of each of them gets
its SHA-256, for Linux and macOS and all versions of Python, and what has no place in it is found:
libraries that only some systems want. No address of an index is written.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
HEAD = "# Made by `make lock`: {what}\n# Installed by locks/install; nothing else is.\n"
WHAT = {
    "run": "what AccordingTo needs to run.",
    "gpu": "what builds of torch for Linux want beside it, those for the processor aside.",
    "dev": "what its developers need beside that.",
    "build": "what builds the wheel.",
    "tools": "what makes the locks and the list of components, and asks for known faults.",
}
_GPU = re.compile(r"(?:nvidia|cuda)-|triton==")

Pins = dict[str, str]


def pins(uv: str, *extras: str, listed: list[str] | None = None) -> Pins:
    """Give the lines of each package that the project with some extras needs, by its name.

    With ``listed`` it is these packages and what they need instead.
    """
    command = [uv, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]
    command += ["--constraint", "constraints.txt", "pyproject.toml" if listed is None else "-"]
    command += [part for extra in extras for part in ("--extra", extra)]
    given = None if listed is None else "\n".join(listed)
    made = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, input=given
    ).stdout
    blocks = re.findall(r"^\S.*(?:\n .*)*", made, re.MULTILINE)
    return {block.split("==")[0]: block for block in blocks}


def with_local_torch(block: str) -> str:
    """The lines of torch with the build for the processor alone, where that is what is here."""
    if "+" not in version("torch"):
        return block
    pin = block.split(" ")[0]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", folder, pin], check=True)
        (wheel,) = Path(folder).iterdir()
        with wheel.open("rb") as file:
            found = f"--hash=sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
    return block if found in block else f"{block} \\\n    {found}"


def write(name: str, chosen: Pins) -> None:
    """Write one lock."""
    lines = "\n".join(chosen[each] for each in sorted(chosen))
    (HERE / f"{name}.txt").write_text(f"{HEAD.format(what=WHAT[name])}{lines}\n", "utf-8")


def main(uv: str) -> None:
    """Write all of them."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run, dev = pins(uv, "otel"), pins(uv, "otel", "dev")
    run["torch"] = with_local_torch(run["torch"])
    gpu = {name: block for name, block in run.items() if _GPU.match(block)}
    write("gpu", gpu)
    write("run", {name: block for name, block in run.items() if name not in gpu})
    write("dev", {name: block for name, block in dev.items() if name not in run})
    write("build", pins(uv, listed=["build", "hatchling"]))
    write("tools", pins(uv, listed=named["optional-dependencies"]["tools"]))


if __name__ == "__main__":
    main(sys.argv[1])
